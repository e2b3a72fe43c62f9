import Diagnostics
import Foundation
import Importing
import SiteModel
import SiteRender
import Testing

@testable import Previewing
@testable import SiteShell

/// What the preview shows of pages, without a server.
@Suite struct PreviewPageTests {
  private func preview(
    _ fixture: SiteFixture, editor: String = "vscode"
  ) async throws -> Preview {
    let (_, queue) = AsyncStream.makeStream(of: PreviewEvent.self)
    var options = PreviewOptions(editor: try #require(EditorLink(editor)))
    options.now = BuildTime(written: "2012-09-01")
    var preview = Preview(try Workspace(site: fixture.folder.path), options, queue)
    await preview.rebuild(after: .everything)
    return preview
  }

  private func html(_ preview: inout Preview, _ address: String) -> String? {
    preview.page(atAddress: address)?.html.map { String(decoding: $0.bytes, as: UTF8.self) }
  }

  private func expect(
    _ preview: inout Preview, has words: String,
    sourceLocation: Testing.SourceLocation = #_sourceLocation
  ) {
    let html = html(&preview, "/a/")
    #expect(html?.contains(words) == true, sourceLocation: sourceLocation)
  }

  @Test func showsTheLastGoodPageUnderItsMistakes() async throws {
    let fixture = try SiteFixture(["content/a.md": "---\ntitle: A\n---\nGood.\n"])
    var preview = try await preview(fixture)
    expect(&preview, has: "Good.")
    try fixture.write("content/a.md", "---\ntitle: A\n---\n[dead](b.md)\n")
    await preview.rebuild(after: .paths(["content/a.md"]))
    let page = preview.page(atAddress: "/a/")
    let shown = try #require(page)
    #expect(shown.isLastGood)
    #expect(
      shown.mistakes.map(\.oneLineForm) == [
        "content/a.md:4:8: error: there is nothing at 'b.md'"
      ])
    expect(&preview, has: "Good.")
    try fixture.write("content/a.md", "---\ntitle: A\n---\nMended.\n")
    await preview.rebuild(after: .paths(["content/a.md"]))
    expect(&preview, has: "Mended.")
    let mended = preview.page(atAddress: "/a/")
    #expect(mended?.isLastGood == false)
  }

  @Test func showsNoPageThatNeverWasGood() async throws {
    let fixture = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n[dead](b.md)\n"])
    var preview = try await preview(fixture)
    let page = preview.page(atAddress: "/a/")
    let shown = try #require(page)
    #expect(shown.html == nil && !shown.isLastGood && shown.tag == ShownPage.noTag)
    #expect(preview.answer(to: Request(target: "/a/")).status == 500)
  }

  @Test func keepsTheSiteWhileItsSettingsAreBroken() async throws {
    let fixture = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n"])
    var preview = try await preview(fixture)
    try fixture.write("site.yaml", "titel: Test\n")
    await preview.rebuild(after: .paths(["site.yaml"]))
    expect(&preview, has: "A")
    let mistakes = preview.page(atAddress: "/a/")?.mistakes ?? []
    #expect(!mistakes.isEmpty)
    #expect(mistakes.allSatisfy { $0.location?.file == "site.yaml" })
  }

  @Test func hasNoPageToShowBeforeTheSettingsCanBeRead() async throws {
    let fixture = try SiteFixture(["site.yaml": "titel: Test\n"])
    var preview = try await preview(fixture)
    let answer = preview.answer(to: Request(target: "/"))
    #expect(answer.status == 503)
    let state = preview.state(for: "/")
    #expect(!state.mistakes.isEmpty)
  }

  @Test func tellsWhatKeepsAPageFromThePublic() async throws {
    let fixture = try SiteFixture(["content/a.md": "---\ntitle: A\ndraft: true\n---\nTwo words\n"])
    var preview = try await preview(fixture)
    let state = preview.state(for: "/a/")
    let page = try #require(state.page)
    #expect(page.facts.absence == "it is a draft")
    #expect(page.facts.words == 2)
    #expect(page.source == "content/a.md")
  }

  @Test func tellsStyleSheetsFromOtherChanges() async throws {
    let fixture = try SiteFixture([
      "templates/assets/site.css": "a {}",
      "templates/page.html":
        "<link rel=stylesheet href='{{ asset('site.css') }}'>{{ page.content }}",
      "content/a.md": "---\ntitle: A\n---\nSome words about assets/.\n",
    ])
    var preview = try await preview(fixture)
    let before = try #require(preview.current)
    let oldPage = preview.page(atAddress: "/a/")
    let old = try #require(oldPage?.html).bytes
    try fixture.write("templates/assets/site.css", "b {}")
    await preview.rebuild(after: .paths(["templates/assets/site.css"]))
    let after = try #require(preview.current)
    let newPage = preview.page(atAddress: "/a/")
    let new = try #require(newPage?.html).bytes
    #expect(old != new)
    #expect(differOnlyInStyleSheets(old, before.site.styleSheets, new, after.site.styleSheets))
    #expect(movedStyleSheets(from: before.site.styleSheets, to: after.site.styleSheets).count == 1)
    #expect(
      !differOnlyInStyleSheets(old + [65], before.site.styleSheets, new, after.site.styleSheets))
  }

  @Test(
    arguments: [
      ("vscode", "vscode://file/site/content/a%20b.md:3:7"),
      ("zed", "zed://file/site/content/a%20b.md:3:7"),
      ("my://{path}#{line}", "my:///site/content/a%20b.md#3"), ("none", nil),
    ] as [(String, String?)])
  func leadsToTheEditor(_ editor: String, _ address: String?) throws {
    let place = SourceLocation(file: "content/a b.md", line: 3, column: 7)
    #expect(try #require(EditorLink(editor)).address(of: place, in: "/site") == address)
  }

  @Test(arguments: ["emacs", "javascript:{path}", "data:{path}", "{path}", "vscode://file"])
  func refusesWhatIsNoEditor(_ text: String) { #expect(EditorLink(text) == nil) }

  @Test func takesApartWhatABrowserHas() async throws {
    let fixture = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n"])
    var preview = try await preview(fixture)
    let first = preview.answer(to: Request(target: "/a/"))
    let tag = try #require(first.headers.first { $0.name == "ETag" }?.value)
    for (request, status) in [
      (Request(target: "/a/", ifNoneMatch: tag), 304),
      (Request(target: "/a/", ifNoneMatch: "\"x\", W/\(tag)"), 304),
      (Request(target: "/a/", ifNoneMatch: "\"x\""), 200), (Request(target: "/a"), 301),
      (Request(target: "/b/"), 404), (Request(target: "/../b"), 400),
    ] {
      let answer = preview.answer(to: request)
      #expect(answer.status == status, "\(request)")
    }
  }
}
