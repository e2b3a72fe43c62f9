import Content
import Diagnostics
import Foundation
import SiteModel
import SiteRender
import TestSupport
import Testing

@testable import SiteShell

/// What is not live yet, or any more, is in no output: not in its own files, and not in what other outputs say.
@Suite struct EmbargoTests {
  private static let states = [
    "draft: true", "publish: 2099-01-01", "expires: 2001-01-01",
  ]

  private func build(_ files: [String: String], drafts: Bool = false) async throws -> MemoryBuild {
    var options = BuildOptions(
      assemble: AssembleOptions(now: try #require(BuildTime(written: "2012-09-01"))))
    options.assemble.includesDrafts = drafts
    return try await MemoryBuild(MemoryFiles(SiteFixture.completed(files)), options)
  }

  private func copied(_ build: MemoryBuild) -> [String] {
    build.outputs.keys.filter {
      !$0.hasSuffix(".html") && !$0.hasSuffix("sitemap.xml") && $0 != "output/robots.txt"
    }
    .map { String($0.dropFirst("output/".count)) }.sorted()
  }

  @Test(arguments: states)
  func keepsTheFolderOfABundle(_ state: String) async throws {
    let files = [
      "content/news/secret/index.md": "---\ntitle: A\n\(state)\n---\n![x](winner.png)\n",
      "content/news/secret/winner.png": "png", "content/news/secret/unnamed.pdf": "pdf",
      "content/news/secret/deeper/more.pdf": "pdf", "content/news/open.pdf": "pdf",
    ]
    let site = try await build(files)
    #expect(!site.diagnostics.hasErrors)
    #expect(copied(site) == ["news/open.pdf"])
    #expect(copied(try await build(files, drafts: true)).count == 4)
    let below = [
      "content/news/secret/live/index.md": "---\ntitle: B\n---\n",
      "content/news/secret/live/own.pdf": "pdf",
    ]
    #expect(
      copied(try await build(files.merging(below) { $1 }))
        == ["news/open.pdf", "news/secret/live/own.pdf"])
  }

  @Test(arguments: states)
  func keepsASectionInWhichNothingIsLive(_ state: String) async throws {
    let hidden = [
      "content/2031/_index.md": "---\ntitle: A\n\(state)\n---\n",
      "content/2031/plan.pdf": "pdf", "content/2031/img/b.png": "png",
    ]
    #expect(copied(try await build(hidden)) == [])
    let page = ["content/2031/img/page.md": "---\ntitle: Live\n---\n"]
    #expect(
      copied(try await build(hidden.merging(page) { $1 })) == ["2031/img/b.png", "2031/plan.pdf"])
  }

  @Test(arguments: states)
  func keepsWhatOnlySuchPagesName(_ state: String) async throws {
    let site = try await build([
      "site.yaml": """
      title: Test
      base_url: https://example.org/
      kinds: {page: {fields: {gallery: {type: list, of: image}, lead: markdown}}}
      """,
      "content/a.md": """
      ---
      title: A
      \(state)
      image: a-image.png
      gallery: [a-gallery.png]
      lead: "[x](a-lead.pdf)"
      extra: {more: {deep: ["/files/a-extra.pdf"]}}
      ---
      [x](files/a-link.pdf) ![x](a-picture.png)

      ::download{path="a-download.pdf"}
      """,
      "templates/directives/download.html": "{{ path }}",
      "content/speakers/_pages.csv": "id,title,kind,photo,\(state.prefix { $0 != ":" })\n"
        + "x,X,speaker,x-photo.jpg,\(state.split(separator: " ")[1])\ny,Y,speaker,y-photo.jpg,\n",
      "content/a-image.png": "x", "content/a-gallery.png": "x", "content/a-lead.pdf": "x",
      "content/files/a-extra.pdf": "x", "content/files/a-link.pdf": "x",
      "content/a-picture.png": "x",
      "content/a-download.pdf": "x", "content/speakers/x-photo.jpg": "x",
      "content/speakers/y-photo.jpg": "x", "content/files/other.pdf": "x", "content/a.pdf": "x",
    ])
    #expect(!site.diagnostics.hasErrors)
    #expect(copied(site) == ["files/other.pdf", "speakers/y-photo.jpg"])
  }

