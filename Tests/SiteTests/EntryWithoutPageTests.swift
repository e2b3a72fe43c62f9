import Foundation
import TestSupport
import Testing

/// `page: false`: what is shown in its section alone.
@Suite struct EntryWithoutPageTests {
  private func built(_ files: [String: String] = [:]) async throws -> SiteFixture {
    let site = try SiteFixture(
      [
        "content/sponsors/_index.md":
          "---\ntitle: Sponsors\ndefaults: {kind: sponsor, page: false}\n---\n",
        "content/sponsors/acme.md": "---\ntitle: Acme\n---\nThanks.\n",
        "content/sponsors/own.md": "---\ntitle: Own\npage: true\n---\n",
        "content/about.md": "---\ntitle: About\n---\n[Acme](sponsors/acme.md)\n",
        "templates/section.html":
          "{% for entry in page.pages %}{{ entry.title }} {{ entry.url }} {{ entry.has_page }}\n{% endfor %}",
      ].merging(files) { $1 })
    #expect(try await site.build().text == "")
    return site
  }

  @Test func isInListsAndHasNoFile() async throws {
    let site = try await built()
    #expect(
      try site.text("output/sponsors/index.html")
        == "Acme /sponsors/ False\nOwn /sponsors/own/ True\n")
    #expect(!site.exists("output/sponsors/acme/index.html"))
    #expect(site.exists("output/sponsors/own/index.html"))
  }

  @Test func isLinkedToWhereItIsShown() async throws {
    #expect(
      try await built().text("output/about/index.html").contains("<a href=\"/sponsors/\">Acme</a>"))
  }

  @Test func isInNoSitemap() async throws {
    let sitemap = try await built().text("output/sitemap.xml")
    #expect(sitemap.components(separatedBy: "<loc>https://example.org/sponsors/</loc>").count == 2)
    #expect(!sitemap.contains("acme"))
  }

  @Test func isNoNeighbour() async throws {
    let site = try await built([
      "content/sponsors/aa.md": "---\ntitle: Aa\npage: true\n---\n",
      "templates/page.html":
        "{{ page.previous.title if page.previous }}|{{ page.next.title if page.next }}",
      "templates/sponsor.html":
        "{{ page.previous.title if page.previous }}|{{ page.next.title if page.next }}",
    ])
    #expect(try site.text("output/sponsors/aa/index.html") == "|Own")
  }

  @Test func hasTheAddressOfTheNearestSectionThatThereIs() async throws {
    let site = try await built([
      "content/sponsors/gold/deep.md": "---\ntitle: Deep\n---\n",
      "content/about.md": "---\ntitle: About\n---\n[Deep](sponsors/gold/deep.md)\n",
    ])
    #expect(try site.text("output/about/index.html").contains("<a href=\"/sponsors/\">Deep</a>"))
  }
}
