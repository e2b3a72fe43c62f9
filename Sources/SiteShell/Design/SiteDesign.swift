import ConferenceDesign
import Content
import Diagnostics

/// A site's own files beside those of the design that ships.
///
/// What the design's files said when the site's owner last looked at them is kept in `templates/.design/`, which is committed
/// with the site. So a newer program can say what changed under a file or a block that the site overrides.
package struct SiteDesign: Sendable {
  private let workspace: Workspace
  /// The site's own files, below `templates/`.
  private let own: Set<String>
  /// The files of the design that templates of the site extend, include or import by name, with those templates.
  private let named: [String: [String]]

  package init(_ workspace: Workspace) throws(WorkspaceError) {
    self.workspace = workspace
    let names = try workspace.listInputs().value.templates
    own = Set(names)
    var named: [String: [String]] = [:]
    for name in names where name.hasSuffix(".html") {
      let bytes = try FileSystem.read(workspace.path("templates/" + name))
      for target in namesOfDesign(in: bytes) { named[target, default: []].append(name) }
    }
    self.named = named
  }

  /// A file of the design, and what the site makes of it.
  package struct File: Sendable {
    package let path: String
    /// The site's file that takes its place, or those that build on it. None if the site has it as it is.
    package let overriddenBy: [String]
  }

  /// The files of the design, by path.
  package var files: [File] {
    conferenceDesign.map { file in
      let isReplaced = own.contains(file.path)
      let users = (named[file.path] ?? []) + (isReplaced ? [file.path] : [])
      return File(
        path: file.path, overriddenBy: Set(users).sorted().map { "templates/" + $0 })
    }
    .sorted { $0.path < $1.path }
  }

  /// Copies a file of the design into the site for changing, and keeps it as it is now.
  ///
  /// - Returns: the copy's path from the site's folder.
  package func copy(_ path: String) throws(WorkspaceError) -> String {
    guard let file = conferenceDesign.first(where: { $0.path == path }) else {
      throw WorkspaceError(
        "the design has no file '\(path)'",
        help: suggestion(
          for: path, in: conferenceDesign.map(\.path),
          otherwise: "'lectern design' lists its files"))
    }
    let copy = "templates/" + path
    if try FileSystem.status(workspace.path(copy)) != nil {
      throw WorkspaceError(
        "\(copy) is there already", help: "remove it first, if it may be replaced")
    }
    try FileSystem.write(file.bytes, to: workspace.path(copy))
    try keep(file)
    return copy
  }

  /// A file of the design that is another one now than when the site's owner last looked at it.
  package struct Change: Sendable {
    package let path: String
    package let overriddenBy: [String]
    package let difference: Difference

    package enum Difference: Sendable {
      /// It was never looked at.
      case unknown
      /// The design has it no longer.
      case removed
      /// In the form of `diff -u`.
      case lines([String])
    }
  }

  /// What changed in the design under the site's own files.
  package func changes() throws(WorkspaceError) -> [Change] {
    var changes: [Change] = []
    for file in files where !file.overriddenBy.isEmpty && !file.path.hasPrefix("strings/") {
      guard let shipped = conferenceDesign.first(where: { $0.path == file.path }) else { continue }
      guard let bytes = try FileSystem.readIfPresent(kept(file.path)) else {
        changes.append(
          Change(path: file.path, overriddenBy: file.overriddenBy, difference: .unknown))
        continue
      }
      let lines =
        shipped.isBinary
        ? bytes == shipped.bytes ? [] : ["it is another file now"]
        : lineDifference(from: String(decoding: bytes, as: UTF8.self), to: shipped.text)
      if !lines.isEmpty {
        changes.append(
          Change(path: file.path, overriddenBy: file.overriddenBy, difference: .lines(lines)))
      }
    }
    let known = Set(conferenceDesign.map(\.path))
    for path in named.keys.sorted() where !known.contains(path) {
      let users = (named[path] ?? []).map { "templates/" + $0 }
      changes.append(Change(path: path, overriddenBy: users, difference: .removed))
    }
    return changes
  }

  /// Keeps the files that the site overrides as they are now, as looked at.
  ///
  /// - Returns: how many.
  package func keepAll() throws(WorkspaceError) -> Int {
    let overridden = Set(files.filter { !$0.overriddenBy.isEmpty }.map(\.path))
    let kept = conferenceDesign.filter {
      overridden.contains($0.path) && !$0.path.hasPrefix("strings/")
    }
    for file in kept { try keep(file) }
    return kept.count
  }

  private func keep(_ file: ShippedFile) throws(WorkspaceError) {
    try FileSystem.write(file.bytes, to: kept(file.path))
  }

  /// Where a file of the design is kept as it was.
  private func kept(_ path: String) -> String { workspace.path("templates/.design/" + path) }
}
