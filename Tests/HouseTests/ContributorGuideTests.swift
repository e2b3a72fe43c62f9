import Foundation
import TestSupport
import Testing

/// What documents tell a contributor to type, open or look for is there.
@Suite struct ContributorGuideTests {
  private static let guides = [
    "README.md", "CONTRIBUTING.md", "SECURITY.md", "ARCHITECTURE.md", "Tests/README.md",
    "Benchmarks/README.md", "docs/editors.md", "docs/hosting.md", "docs/design.md",
    "docs/components.md", "docs/start.md", "docs/publish.md", "docs/links.md",
  ]

  private func text(_ path: String) throws -> String {
    try String(contentsOf: Fixture.projectFolder.appending(path: path), encoding: .utf8)
  }

  private func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Fixture.projectFolder.appending(path: path).path)
  }

  /// The files below a folder whose names end so, by path.
  private func files(below folder: String, ending: String) throws -> [String] {
    let root = Fixture.projectFolder.appending(path: folder)
    return try FileManager.default.subpathsOfDirectory(atPath: root.path)
      .filter { $0.hasSuffix(ending) }.sorted().map { folder + "/" + $0 }
  }

  /// What the first group of a pattern matches.
  private func matches(_ pattern: String, in text: String) throws -> [String] {
    text.matches(of: try Regex<(Substring, Substring)>(pattern)).map { String($0.1) }
  }

  @Test(arguments: guides) func linksToFilesAndHeadingsThatExist(_ guide: String) throws {
    let folder = guide.split(separator: "/").dropLast().joined(separator: "/")
    let showsContent = ["docs/editors.md", "docs/components.md"].contains(guide)
    for link in try matches(#"\]\(([^)\s]+)\)"#, in: try prose(of: guide)) {
      // Guides to writing have links of a site among their examples.
      guard !link.contains("://"), !showsContent || link.hasPrefix("#") else { continue }
      let parts = link.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
      let path = parts[0].isEmpty ? guide : resolved(String(parts[0]), from: folder)
      guard path.hasSuffix(".md") || parts.count == 1 else { continue }
      #expect(exists(path), "\(guide) links to \(link)")
      if parts.count == 2, exists(path) {
        #expect(try anchors(of: path).contains(String(parts[1])), "\(guide) links to \(link)")
      }
    }
  }

  /// A guide without its code, whose links are those of a site.
  private func prose(of guide: String) throws -> String {
    try text(guide).replacing(try Regex(#"(?s)```.*?```"#), with: "")
      .replacing(try Regex(#"`[^`]*`"#), with: "")
  }

  private func resolved(_ path: String, from folder: String) -> String {
    URL(filePath: "/" + folder + "/" + path).standardized.path.split(separator: "/")
      .joined(separator: "/")
  }

  /// The anchors that hosts of repositories give headings.
  private func anchors(of path: String) throws -> Set<String> {
    Set(
      try matches(#"(?m)^#+ (.+)$"#, in: try text(path)).map { heading in
        heading.lowercased().filter { $0.isLetter || $0.isNumber || $0 == "-" || $0 == " " }
          .replacing(" ", with: "-")
      })
  }

  @Test(arguments: guides) func namesTasksOfTheMakefile(_ guide: String) throws {
    let tasks = Set(try matches(#"(?m)^([a-z-]+):"#, in: try text("Makefile")))
    for task in try matches(#"(?m)(?:^|`)make ([a-z][a-z-]*)\b"#, in: try text(guide)) {
      #expect(tasks.contains(task), "\(guide) says 'make \(task)'")
    }
  }

  @Test(arguments: guides) func namesTestsThatExist(_ guide: String) throws {
    let sources = try files(below: "Tests", ending: ".swift").map(text).joined()
    let judges = try files(below: "Tests/Judges", ending: ".py")
      .map { "\($0)\n" + (try text($0)) }.joined()
    let guideText = try text(guide)
    for name in try matches(#"--filter ([\w]+)"#, in: guideText) {
      let isThere = sources.contains("struct \(name) ") || sources.contains("func \(name)(")
      #expect(isThere || exists("Tests/\(name)"), "\(guide) says '--filter \(name)'")
    }
    for name in try matches(#"--only ([\w.]+)"#, in: guideText) {
      #expect(judges.contains(name.split(separator: ".").last ?? ""), "\(guide): '--only \(name)'")
    }
  }

  @Test(arguments: guides) func namesFilesThatExist(_ guide: String) throws {
    let pattern = #"(?:^|[`\s])((?:Sources|Tests|docs|Fuzzing|Benchmarks|\.ci)/[\w./-]*[\w/])"#
    for path in try matches(pattern, in: try text(guide)) {
      #expect(exists(path), "\(guide) names \(path)")
    }
  }

  @Test func theSuitesOfCasesAreNamedInTheGuide() throws {
    let guide = try text("CONTRIBUTING.md")
    let folders = try matches(#"\| `(Tests/[\w/]+Fixtures/\w+)/`"#, in: guide)
    let suites = try matches(#"\| `(\w+Tests)` \|"#, in: guide)
    #expect(folders.count == suites.count && folders.count > 7)
    for (folder, suite) in zip(folders, suites) {
      let name = folder.split(separator: "/").last ?? ""
      let target = folder.split(separator: "/")[1]
      let sources = try files(below: "Tests/\(target)", ending: ".swift").map(text)
        .filter { $0.contains("struct \(suite) ") }
      #expect(sources.contains { $0.contains("\"\(name)") }, "\(suite) reads no \(folder)")
    }
  }

  @Test func everyFolderOfTestsAndEveryJudgeIsExplained() throws {
    let guide = try text("Tests/README.md")
    let tests = Fixture.projectFolder.appending(path: "Tests")
    let folders = try FileManager.default.contentsOfDirectory(atPath: tests.path)
      .filter { $0.hasSuffix("Tests") }
    let judges = try files(below: "Tests/Judges", ending: ".py")
      .map { String($0.dropFirst("Tests/Judges/".count)) }.filter { !$0.contains("/") }
    for name in folders + judges where name != "run.py" {
      #expect(guide.contains("`\(name)`"), "Tests/README.md says nothing of \(name)")
    }
  }

  /// `--filter` takes every suite whose name has the word, so two of one name are never run apart.
  @Test func noTwoSuitesHaveTheSameName() throws {
    let names = try files(below: "Tests", ending: ".swift").flatMap {
      try matches(#"@Suite(?:\([^)]*\))? struct (\w+)"#, in: try text($0))
    }
    #expect(names.count > 40)
    #expect(Dictionary(grouping: names, by: \.self).filter { $1.count > 1 }.keys.sorted() == [])
  }
}
