import TestSupport
import Testing

/// The accessibility statement and the privacy page that `site.yaml` declares.
@Suite struct LegalStatementTests {
  private static let settings = "title: Test\nbase_url: https://example.org/\n"
  /// A public body's statement with nothing missing, key by key.
  private static let statement: [(key: String, lines: String)] = [
    ("page", "  page: /accessibility/\n"),
    ("publisher", "  publisher: The City of Example\n"),
    ("law", "  law: the Accessibility Act\n"),
    ("status", "  status: partial\n"),
    ("exceptions", "  exceptions:\n    - {what: Old maps., reason: disproportionate-burden}\n"),
    ("prepared", "  prepared: 2012-03-01\n"),
    ("method", "  method: self-assessment\n"),
    ("contact", "  contact: {email: barriers@example.org}\n"),
    ("enforcement", "  enforcement: {name: The Ombudsman, url: \"https://example.org/o\"}\n"),
  ]
  private static let privacy: [(key: String, lines: String)] = [
    ("page", "  page: /privacy/\n"),
    ("controller", "  controller: The City of Example\n"),
    ("contact", "  contact: {phone: \"+46 1\"}\n"),
    ("officer", "  officer: {email: officer@example.org}\n"),
    (
      "processing",
      "  processing:\n    - {what: Names, purpose: The programme., basis: public-task, kept: A year.}\n"
    ),
    ("reviewed", "  reviewed: 2012-03-01\n"),
  ]

  private func yaml(
    _ keys: [(key: String, lines: String)], without: String = "", with: [String: String] = [:]
  ) -> String {
    keys.filter { $0.key != without }.map { with[$0.key] ?? $0.lines }.joined()
      + with.keys.sorted().filter { key in !keys.contains { $0.key == key } }.compactMap {
        with[$0]
      }.joined()
  }

  private func site(
    accessibility: String? = nil, privacy: String? = nil, _ files: [String: String] = [:]
  ) throws -> SiteFixture {
    let declared =
      (accessibility.map { "accessibility:\n" + $0 } ?? "")
      + (privacy.map { "privacy:\n" + $0 } ?? "")
    return try SiteFixture(
      bare: [
        "site.yaml": Self.settings + declared,
        "content/_index.md": "---\ntitle: Home\n---\nWelcome.\n",
        "content/accessibility.md": "---\ntitle: Accessibility\n---\nOurs.\n",
        "content/privacy.md": "---\ntitle: Privacy\n---\n",
      ].merging(files) { $1 })
  }

  private func lines(of site: SiteFixture) async throws -> [String] {
    try await site.build().lines
  }

