import Templates
import Text

/// What `site.yaml` says of the event under `data.event`: free data that templates show, some of whose
/// names mean something to calendars and search engines, too (`venue`, `city`, `country_code`, `country`,
/// `organisers`, `series`).
package struct EventFacts {
  private let facts: Mapping?

  init(_ data: Value) {
    if case .mapping(let all) = data, case .mapping(let facts)? = all["event"] {
      self.facts = facts
    } else {
      facts = nil
    }
  }

  /// A fact that is text.
  package subscript(name: String) -> String? {
    guard case .text(let text)? = facts?[name], !text.isEmpty else { return nil }
    return joinedLines(text)
  }

  /// `MalmöMässan, Malmö`.
  package var spokenVenue: String? {
    self["venue"].map { venue in self["city"].map { "\(venue), \($0)" } ?? venue }
  }
}

extension EventFacts {
  package struct Organiser {
    package let name: String
    package let url: String?
  }

  /// `organisers`: names, or groups of `name` and `url`.
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
  package var event: EventFacts { EventFacts(data) }
}
