import CivilTime

/// The part of a schedule that a calendar is about.
package enum CalendarScope: Hashable, Sendable {
  case whole
  case day(Day.ID)
  case session(Session.ID)
  case person(Person.ID)
  case track(Track.ID)
}

extension Schedule {
  /// Whether a calendar would have an event in it.
  package func hasCalendar(_ scope: CalendarScope) -> Bool {
    members(of: scope).contains { sessions[$0].isDated }
  }

  /// The sessions of a part, in reading order.
  private func members(of scope: CalendarScope) -> [Session.ID] {
    switch scope {
    case .whole: sessions.ids
    case .day(let day):
      days[day].sessions + unscheduled.filter { sessions[$0].isOn(days[day].date) }
    case .session(let session): [session]
    case .person(let person): people[person].appearances.map(\.session).withoutRepetitions
    case .track(let track): tracks[track].sessions
    }
  }

  /// The sessions that are events of a calendar.
  ///
  /// A part that has only the time of the whole, as a table of a Market Lounge has, is listed in the event of the
  /// whole. Otherwise a calendar would show twenty events on top of each other. It is an event of its own in its
  /// own calendar and in that of a speaker, and if it is cancelled or moved.
  package func events(in scope: CalendarScope) -> [Session.ID] {
    let dated = members(of: scope).filter { sessions[$0].isDated }
    if case .person = scope { return dated }
    guard dated.contains(where: { sessions[$0].timeIsInherited }) else { return dated }
    let all = Set(dated)
    return dated.filter { id in
      guard isListedInParent(id), let parent = sessions[id].parent else { return true }
      return !all.contains(parent)
    }
  }

  /// Whether a session is a part that happens during all of its parent.
  func isListedInParent(_ id: Session.ID) -> Bool {
    sessions[id].timeIsInherited && sessions[id].record.status == .confirmed
  }

  /// The instants at which the programme begins and ends. `nil` if no session has a time.
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

extension Array where Element: Hashable {
  /// The elements in their order, each once.
  package var withoutRepetitions: [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
