package import CivilTime
package import Diagnostics

/// A value and the place where an editor wrote it.
package struct Located<Value: Sendable>: Sendable {
  package var value: Value
  package var location: SourceLocation?

  package init(_ value: Value, at location: SourceLocation? = nil) {
    self.value = value
    self.location = location
  }
}

/// Everything a schedule is made from: plain records, in the order the editor wants them listed.
package struct ScheduleInput: Sendable {
  package var zone: Zone
  package var sessions: [SessionRecord]
  package var people: [PersonRecord]
  package var rooms: [RoomRecord]
  package var tracks: [TrackRecord]
  /// The days the event lasts, if they are known; a session on another day is a mistake then.
  package var dates: ClosedRange<CivilDate>?

  package init(
    zone: Zone, sessions: [SessionRecord] = [], people: [PersonRecord] = [],
    rooms: [RoomRecord] = [], tracks: [TrackRecord] = [], dates: ClosedRange<CivilDate>? = nil
  ) {
    self.zone = zone
    self.sessions = sessions
    self.people = people
    self.rooms = rooms
    self.tracks = tracks
    self.dates = dates
  }
}

/// A session as an editor describes it.
///
/// References (`room`, `track`, `parent`, `people`) are ids of other records, or the last parts of
/// one, as far as they tell which is meant.
package struct SessionRecord: Sendable {
  /// What names the session for good: calendars and apps know it by this.
  package var id: String
  package var title: String
  /// Where the session is described; what is missing is reported here.
  package var location: SourceLocation?

  package var start: Located<CivilMoment>?
  package var end: Located<CivilMoment>?
  package var room: Located<String>?
  /// Whether it fills every room, as a plenary or a lunch may.
  package var isEverywhere = false
  /// A place that is no room, in the editor's words.
  package var place: String?
  package var track: Located<String>?
  package var parent: Located<String>?
  package var people: [ParticipationRecord] = []

  package var format: SessionFormat?
  package var number: Int?
  package var round: Int?
  package var capacity: Int?
  /// BCP 47 tag of the language spoken.
  package var language: String?
  package var status = SessionStatus.confirmed
  package var statusNote: String?
  /// Plain text, for calendars and apps.
  package var description: String?
  package var points: [String] = []
  package var recording: String?
  package var links: [SessionLink] = []
  /// The session's page, as an absolute address.
  package var url: String?
  package var updated: CivilDate?

  /// Where its start is told: a part may have the time of the whole, and then nothing is written.
  var placeOfStart: SourceLocation? { start?.location ?? location }
  var placeOfEnd: SourceLocation? { end?.location ?? placeOfStart }

  package init(id: String, title: String, location: SourceLocation? = nil) {
    self.id = id
    self.title = title
    self.location = location
  }
}

/// A person's part in a session.
package struct ParticipationRecord: Sendable {
  package var person: Located<String>
  package var role: String?
  package var slides: String?

  package init(_ person: Located<String>, role: String? = nil, slides: String? = nil) {
    self.person = person
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

package struct PersonRecord: Sendable {
  package var id: String
  package var name: String
  package var location: SourceLocation?
  package var affiliation: String?
  /// The person's page, as an absolute address.
  package var url: String?

  package init(id: String, name: String, location: SourceLocation? = nil) {
    self.id = id
    self.name = name
    self.location = location
  }
}

package struct RoomRecord: Sendable {
  package var id: String
  package var title: String
  package var location: SourceLocation?
  package var capacity: Int?
  package var place: String?
  package var floor: String?
  package var url: String?

  package init(id: String, title: String, location: SourceLocation? = nil) {
    self.id = id
    self.title = title
    self.location = location
  }
}

package struct TrackRecord: Sendable {
  package var id: String
  package var title: String
  package var location: SourceLocation?
  /// As CSS has it: `#3aa57c`.
  package var colour: String?
  package var url: String?

  package init(id: String, title: String, location: SourceLocation? = nil) {
    self.id = id
    self.title = title
    self.location = location
  }
}

/// What kind of session it is; the raw values are what editors write.
package enum SessionFormat: String, Hashable, Sendable, CaseIterable {
  case plenary, keynote, panel, breakout, workshop, training
  case marketLounge = "market-lounge"
  case table, exhibition, social
  case siteVisit = "site-visit"
  case sideEvent = "side-event"
  case registration
  case pause = "break"
  case talk, other

  /// Whether a session of this kind is expected to say who speaks.
  var namesPeople: Bool {
    switch self {
    case .plenary, .keynote, .panel, .breakout, .workshop, .training, .table, .talk: true
    case .marketLounge, .exhibition, .social, .siteVisit, .sideEvent, .registration, .pause, .other:
      false
    }
  }

  /// Whether it goes on beside the programme, so that a break need not wait for its end.
  var runsAlongside: Bool {
    switch self {
    case .exhibition, .registration, .sideEvent: true
    default: false
    }
  }
}

package enum SessionStatus: String, Hashable, Sendable, CaseIterable {
  case confirmed, cancelled, moved
}
