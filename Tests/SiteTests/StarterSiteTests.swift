import Diagnostics
import Foundation
import Importing
import SiteShell
import TestSupport
import Testing

/// The Swift file with the starter site, made from the files in `Tests/SiteTests/Fixtures/starter/`.
private func starterSource() throws -> String {
  let folder = Fixture.projectFolder.appending(path: "Tests/SiteTests/Fixtures/starter")
  var lines = [
    "// Made from `Fixtures/starter` of SiteTests. After a change there, run the tests with UPDATE_GOLDENS=1.",
    "",
    "/// The files of a small site that builds, for `lectern init`.",
    "package let starterSite: [NewFile] = [",
  ]
  for path in try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted() {
    let file = folder.appending(path: path)
    guard !path.hasPrefix("output"), !path.hasPrefix(".lectern"), try !file.isFolder else {
      continue
    }
    let text = try String(contentsOf: file, encoding: .utf8)
    lines += ["  NewFile(", "    path: \"\(path)\",", "    contents: #\"\"\""]
    lines += text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "      " + $0 }
    lines.append("      \"\"\"#),")
  }
  return lines.joined(separator: "\n") + "\n]\n"
}

extension URL {
  fileprivate var isFolder: Bool {
    get throws { try resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true }
  }
}

@Suite struct StarterSiteTests {
  @Test func programHasTheFilesOfTheStarterFolder() throws {
    let file = Fixture.projectFolder.appending(
      path: "Sources/Importing/Commands/StarterSite.swift")
    let source = try starterSource()
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try Data(source.utf8).write(to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == source)
  }

  @Test func starterSiteBuildsWithoutMistakes() async throws {
    let files = Dictionary(uniqueKeysWithValues: starterSite.map { ($0.path, $0.contents) })
    let report = try await SiteFixture(files).build()
    #expect(report.diagnostics == [])
  }
}
