import CivilTime
import Diagnostics

extension Assembly {
  /// Finds each session's event day.
  ///
  /// A day begins at 05:00. What starts earlier belongs to the evening before if that evening has
  /// a session of its own; else, as with an early bus on the first day, it begins its own day.
  mutating func assignDays() {
    let starts = schedule.sessions.compactMap(\.start)
    let evenings = Set(starts.filter { $0.time >= Schedule.startOfDay }.map(\.date))
    var dates: [CivilDate] = []
    for index in schedule.sessions.indices {
      guard let start = schedule.sessions[index].start else { continue }
      let before = start.date.adding(days: -1)
      let isNight = start.time < Schedule.startOfDay && evenings.contains(before)
      let date = isNight ? before : start.date
      if dates.last != date { dates.append(date) }
      schedule.sessions[index].day = dates.count - 1
    }
    schedule.days = dates.map { date in
      let midnight = CivilDateTime(date, .midnight)
      return Day(date: date, start: midnight, end: midnight, sessions: [], slots: [], rooms: [])
    }
  }

  /// A session ends on the day it starts, and that is a day of the event.
  mutating func checkDays() {
    for (index, session) in schedule.sessions.enumerated() where !session.timeIsInherited {
      let date = session.day.map { schedule.days[$0].date } ?? session.date
      if let date { checkDate(date, of: index, "is on", records[index].placeOfStart) }
      if let last = session.lastDate {
        checkDate(last, of: index, "ends on", records[index].placeOfEnd)
      }
      guard let date, let end = session.end else { continue }
      let limit = CivilDateTime(date.adding(days: 1), Schedule.startOfDay)
      if end > limit {
        diagnostics.append(
          .error(
            "'\(session.title)' ends at \(end.spoken), outside its day, "
              + "which lasts from \(date) until \(limit.spoken)",
            at: records[index].placeOfEnd,
            help: "check the date in 'end', or write a session for each day"))
        schedule.sessions[index].end = nil
      }
    }
  }

  private mutating func checkDate(
    _ date: CivilDate, of index: Int, _ verb: String, _ location: SourceLocation?
  ) {
    guard let dates, !dates.contains(date) else { return }
    diagnostics.append(
      .error(
        "'\(records[index].title)' \(verb) \(date), outside the programme's days, "
          + "\(dates.lowerBound) to \(dates.upperBound)",
        at: location, help: "check the year, the month and the day"))
  }

  /// A session without an end lasts until the next one that would need its place.
  mutating func assumeEnds() {
    let sessions = schedule.sessions
    let nextStarts = NextStarts(sessions)
    for index in sessions.indices {
      guard sessions[index].start != nil, sessions[index].end == nil,
        !sessions[index].timeIsInherited
      else { continue }
      let follower = nextStarts.follower(of: index)
      let parentEnd = sessions[index].parent.flatMap { parent in
        sessions[parent].end.map { (end: $0, title: sessions[parent].title) }
      }
      if let follower, let start = sessions[follower].start,
        parentEnd.map({ start <= $0.end }) ?? true
      {
        assumeEnd(start, of: index, "when '\(sessions[follower].title)' starts")
      } else if let parentEnd {
        assumeEnd(parentEnd.end, of: index, "when '\(parentEnd.title)' ends")
      } else {
        warnOfMissingEnd(index, "and nothing follows it that day")
      }
    }
    for index in sessions.indices where sessions[index].timeIsInherited {
      guard let parent = sessions[index].parent else { continue }
      schedule.sessions[index].end = schedule.sessions[parent].end
      schedule.sessions[index].endIsAssumed = schedule.sessions[parent].endIsAssumed
    }
  }

  private mutating func assumeEnd(_ end: CivilDateTime, of index: Int, _ reason: String) {
    guard let start = schedule.sessions[index].start, end > start else { return }
    schedule.sessions[index].end = end
    schedule.sessions[index].endIsAssumed = true
    warnOfMissingEnd(index, "so it is taken to last until \(end.spoken(after: start)), \(reason)")
  }

