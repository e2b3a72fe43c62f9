import Foundation
import TestSupport
import Testing

@testable import SiteShell

/// `lectern design`: what a site makes of the design that ships.
@Suite struct SiteDesignTests {
  private func site(_ files: [String: String] = [:]) throws -> SiteFixture {
    try SiteFixture(
      bare: ["site.yaml": "title: Test\nbase_url: https://example.org/\n"].merging(files) { $1 })
  }

  private func design(_ site: SiteFixture) throws -> SiteDesign {
    try SiteDesign(Workspace(site: site.folder.path))
  }

  @Test func listsTheFilesThatASiteOverrides() throws {
    let site = try site([
      "templates/partials/footer.html": "<footer></footer>",
      "templates/home.html": "{% extends \"design:home.html\" %}",
    ])
    let overridden = try design(site).files.filter { !$0.overriddenBy.isEmpty }
    #expect(overridden.map(\.path) == ["home.html", "partials/footer.html"])
    #expect(overridden[0].overriddenBy == ["templates/home.html"])
  }

  @Test func copiesAFileOnceAndKeepsWhatItWas() throws {
    let site = try site()
    #expect(try design(site).copy("partials/footer.html") == "templates/partials/footer.html")
    #expect(
      try site.text("templates/partials/footer.html")
        == site.text("templates/.design/partials/footer.html"))
    #expect(try design(site).changes().isEmpty)
    #expect(throws: WorkspaceError.self) { try design(site).copy("partials/footer.html") }
    #expect(throws: WorkspaceError.self) { try design(site).copy("partials/foter.html") }
  }

  @Test func tellsWhatChangedUnderAFileAndUnderABlock() throws {
    let site = try site([
      "templates/base.html": "{% extends \"design:base.html\" %}{% block head %}{% endblock %}"
    ])
    #expect(try design(site).changes().map(\.path) == ["base.html"])
    #expect(try design(site).keepAll() == 1)
    #expect(try design(site).changes().isEmpty)
    // An older design had one line less, and one that is gone.
    let now = try site.text("templates/.design/base.html")
    try site.write(
      "templates/.design/base.html",
      now.replacing("<meta charset=\"utf-8\">\n", with: "<meta charset=\"latin1\">\n"))
    let changes = try design(site).changes()
    guard case .lines(let lines)? = changes.first?.difference else {
      Issue.record("\(changes)")
      return
    }
    #expect(lines.contains("-<meta charset=\"latin1\">"))
    #expect(lines.contains("+<meta charset=\"utf-8\">"))
    #expect(lines.count == 9 && lines[0].hasPrefix("@@ -"))
  }

  @Test func tellsOfAFileThatTheDesignHasNot() throws {
    let site = try site(["templates/x.html": "{% include \"design:gone.html\" %}"])
    guard case .removed? = try design(site).changes().first?.difference else {
      Issue.record("not told")
      return
    }
  }

  @Test(arguments: [
    ("", "", []), ("a\n", "a\n", []), ("a\n", "b\n", ["@@ -1 +1 @@", "-a", "+b"]),
    ("", "a\nb\n", ["@@ -1 +1 @@", "+a", "+b"]),
    (
      "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\n5\n6\n7\n8\n",
      ["@@ -6 +6 @@", " 6", " 7", " 8", "-9"]
    ),
  ])
  func showsLinesAsDiffDoes(_ old: String, _ new: String, _ expected: [String]) {
    #expect(lineDifference(from: old, to: new) == expected)
  }
}
