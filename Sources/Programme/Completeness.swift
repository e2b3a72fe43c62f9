import CivilTime
import Diagnostics

extension Assembly {
  /// Warns of what a programme usually has and this one lacks.
  mutating func checkCompleteness() {
    for person in schedule.people where person.appearances.isEmpty {
      diagnostics.append(
        .warning(
          ProgrammeCode.speakerWithoutSession, "\(person.name) is in no session",
          at: person.location, help: "name '\(person.key)' under 'speakers' of a session"))
    }
    for session in schedule.sessions {
      guard session.record.format?.namesPeople ?? true, session.record.people.isEmpty,
        !session.isCancelled,
        !session.children.contains(where: { !schedule.sessions[$0].record.people.isEmpty })
      else { continue }
      diagnostics.append(
        .warning(
          ProgrammeCode.sessionWithoutPeople, "'\(session.title)' names nobody",
          at: session.record.location,
          help: "add its people under 'speakers', or a format that has none, such as break"))
    }
  }

  /// A break begins when the sessions before it end, and ends when the next ones begin.
  mutating func checkBreaks() {
    for day in schedule.days { checkBreaks(of: day) }
  }

  private mutating func checkBreaks(of day: Day) {
    let timed = day.sessions.filter { id in
      let session = schedule.sessions[id]
      return session.parent == nil && !session.isCancelled && !session.standsApart
        && !(session.record.format?.runsAlongside ?? false)
    }
    var running: [Session.ID] = []
    var lastEnd: CivilDateTime?
    var previousIsBreak = false
    for id in timed {
      let session = schedule.sessions[id]
      guard let start = session.start else { continue }
      running.removeAll { (schedule.sessions[$0].end ?? start) <= start }
      let isBreak = session.record.format == .break
      for other in running where isBreak || schedule.sessions[other].record.format == .break {
        warnOfOverlap(schedule.sessions[other], session)
      }
      if let end = lastEnd, end < start, isBreak || previousIsBreak {
        warnOfGap(from: end, to: start, session.record, isBreak: isBreak)
      }
      if let end = session.end {
        running.append(id)
        lastEnd = max(lastEnd ?? end, end)
        previousIsBreak = lastEnd == end && isBreak
      }
      if running.count > 64 { running.removeFirst() }
    }
  }

  private mutating func warnOfGap(
    from end: CivilDateTime, to start: CivilDateTime, _ next: SessionRecord, isBreak: Bool
  ) {
    diagnostics.append(
      .warning(
        ProgrammeCode.breakMismatch,
        "nothing is planned on \(end.date) from \(end.time) to \(start.displayText(after: end)), "
          + (isBreak ? "before the break '\(next.title)'" : "between a break and '\(next.title)'"),
        at: next.startLocation,
        help: "let the break begin and end with the sessions around it"))
  }

  /// An overlap in one room, or with what fills every room, is reported as a clash of rooms.
  private mutating func warnOfOverlap(_ a: Session, _ b: Session) {
    guard !a.endIsAssumed, let start = b.start, let end = a.end else { return }
    let (aIsEverywhere, bIsEverywhere) = (a.record.isEverywhere, b.record.isEverywhere)
    let areBothPlaced = (aIsEverywhere || a.room != nil) && (bIsEverywhere || b.room != nil)
    guard !areBothPlaced || !(aIsEverywhere || bIsEverywhere || a.room == b.room) else { return }
    let until = min(end, b.endIsAssumed ? end : b.end ?? end)
    let (pause, other) = b.record.format == .break ? (b, a) : (a, b)
    diagnostics.append(
      .warning(
        ProgrammeCode.breakMismatch,
        "the break '\(pause.title)' overlaps '\(other.title)' on \(start.date) "
          + "from \(start.time) to \(until.displayText(after: start))",
        at: b.record.startLocation,
        help: "let the break begin and end with the sessions around it"))
  }
}
