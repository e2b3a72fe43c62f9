import TestSupport
import Testing
import Text
import Web

@testable import Publishing

/// What a publication does, from the site, the record and the listing, as text.
@Suite struct PublicationPlanTests {
  private let now = 1_350_000_000

  private func fingerprint(_ version: String) -> String { Fingerprint(Array(version.utf8)).text }

  /// `index.html=1` is a file whose bytes are `1`.
  private func files(_ text: String) -> [PublishedFile] {
    text.split(separator: " ").map { word in
      let parts = word.split(separator: "=")
      return PublishedFile(
        path: OutputPath(String(parts[0])), fingerprint: fingerprint(String(parts[1])),
        size: parts[1].utf8.count)
    }
  }

  private func record(_ text: String, ago seconds: Int = 100) -> PublicationRecord {
    PublicationRecord(
      publishedAt: now - seconds,
      entries: Dictionary(
        uniqueKeysWithValues: files(text).map {
          ($0.path, .init(fingerprint: $0.fingerprint, size: $0.size))
        }))
  }

  private func listing(_ record: PublicationRecord, and foreign: String = "") -> PlaceListing {
    var listing = PlaceListing()
    for (path, entry) in record.entries {
      listing.entries.updateValue(entry.size, forKey: path.text)
    }
    for file in files(foreign) { listing.entries.updateValue(file.size, forKey: file.path.text) }
    return listing
  }

  private func steps(_ plan: PublicationPlan) -> String {
    func line(_ name: String, _ paths: [some CustomStringConvertible]) -> String? {
      paths.isEmpty ? nil : name + " " + paths.map(\.description).joined(separator: " ")
    }
    return [
      line("first remove", plan.inTheWay), line("assets", plan.assets),
      line("new", plan.newPages), line("changed", plan.changedPages),
      line("lists", plan.lists), line("remove", plan.removed),
      line("keep", plan.kept), line("left", plan.changedByOthers), line("foreign", plan.foreign),
      line("leftovers", plan.leftovers),
    ].compactMap(\.self).joined(separator: "\n")
  }

