import Diagnostics
import Foundation
import SiteShell
import Testing

/// Spreadsheets as other programs save them, and what goes wrong with that.
@Suite struct SpreadsheetTests {
  private func site(_ table: String) throws -> SiteFixture {
    try SiteFixture([
      "site.yaml":
        "title: Test\nbase_url: https://example.org/\ntaxonomies: {topics: {title: Topics}}\n",
      "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
      "content/people/_pages.csv": table,
      "content/talk.md":
        "---\ntitle: Talk\nkind: session\nspeakers: [ann, jorg-muller]\n---\n[Ann](people/ann.md)\n",
      "templates/session.html": "{{ page.content }}",
    ])
  }

  /// A table with one slip, and the only message.
  @Test(arguments: [
    (
      "id|title|role\nann|Ann|Mayor\n",
      "1:1: error: the columns of this spreadsheet are separated by '|'"
    ),
    (
      "id,title,role\nann;Ann;Mayor\njorg-muller;Jörg;\n",
      "2:1: error: the rows are separated by ';', and the first line by ','"
    ),
    (
      "name,role\nAnn,Mayor\n",
      "1:1: error: no column of this spreadsheet is called 'id' or 'title'"
    ),
    (
      "key,title\nann,Ann Ek\njorg-muller,Jörg\n", "1:1: error: unknown key 'key'"
    ),
    (",title\nann,Ann Ek\njorg-muller,Jörg\n", "1:1: error: this column has no name"),
    (
      "id,title,role,country\nann,Ann Ek, PhD,Mayor,Sweden\njorg-muller,Jörg,,\n",
      "2:5: error: this row has 5 cells, but the first line names 4 columns"
    ),
    (
      "id,title,website\nann,Ann Ek, PhD,\njorg-muller,Jörg,\n",
      "2:1: error: this row has more cells than the first line names columns, so they may be in the wrong ones"
    ),
    (
      "id,title\nann,Ann,Mayor\njorg-muller,Jörg,Dean\n",
      "2:1: error: the rows have more cells than the first line names columns: 3 and 2"
    ),
    (
      "id,title,role\nann,“Ek, Ann”,Mayor\njorg-muller,Jörg,\n",
      "2:5: error: the quotation marks around this cell are typographic ones, which spreadsheets don't know"
    ),
    (
      "id,title\nann,Ann\nJörg Müller,Jörg\n",
      "3:1: error: an id has small letters, digits and hyphens, and this one is 'Jörg Müller'"
    ),
    (
      "id,title,role\nann,Ann,#REF!\njorg-muller,Jörg,\n",
      "2:9: error: the column 'role' has formulas or their errors instead of values: '#REF!' in line 2"
    ),
    (
      "id,title,role\nann,Ann,#NV\njorg-muller,Jörg,\n",
      "2:9: error: the column 'role' has formulas or their errors instead of values: '#NV' in line 2"
    ),
    (
      "id,title,role\nann,Ann,\"=HYPERLINK(\"\"http://x.example\"\",\"\"z\"\")\"\njorg-muller,Jörg,\n",
      "2:9: error: the column 'role' has formulas or their errors instead of values: '=HYPERLINK(\"http://x.example\",\"z\")' in line 2"
    ),
    (
      "id,title,topics\nann,Ann,\"water, food\"\njorg-muller,Jörg,\n",
      "2:9: error: the items of a list are separated by semicolons in a spreadsheet"
    ),
    (
      "id,title,date\nann,Ann,10/01/2031\njorg-muller,Jörg,\n",
      "2:9: error: '10/01/2031' can be 2031-01-10 or 2031-10-01"
    ),
  ])
  func tellsOneMistakeOnce(_ table: String, _ message: String) async throws {
    #expect(try await site(table).build().lines == ["content/people/_pages.csv:" + message])
  }

  @Test(arguments: [String.Encoding.isoLatin1, .windowsCP1252, .utf16, .utf16BigEndian])
  func namesTheProgramThatSavesInAnotherEncoding(_ encoding: String.Encoding) async throws {
    let site = try site("")
    let table = "id,title\nann,Ann Ek\njorg-muller,Jörg Müller\n"
    try site.write("content/people/_pages.csv", try #require(table.data(using: encoding)))
    let report = try await site.build()
    #expect(report.diagnostics.count == 1, "\(report.lines)")
    #expect(report.diagnostics.first?.help?.contains("in Excel as 'CSV UTF-8'") == true)
  }

  @Test(arguments: [
    "id,title\nann,Ann\njorg-muller,Jörg\n", "title,id\nAnn,ann\nJörg Müller,\n",
    "id;title;date\nann;Ann;10.01.2031\njorg-muller;Jörg;14 May 2031\n",
    "id\ttitle\ttopics\nann\tAnn\twater; food\njorg-muller\tJörg\twater, food;\n",
    "id,title,role,,\nann,Ann,Mayor,,\njorg-muller,Jörg,#1 in Linz,,\n",
    "id,title,draft\nann,Ann,nein\njorg-muller,Jörg,non\n",
    "id,title,role,\nann,\"Ek, Ann\",= equal,\njorg-muller,Jörg,,\n",
  ])
  func readsWhatSpreadsheetsWrite(_ table: String) async throws {
    #expect(try await site(table).build().lines == [])
  }

  @Test func tellsOfARowAndAPageOfOneIDOnce() async throws {
    let site = try site("id,title\nann,Ann\njorg-muller,Jörg\n")
    try site.write("content/people/ann.md", "---\ntitle: Ann\n---\n")
    let lines = try await site.build().lines
    #expect(lines.count == 1)
    #expect(lines[0].contains("have one address, /people/ann/"))
  }
}
