import CivilTime
import Diagnostics

extension Assembly {
  /// Reads starts and ends, leaving out what cannot be.
  mutating func readTimes() {
    for id in schedule.sessions.ids {
      let record = schedule.sessions[id].record
      guard let start = record.start else {
        if let end = record.end {
          diagnostics.append(
            .error(
              ProgrammeCode.endWithoutStart, "'\(record.title)' has an end but no start",
              at: end.location,
              help: "add 'start', as in 2012-09-19 13:30"))
        }
        continue
      }
      switch (start.value, record.end?.value) {
      case (.date(let date), let end):
        readDates(date, end, of: id)
      case (.dateTime(let moment), let end):
        schedule.sessions[id].start = moment
        check(start.location, moment)
        readEnd(end, after: moment, of: id)
      }
    }
  }

  private mutating func readDates(_ date: CivilDate, _ end: CivilMoment?, of id: Session.ID) {
    schedule.sessions[id].date = date
    let record = schedule.sessions[id].record
    guard let end else { return }
    if case .dateTime = end {
      diagnostics.append(
        .error(
          ProgrammeCode.mixedDateAndTime,
          "'\(record.title)' ends at a time, but its start is a day without one",
          at: record.end?.location, help: "give 'start' a time too, or leave the time out of 'end'")
      )
    } else if end.date < date {
      diagnostics.append(
        .error(
          ProgrammeCode.endBeforeStart,
          "'\(record.title)' ends on \(end.date), before it starts on \(date)",
          at: record.end?.location, help: "write the last day in 'end'"))
    } else {
      schedule.sessions[id].lastDate = end.date
    }
  }

  private mutating func readEnd(
    _ end: CivilMoment?, after start: CivilDateTime, of id: Session.ID
  ) {
    guard let end else { return }
    let title = schedule.sessions[id].title
    let location = schedule.sessions[id].record.end?.location
    guard let moment = end.dateTime else {
      diagnostics.append(
        .error(
          ProgrammeCode.mixedDateAndTime,
          "'\(title)' starts at a time, but its end is a day without one", at: location,
          help: "give 'end' a time too, as in \(end.date) \(start.time)"))
      return
    }
    check(location, moment)
    guard moment > start else {
      let isSame = moment == start
      let isOneDay = moment.date == start.date
      let ends = isOneDay ? "\(moment.time)" : moment.displayText
      let starts = isOneDay ? "\(start.time)" : start.displayText
      diagnostics.append(
        .error(
          ProgrammeCode.endBeforeStart,
          isSame
            ? "'\(title)' ends when it starts, at \(ends)"
            : "'\(title)' ends at \(ends), before it starts at \(starts)",
          at: location, help: helpWithEnd(moment, after: start)))
      return
    }
    schedule.sessions[id].end = moment
  }

  private func helpWithEnd(_ end: CivilDateTime, after start: CivilDateTime) -> String {
    guard end.date == start.date, end.time < schedule.dayEnds else {
      return "write the later time in 'end', or leave 'end' out if it is not known"
    }
    return "after midnight it is the next day: \(end.date.adding(days: 1)) \(end.time)"
  }

  /// Reports a time that clocks skip or show twice.
  private mutating func check(_ location: SourceLocation?, _ moment: CivilDateTime) {
    let zone = schedule.zone
    let (transition, sentence): (Zone.Transition, (String, String) -> String)
    switch zone.reading(of: moment) {
    case .once: return
    case .skipped(let skipped):
      transition = skipped
      sentence = {
        "clocks in \(zone.identifier) go from \($0) to \($1), so \(moment.displayText) never comes"
      }
    case .doubled(let doubled):
      transition = doubled
      sentence = {
        "clocks in \(zone.identifier) go back from \($0) to \($1), so \(moment.displayText) comes twice"
      }
    }
    let before = transition.civil
    let after = before.adding(seconds: transition.after.offset - transition.before.offset)
    let (first, last) = (min(before, after), max(before, after))
    diagnostics.append(
      .error(
        ProgrammeCode.clockChange, sentence(before.time.description, after.time.description),
        at: location,
        help: "choose a time before \(first.time) or from \(last.time) on"))
  }

  /// Gives children the time and the room of their parent where they have none.
  mutating func inheritFromParents() {
    for id in schedule.sessions.ids { inherit(id) }
  }

  private mutating func inherit(_ id: Session.ID) {
    let session = schedule.sessions[id]
    guard let parent = session.parent else { return }
    let needsTime = session.start == nil && session.date == nil
    let needsRoom =
      session.room == nil && !session.record.isEverywhere
      && session.record.place == nil
    guard needsTime || needsRoom else { return }
    inherit(parent)
    let source = schedule.sessions[parent]
    if needsTime, source.start != nil {
      schedule.sessions[id].start = source.start
      schedule.sessions[id].end = source.end
      schedule.sessions[id].timeIsInherited = true
    }
    if needsRoom, source.room != nil {
      schedule.sessions[id].room = source.room
      schedule.sessions[id].roomIsInherited = true
    }
  }

  /// A part happens while the whole does.
  mutating func checkParents() {
    for session in schedule.sessions {
      guard let parent = session.parent, !session.timeIsInherited, let start = session.start,
        let theirStart = schedule.sessions[parent].start
      else { continue }
      let theirs = schedule.sessions[parent]
      let theirEnd = theirs.end
      let startsOutside = start < theirStart || theirEnd.map { start >= $0 } ?? false
      let endsOutside = theirEnd.flatMap { end in session.end.map { $0 > end } } ?? false
      guard startsOutside || endsOutside else { continue }
      let theirTime =
        theirStart.displayText + (theirEnd.map { " to \($0.displayText(after: theirStart))" } ?? "")
      diagnostics.append(
        .error(
          ProgrammeCode.outsideParent,
          "'\(session.title)' is outside the time of '\(theirs.title)', which is \(theirTime)",
          at: startsOutside ? session.record.startLocation : session.record.endLocation,
          help: "choose a time within it, or leave out 'parent'",
          notes: note("its parent is here", theirs.record.startLocation)))
    }
  }

  func note(_ message: String, _ location: SourceLocation?) -> [Diagnostic.Note] {
    location.map { [Diagnostic.Note(message, at: $0)] } ?? []
  }
}
