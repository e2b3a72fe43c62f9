package import CivilTime
package import ContentSchema
package import Diagnostics

/// `event:` of `site.yaml`: what the home page, the header and the footer, calendars and search engines are told of the
/// conference.
package struct EventSettings: Sendable {
  package enum Mode: String, Sendable, CaseIterable {
    case onSite = "on-site"
    case online, both
  }

  /// Where and when people can register, or hand in proposals.
  package struct Offer: Sendable {
    package var page: SettingsAddress?
    /// On another site.
    package var url: String?
    package var from, until: CivilDate?
  }

  package var name: TextByLanguage?
  package var series: TextByLanguage?
  /// The id of this edition among the others, or its number.
  package var edition: String?
  package var starts, ends: CivilDate?
  /// The first and the last day together as each language of the site writes them. Empty if they aren't known.
  package var dates: [String] = []
  package var mode: Mode?
  package var venue: SettingsAddress?
  package var venueName: TextByLanguage?
  package var city, country: TextByLanguage?
  package var countryCode: String?
  private var countryCodePlace: SourceLocation?
  package var programme: SettingsAddress?
  package var organisers: [SettingsAddress] = []
  package var contact: SettingsAddress?
  package var registration: Offer?
  package var callForPapers: Offer?
  package var codeOfConduct: SettingsAddress?
  package var hashtag: String?
  /// For how many days a change of the programme is marked.
  package var changesShown = usualChangesShown
  package static let usualChangesShown = 7
  /// Whether visitors may keep the programme on their phones. `nil` if the settings don't speak of it.
  package var offline: Bool?
  package private(set) var offlinePlace: SourceLocation?
  /// What the home page says of it before, during and after, by these words.
  package var lead: [(phase: String, text: TextByLanguage)] = []

  package init() {}

  /// All pages that the settings name, in the order of their keys.
  package var pages: [SettingsAddress] {
    [venue, programme].compactMap(\.self) + organisers
      + [contact, registration?.page, callForPapers?.page, codeOfConduct].compactMap(\.self)
  }

  /// All texts that may differ by language.
  var texts: [TextByLanguage] {
    [name, series, venueName, city, country].compactMap(\.self) + lead.map(\.text)
  }
}

/// The keys of `event:`.
let eventFields: [Field] = [
  Field("name", .textByLanguage, help: "The conference's name; without it the site's title."),
  Field("series", .textByLanguage, help: "The series that it is one of."),
  Field("edition", .text, help: "Which one: its number, or the id of its page."),
  Field("starts", .date, help: "The first day."),
  Field("ends", .date, help: "The last day; without it there is one day."),
  Field(
    "mode", .choice(EventSettings.Mode.allCases.map(\.rawValue)), help: "How people take part."),
  Field("venue", .text, help: "The page of the venue, by its address: `/practical/venue/`."),
  Field("venue_name", .textByLanguage, help: "The venue's name; without it its page's title."),
  Field("city", .textByLanguage), Field("country", .textByLanguage),
  Field("country_code", .text, help: "By ISO 3166, for search engines: `SE`."),
  Field("programme", .text, help: "The section of the programme that the header leads to."),
  Field("organisers", .list(.text), help: "The organisers' pages, by their addresses."),
  Field(
    "contact", .text,
    help: "The page of whom to ask: its address and telephone stand at the foot of each page."),
  Field("registration", .record(offerFields), help: "Where and when people register."),
  Field(
    "call_for_papers", .record(offerFields), help: "Where and until when proposals are handed in."),
  Field("code_of_conduct", .text, help: "Its page, by its address."),
  Field("hashtag", .text, help: "With its sign: `\"#ecoprocura\"`."),
  Field(
    "changes_shown", .number,
    help:
      "For how many days a released change of the programme is marked: 7 if it is left out, 0 for none."
  ),
  Field(
    "offline", .boolean,
    help:
      "Whether visitors may keep the programme on their phones; `false` removes what they kept."),
  Field(
    "lead",
    .record(EventSettings.phases.map { Field($0, .textByLanguage) }),
    help: "What the home page says before, during and after the event, instead of its description."),
]

private let offerFields = [
  Field("page", .text, help: "A page of this site, by its address."),
  Field("url", .url, help: "Or an address on another site."),
  Field("from", .date, help: "The first day."), Field("until", .date, help: "The last day."),
]

extension EventSettings {
  static let phases = ["before", "during", "after"]

