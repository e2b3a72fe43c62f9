import Foundation
import SiteShell
import Testing

@Suite struct FeedTests {
  @Test func leavesOutOfAFeedWhatNoXMLDocumentMayHave() async throws {
    let site = try SiteFixture([
      "content/news/_index.md": "---\ntitle: News\nfeed: true\n---\n",
      "content/news/bell.md": "---\ntitle: \"Bell \\a rings\"\ndate: 2012-08-01\n---\nIt rings.\n",
    ])
    #expect(try await site.build().lines == [])
    #expect(try site.text("output/news/feed.xml").contains("<title>Bell  rings</title>"))
  }
}
