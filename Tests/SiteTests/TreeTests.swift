import Diagnostics
import Foundation
import SiteShell
import Testing

/// Unusual entries of the tree, such as links, as far as the judges do not test them.
@Suite struct TreeTests {
  @Test func ignoresHiddenFilesButWellKnownOnes() async throws {
    let site = try SiteFixture([
      "content/.hidden.md": "no front matter", "content/.git/config": "x",
      "content/.well-known/security.txt": "Contact: mailto:a@example.org\n",
      "content/a/.well-known/x.txt": "x", "templates/.swp": "{% if %}",
    ])
    #expect(try await site.build().lines == [])
    #expect(site.exists("output/.well-known/security.txt"))
    #expect(!site.exists("output/.git/config"))
    #expect(!site.exists("output/a"))
  }

  @Test func tellsEveryLinkThatCannotBeFollowed() async throws {
    let site = try SiteFixture(["content/a/b.txt": "b"])
    let content = site.folder.appending(path: "content")
    for (name, target) in [
      ("out", "/etc"), ("nowhere", "gone"), ("loop", "loop"), ("a/up", "../a"),
    ] {
      try FileManager.default.createSymbolicLink(
        atPath: content.appending(path: name).path, withDestinationPath: target)
    }
    #expect(
      try await site.build().lines == [
        "content/a/up: error: this link leads in a circle",
        "content/loop: error: this link leads nowhere",
        "content/nowhere: error: this link leads nowhere",
        "content/out: error: this link leads out of the site's folder",
      ])
  }

  @Test func followsALinkInsideTheSite() async throws {
    let site = try SiteFixture(["content/a/b.txt": "b"])
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appending(path: "content/c").path, withDestinationPath: "a")
    #expect(try await site.build().lines == [])
    #expect(try site.text("output/c/b.txt") == "b")
  }

  @Test func refusesAPipe() async throws {
    let site = try SiteFixture([:])
    let made = unsafe mkfifo(site.folder.appending(path: "content/pipe").path, 0o644)
    #expect(made == 0)
    #expect(
      try await site.build().lines == [
        "content/pipe: error: this is neither a file nor a folder"
      ])
  }

  @Test func keepsNamesWithSpacesAndUmlauts() async throws {
    let site = try SiteFixture([
      "content/Sjö & å.txt": "x", "content/a.md": "---\ntitle: A\n---\n[x](<Sjö & å.txt>)\n",
    ])
    #expect(try await site.build().lines == [])
    #expect(try site.text("output/Sjö & å.txt") == "x")
    #expect(
      try site.text("output/a/index.html").contains("href=\"/Sj%C3%B6%20%26%20%C3%A5.txt\""))
  }
}
