/// A file that the program brings with it.
package struct ShippedFile: Sendable {
  /// Below the folder that it belongs to, as `partials/head.html`.
  package let path: String
  package let text: String

  package var bytes: [UInt8] { Array(text.utf8) }
}

/// The design that ships: templates, styles, scripts and words, by their paths below a site's `templates/`.
package let conferenceDesign = files(below: "Design/")

/// A site that `lectern init` makes.
package enum StarterSite: String, Sendable, CaseIterable {
  /// A small conference in the design that ships.
  case conference
  /// A campaign in the same design.
  case campaign
  /// A few templates for who begins from nothing.
  case bare

  /// By their paths from the site's folder.
  package var files: [ShippedFile] { ConferenceDesign.files(below: "Sites/\(rawValue)/") }
}

private func files(below folder: String) -> [ShippedFile] {
  embeddedFiles.filter { $0.path.hasPrefix(folder) }.map {
    ShippedFile(path: String($0.path.dropFirst(folder.count)), text: $0.text)
  }
}
