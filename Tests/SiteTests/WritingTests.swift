import Diagnostics
import Foundation
import SiteShell
import Synchronization
import Testing

@Suite struct WritingTests {
  @Test func changesNoFileWhenBuiltTwice() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n", "content/b.txt": "b"])
    let first = try await site.build()
    #expect(first.changed == first.outputs)
    let before = try stamps(site)
    let second = try await site.build()
    #expect(second.changed == 0)
    #expect(try stamps(site) == before)
  }

  /// The calendar in the output folder is what people have; another folder has none.
  @Test func warnsOfASessionThatMovedWithoutSayingSo() async throws {
    func session(_ time: String) -> String {
      "---\ntitle: Talk\nstart: 2012-09-19 \(time)\nend: 2012-09-19 12:00\nformat: other\n---\n"
    }
    let site = try SiteFixture([
      "content/programme/_index.md":
        "---\ntitle: Programme\nprogramme: true\ndefaults: {kind: session}\n---\n",
      "content/programme/talk.md": session("09:00"),
    ])
    #expect(try await site.build().diagnostics.isEmpty)
    try site.write("content/programme/talk.md", session("10:00"))
    let check = try await site.build { $0.writes = false }
    let strict = try await site.build { $0.isStrict = true }
    let moved = try await site.build()
    for report in [check, strict, moved] {
      #expect(report.diagnostics.map(\.code) == ["change-without-updated"])
      #expect(report.diagnostics.first?.location?.file == "content/programme/talk.md")
    }
    #expect(try await site.build().diagnostics.isEmpty)
  }

  @Test func saysOnceThatItWaitsForAnotherBuild() async throws {
    let site = try SiteFixture([:])
    let folder = try #require(FileHandle(forReadingAtPath: site.folder.path))
    #expect(flock(folder.fileDescriptor, LOCK_EX) == 0)
    let waits = Mutex(0)
    let report = try await site.build {
      $0.whenWaiting = {
        waits.withLock { $0 += 1 }
        flock(folder.fileDescriptor, LOCK_UN)
      }
    }
    #expect(waits.withLock(\.self) == 1)
    #expect(report.succeeded && site.exists("output/index.html"))
  }

  @Test func waitsForNobodyWhenItIsAlone() async throws {
    let site = try SiteFixture([:])
    let waits = Mutex(0)
    for _ in 0..<2 { _ = try await site.build { $0.whenWaiting = { waits.withLock { $0 += 1 } } } }
    #expect(waits.withLock(\.self) == 0)
  }

  @Test func leavesTheOutputAsItWasWhenThereAreErrors() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n"])
    _ = try await site.build()
    let before = try site.tree()
    try site.write("content/b.md", "---\ntitel: B\n---\n")
    try site.write("content/a.md", "---\ntitle: Changed\n---\n")
    let report = try await site.build()
    #expect(!report.succeeded)
    #expect(try site.tree() == before)
    #expect(!site.exists(".output.lectern-staging"))
  }

  @Test func removesOnlyWhatAnEarlierBuildWrote() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n"])
    _ = try await site.build()
    try site.write("output/a/theirs.txt", "mine")
    try site.write("output/.htaccess", "theirs")
    try site.write("output/CNAME", "theirs")
    try site.remove("content/a.md")
    let report = try await site.build()
    #expect(report.removed == 1)
    #expect(!site.exists("output/a/index.html"))
    #expect(site.exists("output/a/theirs.txt"))
    #expect(site.exists("output/.htaccess"))
    #expect(site.exists("output/CNAME"))
  }

  @Test func removesNothingWithoutARecord() async throws {
    let site = try SiteFixture(["content/a.md": "---\ntitle: A\n---\n"])
    _ = try await site.build()
    try site.remove(".lectern")
    try site.remove("content/a.md")
    let report = try await site.build()
    #expect(report.removed == 0)
    #expect(report.keptUnownedFiles == 1)
    #expect(site.exists("output/a/index.html"))
  }

  @Test(arguments: [".", "content", "content/deeper", "templates", ".."])
  func refusesAnOutputThatWouldMixWithTheSources(_ output: String) async throws {
    let site = try SiteFixture([:])
    await #expect(throws: WorkspaceError.self) {
      _ = try await site.build(output: site.folder.path + "/" + output)
    }
  }

  @Test func putsAFolderWhereAnEarlierBuildHadAFile() async throws {
    let site = try SiteFixture(["content/a": "a file"])
    _ = try await site.build()
    try site.remove("content/a")
    try site.write("content/a.md", "---\ntitle: A\n---\n")
    let report = try await site.build()
    #expect(report.succeeded)
    #expect(site.exists("output/a/index.html"))
  }

  @Test func givesTheSameBytesInAnotherFolder() async throws {
    let files = [
      "content/a.md": "---\ntitle: A\n---\nText", "content/b.md": "---\ntitle: B\n---\n",
    ]
    let (one, two) = (try SiteFixture(files), try SiteFixture(files))
    _ = try await one.build()
    _ = try await two.build()
    #expect(try one.tree() == two.tree())
  }

  /// Inode and modification time of every output.
  private func stamps(_ site: SiteFixture) throws -> [String: [String]] {
    try site.tree().keys.reduce(into: [:]) { stamps, path in
      let attributes = try FileManager.default.attributesOfItem(
        atPath: site.folder.appending(path: "output/" + path).path)
      stamps[path] = [
        "\(attributes[.systemFileNumber] ?? "")", "\(attributes[.modificationDate] ?? "")",
      ]
    }
  }
}
