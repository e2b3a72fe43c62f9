import Foundation
import SiteModel
import TestSupport
import Testing
import Web

@testable import SiteShell

/// What isn't ours stays, and what was ours and is no part of the site any more goes.
@Suite struct OwnershipTests {
  private let page = "---\ntitle: A\n---\n"

  private func link(_ site: SiteFixture, _ path: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: site.folder.appending(path: path).path, withDestinationPath: target)
  }

  private func failure(_ site: SiteFixture, adopts: Bool = false) async -> WorkspaceError? {
    await #expect(throws: WorkspaceError.self) {
      _ = try await site.build { $0.adopts = adopts }
    }
  }

  // MARK: The record

  @Test func readsTheRecordAsItWasWritten() {
    var random = SeededRandom(seed: 7)
    let letters = [
      "a", "0", ".", "\\", "\n", "n", " ", "ö", "#", "\\n", "\r", "\u{2028}", "-", "~", "\t", "😀",
    ]
    for size in [0, 1, 2, 3, 40] {
      for _ in 0..<40 {
        let paths = Set(
          (0..<size).map { _ in
            OutputPath(
              (0...Int.random(in: 0...2, using: &random)).map { _ in
                "x"
                  + (0..<Int.random(in: 0...4, using: &random)).map { _ in
                    letters.randomElement(using: &random)!
                  }.joined()
              }.joined(separator: "/"))
          })
        #expect(recordedPaths(in: recordText(of: paths, in: "a\nb")) == paths)
      }
    }
    for path in [".well-known/x", "0", "404.html", "2012/a.pdf", " ", "\n"] {
      #expect(recordedPaths(in: recordText(of: [OutputPath(path)], in: "o")) == [OutputPath(path)])
    }
  }

  @Test(arguments: [
    ".well-known/security.txt", "1.pdf", "2012-programme.pdf", "404.pdf", "!.txt", " a.txt",
    "zz.pdf", "a\nb.txt", "a\\b.txt",
    ".htaccess",
  ])
  func removesWhateverPathComesFirst(_ path: String) async throws {
    let site = try SiteFixture(["content/" + path: "x"])
    _ = try await site.build()
    #expect(site.exists("output/" + path))
    try site.remove("content/" + path)
    let report = try await site.build()
    #expect(report.removed == 1 && !site.exists("output/" + path))
  }

  @Test(arguments: [
    "", "x", "garbage\u{0}\n\n", "What Lectern wrote into output.\n\n../x\n",
    "What Lectern wrote into output.\n\n./index.html\n",
    "What Lectern wrote into output.\n\n/etc/passwd\n", "What Lectern wrote into output.\n\na//b\n",
    "What Lectern wrote into output.\n\na\\x\n", "What Lectern wrote into output.\n\ncut o",
  ])
  func refusesARecordThatItDidNotWrite(_ text: String) async throws {
    let site = try SiteFixture([:])
    _ = try await site.build()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: site.folder.path + "/.lectern").first)
    try site.write(".lectern/" + name, text)
    try site.write("content/b.md", page)
    let before = try site.tree()
    let error = await failure(site)
    #expect(error?.message.contains("is not as Lectern writes it") == true)
    #expect(error?.help?.hasPrefix("remove it") == true)
    #expect(try site.tree() == before && site.exists("output/index.html"))
  }

  @Test func waitsForNoPipeInPlaceOfTheRecord() async throws {
    let site = try SiteFixture([:])
    _ = try await site.build()
    let name = try #require(
      try FileManager.default.contentsOfDirectory(atPath: site.folder.path + "/.lectern").first)
    try site.remove(".lectern/" + name)
    let made = unsafe mkfifo(site.folder.path + "/.lectern/" + name, 0o644)
    #expect(made == 0)
    #expect(await failure(site)?.message.contains("is not as Lectern writes it") == true)
  }

  // MARK: A page becomes a file, a file becomes a folder

  @Test func turnsAPageIntoAFileAndBack() async throws {
    let site = try SiteFixture(["content/notes.md": page])
    for _ in 0..<2 {
      _ = try await site.build()
      #expect(site.exists("output/notes/index.html"))
      try site.remove("content/notes.md")
      try site.write("content/notes", "plain")
      _ = try await site.build()
      #expect(try site.text("output/notes") == "plain")
      #expect(try await site.build().changed == 0)
      try site.remove("content/notes")
      try site.write("content/notes.md", page)
    }
  }

  @Test func losesNothingOfOthersWhereAPageBecomesAFile() async throws {
    let site = try SiteFixture(["content/notes.md": page, "content/notes/deep/x.pdf": "x"])
    _ = try await site.build()
    try site.write("output/notes/deep/precious.txt", "theirs")
    try site.remove("content/notes.md")
    try site.remove("content/notes")
    try site.write("content/notes", "plain")
    let before = try site.tree()
    for adopts in [false, true] {
      let error = await failure(site, adopts: adopts)
      #expect(error?.message.contains("notes/deep/precious.txt") == true)
      #expect(try site.tree() == before)
    }
    try site.remove("output/notes/deep/precious.txt")
    _ = try await site.build()
    #expect(try site.text("output/notes") == "plain")
  }

  @Test func replacesAnEmptyFolderByAFile() async throws {
    let site = try SiteFixture(["content/notes": "plain"])
    try FileManager.default.createDirectory(
      at: site.folder.appending(path: "output/notes/a/b"), withIntermediateDirectories: true)
    _ = try await site.build()
    #expect(try site.text("output/notes") == "plain")
  }

  // MARK: What others put there

  @Test(arguments: [
    ("imprint/index.html", "content/imprint.md"), (".htaccess", "content/.htaccess"),
    ("imprint", "content/imprint.md"),
    ("a/b/x.pdf", "content/a/b/x.pdf"),
  ])
  func refusesToOverwriteWhatNoBuildWrote(_ path: String, _ source: String) async throws {
    let site = try SiteFixture([:])
    _ = try await site.build()
    try site.write("output/" + path, "made by hand")
    try site.write(source, page)
    let before = try site.tree()
    let error = await failure(site)
    #expect(error?.message.contains("output/\(path): no build wrote what is there") == true)
    #expect(error?.help?.contains("--adopt") == true)
    #expect(try site.tree() == before)
    let report = try await site.build { $0.adopts = true }
    #expect(report.adopted == [path])
    #expect(try site.tree().values.allSatisfy { $0 != Data("made by hand".utf8) })
    #expect(try await site.build().adopted == [])
  }

  @Test func takesOverWhatHasTheSameBytes() async throws {
    let site = try SiteFixture(["content/x.pdf": "x"])
    try site.write("output/x.pdf", "x")
    #expect(try await site.build().adopted == [])
    try site.remove("content/x.pdf")
    #expect(try await site.build().removed == 1)
  }

  @Test func refusesTheOutputOfAnotherSite() async throws {
    let (one, two) = (
      try SiteFixture([:]), try SiteFixture(["content/_index.md": "---\ntitle: Other\n---\n"])
    )
    _ = try await one.build()
    let output = one.folder.path + "/output"
    await #expect(throws: WorkspaceError.self) { _ = try await two.build(output: output) }
    #expect(try one.text("output/index.html").hasPrefix("Home"))
  }

  // MARK: Links

  @Test func removesNothingThroughALink() async throws {
    let site = try SiteFixture([
      "content/old.md": page, "content/old/a.md": page, "content/x.pdf": "x",
    ])
    _ = try await site.build()
    try FileManager.default.moveItem(
      atPath: site.folder.path + "/output/old", toPath: site.folder.path + "/archive")
    try link(site, "output/old", to: "../archive")
    try site.write("kept.pdf", "kept")
    try site.remove("output/x.pdf")
    try link(site, "output/x.pdf", to: "../kept.pdf")
    for path in ["old.md", "old", "x.pdf"] { try site.remove("content/" + path) }
    #expect(try await site.build().removed == 0)
    #expect(
      site.exists("archive/index.html") && site.exists("archive/a/index.html")
        && site.exists("kept.pdf"))
    #expect(site.exists("output/old/index.html") && site.exists("output/x.pdf"))
  }

  @Test func replacesALinkOnlyIfThatIsAskedFor() async throws {
    let site = try SiteFixture(["content/old.md": page])
    _ = try await site.build()
    try FileManager.default.moveItem(
      atPath: site.folder.path + "/output/old", toPath: site.folder.path + "/archive")
    try link(site, "output/old", to: "../archive")
    try site.write("content/old.md", "---\ntitle: B\n---\n")
    #expect(await failure(site)?.message.contains("output/old: no build wrote") == true)
    #expect(try site.text("archive/index.html").hasPrefix("A"))
    #expect(try await site.build { $0.adopts = true }.adopted == ["old"])
    #expect(try site.text("archive/index.html").hasPrefix("A"))
    #expect(try site.text("output/old/index.html").hasPrefix("B"))
  }

  @Test func buildsIntoAFolderThatIsALink() async throws {
    let site = try SiteFixture(["content/old.md": page])
    try FileManager.default.createDirectory(
      at: site.folder.appending(path: "www"), withIntermediateDirectories: true)
    try link(site, "output", to: "www")
    _ = try await site.build()
    try site.remove("content/old.md")
    #expect(try await site.build().removed == 1)
    #expect(site.exists("www/index.html") && !site.exists("www/old"))
  }

  // MARK: Rights

  @Test func givesFilesTheRightsOfToday() async throws {
    let site = try SiteFixture(["content/a.md": page])
    let before = umask(0o077)
    defer { umask(before) }
    func rights(_ path: String) throws -> UInt32 {
      try #require(try FileSystem.status(site.folder.path + "/output/" + path)).mode & 0o777
    }
    _ = try await site.build()
    #expect(try rights("a/index.html") == 0o600 && rights("a") == 0o700)
    umask(0o022)
    let report = try await site.build()
    #expect(report.changed == 0)
    #expect(try rights("a/index.html") == 0o644 && rights("a") == 0o755)
  }

  // MARK: An end in the middle

  @Test func countsWhatIsNotInPlaceYet() throws {
    let site = try SiteFixture(["output/a.pdf": "1"])
    let staging = try Staging(beside: site.folder.path + "/output")
    #expect(try staging.write([1], to: OutputPath("a.pdf"), .assets) == .staged)
    #expect(try staging.write([1], to: OutputPath("b/index.html"), .pages) == .staged)
    #expect(try staging.count() == 2)
    try staging.moveIntoPlace()
    #expect(try staging.count() == 0)
    try staging.discard()
  }

  @Test func removesPagesBeforeTheirStyles() throws {
    let site = try SiteFixture([:])
    for path in ["assets/a.css", "b/index.html", "c.pdf", "a/index.html"] {
      try site.write("output/" + path, "x")
    }
    let staging = try Staging(beside: site.folder.path + "/output")
    let owned = Set(
      ["assets/a.css", "b/index.html", "c.pdf", "a/index.html"].map { OutputPath($0) })
    let change = try OutputChange(staging, changed: [], current: [], owned: owned, adopts: false)
    #expect(change.stale.map(\.text) == ["a/index.html", "b/index.html", "assets/a.css", "c.pdf"])
    try change.perform()
    try staging.discard()
    #expect(try site.tree() == [:])
  }
}
