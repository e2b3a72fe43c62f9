import ContentSchema
import Diagnostics
import Foundation
import SiteShell
import SourceFormats
import TestSupport
import Testing

@testable import Content

/// The messages about one page, `content/a.md`: each as its place, what it says and its help.
func messages(ofPage text: String, kind: String = "page") async throws -> [String] {
  let site = try SiteFixture([
    "content/a.md": text,
    "site.yaml":
      "title: Test\nbase_url: https://example.org/\ntaxonomies: {topics: {title: Topics}}\n",
  ])
  let about = try await site.build().diagnostics.filter { $0.location?.file == "content/a.md" }
  return about.map { diagnostic in
    let place = diagnostic.location.map { "\($0.line):\($0.column) " } ?? ""
    return place + diagnostic.message + (diagnostic.help.map { " – " + $0 } ?? "")
  }
}

@Suite struct SlipTests {
  /// Front matter with one slip, and the only message about it.
  @Test(arguments: [
    (
      "title: “Opening: what”",
      "2:16 a colon followed by a space needs the whole value in straight quotes, and these are typographic – write it as title: \"Opening: what\""
    ),
    (
      "title: “Opening”",
      "2:8 the typographic quotation marks are part of 'title' and will be printed – write it as Opening, or as \"“Opening”\" if they should be printed"
    ),
    (
      "title:The opening\ndate: 2031-01-10",
      "2:6 a space is missing after the colon of 'title' – write title: The opening"
    ),
    (
      "date: 2031-01-10\ntitle:The opening",
      "3:6 a space is missing after the colon of 'title' – write title: The opening"
    ),
    (
      "title:The opening",
      "2:6 a space is missing after the colon of 'title' – write title: The opening"
    ),
    (
      "title = The opening\ndate: 2031-01-10",
      "2:7 a key and its value are parted by a colon, and here is '=' – write title: The opening"
    ),
    (
      "title The opening\ndate: 2031-01-10",
      "2:6 the colon behind 'title' is missing – write title: The opening"
    ),
    (
      "title – The opening\nweight: 2",
      "2:6 the colon behind 'title' is missing – write title: The opening"
    ),
    ("title:", "2:1 'title' is empty, and the page needs it – write text behind it"),
    ("title: null", "2:1 'title' is empty, and the page needs it – write text behind it"),
    (
      "title: A\ntopics:\n  -water\n  -food",
      "4:3 a space is missing after the hyphen – write - water, and so each line"
    ),
    (
      "title: A\ntopics:\n  - water\n  -food",
      "5:3 a space is missing after the hyphen – write - food"
    ),
    (
      "title: A\ntopics:\n  • water\n  • food",
      "4:3 an item of a list begins with a hyphen, and here is '•' – write - water, and so each line"
    ),
    (
      "title: A\ntopics:\n  – water",
      "4:3 an item of a list begins with a hyphen, and here is an en dash '–' (U+2013) – write - water"
    ),
    (
      "title: A\ntopics: water, food",
      "3:9 'topics' should be a list, but here is a single value – write it as [water, food]"
    ),
    (
      "title: A\nextra:\n  - a: b\n   c: d",
      "5:4 this line does not fit below the ones above it – begin the keys of one group in the same column, and a list below a key of its own"
    ),
    (
      "title: A\ndescription: A long text\nthat goes on",
      "4:1 this line is neither 'key: value' nor part of a list – if it belongs to 'description', put the whole text in quotes and in one line; else write a colon and a space after the key"
    ),
    (
      "title: A\ndescription: A long text\n  that goes on: here",
      "4:15 the text above goes on in this line, and a colon followed by a space needs it in quotes – put the whole text in quotes, or write it in one line"
    ),
    (
      "title: [Workshop] How to buy",
      "2:19 the closing bracket ends the value, and more text follows it – write it as title: \"[Workshop] How to buy\""
    ),
    (
      "title: \"Quoted\" and more",
      "2:17 the closing quotation mark ends the value, and more text follows it – write it as title: '\"Quoted\" and more'"
    ),
    (
      "title: \"The \"new\" city\"",
      "2:14 the closing quotation mark ends the value, and more text follows it – write it as title: The \"new\" city"
    ),
    (
      "title: A\ntopics:\n- [Draft] water",
      "4:11 the closing bracket ends the value, and more text follows it – write it as - \"[Draft] water\""
    ),
    (
      "title: [Workshop]",
      "2:8 'title' should be text, but here is a list – if it is text that begins with a bracket, put the whole value in quotes"
    ),
    (
      "title: #hashtag",
      "2:7 everything after '#' is a comment, so 'title' is empty – put the whole value in quotes"
    ),
    ("title: @home", "2:8 a value cannot begin with '@' – write it as title: \"@home\""),
    ("title: `code` x", "2:8 a value cannot begin with '`' – write it as title: \"`code` x\""),
    ("title: - x", "2:8 a value cannot begin with '-' – write it as title: \"- x\""),
    ("title: ? x", "2:8 a value cannot begin with '?' – write it as title: \"? x\""),
    (
      "title: A\nextra: 1\nweight: 1.200",
      "4:9 'weight' should be a number, but here is '1.200' – write 1200, or 1.2"
    ),
    (
      "title: A\nweight: 1,200",
      "3:9 'weight' should be a number, but here is '1,200' – write 1200, or 1.2"
    ),
    (
      "title: A\nweight: 2,5", "3:9 'weight' should be a number, but here is '2,5' – write 2.5"
    ),
    (
      "title: A\nweight: 25 people",
      "3:9 'weight' should be a number, but here is '25 people' – write the digits alone: 25"
    ),
    (
      "title: A\ndraft: perhaps",
      "3:8 'draft' should be true or false, but here is 'perhaps' – write true for yes, or false for no"
    ),
    ("title: A\ndate: 10.01.2031", "3:7 '10.01.2031' is no date – write 2031-01-10"),
    (
      "title: A\ndate: 10/01/2031",
      "3:7 '10/01/2031' is no date – write 2031-01-10, or 2031-10-01"
    ),
    ("title: A\ndate: 14. Mai 2031", "3:7 '14. Mai 2031' is no date – write 2031-05-14"),
    (
      "title: A\ndate: 2031–01–10",
      "3:7 in the date is an en dash '–' (U+2013) – type it anew: 2031-01-10"
    ),
    (
      "title: A\npublish: 2031-05-14 13:30-14:00",
      "3:10 '2031-05-14 13:30-14:00' ends with '-14:00', and times are always in the site's own zone – write start: 2031-05-14 13:30 and end: 2031-05-14 14:00"
    ),
    (
      "title: A\npublish: 14.05.2031, 2 pm",
      "3:10 '14.05.2031, 2 pm' is no date – write 2031-05-14 14:00"
    ),
    (
      "title: A\npublish: 13:30",
      "3:10 '13:30' is no date – write the day before it, as in 2012-09-19 13:30"
    ),
    (
      "title: A\nsearch: “true”",
      "3:9 the quotation marks around this value are typographic ones, and so part of it – write it as true"
    ),
    (
      "ti\u{200B}tle: A",
      "2:1 in the key 'ti\u{200B}tle' is a zero-width space (U+200B) – type the key anew: title:"
    ),
    (
      "\u{A0}title: A",
      "2:1 in the key 'title' is a no-break space (U+00A0) – type the key anew: title:"
    ),
    (
      "tіtle: A",
      "2:1 in the key 'tіtle' is the Cyrillic letter 'і' (U+0456) – type the key anew: title:"
    ),
    ("title:\u{A0}A", "2:7 here is a no-break space (U+00A0) – write an ordinary space instead"),
    ("title：A", "2:6 here is a full-width colon '：' (U+FF1A) – write ':' instead"),
    (
      "title: \"a\\x01b\"",
      "2:8 the invisible control character U+0001 cannot stand in a text – remove it, or write a space or a new line in its place"
    ),
    (
      "title: A\ndescription: a\u{2028}b\nweigt: 1",
      "4:1 unknown key 'weigt' – did you mean 'weight'?"
    ),
  ])
  func tellsWhatWasMeant(_ yaml: String, _ message: String) async throws {
    #expect(try await messages(ofPage: "---\n\(yaml)\n---\n") == [message])
  }