  @Test func showsAStatementInTheWordsOfTheModelAndLinksItFromEveryPage() async throws {
    let site = try site(accessibility: yaml(Self.statement), privacy: yaml(Self.privacy))
    #expect(try await lines(of: site) == [])
    let page = try site.text("output/accessibility/index.html")
    for words in [
      "The City of Example is committed to making this website accessible, in accordance with the Accessibility Act.",
      "This website is partially compliant with EN 301 549 V3.2.1, due to the exemptions listed below.",
      "<h3>Disproportionate burden</h3>", "Old maps.",
      "This statement was prepared on 1 March 2012.",
      "The statement was last reviewed on 1 March 2012.", "mailto:barriers@example.org",
      "<a href=\"https://example.org/o\" rel=\"external\">The Ombudsman</a>", "<p>Ours.</p>",
    ] { #expect(page.contains(words), "\(words)") }
    let privacy = try site.text("output/privacy/index.html")
    for words in [
      "is The City of Example.", "officer@example.org", "This site sets no cookies.",
      "Task in the public interest, Article 6(1)(e)", "You can object to the processing",
    ] { #expect(privacy.contains(words), "\(words)") }
    for (path, bytes) in try site.tree()
    where path.hasSuffix(".html") {
      let html = String(decoding: bytes, as: UTF8.self)
      #expect(html.contains("href=\"/accessibility/\"") && html.contains("href=\"/privacy/\""))
    }
  }

  @Test(arguments: [
    ("page", "'accessibility' needs the key 'page'"),
    ("publisher", "'accessibility' needs the key 'publisher'"),
    ("law", "the accessibility statement of a public body names the national law"),
    ("status", "'accessibility' needs the key 'status'"),
    ("exceptions", "status: partial refers to a list of what isn't accessible, and there is none"),
    ("prepared", "'accessibility' needs the key 'prepared'"),
    ("method", "'accessibility' needs the key 'method'"),
    ("contact", "'accessibility' needs the key 'contact'"),
    (
      "enforcement",
      "the accessibility statement of a public body names the authority that enforces the law"
    ),
  ])
  func tellsOfAPartOfTheStatementThatIsMissing(_ key: String, _ message: String) async throws {
    let site = try site(accessibility: yaml(Self.statement, without: key))
    let lines = try await lines(of: site)
    #expect(lines.count == 1 && lines[0].contains("error: " + message), "\(lines)")
    #expect(lines[0].hasPrefix("site.yaml:"))
  }

  @Test(arguments: [
    ("contact", "  contact: {name: The office}\n", "the contact names no way to write or to call"),
    ("contact", "  contact: {page: /kontakt/}\n", "in accessibility: "),
    ("status", "  status: full\n", "status: full means that all requirements are met"),
    ("status", "  status: fully\n", "'status' cannot be 'fully'"),
    (
      "exceptions", "  exceptions:\n    - {what: Maps.}\n",
      "needs the key 'reason'"
    ),
    ("reviewed", "  reviewed: 2012-02-01\n", "reviewed: 2012-02-01 is before prepared: 2012-03-01"),
    ("voluntary", "  voluntary: true\n", "a voluntary statement has no 'law'"),
    ("page", "  page: /acessibility/\n", "in accessibility: "),
  ])
  func tellsOfAPartOfTheStatementThatCannotBe(
    _ key: String, _ written: String, _ message: String
  ) async throws {
    let site = try site(accessibility: yaml(Self.statement, with: [key: written]))
    let lines = try await lines(of: site)
    #expect(lines.first?.contains(message) == true, "\(lines)")
    #expect(lines.allSatisfy { $0.hasPrefix("site.yaml:") && $0.contains("error: ") })
    #expect(lines.count == (key == "voluntary" ? 2 : 1))
  }

  @Test(arguments: [
    ("page", "'privacy' needs the key 'page'"), ("controller", "needs the key 'controller'"),
    ("contact", "needs the key 'contact'"), ("processing", "needs the key 'processing'"),
    ("reviewed", "needs the key 'reviewed'"),
    ("officer", "a public body tells how to reach its data protection officer"),
  ])
  func tellsOfAPartOfThePrivacyPageThatIsMissing(_ key: String, _ message: String) async throws {
    let site = try site(
      accessibility: yaml(Self.statement), privacy: yaml(Self.privacy, without: key))
    let lines = try await lines(of: site)
    #expect(lines.count == 1 && lines[0].contains(message), "\(lines)")
  }

  @Test func asksWhichLegitimateInterestsThereAre() async throws {
    let processing =
      "  processing:\n    - {what: Logs, purpose: Safety., basis: legitimate-interests, kept: A week.}\n"
    let site = try site(privacy: yaml(Self.privacy, with: ["processing": processing]))
    let lines = try await lines(of: site)
    #expect(
      lines == [
        "site.yaml:9:45: error: basis: legitimate-interests has to say which interests these are"
      ])
  }

  @Test func takesAVoluntaryStatementWithoutLawAndAuthority() async throws {
    let keys = Self.statement.filter { !["law", "enforcement"].contains($0.key) }
    let site = try site(accessibility: yaml(keys, with: ["voluntary": "  voluntary: true\n"]))
    #expect(try await lines(of: site) == [])
    let page = try site.text("output/accessibility/index.html")
    #expect(page.contains("This statement is voluntary"))
    #expect(page.contains("None applies to the publisher of this website."))
  }

  @Test func wantsEverySentenceInEachLanguageOfTheSite() async throws {
    let exceptions =
      "  exceptions:\n    - {what: {en: Maps., sv: Kartor.}, reason: out-of-scope, alternative: Ask us.}\n"
    let site = try site(
      accessibility: yaml(
        Self.statement,
        with: ["law": "  law: {en: the Act}\n", "exceptions": exceptions]),
      ["site.yaml": ""])
    let settings =
      Self.settings + "languages: {en: {name: English}, sv: {name: Svenska}}\naccessibility:\n"
      + yaml(Self.statement, with: ["law": "  law: {en: the Act}\n", "exceptions": exceptions])
    try site.write("site.yaml", settings)
    let lines = try await lines(of: site)
    #expect(
      lines == [
        "site.yaml:7:8: error: 'law' is not written in sv",
        "site.yaml:10:75: error: 'alternative' is one text, and this site has pages in en, sv",
      ], "\(lines)")
  }

