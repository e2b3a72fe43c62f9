import CivilTime
package import Diagnostics

extension Schedule {
  /// Makes a schedule of records and reports everything that is wrong with them.
  ///
  /// What is wrong is left out as far as it must be: a session with an impossible end has none. Takes time
  /// in proportion to n log n.
  package static func assemble(_ input: ScheduleInput) -> Diagnosed<Schedule> {
    var assembly = Assembly(input)
    assembly.breakParentCycles()
    assembly.readTimes()
    assembly.inheritFromParents()
    assembly.sortIntoReadingOrder()
    assembly.assignDays()
    assembly.checkDays()
    assembly.checkParents()
    assembly.assumeEnds()
    assembly.indexRelations()
    assembly.compareWithReleases()
    assembly.buildDays()
    assembly.checkRooms()
    assembly.checkPeople()
    assembly.checkBreaks()
    assembly.checkCompleteness()
    assembly.checkWays()
    assembly.checkConfirmations()
    assembly.checkGaps()
    assembly.checkRoomSizes()
    return Diagnosed(assembly.schedule, assembly.diagnostics.inReadingOrder())
  }
}

/// A schedule in the making, and the mistakes found so far.
struct Assembly {
  var schedule: Schedule
  var diagnostics: [Diagnostic] = []
  let dates: ClosedRange<CivilDate>?

  /// Sessions are in the order of their records until they are sorted.
  init(_ input: ScheduleInput) {
    dates = input.dates
    schedule = Schedule(
      zone: input.zone, sessions: zip(input.sessions, input.sessions.ids).map(Session.init),
      rooms: input.rooms, tracks: input.tracks, people: input.people)
    schedule.dayEnds = input.dayEnds
    for id in schedule.sessions.ids {
      schedule.sessions[id].parent = schedule.sessions[id].record.parent.map {
        Session.ID($0.value.index)
      }
    }
  }

  mutating func breakParentCycles() {
    var isSettled = Array(repeating: false, count: schedule.sessions.count)
    for id in schedule.sessions.ids {
      var path: [Session.ID] = []
      var isOnPath: Set<Session.ID> = []
      var current: Session.ID? = id
      while let session = current, !isSettled[session.index] {
        if isOnPath.contains(session) {
          let last = path[path.count - 1]
          let record = schedule.sessions[last].record
          diagnostics.append(
            .error(
              ProgrammeCode.parentCycle,
              last == session
                ? "'\(record.title)' is its own parent"
                : "'\(record.title)' is part of itself, through its parent",
              at: record.parent?.location,
              help: "name the session it takes place in, or leave out 'parent'"))
          schedule.sessions[last].parent = nil
          break
        }
        isOnPath.insert(session)
        path.append(session)
        current = schedule.sessions[session].parent
      }
      for session in path { isSettled[session.index] = true }
    }
  }

  mutating func sortIntoReadingOrder() {
    let keys = schedule.sessions.map { ReadingKey($0, in: schedule.zone) }
    let order = schedule.sessions.indices.sorted { keys[$0] < keys[$1] }
    var newIndex = Array(repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { newIndex[old] = new }
    schedule.sessions = order.map { old in
      var session = schedule.sessions[old]
      session.parent = session.parent.map { Session.ID(newIndex[$0.index]) }
      return session
    }
  }

  /// Lists the sessions of rooms, tracks and people.
  mutating func indexRelations() {
    for (id, session) in zip(schedule.sessions.ids, schedule.sessions) {
      if let room = session.room { schedule.rooms[room].sessions.append(id) }
      if let track = session.record.track { schedule.tracks[track].sessions.append(id) }
      for part in session.record.people {
        schedule.people[part.person].appearances.append(Appearance(session: id, role: part.role))
      }
    }
  }
}

/// What sorts sessions for reading; see `Schedule`.
private struct ReadingKey: Comparable {
  let instant, day, room, number, index: Int

  init(_ session: Session, in zone: Zone) {
    instant = session.start.map(zone.instant(of:)) ?? .max
    day = (session.date ?? session.start?.date)?.daysSince1970 ?? .max
    room = session.record.isEverywhere ? -2 : session.room?.index ?? -1
    number = session.record.number ?? .max
    index = session.source.index
  }

  static func < (a: ReadingKey, b: ReadingKey) -> Bool {
    (a.instant, a.day, a.room, a.number, a.index) < (b.instant, b.day, b.room, b.number, b.index)
  }
}
