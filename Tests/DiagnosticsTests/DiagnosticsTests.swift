import Diagnostics
import TestSupport
import Testing

private let page = SourceText(
  file: "content/news/opening.md", "---\ntitle: Öppning\ndate: 2012\ntgas: [press]\n---\n")

@Suite struct SourceTextTests {
  @Test func countsLinesAndCharactersFromOne() {
    let text = SourceText(file: "a.md", "å\nöäx\r\n")
    #expect(text.location(of: 7..<8) == SourceLocation(file: "a.md", line: 2, column: 3, length: 1))
    #expect(text.line(2) == "öäx")
    #expect(text.line(4) == nil)
  }

  @Test func endsALineWithACarriageReturnToo() {
    let text = SourceText(file: "a.md", "one\r\ntwo\rthree\n\rfive")
    #expect(["one", "two", "three", "", "five"] == (1...5).map { text.line($0) })
    #expect(text.line(6) == nil)
    #expect(
      text.location(of: 10..<14) == SourceLocation(file: "a.md", line: 3, column: 2, length: 4))
    #expect(text.location(of: 6..<30).length == 2)
  }

  @Test func countsTheLinesAboveIt() {
    let body = SourceText(file: "a.md", bytes: Array("x\ny".utf8), firstLine: 5)
    #expect(body.location(of: 2..<3).line == 6)
    #expect(body.line(6) == "y")
  }
}

private enum TestCode: String, DiagnosticCode {
  case unknownKey = "unknown-key"
  case mistake

  var explanation: Explanation { Explanation("It is for tests.") }
}

@Suite struct ReportTests {
  let unknownKey = Diagnostic.error(
    TestCode.unknownKey, "unknown key 'tgas'", at: page.location(of: 31..<35),
    help: "did you mean 'tags'?")

  @Test func pointsAtThePlace() {
    #expect(
      report([unknownKey], sources: [page]) == """
        content/news/opening.md:4:1: error: unknown key 'tgas'
          4 | tgas: [press]
            | ^^^^
        help: did you mean 'tags'?
        code: unknown-key

        """)
  }

  @Test func sortsByFileAndLineAndSaysEachOnce() {
    let second = Diagnostic.warning(
      TestCode.mistake, "b", at: SourceLocation(file: "b.md", line: 2, column: 1))
    let first = Diagnostic.error(
      TestCode.mistake, "a", at: SourceLocation(file: "b.md", line: 1, column: 9))
    let whole = Diagnostic.error(TestCode.mistake, "c")
    #expect([second, first, whole, first].inReadingOrder() == [whole, first, second])
  }

  @Test func showsTheMiddleOfALongLine() {
    let long = SourceText(
      file: "a", String(repeating: "x", count: 300) + "!" + String(repeating: "y", count: 300))
    let lines = report(
      [.error(TestCode.mistake, "m", at: long.location(of: 300..<301))], sources: [long]
    )
    .split(separator: "\n")
    #expect(lines[1].count < 120)
    let marks = [lines[1].prefix { $0 != "!" }.count, lines[2].prefix { $0 != "^" }.count]
    #expect(marks[0] == marks[1])
  }

  @Test func keepsAnOddFileNameOnOneLine() {
    #expect(
      Diagnostic.error(TestCode.mistake, "m", at: SourceLocation(file: "a\nb.md", line: 1))
        .oneLineForm
        == "a\\nb.md:1: error: m")
  }
}

@Suite struct SuggestionTests {
  @Test func namesTheNearestName() {
    let names = ["title", "tags"]
    #expect(
      suggestion(for: "tgas", in: names, otherwise: "see the guide") == "did you mean 'tags'?")
    #expect(suggestion(for: "tgas", in: names) == "did you mean 'tags'?")
  }

  @Test func givesOtherHelpIfNoNameIsNear() {
    #expect(suggestion(for: "venue", in: ["title"], otherwise: "see the guide") == "see the guide")
    #expect(suggestion(for: "venue", in: ["title"]) == nil)
  }
}