  init(_ record: DecodedRecord) {
    func text(_ name: String) -> TextByLanguage? {
      if case .textByLanguage(let text)? = record[name] { text } else { nil }
    }
    name = text("name")
    series = text("series")
    edition = record["edition"]?.text
    starts = record["starts"]?.date
    ends = record["ends"]?.date ?? starts
    mode = record["mode"]?.text.flatMap(Mode.init(rawValue:))
    venue = SettingsAddress("venue", of: record)
    venueName = text("venue_name")
    (city, country) = (text("city"), text("country"))
    countryCode = record["country_code"]?.text
    countryCodePlace = countryCode.map { _ in record.location(of: "country_code") }
    programme = SettingsAddress("programme", of: record)
    organisers = (record["organisers"]?.list ?? []).compactMap(\.text)
      .map { SettingsAddress(text: $0, location: record.location(of: "organisers")) }
    contact = SettingsAddress("contact", of: record)
    registration = record["registration"]?.record.map(Offer.init)
    callForPapers = record["call_for_papers"]?.record.map(Offer.init)
    codeOfConduct = SettingsAddress("code_of_conduct", of: record)
    hashtag = record["hashtag"]?.text
    changesShown =
      record["changes_shown"]?.number.map { Int(min(max($0, 0), 36_500)) }
      ?? EventSettings.usualChangesShown
    offline = record["offline"]?.boolean
    offlinePlace = offline.map { _ in record.location(of: "offline") }
    let lead = record["lead"]?.record
    for phase in Self.phases {
      if case .textByLanguage(let text)? = lead?[phase] { self.lead.append((phase, text)) }
    }
  }

  /// Writes the dates in the languages of the site.
  mutating func writeDates(in languages: [Language], _ style: DesignSettings.DateStyle) {
    guard let starts, let ends, ends >= starts else { return }
    dates = languages.map { language in
      // ICU takes English without a country as that of the United States.
      let isPlainEnglish = language.code == "en" && style == .dayFirst
      return dateRange(from: starts, to: ends, language: isPlainEnglish ? "en-GB" : language.code)
    }
  }

  /// What is wrong with it that one key alone doesn't show.
  static func mistakes(in record: DecodedRecord) -> [Diagnostic] {
    var mistakes = order("starts", "ends", of: record)
    for name in ["registration", "call_for_papers"] {
      guard let offer = record[name]?.record else { continue }
      mistakes += order("from", "until", of: offer)
    }
    if record["offline"]?.boolean == true {
      for needed in ["starts", "programme"] where !record.written.contains(needed) {
        mistakes.append(
          .error(
            FieldCode.missingKey, "offline: true needs \(needed):, which is missing",
            at: record.location(of: "offline"),
            help: needed == "starts"
              ? "write starts: and ends:, since phones keep the programme until two weeks after the event"
              : "write the section that phones keep, as in programme: /programme/"))
      }
    }
    return mistakes
  }

  private static func order(
    _ first: String, _ last: String, of record: DecodedRecord
  ) -> [Diagnostic] {
    guard let start = record[first]?.date, let end = record[last]?.date, end < start else {
      return []
    }
    return [
      .error(
        FieldCode.invalidTime, "\(last): \(end) is before \(first): \(start)",
        at: record.location(of: last), help: "exchange the two, or correct one of them")
    ]
  }
}

extension EventSettings.Offer {
  fileprivate init(_ record: DecodedRecord) {
    page = SettingsAddress("page", of: record)
    url = record["url"]?.text
    (from, until) = (record["from"]?.date, record["until"]?.date)
  }
}

extension EventSettings {
  /// That the country's code is none: two capital letters (ISO 3166-1 alpha-2).
  var mistakeInCountryCode: Diagnostic? {
    guard let code = countryCode, let place = countryCodePlace else { return nil }
    let others = ["UK": "GB", "EN": "GB", "EL": "GR", "SW": "SE", "DA": "DK"]
    let isOne = code.utf8.count == 2 && code.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    if isOne, others[code] == nil { return nil }
    let meant = others[code.uppercased()] ?? (code.utf8.count == 2 ? code.uppercased() : nil)
    return .error(
      FieldCode.unknownChoice, "'\(code)' is no code of a country", at: place,
      help: meant.map { "write \($0)" }
        ?? "write its two letters, as in SE or BE, and its name under country:")
  }
}