  @Test(arguments: [
    (
      "—\ntitle: A\n—\n",
      "1:1 here is an em dash '—' (U+2014), which word processors make of hyphens – write three hyphens: ---"
    ),
    ("----\ntitle: A\n----\n", "1:1 here are 4 hyphens – write three hyphens: ---"),
    (
      "---\ntitle: A\n— — —\nText\n",
      "3:1 three hyphens end the front matter; here is an em dash '—' (U+2014), which word processors make of hyphens – write three hyphens: ---"
    ),
    (
      "\n\n---\ntitle: A\n---\n",
      "3:1 the front matter has to begin in the first line of the file – remove what is empty above ---"
    ),
    (
      "\u{200B}---\ntitle: A\n---\n",
      "1:1 before the front matter is a zero-width space (U+200B) – remove it, so that --- comes first"
    ),
    (
      "title: A\n---\n",
      "1:1 the line of three hyphens that begins the front matter is missing – write --- above this line"
    ),
    (
      "+++\ntitle = \"A\"\n+++\n",
      "1:1 +++ begins front matter in TOML, and it is written in YAML here – write --- above and below it, and each key as title: My page"
    ),
  ])
  func tellsThatFrontMatterIsBetweenThreeHyphens(_ page: String, _ message: String) async throws {
    #expect(try await messages(ofPage: page) == [message])
  }

