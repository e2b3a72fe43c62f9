import Diagnostics
import Foundation
import SiteShell
import Testing

/// Files as other programs write them, and files that were written by mistake.
@Suite struct OddInputTests {
  private let page = "templates/page.html"

  @Test func readsAFileWithAByteOrderMarkAndWindowsLineEnds() async throws {
    let site = try SiteFixture([
      "content/a.md": "\u{FEFF}---\r\ntitle: A\r\ntypo: x\r\n---\r\n[dead](gone.md)\r\n"
    ])
    #expect(
      try await site.build().lines == [
        "content/a.md:3:1: error: unknown key 'typo'",
        "content/a.md:5:8: error: there is nothing at 'gone.md'",
      ])
  }

  @Test(arguments: ["\r\n", "\r"])
  func readsASpreadsheetWhateverItsLinesEndWith(_ end: String) async throws {
    let rows = ["\u{FEFF}id,title,weight", "a,\"A, b\",1", "b,B,heavy"].joined(separator: end)
    let site = try SiteFixture(["content/_pages.csv": rows])
    #expect(
      try await site.build().lines == [
        "content/_pages.csv:3:5: error: 'weight' should be a number, but here is 'heavy'"
      ])
  }

  /// Each of them shows all the others, so more would cost the square of their number.
  @Test(arguments: [500, 501]) func takesASessionOf500People(_ count: Int) async throws {
    let people = (0..<count).map { "p\($0)" }
    let site = try SiteFixture([
      "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
      "content/people/_pages.csv": "id,title\n" + people.map { "\($0),\($0)\n" }.joined(),
      "content/s.md":
        "---\ntitle: S\nkind: session\nspeakers: [\(people.joined(separator: ", "))]\n---\n",
    ])
    #expect(
      try await site.build().lines
        == (count > 500
          ? ["content/s.md:4:11: error: 'speakers' has 501 entries, and 500 are the most"] : []))
  }

  @Test(arguments: ["", "\u{FEFF}"])
  func tellsOfASpreadsheetWithoutASingleCharacter(_ text: String) async throws {
    let report = try await SiteFixture(["content/_pages.csv": text]).build()
    #expect(report.lines == ["content/_pages.csv: error: this file is empty"])
  }

  @Test(arguments: ["\n", "id,title\n", ",,\n,,\n", ";"])
  func makesNoPageOfAnEmptySpreadsheet(_ text: String) async throws {
    let site = try SiteFixture(["content/_pages.csv": text])
    let report = try await site.build()
    #expect(report.lines == [])
    #expect(report.outputs == 4)
  }

  @Test(arguments: [
    ("_data/a.yaml", []), ("_data/a.csv", []), ("a/_pages.yaml", []),
    ("_data/a.json", ["content/_data/a.json:1:1: error: the JSON ends too early"]),
    ("a.txt", ["content/a.txt: warning: this file is empty, so it is not published"]),
  ])
  func anEmptyFileIsNoCrash(_ path: String, _ lines: [String]) async throws {
    let report = try await SiteFixture(["content/" + path: ""]).build()
    #expect(report.lines == lines)
  }

  /// Each of these, repeated, makes code that walks it recurse deeply; none may overflow the stack.
  @Test(arguments: [("extra: ", "["), ("extra: ", "{a: "), ("extra:\n", "- "), ("", "? ")])
  func turnsAwayWhatIsNestedTooDeeply(_ start: String, _ piece: String) async throws {
    try await expectTooDeep(start + String(repeating: piece, count: 100_000))
  }

  @Test func turnsAwayWhatIsIndentedTooDeeply() async throws {
    try await expectTooDeep((0..<1500).map { String(repeating: " ", count: $0) + "a:\n" }.joined())
  }

  private func expectTooDeep(_ yaml: String) async throws {
    let site = try SiteFixture(["content/a.md": "---\n\(yaml)\n---\n"])
    let lines = try await site.build().lines
    #expect(lines.count == 1)
    #expect(lines[0].contains("error: lists and groups are nested too deeply"))
  }

  @Test func readsWhatIsNestedAsDeeplyAsAnyoneWould() async throws {
    let yaml = (0..<100).map { String(repeating: " ", count: $0) + "a:\n" }.joined()
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\nextra:\n \(yaml)---\n"])
    _ = try await site.build()
    let json = String(repeating: "[", count: 100_000)
    try site.write("content/_data/a.json", json)
    #expect(
      try await site.build().lines.contains(
        "content/_data/a.json:1:500: error: this JSON is nested too deeply"))
  }

  @Test func refusesAnAliasBomb() async throws {
    var bomb = "extra:\n  a: &a [x, x, x, x, x, x, x, x, x, x]\n"
    for (name, before) in zip("bcdefghi", "abcdefgh") {
      let aliases = Array(repeating: "*\(before)", count: 10).joined(separator: ", ")
      bomb += "  \(name): &\(name) [\(aliases)]\n"
    }
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\n\(bomb)---\n"])
    let lines = try await site.build().lines
    #expect(
      lines.allSatisfy {
        $0.contains("error: anchors (&name) and aliases (*name) are not used here")
      })
    #expect(!lines.isEmpty)
  }

  @Test func tellsThatAFileIsNotUTF8WhereItStops() async throws {
    let site = try SiteFixture(["content/link.md": "---\ntitle: L\n---\n[latin](latin.md)\n"])
    try site.write("content/latin.md", Data("---\ntitle: Caf\u{E9}\n".utf8) + [0xE9, 0x0A])
    try site.write("content/utf16.md", Data([0xFF, 0xFE, 0x2D, 0x00]))
    try site.write("content/_data/a.csv", Data([0x61, 0x0A, 0xFF]))
    try site.write("templates/strings/en.yaml", Data([0xFF]))
    try site.write("templates/odd.html", Data([0x61, 0xFF]))
    #expect(
      try await site.build().lines == [
        "content/_data/a.csv:2:1: error: the file is not UTF-8 from here on",
        "templates/strings/en.yaml:1:1: error: the file is not UTF-8 from here on",
        "content/latin.md:3:1: error: the file is not UTF-8 from here on",
        "content/utf16.md:1:1: error: the file is UTF-16 and not UTF-8",
        "templates/odd.html:1:2: error: the file is not UTF-8 from here on",
      ])
  }

  @Test func settingsThatAreNotUTF8EndInOneError() async throws {
    let site = try SiteFixture([:])
    try site.write("site.yaml", Data([0x74, 0xFF]))
    #expect(
      try await site.build().lines == [
        "site.yaml:1:2: error: the file is not UTF-8 from here on"
      ])
  }
}
