import CivilTime
import Diagnostics

extension Assembly {
  /// Reads starts and ends, leaving out what cannot be.
  mutating func readTimes() {
    for index in records.indices {
      let record = records[index]
      guard let start = record.start else {
        if let end = record.end {
          diagnostics.append(
            .error(
              "'\(record.title)' has an end but no start", at: end.location,
              help: "add 'start', as in 2012-09-19 13:30"))
        }
        continue
      }
      switch (start.value, record.end?.value) {
      case (.date(let date), let end):
        readDates(date, end, of: index)
      case (.dateTime(let moment), let end):
        schedule.sessions[index].start = moment
        check(start.location, moment)
        readEnd(end, after: moment, of: index)
      }
    }
  }

  private mutating func readDates(_ date: CivilDate, _ end: CivilMoment?, of index: Int) {
    schedule.sessions[index].date = date
    guard let end, let record = records[index].end else { return }
    if case .dateTime = end {
      diagnostics.append(
        .error(
          "'\(records[index].title)' ends at a time, but its start is a day without one",
          at: record.location, help: "give 'start' a time too, or leave the time out of 'end'"))
    } else if end.date < date {
      diagnostics.append(
        .error(
          "'\(records[index].title)' ends on \(end.date), before it starts on \(date)",
          at: record.location, help: "write the last day in 'end'"))
    } else {
      schedule.sessions[index].lastDate = end.date
    }
  }

  private mutating func readEnd(
    _ end: CivilMoment?, after start: CivilDateTime, of index: Int
  ) {
    guard let end, let record = records[index].end else { return }
    let title = records[index].title
    guard let moment = end.dateTime else {
      diagnostics.append(
        .error(
          "'\(title)' starts at a time, but its end is a day without one", at: record.location,
          help: "give 'end' a time too, as in \(end.date) \(start.time)"))
      return
    }
    check(record.location, moment)
    guard moment > start else {
      let isSame = moment == start
      let isOneDay = moment.date == start.date
      let said = isOneDay ? "\(moment.time)" : moment.spoken
      let begun = isOneDay ? "\(start.time)" : start.spoken
      diagnostics.append(
        .error(
          isSame
            ? "'\(title)' ends when it starts, at \(said)"
            : "'\(title)' ends at \(said), before it starts at \(begun)",
          at: record.location, help: helpWithEnd(moment, after: start)))
      return
    }
    schedule.sessions[index].end = moment
  }

  private func helpWithEnd(_ end: CivilDateTime, after start: CivilDateTime) -> String {
    guard end.date == start.date, end.time < Schedule.startOfDay else {
      return "write the later time in 'end', or leave 'end' out if it is not known"
    }
    return "after midnight it is the next day: \(end.date.adding(days: 1)) \(end.time)"
  }

  /// Clocks must show a time once, and only once.
  private mutating func check(_ location: SourceLocation?, _ moment: CivilDateTime) {
    let zone = schedule.zone
    let (transition, sentence): (Zone.Transition, (String, String) -> String)
    switch zone.reading(of: moment) {
    case .once: return
    case .skipped(let skipped):
      transition = skipped
      sentence = {
        "clocks in \(zone.identifier) go from \($0) to \($1), so \(moment.spoken) never comes"
      }
    case .doubled(let doubled):
      transition = doubled
      sentence = {
        "clocks in \(zone.identifier) go back from \($0) to \($1), so \(moment.spoken) comes twice"
      }
    }
    let before = transition.civil
    let after = before.adding(seconds: transition.after.offset - transition.before.offset)
    let (first, last) = (min(before, after), max(before, after))
    diagnostics.append(
      .error(
        sentence(before.time.description, after.time.description), at: location,
        help: "choose a time before \(first.time) or from \(last.time) on"))
  }

  /// Gives children the time and the room of their parent where they have none.
  mutating func inheritFromParents() {
    for index in schedule.sessions.indices { inherit(index) }
  }

  private mutating func inherit(_ index: Int) {
    let session = schedule.sessions[index]
    guard let parent = session.parent else { return }
    let needsTime = session.start == nil && session.date == nil
    let needsRoom = session.room == nil && !session.isEverywhere && session.place == nil
    guard needsTime || needsRoom else { return }
    inherit(parent)
    let source = schedule.sessions[parent]
    if needsTime, source.start != nil {
      schedule.sessions[index].start = source.start
      schedule.sessions[index].end = source.end
      schedule.sessions[index].timeIsInherited = true
    }
    if needsRoom, source.room != nil {
      schedule.sessions[index].room = source.room
      schedule.sessions[index].roomIsInherited = true
    }
  }

  /// A child happens while its parent does.
  mutating func checkParents() {
    for (index, session) in schedule.sessions.enumerated() {
      guard let parent = session.parent, !session.timeIsInherited, let start = session.start,
        let theirStart = schedule.sessions[parent].start
      else { continue }
      let theirEnd = schedule.sessions[parent].end
      let startsOutside = start < theirStart || theirEnd.map { start >= $0 } ?? false
      let endsOutside = theirEnd.flatMap { end in session.end.map { $0 > end } } ?? false
      guard startsOutside || endsOutside else { continue }
      let theirs =
        "\(theirStart.spoken)\(theirEnd.map { " to \($0.spoken(after: theirStart))" } ?? "")"
      diagnostics.append(
        .error(
          "'\(session.title)' is outside the time of '\(schedule.sessions[parent].title)', "
            + "which is \(theirs)",
          at: startsOutside ? records[index].placeOfStart : records[index].placeOfEnd,
          help: "choose a time within it, or leave out 'parent'",
          notes: note("its parent is here", records[parent].placeOfStart)))
    }
  }

  func note(_ message: String, _ location: SourceLocation?) -> [Diagnostic.Note] {
    location.map { [Diagnostic.Note(message, at: $0)] } ?? []
  }
}

extension CivilDateTime {
  /// `2012-09-19 13:30`, as editors write it.
  var spoken: String { "\(date) \(time)" }

  /// The time alone if the day is that of another moment.
  func spoken(after other: CivilDateTime) -> String {
    date == other.date ? time.description : spoken
  }
}
