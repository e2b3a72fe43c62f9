package import CivilTime
import Content
package import Programme
package import SiteModel
import SiteSettings
import Templates

/// A release of a programme as templates see it.
struct ReleaseView: DeclaredView {
  let programme: ProgrammeView
  let changes: ProgrammeChanges

  static let thing = "release"
  static let title = "a release of the programme"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<ReleaseView>] = [
    Attribute("id", .text, "what its place on a page can be called: `r2031-05-01T12-00-00`") {
      .text($0.changes.anchor)
    },
    Attribute("released", .thing("date"), "its [day](#date) and time") {
      .moment(.dateTime($0.programme.context.site.localTime(of: $0.changes.instant)))
    },
    Attribute("note", .text, "what the editor says of it") {
      .optional($0.changes.note.isEmpty ? nil : $0.changes.note)
    },
    Attribute(
      "changes", .list(.thing("change")),
      "what it told that had not been told: [changes](#change); of the first release none"
    ) { view in
      .list(
        view.changes.changes.map {
          .object(ChangeView(programme: view.programme, change: $0))
        })
    },
  ]

  var identity: Int? { changes.instant }
}

/// How a session is another one than people were told before, as templates see it.
struct ChangeView: DeclaredView {
  let programme: ProgrammeView
  let change: SessionChange

  static let thing = "change"
  static let title = "a change of a session"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<ChangeView>] = [
    Attribute(
      "kind", .text,
      "`new`, `moved` (another time, room or place), `cancelled`, `restored` (it was cancelled before) or `reworded` (another title, other people)"
    ) { .optional($0.change.kind?.rawValue) },
    Attribute("session", .thing("page session"), "the session; none if its page is gone") { view in
      .optional(
        view.programme.context.site.page(
          ofReleased: view.change.now.id, in: view.programme.programme
        ).map(view.programme.page))
    },
    Attribute("before", .thing("told"), "what was [told](#told) before; none of a new session") {
      view in
      .optional(
        view.change.before.map { .object(ToldView(programme: view.programme, session: $0)) })
    },
    Attribute("now", .thing("told"), "what is [told](#told) now") {
      .object(ToldView(programme: $0.programme, session: $0.change.now))
    },
  ]

  var identity: Int? { nil }
}

/// A session as it was released, as templates see it.
struct ToldView: DeclaredView {
  let programme: ProgrammeView
  let session: ReleasedSession

  static let thing = "told"
  static let title = "a session as it was told"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<ToldView>] = [
    Attribute("title", .text, "its title") { .text($0.session.title) },
    Attribute("day", .thing("date"), "the [day](#date) of its start") {
      .optional($0.session.startMoment.map { .date($0.date) })
    },
    Attribute("time", .text, "the time of its start") { $0.time($0.session.startMoment) },
    Attribute("end_time", .text, "the time of its end, if it was known") {
      $0.time($0.session.endMoment)
    },
    Attribute("room", .text, "the title of its room") { view in
      .optional(view.programme.schedule.roomTitle(view.session.room))
    },
    Attribute("place", .text, "its place") {
      .optional($0.session.place.isEmpty ? nil : $0.session.place)
    },
    Attribute("people", .list(.text), "the names of its people") { view in
      .list(view.programme.schedule.names(view.session.people).map { .text($0) })
    },
  ]

  var identity: Int? { nil }

  private func time(_ moment: CivilMoment?) -> Value {
    .optional(moment?.dateTime.map { programme.context.site.shown($0.time) })
  }
}

extension Site {
  package func localTime(of instant: Int) -> CivilDateTime {
    configuration.zone.civil(atInstant: instant)
  }
}

extension ProgrammeChanges {
  /// `r2031-05-01T12-00-00`: what is called so on the page stays the same release.
  package var anchor: String {
    "r"
      + CivilDateTime(secondsSince1970: instant).description.map {
        $0 == ":" ? "-" : $0 == " " ? "T" : String($0)
      }.joined()
  }
}

extension ReleasedSession {
  var startMoment: CivilMoment? { try? CivilMoment(parsing: start) }
  var endMoment: CivilMoment? { try? CivilMoment(parsing: end) }
}

extension Schedule {
  /// The title of a released room, or its key if the room is gone. `nil` if there was none.
  package func roomTitle(_ key: String) -> String? {
    key.isEmpty ? nil : rooms.first { $0.key == key }?.title ?? key
  }

  func names(_ keys: [String]) -> [String] {
    keys.map { key in people.first { $0.key == key }?.name ?? key }
  }
}
