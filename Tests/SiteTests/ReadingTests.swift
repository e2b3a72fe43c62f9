import Diagnostics
import Importing
import SiteShell
import Testing

/// The content tree that the tests below share: a programme with speakers.
private let programme = [
  "content/speakers/_index.md":
    "---\ntitle: Speakers\ndefaults: {kind: speaker}\nsort: title\n---\n",
  "content/programme/_index.md":
    "---\ntitle: Programme\ndefaults: {kind: session}\nsort: start\n---\n",
  "templates/session.html":
    "{% for s in page.speakers %}{{ s.person.title }} ({{ s.role }}) {{ s.person.url }}\n{% endfor %}",
  "templates/speaker.html":
    "{% for s in page.sessions %}{{ s.session.title }} ({{ s.role }})\n{% endfor %}",
]

@Suite struct RelationTests {
  @Test func aSpeakerHasTheSessionsThatNameThem() async throws {
    let site = try SiteFixture(
      programme.merging([
        "content/speakers/anna.md": "---\ntitle: Anna\n---\n",
        "content/programme/late.md":
          "---\ntitle: Late\nstart: 2012-09-19 15:00\nspeakers: [{person: anna, role: chair}]\n---\n",
        "content/programme/early.md":
          "---\ntitle: Early\nstart: 2012-09-19 09:00\nspeakers: [anna]\n---\n",
      ]) { $1 })
    let report = try await site.build()
    #expect(report.lines == [])
    #expect(try site.text("output/speakers/anna/index.html") == "Early ()\nLate (chair)\n")
    #expect(try site.text("output/programme/late/index.html") == "Anna (chair) /speakers/anna/\n")
  }

  @Test func aSpeakerWhoIsADraftIsLeftOutWithAWarning() async throws {
    let site = try SiteFixture(
      programme.merging([
        "content/speakers/anna.md": "---\ntitle: Anna\ndraft: true\n---\n",
        "content/programme/early.md": "---\ntitle: Early\nspeakers: [anna]\n---\n",
      ]) { $1 })
    let report = try await site.build()
    #expect(report.succeeded)
    #expect(
      report.lines == [
        "content/programme/early.md:3:12: warning: 'anna' is left out here, because content/speakers/anna.md is not on the site: it is a draft"
      ])
    #expect(try site.text("output/programme/early/index.html") == "")
  }
}

@Suite struct RowsTests {
  @Test func eachRowIsAPage() async throws {
    let site = try SiteFixture(
      programme.merging([
        "content/speakers/_pages.csv":
          "\u{FEFF}id;title;role;body\nanna;Anna Ek;Mayor;\"Knows *trees*;\nand rivers\"\nbo;Bo Ö;;\n",
        "templates/speaker.html": "{{ page.title }} {{ page.role }} {{ page.content }}",
      ]) { $1 })
    let report = try await site.build()
    #expect(report.lines == [])
    #expect(
      try site.text("output/speakers/anna/index.html")
        == "Anna Ek Mayor <p>Knows <em>trees</em>;\nand rivers</p>\n")
    #expect(try site.text("output/speakers/bo/index.html") == "Bo Ö  ")
  }

  @Test func aMistakeNamesTheRowsLine() async throws {
    let site = try SiteFixture(
      programme.merging([
        "content/speakers/_pages.csv": "id,title,website\n\nanna,\"Anna\nEk\",\nbo,Bo,nowhere\n"
      ]) { $1 })
    let report = try await site.build()
    #expect(
      report.lines == [
        "content/speakers/_pages.csv:5:7: error: 'website' should be a web address that begins with https://, but here is 'nowhere'"
      ])
  }
}

@Suite struct LivenessTests {
  private let pages = [
    "content/a.md": "---\ntitle: A\n---\n[b](b.md) and [c](c.md)\n",
    "content/b.md": "---\ntitle: B\npublish: 2012-09-10\n---\n",
    "content/c.md": "---\ntitle: C\nexpires: 2012-09-05 12:00\n---\n",
    "templates/page.html": "{{ page.content }}",
  ]

  @Test func aPageIsLiveFromItsPublishingToItsExpiry() async throws {
    let site = try SiteFixture(pages)
    var report = try await site.build(at: "2012-09-05 11:59")
    #expect(report.warnings == 1 && !site.exists("output/b") && site.exists("output/c/index.html"))
    #expect(try site.text("output/a/index.html") == "<p>b and <a href=\"/c/\">c</a></p>\n")
    report = try await site.build(at: "2012-09-10")
    #expect(report.warnings == 1 && site.exists("output/b/index.html") && !site.exists("output/c"))
    #expect(try site.text("output/a/index.html") == "<p><a href=\"/b/\">b</a> and c</p>\n")
  }

  @Test func timeAloneBreaksNoBuild() async throws {
    let site = try SiteFixture(pages)
    let report = try await site.build(at: "2030-01-01")
    #expect(report.succeeded && report.errors == 0)
  }
}
