import Diagnostics
import Foundation
import Markdown
import Prose
import TestSupport
import Testing

/// Text that somebody wrote with care raises no alarm.
@Suite struct ProseTests {
  @Test func findsNothingInOurDocuments() throws {
    let folder = Fixture.projectFolder.appending(path: "docs")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".md") }.map { "docs/" + $0 }
    #expect(names.count > 4)
    for name in names + ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md"] {
      let text = try String(
        contentsOf: Fixture.projectFolder.appending(path: name), encoding: .utf8)
      #expect(alarms(in: text, called: name) == "")
    }
  }

  /// But for references, which the specification's own program resolves: `[list item][list items]` is printed
  /// as it was typed by any other. How its links are worded is its authors' matter.
  @Test func findsNoMarkupThatIsTextInTheSpecification() throws {
    let source = SourceText(file: "spec.md", try Specification.prose())
    let document = parseMarkdown(source, MarkdownOptions(rawHTML: true, placement: .alone))
    let alarms = document.diagnostics.filter {
      !$0.code.hasPrefix("link-text-") && $0.code != LookAlikeCode.referenceUndefined.rawValue
    }
    #expect(report(alarms, sources: [source]) == "")
    #expect(document.value.words > 10_000)
  }

  @Test(arguments: [
    "Prices* and fees** are in euros.\n\n\\* without tax",
    "Bürger*innen, 5 * 3 * 2 = 30, 2 ** 3, snake_case_name and ____ to fill in.",
    "#EcoProcura2012 #Malmö", "#procurement is our tag.", "#1 of the list",
    "– Bonjour, dit-elle.", "In\n2012. The next year", "-5 degrees\nand -7 more", "+46 40 34 10 00",
    "Tel. 040 | Fax 041", "Home | Programme | Contact", "a || b",
    "See [sic] (2012) and [1] (page 3).",
    "f[i][j] and [1][2] and [x] and [ ]", "A :-) and 10:30 and std::vector<int> and ::1",
    "{a, b} and { } and {x}", "`[a b](c d)` and `**x **` and \\[a b](c d) and \\## no",
    "a <- b <= c < d << e", "~~gone~~ and ~5 and a ~~ b",
    "[![The hall](hall.jpg)](hall.md)", "![NATO HQ](a.jpg)", "*Anna Berg*\n\nText",
    "| a | b |\n|---|---|\n| x |", "| | Monday |\n|---|---|\n| 9:00 | x |",
    "* * *", "***", "__init__ and 3*4*5", "Who? *What?* **Why?**", "NOTE: see below",
    "**Note:** bring it",
    "> [!NOTE]\n> Text", "- [ ] open\n- [x] done", "[a]: b.md\n\nSee [a] and [b].", "a [b] (c) d",
    "(see above)[1] and (see)[a]", "1) one\n2) two", "A. Berg\nB. Malm", "x^2^ and H~2~O",
  ])
  func findsNothingIn(_ text: String) {
    #expect(alarms(in: text, called: "text.md") == "")
  }

  /// What would be told of a page, but for levels of headings: documents begin with their title.
  private func alarms(in text: String, called name: String) -> String {
    let source = SourceText(file: name, text)
    let document = parseMarkdown(source, MarkdownOptions(rawHTML: true, placement: .alone))
    return report(document.diagnostics, sources: [source])
  }
}
