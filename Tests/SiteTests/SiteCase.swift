import Content
import Diagnostics
import Foundation
import SiteModel
import SiteSettings
import SiteShell
import TestSupport
import Testing

/// A site in one file, for cases that take a few lines. The golden has the build's messages and the outputs
/// that the case asks to be shown.
///
/// ```
/// at 2012-09-10
/// === content/about.md
/// ---
/// title: About
/// ---
/// === show output/about/index.html
/// ```
///
/// Options come before the first file: `at`, `base_url`, `drafts`, `relative`, `strict`. Files that every site
/// needs are added, as for every `SiteFixture`.
struct SiteCase {
  private var files: [String: String] = [:]
  private var shown: [String] = []
  private var options: [(name: Substring, value: String)] = []

  init(_ text: String) {
    var file: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("=== show ") {
        file = nil
        shown.append(String(line.dropFirst("=== show ".count)))
      } else if line.hasPrefix("=== ") {
        file = String(line.dropFirst("=== ".count))
        files[file ?? ""] = ""
      } else if let file {
        files[file]? += line + "\n"
      } else if !line.isEmpty && shown.isEmpty {
        let words = line.split(separator: " ", maxSplits: 1)
        options.append((words[0], words.count > 1 ? String(words[1]) : ""))
      }
    }
    // The line end of a file's last line comes before the next file's mark.
    for (path, text) in files where text.hasSuffix("\n\n") { files[path] = String(text.dropLast()) }
  }

  /// The build's messages, and the outputs to be shown.
  func outcome() async throws -> String {
    let now = options.first { $0.name == "at" }?.value ?? "2012-09-01"
    var settings = BuildOptions(
      assemble: AssembleOptions(now: try #require(BuildTime(written: now))))
    for option in options {
      switch option.name {
      case "at": continue
      case "drafts": settings.assemble.includesDrafts = true
      case "relative": settings.assemble.isRelative = true
      case "strict": settings.isStrict = true
      case "base_url": settings.parse.baseURL = BaseURL(option.value)
      default: Issue.record("there is no option '\(option.name)'")
      }
    }
    let site = try await MemoryBuild(MemoryFiles(SiteFixture.completed(files)), settings)
    var lines = [site.diagnostics.map { $0.consoleForm() + "\n" }.joined(separator: "\n")]
    for path in shown {
      lines.append("=== \(path)")
      lines.append(
        site.outputs[path].map { String(decoding: $0, as: UTF8.self) } ?? "(there is none)")
    }
    return lines.joined(separator: "\n").trimmingCharacters(in: .newlines) + "\n"
  }
}

@Suite struct SiteCaseTests {
  @Test(arguments: try Fixture.all(in: "cases", of: "SiteTests"))
  func tellsAndShowsWhatTheGoldenHas(_ fixture: Fixture) async throws {
    try fixture.expect(try await SiteCase(try fixture.text).outcome())
  }
}
