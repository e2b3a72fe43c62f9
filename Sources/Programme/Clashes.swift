import CivilTime
import Diagnostics

/// The time a session surely takes, in instants: one without an end of its own takes its first
/// minute.
private struct Span {
  let session: Int
  let start: Int
  let end: Int
}

/// Sessions that are going on while a sweep passes over the day.
private struct Running {
  private(set) var spans: [Span] = []

  mutating func advance(to instant: Int) { spans.removeAll { $0.end <= instant } }

  /// Keeps the ones that end last: enough to find a clash, and no more work for a day where
  /// everything clashes with everything.
  mutating func add(_ span: Span) {
    spans.append(span)
    if spans.count > 32, let first = spans.indices.min(by: { spans[$0].end < spans[$1].end }) {
      spans.remove(at: first)
    }
  }
}

extension Assembly {
  private func span(of index: Int) -> Span? {
    let session = schedule.sessions[index]
    guard let start = session.start, session.status != .cancelled else { return nil }
    let instant = schedule.zone.instant(of: start)
    let end = session.endIsAssumed ? nil : session.end.map(schedule.zone.instant(of:))
    return Span(session: index, start: instant, end: end ?? instant + 60)
  }

  // MARK: Rooms

  /// A room holds one session at a time. What is in its parent's room is in the parent.
  mutating func checkRooms() {
    var byRoom: [Int: Running] = [:]
    var everywhere = Running()
    for index in schedule.sessions.indices {
      let session = schedule.sessions[index]
      guard session.isEverywhere || session.room != nil, !session.roomIsInherited,
        let span = span(of: index)
      else { continue }
      everywhere.advance(to: span.start)
      if session.isEverywhere {
        for room in byRoom.keys.sorted() {
          byRoom[room]?.advance(to: span.start)
          for other in byRoom[room]?.spans ?? [] where areTwo(other.session, index) {
            reportFull(everywhere: span, other, at: span)
          }
        }
        if let other = everywhere.spans.first(where: { areTwo($0.session, index) }) {
          reportFull(everywhere: other, span, at: span)
        }
        everywhere.add(span)
      } else if let room = session.room {
        byRoom[room, default: Running()].advance(to: span.start)
        let others = byRoom[room, default: Running()].spans
        if let other = others.first(where: { areTwo($0.session, index) }) {
          reportTwice(room, other, span)
        }
        if let other = everywhere.spans.first(where: { areTwo($0.session, index) }) {
          reportFull(everywhere: other, span, at: span)
        }
        byRoom[room, default: Running()].add(span)
      }
    }
  }

  /// Whether two sessions are not one place: a session and what is part of it are.
  private func areTwo(_ a: Int, _ b: Int) -> Bool {
    !schedule.ancestors(of: a).contains(b) && !schedule.ancestors(of: b).contains(a)
  }

  private mutating func reportTwice(_ room: Int, _ first: Span, _ second: Span) {
    let (a, b) = (records[first.session], records[second.session])
    diagnostics.append(
      .error(
        "\(schedule.rooms[room].title) is used twice \(shared(first, second)): "
          + "by '\(a.title)' and by '\(b.title)'",
        at: b.room?.location ?? b.location,
        help: "give one of them another room or another time",
        notes: note(
          "'\(a.title)' is here, \(time(of: first.session))", a.room?.location ?? a.location)))
  }

  private mutating func reportFull(everywhere: Span, _ other: Span, at second: Span) {
    let (a, b) = (records[everywhere.session], records[other.session])
    let first = second.session == other.session ? everywhere : other
    let place = schedule.sessions[other.session].room.map { "in \(schedule.rooms[$0].title)" }
    diagnostics.append(
      .error(
        "'\(a.title)' fills every room \(shared(everywhere, other)), and '\(b.title)' is "
          + "\(place ?? "everywhere") then",
        at: records[second.session].placeOfStart,
        help: "change the time of one of them, or take 'everywhere' out of '\(a.title)'",
        notes: note(
          "'\(records[first.session].title)' is here, \(time(of: first.session))",
          records[first.session].placeOfStart)))
  }

  // MARK: People

  /// A person is in one place at a time.
  mutating func checkPeople() {
    for person in schedule.people.indices {
      var running = Running()
      var last: Int?
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

  /// Two parts of one session whose times are not known apart are one place.
  private func areTwoPlaces(_ a: Int, _ b: Int) -> Bool {
    let (one, two) = (schedule.sessions[a], schedule.sessions[b])
    let areUntimed = one.timeIsInherited && two.timeIsInherited && one.parent == two.parent
    return !areUntimed && areTwo(a, b)
  }

  private mutating func report(_ person: Int, _ first: Span, _ second: Span) {
    let (a, b) = (records[first.session], records[second.session])
    diagnostics.append(
      .error(
        "\(schedule.people[person].name) is in two places \(shared(first, second)): "
          + "'\(a.title)' and '\(b.title)'",
        at: location(of: person, in: second.session),
        help: "change the time of one of them, or take the person out of one",
        notes: note(
          "'\(a.title)' is here, \(time(of: first.session))",
          location(of: person, in: first.session))))
  }

  private func location(of person: Int, in session: Int) -> SourceLocation? {
    let parts = schedule.sessions[session].people
    let index = parts.firstIndex { $0.person == person }
    return index.flatMap { participationLocations[session][$0] } ?? records[session].location
  }

  // MARK: Words

  /// `on 2012-09-19 from 10:30 to 11:00`: the time two sessions share.
  private func shared(_ a: Span, _ b: Span) -> String {
    let start = schedule.zone.civil(atInstant: max(a.start, b.start))
    let end = schedule.zone.civil(atInstant: min(a.end, b.end))
    let isGuess = min(a.end, b.end) - max(a.start, b.start) <= 60
    return isGuess
      ? "on \(start.date) at \(start.time)"
      : "on \(start.date) from \(start.time) to \(end.spoken(after: start))"
  }

  /// `10:00 to 11:00`.
  private func time(of index: Int) -> String {
    let session = schedule.sessions[index]
    guard let start = session.start else { return "without a time" }
    guard let end = session.end, !session.endIsAssumed else { return "from \(start.time)" }
    return "\(start.time) to \(end.spoken(after: start))"
  }
}
