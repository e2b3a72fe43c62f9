import Content
import Importing
import SiteRender
import SiteViews
import TestSupport
import Testing

/// Templates are checked against the values that they find when they are rendered.
@Suite struct TemplateShapeTests {
  /// Something of each sort, on the list of a term.
  private static let things = [
    "site": "site", "language": "site.languages[0]", "page": "page", "keys": "page",
    "pager": "pager", "taxonomy": "taxonomy", "term": "term", "programme": "programme",
    "day": "programme.days[0]", "slot": "programme.days[0].slots[0]",
    "heading": "find_page(\"/programme/food/\").toc[0]", "menu entry": "menu(\"main\")[0]",
    "date": "site.date", "calendar": "programme.calendar",
    "grid": "programme.days[0].grid", "cell": "programme.days[0].grid.cells[0]",
    "line": "programme.days[0].grid.lines[0]",
    "event": "site.event", "offer": "site.event.registration", "design": "site.design",
    "file": "file(\"/programme/floor-plan.pdf\")",
  ]

  /// Those that are none on a site that doesn't declare them; LegalStatementTests, SearchTests, OfflineTests,
  /// SessionChangesTests and CardOutputTests render them.
  private static let declared = [
    "accessibility", "privacy", "search", "phone copy", "release", "change", "told", "card",
    "fitted text",
  ]

  @Test(
    arguments: TemplateReference().attributes.keys.filter {
      $0 != "loop" && !declared.contains($0)
    }.sorted())
  func findsEveryAttributeThatIsKnown(_ thing: String) async throws {
    let names = try #require(TemplateReference().attributes[thing])
    let value = Self.things[thing] ?? "find_page(\"/programme/food/\")"
    let site = try SiteFixture("guide")
    let lines = names.map { "\($0) {{ (\(value)).\($0) is defined }}\n" }
    try site.write("templates/term.html", lines.joined())
    let report = try await site.build()
    #expect(report.text == "")
    let printed = try site.text("output/topics/food/index.html")
    #expect(printed == names.map { "\($0) True\n" }.joined())
  }

  @Test func tellsAMistakeBeforeAnyPageIsRendered() async throws {
    let site = try SiteFixture("guide")
    try site.write(
      "templates/edition.html",
      """
      {{ page.yaer }} {{ page.speakers }}
      {% for entry in pages(kind="speaker") %}{{ entry.sessions[0].titel }}{% endfor %}
      {{ site.titel }} {{ programme.dayz }} {{ term.pagez }} {{ pager.nubmer }}
      """)
    try site.write(
      "templates/speaker.html",
      """
      {% for entry in page.sessions %}{{ entry.title }} {{ entry.session.rooms }}{% endfor %}
      {% for day in programme.days %}{% for slot in day.slots %}{{ slot.begin }}{% endfor %}{% endfor %}
      <a href="{{ page.role }}">{{ page.organisation.fullname }}</a>
      """)
    let report = try await site.build()
    let fixture = Fixture(url: Fixture.folder("attributes-report.txt", of: "SiteTests"))
    try fixture.expect(report.text)
  }

  /// Values whose shape is unknown (front matter's `extra`, data) are checked only when a page is rendered.
  @Test func leavesWhatNobodyKnowsToThePage() async throws {
    let site = try SiteFixture("guide")
    try site.write(
      "templates/edition.html",
      """
      {{ page.extra.anything }} {{ data.people }} {{ site.data.x.y }}
      {% macro card(entry) %}{{ entry.whatever }}{% endmacro %}
      {% if page.colour is defined %}{{ page.colour }}{% endif %}
      """)
    #expect(try await site.build().text == "")
  }
}
