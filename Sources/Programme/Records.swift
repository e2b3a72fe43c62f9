package import CivilTime
package import Diagnostics

/// A value and where an editor wrote it.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var location: SourceLocation?

  package init(_ value: Value, at location: SourceLocation? = nil) {
    self.value = value
    self.location = location
  }
}

/// Everything that a schedule is made from. Rooms, tracks and people are in the order in which the
/// editor wants them listed.
package struct ScheduleInput: Sendable {
  package var zone: Zone
  package var sessions: [SessionRecord]
  package var people: [Person]
  package var rooms: [Room]
  package var tracks: [Track]
  /// The days that the event lasts. If they are known, a session on another day is an error.
  package var dates: ClosedRange<CivilDate>?
  /// When a day ends after midnight.
  package var dayEnds: TimeOfDay

  package init(
    zone: Zone, sessions: [SessionRecord] = [], people: [Person] = [], rooms: [Room] = [],
    tracks: [Track] = [], dates: ClosedRange<CivilDate>? = nil,
    dayEnds: TimeOfDay = EventDays.usualEnd
  ) {
    self.dayEnds = dayEnds
    self.zone = zone
    self.sessions = sessions
    self.people = people
    self.rooms = rooms
    self.tracks = tracks
    self.dates = dates
  }
}

/// A session as an editor describes it.
package struct SessionRecord: Sendable {
  /// What calendars and apps know the session by. It never changes, and no other session has it.
  package var key: String
  package var title: String
  /// Where the session is described. A missing field is reported here.
  package var location: SourceLocation?

  package var start: Located<CivilMoment>?
  package var end: Located<CivilMoment>?
  package var room: Located<Room.ID>?
  /// Whether it fills every room, as a plenary or a lunch may.
  package var isEverywhere = false
  /// A place that is no room, in the editor's words.
  package var place: String?
  package var track: Track.ID?
  /// The session that it is a part of.
  package var parent: Located<SessionRecord.ID>?
  package var people: [Participation] = []
  /// How many people will probably come.
  package var expected: Located<Int>?

  package var format: SessionFormat?
  package var number: Int?
  /// BCP 47 tag of the language spoken.
  package var language: String?
  package var status = SessionStatus.confirmed
  package var statusNote: String?
  /// Plain text, for calendars and apps.
  package var description: String?
  package var points: [String] = []
  package var recording: String?
  package var links: [SessionLink] = []
  /// The absolute address of the session's page.
  package var url: String?
  package var updated: CivilDate?
  /// What releases know the session by. `nil` if it is not released with others.
  package var releaseID: String?
  /// What everybody was told of it last.
  package var release: SessionRelease?

  /// Where its start is written. A part that has the time of the whole has none of its own.
  var startLocation: SourceLocation? { start?.location ?? location }
  var endLocation: SourceLocation? { end?.location ?? startLocation }

  package init(key: String, title: String, location: SourceLocation? = nil) {
    self.key = key
    self.title = title
    self.location = location
  }
}

/// A person's part in a session.
package struct Participation: Hashable, Sendable {
  package var person: Person.ID
  package var location: SourceLocation?
  package var role: String?
  /// The address of the person's slides.
  package var slides: String?

  package init(
    _ person: Person.ID, at location: SourceLocation? = nil, role: String? = nil,
    slides: String? = nil
  ) {
    self.person = person
    self.location = location
    self.role = role
    self.slides = slides
  }
}

package struct SessionLink: Hashable, Sendable {
  package var title: String
  package var url: String

  package init(title: String, url: String) {
    self.title = title
    self.url = url
  }
}
