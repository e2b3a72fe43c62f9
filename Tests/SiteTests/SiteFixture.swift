import Content
import Diagnostics
import Foundation
import Importing
import SiteModel
import SiteShell
import TestSupport
import Testing

/// A copy of a fixture site, or a site written in the test, in a folder of its own.
final class SiteFixture: Sendable {
  let folder: URL

  convenience init(_ name: String) throws {
    try self.init(copying: Fixture.folder("sites/\(name)", of: "SiteTests"))
  }

  /// A copy of a folder.
  init(copying source: URL) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.copyItem(at: source, to: folder)
  }

  /// A site of the given files. Files that every site needs are added if they aren't given.
  init(_ files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    for (path, text) in Self.completed(files) { try write(path, text) }
  }

  /// A site of the given files and no others.
  init(bare files: [String: String]) throws {
    folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    for (path, text) in files { try write(path, text) }
  }

  /// The given files, and those that every site needs.
  static func completed(_ files: [String: String]) -> [String: String] {
    let needed = [
      "site.yaml": "title: Test\nbase_url: https://example.org/\n",
      "content/_index.md": "---\ntitle: Home\n---\n",
      "templates/page.html": "{{ page.title }}\n{{ page.content }}",
      "templates/section.html": "{{ page.title }}\n{{ page.content }}",
      "templates/404.html": "{{ page.title }}",
      "templates/taxonomy.html": "{{ page.title }}",
      "templates/term.html": "{{ page.title }}",
      "templates/strings/en.yaml": "not_found: {title: Not found}\n",
    ]
    return needed.merging(files, uniquingKeysWith: { $1 })
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  func write(_ path: String, _ text: String) throws { try write(path, Data(text.utf8)) }

  func write(_ path: String, _ data: Data) throws {
    let file = folder.appending(path: path)
    try FileManager.default.createDirectory(
      at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
    try data.write(to: file)
  }

  func remove(_ path: String) throws {
    try FileManager.default.removeItem(at: folder.appending(path: path))
  }

  func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appending(path: path), encoding: .utf8)
  }

  func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: folder.appending(path: path).path)
  }

  func build(
    at now: String = "2012-09-01", output: String? = nil,
    _ change: (inout BuildOptions) -> Void = { _ in }
  ) async throws -> BuildReport {
    let workspace = try Workspace(site: folder.path, output: output)
    var options = BuildOptions(
      assemble: AssembleOptions(now: try #require(BuildTime(written: now))))
    change(&options)
    return try await SiteShell.build(workspace, options).report.withExcerpts(from: workspace)
  }

  /// Everything in a folder of the site, by path.
  func tree(_ path: String = "output") throws -> [String: Data] {
    let root = folder.appending(path: path).resolvingSymlinksInPath()
    guard
      let files = FileManager.default.enumerator(
        at: root, includingPropertiesForKeys: [.isRegularFileKey])
    else { return [:] }
    var tree: [String: Data] = [:]
    for case let file as URL in files {
      guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true else {
        continue
      }
      let name = file.resolvingSymlinksInPath().path.dropFirst(root.path.count + 1)
      tree[String(name)] = try Data(contentsOf: file)
    }
    return tree
  }
}

extension BuildReport {
  /// The diagnostics as an editor reads them.
  var text: String { diagnostics.map { $0.consoleForm() + "\n" }.joined(separator: "\n") }
  var lines: [String] { diagnostics.map(\.oneLineForm) }
}
