import CivilTime
import Content
import SiteModel
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

  mutating func set(_ key: String, _ date: CivilDate?) { set(key, date?.description) }
}

extension Site {
  /// The venue with its city, if `site.yaml` names one.
  var venue: Value? {
    let event = configuration.event
    return event["venue"].map { name in
      place(named: name, city: event["city"], country: event["country_code"] ?? event["country"])
    }
  }

  /// Who organises the event, if `site.yaml` says so.
  var organizer: Value? {
    let organisers = configuration.event.organisers.map { entry in
      var organiser = EventData("Organization", named: entry.name)
      organiser.set("url", entry.url)
      return organiser.value
    }
    return organisers.isEmpty ? nil : .list(organisers)
  }

  func place(named name: String, city: String?, country: String?) -> Value {
    var place = EventData("Place", named: name)
    guard city != nil || country != nil else { return place.value }
    var address = EventData("PostalAddress")
    address.set("addressLocality", city)
    address.set("addressCountry", country)
    place.set("address", address.value)
    return place.value
  }
}
