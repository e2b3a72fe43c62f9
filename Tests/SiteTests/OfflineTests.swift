import Foundation
import SiteModel
import TestSupport
import Testing
import Web

@testable import SiteShell

/// What `event.offline` makes a build write. What phones do with it is judged in a browser (Tests/Judges/test_offline.py).
@Suite struct OfflineTests {
  private func settings(_ offline: String) -> String {
    """
    title: Test
    base_url: https://example.org/2031/
    timezone: Europe/Brussels
    languages: {en: {name: English}, sv: {name: Svenska, untranslated: show}}
    event: {starts: 2031-05-14, ends: 2031-05-15, venue: /practical/venue/, programme: /programme/, \(offline)}
    """
  }

  private func files(_ offline: String) -> [String: String] {
    [
      "site.yaml": settings(offline),
      "templates/base.html":
        "<!doctype html><link rel=\"stylesheet\" href=\"{{ asset(\"css/a.css\") }}\">{% if site.offline %}{{ site.offline.worker }} {{ site.offline.list }}{% endif %}{{ page.content }}",
      "templates/page.html": "{% include \"base.html\" %}",
      "templates/section.html": "{% include \"base.html\" %}",
      "templates/assets/css/a.css": "@font-face { src: url(../f.woff2) }",
      "templates/assets/f.woff2": "font", "templates/assets/unused.js": "1",
      "content/_index.sv.md": "---\ntitle: Hem\n---\n",
      "content/programme/_index.md": "---\ntitle: Programme\nprogramme: true\n---\n",
      "content/programme/opening.md":
        "---\ntitle: \"Opening & <b>\"\nkind: session\nstart: 2031-05-14 09:00\nroom: aula\n---\n![](hall.svg){decorative}\n",
      "content/programme/secret.md":
        "---\ntitle: Secret\nkind: session\nstart: 2031-05-14 11:00\npublish: 2031-05-14\n---\n",
      "content/programme/hall.svg": "<svg xmlns=\"http://www.w3.org/2000/svg\"/>",
      "content/rooms/_index.md": "---\ntitle: Rooms\ndefaults: {kind: room}\n---\n",
      "content/rooms/aula.md": "---\ntitle: Aula\n---\n",
      "content/practical/_index.md": "---\ntitle: Practical\n---\n",
      "content/practical/venue.md": "---\ntitle: Venue\n---\n",
      "content/practical/beds.md": "---\ntitle: Beds\n---\n",
      "content/news/_index.md": "---\ntitle: News\n---\n",
    ]
  }

  private struct List: Decodable {
    let version, language, until, home: String
    let files: [[Entry]]
    let sessions: [String: [String]]
  }

  private enum Entry: Decodable, Equatable {
    case text(String)
    case number(Int)

    init(from decoder: any Decoder) throws {
      let value = try decoder.singleValueContainer()
      if let number = try? value.decode(Int.self) {
        self = .number(number)
      } else {
        self = .text(try value.decode(String.self))
      }
    }
  }

  private func list(_ site: SiteFixture, _ path: String = "output/offline.json") throws -> List {
    try JSONDecoder().decode(List.self, from: Data(try site.text(path).utf8))
  }

  private func addresses(_ list: List) -> [String] {
    list.files.map { entry in
      if case .text(let address)? = entry.first { address } else { "" }
    }
  }

  private func built(_ offline: String) async throws -> SiteFixture {
    let site = try SiteFixture(files(offline))
    let report = try await site.build()
    #expect(report.errors == 0, "\(report.text)")
    return site
  }

  @Test func keepsTheProgrammeWithAllThatItsPagesLoad() async throws {
    let site = try await built("offline: true")
    let list = try list(site)
    let shown = addresses(list).map {
      $0.replacing(#/\.[0-9a-z]{10}\./#, with: ".")
    }
    #expect(
      shown == [
        "assets/css/a.css", "assets/f.woff2", "", "practical/beds/", "practical/",
        "practical/venue/", "programme/calendar.ics", "programme/hall.svg", "programme/",
        "programme/opening/", "rooms/aula/", "rooms/",
      ])
    #expect(
      list.sessions == [
        "programme/opening/": ["2031-05-14T09:00:00+02:00 rooms/aula", "Opening & <b>"]
      ])
    #expect(list.until == "2031-05-30T00:00:00+02:00" && list.home == "programme/")
    for entry in list.files {
      guard case .text(let address) = entry[0] else { return }
      let file = address.isEmpty || address.hasSuffix("/") ? address + "index.html" : address
      let bytes = try site.text("output/" + file)
      #expect(entry[2] == .number(bytes.utf8.count))
    }
    #expect(try site.text("output/index.html").contains("/2031/sw.js /2031/offline.json"))
  }

  @Test func hasAListForEachLanguage() async throws {
    let site = try await built("offline: true")
    let list = try list(site, "output/sv/offline.json")
    #expect(list.language == "sv")
    #expect(addresses(list).filter { $0.hasSuffix("/") }.allSatisfy { $0.hasPrefix("sv/") })
    #expect(addresses(list).contains("sv/programme/opening/"))
    #expect(try site.text("output/sv/index.html").contains("/2031/sv/offline.json"))
  }

  @Test func isAnotherVersionOnlyIfSomethingChanged() async throws {
    let site = try await built("offline: true")
    let first = try list(site).version
    try site.write("content/news/_index.md", "---\ntitle: Other news\n---\n")
    _ = try await site.build()
    #expect(try list(site).version == first)
    try site.write("content/practical/beds.md", "---\ntitle: Beds\n---\nSoft ones.\n")
    _ = try await site.build()
    #expect(try list(site).version != first)
  }

  @Test func endsWhatPhonesHaveOnceItIsSwitchedOffOrOver() async throws {
    let kept = try await built("offline: true").text("output/sw.js")
    let site = try await built("offline: false")
    let gone = try site.text("output/sw.js")
    #expect(kept != gone && gone.contains("registration.unregister()"))
    #expect(!site.exists("output/offline.json"))
    #expect(!(try site.text("output/index.html").contains("sw.js")))
    let late = try SiteFixture(files("offline: true"))
    _ = try await late.build(at: "2031-05-30")
    #expect(try late.text("output/sw.js") == gone)
    #expect(!late.exists("output/offline.json"))
  }

  @Test func writesNothingUnlessItIsAskedFor() async throws {
    let site = try await built("")
    #expect(!site.exists("output/sw.js") && !site.exists("output/offline.json"))
  }

  @Test func needsTheDaysAndTheProgramme() async throws {
    let site = try SiteFixture([
      "site.yaml": "title: Test\nbase_url: https://example.org/\nevent: {offline: true}\n"
    ])
    #expect(
      try await site.build().lines == [
        "site.yaml:3:18: error: offline: true needs programme:, which is missing",
        "site.yaml:3:18: error: offline: true needs starts:, which is missing",
      ])
  }
}

@Suite struct ServiceWorkerPolicyTests {
  @Test(arguments: [
    ("navigator.serviceWorker.register('/sw.js')", true),
    ("// serviceWorker\nlet a = 'serviceWorker'", false),
  ])
  func allowsAWorkerToPagesWhoseScriptStartsOne(_ script: String, _ starts: Bool) {
    var policy = ContentPolicy()
    policy.allow(script: Array(script.utf8)) { _ in false }
    #expect(policy.header.contains("worker-src 'self'") == starts)
  }
}
