import CivilTime
import Diagnostics

extension Assembly {
  /// What a programme usually has and this one lacks.
  mutating func checkCompleteness() {
    for (index, person) in schedule.people.enumerated() where person.appearances.isEmpty {
      diagnostics.append(
        .warning(
          "\(person.name) is in no session", at: people[index].location,
          help: "name '\(person.id)' under 'speakers' of a session"))
    }
    for (index, session) in schedule.sessions.enumerated() {
      guard session.format?.namesPeople ?? true, session.people.isEmpty,
        records[index].people.isEmpty, session.status != .cancelled,
        !session.children.contains(where: { !schedule.sessions[$0].people.isEmpty })
      else { continue }
      diagnostics.append(
        .warning(
          "'\(session.title)' names nobody", at: records[index].location,
          help: "add its people under 'speakers', or a format that has none, such as break"))
    }
  }

  /// A break begins when the sessions before it end, and ends when the next ones begin.
  mutating func checkBreaks() {
    for day in schedule.days { checkBreaks(of: day) }
  }

  private mutating func checkBreaks(of day: Day) {
    let timed = day.sessions.filter { index in
      let session = schedule.sessions[index]
      return session.parent == nil && session.status != .cancelled
        && !(session.format?.runsAlongside ?? false)
    }
    var running: [Int] = []
    var lastEnd: CivilDateTime?
    var previousIsBreak = false
    for index in timed {
      let session = schedule.sessions[index]
      guard let start = session.start else { continue }
      running.removeAll { (schedule.sessions[$0].end ?? start) <= start }
      let isBreak = session.format == .pause
      for other in running where isBreak || schedule.sessions[other].format == .pause {
        warnOfOverlap(other, index)
      }
      if let end = lastEnd, end < start, isBreak || previousIsBreak {
        warnOfGap(from: end, to: start, index, isBreak: isBreak)
      }
      if let end = session.end {
        running.append(index)
        lastEnd = max(lastEnd ?? end, end)
        previousIsBreak = lastEnd == end && isBreak
      }
      if running.count > 64 { running.removeFirst() }
    }
  }

  private mutating func warnOfGap(
    from end: CivilDateTime, to start: CivilDateTime, _ index: Int, isBreak: Bool
  ) {
    let title = schedule.sessions[index].title
    diagnostics.append(
      .warning(
        "nothing is planned on \(end.date) from \(end.time) to \(start.spoken(after: end)), "
          + (isBreak ? "before the break '\(title)'" : "between a break and '\(title)'"),
        at: records[index].placeOfStart,
        help: "let the break begin and end with the sessions around it"))
  }

  /// What overlaps in one room, or with what fills every room, is an error of its own.
  private mutating func warnOfOverlap(_ first: Int, _ second: Int) {
    let (a, b) = (schedule.sessions[first], schedule.sessions[second])
    guard !a.endIsAssumed, let start = b.start, let end = a.end else { return }
    let areBothPlaced =
      (a.isEverywhere || a.room != nil) && (b.isEverywhere || b.room != nil)
    let isError = areBothPlaced && (a.isEverywhere || b.isEverywhere || a.room == b.room)
    guard !isError else { return }
    let until = min(end, b.endIsAssumed ? end : b.end ?? end)
    let (pause, other) = b.format == .pause ? (b, a) : (a, b)
    diagnostics.append(
      .warning(
        "the break '\(pause.title)' overlaps '\(other.title)' on \(start.date) "
          + "from \(start.time) to \(until.spoken(after: start))",
        at: records[second].placeOfStart,
        help: "let the break begin and end with the sessions around it"))
  }
}
