package import Diagnostics

/// Where the files of a site come from: a disk, or in tests a dictionary.
package protocol FileSource: Sendable {
  associatedtype Failure: Error

  var tree: InputTree { get }

  /// - Parameter path: from the site's folder, such as `content/about.md`.
  func bytes(of path: String) throws(Failure) -> [UInt8]

  /// What is known of a file that is copied. `nil` if the file was removed since the tree was listed.
  func facts(of path: String) throws(Failure) -> FileFacts?
}

/// The files of a site, by their paths, before any is read.
///
/// Inside, all names are composed (NFC), so that they mean what people type. Which bytes a disk has for one matters
/// where a file is read, and nowhere else.
package struct InputTree: Equatable, Sendable {
  /// Below `content/`, sorted.
  package var content: [String]
  /// Below `templates/`, sorted.
  package var templates: [String]

  /// The names that files have on the disk, where they are not composed as `content` and `templates` have them.
  /// Paths are from the site's folder, as `content/Malmö.pdf`.
  package var diskPaths: [String: String]
  /// What was said of files that are there and cannot be a part of a site.
  package var refused: [Diagnostic]

  package init(
    content: [String] = [], templates: [String] = [], diskPaths: [String: String] = [:],
    refused: [Diagnostic] = []
  ) {
    self.content = content
    self.templates = templates
    self.diskPaths = diskPaths
    self.refused = refused
  }

  /// The path of a file as the disk has it.
  package func diskPath(of path: String) -> String { diskPaths[path] ?? path }
}

extension FileSource {
  /// The text of each file.
  func sources(_ paths: [String]) throws(Failure) -> [SourceText] {
    try paths.map { path throws(Failure) in SourceText(file: path, bytes: try bytes(of: path)) }
  }
}
