import Content
import Diagnostics
import Foundation
import Importing
import SiteModel
import SiteRender
import SiteViews
import TestSupport
import Testing

@testable import Previewing
@testable import SiteShell

/// Reading only what a change touches must give the same result as reading everything.
@Suite struct PreviewParsingTests {
  @Test(arguments: SeededRandom.seeds(8))
  func readingChangesAgainEqualsReadingEverything(_ seed: UInt64) async throws {
    var files = SiteFixture.completed(Self.start)
    var random = SeededRandom(seed: seed)
    let memory = ReadingMemory()
    var changes = FileChanges.everything
    for _ in 0..<25 {
      let path = edit(&files, &random)
      changes.formUnion(.paths([path]))
      await memory.expect(changes)
      let source = MemoryFiles(files)
      let again = try await read(
        source, ParseOptions(), templateNames, templateEnvironment, memo: memory)
      let fresh = try await read(source, ParseOptions(), templateNames, templateEnvironment)
      #expect(outcome(of: again) == outcome(of: fresh), "after \(path)")
      changes = .paths([])
    }
  }

  @Test func knowsWhichFilesAChangeAffects() {
    let changes = FileChanges.paths(["content/a", "templates/page.html"])
    #expect(changes.affects("content/a/b/c.md"))
    #expect(changes.affects("content/a"))
    #expect(!changes.affects("content/ab.md"))
    #expect(!changes.affects("content"))
    #expect(changes.affects("templates/page.html"))
    #expect(FileChanges.everything.affects("anything"))
  }

  @Test func addsUpChanges() {
    var changes = FileChanges.paths(["a"])
    changes.formUnion(.paths(["b"]))
    #expect(changes.affects("a") && changes.affects("b") && !changes.affects("c"))
    changes.formUnion(.everything)
    #expect(changes.affects("c"))
  }

  // MARK: Edits

  private static let start = [
    "site.yaml": settings("sv"),
    "content/news/_index.md": "---\ntitle: News\ndefaults: {kind: news}\n---\n",
    "content/news/one.md": "---\ntitle: One\ndate: 2012-01-01\n---\n",
    "content/news/one.sv.md": "---\ntitle: Ett\n---\n",
    "content/people/_pages.csv": "id,title\nann,Ann\n",
    "content/_data/places.yaml": "- Lund\n",
    "templates/strings/sv.yaml": "not_found: {title: Finns inte}\n",
  ]

  private static func settings(_ second: String) -> String {
    "title: Test\nbase_url: https://example.org/\nlanguages: {en: {name: English}, \(second): {name: Other}}\n"
  }

  /// Changes one file and returns its path.
  private func edit(_ files: inout [String: String], _ random: inout SeededRandom) -> String {
    let number = random.below(1000)
    let page = "content/news/page-\(random.below(6)).md"
    let edits: [(path: String, text: String?)] = [
      (page, "---\ntitle: Page \(number)\ndate: 2012-02-02\n---\nWords.\n"),
      (page, files[page] != nil ? nil : "---\ntitel: Page\n---\n"),
      (
        "content/news/one.md",
        "---\ntitle: One\nkind: \(["news", "page", "speaker"][random.below(3)])\ndate: 2012-01-01\n---\n"
      ),
      ("content/news/one.sv.md", "---\ntitle: Ett \(number)\n---\n"),
      (
        "content/news/_index.md",
        "---\ntitle: News\ndefaults: {kind: \(["news", "page"][random.below(2)])}\n---\n"
      ),
      (
        "content/news/_index.md",
        "---\ntitle: News\n\ndefaults: {kind: news}\n---\nText \(number).\n"
      ),
      ("content/people/_pages.csv", "id,title\nann,Ann \(number)\nbo,Bo\n"),
      (
        "content/people/_index.md",
        "---\ntitle: People\ndefaults: {kind: speaker, weight: \(number)}\n---\n"
      ),
      ("content/_data/places.yaml", "- Place \(number)\n"),
      ("templates/page.html", "{{ page.title }} \(number) {{ page.content }}"),
      ("templates/page.html", "{{ page.titel }}"),
      ("templates/assets/site.css", "h1 { margin: \(number)px }"),
      ("templates/strings/en.yaml", "not_found: {title: Not found \(number)}\n"),
      ("site.yaml", Self.settings(random.below(2) == 0 ? "sv" : "da")),
    ]
    let (path, text) = random.pick(edits)
    files[path] = text
    return path
  }

  /// All bytes that are rendered from the files, and all diagnostics.
  private func outcome(of files: Diagnosed<SiteFiles>) -> [String] {
    let now = BuildTime(written: "2012-09-01") ?? .instant(0)
    let site = assemble(files.value, AssembleOptions(now: now, includesDrafts: true))
    let outputs = plan(site.value)
    var lines = (files.diagnostics + site.diagnostics + outputs.diagnostics).map {
      $0.consoleForm()
    }
    for output in outputs.value {
      let rendered = render(output, of: site.value)
      lines.append("\(output.path): \(String(decoding: rendered.value, as: UTF8.self))")
      lines += rendered.diagnostics.map { $0.consoleForm() }
    }
    return lines
  }
}