  /// Whatever of the site names a file too, it is published.
  @Test(arguments: [
    ("content/live.md", "---\ntitle: L\nimage: secret/x y.png\n---\n"),
    ("content/live.md", "---\ntitle: L\nextra: {file: /secret/x y.png}\n---\n"),
    ("content/live.md", "---\ntitle: L\n---\n[x](secret/x%20y.png)\n"),
    ("content/news/live.md", "---\ntitle: L\n---\n![x](<../secret/x y.png>)\n"),
    ("content/live.md", "---\ntitle: L\n---\n<img src=\"/secret/x%20y.png\" alt=\"\">\n"),
    ("content/_data/pictures.yaml", "- {file: /secret/x y.png}\n"),
    ("content/_data/pictures.csv", "file\nsecret/x y.png\n"),
    ("templates/page.html", "{{ file(\"/secret/x y.png\").name }}{{ page.content }}"),
    ("templates/page.html", "{{ url(\"/secret/x y.png\") }}{{ page.content }}"),
    ("templates/page.html", "{{ url(\"/secret/\" ~ \"x y\" ~ \".png\") }}"),
    ("templates/page.html", "<style>p { background: url(/base/secret/x%20y.png) }</style>"),
    ("templates/page.html", "<img srcset=\"/base/a.png 1x, /base/secret/x%20y.png 2x\">"),
    ("templates/assets/site.css", "p { background: url(/base/secret/x%20y.png) }"),
  ])
  func publishesWhatIsNamedElsewhereToo(_ path: String, _ text: String) async throws {
    let site = try await build([
      "site.yaml": "title: Test\nbase_url: https://example.org/base/\nmarkdown: {raw_html: true}\n",
      "content/about.md": "---\ntitle: About\n---\n",
      "content/secret/index.md": "---\ntitle: A\ndraft: true\n---\n",
      "content/secret/x y.png": "png",
      "content/secret/z.png": "png", "content/a.png": "png", path: text,
    ])
    #expect(site.diagnostics.filter(\.isError) == [])
    #expect(site.outputs["output/secret/x y.png"] != nil)
    #expect(site.outputs["output/secret/z.png"] == nil)
  }

  @Test func isNotLedAstrayByFilesOfTheSameName() async throws {
    let site = try await build([
      "content/live/index.md": "---\ntitle: L\n---\n![x](photo.png)\n",
      "content/live/photo.png": "png",
      "content/secret/index.md": "---\ntitle: A\ndraft: true\nimage: /photo.png\n---\n",
      "content/secret/photo.png": "png", "content/photo.png": "png",
    ])
    #expect(copied(site) == ["live/photo.png"])
  }

  @Test func saysInTheReportHowManyFilesAreLeftOut() async throws {
    let site = try SiteFixture([
      "content/secret/index.md": "---\ntitle: A\ndraft: true\n---\n", "content/secret/a.png": "png",
      "content/secret/b.png": "png",
    ])
    let report = try await site.build()
    #expect(report.lines == [])
    #expect(report.embargoed == 2)
    #expect(!site.exists("output/secret"))
    let drafts = try await site.build { $0.assemble.includesDrafts = true }
    #expect(drafts.embargoed == 0)
    #expect(site.exists("output/secret/a.png"))
    let again = try await site.build()
    #expect(again.removed == 3)
    #expect(!site.exists("output/secret"))
  }