  @Test func tellsOfACodeThatIsNoLanguageOnce() async throws {
    let site = try site()
    try site.write(
      "site.yaml",
      Self.settings + "languages: {en: {name: English}, sv: {name: Svenska}}\naccessibility:\n"
        + yaml(
          Self.statement,
          with: [
            "law": "  law: {en: the Act, se: lagen}\n",
            "exceptions":
              "  exceptions:\n    - {what: {en: Maps., sv: Kartor.}, reason: out-of-scope}\n",
          ]))
    #expect(
      try await lines(of: site) == ["site.yaml:7:22: error: 'se' is no language of the site"])
  }

  @Test func speaksTheLanguageOfThePage() async throws {
    let site = try site()
    try site.write(
      "site.yaml",
      Self.settings + "languages: {en: {name: English}, sv: {name: Svenska}}\naccessibility:\n"
        + yaml(
          Self.statement,
          with: [
            "law": "  law: {en: the Act, sv: lagen}\n",
            "exceptions":
              "  exceptions:\n    - {what: {en: Maps., sv: Kartor.}, reason: out-of-scope}\n",
          ]))
    try site.write(
      "content/accessibility.sv.md", "---\ntitle: Tillgänglighet\n---\nVår.\n")
    #expect(try await lines(of: site) == [])
    let page = try site.text("output/sv/accessibility/index.html")
    #expect(page.contains("Webbplatsen är delvis förenlig med EN 301 549 V3.2.1"))
    #expect(page.contains("<li>Kartor.</li>"))
    #expect(try site.text("output/sv/index.html").contains("href=\"/sv/accessibility/\""))
  }

  @Test func tellsOnceOfATemplateWithoutTheLink() async throws {
    let site = try site(
      accessibility: yaml(Self.statement),
      [
        "templates/partials/footer.html": "<footer>{{ site.title }}</footer>",
        "content/about.md": "---\ntitle: About\n---\nText.\n",
      ])
    let report = try await site.build()
    #expect(
      report.lines == [
        "templates/partials/footer.html: error: a page has no link to the page that accessibility: in site.yaml names, and every page should have one"
      ])
    #expect(report.text.contains("more pages"))
  }

  @Test(arguments: [
    "<a class=x href='{{ site.accessibility.page.url }}'>A</a>",
    "<a\nhref={{ \"\" }}\"{{ site.accessibility.page.url }}\">A</a>",
  ])
  func knowsALinkHoweverItIsWritten(_ link: String) async throws {
    let footer = link.contains("{{ \"\" }}") ? link.replacing("{{ \"\" }}", with: "") : link
    let site = try site(
      accessibility: yaml(Self.statement),
      ["templates/partials/footer.html": "<footer>\(footer)</footer>"])
    #expect(try await lines(of: site) == [])
  }

  @Test func remindsOfAReviewAfterAYear() async throws {
    let reviewed = ["reviewed": "  reviewed: 2011-06-01\n", "prepared": "  prepared: 2010-06-01\n"]
    let site = try site(accessibility: yaml(Self.statement, with: reviewed))
    #expect(
      try await lines(of: site) == [
        "site.yaml:14:13: warning: the accessibility statement was last reviewed on 2011-06-01, over a year ago"
      ])
  }

  @Test func tellsWhichHostsAndCookiesThereAre() async throws {
    let cookies =
      "  cookies:\n    - {name: choice, purpose: Remembers it., kept: a day}\nlimits: {hosts: [maps.example.org]}\n"
    let site = try site(privacy: yaml(Self.privacy, with: ["z": cookies]))
    #expect(try await lines(of: site) == [])
    let page = try site.text("output/privacy/index.html")
    #expect(page.contains("<code>choice</code> Remembers it. (kept: a day)"))
    #expect(page.contains("maps.example.org"))
    #expect(!page.contains("sets no cookies"))
  }
}
