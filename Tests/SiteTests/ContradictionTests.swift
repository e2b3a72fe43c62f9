import ConferenceDesign
import Diagnostics
import Foundation
import SiteModel
import SiteShell
import Testing

@testable import Importing

@Suite struct ContradictionTests {
  private static let programme = [
    "site.yaml":
      "title: Test\nbase_url: https://example.org/\nlanguages: {en: {name: English}, sv: {name: Svenska}}\n",
    "content/p/_index.md": "---\ntitle: P\ndefaults: {kind: session}\nprogramme: true\n---\n",
    "content/p/a.md":
      "---\ntitle: A\nstart: 2030-05-14 09:00\nend: 2030-05-14 10:00\nroom: hall\nspeakers: [ann]\ncapacity: 20\n---\n",
    "content/ann.md": "---\ntitle: Ann\nkind: speaker\n---\n",
    "content/bo.md": "---\ntitle: Bo\nkind: speaker\n---\n",
    "content/hall.md": "---\ntitle: Hall\nkind: room\ncapacity: 25\n---\n",
    "templates/strings/sv.yaml": "not_found: {title: Finns inte}\n",
  ]

  private func lines(_ files: [String: String]) async throws -> [String] {
    try await SiteFixture(Self.programme.merging(files) { $1 }).build().lines
  }

  @Test(arguments: [
    (
      "start: 2030-05-14 09:30",
      "'start' than content/p/a.md: 2030-05-14 09:30 instead of 2030-05-14 09:00"
    ),
    ("room: bo", "'room' than content/p/a.md: bo instead of hall"),
    ("speakers: [bo]", "'speakers' than content/p/a.md"),
    ("capacity: 10", "'capacity' than content/p/a.md"),
    ("start: 2030-05-14 09:00\nroom: /hall", ""),
    ("speakers: [{person: ann, role: ordförande}]", ""),
  ])
  func aTranslationSaysTheSameOfTheEvent(_ yaml: String, _ message: String) async throws {
    let found = try await lines(["content/p/a.sv.md": "---\ntitle: A\n\(yaml)\n---\n"])
      .filter { $0.contains("translation") }
    #expect(found.count == (message.isEmpty ? 0 : 1), "\(found)")
    if let line = found.first, !message.isEmpty {
      #expect(line.hasPrefix("content/p/a.sv.md:3:"))
      #expect(line.hasSuffix("error: the translation has another \(message)"))
    }
  }

