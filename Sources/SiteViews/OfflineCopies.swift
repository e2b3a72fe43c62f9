package import CivilTime
import Content
package import SiteModel
import SiteSettings
package import Web

/// What visitors' phones may keep of a site.
package enum OfflineCopies: Hashable, Sendable {
  /// Nothing, and nothing is said of it.
  case none
  /// Until a moment, some days after the event.
  case kept(until: CivilDateTime)
  /// Nothing any more: what was kept is removed.
  case removed
}

/// How many days after the event's last one phones keep it.
private let daysAfterEvent = 14

extension Site {
  package var offlineCopies: OfflineCopies {
    guard let event = configuration.event, let wanted = event.offline else { return .none }
    guard wanted, let ends = event.ends else { return .removed }
    let until = CivilDateTime(ends.adding(days: daysAfterEvent + 1), .midnight)
    return now < until ? .kept(until: until) : .removed
  }

  package var keepsOfflineCopies: Bool {
    if case .kept = offlineCopies { true } else { false }
  }

  /// The path of the list of a language. `nil` if the language has no home page.
  package func offlineList(_ language: Int) -> OutputPath? {
    sections.homes[language].map { home in
      let path = self[home].permalink.path
      let end = path.lastIndex(of: "/") ?? path.startIndex
      return OutputPath(path[...end].dropFirst() + OutputPath.offlineListName)
    }
  }
}

/// Where the service worker lies: where the site begins, since it can only answer for what lies below it.
package let offlineWorkerPath = OutputPath("sw.js")