  /// Adds to a whole site one hidden thing of each sort; each has a word that stands nowhere else.
  @Test(arguments: states)
  func tellsOfNothingThatIsNotLive(_ state: String) async throws {
    let site = try SiteFixture([:])
    for part in ["content", "templates", "site.yaml"] {
      try FileManager.default.removeItem(at: site.folder.appending(path: part))
      try FileManager.default.copyItem(
        at: Fixture.projectFolder.appending(path: part), to: site.folder.appending(path: part))
    }
    let settings = try site.text("site.yaml")
    try site.write(
      "site.yaml",
      settings.replacing("page_weight: 60 kB", with: "page_weight: 1 MB").replacing(
        "kinds:\n",
        with:
          "kinds:\n  stand: {fields: {exhibitor: {type: reference, to: organisation, inverse: stands}}}\n"
      ))
    var secrets: [String] = []
    func word(_ name: String) -> String {
      secrets.append("zq\(name)zq")
      return "zq\(name)zq"
    }
    func hidden(_ name: String, _ more: String = "") -> String {
      "---\ntitle: T\(word(name + "title"))\ndescription: D\(word(name + "about"))\n\(state)\n"
        + "aliases: [/\(word(name + "alias"))/]\ntopics: [\(word(name + "topic"))]\n\(more)---\n"
        + "## \(word(name + "heading"))\n\nText \(word(name + "text")).\n"
    }
    let id = word("id")
    try site.write("content/\(id)-page.md", hidden("page"))
    try site.write(
      "content/\(id)-bundle/index.md", hidden("bundle", "image: \(word("image")).png\n"))
    try site.write("content/\(id)-bundle/zqimagezq.png", "png")
    try site.write("content/news/\(id)-news.md", hidden("news", "kind: news\ndate: 2012-08-30\n"))
    try site.write(
      "content/\(id)-section/_index.md", hidden("section", "feed: true\nprogramme: true\n"))
    try site.write(
      "content/programme/\(id)-session.md",
      hidden(
        "session",
        """
        kind: session
        start: 2012-09-19 13:00
        end: 2012-09-19 13:30
        room: \(id)-room
        track: \(id)-track
        speakers: [{person: \(id)-speaker, role: chair, slides: \(word("slides")).pdf}]
        points: [\(word("point"))]
        recording: https://example.org/\(word("recording"))/

        """))
    try site.write("content/programme/zqslideszq.pdf", "pdf")
    try site.write(
      "content/programme/\(id)-part.md",
      hidden(
        "part",
        "kind: session\nparent: \(id)-session\nstart: 2012-09-19 13:00\nend: 2012-09-19 13:10\n"))
    try site.write(
      "content/speakers/\(id)-speaker.md",
      hidden("speaker", "kind: speaker\nphoto: \(word("photo")).jpg\n"))
    try site.write("content/speakers/zqphotozq.jpg", "jpg")
    try site.write("content/rooms/\(id)-room.md", hidden("room", "kind: room\n"))
    try site.write("content/tracks/\(id)-track.md", hidden("track", "kind: track\n"))
    try site.write("content/organisations/\(id)-org.md", hidden("org", "kind: organisation\n"))
    try site.write(
      "content/stands/\(id)-stand.md", hidden("stand", "kind: stand\nexhibitor: city-of-malmo\n"))
    try site.write(
      "content/stands/_pages.csv",
      "id,title,\(state.prefix { $0 != ":" })\n"
        + "\(id)-row,\(word("row")),\(state.split(separator: " ")[1])\n")
    // A page that is live leads to them, and must not tell more than its own words.
    try site.write(
      "content/live.md",
      "---\ntitle: Live\n---\n[its own words](\(id)-page.md) and [more](\(id)-bundle/index.md)\n")
    let report = try await site.build()
    #expect(report.errors == 0, "\(report.lines)")
    for (path, data) in try site.tree() {
      let text = String(decoding: data, as: UTF8.self).lowercased()
      for secret in secrets {
        #expect(!path.lowercased().contains(secret), "\(path)")
        let tells = text.contains(secret)
        #expect(!tells, "\(path) tells \(secret)")
      }
    }
    // The words would be found if the pages were live.
    let drafts = try await site.build { $0.assemble.includesDrafts = true }
    #expect(drafts.errors == 0, "\(drafts.lines)")
    let all = try site.tree().map { $0 + String(decoding: $1, as: UTF8.self).lowercased() }.joined()
    for secret in secrets where !secret.contains("photo") && !secret.contains("recording") {
      let isShown = all.contains(secret)
      #expect(isShown, "\(secret) is never shown, so it proves nothing")
    }
  }

  @Test(arguments: states)
  func tellsOfNoTranslationThatIsNotLive(_ state: String) async throws {
    let site = try SiteFixture("two-languages")
    try site.write(
      "content/only-english.sv.md",
      "---\ntitle: zqtitelzq\n\(state)\naliases: [/zqaliaszq/]\nslug: zqslugzq\n---\nzqtextzq\n")
    try site.write("content/new.sv.md", "---\ntitle: zqtitelzq\n\(state)\n---\nzqtextzq\n")
    let report = try await site.build()
    #expect(!report.diagnostics.hasErrors, "\(report.lines)")
    for (path, data) in try site.tree() {
      let tells = (path + String(decoding: data, as: UTF8.self)).contains("zq")
      #expect(!tells, "\(path)")
    }
  }
}