  @Test(arguments: [
    "title: ’Tis the season", "title: „Ja“ sagen", "title: \"“Opening”\"", "title: Talk – part 1",
    "title: Malmö – a city\nsearch: nein\ndraft: no", "title: It's 5 o'clock",
    "title: |\n  A\n  B", "title: A\nweight: 0.125", "title: A\nweight: -3",
    "title: \"- x\"\nextra: {a: no, b: 1.200}", "title : A",
  ])
  func leavesWhatIsRightAlone(_ yaml: String) async throws {
    #expect(try await messages(ofPage: "---\n\(yaml)\n---\n") == [])
  }

  /// What a message suggests is read as the text that is meant.
  @Test func writesEveryTextSoThatYAMLReadsIt() throws {
    var random = SeededRandom(seed: 7)
    let pieces = [
      "a", "Workshop", " ", ": ", " #", "#", "\"", "'", "[", "]", "{", "}", ",", "- ", "* ", "&",
      "!",
      "%", "@", "`", "|", ">", "? ", "true", "null", "~", "\\", "é", "“", "1", "=", "—",
    ]
    for _ in 0..<2000 {
      let text = (0..<Int.random(in: 1...6, using: &random))
        .map { _ in pieces[Int.random(in: 0..<pieces.count, using: &random)] }.joined().trimmed
      if text.isEmpty { continue }
      for inList in [false, true] {
        let written = writtenInYAML(text, inList: inList)
        let line = inList ? "k: [\(written), b]" : "k: \(written)\nl: b"
        let read = parseYAML(SourceText(file: "", line))
        let value = read.value?["k"]
        #expect(read.diagnostics.isEmpty, "\(line)")
        #expect((inList ? value?.elements?.first : value)?.text == text, "\(line)")
      }
    }
  }
}

