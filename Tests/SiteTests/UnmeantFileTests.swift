import Content
import Diagnostics
import Foundation
import SiteSettings
import SiteShell
import Testing

/// Files that nobody means to publish.
@Suite struct UnmeantFileTests {
  private func lines(_ files: [String: String]) async throws -> (lines: [String], site: SiteFixture)
  {
    let site = try SiteFixture(files)
    return (try await site.build().lines, site)
  }

  @Test(arguments: [
    "~$travel.docx", "a/.~lock.x.ods#", "notes.md~", "_pages.csv~", "page.md.bak", "#page.md#",
    "x.orig", ".x.md.swp",
    "x.swp", "x.tmp", "Thumbs.db", "a/desktop.ini", ".DS_Store", "~WRL0001.tmp", "Icon\r",
    "x.html.OLD",
  ])
  func leavesOutWhatProgramsLeaveBehind(_ path: String) async throws {
    let (lines, site) = try await lines(["content/" + path: "x"])
    #expect(lines == [])
    #expect(!site.exists("output/" + path))
  }

  @Test(arguments: [
    ("minutes.docx", "office document"), ("a/list.XLSX", "office document"),
    ("talk.key", "office document"),
    ("poster.psd", "browsers don't show"), ("poster.indd", "browsers don't show"),
    ("plan (copy).pdf", "copy"),
    ("plan - Copy.pdf", "copy"), ("Kopie von plan.pdf", "copy"), ("plan (2).pdf", "copy"),
    ("IMG.HEIC", "most browsers"),
    ("scan.tiff", "most browsers"), ("speakers.csv", "spreadsheet"), ("a/list.tsv", "spreadsheet"),
    ("key.pem", "a key"), ("id_rsa", "a key"), ("dump.sql", "a database"), ("errors.log", "a log"),
    ("site.zip", "packed"), ("old.tar.gz", "packed"),
  ])
  func leavesOutWhatLooksLikeASlipUnlessItIsNamed(_ path: String, _ words: String) async throws {
    let (lines, site) = try await lines(["content/" + path: "x"])
    #expect(lines.count == 1 && lines[0].hasPrefix("content/\(path): warning: "))
    #expect(lines.first?.contains(words) == true)
    #expect(!site.exists("output/" + path))
    try site.write("content/a.md", "---\ntitle: A\n---\n[x](<\(path)>)\n")
    let linked = try await site.build()
    #expect(linked.lines.count == (words == "most browsers" ? 1 : 0))
    #expect(site.exists("output/" + path))
    try site.remove("content/a.md")
    try site.write(
      "site.yaml",
      "title: T\nbase_url: https://example.org/\npublish_files: [\"*\(path.suffix(9))\"]\n")
    #expect(try await site.build().lines == [])
    #expect(site.exists("output/" + path))
  }

  @Test(arguments: [
    "plan (Malmö).pdf", "copyright.pdf", "keynote.pdf", "key.html", "1 (2).md",
    "IMG_1234 small.pdf",
  ])
  func publishesWhatMayWellBeMeant(_ path: String) async throws {
    let text = path.hasSuffix(".md") ? "---\ntitle: A\n---\n" : "x"
    #expect(try await lines(["content/" + path: text]).lines == [])
  }

