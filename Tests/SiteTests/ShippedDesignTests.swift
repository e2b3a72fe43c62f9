import TestSupport
import Testing

/// The design that ships, behind a site's own templates.
@Suite struct ShippedDesignTests {
  private static let settings = "title: Test\nbase_url: https://example.org/\n"
  private static let home = "---\ntitle: Home\n---\nWelcome.\n"

  /// A site of these files and no templates but its own.
  private func site(_ files: [String: String]) throws -> SiteFixture {
    try SiteFixture(
      bare: ["site.yaml": Self.settings, "content/_index.md": Self.home].merging(files) { $1 })
  }

  private func built(_ files: [String: String], page: String = "index.html") async throws -> String
  {
    let site = try site(files)
    #expect(try await site.build().text == "")
    return try site.text("output/" + page)
  }

  @Test func showsASiteWithoutTemplates() async throws {
    let home = try await built([:])
    #expect(home.contains("<h1>Home</h1>") && home.contains("Welcome."))
    #expect(home.contains("Skip to the content"))
  }

  @Test func takesAFileOfTheSiteInPlaceOfItsOwn() async throws {
    let home = try await built([
      "templates/partials/footer.html": "<footer>Mine</footer>",
      "templates/assets/css/home.css": "main { color: red; }",
    ])
    #expect(home.contains("<footer>Mine</footer>") && !home.contains("This site sets no cookies"))
  }

  @Test func letsASiteOverrideABlock() async throws {
    let home = try await built(
      [
        "templates/base.html":
          "{% extends \"design:base.html\" %}{% block breadcrumbs %}<p>Mine</p>{% endblock %}",
        "content/about.md": "---\ntitle: About\n---\nText.\n",
      ], page: "about/index.html")
    #expect(home.contains("<p>Mine</p>") && home.contains("<h1>About</h1>"))
  }

  @Test func joinsWordsKeyByKey() async throws {
    let home = try await built(["templates/strings/en.yaml": "nav.skip: Jump\n"])
    #expect(home.contains(">Jump</a>") && home.contains("Main menu"))
  }

  @Test func showsWordsInEnglishThatALanguageLacks() async throws {
    let site = try site([
      "site.yaml": Self.settings + "languages: {cs: {name: Čeština}}\n",
      "templates/strings/cs.yaml": "nav.skip: Přejít k obsahu\n",
    ])
    let report = try await site.build()
    #expect(report.lines.count == 1, "\(report.lines)")
    #expect(report.text.contains("are shown in English, since 'cs' has none for"))
    let home = try site.text("output/index.html")
    #expect(home.contains("Přejít k obsahu") && home.contains("Main menu"))
  }

  @Test(arguments: [
    ("no", "Gå til innholdet"), ("nb", "Gå til innholdet"), ("pt-BR", "Ir para o conteúdo"),
    ("de-AT", "Zum Inhalt springen"),
  ])
  func speaksTheLanguageOfTheSite(_ language: String, _ words: String) async throws {
    let home = try await built([
      "site.yaml": Self.settings + "languages: {\"\(language)\": {name: Test}}\n"
    ])
    #expect(home.contains(words), "\(language)")
  }

  @Test func leavesASiteWithTemplatesOfItsOwnAlone() async throws {
    let site = try SiteFixture([
      "content/speakers/ada.md": "---\ntitle: Ada\nkind: speaker\n---\nText.\n"
    ])
    #expect(try await site.build().text == "")
    #expect(try site.text("output/speakers/ada/index.html") == "Ada\n<p>Text.</p>\n")
    #expect(try site.tree().keys.allSatisfy { !$0.hasPrefix("assets/") })
  }

  @Test func choosesASectionsTemplateByTheKindOfItsPages() async throws {
    let list = try await built(
      [
        "content/people/_index.md": "---\ntitle: People\ndefaults: {kind: speaker}\n---\n",
        "content/people/_pages.csv": "id,title\nada,Ada Example\nbo,Bo Beispiel\n",
      ], page: "people/index.html")
    #expect(list.contains("id=\"letter-b\"") && list.contains("Bo Beispiel"))
  }

  @Test func computesTheColoursFromAnAccent() async throws {
    let site = try site(["site.yaml": Self.settings + "design: {accent: \"#7a1fa2\"}\n"])
    #expect(try await site.build().text == "")
    let styles = try site.tree().first { $0.key.hasPrefix("assets/css/colours") }
    #expect(
      String(decoding: try #require(styles).value, as: UTF8.self).contains("--accent: #7a1fa2;"))
  }

  @Test(arguments: [
    ("#0a4341", "everything after '#' is a comment, so 'accent' is empty"),
    ("\"#fffffe\"", "so light that it cannot be seen beside the page"),
    ("teal", "'teal' is no colour that Lectern can read"),
  ])
  func refusesAnAccentThatIsNone(_ written: String, _ message: String) async throws {
    let site = try site(["site.yaml": Self.settings + "design:\n  accent: \(written)\n"])
    let report = try await site.build()
    #expect(report.text.contains(message), "\(report.text)")
    #expect(report.lines.count == 1, "\(report.lines)")
  }

  @Test func tellsOfTheEventInThePagesLanguage() async throws {
    let home = try await built([
      "site.yaml": Self.settings + """
        event:
          starts: 2031-09-30
          ends: 2031-10-02
          venue: /venue/
          city: Lund
          registration: {url: "https://example.org/register", until: 2031-09-01}
        design: {clock: 12}

        """,
      "content/venue.md": "---\ntitle: The hall\n---\nText.\n",
    ])
    #expect(home.contains("30 September – 2 October 2031"))
    #expect(home.contains("The hall, Lund"))
    #expect(home.contains("<a href=\"https://example.org/register\">Register</a>"))
  }

  @Test func tellsOfAMissingFileOfTheDesignOnceAndAtItsPlace() async throws {
    let site = try site([
      "site.yaml": Self.settings + "design:\n  logo: /lgo.svg\n  card: /\n",
      "content/logo.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
      "content/about.md": "---\ntitle: About\n---\nText.\n",
    ])
    #expect(
      try await site.build().lines == [
        "site.yaml:4:9: error: there is no file '/lgo.svg'",
        "site.yaml:5:9: error: '/' is no file of the site",
      ])
  }

  @Test func tellsMistakesOfTheEventAtTheirPlaces() async throws {
    let site = try site([
      "site.yaml": Self.settings + """
        event:
          starts: 2031-09-30
          ends: 2031-09-02
          venue: /venu/
          mode: hybrid

        """
    ])
    let lines = try await site.build().lines
    #expect(lines.count == 3, "\(lines)")
    #expect(lines.contains { $0.hasPrefix("site.yaml:5:9: error: ends: 2031-09-02 is before") })
    #expect(lines.contains { $0.contains("site.yaml:6:10: error: in event: ") })
    #expect(lines.contains { $0.contains("'mode' cannot be 'hybrid'") })
  }
}
