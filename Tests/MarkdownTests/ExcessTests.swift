import Diagnostics
import Markdown
import Prose
import TestSupport
import Testing
import Text

/// Documents that take the library, or took us, far more time or memory than their size.
///
/// Each ends in HTML of an ordinary size or in one ordinary error. Times are not tested, but
/// where one of these is out of bounds again, the tests do not end.
@Suite struct ExcessTests {
  @Test(arguments: tooMuch)
  func endsInOneError(_ text: Repeated) {
    let document = parse(text.text)
    #expect(document.diagnostics.count == 1 && document.hasErrors)
    #expect(document.diagnostics.first?.location?.line ?? 0 > 0)
    #expect(document.value.html.isEmpty)
  }

  /// The golden says how long each page is beside its source, and what is in it.
  @Test func writesOrdinaryPages() throws {
    let pages = much.map { text in
      let document = parse(text.text)
      let isTooComplex = document.diagnostics.contains {
        $0.code == MarkdownCode.markdownTooComplex.rawValue
      }
      #expect(!isTooComplex, "\(text.testDescription)")
      return "\(text.testDescription), \(text.text.utf8.count): \(summary(of: document.value))\n"
    }
    let fixture = Fixture(url: Fixture.folder("excess.txt", of: "MarkdownTests"))
    try fixture.expect(pages.joined())
  }

  /// A mistake made ten thousand times is reported ten thousand times.
  @Test(arguments: [
    ("![](b.png)\n", 2_000), ("[a](javascript:x)\n", 2_000), ("<b>\n\n", 10_000),
    ("a <b>x\n", 4_000), ("::a{= }\n", 5_000), (":::\n", 10_000), ("> [!NOTEX]\n\n", 5_000),
  ])
  func reportsEveryMistake(_ mistake: String, _ count: Int) {
    let text = String(repeating: mistake, count: count)
    #expect(parse(text).diagnostics.count == count)
  }

  private func summary(of document: MarkdownDocument) -> String {
    let counts = [
      ("bytes", document.html.count), ("words", document.words), ("links", document.links.count),
      ("pictures", document.images.count), ("directives", document.directives.count),
      ("headings", document.outline.count), ("anchors", document.anchors.count),
      ("bytes of text", document.plainText().utf8.count),
    ]
    let some = counts.filter { $0.1 > 0 }.map { "\($0.1) \($0.0)" }
    return (some + [Fingerprint(document.html).text]).joined(separator: ", ")
  }

  private func parse(_ text: String) -> Diagnosed<MarkdownDocument> {
    parseMarkdown(SourceText(file: "page.md", text), MarkdownOptions())
  }
}

/// A long text of short pieces. A `#` in a piece whose count is negative stands for its index.
struct Repeated: Sendable, CustomTestStringConvertible {
  let testDescription: String
  let text: String

  init(_ name: String, _ pieces: (String, Int)...) {
    testDescription = name
    text = pieces.map { piece, count in
      guard count < 0 else { return String(repeating: piece, count: count) }
      let parts = piece.split(separator: "#", omittingEmptySubsequences: false)
      return (0..<(-count)).map { parts.joined(separator: String($0)) }.joined()
    }.joined()
  }
}

private let tooMuch = [
  Repeated(
    "table of 3,000 columns", ("a|", 3_000), ("\n", 1), ("-|", 3_000), ("\n", 1), ("a\n", 3_000)),
  Repeated("short rows", ("a|", 200), ("\n", 1), ("-|", 200), ("\n", 1), ("|a\n", 5_000)),
  Repeated("pipes below a heading", ("|a|\n|-|\n", 1), ("|", 60_000)),
  Repeated("heading of pipes", ("|", 30_000), ("\n", 1), ("|-", 30_000)),
  Repeated("many lines below text", ("a\na\na\na\na\na\na\na\n|-|-\n", 4_000)),
  Repeated("line below long text", ("a b c\n", 20_000), ("|-|-\n", 1)),
  Repeated("long reference", ("[a]: /", 1), ("x", 10_000), ("\n\n", 1), ("[a] ", 7_500)),
  Repeated("long reference at the end", ("[a] ", 7_500), ("\n\n[a]: /", 1), ("x", 10_000)),
  Repeated("brackets", ("[", 50_000)),
  Repeated("pictures that begin", ("![", 50_000)),
  Repeated("links in links", ("[", 30_000), ("]()", 30_000)),
  Repeated("links in pictures", ("![[]()", 20_000)),
  Repeated("addresses that begin", ("http://a.b<", 100_000)),
  Repeated("quotes", (">", 50_000)),
  Repeated("lists", ("- ", 50_000), ("a", 1)),
  Repeated("emphasis in emphasis", ("*a **a ", 20_000), ("b** b* ", 20_000)),
  Repeated("directives never closed", (":::a\n", 5_000)),
  Repeated("code in directives never closed", (":::a\n", 5_000), ("```\na\n", 1)),
]

