import ContentSchema
import Templates
import Text

/// What calendars and search engines are told of the event: from `event:` of `site.yaml`, or on a site that has none
/// from the free data under `data.event`, some of whose names mean something (`venue`, `city`, `country_code`,
/// `country`, `organisers`, `series`).
package struct EventFacts {
  private let settings: EventSettings?
  private let facts: Mapping?
  private let language: String

  fileprivate init(_ settings: EventSettings?, _ data: Value, language: String) {
    self.settings = settings
    self.language = language
    if case .mapping(let all) = data, case .mapping(let facts)? = all["event"] {
      self.facts = facts
    } else {
      facts = nil
    }
  }

  package var series: String? { fact("series", settings?.series) }
  package var venue: String? { fact("venue", settings?.venueName) }
  package var city: String? { fact("city", settings?.city) }
  /// The country's code, or its name.
  package var country: String? {
    settings?.countryCode ?? text("country_code") ?? fact("country", settings?.country)
  }

  /// `MalmöMässan, Malmö`.
  package var spokenVenue: String? {
    venue.map { venue in city.map { "\(venue), \($0)" } ?? venue }
  }

  private func fact(_ name: String, _ written: TextByLanguage?) -> String? {
    written?.text(in: language, default: language).map(joinedLines) ?? text(name)
  }

  private func text(_ name: String) -> String? {
    guard case .text(let text)? = facts?[name], !text.isEmpty else { return nil }
    return joinedLines(text)
  }
}

extension EventFacts {
  package struct Organiser {
    package let name: String
    package let url: String?
  }

  /// `data.event.organisers`: names, or groups of `name` and `url`.
  package var organisers: [Organiser] {
    guard case .list(let entries)? = facts?["organisers"] else { return [] }
    return entries.compactMap { entry in
      switch entry {
      case .text(let name): Organiser(name: name, url: nil)
      case .mapping(let entry): organiser(entry)
      default: nil
      }
    }
  }

  private func organiser(_ entry: Mapping) -> Organiser? {
    guard case .text(let name)? = entry["name"] else { return nil }
    if case .text(let url)? = entry["url"] { return Organiser(name: name, url: url) }
    return Organiser(name: name, url: nil)
  }
}

extension SiteConfiguration {
  package var eventFacts: EventFacts { EventFacts(event, data, language: languages[0].code) }
}
