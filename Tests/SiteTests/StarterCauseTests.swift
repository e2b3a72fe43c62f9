import ConferenceDesign
import Diagnostics
import Foundation
import SiteShell
import TestSupport
import Testing

/// What an editor does to a conference in its first hour. A message tells what was done, and nothing that only follows
/// from it.
@Suite struct StarterCauseTests {
  private static let programme = "content/programme/_pages.csv"

  /// What is done to the site that `lectern init` makes.
  enum Deed: Sendable, CustomTestStringConvertible {
    case move(String, to: String)
    case copy(String, to: String)
    case remove(String)
    case write(String, String)
    case replace(String, String, with: String)
    case link(String)

    var testDescription: String { "\(self)".replacing("\n", with: "⏎") }
  }

  private func told(_ deeds: [Deed]) async throws -> [String] { try await report(deeds).lines }

  private func report(_ deeds: [Deed]) async throws -> BuildReport {
    let site = try SiteFixture(bare: [:])
    _ = try make(.conference, in: site.folder.path)
    let files = FileManager.default
    func file(_ path: String) -> URL { site.folder.appending(path: path) }
    for deed in deeds {
      switch deed {
      case .move(let path, let other): try files.moveItem(at: file(path), to: file(other))
      case .copy(let path, let other): try files.copyItem(at: file(path), to: file(other))
      case .remove(let path): try site.remove(path)
      case .write(let path, let text): try site.write(path, text)
      case .replace(let path, let text, let other):
        let written = try site.text(path)
        #expect(written.contains(text), "\(path) has no \(text)")
        try site.write(path, written.replacing(text, with: other, maxReplacements: 1))
      case .link(let path):
        try? site.remove(path)
        let elsewhere = files.temporaryDirectory.appending(path: UUID().uuidString)
        try Data().write(to: elsewhere)
        try files.createSymbolicLink(at: file(path), withDestinationURL: elsewhere)
      }
    }
    return try await site.build(at: "2027-01-01")
  }

