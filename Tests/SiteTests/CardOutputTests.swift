import Cards
import ConferenceDesign
import Content
import Diagnostics
import SiteModel
import SiteRender
import SiteViews
import TestSupport
import Testing
import Web

@testable import SiteShell

@Suite struct CardOutputTests {
  /// A site in the conference design, on a machine that draws cards: the drawings by their paths, and the pages' texts.
  private func drawn(
    _ files: [String: String], settings: String = "cards: true\n", drawsCards: Bool = true
  ) async throws -> (cards: [String: String], pages: [String: String], messages: [String]) {
    let all = [
      "site.yaml":
        "title: Test\nbase_url: https://example.org/\ntimezone: Europe/Stockholm\nlanguages: {en: {name: English}, sv: {name: Svenska}}\n\(settings)",
      "content/_index.md": "---\ntitle: Home\n---\n",
      "content/programme/_index.md":
        "---\ntitle: Programme\nprogramme: true\ndefaults: {kind: session}\n---\n",
    ].merging(files) { $1 }
    let shipped = ShippedDesign(
      conferenceDesign.filter { !$0.isBinary }.map { ($0.path, $0.bytes) },
      fonts: { conferenceDesign.filter(\.isBinary).map { ($0.path, $0.bytes) } })
    let read = try await read(
      MemoryFiles(all), ParseOptions(), templateNames, templateEnvironment, shipped: shipped)
    var options = AssembleOptions(now: try #require(BuildTime(written: "2012-09-01")))
    if drawsCards {
      options.cardRenderer = CardRenderer(version: "test", fonts: read.value.cardFonts)
    }
    let site = assemble(read.value, options)
    let outputs = plan(site.value)
    var messages = (read.diagnostics + site.diagnostics + outputs.diagnostics).map(\.message)
    var cards: [String: String] = [:]
    var pages: [String: String] = [:]
    for output in outputs.value {
      let rendered = render(output, of: site.value)
      messages += rendered.diagnostics.map(\.message)
      if let card = rendered.card {
        cards[output.path.text] = String(decoding: card.svg, as: UTF8.self)
      }
      pages[output.path.text] = String(decoding: rendered.value, as: UTF8.self)
    }
    return (cards, pages, messages)
  }

  private let opening =
    "---\ntitle: \"Q&A: the opening\"\nstart: 2012-09-19 13:30\nend: 2012-09-19 14:00\n"

  @Test func saysThatASessionIsNotWhereItWasReleased() async throws {
    let made = try await drawn([
      "content/programme/opening.md": opening + "format: plenary\n---\n",
      "content/_releases.tsv": [
        "release\t2012-08-01T10:00Z\tFirst",
        "programme/opening\t2012-09-19 10:00\t2012-09-19 10:30\t\t\tconfirmed\t0\tQ&A: the opening",
        "",
      ].joined(separator: "\n"),
    ])
    let card = try #require(made.cards["programme/opening/card.png"])
    #expect(card.contains(">Moved ("), "\(card)")
    #expect(card.contains("10:00") && card.contains(">Wednesday 19 September 2012, 13:30–14:00<"))
    #expect(
      made.pages["programme/opening/index.html"]?.contains(
        #"property="og:image:alt" content="Moved ("#) == true)
  }

  @Test func hasTheAccentThatPagesHave() async throws {
    let css = try #require(conferenceDesign.first { $0.path == "assets/css/colours.css" }?.text)
    let accent = try #require(css.firstMatch(of: /--accent: (#[0-9a-f]{6});/)?.1)
    let made = try await drawn([:])
    #expect(made.cards["card.png"]?.contains("fill=\"\(accent)\"") == true)
  }

  @Test func showsWhatASessionIsWhenAndWhere() async throws {
    let made = try await drawn([
      "content/programme/opening.md": opening
        + "room: hall\nspeakers: [ada]\nformat: plenary\nstatus: cancelled\n---\n",
      "content/rooms/_index.md": "---\ntitle: Rooms\ndefaults: {kind: room}\n---\n",
      "content/rooms/hall.md": "---\ntitle: Hall A\n---\n",
      "content/speakers/_index.md": "---\ntitle: Speakers\ndefaults: {kind: speaker}\n---\n",
      "content/speakers/ada.md": "---\ntitle: Ada Sample\nrole: Mayor\n---\n",
    ])
    #expect(made.messages == [])
    let card = try #require(made.cards["programme/opening/card.png"])
    for words in [
      "Test · Plenary", ">Cancelled<", ">Q&amp;A: the opening<",
      ">Wednesday 19 September 2012, 13:30–14:00<", ">Hall A<", ">Ada Sample<",
    ] {
      #expect(card.contains(words), "\(words)")
    }
    #expect(made.cards["speakers/ada/card.png"]?.contains(">Mayor<") == true)
    #expect(
      made.cards.keys.sorted() == [
        "card.png", "programme/opening/card.png", "speakers/ada/card.png",
      ])
    let page = try #require(made.pages["programme/opening/index.html"])
    #expect(
      page.contains(
        #"property="og:image" content="https://example.org/programme/opening/card.png""#))
    #expect(page.contains(#"property="og:image:alt" content="Cancelled – Q&amp;A: the opening – "#))
    // Pages of kinds without a drawing share the site's card; untranslated pages their original's.
    #expect(made.pages["rooms/hall/index.html"]?.contains("https://example.org/card.png") == true)
    #expect(
      made.pages["sv/programme/opening/index.html"]?.contains(
        "https://example.org/programme/opening/card.png") == true)
  }

  @Test func speaksTheLanguageOfThePage() async throws {
    let made = try await drawn([
      "content/programme/opening.md": opening + "status: moved\n---\n",
      "content/programme/opening.sv.md": "---\ntitle: Öppningen\n---\n",
    ])
    let card = try #require(made.cards["sv/programme/opening/card.png"])
    for words in [">Flyttat<", ">Öppningen<", ">onsdag 19 september 2012, 13:30–14:00<"] {
      #expect(card.contains(words), "\(words): \(card)")
    }
  }

  @Test func drawsNoneForPagesThatAreNotLiveOrHaveAPicture() async throws {
    let made = try await drawn(
      [
        "content/programme/opening.md": opening + "draft: true\n---\n",
        "content/programme/later.md": opening + "publish: 2012-10-01\n---\n",
        "content/programme/hidden.md": opening + "page: false\n---\n",
        "content/programme/pictured.md": opening + "image: /site.png\n---\n",
        "content/site.png": "x",
      ], settings: "cards: true\ndesign: {card: /site.png}\n")
    #expect(made.cards.isEmpty)
    #expect(
      made.pages["programme/pictured/index.html"]?.contains("https://example.org/site.png") == true)
  }

