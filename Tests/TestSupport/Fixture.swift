package import Foundation
package import Testing

/// A file below a test target's `Fixtures` folder, with its golden beside it.
///
/// `UPDATE_GOLDENS=1 swift test` writes the result of each test as its golden; read that diff.
package struct Fixture: Sendable, CustomTestStringConvertible {
  package let url: URL

  package init(url: URL) { self.url = url }

  package static var projectFolder: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
  }

  /// The fixtures in `Tests/<target>/Fixtures/<folder>` without their goldens, sorted by name.
  ///
  /// A golden whose fixture is gone is an error: nothing would compare it any more.
  package static func all(in folder: String, of target: String) throws -> [Fixture] {
    let url = self.folder(folder, of: target)
    return try cases(among: FileManager.default.contentsOfDirectory(atPath: url.path))
      .map { Fixture(url: url.appending(path: $0)) }
  }

  package static func cases(among names: [String]) throws -> [String] {
    let cases = names.filter { !$0.hasSuffix(goldenSuffix) && !$0.hasPrefix(".") }.sorted()
    let orphans = Set(names.filter { $0.hasSuffix(goldenSuffix) })
      .subtracting(cases.map { $0 + goldenSuffix })
    guard orphans.isEmpty else { throw OrphanedGoldens(names: orphans.sorted()) }
    return cases
  }

  private static let goldenSuffix = ".expected"

  package static func folder(_ folder: String, of target: String) -> URL {
    projectFolder.appending(path: "Tests/\(target)/Fixtures/\(folder)")
  }

  package var name: String { url.lastPathComponent }
  package var testDescription: String { name }
  package var bytes: [UInt8] { get throws { Array(try Data(contentsOf: url)) } }
  package var text: String { get throws { String(decoding: try bytes, as: UTF8.self) } }

  /// Compares a result with `<name>.expected`.
  package func expect(
    _ found: String, sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) throws {
    let golden = url.appendingPathExtension("expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try Data(found.utf8).write(to: golden)
      return
    }
    let expected = try String(contentsOf: golden, encoding: .utf8)
    #expect(found == expected, "\(name)", sourceLocation: sourceLocation)
  }
}

package struct OrphanedGoldens: Error, Equatable {
  package let names: [String]

  package init(names: [String]) { self.names = names }
}