private let much = [
  Repeated("pipes", ("|", 60_000)),
  Repeated("hyphens", ("-", 50_000), ("a", 1)),
  Repeated("periods", (".", 50_000)),
  Repeated("asterisks", ("*", 100_000), ("a", 1)),
  Repeated("emphasis that is never closed", ("*a **a ", 20_000)),
  Repeated("struck-out text", ("~a~~b~", 800)),
  Repeated("tildes", ("~", 9_000), ("a", 1)),
  Repeated("smaller-than signs", ("<", 9_000)),
  Repeated("tags that begin", ("<a ", 9_000)),
  Repeated("rising backticks", ("e`", 1), ("e``", 1), ("e```", 1), ("e````", 20_000)),
  Repeated("backticks and links", ("`[a](b.md)``", 1_000)),
  Repeated("entities", ("&amp;&#35;&", 20_000)),
  Repeated("NUL", ("\0", 100_000)),
  Repeated("one word", ("a", 250_000)),
  Repeated("many words", ("a ", 60_000)),
  Repeated("empty lines", ("\n", 60_000)),
  Repeated("spaces", (" ", 60_000), ("b", 1)),
  Repeated("backslashes", ("\\", 100_000)),
  Repeated("backslash breaks", ("a\\\n", 20_000)),
  Repeated("single quotes", ("'a ", 30_000)),
  Repeated("quotes of both kinds", ("'a\" ", 15_000)),
  Repeated("quotes around emphasis", ("*'a'* ", 20_000)),
  Repeated("identical headings", ("# Same\n\n", 10_000)),
  Repeated("heading of links", ("# ", 1), ("[a](b.md) ", 2_000)),
  Repeated("links in one paragraph", ("[a](b.md)\n", 2_000)),
  Repeated("links in their paragraphs", ("[a](b.md)\n\n", 10_000)),
  Repeated("links in a table", ("|a|b|\n|-|-|\n", 1), ("|[a](b.md)|[c](d.md)|\n", 5_000)),
  Repeated("links behind breaks", ("a\\\n[x](y.md) ", 2_000)),
  Repeated("linked pictures", ("[![a](b.png)](c.md)\n", 1_000)),
  Repeated("references", ("[a] ", 4_000), ("\n\n", 1), ("[a]: b.md\n", 4_000)),
  Repeated("definitions", ("[a#]: b#.md\n", -2_000), ("\n", 1), ("[a#] ", -2_000)),
  Repeated("definitions of one address", ("[a#]: b.md\n", -2_000), ("\n", 1), ("[a#] ", -2_000)),
  Repeated("alerts", ("> [!NOTE]\n> a\n\n", 5_000)),
  Repeated("tasks", ("- [ ] a\n", 20_000)),
  Repeated("footnote used often", ("[^a] ", 4_000), ("\n\n[^a]: b\n", 1)),
  Repeated("footnote that uses itself", ("[^a]\n\n[^a]: ", 1), ("[^a] ", 4_000)),
  Repeated("footnotes in a circle", ("[^a]\n\n[^a]: [^b]\n\n[^b]: [^a]\n", 1)),
  Repeated("footnotes", ("[^#]\n\n", -2_000), ("[^#]: note\n\n", -2_000)),
  Repeated("directives", (":::a\n:::\n", 10_000)),
  Repeated("leaves", ("::a{b=c}\n", 10_000)),
  Repeated("attributes", ("::a{", 1), ("k#=v ", -10_000), ("}\n", 1)),
  Repeated("text in CRLF", ("a\r\n", 30_000)),
]