  @Test(
    arguments: [
      (
        .move(programme, to: "content/programme/_pages (2).csv"),
        "content/programme/_pages (2).csv: error: a file of this name is not read"
      ),
      (
        .move(programme, to: "content/programme/_page.csv"),
        "content/programme/_page.csv: error: a file of this name is not read"
      ),
      (
        .move(programme, to: "content/programme/pages.csv"),
        "content/programme/pages.csv: error: a file of this name is not read"
      ),
      (
        .move(programme, to: "content/programme/_pages.csv.txt"),
        "content/programme/_pages.csv.txt: error: a file of this name is not read"
      ),
      (
        .move(programme, to: "content/programme/_pages.xlsx"),
        "content/programme/_pages.xlsx: error: a name that begins with _ is an instruction, and this one is unknown"
      ),
      (
        .move(programme, to: "content/programme/_pages.tsv"),
        "content/programme/_pages.tsv: error: a name that begins with _ is an instruction, and this one is unknown"
      ),
      (
        .copy(programme, to: "content/programme/_Pages.csv"),
        "content/programme/_Pages.csv: error: this is a second version of _pages.csv, and it is not read"
      ),
      (
        .copy("content/practical/venue.md", to: "content/practical/venue.MD"),
        "content/practical/venue.MD: error: this is a second version of venue.md, and it is not read"
      ),
      (
        .copy("content/practical/venue.md", to: "content/practical/venue (1).md"),
        "content/practical/venue (1).md: warning: this seems to be a copy of content/practical/venue.md, and it is a page of its own"
      ),
      (
        .copy("content/practical/venue.md", to: "content/practical/Copy of venue.md"),
        "content/practical/Copy of venue.md: warning: this seems to be a copy of content/practical/venue.md, and it is a page of its own"
      ),
      (
        .write("content/rooms/_pages.csv", "id,title\n"),
        "\(programme):3:60: error: the site has no page of the kind room, and one is named here"
      ),
      (
        .remove("content/rooms"),
        "\(programme):3:60: error: the site has no page of the kind room, and one is named here"
      ),
      (
        .write("content/rooms/_index.md", "Our rooms.\n"),
        "content/rooms/_index.md:1:1: error: the page needs the key 'title'"
      ),
      (
        .remove("content/programme/_index.md"),
        "content/programme/_index.md: error: this file is missing, so the pages of its folder are ordinary ones, which have no 'start'"
      ),
      (
        .remove("content/rooms/_index.md"),
        "content/rooms/_index.md: error: this file is missing, so the pages of its folder are ordinary ones, which have no 'floor'"
      ),
      (
        .link("content/practical/venue.md"),
        "content/practical/venue.md: error: this link leads out of the site's folder"
      ),
      (
        .link("templates/base.html"),
        "templates/base.html: error: this link leads out of the site's folder"
      ),
      (
        .replace(
          "content/practical/venue.md", "---\n",
          with: "---\npublish: 2029-01-02\nexpires: 2029-01-01\n"),
        "content/practical/venue.md:3:10: error: the page expires on 2029-01-01, and is published from 2029-01-02 on only"
      ),
      (
        .replace("site.yaml", "  fr:\n    name", with: "  français:\n    name"),
        "site.yaml:11:3: error: there is no language 'français'"
      ),
      (
        .replace("site.yaml", "  en: {name: English}", with: "  EN: {name: English}"),
        "site.yaml:10:3: error: the code of a language has small letters"
      ),
      (.write("site.yaml", "# later\n"), "site.yaml:1:1: error: site.yaml says nothing"),
      (
        .replace("site.yaml", "\"#example2030\"", with: "\"#example2030"),
        "site.yaml:30:12: error: a quotation mark is opened here and not closed in its line"
      ),
      (
        .replace(
          "content/practical/venue.md", "title: The old harbour hall\ndescription: Ten",
          with: "title: 'The old harbour hall\ndescription: 'Ten"),
        "content/practical/venue.md:2:8: error: a quotation mark is opened here and not closed in its line"
      ),
      (
        .replace("site.yaml", "\"#3a3f8f\"", with: "“#3a3f8f”"),
        "site.yaml:40:11: error: '“#3a3f8f”' is no colour that Lectern can read"
      ),
      (
        .write("templates/strings/en.yaml", "date.short: dd.mm.yyyy\n"),
        "templates/strings/en.yaml:1:13: error: 'mm' is minutes, and months are 'M', in the date pattern \"dd.mm.yyyy\""
      ),
      (
        .replace(
          programme, "\"What trees do for a street at noon, measured over one summer.\"",
          with: "What trees do for a street at noon, measured over one summer."),
        "\(programme):3:95: error: this row has 12 cells, but the first line names 11 columns"
      ),
      (
        .replace(programme, "Shade is a service,", with: "Shade is a service,,"),
        "\(programme):3:96: error: this row has 12 cells, but the first line names 11 columns"
      ),
      (
        .replace(programme, "Shade is a service,", with: "Shade is a service "),
        "\(programme):3:1: error: this row has 10 cells, and the first line names 11 columns; they seem to be in the wrong ones"
      ),
      (
        .replace(
          programme, "2030-05-14 10:45,2030-05-14 11:30,main",
          with: "########,2030-05-14 11:30,main"),
        "\(programme):3:26: error: the column 'start' has formulas or their errors instead of values: '########' in line 3"
      ),
      (
        .replace(
          programme, "2030-05-14 10:45,2030-05-14 11:30,main",
          with: "2030-05-14 10:45,2030-05-14 10:45,main"),
        "\(programme):3:43: error: 'Shade is a service' ends when it starts, at 10:45"
      ),
      (
        .replace(programme, "id,title", with: "id,Title"),
        "\(programme):1:4: error: no column of this spreadsheet is called 'title', and each page needs one"
      ),
      (
        .replace("content/speakers/_pages.csv", "id,title", with: "id,name"),
        "content/speakers/_pages.csv:1:4: error: no column of this spreadsheet is called 'title', and each page needs one"
      ),
      (
        .replace(programme, "\"Bring shoes", with: "\"Bring \"shoes"),
        "\(programme):4:118: error: a quotation mark ends this cell, and more text follows it"
      ),
      (
        .replace(programme, ",Pencil and paper", with: ",\"Pencil and paper"),
        "\(programme):5:121: error: a quotation mark is opened here, and the next one stands within a text in line 6"
      ),
      (
        .write("content/README.md", "# About this folder\n\nSome notes.\n"),
        "content/README.md:1:1: error: the page needs the key 'title'"
      ),
    ] as [(Deed, String)])
  func tellsWhatWasDone(_ deed: Deed, _ line: String) async throws {
    #expect(try await told([deed]) == [line])
  }

  /// A cell of speakers, and what to write.
  @Test(arguments: [
    ("Ada Example and Bo Beispiel", "write ada-example; bo-beispiel"),
    ("Ada Example & Bo Beispiel", "write ada-example; bo-beispiel"),
    ("\"Example, Ada\"", "write ada-example"), ("TBA", "leave it empty until it is known"),
    ("to be confirmed", "leave it empty until it is known"),
    ("\"[\"\"ada-example\"\", \"\"bo-beispiel\"\"]\"", "write ada-example; bo-beispiel"),
    ("[ada-example]", "write ada-example"),
  ])
  func saysHowSpeakersAreNamed(_ cell: String, _ help: String) async throws {
    let deed = Deed.replace(Self.programme, "ada-example; bo-beispiel; fatima-mithal", with: cell)
    #expect(try await report([deed]).diagnostics.map(\.help) == [help])
  }

