// What a programme may have without being impossible, and what its people would rather know early: a way between two buildings that is too
// short, somebody who has not said yes, time in which nothing is planned, more people than a room holds. All of it may be meant, so a page can say that it is, with
// the reason; and nothing is told of what a site doesn't say: its buildings, its breaks, who has confirmed.

import CivilTime
import Diagnostics

/// How many minutes people need from one building to another.
private let leastWay = 15

/// How many minutes without a plan look like a break that was forgotten. Less is the time to change rooms, more is an afternoon off.
private let forgottenBreak = 20...120

extension Assembly {
  // MARK: Ways

  /// Warns where somebody has to be in another building a few minutes later.
  mutating func checkWays() {
    guard
      schedule.rooms.contains(where: { $0.place != nil })
        || schedule.sessions.contains(where: { $0.record.place != nil })
    else { return }
    for person in schedule.people.ids {
      var last: Session.ID?
      for appearance in schedule.people[person].appearances {
        let session = schedule.sessions[appearance.session]
        guard session.start != nil, !session.isCancelled else { continue }
        if let last, last != appearance.session { checkWay(of: person, last, appearance.session) }
        last = appearance.session
      }
    }
  }

  private mutating func checkWay(of person: Person.ID, _ first: Session.ID, _ second: Session.ID) {
    let (a, b) = (schedule.sessions[first], schedule.sessions[second])
    guard let end = a.knownEnd, let start = b.start, areSeparate(first, second),
      let from = building(of: a), let to = building(of: b), from != to
    else { return }
    let minutes = (schedule.zone.instant(of: start) - schedule.zone.instant(of: end)) / 60
    // Who is in two places at a time is told as that.
    guard minutes >= 0, minutes < leastWay else { return }
    let name = schedule.people[person].name
    let time = minutes == 0 ? "no time" : minutes == 1 ? "a minute" : "\(minutes) minutes"
    diagnostics.append(
      .warning(
        ProgrammeCode.wayTooShort,
        "\(name) has \(time) on \(start.date) at \(end.time) from '\(a.title)' to '\(b.title)', which are in different buildings: \(words(from)) and \(words(to))",
        at: location(of: person, in: second),
        help:
          "leave \(leastWay) minutes between them, or \(ProgrammeCode.wayTooShort.sayingWhy(in: b.title))"
      ))
  }

  private enum Building: Equatable {
    /// The one that the conference has for itself: nobody names it.
    case own
    case named(String)
  }

  private func words(_ building: Building) -> String {
    switch building {
    case .own: "the conference's own"
    case .named(let name): name
    }
  }

  /// `nil` if it isn't known.
  private func building(of session: Session) -> Building? {
    if let place = session.record.place { return .named(place) }
    guard let room = session.room else { return nil }
    if let place = schedule.rooms[room].place { return .named(place) }
    return schedule.rooms.contains { $0.place != nil } ? nil : .own
  }

  // MARK: Confirmations

  /// Warns of people in the programme who have not said yes, on sites that say who has.
  mutating func checkConfirmations() {
    let areNoted = schedule.people.contains { $0.isConfirmed == true }
    for person in schedule.people.ids {
      let isConfirmed = schedule.people[person].isConfirmed ?? !areNoted
      guard !isConfirmed else { continue }
      var last: Session.ID?
      for appearance in schedule.people[person].appearances where appearance.session != last {
        last = appearance.session
        let session = schedule.sessions[appearance.session]
        guard !session.isCancelled else { continue }
        let name = schedule.people[person].name
        diagnostics.append(
          .warning(
            ProgrammeCode.speakerNotConfirmed,
            "'\(session.title)' announces \(name), who has not confirmed yet",
            at: location(of: person, in: appearance.session),
            help:
              "write confirmed: true for \(name) once that is so, or \(ProgrammeCode.speakerNotConfirmed.sayingWhy(in: session.title))"
          ))
      }
    }
  }

  // MARK: Rooms

  /// Warns where more people are expected than a room holds.
  mutating func checkRoomSizes() {
    for session in schedule.sessions {
      guard let expected = session.record.expected, let id = session.room, !session.isCancelled,
        let places = schedule.rooms[id].capacity, expected.value > places
      else { continue }
      let room = schedule.rooms[id].title
      diagnostics.append(
        .warning(
          ProgrammeCode.roomTooSmall,
          "\(expected.value) people are expected at '\(session.title)', and '\(room)' holds \(places)",
          at: expected.location,
          help:
            "move it to a larger room, or \(ProgrammeCode.roomTooSmall.sayingWhy(in: session.title))"
        ))
    }
  }

  // MARK: Gaps

  /// Warns of time in which nothing is planned and no break is named, in programmes that name their breaks.
  mutating func checkGaps() {
    guard schedule.sessions.contains(where: { $0.record.format == .break }) else { return }
    for day in schedule.days { checkGaps(of: day) }
  }

  private mutating func checkGaps(of day: Day) {
    var last: (end: CivilDateTime, session: Session)?
    for id in day.sessions {
      let session = schedule.sessions[id]
      guard session.parent == nil, !session.isCancelled, !session.standsApart,
        !(session.record.format?.runsAlongside ?? false), let start = session.start
      else { continue }
      if let last, last.end < start, last.session.takesTurns, session.takesTurns {
        let gap = schedule.zone.instant(of: start) - schedule.zone.instant(of: last.end)
        if forgottenBreak.contains(gap / 60), !last.session.endIsAssumed {
          warn(ofGap: last.end, start, last.session, session)
        }
      }
      if let end = session.end, end >= last?.end ?? end { last = (end, session) }
    }
  }

  private mutating func warn(
    ofGap end: CivilDateTime, _ start: CivilDateTime, _ before: Session, _ after: Session
  ) {
    diagnostics.append(
      .warning(
        ProgrammeCode.gapWithoutBreak,
        "nothing is planned on \(end.date) from \(end.time) to \(start.displayText(after: end)), between '\(before.title)' and '\(after.title)', and no break either",
        at: after.record.startLocation,
        help:
          "add the break, with format: break, or \(ProgrammeCode.gapWithoutBreak.sayingWhy(in: after.title))"
      ))
  }
}

extension Session {
  /// Whether it is part of a day on which one thing follows the other. Before an evening there is free time, and gaps beside a break
  /// are told as such.
  fileprivate var takesTurns: Bool {
    switch record.format {
    case .break, .social, .siteVisit, .meetup, .sprint: false
    default: true
    }
  }
}