  @Test func tellsOfEmptyFiles() async throws {
    let (lines, site) = try await lines([
      "content/a.png": "", "content/.nojekyll": "", "content/b.txt": " ",
    ])
    #expect(lines == ["content/a.png: warning: this file is empty, so it is not published"])
    #expect(
      !site.exists("output/a.png") && site.exists("output/.nojekyll") && site.exists("output/b.txt")
    )
  }

  @Test(arguments: [
    ("Travel.MD", "Travel.md"), ("travel.md.txt", "travel.md"), ("travel.markdown", "travel.md"),
    ("a/_index.MD", "_index.md"),
    ("a/_Index.md", "_index.md"), ("a/_Pages.csv", "_pages.csv"), ("a/_pages.CSV", "_pages.csv"),
    ("travel.EN.md", "travel.en.md"), ("Travel.Md.Txt", "Travel.md"),
  ])
  func saysHowAPageMustBeCalled(_ path: String, _ name: String) async throws {
    let text = path.lowercased().hasSuffix(".csv") ? "id,title\nx,X\n" : "---\ntitle: A\n---\n"
    let site = try SiteFixture(["content/" + path: text, "content/b.md": "---\ntitle: B\n---\n"])
    let report = try await site.build()
    #expect(report.lines == ["content/\(path): error: a file of this name is not read"])
    #expect(report.diagnostics.first?.help == "rename it to \(name)")
  }

  @Test(arguments: [
    "travel.fr.md", "a/_index.de.md", "a/_pages.sv.csv", "travel.FR.md", "_data/x.fr.yaml",
    "a.pt-BR.md",
  ])
  func refusesFilesInALanguageThatTheSiteDoesNotHave(_ path: String) async throws {
    let (lines, _) = try await lines([
      "content/" + path: path.hasPrefix("_data") ? "x: y" : "---\ntitle: A\n---\n"
    ])
    #expect(lines.count == 1 && lines[0].contains("is no language of the site"), "\(lines)")
  }

  @Test(arguments: ["node.js.md", "v1.2.md", "about.us.md", "st.petersburg.md"])
  func takesNoOtherPartOfANameForALanguage(_ path: String) async throws {
    #expect(try await lines(["content/" + path: "---\ntitle: A\n---\n"]).lines == [])
  }

  @Test(arguments: [
    ("a/_pages.xlsx", "save the spreadsheet as CSV (UTF-8), and call it _pages.csv"),
    ("a/_index (copy).md", "only _index.md is read: rename this one, or remove it if it is a copy"),
  ])
  func saysWhatInstructionWasMeant(_ path: String, _ help: String) async throws {
    let report = try await SiteFixture(["content/" + path: "x"]).build()
    #expect(report.diagnostics.map(\.help) == [help])
  }

  @Test func publishesTheFilesThatHostsRead() async throws {
    let paths = [
      ".htaccess", "a/.htaccess", "_headers", "_redirects", "CNAME", ".nojekyll",
      ".well-known/security.txt",
      ".well-known/acme/x",
    ]
    let (lines, site) = try await lines(
      Dictionary(
        uniqueKeysWithValues: (paths + [".htpasswd", ".env", "a/.nojekyll"]).map {
          ("content/" + $0, "x")
        }))
    #expect(lines == [])
    #expect(
      try site.tree().keys.filter {
        !$0.hasSuffix(".html") && !$0.hasSuffix("sitemap.xml") && $0 != "robots.txt"
      }.sorted() == paths.sorted())
  }

  @Test(arguments: ["site.yml", "Site.yaml", "site.yaml.txt"])
  func namesTheFileThatWasMeantAsSettings(_ name: String) async throws {
    let site = try SiteFixture([name: "title: T\n"])
    try site.remove("site.yaml")
    let error = await #expect(throws: WorkspaceError.self) { _ = try await site.build() }
    #expect(error?.help == "rename \(name) to site.yaml")
  }

  @Test(arguments: [
    ("*.docx", "a/b.docx", true), ("*.docx", "a/b.docx.zip", false),
    ("forms/*", "forms/a.doc", true),
    ("forms/*", "forms/a/b.doc", false), ("forms/**", "forms/a/b.doc", true),
    ("/forms/**/x?.doc", "forms/x1.doc", true),
    ("**/x", "a/b/x", true), ("a*b*c", "aXbXbYc", true), ("a*b*c", "aXbXbY", false),
    ("é.doc", "e\u{301}.doc", false),
  ])
  func holdsPatternsAgainstPaths(_ pattern: String, _ path: String, _ isMatch: Bool) {
    #expect(Wildcard(pattern).matches(path) == isMatch)
  }
}
