import SiteRender
import SiteShell
import SiteViews
import TestSupport
import Testing

/// What templates are told of releases; Tests/Judges/test_releases.py has whole histories.
@Suite struct SessionChangesTests {
  /// A session that was released and has moved since.
  private func site() throws -> SiteFixture {
    let site = try SiteFixture("guide")
    try site.write(
      "content/_releases.tsv",
      [
        "release\t2012-08-01T10:00Z\tFirst",
        "programme/food\t2012-09-19 10:00\t2012-09-19 11:30\trooms/great-hall\t\tconfirmed\t0\tFood\tspeakers/ada",
        "programme/timber\t2012-09-19 16:00\t\trooms/great-hall\t\tconfirmed\t0\tTimber",
        "release\t2012-08-28T10:00Z\tLater",
        "programme/food\t2012-09-19 13:30\t2012-09-19 15:00\trooms/great-hall\tThe park\tconfirmed\t1\tFood & fairness\tspeakers/ada",
        "",
      ].joined(separator: "\n"))
    return site
  }

  @Test(arguments: [
    ("release", "programme.releases[0]"), ("change", "programme.releases[0].changes[0]"),
    ("told", "programme.releases[0].changes[0].before"),
  ]) func findsEveryAttributeThatIsKnown(thing: String, value: String) async throws {
    let names = try #require(TemplateReference().attributes[thing])
    let site = try site()
    let lines = names.map { "\($0) {{ (\(value)).\($0) is defined }}\n" }
    try site.write("templates/section.html", lines.joined())
    let report = try await site.build()
    #expect(report.errors == 0)
    let printed = try site.text("output/programme/index.html")
    #expect(printed == names.map { "\($0) True\n" }.joined())
  }

  @Test func tellsWhatVisitorsKnewSomeDaysAgo() async throws {
    let site = try site()
    try site.write(
      "templates/page.html",
      "{% if page.change %}{{ page.change.kind }} {{ page.change.before.time }}, {{ page.change.before.room }}, {{ page.change.before.place }}{% endif %}"
    )
    // The fixtures' day is 2012-09-01; the second release was four days before.
    _ = try await site.build()
    #expect(try site.text("output/programme/food/index.html") == "moved 10:00, Great Hall, ")
    let settings = try site.text("site.yaml")
    try site.write("site.yaml", settings + "\n  changes_shown: 3\n")
    _ = try await site.build()
    #expect(
      try site.text("output/programme/food/index.html") == "moved 13:30, Great Hall, The park")
    try site.write("site.yaml", settings + "\n  changes_shown: 0\n")
    _ = try await site.build()
    #expect(try site.text("output/programme/food/index.html") == "")
  }
}
