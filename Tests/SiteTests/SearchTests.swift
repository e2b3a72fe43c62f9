import Diagnostics
import SiteModel
import SiteRender
import TestSupport
import Testing

@testable import SiteShell

@Suite struct SiteSearchTests {
  private func index(_ files: [String: String]) async throws -> String {
    let options = BuildOptions(
      assemble: AssembleOptions(now: try #require(BuildTime(written: "2012-09-01"))))
    let page = "<main><nav>menuword</nav><h1>{{ page.title }}</h1>{{ page.content }}</main>"
    let own = [
      "templates/page.html": page, "templates/section.html": page,
      "templates/search.html":
        "{% if site.search %}{{ site.search.page.title }} {{ site.search.index }} {{ site.search.root }}{% endif %}",
      "content/search.md": "---\ntitle: Find\n---\nsearchpageword\n",
      "content/open.md": "---\ntitle: Open\ndescription: Plain.\n---\nopenword\n",
    ]
    let build = try await MemoryBuild(
      MemoryFiles(SiteFixture.completed(own.merging(files) { $1 })), options)
    #expect(!build.diagnostics.hasErrors, "\(build.diagnostics)")
    let shown = String(decoding: build.outputs["output/search/index.html"] ?? [], as: UTF8.self)
    #expect(shown == "Find /assets/search/en/index.js /" || shown.hasPrefix("<main>"))
    return build.outputs.filter { $0.key.contains("assets/search/") }.sorted { $0.key < $1.key }
      .map { String(decoding: $0.value, as: UTF8.self) }.joined()
  }

  private let settings = "title: Test\nbase_url: https://example.org/\n"

  @Test func knowsOnlyWhatVisitorsMayFind() async throws {
    let found = try await index([
      "site.yaml": settings + "search: /search/\n",
      "content/draft.md": "---\ntitle: A\ndraft: true\n---\ndraftword\n",
      "content/later.md": "---\ntitle: B\npublish: 2099-01-01\n---\nlaterword\n",
      "content/gone.md": "---\ntitle: C\nexpires: 2001-01-01\n---\ngoneword\n",
      "content/left.md": "---\ntitle: D\nsearch: false\n---\nleftword\n",
    ])
    #expect(found.contains(#"["open/","Open","Plain."]"#))
    #expect(found.contains(#""openword":["#))
    for word in ["draftword", "laterword", "goneword", "leftword", "searchpageword", "menuword"] {
      #expect(!found.contains(word))
    }
  }

  @Test(arguments: ["", "search: false\n"]) func makesNoIndexUnlessItIsAskedFor(_ line: String)
    async throws
  {
    #expect(try await index(["site.yaml": settings + line]) == "")
  }
}
