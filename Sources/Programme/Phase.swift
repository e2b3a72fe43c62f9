package import CivilTime

/// Whether a moment is before an event, during it or after it.
package enum Phase: String, Hashable, Sendable {
  case before, during, after
}

extension Schedule {
  /// The phase of the event at a moment. `nil` if no day of the event is known.
  ///
  /// The event begins with its first day and ends with the last session that takes place. A session whose end
  /// is not known is certainly over when its day is.
  package func phase(at now: CivilDateTime) -> Phase? {
    guard let first = days.first, let last = days.last else { return nil }
    if now < CivilDateTime(first.date, .midnight) { return .before }
    let takingPlace = last.sessions.filter { !sessions[$0].isCancelled }
    let endOfDay = end(ofDay: last.date)
    let end = takingPlace.map { sessions[$0].end ?? endOfDay }.max() ?? last.end
    return now < end ? .during : .after
  }
}