  /// An end that is there but wrong has been reported already.
  private mutating func warnOfMissingEnd(_ index: Int, _ consequence: String) {
    let record = records[index]
    guard record.end == nil, record.status != .cancelled else { return }
    diagnostics.append(
      .warning(
        "'\(record.title)' has no end, \(consequence)", at: record.placeOfStart,
        help: "add 'end' as soon as it is known"))
  }

  /// Groups the sessions of each day into slots.
  mutating func buildDays() {
    for (index, session) in schedule.sessions.enumerated() {
      guard let day = session.day else {
        schedule.unscheduled.append(index)
        continue
      }
      if let parent = session.parent { schedule.sessions[parent].children.append(index) }
      schedule.days[day].sessions.append(index)
    }
    for index in schedule.unscheduled {
      if let parent = schedule.sessions[index].parent {
        schedule.sessions[parent].children.append(index)
      }
    }
    for day in schedule.days.indices { build(&schedule.days[day]) }
  }

  private func build(_ day: inout Day) {
    var running: [Int] = []
    var rooms: Set<Int> = []
    let sessions = schedule.sessions
    day.start = day.sessions.compactMap { sessions[$0].start }.min() ?? day.start
    day.end = day.sessions.compactMap { sessions[$0].end ?? sessions[$0].start }.max() ?? day.end
    for index in day.sessions {
      guard let start = sessions[index].start else { continue }
      if let room = sessions[index].room { rooms.insert(room) }
      guard schedule.isOnItsOwn(index) else { continue }
      if day.slots.last?.start != start {
        running = (running + (day.slots.last?.sessions ?? [])).filter { other in
          sessions[other].end.map { $0 > start } ?? false
        }
        day.slots.append(Slot(start: start, end: nil, sessions: [], running: running))
      }
      day.slots[day.slots.count - 1].sessions.append(index)
      if let end = sessions[index].end {
        let last = day.slots[day.slots.count - 1].end
        day.slots[day.slots.count - 1].end = max(last ?? end, end)
      }
    }
    day.rooms = rooms.sorted()
    day.grid = schedule.grid(of: day.slots.flatMap(\.sessions))
  }
}

/// What starts next, by place: what a session without an end gives way to.
private struct NextStarts {
  /// For each session the next one of its day that starts later and needs its place: a sibling, a
  /// session in the same room or everywhere; any session, if it has no room itself.
  private var followers: [Int?]

  init(_ sessions: [Session]) {
    followers = Array(repeating: nil, count: sessions.count)
    var lastSeen: [Place: (session: Int, later: Int?)] = [:]
    // From the end, since what follows is then known; sessions are sorted by start.
    for index in sessions.indices.reversed() {
      let session = sessions[index]
      guard session.start != nil, let day = session.day else { continue }
      func next(_ place: Place) -> Int? {
        guard let seen = lastSeen[place] else { return nil }
        return sessions[seen.session].start == session.start ? seen.later : seen.session
      }
      func see(_ place: Place) {
        let later = next(place)
        lastSeen[place] = (index, later)
      }
      if let parent = session.parent {
        followers[index] = next(.parent(parent))
        see(.parent(parent))
      } else if let room = session.room {
        followers[index] = [next(.room(day, room)), next(.everywhere(day))].compactMap(\.self).min()
        see(.room(day, room))
        see(.anywhere(day))
      } else {
        followers[index] = next(.anywhere(day))
        if session.isEverywhere { see(.everywhere(day)) }
        see(.anywhere(day))
      }
    }
  }

  func follower(of index: Int) -> Int? { followers[index] }

  private enum Place: Hashable {
    case parent(Int)
    case room(Int, Int)
    case everywhere(Int)
    case anywhere(Int)
  }
}
