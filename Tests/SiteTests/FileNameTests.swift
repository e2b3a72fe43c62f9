import Content
import Diagnostics
import Foundation
import SiteModel
import SiteRender
import SiteSettings
import SiteShell
import Testing
import Text
import Web

/// Names of files as disks have them, and the addresses that become of them.
@Suite struct FileNameTests {
  private static let apart = "Malmo\u{308}"
  private static let composed = "Malm\u{F6}"

  /// The names in a folder of the output, as bytes.
  private func names(_ site: SiteFixture, _ folder: String = "output") throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: site.folder.appending(path: folder).path)
      .sorted()
  }

  private func hasBytes(_ names: [String], _ name: String) -> Bool {
    names.contains { $0.utf8.elementsEqual(name.utf8) }
  }

  /// Writes below the site's folder without Foundation, which composes names on some systems.
  private func write(_ site: SiteFixture, _ path: String, _ text: String) throws {
    try site.write(path, text)
  }

  @Test(arguments: [apart, composed], [apart, composed])
  func callsACopiedFileAsLinksDo(_ onDisk: String, _ typed: String) async throws {
    let site = try SiteFixture([
      "site.yaml":
        "title: T\nbase_url: https://example.org/\nkinds: {page: {fields: {slides: file}}}\n",
      "templates/page.html":
        "{{ page.image }} {{ page.slides }} {{ file(\"\(typed).pdf\").url }} {{ url(\"/\(typed).pdf\") }} {{ page.content }}",
      "content/a.md":
        "---\ntitle: A\nimage: \(typed).png\nslides: \(typed).pdf\n---\n[x](\(typed).pdf) ![x](\(typed).png) [y](\(typed)/x.pdf)\n",
    ])
    for file in [".pdf", ".png", "/x.pdf"] { try write(site, "content/\(onDisk)\(file)", "x") }
    let report = try await site.build()
    #expect(!report.diagnostics.hasErrors, "\(report.lines)")
    let names = try names(site)
    #expect(hasBytes(names, Self.composed + ".pdf") && hasBytes(names, Self.composed + ".png"))
    #expect(hasBytes(names, Self.composed))
    let text = try site.text("output/a/index.html")
    #expect(text.components(separatedBy: "Malm%C3%B6.pdf").count == 5)
    #expect(text.components(separatedBy: "Malm%C3%B6.png").count == 3)
    #expect(text.contains("Malm%C3%B6/x.pdf") && !text.contains("%CC"))
  }

  @Test func showsTheLineOfAMistakeWhateverTheNameIsMadeOf() async throws {
    let site = try SiteFixture([:])
    try write(site, "content/\(Self.apart)/\(Self.apart).md", "---\ntitel: A\n---\n")
    let report = try await site.build()
    #expect(report.diagnostics.first?.excerpt?.text == "titel: A")
    #expect(report.lines.allSatisfy { $0.isComposed })
  }

  @Test func refusesTwoFilesWhoseNamesAreTheSameText() async throws {
    let site = try SiteFixture([:])
    try write(site, "content/\(Self.apart).pdf", "1")
    try write(site, "content/\(Self.composed).pdf", "2")
    let lines = try await site.build().lines
    #expect(lines.count == 1)
    #expect(
      lines[0].hasPrefix("content/Malmö.pdf: error: the files '")
        && lines[0].unicodeScalars.contains("\u{25CC}"))
  }

  @Test func removesTheFileOfTheOtherForm() async throws {
    let site = try SiteFixture([:])
    try write(site, "content/\(Self.apart).pdf", "x")
    _ = try await site.build()
    let content = site.folder.path + "/content/"
    let renamed = unsafe rename(content + Self.apart + ".pdf", content + Self.composed + ".pdf")
    #expect(renamed == 0)
    let report = try await site.build()
    #expect(report.changed == 0 && report.removed == 0)
    #expect(try names(site).filter { $0.hasSuffix(".pdf") }.count == 1)
  }

  @Test(arguments: [
    ("content/About.md", "---\ntitle: A\nurl: /About/\n---\n", "/about/", "content/about.md"),
    ("content/b.md", "---\ntitle: B\naliases: [/About/]\n---\n", "/about/", "content/about.md"),
    ("content/ABOUT/index.html", "x", "/about/", "content/about.md"),
    ("content/Plan.pdf", "x", "/plan.pdf", "content/plan.pdf"),
    ("content/FILES", "x", "/FILES", "content/files/x.pdf"),
    ("content/MALMÖ.pdf", "x", "/malmö.pdf", "content/malmo\u{308}.pdf"),
    ("content/STRASSE.pdf", "x", "/straße.pdf", "content/straße.pdf"),
    ("content/Topics/index.html", "x", "/topics/", "the list of 'Topics'"),
    ("content/Topics/One/index.html", "x", "/topics/one/", "the list of 'one'"),
  ])
  func refusesAddressesThatDifferOnlyInCapitals(
    _ path: String, _ text: String, _ address: String, _ other: String
  ) async throws {
    let site = try SiteFixture([
      "site.yaml":
        "title: T\nbase_url: https://example.org/\ntaxonomies: {topics: {title: Topics}}\n",
      "content/about.md": "---\ntitle: A\ntopics: [one]\n---\n", "content/plan.pdf": "x",
      "content/files/x.pdf": "x", "content/malmo\u{308}.pdf": "x", "content/straße.pdf": "x",
      path: text,
    ])
    let report = try await site.build()
    let lines = report.lines.filter { $0.contains("error") }
    #expect(lines.count == 1, "\(lines)")
    #expect(
      lines.first?.contains(address) == true && lines.first?.contains(other) == true, "\(lines)")
  }

  @Test(arguments: [
    (
      "content/a.md", "---\ntitle: A\nurl: /\(String(repeating: "ä", count: 128))/\n---\n",
      "content/a.md:3:6"
    ),
    (
      "content/a.md", "---\ntitle: A\naliases: [/\(String(repeating: "a", count: 256))/]\n---\n",
      "content/a.md:3:10"
    ),
    (
      "content/a.md", "---\ntitle: A\ntopics: [\(String(repeating: "α", count: 128))]\n---\n",
      "content/a.md:3:9"
    ),
    (
      "content/x/_pages.csv", "title\n\(String(repeating: "Ω", count: 128))\n",
      "content/x/_pages.csv:2:1"
    ),
    (
      "content/p/_pages.csv",
      "title,kind,start,end,format\n\(String(repeating: "Ω", count: 126)),session,2012-09-19 10:00,2012-09-19 11:00,break\n",
      "content/p/_pages.csv:2:1"
    ),
    ("templates/assets/\(String(repeating: "a", count: 250)).css", "p{}", "templates/assets/aaaa"),
  ])
  func boundsThePartsOfAnAddress(_ path: String, _ text: String, _ place: String) async throws {
    let site = try SiteFixture([
      "site.yaml":
        "title: T\nbase_url: https://example.org/\ntaxonomies: {topics: {title: Topics}}\n",
      "content/p/_index.md": "---\ntitle: P\nprogramme: true\n---\n", path: text,
    ])
    let report = try await site.build { $0.writes = false }
    let found = report.diagnostics.filter { $0.isError }
    #expect(
      !found.isEmpty && found.allSatisfy { $0.message.contains("bytes long") }, "\(report.lines)")
    #expect(
      report.lines.first { $0.contains("bytes long") }?.hasPrefix(place) == true, "\(report.lines)")
  }

  @Test func takesThePartsThatDisksTake() async throws {
    let name = String(repeating: "ö", count: 127)
    let site = try SiteFixture([
      "content/\(name)": "x",
      "content/a.md": "---\ntitle: A\nslug: \(String(repeating: "a", count: 255))\n---\n",
    ])
    #expect(try await site.build().lines == [])
  }

  @Test(arguments: [
    ("/old.php", "old.php/index.html"), ("/programme.pdf", "programme.pdf/index.html"),
    ("/v1.5", "v1.5/index.html"),
    ("/old.html", "old.html"), ("/old.HTM", "old.HTM"),
    ("/Old%20Programme.html", "Old Programme.html"),
    ("/Old Programme/", "Old Programme/index.html"), ("/caf%C3%A9", "café/index.html"),
    ("/cafe\u{301}/", "café/index.html"),
    ("/100%25/", "100%/index.html"), ("/a&b=c/", "a&b=c/index.html"), ("/C%23/", "C#/index.html"),
  ])
  func leadsOnFromOldAddresses(_ alias: String, _ path: String) async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\naliases: [\"\(alias)\"]\n---\n"])
    #expect(try await site.build().lines == [])
    #expect(try site.text("output/" + path).contains("url=/a/\""))
    // The same address in a link is known as an old one.
    try site.write("content/b.md", "---\ntitle: B\n---\n[x](<\(alias)>)\n")
    #expect(
      try await site.build().diagnostics.first?.help?.contains("an old address of content/a.md")
        == true)
  }

  @Test(arguments: [
    "/.htaccess", "/.git/config", "/.lectern/x/", "/a/.x/", "/rss.xml", "/feed.json", "/style.css",
    "/logo.png", "/a/../b/",
    "/a?b=c", "/a#b", "/a%2", "old/", "//x/", "/a\\\\b/", "/..", "/%2e%2e/x/",
    "/x/%2Ehidden/",
  ])
  func refusesWhatCannotBeAnOldAddress(_ alias: String) async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\naliases: [\"\(alias)\"]\n---\n"])
    let report = try await site.build()
    #expect(report.diagnostics.map(\.code) == ["alias-invalid"])
    #expect(report.diagnostics.first?.help != nil)
  }

  @Test(arguments: [
    "/.htaccess", "/.git/config", "/.lectern/x/", "/a/../b/", "/..", "/a b/", "/a?b", "a/",
    "/.well-known/x",
  ])
  func refusesWhatCannotBeTheAddressOfAPage(_ url: String) async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\nurl: \"\(url)\"\n---\n"])
    #expect(try await site.build().diagnostics.map(\.code) == ["invalid-address"])
  }

  @Test func keepsTheAnchorAndTheQueryOfAnOldAddress() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\naliases: [/old/]\n---\n"])
    _ = try await site.build()
    let page = try site.text("output/old/index.html")
    let match = try #require(
      page.firstMatch(
        of: /<script src="\/(assets\/redirect\.[0-9a-z]+\.js)" data-to="\/a\/"><\/script>/))
    #expect(try site.text("output/\(match.1)").contains("location.search + location.hash"))
    try site.remove("content/a.md")
    _ = try await site.build()
    #expect(!site.exists("output/assets"))
  }
}

@Suite struct BaseURLTests {
  @Test(arguments: [
    "https://user:pw@example.org/", "https://user@example.org/", "https://example.org:99999/",
    "https://example.org:0/",
    "https://example.org:x/", "https://example.org:/", "https://example.org/a/../b/",
    "https://example.org/./a/",
    "https://example.org\\evil/", "https://example.org/a\\b/", "https://example.org/?a", "https://",
    "https:///a",
    "https://[::1/", "https://example.org/%2E%2e/a/", "https://example.org/.%2e/",
    "https://example.org/<b>/", "https://example.org/\"/", "https://example.org/\u{7}",
    "ftp://example.org/", "https://:80/",
  ])
  func refusesWhatNoSiteIsPublishedAt(_ text: String) { #expect(BaseURL(text) == nil) }

  @Test(arguments: [
    ("https://example.org", ""), ("http://localhost:8080/", ""),
    ("https://example.org:443/a/b/", "/a/b"),
    ("http://[::1]:8080/a", "/a"), ("https://münchen.example/straße/", "/straße"),
  ])
  func takesWhatSitesArePublishedAt(_ text: String, _ path: String) {
    #expect(BaseURL(text)?.path == path)
  }
}
