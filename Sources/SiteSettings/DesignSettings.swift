package import Colours
package import ContentSchema
import Diagnostics

/// `design:` of `site.yaml`: how the conference design looks on the site.
package struct DesignSettings: Sendable {
  /// How the hours of sessions are written.
  package enum Clock: String, Sendable, CaseIterable {
    case hours24 = "24"
    case hours12 = "12"
  }

  /// In which order pages write a date's parts.
  package enum DateStyle: String, Sendable, CaseIterable {
    case dayFirst = "day-first"
    case monthFirst = "month-first"
  }

  /// The parts of the home page, in their usual order.
  package static let homeParts = [
    "registration", "days", "text", "news", "speakers", "figures", "campaigns", "organisers",
    "sponsors",
    "series",
  ]

  /// The colours that follow from the accent; `nil` if the settings name none, so that those of the design hold.
  package var palette: Palette?
  /// A file of the site: `/logo.svg`.
  package var logo: SettingsAddress?
  /// A picture behind the home page's title, a file of the site.
  package var hero: SettingsAddress?
  package var heroText: TextByLanguage?
  /// What messengers show beside a link to a page without a picture.
  package var card: SettingsAddress?
  package var cardText: TextByLanguage?
  package var touchIcon: SettingsAddress?
  package var manifest: SettingsAddress?
  /// The licence of the site's texts.
  package var licence: (name: String, url: String)?
  package var clock = Clock.hours24
  package var dateStyle = DateStyle.dayFirst
  package var home = homeParts

  package init() {}

  /// All files that the settings name, in the order of their keys.
  package var files: [SettingsAddress] {
    [logo, hero, card, touchIcon, manifest].compactMap(\.self)
  }
}

/// The keys of `design:`.
let designFields: [Field] = [
  Field("accent", .text, help: "The colour that all others are computed from: `\"#0a4341\"`."),
  Field("logo", .text, help: "A picture beside the site's name: `/logo.svg`."),
  Field("hero", .text, help: "A picture below the home page's title: `/harbour.jpg`."),
  Field("hero_text", .textByLanguage, help: "What that picture shows, for those who don't see it."),
  Field(
    "card", .text,
    help: "What messengers show beside links to pages without a picture: `/card.png`."),
  Field("card_text", .textByLanguage, help: "What that picture shows."),
  Field(
    "touch_icon", .text, help: "What phones show on their first screen: `/touch-icon.png`."),
  Field("manifest", .text, help: "A web app manifest: `/site.webmanifest`."),
  Field(
    "licence",
    .record([
      Field("name", .text, isRequired: true, help: "Its name: `CC BY 4.0`."),
      Field("url", .url, isRequired: true, help: "Its text."),
    ]), help: "The licence of the site's texts, told at the foot of each page."),
  Field(
    "clock", .choice(DesignSettings.Clock.allCases.map(\.rawValue)), help: "How hours are written."),
  Field(
    "date_style", .choice(DesignSettings.DateStyle.allCases.map(\.rawValue)),
    help: "`month-first` writes September 19, 2012 in English."),
  Field(
    "home", .list(.choice(DesignSettings.homeParts)),
    help: "The parts of the home page, in their order. What has nothing to show is left out."),
]

extension DesignSettings {
  /// Computes the palette, and tells what is wrong with the accent.
  mutating func readAccent(_ record: DecodedRecord) -> [Diagnostic] {
    guard record.written.contains("accent") else { return [] }
    let place = record.location(of: "accent")
    do throws(AccentMistake) {
      // What follows # without quotation marks is a comment to YAML, so that nothing is left.
      palette = try Palette(accent: try Colour(record["accent"]?.text ?? ""))
      return []
    } catch {
      return [error.diagnostic(at: place)]
    }
  }

  init(_ record: DecodedRecord) {
    logo = SettingsAddress("logo", of: record)
    hero = SettingsAddress("hero", of: record)
    if case .textByLanguage(let text)? = record["hero_text"] { heroText = text }
    card = SettingsAddress("card", of: record)
    if case .textByLanguage(let text)? = record["card_text"] { cardText = text }
    touchIcon = SettingsAddress("touch_icon", of: record)
    manifest = SettingsAddress("manifest", of: record)
    if let written = record["licence"]?.record, let name = written["name"]?.text,
      let url = written["url"]?.text
    {
      licence = (name, url)
    }
    clock = record["clock"]?.text.flatMap(Clock.init(rawValue:)) ?? clock
    dateStyle = record["date_style"]?.text.flatMap(DateStyle.init(rawValue:)) ?? dateStyle
    home = record["home"]?.list?.compactMap(\.text) ?? home
  }
}
