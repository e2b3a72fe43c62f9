import CivilTime

/// What part of a schedule a calendar is about. Numbers are indices of the schedule's arrays.
package enum CalendarScope: Hashable, Sendable {
  case whole
  case day(Int)
  case session(Int)
  case person(Int)
  case track(Int)
}

extension Schedule {
  /// Whether a calendar would have an event in it.
  package func hasCalendar(_ scope: CalendarScope) -> Bool {
    members(of: scope).contains { sessions[$0].isDated }
  }

  /// The sessions of a part, in reading order.
  private func members(of scope: CalendarScope) -> [Int] {
    switch scope {
    case .whole: Array(sessions.indices)
    case .day(let day):
      days[day].sessions + unscheduled.filter { sessions[$0].isOn(days[day].date) }
    case .session(let session): [session]
    case .person(let person): distinct(people[person].appearances.map(\.session))
    case .track(let track): tracks[track].sessions
    }
  }

  /// The sessions that are events of a calendar.
  ///
  /// A table of a Market Lounge that has no time but the Lounge's is told in the Lounge's event, or a
  /// calendar would show twenty events on top of each other. By itself, in the calendar of a
  /// speaker and where it is cancelled or moved it is an event of its own.
  package func events(in scope: CalendarScope) -> [Int] {
    let dated = members(of: scope).filter { sessions[$0].isDated }
    if case .person = scope { return dated }
    guard dated.contains(where: { sessions[$0].timeIsInherited }) else { return dated }
    let all = Set(dated)
    return dated.filter { index in
      guard isToldInParent(index), let parent = sessions[index].parent else { return true }
      return !all.contains(parent)
    }
  }

  /// Whether a session is a part that happens during all of its parent.
  func isToldInParent(_ index: Int) -> Bool {
    sessions[index].timeIsInherited && sessions[index].status == .confirmed
  }

  /// When the programme begins and ends, in instants, as far as there are times.
  var span: ClosedRange<Int>? {
    let starts = sessions.compactMap(\.start).map(zone.instant(of:))
    guard let first = starts.min(), let last = starts.max() else { return nil }
    let ends = sessions.compactMap(\.end).map(zone.instant(of:))
    return first...max(last, ends.max() ?? last)
  }
}

extension Session {
  /// Whether its day is known.
  package var isDated: Bool { start != nil || date != nil }

  fileprivate func isOn(_ day: CivilDate) -> Bool {
    guard start == nil, let date else { return false }
    return date <= day && day <= lastDate ?? date
  }
}

/// The numbers without those that came before.
private func distinct(_ numbers: [Int]) -> [Int] {
  var seen: Set<Int> = []
  return numbers.filter { seen.insert($0).inserted }
}
