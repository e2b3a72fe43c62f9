import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// An object in the vocabulary of schema.org, built key by key.
struct EventData {
  private var pairs: [(String, Value)]

  init(_ type: String, named name: String? = nil) {
    pairs = [("@type", .text(type))] + (name.map { [("name", .text($0))] } ?? [])
  }

  var value: Value { .mapping(Mapping(pairs)) }

  mutating func prepend(_ key: String, _ value: Value) { pairs.insert((key, value), at: 0) }

  /// Does nothing if there is no value.
  mutating func set(_ key: String, _ value: Value?) {
    guard let value else { return }
    if case .none = value { return }
    pairs.append((key, value))
  }

  mutating func set(_ key: String, _ text: String?) { set(key, text.map { Value.text($0) }) }

  /// Where one goes: what has a place is no meeting in the network.
  mutating func setPlace(_ place: Value) {
    set("eventAttendanceMode", "https://schema.org/OfflineEventAttendanceMode")
    set("location", place)
  }

  mutating func set(_ key: String, _ date: CivilDate?) { set(key, date?.description) }
}

extension Site {
  /// The venue's name in a language: as `site.yaml` says, else the title of its page.
  func venueName(in language: Int) -> String? {
    text(configuration.event?.venueName, in: language)
      ?? page(configuration.event?.venue, in: language).map { self[$0].title }
      ?? configuration.eventFacts.venue
  }

  /// A text of `site.yaml` in a language.
  func text(_ text: TextByLanguage?, in language: Int) -> String? {
    let languages = configuration.languages
    return text?.text(in: languages[language].code, default: languages[0].code)
  }

  /// The venue with its city, if `site.yaml` names one.
  var venue: Value? {
    let event = configuration.eventFacts
    return venueName(in: 0).map { place(named: $0, city: event.city, country: event.country) }
  }

  /// Who organises the event, if `site.yaml` says so.
  var organizer: Value? {
    let pages = (configuration.event?.organisers ?? []).compactMap { page($0, in: 0) }.map { id in
      func text(_ name: String) -> String? {
        schema.slot(of: name).flatMap { self[id].fields[$0]?.text }
      }
      return (name: text("full_name") ?? self[id].title, url: text("website"))
    }
    let written = configuration.eventFacts.organisers.map { (name: $0.name, url: $0.url) }
    let organisers = (pages.isEmpty ? written : pages).map { entry in
      var organiser = EventData("Organization", named: entry.name)
      organiser.set("url", entry.url)
      return organiser.value
    }
    return organisers.isEmpty ? nil : .list(organisers)
  }

  /// The address of the venue: its city, or its name if nothing else is known.
  var addressOfVenue: Value? {
    let event = configuration.eventFacts
    return venueName(in: 0).map { name in
      address(city: event.city, country: event.country) ?? .text(name)
    }
  }

  func place(named name: String, city: String? = nil, country: String? = nil) -> Value {
    var place = EventData("Place", named: name)
    place.set("address", address(city: city, country: country) ?? .text(name))
    return place.value
  }

  private func address(city: String?, country: String?) -> Value? {
    guard city != nil || country != nil else { return nil }
    var address = EventData("PostalAddress")
    address.set("addressLocality", city)
    address.set("addressCountry", country)
    return address.value
  }
}
