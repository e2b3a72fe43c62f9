package import CivilTime

/// Which day of an event a time belongs to.
///
/// An event day begins at 05:00, unless the programme says otherwise. What starts earlier belongs to the evening before if something starts that
/// evening. If nothing does, it begins its own day, as an early bus on the first day does. A session belongs to
/// the day on which it starts, and may go on for up to 24 hours.
package struct EventDays: Sendable {
  /// When a day ends and the next one begins, if a programme doesn't say it.
  package static let usualEnd = TimeOfDay(secondsSinceMidnight: 5 * 3600)

  private let dayEnds: TimeOfDay
  /// The dates on which something starts after the day before has ended.
  private let evenings: Set<CivilDate>

  package init(ending dayEnds: TimeOfDay, startsOfSessions starts: some Sequence<CivilDateTime>) {
    self.dayEnds = dayEnds
    evenings = Set(starts.filter { $0.time >= dayEnds }.map(\.date))
  }

  /// The day to which what starts at a time belongs.
  package func date(of start: CivilDateTime) -> CivilDate {
    let before = start.date.adding(days: -1)
    return start.time < dayEnds && evenings.contains(before) ? before : start.date
  }

  /// The moment of a time that a programme lists under a date.
  package static func moment(
    of time: TimeOfDay, listedUnder date: CivilDate, dayEnds: TimeOfDay
  ) -> CivilDateTime {
    CivilDateTime(time < dayEnds ? date.adding(days: 1) : date, time)
  }

  /// The latest end of a session that starts at a time.
  package static func latestEnd(ofSessionFrom start: CivilDateTime) -> CivilDateTime {
    start.adding(seconds: 86_400)
  }

}
