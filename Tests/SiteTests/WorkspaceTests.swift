import ConferenceDesign
import Diagnostics
import Foundation
import SiteShell
import Testing

/// Faults of the machine or the command line: their messages have no location in a file.
@Suite struct WorkspaceTests {
  private func message(_ body: () async throws -> Void) async -> String? {
    do {
      try await body()
      return nil
    } catch let error as WorkspaceError {
      return error.help.map { "\(error.message) (\($0))" } ?? error.message
    } catch {
      return "\(error)"
    }
  }

  @Test func saysWhatIsNoSite() async throws {
    let site = try SiteFixture(["content/a.txt": "a"])
    let folder = site.folder.path
    let help = "name the folder that holds site.yaml"
    #expect(
      await message { _ = try Workspace(site: folder + "/gone") }
        == "there is no folder '\(folder)/gone' (\(help))")
    #expect(
      await message { _ = try Workspace(site: folder + "/content/a.txt") }
        == "'\(folder)/content/a.txt' is no folder (\(help))")
    #expect(
      await message { _ = try Workspace(site: folder + "/content") }
        == "there is no site.yaml in '\(folder)/content' (go to the folder that holds site.yaml or name it; 'lectern init DIR' makes a new site)"
    )
  }

  @Test func saysWhichOutputCannotBe() async throws {
    let site = try SiteFixture(["file": "x"])
    let folder = site.folder.resolvingSymlinksInPath().path
    #expect(
      await message { _ = try await site.build(output: folder + "/content") }
        == "the output folder \(folder)/content would mix what is built with the site's sources (choose a folder of its own with --output)"
    )
    #expect(
      await message { _ = try await site.build(output: folder + "/file") }
        == "the output \(folder)/file is no folder (choose a folder with --output)")
  }

  @Test func namesWhoseFolderIsInTheWay() async throws {
    let site = try SiteFixture([:])
    try site.write("output/404.html/theirs", "x")
    let folder = site.folder.resolvingSymlinksInPath().path
    #expect(
      await message { _ = try await site.build() }
        == "cannot write \(folder)/output/404.html/theirs: a file of the site would take the place of its folder, and no build wrote what is there (move it away, then build again; the output folder is as it was)"
    )
    #expect(!site.exists("output/index.html"))
    #expect(!site.exists(".output.lectern-staging"))
  }

  @Test func refusesToBeginASiteAmongOtherFiles() async throws {
    let site = try SiteFixture([:])
    let folder = site.folder.path
    #expect(
      await message { _ = try make(.bare, in: folder) }
        == "the folder '\(folder)' is not empty (name a new folder)")
    #expect(
      await message { _ = try make(.bare, in: folder + "/site.yaml") }
        == "cannot read the folder \(folder)/site.yaml: a part of the path is a file")
  }

  @Test func rendersATemplateOnlyWithAnObject() throws {
    let site = try SiteFixture(["a.html": "{{ a }}", "a.json": "[1]", "b.json": "{\"a\": 1}"])
    let path = { (name: String) in site.folder.appending(path: name).path }
    let refused = try renderTemplate(path("a.html"), data: path("a.json"))
    #expect(
      refused.diagnostics.map(\.oneLineForm) == [
        "\(path("a.json")): error: the data should be a JSON object"
      ])
    #expect(try renderTemplate(path("a.html"), data: path("b.json")).value == Array("1".utf8))
  }

  @Test func readsOnlyTheTemplatesThatAreUsed() throws {
    let site = try SiteFixture([
      "t/a.html":
        #"{% extends "base.html" %}{% block b %}{% include "parts/b.html" %}{% endblock %}"#,
      "t/base.html": "<{% block b %}{% endblock %}>", "t/parts/b.html": "b",
      "t/odd.html": "{% if %}",
    ])
    let folder = site.folder.appending(path: "t")
    try FileManager.default.createSymbolicLink(
      at: folder.appending(path: "parts/again"), withDestinationURL: folder)
    let rendered = try renderTemplate(folder.path + "/a.html", data: nil)
    #expect(rendered.value == Array("<b>".utf8))
    try site.write("t/parts/b.html", "{{ }}")
    let refused = try renderTemplate(folder.path + "/a.html", data: nil)
    #expect(
      refused.diagnostics.map(\.location?.file) == [folder.path + "/parts/b.html"],
      "\(refused.diagnostics.map(\.oneLineForm))")
  }

  @Test func readsEveryTemplateWhereANameIsComputed() throws {
    let site = try SiteFixture([
      "t/a.html": #"{% include name ~ ".html" %}"#, "t/parts/b.html": "b",
      "t/data.json": #"{"name": "parts/b"}"#,
    ])
    let folder = site.folder.appending(path: "t").path
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/again", withDestinationPath: folder)
    let rendered = try renderTemplate(folder + "/a.html", data: folder + "/data.json")
    #expect(rendered.value == Array("b".utf8), "\(rendered.diagnostics.map(\.oneLineForm))")
  }

  @Test func suggestsTheTemplateThatWasMeant() throws {
    let site = try SiteFixture([
      "t/a.html": #"{% include "parts/haeder.html" %}{% include "../b.html" %}"#,
      "t/parts/header.html": "{% if %}", "b.html": "outside",
    ])
    let refused = try renderTemplate(site.folder.path + "/t/a.html", data: nil)
    #expect(
      refused.diagnostics.map(\.message) == [
        "there is no template 'parts/haeder.html'", "there is no template '../b.html'",
      ])
    #expect(refused.diagnostics.first?.help == "did you mean 'parts/header.html'?")
  }

  @Test func saysThatAPageHasNoTemplate() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\nkind: news\n---\n"])
    try site.remove("templates/page.html")
    let report = try await site.build()
    #expect(
      report.lines == ["content/a.md: error: there is no template for this page"]
    )
    #expect(
      report.diagnostics.map(\.help) == ["write templates/news.html or templates/page.html"])
  }

  @Test func saysWhereATextInJSONEndsTooEarly() async throws {
    for (json, line) in [
      ("\"a", "content/_data/a.json:1:3: error: a text is opened and never closed"),
      (
        "\"a\\", "content/_data/a.json:1:4: error: a text is opened and never closed"
      ),
    ] {
      let site = try SiteFixture(["content/_data/a.json": json])
      #expect(try await site.build().lines == [line])
    }
  }
}
