package import CivilTime

/// Which day of an event a time belongs to.
///
/// An event day begins at 05:00. What starts earlier belongs to the evening before if something starts that
/// evening. If nothing does, it begins its own day, as an early bus on the first day does. A session belongs to
/// the day on which it starts, and may go on for up to 24 hours.
package struct EventDays: Sendable {
  /// When an event day begins and the one before it ends.
  package static let start = TimeOfDay(secondsSinceMidnight: 5 * 3600)

  /// The dates on which something starts at 05:00 or later.
  private let evenings: Set<CivilDate>

  package init(startsOfSessions starts: some Sequence<CivilDateTime>) {
    evenings = Set(starts.filter { $0.time >= EventDays.start }.map(\.date))
  }

  /// The day to which what starts at a time belongs.
  package func date(of start: CivilDateTime) -> CivilDate {
    let before = start.date.adding(days: -1)
    return start.time < EventDays.start && evenings.contains(before) ? before : start.date
  }

  /// The moment of a time that a programme lists under a date.
  package static func moment(of time: TimeOfDay, listedUnder date: CivilDate) -> CivilDateTime {
    CivilDateTime(time < start ? date.adding(days: 1) : date, time)
  }

  /// The latest end of a session that starts at a time.
  package static func latestEnd(ofSessionFrom start: CivilDateTime) -> CivilDateTime {
    start.adding(seconds: 86_400)
  }

  /// The moment at which the day of a date ends.
  package static func end(of date: CivilDate) -> CivilDateTime {
    CivilDateTime(date.adding(days: 1), start)
  }
}