  @Test func tellsOfARoomAndAPersonInTwoProgrammesAtATime() async throws {
    let deeds: [Deed] = [
      .write(
        "content/side/_index.md",
        "---\ntitle: Side\nprogramme: true\ndefaults: {kind: session}\n---\n"),
      .write(
        "content/side/x.md",
        """
        ---
        title: X
        start: 2030-05-14 11:00
        end: 2030-05-14 11:30
        room: main-hall
        speakers: [bo-beispiel]
        ---
        Text.

        """),
    ]
    #expect(
      try await told(deeds) == [
        "content/side/x.md:5:7: error: this room is used twice at the same time, in 'Shade is a service' and in 'X'",
        "content/side/x.md:6:12: error: somebody is in two places at the same time, in 'Shade is a service' and in 'X'",
      ])
  }

  @Test(
    arguments: [
      (
        .replace("site.yaml", "country_code: BE", with: "country_code: Belgium"),
        "site.yaml:24:17: error: 'Belgium' is no code of a country"
      ),
      (
        .replace("site.yaml", "country_code: BE", with: "country_code: UK"),
        "site.yaml:24:17: error: 'UK' is no code of a country"
      ),
      (
        .replace("site.yaml", "https://conference", with: "https://https://conference"),
        "site.yaml:5:11: error: 'base_url' should be a web address that begins with https://, but here is 'https://https://conference.example/'"
      ),
      (
        .replace("content/rooms/_pages.csv", "300", with: "-300"),
        "content/rooms/_pages.csv:2:34: error: 'capacity' should be a whole number from 1, but here is '-300'"
      ),
      (
        .write("templates/sesion.html", "{{ page.title }}"),
        "templates/sesion.html: warning: no page uses this template"
      ),
      (
        .write("content/practical/venue.fr.md", "---\ntitle: Le lieu\n---\n"),
        "content/practical/venue.fr.md:1:1: warning: this page has no text, and content/practical/venue.md, which it translates, has some"
      ),
      (
        .write("content/practical/venue.fr.md", ""),
        "content/practical/venue.fr.md:1:1: warning: this page has no text, and content/practical/venue.md, which it translates, has some"
      ),
      (
        .write("content/a.md", "---\ntitle: A\n---\n::note\n"),
        "content/a.md:4:3: error: there is no text in this component"
      ),
      (
        .write("templates/strings/en.yaml", "missing.title: \"**No** page\"\n"),
        "templates/strings/en.yaml:1:16: warning: 'missing.title' is printed as it is typed, with the signs in '**No**'"
      ),
      (
        .write("templates/strings/en.yaml", "nav.topp: To the top\n"),
        "templates/strings/en.yaml:1:11: warning: no template asks for 'nav.topp'"
      ),
      (
        .write("templates/strings/en.yaml", "session: A session\n"),
        "templates/strings/en.yaml:1:10: warning: no template asks for 'session'"
      ),
      (
        .write("templates/strings/en.yaml", "session.number: \"Session {nr}\"\n"),
        "templates/strings/en.yaml:1:17: error: 'session.number' has the value {nr}, and the design gives it none of that name"
      ),
      (
        .write("templates/strings/en.yaml", "home.today: \"Today, {day}\"\n"),
        "templates/strings/en.yaml:1:13: error: 'home.today' has the value {day}, and the design gives it none of that name"
      ),
      (
        .write("templates/session.html", "{% extends \"design:sesion.html\" %}"),
        "templates/session.html:1:12: error: there is no template 'design:sesion.html'"
      ),
      (
        .replace(programme, "paving,Paving", with: "shade,Paving"),
        "\(programme):4:1: error: the rows in lines 3 and 4 have one id, 'shade'"
      ),
      (
        .replace(programme, "id,title,", with: "id,title,Titel,"),
        "\(programme):1:1: error: the first line names 12 columns, and most rows have 11 cells, which don't fit them"
      ),
      (
        .write("content/_data/x.csv", "a,b\n1,2\n>>>>>>> theirs\n"),
        "content/_data/x.csv:3:1: error: two versions of this text were never joined"
      ),
      (
        .replace("site.yaml", "timezone:", with: "=======\ntimezone:"),
        "site.yaml:6:1: error: two versions of this text were never joined"
      ),
    ] as [(Deed, String)])
  func tellsWhatWouldBeWrongOnTheSite(_ deed: Deed, _ line: String) async throws {
    #expect(try await told([deed]) == [line])
  }

  @Test func takesWhatIsListedUnderPublishFilesAsAFile() async throws {
    let deeds: [Deed] = [
      .write("content/open-data/pages.csv", "id,title\na,A\n"),
      .replace("site.yaml", "timezone:", with: "publish_files: [open-data/pages.csv]\ntimezone:"),
    ]
    #expect(try await told(deeds) == [])
  }
}