@Suite struct CharacterTests {
  /// Controls, two characters that are none, and NUL, in every file that is read as text.
  @Test(arguments: [
    "\u{0}", "\u{8}", "\u{B}", "\u{C}", "\u{1B}", "\u{7F}", "\u{92}", "\u{FFFE}", "\u{FFFF}",
  ])
  func refusesACharacterThatNoPageCanHave(_ character: String) async throws {
    let files = [
      "content/a.md": "---\ntitle: A\n---\nText\(character)\n",
      "content/b.md": "---\ntitle: A\(character)\n---\n",
      "content/_pages.csv": "id,title\nx,\(character)\n",
      "content/_data/d.yaml": "a: \(character)\n", "content/_data/j.json": "[\"\(character)\"]",
      "content/_data/c.csv": "a\n\(character)\n",
      "templates/partials/x.html": "<p>\(character)</p>",
      "templates/strings/en.yaml": "not_found: {title: No}\na: \(character)\n",
    ]
    let report = try await SiteFixture(files).build()
    #expect(Set(report.diagnostics.map { $0.location?.file ?? "" }) == Set(files.keys))
    #expect(report.diagnostics.allSatisfy { $0.code == "invisible-character" })
    let place = report.diagnostics.first { $0.location?.file == "content/a.md" }?.location
    #expect(place?.line == 4 && place?.column == 5)
  }

  @Test(arguments: [
    "\"\\u0001\"", "\"a\\b\"", "\"\\ufffe\"", "\"\\ud800\"", "\"\\u+123\"", "01", "+1",
  ])
  func refusesWhatIsNoJSONOrNoCharacter(_ json: String) async throws {
    let report = try await SiteFixture(["content/_data/a.json": "[\(json)]"]).build()
    #expect(report.diagnostics.map(\.code) == ["invalid-json"])
  }

  @Test func dropsOneByteOrderMarkOfEveryFile() async throws {
    let files = SiteFixture.completed([
      "content/a.md": "---\ntitle: A\n---\nText.\n", "content/_pages.csv": "title\nB\n",
      "content/_data/d.yaml": "a: 1\nb: 2\n", "content/_data/j.json": "{\"a\": 1}",
      "content/_data/c.csv": "a\n1\n", "content/n/_pages.yaml": "- title: N\n",
      "templates/page.html": "{{ data.d.a }}{{ data.j.a }}{{ data.c[0].a }}{{ asset('s.css') }}",
      "templates/assets/s.css": "a { color: red }", "templates/assets/s.js": "let a = 1;",
    ])
    let plain = try SiteFixture(files)
    #expect(try await plain.build().lines == [])
    let marked = try SiteFixture(files.mapValues { "\u{FEFF}" + $0 })
    #expect(try await marked.build().lines == [])
    #expect(try marked.tree() == plain.tree())
  }

  @Test func writesAFieldOfOneLineInOneLine() async throws {
    let site = try SiteFixture([
      "content/p/_index.md":
        "---\ntitle: P\ndefaults: {kind: session}\nprogramme: true\nfeed: true\n---\n",
      "content/p/a.md":
        "---\ntitle: |\n  Opening:\n  what is new?\ndate: 2031-01-01\nstart: 2031-05-14 09:00\nend: 2031-05-14 10:00\nformat: break\n---\n",
      "content/p/_pages.csv":
        "id,title,date,start,end,format\nb,\"Second\nline\",2031-01-02,2031-05-15 09:00,2031-05-15 10:00,break\n",
      "templates/session.html": "<title>{{ page.title }}</title>{{ page.description }}",
    ])
    #expect(try await site.build().lines == [])
    #expect(
      try site.text("output/p/a/index.html") == "<title>Opening: what is new?</title>")
    let calendar = try site.text("output/p/calendar.ics")
    #expect(calendar.contains("SUMMARY:Opening: what is new?\r\n"))
    #expect(calendar.contains("SUMMARY:Second line\r\n"))
    #expect(try site.text("output/p/feed.xml").contains("<title>Second line</title>"))
  }
}
