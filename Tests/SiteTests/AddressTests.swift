import Content
import Diagnostics
import Foundation
import SiteModel
import TestSupport
import Testing

@testable import SiteShell

/// Addresses that have been published do not vanish without a word.
@Suite struct AddressTests {
  private func page(_ title: String, _ more: String = "") -> String {
    "---\ntitle: \(title)\n\(more)---\n"
  }

  private func site(_ files: [String: String], addresses: String) throws -> SiteFixture {
    try SiteFixture(files.merging(["content/_addresses.tsv": addresses]) { $1 })
  }

  @Test func saysNothingOfAddressesThatAreThere() async throws {
    let site = try site(
      [
        "content/a.md": page("A", "aliases: [/old/, /old.html]\n"), "content/plan.pdf": "%PDF-1",
        "content/näher.md": page("Näher"),
        "site.yaml":
          "title: T\nbase_url: https://example.org/\nhosting: {for: [nginx], redirects: {/rss.xml: /sitemap.xml}}\n",
      ],
      addresses:
        "# a comment\n/\n/a/\tcontent/a.md\tA\n/a\n/old/\n/old.html\n/plan.pdf\n/n%61her/\n\n/rss.xml\n"
    )
    #expect(try await site.build().text == "")
  }

  @Test func tellsTheAliasToWrite() async throws {
    let site = try site(
      [
        "content/a.md": page("A", "slug: start\n"), "content/archive/b.md": page("B"),
        "content/archive/_index.md": page("Archive"), "content/renamed.md": page("Third page"),
        "content/opening-plenary.md": page("Other"),
        "content/people/_index.md": page("People", "defaults: {kind: speaker}\n"),
        "content/people/_pages.csv": "id,title\nada-b,Ada Example\nbob,Bob Example\n",
      ],
      addresses: """
        /a/\tcontent/a.md\tA
        /archive/gone/
        /c/\tcontent/c.md\tThird page
        /news/b/\tcontent/news/b.md
        /opening-plenery/
        /people/ada/\tcontent/people/_pages.csv\tAda Example
        /programme.xml
        /zzz/yyy/

        """)
    let report = try await site.build()
    #expect(report.succeeded)
    let ending = "; delete this line if the address is meant to be gone"
    let helps = report.diagnostics.map { $0.help?.replacing(ending, with: "") }
    #expect(
      helps == [
        "its page is at /start/ now: write aliases: [/a/] into content/a.md",
        "if /archive/ has taken its place, write aliases: [/archive/gone/] into content/archive/_index.md",
        "its page is at /renamed/ now: write aliases: [/c/] into content/renamed.md",
        "its page is at /archive/b/ now: write aliases: [/news/b/] into content/archive/b.md",
        "if /opening-plenary/ has taken its place, write aliases: [/opening-plenery/] into content/opening-plenary.md",
        "its page is at /people/ada-b/ now: write aliases: [/people/ada/] into its row in content/people/_pages.csv",
        "put a file there again, or name what has taken its place in site.yaml: hosting: {redirects: {/programme.xml: …}}",
        "write aliases: [/zzz/yyy/] into the page that has taken its place",
      ])
    #expect(
      report.lines.first
        == "content/_addresses.tsv:1:1: warning: /a/ has been published and would be gone")
    try site.write("content/a.md", page("A", "slug: start\naliases: [/a/]\n"))
    #expect(try await site.build().diagnostics.count == 7)
  }

  @Test func letsTimeTakeAPageAndTellsOfADraft() async throws {
    let site = try site(
      [
        "content/a.md": page("A", "expires: 2012-01-01\n"),
        "content/b.md": page("B", "publish: 2013-01-01\n"),
        "content/c.md": page("C", "draft: true\n"),
      ], addresses: "/a/\n/b/\n/c/\n")
    #expect(
      try await site.build().lines == [
        "content/_addresses.tsv:3:1: warning: /c/ has been published and would be gone"
      ])
  }

  @Test func tellsALineThatIsNoAddress() async throws {
    let site = try site([:], addresses: "news\n")
    #expect(
      try await site.build().lines == [
        "content/_addresses.tsv:1:1: error: this line has no address from the site's root"
      ])
  }

  @Test func remembersWhatIsToLastAndForgetsNothing() async throws {
    let site = try SiteFixture([
      "content/a.md": page("A", "aliases: [/old/]\n"), "content/plan.pdf": "%PDF-1",
      "content/dot.svg": "<svg viewBox=\"0 0 1 1\"/>", "content/.well-known/x": "x",
      "content/c.md": page("C", "draft: true\n"), "templates/assets/a.css": "a {}",
      "templates/page.html": "<link rel=stylesheet href=\"{{ asset('a.css') }}\">",
    ])
    let workspace = try Workspace(site: site.folder.path)
    let options = BuildOptions(
      assemble: AssembleOptions(now: try #require(BuildTime(written: "2012-09-01"))))
    let addresses = try await workspace.addresses(options)
    #expect(try workspace.record(addresses.adding(["/from-before/"])))
    let comment = PublishedAddresses().fileText
    #expect(
      try site.text("content/_addresses.tsv") == comment + """
        /\tcontent/_index.md\tHome
        /a/\tcontent/a.md\tA
        /from-before/
        /old/\tcontent/a.md\tA
        /plan.pdf\tcontent/plan.pdf

        """)
    #expect(!site.exists("output"))
    try site.remove("content/plan.pdf")
    let later = try await workspace.addresses(options)
    #expect(try !workspace.record(later.adding()))
  }

  @Test func readsSitemapsAndLists() async throws {
    let site = try SiteFixture([
      "site.yaml": "title: T\nbase_url: https://example.org/2030/\n"
    ])
    let addresses = try await Workspace(site: site.folder.path).addresses(
      BuildOptions(assemble: AssembleOptions(now: try #require(BuildTime(written: "2012-09-01")))))
    func read(_ text: String) -> ([String], Int) { addresses.addresses(in: Array(text.utf8)) }
    #expect(
      read(
        """
        <?xml version="1.0"?><urlset><!-- <loc>x</loc> --><url><loc> https://example.org/2030/a/?b&amp;c#d </loc></url>
        <url><loc>http://EXAMPLE.org/2030/m%C3%B6</loc></url><url><loc>https://example.org/2029/</loc></url>
        <url><loc>https://other.example/2030/</loc></url></urlset>
        """) == (["/a/", "/mö"], 2))
    #expect(read("# x\n/2030/\r\n\n/2030/b/\n/c/\n") == (["/", "/b/"], 1))
  }

  @Test func checkNamesWhatTheLastBuildHadIfNothingIsRemembered() async throws {
    let site = try SiteFixture(["content/a.md": page("A"), "content/b.md": page("B")])
    _ = try await site.build()
    try site.remove("content/a.md")
    try site.write("content/x/a.md", page("A"))
    func check() async throws -> [String] {
      try await site.build { $0.writes = false }.goneSinceLastBuild
    }
    #expect(
      try await check() == [
        "/a/: its page is at /x/a/ now: write aliases: [/a/] into content/x/a.md"
      ])
    try site.write("content/_addresses.tsv", "/b/\n")
    #expect(try await check() == [])
  }
}
