import Diagnostics
import Foundation
import SiteShell
import TestSupport
import Testing

/// What cannot be read is told, and nothing that only follows from it.
@Suite struct CauseTests {
  /// A site in which everything depends on everything.
  private static let files = [
    "site.yaml": """
    title: Test
    base_url: https://example.org/
    languages: {en: {name: English}}
    taxonomies: {topics: {title: Topics}}
    menus:
      main: [{title: Talks, page: /talks/}, {title: Ann, page: /people/ann/}]
    kinds: {stall: {fields: {stand: text}}}
    data: {contact: {city: Malmö}}
    """,
    "content/_index.md": "---\ntitle: Home\n---\n[Ann](people/ann.md) [all](/talks/calendar.ics)\n",
    "content/talks/_index.md":
      "---\ntitle: Talks\ndefaults: {kind: session}\nprogramme: true\n---\n",
    "content/talks/one.md": """
    ---
    title: One
    start: 2030-05-14 09:00
    end: 2030-05-14 10:00
    topics: [water]
    speakers: [ann, bo]
    ---
    [Bo](../people/bo.md)
    :::about{who=bo}
    :::

    """,
    "content/stalls/_index.md": "---\ntitle: Stalls\ndefaults: {kind: stall}\n---\n",
    "content/stalls/a.md": "---\ntitle: A\nstand: B4\n---\n",
    "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
    "content/people/_pages.csv": "id,title,role\nann,Ann,Mayor\nbo,Bo,\n",
    "content/_data/partners.yaml": "- {name: A}\n",
    "templates/strings/en.yaml": "not_found: {title: Not found}\nby: by\n",
    "templates/session.html": """
    {% for item in menu("main") %}{{ item.title }}{% endfor %}{{ t("by") }}{{ site.data.contact.city }}
    {{ data.partners[0].name }}{{ programme.days[0].date }}{% for t in page.terms.topics %}{{ t.title }}{% endfor %}
    {{ find_page("/people/ann/").title | upper }}{{ page.content }}
    """,
    "templates/stall.html": "{{ page.stand }}",
    "templates/speaker.html":
      "{% for s in page.sessions %}{{ s.session.start | date }}{% endfor %}",
    "templates/directives/about.html":
      "{% if not find_page('/people/' ~ who ~ '/') %}{{ fail('there is nobody ' ~ who) }}{% endif %}",
  ]

  @Test func theWholeSiteIsRight() async throws {
    #expect(try await SiteFixture(Self.files).build().lines.filter { $0.contains("error") } == [])
  }

  /// A file, a text in it, what stands there instead, and the only messages.
  @Test(arguments: [
    ("site.yaml", "title: Test", "title: Test\ntitle: again"),
    ("site.yaml", "data:", "data: &x"), ("site.yaml", "data:", "\tdata:"),
    ("site.yaml", "taxonomies", "taxonomy"), ("site.yaml", "kinds", "kind"),
    ("site.yaml", "menus", "menu"), ("site.yaml", "languages: {en", "languages: {eng"),
    ("site.yaml", "data:", "dat:"), ("site.yaml", "  main: [", "  main: [x ["),
    ("site.yaml", "{topics: {title: Topics}}", "[topics]"),
    ("site.yaml", "stand: text", "stand: tekst"),
    ("content/talks/_index.md", "title: Talks", "title: [Talks"),
    ("content/talks/_index.md", "title: Talks\n", "title: Talks: all\n"),
    ("content/talks/_index.md", "defaults", "default"),
    ("content/talks/_index.md", "{kind: session}", "session"),
    ("content/talks/_index.md", "kind: session", "kind: sesion"),
    ("content/talks/_index.md", "programme: true", "programm: true"),
    ("content/talks/_index.md", "programme: true\n---", "programme: true\n"),
    ("content/stalls/_index.md", "defaults:", "\tdefaults:"),
    ("content/people/_index.md", "title: People", "title: *People*"),
    ("content/people/_pages.csv", "Mayor", "\u{FFFE}Latin\u{FFFE}"),
    ("content/people/_pages.csv", "ann,Ann,", "ann,\"Ann,"),
    ("content/_data/partners.yaml", "- {", "- {{"),
    ("templates/strings/en.yaml", "by: by", "by: [by"),
    ("content/talks/one.md", "title: One", "title: One: a talk"),
  ])
  func tellsTheCauseAlone(_ file: String, _ text: String, _ edit: String) async throws {
    var files = Self.files
    let written = try #require(files[file])
    #expect(written.contains(text))
    files[file] = written.replacing(text, with: edit)
    let site = try SiteFixture(files)
    if edit.contains("\u{FFFE}") {
      let bytes = try site.text(file).replacing(edit, with: "caf\u{E9}")
      try site.write(file, try #require(bytes.data(using: .isoLatin1)))
    }
    let report = try await site.build()
    #expect(report.diagnostics.count == 1, "\(report.lines)")
    #expect(report.diagnostics.first?.isError == true)
    #expect(report.diagnostics.first?.location?.file == file)
  }

  @Test func tellsWhatCannotBeReadBeforeOtherErrorsAndThoseBeforeWarnings() async throws {
    var files = Self.files
    files["content/a.md"] = "---\ntitle: A\ndarft: true\n---\n[x](late.md)\n"
    files["content/late.md"] = "---\ntitle: Late\npublish: 2040-01-01\n---\n"
    files["content/talks/_index.md"] = "---\ntitle: [Talks\n---\n"
    files["templates/strings/en.yaml"] = "a: 'b\n"
    let lines = try await SiteFixture(files).build().lines
    #expect(
      lines.map { String($0.prefix { $0 != ":" }) } == [
        "content/talks/_index.md", "templates/strings/en.yaml", "content/a.md", "content/a.md",
      ])
    #expect(lines.last?.contains("warning") == true)
  }

  @Test func tellsOtherMistakesOfTheSettingsWithThoseOfPages() async throws {
    var files = Self.files
    files["site.yaml"]? += "\ndescription: [a]\n"
    files["content/a.md"] = "---\ntitle: A\ndarft: true\n---\n"
    #expect(
      try await SiteFixture(files).build().lines == [
        "content/a.md:3:1: error: unknown key 'darft'",
        "site.yaml:9:14: error: 'description' should be text, but here is a list",
      ])
  }

  @Test func tellsAKeyThatManyPagesMisspellOnce() async throws {
    var files = Self.files
    for number in 1...5 { files["content/\(number).md"] = "---\ntitle: A\ndarft: true\n---\n" }
    let report = try await SiteFixture(files).build()
    #expect(
      report.text == """
        content/1.md:3:1: error: unknown key 'darft'
          3 | darft: true
            | ^^^^^
        content/2.md:3:1: note: and on 4 more pages, such as this one
        help: did you mean 'draft'?
        code: unknown-key

        """)
  }
}