  @Test(arguments: [("", true), ("cards: true\n", false)])
  func drawsNoneUnlessItIsAskedForAndCanBe(_ settings: String, _ drawsCards: Bool) async throws {
    let made = try await drawn(
      ["content/programme/opening.md": opening + "---\n"], settings: settings + "design: {}\n",
      drawsCards: drawsCards)
    #expect(made.cards.isEmpty)
    #expect(made.pages["card.png"] == nil)
    #expect(made.pages["programme/opening/index.html"]?.contains("og:image") == false)
  }

  @Test func givesTemplatesWhatTheReferenceSays() async throws {
    let made = try await drawn([
      "templates/page.html": """
      {% set title = fit(page.title, width=300, height=100, sizes=[60, 40], font="NotoSans-Bold.ttf") %}
      {{- [page.card.url, page.card.width, page.card.height, title.size, title.lines, title.is_cut] }}
      {{ lines(page.title, width=300, size=40, font="NotoSans-Regular.ttf", most=2) | join("/") }}
      """,
      "content/about.md": "---\ntitle: About the conference\n---\n",
    ])
    #expect(made.messages == [])
    #expect(
      made.pages["about/index.html"]
        == "[&#39;/card.png&#39;, 1200, 630, 40, [&#39;About the&#39;, &#39;conference&#39;], False]\nAbout the/conference"
    )
  }

  @Test func tellsOfAFileAtTheAddressOfACard() async throws {
    let made = try await drawn([
      "content/programme/opening/index.md": opening + "---\n",
      "content/programme/opening/card.png": "x",
    ])
    #expect(
      made.messages.contains {
        $0.contains("have one address, /programme/opening/card.png")
      }, "\(made.messages)")
  }
}
