import Foundation
import SiteModel
import TestSupport
import Testing

@testable import SiteShell

/// What `hosting:` in site.yaml makes a build write, and where. What it is worth is judged by the servers themselves
/// (Tests/Judges/test_hosting.py).
@Suite struct HostingTests {
  private func settings(_ hosting: String, base: String = "https://example.org/") -> String {
    "title: Test\nbase_url: \(base)\n" + (hosting.isEmpty ? "" : "hosting: \(hosting)\n")
  }

  private let all = "{for: [lighttpd, nginx, netlify, caddy, apache]}"

  @Test func writesWhatIsPublishedIntoTheOutputAndTheRestBesideIt() async throws {
    let site = try SiteFixture(["site.yaml": settings(all)])
    let report = try await site.build()
    #expect(report.text == "")
    #expect(
      try site.tree().keys.filter { !$0.hasSuffix("ml") && !$0.hasSuffix(".txt") }.sorted() == [
        ".htaccess", "_headers", "_redirects",
      ])
    #expect(
      try site.tree("output.hosts").keys.sorted() == ["caddy.conf", "lighttpd.conf", "nginx.conf"])
    #expect(report.changedHostFiles == ["caddy.conf", "lighttpd.conf", "nginx.conf"])
    #expect(try await site.build().changedHostFiles == [])
  }

  @Test func removesWhatIsNoLongerAskedFor() async throws {
    let site = try SiteFixture(["site.yaml": settings(all)])
    _ = try await site.build()
    try site.write("output.hosts/mine.conf", "mine")
    try site.write("site.yaml", settings("{for: [nginx]}"))
    _ = try await site.build()
    #expect(!site.exists("output/.htaccess") && !site.exists("output/_headers"))
    #expect(try site.tree("output.hosts").keys.sorted() == ["mine.conf", "nginx.conf"])
    try site.remove("output.hosts/mine.conf")
    try site.write("site.yaml", settings(""))
    _ = try await site.build()
    #expect(!site.exists("output.hosts"))
  }

  @Test func touchesNothingThatSomebodyElseWrote() async throws {
    let site = try SiteFixture([
      "site.yaml": settings("{for: [nginx]}"), "output.hosts/nginx.conf": "mine",
    ])
    await #expect(throws: WorkspaceError.self) { _ = try await site.build() }
    #expect(try site.text("output.hosts/nginx.conf") == "mine")
    #expect(!site.exists("output/index.html"))
    let report = try await site.build { $0.adopts = true }
    #expect(report.succeeded)
    #expect(try site.text("output.hosts/nginx.conf") != "mine")
  }

  @Test func writesNothingForHostsIfTheSiteHasErrorsOrLiesAnywhere() async throws {
    let site = try SiteFixture(["site.yaml": settings(all)])
    _ = try await site.build { $0.assemble.isRelative = true }
    #expect(!site.exists("output/.htaccess") && !site.exists("output.hosts"))
    try site.write("content/a.md", "---\ntitle: A\n---\n[x](y.md)\n")
    #expect(try await site.build().succeeded == false)
    #expect(!site.exists("output.hosts"))
  }

  @Test func hasOneOwnerForEachFile() async throws {
    let site = try SiteFixture([
      "site.yaml": settings("{for: [apache]}"), "content/.htaccess": "mine",
    ])
    #expect(
      try await site.build().lines == [
        "site.yaml:3:16: error: what hosting: in site.yaml makes for apache and content/.htaccess have one address, /.htaccess"
      ])
  }

  @Test func hasAPageForMissingOnesInEachLanguage() async throws {
    let files = [
      "templates/strings/sv.yaml": "not_found: {title: Finns inte}\n",
      "content/_index.sv.md": "---\ntitle: Hem\n---\n",
    ]
    let languages = "languages: {en: {name: English}, sv: {name: Svenska}}\n"
    let site = try SiteFixture(
      files.merging(["site.yaml": settings("{for: [nginx]}") + languages]) { $1 })
    #expect(try await site.build().text == "")
    #expect(try site.text("output/sv/404.html") == "Finns inte")
    #expect(try site.text("output.hosts/nginx.conf").contains("error_page 404 \"/sv/404.html\";"))
    let plain = try SiteFixture(files.merging(["site.yaml": settings("") + languages]) { $1 })
    #expect(try await plain.build().text == "")
    #expect(!plain.exists("output/sv/404.html"))
  }

  @Test func tellsHostsWhatPagesLoadAndNothingElse() async throws {
    let site = try SiteFixture([
      "site.yaml": settings("{for: [netlify]}"),
      "templates/page.html": "<style>p{}</style><img src=\"{{ url('/a.svg') }}\" alt=\"\">",
      "content/a.md": "---\ntitle: A\n---\n", "content/a.svg": "<svg viewBox=\"0 0 1 1\"/>",
    ])
    #expect(try await site.build().text == "")
    #expect(
      try site.text("output/_headers").contains(
        "Content-Security-Policy: default-src 'none'; style-src 'sha256-gG2yISYereRMiG2lMXrbiUgi0Ubw9p7QCeWcroOvy9Y='; img-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'\n"
      ))
  }

  @Test(arguments: [
    (
      "{for: [netlify]}", "https://example.org/2030/",
      "site.yaml:3:16: warning: netlify reads _headers and _redirects only at the root of a domain, and base_url has the path /2030/"
    ),
    (
      "{for: [nginx], redirects: {rss.xml: /feed.xml}}", "https://example.org/",
      "site.yaml:3:36: error: 'rss.xml' is no address from the site's root"
    ),
    (
      "{for: [nginx], redirects: {/rss.xml: /feed.xml}}", "https://example.org/",
      "site.yaml:3:36: error: there is nothing at /feed.xml, where /rss.xml leads"
    ),
    (
      "{for: [nginx], redirects: {/sitemap.xml: /}}", "https://example.org/",
      "site.yaml:3:36: error: there is a page or file at /sitemap.xml, so it cannot lead elsewhere"
    ),
    (
      "{for: [ngnix]}", "https://example.org/",
      "site.yaml:3:17: error: 'for' cannot be 'ngnix'"
    ),
    (
      "{https_only: 1}", "https://example.org/",
      "site.yaml:3:11: error: 'hosting' needs the key 'for'"
    ),
  ])
  func tellsWhatIsWrong(_ hosting: String, _ base: String, _ message: String) async throws {
    let site = try SiteFixture(["site.yaml": settings(hosting, base: base)])
    #expect(try await site.build().lines == [message])
  }

  @Test func warnsOfALongPolicy() async throws {
    let styles = (0..<80).map { "<p style=\"top: \($0)px\">" }.joined()
    let site = try SiteFixture([
      "site.yaml": settings("{for: [nginx]}"), "templates/section.html": styles,
    ])
    let lines = try await site.build().lines
    #expect(lines.count == 1 && lines[0].contains("bytes long"), "\(lines)")
  }
}
