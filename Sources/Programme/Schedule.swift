package import CivilTime
package import Diagnostics

/// The programme of an event: what happens when, where and with whom, checked and indexed.
///
/// Sessions, rooms, tracks and people refer to each other by their index in the arrays here, so that every
/// relation is one look-up. Sessions are in reading order: by start, then those that fill every room, then by
/// room as the editor lists rooms. Those without a time come last.
package struct Schedule: Sendable {
  package internal(set) var zone: Zone
  /// When a day ends after midnight.
  package internal(set) var dayEnds = EventDays.usualEnd
  package internal(set) var sessions: [Session] = []
  package internal(set) var rooms: [Room] = []
  package internal(set) var tracks: [Track] = []
  package internal(set) var people: [Person] = []
  package internal(set) var days: [Day] = []
  /// Sessions without a time, neither their own nor a parent's.
  package internal(set) var unscheduled: [Session.ID] = []
  /// What the sessions are now that are not as they were released last.
  var unreleased: [Session.ID: ReleasedSession] = [:]
}

/// A session with its time, its place and its relations.
package struct Session: Sendable {
  /// What the editor wrote.
  package let record: SessionRecord
  /// Which of the records it is made from.
  package let source: SessionRecord.ID

  /// `nil` if it is unscheduled.
  package internal(set) var start: CivilDateTime?
  package internal(set) var end: CivilDateTime?
  /// Whether the end is not the editor's but the start of what follows.
  package internal(set) var endIsAssumed = false
  /// Whether the time is the parent's, since the session has none of its own.
  package internal(set) var timeIsInherited = false
  /// The day of a session that has no time. If it goes on for days, also the last one.
  package internal(set) var date: CivilDate?
  package internal(set) var lastDate: CivilDate?
  package internal(set) var day: Day.ID?

  package internal(set) var room: Room.ID?
  /// Whether people come and go to it while the programme goes on beside it, as to a registration desk.
  package internal(set) var standsApart = false
  /// Whether the room is the parent's, since the session has none of its own.
  package internal(set) var roomIsInherited = false
  package internal(set) var parent: ID?
  /// In reading order.
  package internal(set) var children: [ID] = []

  init(_ record: SessionRecord, _ source: SessionRecord.ID) {
    self.record = record
    self.source = source
    room = record.room?.value
  }

  package var title: String { record.title }
  package var isCancelled: Bool { record.status == .cancelled }

  /// The end that the editor gave, its own or that of its parent: what others may be told.
  package var knownEnd: CivilDateTime? { endIsAssumed ? nil : end }
}

package struct Room: Sendable {
  /// What files for apps know the room by.
  package let key: String
  package let title: String
  package var capacity: Int?
  package var place: String?
  package var floor: String?
  package internal(set) var sessions: [Session.ID] = []

  package init(key: String, title: String) {
    self.key = key
    self.title = title
  }
}

package struct Track: Sendable {
  package let key: String
  package let title: String
  /// As CSS writes it: `#3aa57c`.
  package var colour: String?
  /// The absolute address of the track's page.
  package var url: String?
  package internal(set) var sessions: [Session.ID] = []

  package init(key: String, title: String) {
    self.key = key
    self.title = title
  }
}

package struct Person: Sendable {
  /// What files for apps know the person by.
  package let key: String
  package let name: String
  /// Where the person is described.
  package let location: SourceLocation?
  package var affiliation: String?
  /// Whether the person has said yes. `nil` if nobody says it.
  package var isConfirmed: Bool?
  /// The absolute address of the person's page.
  package var url: String?
  /// In reading order.
  package internal(set) var appearances: [Appearance] = []

  package init(key: String, name: String, location: SourceLocation? = nil) {
    self.key = key
    self.name = name
    self.location = location
  }
}

/// A person's part in a session, as the person sees it.
package struct Appearance: Hashable, Sendable {
  package let session: Session.ID
  package let role: String?
}

/// An event day; see `EventDays` for when it begins and ends.
package struct Day: Sendable {
  package let date: CivilDate
  /// When the first session starts and the last one ends, as far as ends are known.
  package internal(set) var start: CivilDateTime
  package internal(set) var end: CivilDateTime
  /// All sessions of the day, with those that are a part of another.
  package internal(set) var sessions: [Session.ID] = []
  package internal(set) var slots: [Slot] = []
  /// The rooms that are used, in the editor's order.
  package internal(set) var rooms: [Room.ID] = []
  /// The sessions that people come and go to while the others go on, in reading order.
  package internal(set) var apart: [Session.ID] = []
  /// The table of the other sessions that are no part of another.
  package internal(set) var grid = Grid()

  init(_ date: CivilDate) {
    self.date = date
    start = CivilDateTime(date, .midnight)
    end = start
  }
}

/// The sessions that start at the same time. Those that are a part of another session of the day are in
/// that one's `children`.
package struct Slot: Sendable {
  package let start: CivilDateTime
  /// When the last of them ends. `nil` if no end is known.
  package internal(set) var end: CivilDateTime?
  package internal(set) var sessions: [Session.ID] = []
  /// The sessions of earlier slots that still go on when this one starts.
  package let running: [Session.ID]
}

extension Schedule {
  package func track(of id: Session.ID) -> Track.ID? { sessions[id.index].record.track }

  /// The sessions that go on while this one does, without itself, its parents and its parts. What stands apart from the
  /// programme, as a registration desk does, is at the same time as nothing.
  package func parallel(to id: Session.ID) -> [Session.ID] {
    let session = sessions[id]
    guard !session.standsApart, let day = session.day, let start = session.start,
      let end = session.end
    else { return [] }
    let family = Set(ancestors(of: id) + [id])
    let slots = days[day].slots
    // The last slot that starts by then knows what still runs. What starts later is in the slots after it.
    let first = slots.lastIndex { $0.start <= start } ?? slots.startIndex
    let candidates =
      (slots.isEmpty ? [] : slots[first].running)
      + slots[first...].prefix { $0.start < end }.flatMap(\.sessions)
    return candidates.filter { other in
      guard !family.contains(other), !sessions[other].standsApart,
        let theirEnd = sessions[other].end
      else { return false }
      return theirEnd > start
    }
  }

  /// Whether a session is listed in its day by itself, and not with a parent of that day.
  package func isOnItsOwn(_ id: Session.ID) -> Bool {
    guard let parent = sessions[id].parent else { return true }
    return sessions[parent].day != sessions[id].day
  }

  /// The session's parent, the parent's parent and so on.
  package func ancestors(of id: Session.ID) -> [Session.ID] {
    var result: [Session.ID] = []
    var current = sessions[id].parent
    while let parent = current {
      result.append(parent)
      current = sessions[parent].parent
    }
    return result
  }
}

extension Schedule {
  /// The moment at which the day of a date ends.
  func end(ofDay date: CivilDate) -> CivilDateTime { CivilDateTime(date.adding(days: 1), dayEnds) }
}