  /// Visitors of the other language would never hear of it.
  @Test func aTranslationAloneCancelsNothing() async throws {
    let found = try await lines(["content/p/a.sv.md": "---\ntitle: A\nstatus: cancelled\n---\n"])
      .filter { $0.contains("translation") }
    #expect(
      found == [
        "content/p/a.sv.md:3:9: error: only the translation has 'status', and content/p/a.md says nothing of it"
      ])
  }

  @Test func aPageExpiresAfterItIsPublished() async throws {
    #expect(
      try await lines([
        "content/n.md": "---\ntitle: N\npublish: 2031-02-01 10:00\nexpires: 2031-01-01\n---\n"
      ]).filter { $0.contains("expires") } == [
        "content/n.md:4:10: error: the page expires on 2031-01-01, and is published from 2031-02-01 10:00 on only"
      ])
  }

  @Test func aNoteOfAChangeNeedsTheChange() async throws {
    let page =
      "---\ntitle: B\nstart: 2030-05-15\nspeakers: [bo]\nstatus_note: Moved to the hall\n"
    #expect(
      try await lines(["content/p/b.md": page + "---\n"]).filter { $0.contains("status_note") }
        == [
          "content/p/b.md:5:14: warning: 'status_note' tells of a change, and no 'status' says which"
        ])
    #expect(
      try await lines(["content/p/b.md": page + "status: moved\n---\n"])
        .filter { $0.contains("status_note") } == [])
  }

  @Test func aSessionHasNoMorePlacesThanItsRoom() async throws {
    let page = "---\ntitle: B\nstart: 2030-05-15\nspeakers: [bo]\nroom: hall\ncapacity: 200\n---\n"
    #expect(
      try await lines(["content/p/b.md": page]) == [
        "content/p/b.md:6:11: warning: the session has 200 places, and 'Hall' holds 25 people"
      ])
  }

  @Test(arguments: [("2130-05-14", 1), ("2029-05-14", 1), ("2030-06-14", 0), ("2030-12-01", 1)])
  func aSessionFarFromAllOthersIsDoubtful(_ date: String, _ count: Int) async throws {
    let page = "---\ntitle: B\nstart: \(date) 10:00\nend: \(date) 11:00\nspeakers: [bo]\n---\n"
    let found = try await lines([
      "content/p/b.md": page,
      "content/p/c.md": page.replacing(date, with: "2030-05-14").replacing(
        "title: B", with: "title: C"
      )
      .replacing("[bo]", with: "[ann]").replacing("10:00", with: "11:00").replacing(
        "11:00\ns", with: "12:00\ns"),
    ]).filter { $0.contains("far from") }
    #expect(found.count == count, "\(found)")
    #expect(found.allSatisfy { $0.contains("content/p/b.md:3:8: warning: 'B' is on \(date)") })
  }

  @Test func missingWordsAreToldInOneRun() async throws {
    let files = [
      "templates/page.html": "{{ t('one') }}{{ t('two', count=3) }}{{ t('three') }}",
      "templates/section.html": "{{ t('one') }}{% if page.date %}{{ t('four') }}{% endif %}",
      "templates/strings/en.yaml":
        "one: 1\ntwo: {one: eins, other: zwei}\nthree: 3\nfour: 4\nnot_found: {title: No}\n",
    ]
    #expect(
      try await lines(files).filter { $0.contains("words") } == [
        "templates/page.html:1:6: error: templates/strings/sv.yaml lacks 4 words that templates ask for: 'one', 'two', 'three', 'four'"
      ])
    #expect(
      try await lines(
        files.merging(["templates/strings/sv.yaml": "one: 1\nthree: 3\nfour: 4\n"]) { $1 }
      )
      .filter { $0.contains("words") } == [
        "templates/page.html:1:20: error: templates/strings/sv.yaml has no words for 'two'"
      ])
  }

  @Test func aLanguageWithoutWordsSaysWhichFileToMake() async throws {
    var files = Self.programme
    files["templates/strings/sv.yaml"] = nil
    files["templates/strings/en.yaml"] = "one: 1\nnot_found: {title: No}\n"
    files["templates/page.html"] = "{{ t('one') }}"
    files["content/x.sv.md"] = "---\ntitle: X\n---\n"
    let report = try await SiteFixture(files).build()
    #expect(
      report.lines.filter { $0.contains("error") } == [
        "templates/strings/sv.yaml: error: there are no words of the interface for the language 'sv'"
      ])
    #expect(
      report.diagnostics.first?.help
        == "make templates/strings/sv.yaml: copy templates/strings/en.yaml and translate its values"
    )
  }
}

@Suite struct NewPageTests {
  private func made(_ kind: String, _ title: String, in site: SiteFixture) async throws -> String {
    let result = try await Workspace(site: site.folder.path).makePage(kind: kind, title: title)
    guard case .made(let path) = result else { return "\(result)" }
    return path
  }

  @Test func putsAPageWhereSuchPagesAre() async throws {
    let site = try SiteFixture(
      Dictionary(uniqueKeysWithValues: StarterSite.bare.files.map { ($0.path, $0.text) }))
    try site.write("content/news/_index.md", "---\ntitle: News\n---\n")
    try site.write("content/venue/hall.md", "---\ntitle: Hall\nkind: room\n---\n")
    #expect(try await made("session", "Opening", in: site) == "content/programme/opening-2.md")
    #expect(try await made("news", "Hello", in: site) == "content/news/hello.md")
    #expect(try await made("room", "Foyer", in: site) == "content/venue/foyer.md")
    #expect(try await made("speaker", "Bo Ek", in: site) == "content/speakers/bo-ek.md")
    #expect(try await made("page", "Travel", in: site) == "content/travel.md")
    #expect(try await made("page", "Travel", in: site) == "exists(\"content/travel.md\")")
    #expect(try site.text("content/news/hello.md").contains("kind: news"))
    #expect(!(try site.text("content/speakers/bo-ek.md")).contains("kind:"))
    #expect(
      try await site.build(at: "2030-01-01") { $0.assemble.includesDrafts = true }.errors == 0)
    #expect(try await made("day", "Saturday", in: site) == "content/programme/saturday.md")
    #expect(try site.text("content/programme/saturday.md").contains("kind: day"))
  }
}
