package import CivilTime

/// Where a moment lies: before an event, during it or after it.
package enum Phase: String, Hashable, Sendable {
  case before, during, after
}

extension Schedule {
  /// Nil if no day is known.
  ///
  /// The event begins with its first day and ends with the last session that takes place. Of one whose
  /// end is not known it is only certain that it is over when its day is.
  package func phase(at now: CivilDateTime) -> Phase? {
    guard let first = days.first, let last = days.last else { return nil }
    if now < CivilDateTime(first.date, .midnight) { return .before }
    let taking = last.sessions.filter { sessions[$0].status != .cancelled }
    let endOfDay = CivilDateTime(last.date.adding(days: 1), Schedule.startOfDay)
    let end = taking.map { sessions[$0].end ?? endOfDay }.max() ?? last.end
    return now < end ? .during : .after
  }
}
