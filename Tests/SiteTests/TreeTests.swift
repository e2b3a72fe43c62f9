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

  /// A link may lead around in the site, but not to what is never published.
  @Test(arguments: [
    "../.git", "../.lectern", "../output", "../output/a", ".hidden", "../.git/config",
  ])
  func refusesALinkToWhatIsNotForVisitors(_ target: String) async throws {
    let site = try SiteFixture([
      ".git/config": "x", "output/a/b.txt": "x", "content/.hidden/x.txt": "x", ".lectern/x": "x",
    ])
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appending(path: "content/link").path, withDestinationPath: target)
    #expect(
      try await site.build { $0.writes = false }.lines == [
        "content/link: error: this link leads to files that are not for visitors"
      ])
  }

  @Test(arguments: ["content", "templates"])
  func refusesARootThatLeadsOutOfTheSite(_ root: String) async throws {
    let (site, other) = (try SiteFixture([:]), try SiteFixture([:]))
    try site.remove(root)
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appending(path: root).path,
      withDestinationPath: other.folder.appending(path: root).path)
    let error = await #expect(throws: WorkspaceError.self) { _ = try await site.build() }
    #expect(
      error?.message.hasPrefix("\(root)/ is a link that leads out of the site's folder") == true)
  }

  @Test func boundsTheWaysThatLinksMultiply() async throws {
    let site = try SiteFixture(["content/b/d24/x.md": "---\ntitle: X\n---\n"])
    let folder = site.folder.path + "/content/b/"
    for level in 0..<24 {
      try FileManager.default.createDirectory(
        atPath: folder + "d\(level)", withIntermediateDirectories: true)
      for name in ["l", "m"] {
        try FileManager.default.createSymbolicLink(
          atPath: folder + "d\(level)/" + name, withDestinationPath: "../d\(level + 1)")
      }
    }
    let lines = try await site.build { $0.writes = false }.lines
    #expect(lines.count > 5 && lines.count <= 25)
    #expect(lines.allSatisfy { $0.contains("which would multiply its files") })
  }
}
