/// Which part of a site a file belongs to. It follows from the file's path.
package enum SitePart: Sendable {
  /// `site.yaml`.
  case settings
  /// A file below `content/`.
  case content
  /// A file below `templates/`.
  case design
  /// A file outside of the site, such as a spreadsheet to be imported.
  case other
}

extension SourceLocation {
  package var sitePart: SitePart {
    if file == "site.yaml" { return .settings }
    if file.hasPrefix("content/") { return .content }
    return file.hasPrefix("templates/") ? .design : .other
  }
}

extension Diagnostic {
  /// The part of the site that the mistake is in. `nil` if the diagnostic has no location.
  package var sitePart: SitePart? { location?.sitePart }
}
