import Content
import Diagnostics
import Foundation
import SiteSettings
import TestSupport
import Testing

@testable import SiteShell

/// An upgrade changes what it names and not a byte besides.
@Suite struct UpgradeTests {
  private let changes = [
    FormatChange(
      format: 2,
      renamings: [
        .setting(["design", "colour"], to: "accent"), .pageKey("firm", to: "affiliation"),
      ]),
    FormatChange(format: 3, renamings: [.pageKey("affiliation", to: "organisation")]),
  ]

  private func upgraded(
    _ files: [String: String], to format: Int = 2, _ changes: [FormatChange]? = nil
  ) -> (files: [String: String], told: [String], shown: [String]) {
    let result = Content.upgraded(
      files.sorted { $0.key < $1.key }.map { ($0.key, Array($0.value.utf8)) }, to: format,
      changes ?? self.changes)
    return (
      Dictionary(
        uniqueKeysWithValues: result.value.map {
          ($0.path, String(decoding: $0.bytes, as: UTF8.self))
        }),
      result.diagnostics.map(\.oneLineForm),
      result.value.flatMap { file in
        file.changes.map { "\(file.path):\($0.line) \($0.before ?? "") -> \($0.after)" }
      }
    )
  }

  @Test(arguments: [
    ("title: T\nbase_url: x\n", "lectern: 1\ntitle: T\nbase_url: x\n"),
    ("# Ours\r\n\r\ntitle: T\r\n", "# Ours\r\n\r\nlectern: 1\r\ntitle: T\r\n"),
    ("\u{FEFF}title: T", "\u{FEFF}lectern: 1\ntitle: T"),
    ("---\n\"title\": T\n", "---\nlectern: 1\n\"title\": T\n"),
  ])
  func namesTheFormatAboveTheFirstKey(_ before: String, _ after: String) {
    let result = upgraded(["site.yaml": before], to: 1, [])
    #expect(result.files["site.yaml"].map { Array($0.utf8) } == Array(after.utf8))
    #expect(upgraded(["site.yaml": after], to: 1, []).files == [:])
  }

  @Test func changesTheWordsThatAreCalledOtherwiseAndNothingElse() {
    let settings =
      "# åäö\r\ndesign: {clock: 24, \"colour\": '#123'} # colour\r\n\r\ntitle: colour\r\nlectern:   1 # the format\r\n"
    let page =
      "---\ntitle: \"Å\"   # firm: x\nfirm:  Town   # where\nextra: {firm: x}\n---\nfirm: y\n"
    let result = upgraded([
      "site.yaml": settings, "content/a.md": page, "content/b.md": "No front matter.\nfirm: x\n",
      "content/_pages.csv": "\u{FEFF}id;title;\"firm\" ;firm 2\r\na;firm;b;c\r\n",
      "content/x/_pages.yaml": "- id: a\n  firm: b\n- {id: c, firm: d}\n",
    ])
    #expect(result.told == [])
    #expect(
      result.files == [
        "site.yaml": settings.replacing("\"colour\"", with: "\"accent\"")
          .replacing("lectern:   1", with: "lectern:   2"),
        "content/a.md": page.replacing("firm:  Town", with: "affiliation:  Town"),
        "content/_pages.csv": "\u{FEFF}id;title;\"affiliation\" ;firm 2\r\na;firm;b;c\r\n",
        "content/x/_pages.yaml": "- id: a\n  affiliation: b\n- {id: c, affiliation: d}\n",
      ])
    #expect(
      result.shown.contains(
        "content/a.md:3 firm:  Town   # where -> affiliation:  Town   # where"))
    #expect(upgraded(result.files).files == [:])
  }

  @Test func goesFromFormatToFormatInOneStepEach() {
    let before = ["site.yaml": "lectern: 1\ntitle: T\n", "content/a.md": "---\nfirm: x\n---\n"]
    let second = upgraded(before).files
    let third = upgraded(second, to: 3).files
    #expect(third["content/a.md"] == "---\norganisation: x\n---\n")
    #expect(third["site.yaml"] == "lectern: 3\ntitle: T\n")
  }

  @Test func refusesWhatItCannotTell() {
    #expect(
      upgraded(["site.yaml": "lectern: 9\ntitle: T\n"]).told == [
        "site.yaml:1:10: error: this site is in format 9, and this Lectern reads formats up to 1"
      ])
    #expect(
      upgraded(["site.yaml": "lectern: one\ntitle: T\n"]).told == [
        "site.yaml:1:10: error: 'lectern' should be a whole number from 1"
      ])
    #expect(
      upgraded(["site.yaml": "{title: T}\n"]).told == [
        "site.yaml:1:1: error: the settings don't begin with a key at the start of a line"
      ])
    #expect(
      upgraded(["site.yaml": "title: T\n", "content/a.md": "---\nfirm: x\naffiliation: y\n---\n"])
        .told == ["content/a.md:3:1: error: 'firm' is called 'affiliation' now, and both are here"])
  }

  @Test func readsNothingOfASiteForANewerProgram() async throws {
    let site = try SiteFixture([
      "site.yaml": "lectern: 2\ntitle: T\nbase_url: https://example.org/\nnew_key: 1\n",
      "content/a.md": "---\nnew: x\n---\n",
    ])
    #expect(
      try await site.build().lines == [
        "site.yaml:1:10: error: this site is in format 2, and this Lectern reads formats up to 1"
      ])
  }

  @Test func writesWithTheRightsThatAFileHas() throws {
    let site = try SiteFixture([:])
    let file = site.folder.appending(path: "site.yaml").path
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: file)
    let workspace = try Workspace(site: site.folder.path)
    try workspace.write(workspace.upgraded().value)
    #expect(try site.text("site.yaml").hasPrefix("lectern: 1\ntitle: Test\n"))
    let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
    #expect(mode as? Int == 0o640)
    #expect(try workspace.upgraded().value.isEmpty)
  }

  /// A site of each format that there ever was, with what was built from it. These sites never change, and what is built from
  /// them only if docs/stability.md and the changelog say so. A site of an older format is upgraded first.
  @Test(arguments: 1...SiteFormat.current)
  func buildsASiteOfEachFormatAsEver(_ format: Int) async throws {
    let fixture = Fixture.folder("formats/\(format)", of: "SiteTests")
    let site = try SiteFixture(copying: fixture)
    #expect(try site.text("site.yaml").contains("lectern: \(format)\n"))
    let workspace = try Workspace(site: site.folder.path)
    try workspace.write(workspace.upgraded().value)
    let report = try await site.build(at: "2012-09-19")
    #expect(report.text == "")
    let built = try site.tree()
    let folder = fixture.appending(path: "expected")
    if ProcessInfo.processInfo.environment["UPDATE_GOLDENS"] == "1" {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.copyItem(at: site.folder.appending(path: "output"), to: folder)
      return
    }
    let expected = try site.tree("expected")
    #expect(built.keys.sorted() == expected.keys.sorted())
    for (path, bytes) in expected.sorted(by: { $0.key < $1.key }) {
      let found = String(decoding: built[path] ?? Data(), as: UTF8.self)
      #expect(found == String(decoding: bytes, as: UTF8.self), "\(path)")
    }
  }
}
