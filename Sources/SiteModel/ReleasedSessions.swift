import Content
import ContentSchema
import Diagnostics
import Programme
import SiteSettings

// A session is known by the path that its page had when it was released first. If its file is renamed, `renamed_from`
// says that path, so it stays the same event in people's calendars.

extension Assembly {
  /// What a session's page is known by: its path, or the one under which it was released.
  func releaseID(of page: Page) -> String {
    guard let slot = configuration.schema.slot(of: "renamed_from"),
      let earlier = page.fields[slot]?.text, files.releases.latest[earlier] != nil
    else { return page.path }
    return earlier
  }

  /// The mistakes between what was released and the pages that there are.
  var releaseMistakes: [Diagnostic] {
    let releases = files.releases
    let slot = configuration.schema.slot(of: "renamed_from")
    guard let sessionKind = configuration.schema.kindNumber("session") else { return [] }
    var found: [Diagnostic] = []
    var known: Set<String> = []
    let sessions = pages.indices.filter {
      pages[$0].original.index == $0 && pages[$0].kind == sessionKind
        && pages[$0].role == .content && pages[$0].fields[.draft]?.boolean != true
    }
    for index in sessions { known.insert(pages[index].path) }
    // A page that could not be read may be one of them.
    for page in pages where page.isBroken { known.insert(page.path) }
    var renamed: Set<String> = []
    for index in sessions {
      guard let slot, let earlier = pages[index].fields[slot]?.text else { continue }
      let location = pages[index].fields.location(of: slot)
      if releases.latest[earlier] == nil {
        found.append(
          .error(
            SiteCode.unknownReleasedSession, "no session was released as '\(earlier)'",
            at: location,
            help: suggestion(
              for: earlier, in: releases.latest.keys.sorted(),
              otherwise: releases.all.isEmpty
                ? "remove the key: nothing was released yet"
                : "write an id as it stands in \(Releases.file), or remove the key")))
      } else if known.contains(earlier) || !renamed.insert(earlier).inserted {
        found.append(
          .error(
            SiteCode.unknownReleasedSession, "'\(earlier)' is the session of another page, too",
            at: location, help: "only one page can take the place of a session: remove the key here"
          ))
      }
    }
    guard files.unread.isEmpty else { return found }
    let gone = releases.latest.filter { id, last in
      !known.contains(id) && !renamed.contains(id) && last.release.session.status != .cancelled
    }
    found += gone.sorted { $0.key < $1.key }.map { id, last in
      .error(
        SiteCode.releasedSessionGone,
        "'\(last.release.session.title)' was released, and its page is gone", at: last.location,
        help:
          "bring content/\(id).md back with status: cancelled, or write renamed_from: \(id) into the session that it is now"
      )
    }
    return found
  }
}
