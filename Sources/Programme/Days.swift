import CivilTime
import Diagnostics

extension Assembly {
  /// Finds each session's event day.
  mutating func assignDays() {
    let eventDays = EventDays(
      ending: schedule.dayEnds, startsOfSessions: schedule.sessions.compactMap(\.start))
    for id in schedule.sessions.ids {
      guard let start = schedule.sessions[id].start else { continue }
      let date = eventDays.date(of: start)
      if schedule.days.last?.date != date { schedule.days.append(Day(date)) }
      schedule.sessions[id].day = schedule.days.ids.last
    }
  }

  /// A session is on a day of the event, and lasts a day at most.
  mutating func checkDays() {
    for id in schedule.sessions.ids where !schedule.sessions[id].timeIsInherited {
      let session = schedule.sessions[id]
      let date = session.day.map { schedule.days[$0].date } ?? session.date
      if let date { check(date, of: session.record, "is on", session.record.startLocation) }
      if let last = session.lastDate {
        check(last, of: session.record, "ends on", session.record.endLocation)
      }
      guard let start = session.start, let end = session.end else { continue }
      if end > EventDays.latestEnd(ofSessionFrom: start) {
        diagnostics.append(
          .error(
            ProgrammeCode.sessionTooLong,
            "'\(session.title)' ends at \(end.displayText), more than 24 hours after it starts",
            at: session.record.endLocation,
            help: "check the date in 'end', or write a session for each day"))
        schedule.sessions[id].end = nil
      }
    }
  }

  private mutating func check(
    _ date: CivilDate, of record: SessionRecord, _ verb: String, _ location: SourceLocation?
  ) {
    guard let dates, !dates.contains(date) else { return }
    diagnostics.append(
      .error(
        ProgrammeCode.outsideEventDays,
        "'\(record.title)' \(verb) \(date), outside the programme's days, "
          + "\(dates.lowerBound) to \(dates.upperBound)",
        at: location, help: "check the year, the month and the day"))
  }

  /// A session without an end lasts until the next one that would need its place.
  mutating func assumeEnds() {
    let sessions = schedule.sessions
    let followers = Followers(sessions)
    for id in sessions.ids {
      let session = sessions[id]
      guard session.start != nil, session.end == nil, !session.timeIsInherited else { continue }
      let parent = session.parent.map { sessions[$0] }
      if let follower = followers[id].map({ sessions[$0] }), let start = follower.start,
        parent?.end.map({ start <= $0 }) ?? true
      {
        assumeEnd(start, of: id, "when '\(follower.title)' starts")
      } else if let parent, let end = parent.end {
        assumeEnd(end, of: id, "when '\(parent.title)' ends")
      } else {
        warnOfMissingEnd(session.record, "and nothing follows it that day")
      }
    }
    for id in sessions.ids where sessions[id].timeIsInherited {
      guard let parent = sessions[id].parent else { continue }
      schedule.sessions[id].end = schedule.sessions[parent].end
      schedule.sessions[id].endIsAssumed = schedule.sessions[parent].endIsAssumed
    }
  }

  private mutating func assumeEnd(_ end: CivilDateTime, of id: Session.ID, _ reason: String) {
    let session = schedule.sessions[id]
    guard let start = session.start, end > start else { return }
    schedule.sessions[id].end = end
    schedule.sessions[id].endIsAssumed = true
    warnOfMissingEnd(
      session.record, "so it is taken to last until \(end.displayText(after: start)), \(reason)")
  }

  /// An end that is there but wrong has been reported already.
  private mutating func warnOfMissingEnd(_ record: SessionRecord, _ consequence: String) {
    guard record.end == nil, record.status != .cancelled else { return }
    diagnostics.append(
      .warning(
        ProgrammeCode.endMissing, "'\(record.title)' has no end, \(consequence)",
        at: record.startLocation, help: "add 'end' as soon as it is known"))
  }

  /// Puts sessions under their days and parents, and those of each day into slots.
  mutating func buildDays() {
    for id in schedule.sessions.ids {
      if let parent = schedule.sessions[id].parent {
        schedule.sessions[parent].children.append(id)
      }
      if let day = schedule.sessions[id].day {
        schedule.days[day].sessions.append(id)
      } else {
        schedule.unscheduled.append(id)
      }
    }
    for day in schedule.days.indices {
      build(&schedule.days[day])
      putApart(day)
    }
  }

  /// Finds what stands apart from a day, and makes the table of the rest.
  private mutating func putApart(_ day: Int) {
    let members = schedule.days[day].slots.flatMap(\.sessions)
    let apart = schedule.standingOffers(among: members)
    for id in apart { schedule.sessions[id].standsApart = true }
    let rest = members.filter { !schedule.sessions[$0].standsApart }
    schedule.days[day].apart = apart
    schedule.days[day].grid = schedule.grid(of: rest)
  }

  private func build(_ day: inout Day) {
    var running: [Session.ID] = []
    var rooms: Set<Room.ID> = []
    let sessions = schedule.sessions
    day.start = day.sessions.compactMap { sessions[$0].start }.min() ?? day.start
    day.end = day.sessions.compactMap { sessions[$0].end ?? sessions[$0].start }.max() ?? day.end
    for id in day.sessions {
      guard let start = sessions[id].start else { continue }
      if let room = sessions[id].room { rooms.insert(room) }
      guard schedule.isOnItsOwn(id) else { continue }
      if day.slots.last?.start != start {
        running = (running + (day.slots.last?.sessions ?? [])).filter { other in
          sessions[other].end.map { $0 > start } ?? false
        }
        day.slots.append(Slot(start: start, running: running))
      }
      day.slots[day.slots.count - 1].sessions.append(id)
      if let end = sessions[id].end {
        let last = day.slots[day.slots.count - 1].end
        day.slots[day.slots.count - 1].end = max(last ?? end, end)
      }
    }
    day.rooms = rooms.sorted()
  }
}

/// For each session the next one of its day that starts later and needs its place: a part of the same
/// session, or one in the same room or everywhere. If a session has no room, any session needs its place.
private struct Followers {
  private var followers: [Session.ID?]

  /// The sessions are in reading order.
  init(_ sessions: [Session]) {
    followers = Array(repeating: nil, count: sessions.count)
    var lastSeen: [Place: (session: Session.ID, later: Session.ID?)] = [:]
    // From the last one backwards, so that what follows is known.
    for id in sessions.ids.reversed() {
      let session = sessions[id]
      guard session.start != nil, let day = session.day else { continue }
      func next(_ place: Place) -> Session.ID? {
        guard let seen = lastSeen[place] else { return nil }
        return sessions[seen.session].start == session.start ? seen.later : seen.session
      }
      func see(_ place: Place) {
        let later = next(place)
        lastSeen[place] = (id, later)
      }
      if let parent = session.parent {
        followers[id.index] = next(.parent(parent))
        see(.parent(parent))
      } else if let room = session.room {
        followers[id.index] =
          [next(.room(day, room)), next(.everywhere(day))].compactMap(\.self).min()
        see(.room(day, room))
        see(.anywhere(day))
      } else {
        followers[id.index] = next(.anywhere(day))
        if session.record.isEverywhere { see(.everywhere(day)) }
        see(.anywhere(day))
      }
    }
  }

  subscript(id: Session.ID) -> Session.ID? { followers[id.index] }

  private enum Place: Hashable {
    case parent(Session.ID)
    case room(Day.ID, Room.ID)
    case everywhere(Day.ID)
    case anywhere(Day.ID)
  }
}
