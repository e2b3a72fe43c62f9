package import CivilTime

/// The programme of an event: what happens when, where and with whom, checked and indexed.
///
/// Sessions, rooms, tracks and people refer to each other by their index in the arrays here, so
/// that every relation is one look-up. Sessions are in reading order: by start, then those that
/// fill every room, then by room as the editor lists rooms; those without a time come last.
package struct Schedule: Sendable {
  package var zone: Zone
  package var sessions: [Session] = []
  package var rooms: [Room] = []
  package var tracks: [Track] = []
  package var people: [Person] = []
  package var days: [Day] = []
  /// Sessions that have a day alone or no time at all, nor a parent with one.
  package var unscheduled: [Int] = []
  package var sessionsByID: [String: Int] = [:]
  package var peopleByID: [String: Int] = [:]
  package var roomsByID: [String: Int] = [:]
  package var tracksByID: [String: Int] = [:]

  /// When an event day begins. What starts earlier belongs to the evening before, if anything
  /// happens that evening.
  package static let startOfDay = TimeOfDay(hour: 5, minute: 0) ?? .midnight
}

package struct Session: Sendable {
  package var id: String
  package var title: String
  /// Nil if it is unscheduled.
  package var start: CivilDateTime?
  package var end: CivilDateTime?
  /// Whether the end is not the editor's but the start of what follows.
  package var endIsAssumed = false
  /// Whether the time is the parent's, since the session has none of its own.
  package var timeIsInherited = false
  /// The day of a session that has no time; the last one, if it goes on for days.
  package var date: CivilDate?
  package var lastDate: CivilDate?
  /// Index into `days`.
  package var day: Int?

  package var room: Int?
  package var roomIsInherited = false
  package var isEverywhere: Bool
  package var place: String?
  package var track: Int?
  package var parent: Int?
  /// In the order they happen.
  package var children: [Int] = []
  package var people: [Participation] = []

  package var format: SessionFormat?
  package var number: Int?
  package var round: Int?
  package var capacity: Int?
  package var language: String?
  package var status: SessionStatus
  package var statusNote: String?
  package var description: String?
  package var points: [String]
  package var recording: String?
  package var links: [SessionLink]
  package var url: String?
  package var updated: CivilDate?
}

/// A person's part in a session, as the session has it.
package struct Participation: Hashable, Sendable {
  package var person: Int
  package var role: String?
  package var slides: String?
}

/// A person's part in a session, as the person has it.
package struct Appearance: Hashable, Sendable {
  package var session: Int
  package var role: String?
  package var slides: String?
}

package struct Person: Sendable {
  package var id: String
  package var name: String
  package var affiliation: String?
  package var url: String?
  /// In reading order.
  package var appearances: [Appearance] = []
}

package struct Room: Sendable {
  package var id: String
  package var title: String
  package var capacity: Int?
  package var place: String?
  package var floor: String?
  package var url: String?
  /// In reading order, children in their parent's room included.
  package var sessions: [Int] = []
}

package struct Track: Sendable {
  package var id: String
  package var title: String
  package var colour: String?
  package var url: String?
  package var sessions: [Int] = []
}

/// An event day: from 05:00 until 05:00.
package struct Day: Sendable {
  package var date: CivilDate
  /// When the first session starts and the last one ends, as far as ends are known.
  package var start: CivilDateTime
  package var end: CivilDateTime
  /// All sessions of the day, children included.
  package var sessions: [Int]
  package var slots: [Slot]
  /// The rooms that are used, in the editor's order.
  package var rooms: [Int]
  /// The table of the sessions that are no part of another.
  package var grid = Grid()
}

/// The sessions that start at the same time, aside from children of a session of that day.
package struct Slot: Sendable {
  package var start: CivilDateTime
  /// When the last of them ends; nil if no end is known.
  package var end: CivilDateTime?
  package var sessions: [Int]
  /// The sessions of earlier slots that still go on when this one starts.
  package var running: [Int]
}

extension Schedule {
  /// The sessions that go on while this one does, itself and its family left out.
  package func parallel(to index: Int) -> [Int] {
    let session = sessions[index]
    guard let day = session.day, let start = session.start, let end = session.end else { return [] }
    let family = Set(ancestors(of: index) + [index])
    let slots = days[day].slots
    // The last slot that starts by then knows what still runs; what starts later is in the rest.
    let first = slots.lastIndex { $0.start <= start } ?? slots.startIndex
    let candidates =
      (slots.isEmpty ? [] : slots[first].running)
      + slots[first...].prefix { $0.start < end }.flatMap(\.sessions)
    return candidates.filter { other in
      guard !family.contains(other), let theirEnd = sessions[other].end else { return false }
      return theirEnd > start
    }
  }

  /// Whether a session stands in its day by itself, and not with a parent of that day.
  package func isOnItsOwn(_ index: Int) -> Bool {
    guard let parent = sessions[index].parent else { return true }
    return sessions[parent].day != sessions[index].day
  }

  /// The parent, its parent and so on.
  package func ancestors(of index: Int) -> [Int] {
    var result: [Int] = []
    var current = sessions[index].parent
    while let parent = current {
      result.append(parent)
      current = sessions[parent].parent
    }
    return result
  }
}
