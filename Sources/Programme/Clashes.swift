import CivilTime
import Diagnostics

/// The time that a session certainly takes, in instants. Without an end of its own that is its first minute.
private struct Span {
  let session: Session.ID
  let start: Int
  let end: Int
}

/// The sessions that are going on at a moment.
private struct Running {
  private(set) var spans: [Span] = []

  mutating func advance(to instant: Int) { spans.removeAll { $0.end <= instant } }

  /// Keeps only those that end last. That is enough to find a clash, and it bounds the work for a day on
  /// which everything clashes with everything.
  mutating func add(_ span: Span) {
    spans.append(span)
    if spans.count > 32, let first = spans.indices.min(by: { spans[$0].end < spans[$1].end }) {
      spans.remove(at: first)
    }
  }
}

extension Assembly {
  private func span(of id: Session.ID) -> Span? {
    let session = schedule.sessions[id]
    guard let start = session.start, !session.isCancelled else { return nil }
    let instant = schedule.zone.instant(of: start)
    let end = session.endIsAssumed ? nil : session.end.map(schedule.zone.instant(of:))
    return Span(session: id, start: instant, end: end ?? instant + 60)
  }

  // MARK: Rooms

  /// A room holds one session at a time. A part that has its parent's room belongs to the parent there. What stands apart has
  /// its room to itself, and goes on while something else fills all rooms.
  mutating func checkRooms() {
    var byRoom = Array(repeating: Running(), count: schedule.rooms.count)
    var everywhere = Running()
    for id in schedule.sessions.ids {
      let session = schedule.sessions[id]
      guard session.record.isEverywhere || session.room != nil, !session.roomIsInherited,
        !session.standsApart, let span = span(of: id)
      else { continue }
      everywhere.advance(to: span.start)
      if session.record.isEverywhere {
        for room in byRoom.indices {
          byRoom[room].advance(to: span.start)
          for other in byRoom[room].spans where areSeparate(other.session, id) {
            reportFull(everywhere: span, other, at: span)
          }
        }
        if let other = everywhere.spans.first(where: { areSeparate($0.session, id) }) {
          reportFull(everywhere: other, span, at: span)
        }
        everywhere.add(span)
      } else if let room = session.room {
        byRoom[room.index].advance(to: span.start)
        if let other = byRoom[room.index].spans.first(where: { areSeparate($0.session, id) }) {
          reportTwice(room, other, span)
        }
        if let other = everywhere.spans.first(where: { areSeparate($0.session, id) }) {
          reportFull(everywhere: other, span, at: span)
        }
        byRoom[room.index].add(span)
      }
    }
  }

  /// Whether neither of two sessions is a part of the other one.
  func areSeparate(_ a: Session.ID, _ b: Session.ID) -> Bool {
    !schedule.ancestors(of: a).contains(b) && !schedule.ancestors(of: b).contains(a)
  }

  private mutating func reportTwice(_ room: Room.ID, _ first: Span, _ second: Span) {
    let (a, b) = (schedule.sessions[first.session].record, schedule.sessions[second.session].record)
    diagnostics.append(
      .error(
        ProgrammeCode.roomClash,
        "\(schedule.rooms[room].title) is used twice \(shared(first, second)): "
          + "by '\(a.title)' and by '\(b.title)'",
        at: b.room?.location ?? b.location,
        help: "give one of them another room or another time",
        notes: note(
          "'\(a.title)' is here, \(time(of: first.session))", a.room?.location ?? a.location)))
  }

  private mutating func reportFull(everywhere: Span, _ other: Span, at second: Span) {
    let (a, b) = (schedule.sessions[everywhere.session], schedule.sessions[other.session])
    let first = second.session == other.session ? everywhere : other
    let firstRecord = schedule.sessions[first.session].record
    let place = b.room.map { "in \(schedule.rooms[$0].title)" }
    diagnostics.append(
      .error(
        ProgrammeCode.roomClash,
        "'\(a.title)' fills every room \(shared(everywhere, other)), and '\(b.title)' is "
          + "\(place ?? "everywhere") then",
        at: schedule.sessions[second.session].record.startLocation,
        help: "change the time of one of them, or take 'everywhere' out of '\(a.title)'",
        notes: note(
          "'\(firstRecord.title)' is here, \(time(of: first.session))", firstRecord.startLocation)))
  }

  // MARK: People

  /// A person is in one place at a time.
  mutating func checkPeople() {
    for person in schedule.people.ids {
      var running = Running()
      var last: Session.ID?
      for appearance in schedule.people[person].appearances where appearance.session != last {
        last = appearance.session
        guard let span = span(of: appearance.session) else { continue }
        running.advance(to: span.start)
        let other = running.spans.first { areTwoPlaces($0.session, span.session) }
        if let other { report(person, other, span) }
        running.add(span)
      }
    }
  }

  /// Two parts that both have the time of the whole may happen one after the other.
  private func areTwoPlaces(_ a: Session.ID, _ b: Session.ID) -> Bool {
    let (one, two) = (schedule.sessions[a], schedule.sessions[b])
    let areUntimed = one.timeIsInherited && two.timeIsInherited && one.parent == two.parent
    return !areUntimed && areSeparate(a, b)
  }

  private mutating func report(_ person: Person.ID, _ first: Span, _ second: Span) {
    let (a, b) = (schedule.sessions[first.session].record, schedule.sessions[second.session].record)
    diagnostics.append(
      .error(
        ProgrammeCode.personClash,
        "\(schedule.people[person].name) is in two places \(shared(first, second)): "
          + "'\(a.title)' and '\(b.title)'",
        at: location(of: person, in: second.session),
        help: "change the time of one of them, or take the person out of one",
        notes: note(
          "'\(a.title)' is here, \(time(of: first.session))",
          location(of: person, in: first.session))))
  }

  func location(of person: Person.ID, in session: Session.ID) -> SourceLocation? {
    let record = schedule.sessions[session].record
    return record.people.first { $0.person == person }?.location ?? record.location
  }

  // MARK: Words

  /// `on 2012-09-19 from 10:30 to 11:00`: the time two sessions share.
  private func shared(_ a: Span, _ b: Span) -> String {
    let start = schedule.zone.civil(atInstant: max(a.start, b.start))
    let end = schedule.zone.civil(atInstant: min(a.end, b.end))
    let isGuess = min(a.end, b.end) - max(a.start, b.start) <= 60
    return isGuess
      ? "on \(start.date) at \(start.time)"
      : "on \(start.date) from \(start.time) to \(end.displayText(after: start))"
  }

  /// `10:00 to 11:00`.
  private func time(of id: Session.ID) -> String {
    let session = schedule.sessions[id]
    guard let start = session.start else { return "without a time" }
    guard let end = session.end, !session.endIsAssumed else { return "from \(start.time)" }
    return "\(start.time) to \(end.displayText(after: start))"
  }
}
