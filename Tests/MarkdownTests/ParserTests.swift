import Diagnostics
import Markdown
import Prose
import TestSupport
import Testing

/// What `CMark.swift` does for the library, or keeps from it, makes no difference.
@Suite struct ParserTests {
  @Test func readsLinesAlikeWhateverEndsThem() throws {
    for example in try Specification.examples() {
      let other = example.markdown.replacing("\n", with: "\r\n")
      #expect(html(example.markdown) == html(other), "example \(example.number)")
    }
  }

  @Test(arguments: [
    // A pipe with nothing behind it is no row; two are a row with an empty cell.
    ("| \n", false), ("|\u{C} \n", false), ("||\n", true), ("|a\n", true), ("\\|\n", true),
    ("\u{C}\n", true),
    ("\n", false),
  ])
  func endsATableWhereTheLibraryDoes(_ line: String, _ isRow: Bool) {
    let end = html("|a|b|\n|-|-|\n|c|d|\n" + line)
    #expect(end.components(of: "<tr>") == (isRow ? 4 : 3), "\(end)")
  }

  @Test(arguments: [
    "a@b.org", "a&#64;b.org", "a&#x40;b.org", "a&commat;b.org", "www.c.org a@b.org",
  ])
  func findsMailboxesHoweverTheirSignIsWritten(_ text: String) {
    #expect(html(text).contains("<a href=\"mailto:a@b.org\">a@b.org</a>"))
  }

  private func html(_ markdown: String) -> String {
    let document = parseMarkdown(SourceText(file: "example.md", markdown), .plainGFM)
    return String(decoding: document.value.html, as: UTF8.self)
  }
}

extension String {
  fileprivate func components(of mark: String) -> Int {
    split(separator: mark, omittingEmptySubsequences: false).count
  }
}
