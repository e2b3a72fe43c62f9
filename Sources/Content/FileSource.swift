import Diagnostics

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
package struct InputTree: Equatable, Sendable {
  /// Below `content/`, sorted.
  package var content: [String]
  /// Below `templates/`, sorted.
  package var templates: [String]

  package init(content: [String] = [], templates: [String] = []) {
    self.content = content
    self.templates = templates
  }
}

extension FileSource {
  /// The text of each file.
  func sources(_ paths: [String]) throws(Failure) -> [SourceText] {
    try paths.map { path throws(Failure) in SourceText(file: path, bytes: try bytes(of: path)) }
  }
}