  @Test func putsListsOfFilesAfterWhatTheyName() {
    let before = record("index.html=1 offline.json=1")
    let plan = PublicationPlan(
      files("index.html=2 offline.json=2 sv/offline.json=1 sw.js=1"),
      record: before, listing: listing(before), now: now)
    #expect(
      steps(plan) == """
        assets sw.js
        changed index.html
        lists offline.json sv/offline.json
        """)
    #expect(plan.puts.suffix(2) == plan.lists[...])
    #expect(plan.words(most: 9).first == "  2 new, 2 changed, 0 removed, 0 as they were")
  }

  @Test func putsAssetsBeforePagesAndNewPagesBeforeThoseThatLeadToThem() {
    let before = record("index.html=1 a/index.html=1 assets/old.css=1 old/index.html=1 paper.pdf=1")
    let plan = PublicationPlan(
      files("index.html=2 a/index.html=1 b/index.html=1 assets/new.css=1 paper.pdf=22"),
      record: before, listing: listing(before), now: now)
    #expect(
      steps(plan) == """
        assets assets/new.css paper.pdf
        new b/index.html
        changed index.html
        remove old/index.html
        keep assets/old.css
        """)
    #expect(plan.unchanged == 1)
    #expect(
      plan.words(most: 1) == [
        "  2 new, 2 changed, 1 removed, 1 as they were",
        "  new: assets/new.css", "  new: and 1 more", "  changed: index.html",
        "  changed: and 1 more",
        "  removed: old/index.html", "  kept for a day: assets/old.css",
      ])
    #expect(plan.emptiedFolders == ["old"])
  }

  @Test func removesAnAssetADayAfterItLeft() {
    var record = record("index.html=1 assets/new.css=1 assets/old.css=1 report.pdf=1")
    let site = files("index.html=1 assets/new.css=1")
    let first = PublicationPlan(site, record: record, listing: listing(record), now: now)
    #expect(steps(first) == "remove report.pdf\nkeep assets/old.css")
    record = first.final
    let soon = PublicationPlan(
      site, record: record, listing: listing(record), now: now + 86_399)
    #expect(steps(soon) == "keep assets/old.css")
    #expect(soon.isEmpty)
    let late = PublicationPlan(
      site, record: soon.final, listing: listing(record), now: now + 86_400)
    #expect(steps(late) == "remove assets/old.css")
  }

  @Test func touchesNothingThatNoPublicationWrote() {
    let before = record("index.html=1 gone.html=1")
    let place = listing(before, and: "a.html=7 notes.txt=7 news/photo.jpg=7")
    let site = files("index.html=1 a.html=1 news=1")
    let plan = PublicationPlan(site, record: before, listing: place, now: now)
    #expect(plan.foreign == ["a.html", "news/photo.jpg"])
    let adopting = PublicationPlan(site, record: before, listing: place, now: now, adopts: true)
    #expect(adopting.foreign == ["news/photo.jpg"])
    #expect(adopting.changedPages == [OutputPath("a.html")])
    #expect(!adopting.removals.contains(OutputPath("notes.txt")))
  }

  @Test func leavesAFileThatSomebodyChangedAndTheSiteHasNoMore() {
    let before = record("index.html=1 old.html=1")
    var place = listing(before)
    place.entries.updateValue(500, forKey: "old.html")
    let plan = PublicationPlan(files("index.html=1"), record: before, listing: place, now: now)
    #expect(steps(plan) == "left old.html")
    #expect(plan.final.entries.count == 1)
  }

  @Test func putsAgainWhatIsMissingOrOfAnotherSize() {
    let before = record("index.html=1 a.html=1 b.html=1")
    var place = listing(before)
    place.entries["a.html"] = nil
    place.entries.updateValue(0, forKey: "b.html")
    let plan = PublicationPlan(
      files("index.html=1 a.html=1 b.html=1"), record: before, listing: place, now: now)
    #expect(steps(plan) == "new a.html\nchanged b.html")
  }

  @Test func knowsAfterASuddenEndWhatIsOurs() {
    let before = record("index.html=1 old.html=1 a.html=1")
    let site = files("index.html=2 a.html=1 new.html=1")
    let begun = PublicationPlan(site, record: before, listing: listing(before), now: now)
    #expect(!begun.announced.isWhole)
    // Whatever of it was done: what was to be put is put again, since it may be half-written.
    for there in ["index.html=1 old.html=1 a.html=1", "index.html=9 new.html=7 a.html=1"] {
      let next = PublicationPlan(
        site, record: begun.announced, listing: listing(record(there)), now: now)
      #expect(next.foreign.isEmpty)
      #expect(Set(next.puts) == [OutputPath("index.html"), OutputPath("new.html")])
      #expect(next.unchanged == 1)
      #expect(next.final.isWhole)
    }
  }

  @Test func clearsTheWayForAFolderThatBecomesAFileAndBack() {
    let before = record("index.html=1 a=1 b/x.html=1")
    let plan = PublicationPlan(
      files("index.html=1 a/index.html=1 b=1"), record: before, listing: listing(before), now: now)
    #expect(steps(plan) == "first remove a b/x.html\nassets b\nnew a/index.html")
    #expect(plan.foldersInTheWay == ["b"])
  }

  @Test func removesWhatAProgramLeftOfOurFilesHalfWritten() {
    let before = record("index.html=1 a/b.css=1")
    let place = listing(
      before,
      and:
        "a/.b.css.Ab12Cd=1 .index.html.lectern=1 index.html.01234567.partial=1 .other.html.Ab12Cd=1 .index.html.old=1"
    )
    let plan = PublicationPlan(
      files("index.html=1 a/b.css=1"), record: before, listing: place, now: now)
    #expect(
      plan.leftovers == [".index.html.lectern", "a/.b.css.Ab12Cd", "index.html.01234567.partial"])
  }

  @Test(arguments: [(4, false), (5, false), (6, true), (30, true)])
  func asksWhenMoreThanAFifthWouldGo(_ removals: Int, _ asks: Bool) {
    let names = (10..<35).map { "p\($0).html=1" }
    let before = record(names.joined(separator: " "))
    let plan = PublicationPlan(
      files(names.dropLast(min(removals, 25)).joined(separator: " ")), record: before,
      listing: listing(before), now: now)
    #expect(plan.removesMuch == asks)
  }

  // MARK: Reading

  @Test func readsItsRecordAsItWasWritten() throws {
    var random = SeededRandom(seed: 3)
    for count in 0..<40 {
      var record = PublicationRecord(publishedAt: Int.random(in: 0...2_000_000_000, using: &random))
      for number in 0..<count {
        let name = ["a", "å", "\\", "\n", "\t", "x y"].randomElement(using: &random)!
        record.entries[OutputPath("\(number)/\(name)")] = .init(
          fingerprint: Bool.random(using: &random) ? fingerprint(name) : nil,
          size: Int.random(in: 0...99, using: &random),
          leftAt: Bool.random(using: &random) ? 5 : nil)
      }
      let text = record.text
      #expect(PublicationRecord(text) == record)
      // A record that was cut off anywhere is none.
      for _ in 0..<10 {
        #expect(
          PublicationRecord(Array(text.prefix(Int.random(in: 0..<text.count, using: &random))))
            == nil)
      }
    }
    let stranger = "aaaaaaaaaa\t1\t-\t../../etc/passwd"
    let text = String(decoding: PublicationRecord(publishedAt: 1).text, as: UTF8.self)
      .replacing("0 files", with: stranger + "\n1 files")
    #expect(PublicationRecord(Array(text.utf8)) == nil)
  }

  @Test func readsWhatRsyncLists() {
    let text = """
      drwxr-xr-x          4,096 2026/11/27 13:30:00 .
      -rw-r--r--             12 2026/11/27 13:30:00 index.html
      -rw-r--r--           1200 2026/11/27 13:30:00 a b/ two  blanks.html
      lrwxrwxrwx              5 2026/11/27 13:30:00 current -> /srv/x
      -rw-r--r--              3 2026/11/27 13:30:00 line\\#012feed.txt
      srw-r--r--              0 2026/11/27 13:30:00 socket

      """
    #expect(
      PlaceListing(rsync: Array(text.utf8)).entries == [
        "index.html": 12, "a b/ two  blanks.html": 1200, "current": nil, "line\nfeed.txt": 3,
        "socket": nil,
      ])
  }

  @Test func readsWhatRcloneLists() {
    #expect(
      PlaceListing(rclone: Array("12\tindex.html\n-1\ta/doc\n3\ta\tb\n".utf8)).entries == [
        "index.html": 12, "a/doc": nil, "a\tb": 3,
      ])
  }
}
