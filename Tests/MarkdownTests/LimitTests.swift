import Diagnostics
import Markdown
import Prose
import Testing

/// What is just within a limit, and what documents answer besides their HTML.
@Suite struct LimitTests {
  @Test func takesATableOf250ColumnsAndNoWiderOne() {
    #expect(parse(table(columns: 250)).diagnostics.isEmpty)
    #expect(parse(table(columns: 251)).diagnostics.map(\.code) == ["markdown-too-complex"])
    // With the line of the heading alone.
    let wideRow = table(columns: 3) + String(repeating: "|a", count: 300) + "\n"
    #expect(parse(wideRow).diagnostics.map(\.code) == ["markdown-too-complex"])
  }

  @Test func knowsItsAnchors() {
    let document = parse("# One\n\n## Two\n\n## Three\n\n# Four\n").value
    #expect(document.anchors == ["four", "one", "three", "two"])
    for anchor in document.anchors { #expect(document.hasAnchor(anchor)) }
    for other in ["", "five", "on", "twos", "zzz"] { #expect(!document.hasAnchor(other)) }
  }

  @Test func givesAPictureNoTextWhereItsTextIsAMistake() {
    let document = parse("![ ](a.png) and ![Hall](b.png){decorative}")
    #expect(document.value.images.map(\.alternative) == ["", ""])
    let codes = document.diagnostics.map(\.code)
    #expect(codes == ["alternative-missing", "alternative-of-decorative"])
  }

  @Test(arguments: [
    ("<textarea>", "&lt;textarea>"), ("</XMP>", "&lt;/XMP>"), ("<title/>", "&lt;title/>"),
    ("<titles>", "<titles>"), ("<script", "&lt;script"),
  ])
  func disarmsTagsInPlainMarkdown(_ tag: String, _ written: String) {
    let source = SourceText(file: "page.md", "a \(tag) b")
    let html = parseMarkdown(source, .plainGFM).value.html
    #expect(String(decoding: html, as: UTF8.self) == "<p>a \(written) b</p>\n")
  }

  private func table(columns: Int) -> String {
    ["a|", "-|", "b|"].map { String(repeating: $0, count: columns).dropLast() + "\n" }.joined()
  }

  private func parse(_ text: String) -> Diagnosed<MarkdownDocument> {
    parseMarkdown(SourceText(file: "page.md", text), MarkdownOptions())
  }
}
