import Content
package import Diagnostics
import Publishing
import SiteModel
package import SiteSettings
import Text
import Web

package struct PublishOptions: Sendable {
  package var build: BuildOptions
  /// The place, instead of the one in `site.yaml`.
  package var to: PublicationPlace?
  /// Whether only to say what would change.
  package var isDryRun = false
  /// Whether a fifth and more may go without a question.
  package var saysYes = false
  /// Whether files at the place that no publication wrote may be replaced.
  package var adopts = false
  /// Asks whether to go on; `nil` if nobody can be asked.
  package var confirm: (@Sendable (String) -> Bool)?
  /// Told what goes on, line by line.
  package var tell: @Sendable (String) throws(WorkspaceError) -> Void = {
    (_) throws(WorkspaceError) in
  }

  package init(build: BuildOptions) { self.build = build }
}

/// What a publication came to.
package struct Published: Sendable {
  /// In reading order, with excerpts.
  package var diagnostics: [Diagnostic]
  package var succeeded: Bool
  package var address = ""
  /// How many files were put and removed.
  package var put = 0
  package var removed = 0
}

/// Builds a site and puts it at its place.
///
/// At every moment each page there finds what it needs, however the publication ends, and nothing is removed but what
/// an earlier one wrote.
package func publish(
  _ workspace: Workspace, _ options: PublishOptions
) async throws(WorkspaceError) -> Published {
  var buildOptions = options.build
  buildOptions.writes = true
  let (report, site) = try await build(workspace, buildOptions)
  let mistakes = report.diagnostics + workspace.mistakes(in: site.configuration, options)
  var result = Published(
    diagnostics: mistakes.inReadingOrder().withExcerpts { workspace.source($0) },
    succeeded: report.succeeded && !mistakes.hasErrors,
    address: site.configuration.baseURL.text)
  guard result.succeeded, let place = options.to ?? site.configuration.publish?.to else {
    result.succeeded = false
    return result
  }
  let publication = try Publication(workspace, site.configuration, place, options)
  defer { publication.end() }
  let files = try publishedFiles(report.paths, in: workspace.output)
  try publication.perform(files, from: workspace.output, &result)
  return result
}

/// Puts what the last publication replaced back into its place.
package func undoPublication(
  _ workspace: Workspace, _ options: PublishOptions
) async throws(WorkspaceError) -> Published {
  var tree = try workspace.listInputs().value
  tree.templates = []
  let parsed = try await workspace.parse(tree, options.build.parse)
  let configuration = parsed.value.configuration
  let mistakes =
    parsed.diagnostics.filter { $0.isError && $0.sitePart == .settings }
    + [missingPlace(in: configuration, options)].compactMap(\.self)
  var result = Published(
    diagnostics: mistakes.inReadingOrder().withExcerpts { workspace.source($0) },
    succeeded: mistakes.isEmpty, address: configuration.baseURL.text)
  guard result.succeeded, let place = options.to ?? configuration.publish?.to else { return result }
  let publication = try Publication(workspace, configuration, place, options)
  defer { publication.end() }
  try publication.undo(&result)
  return result
}

extension Workspace {
  fileprivate func mistakes(
    in configuration: SiteConfiguration, _ options: PublishOptions
  ) -> [Diagnostic] {
    let address = configuration.baseURL
    let isWritten = options.build.parse.baseURL == nil
    let missing = [missingPlace(in: configuration, options)].compactMap(\.self)
    // An address that can't be read was told while reading.
    guard address.isExample, address != .root else { return missing }
    let mistake = Diagnostic.error(
      PublishingCode.exampleAddress,
      "\(isWritten ? "base_url" : "--base-url") is \(address.text), which is an address for examples",
      at: isWritten ? placeOfBaseURL : nil,
      help: "write the address that the site will have"
        + (isWritten ? ", or give it with --base-url" : ""))
    return [mistake] + missing
  }

  private var placeOfBaseURL: SourceLocation {
    let (key, lineFeed) = (Array("base_url:".utf8), UInt8(ascii: "\n"))
    guard let settings = source("site.yaml"),
      let start = settings.bytes.starts(with: key)
        ? 0 : settings.bytes.firstRange(of: [lineFeed] + key).map({ $0.lowerBound + 1 })
    else { return SourceLocation(file: "site.yaml") }
    return settings.location(of: start..<(start + key.count - 1))
  }
}

private func missingPlace(
  in configuration: SiteConfiguration, _ options: PublishOptions
) -> Diagnostic? {
  guard options.to == nil, configuration.publish == nil else { return nil }
  return .error(
    PublishingCode.noPublicationPlace, "nothing says where the site is published",
    at: SourceLocation(file: "site.yaml"),
    help: "write it under publish: as to: rsync:HOST:/PATH, or name it with --to")
}

extension BaseURL {
  /// Whether nobody can have the address (RFC 2606, sections 2 and 3).
  fileprivate var isExample: Bool {
    let labels = host.lowercased().split(separator: ".")
    guard let last = labels.last else { return true }
    return ["example", "invalid", "test"].contains(last)
      || labels.count > 1 && labels[labels.count - 2] == "example"
        && ["com", "net", "org"].contains(last)
  }
}

/// The files that a build wrote, as they are on the disk.
private func publishedFiles(
  _ paths: [OutputPath], in folder: String
) throws(WorkspaceError) -> [PublishedFile] {
  var files: [PublishedFile] = []
  for path in paths {
    let bytes = try FileSystem.read(folder + "/" + path.text)
    files.append(
      PublishedFile(path: path, fingerprint: Fingerprint(bytes).text, size: bytes.count))
  }
  return files
}
