import CivilTime
package import Diagnostics

extension Schedule {
  /// Makes a schedule of records and tells everything that is wrong with them.
  ///
  /// What is wrong is left out as far as it must be: a session with an impossible end has none, an
  /// unknown room is no room. Costs time in proportion to n log n.
  package static func assemble(_ input: ScheduleInput) -> Diagnosed<Schedule> {
    var assembly = Assembly(input)
    assembly.linkRecords()
    assembly.readTimes()
    assembly.inheritFromParents()
    assembly.sortIntoReadingOrder()
    assembly.assignDays()
    assembly.checkDays()
    assembly.checkParents()
    assembly.assumeEnds()
    assembly.indexRelations()
    assembly.buildDays()
    assembly.checkRooms()
    assembly.checkPeople()
    assembly.checkBreaks()
    assembly.checkCompleteness()
    return Diagnosed(assembly.schedule, assembly.diagnostics.inReadingOrder())
  }
}

/// A schedule in the making: the schedule so far, the records it is made from, and the mistakes.
struct Assembly {
  var schedule: Schedule
  var diagnostics: [Diagnostic] = []
  /// The record of each session, at the same index.
  var records: [SessionRecord]
  let people: [PersonRecord]
  let dates: ClosedRange<CivilDate>?
  /// Where each participation of a session stands in its record, at the session's index.
  var participationLocations: [[SourceLocation?]] = []

  init(_ input: ScheduleInput) {
    let sessions = distinct(input.sessions, "session")
    let people = distinct(input.people, "person")
    let rooms = distinct(input.rooms, "room")
    let tracks = distinct(input.tracks, "track")
    records = sessions.value
    self.people = people.value
    dates = input.dates
    schedule = Schedule(zone: input.zone)
    schedule.rooms = rooms.value.map {
      Room(
        id: $0.id, title: $0.title, capacity: $0.capacity, place: $0.place, floor: $0.floor,
        url: $0.url)
    }
    schedule.tracks = tracks.value.map {
      Track(id: $0.id, title: $0.title, colour: $0.colour, url: $0.url)
    }
    schedule.people = people.value.map {
      Person(id: $0.id, name: $0.name, affiliation: $0.affiliation, url: $0.url)
    }
    schedule.sessions = records.map(Session.init)
    diagnostics =
      sessions.diagnostics + people.diagnostics + rooms.diagnostics + tracks.diagnostics
  }

  /// Turns the ids in records into indices.
  mutating func linkRecords() {
    let rooms = ReferenceIndex("room", ids: schedule.rooms.map(\.id))
    let tracks = ReferenceIndex("track", ids: schedule.tracks.map(\.id))
    let people = ReferenceIndex("person", ids: schedule.people.map(\.id))
    let sessions = ReferenceIndex("session", ids: records.map(\.id))
    for index in records.indices {
      let record = records[index]
      schedule.sessions[index].room = resolve(record.room, in: rooms)
      schedule.sessions[index].track = resolve(record.track, in: tracks)
      schedule.sessions[index].parent = resolve(record.parent, in: sessions)
      var locations: [SourceLocation?] = []
      for part in record.people {
        guard let person = resolve(part.person, in: people) else { continue }
        schedule.sessions[index].people.append(
          Participation(person: person, role: part.role, slides: part.slides))
        locations.append(part.person.location)
      }
      participationLocations.append(locations)
    }
    breakParentCycles()
  }

  private mutating func resolve(_ reference: Located<String>?, in index: ReferenceIndex) -> Int? {
    guard let reference else { return nil }
    switch index.resolve(reference) {
    case .success(let found): return found
    case .failure(let problem):
      diagnostics.append(problem.diagnostic)
      return nil
    }
  }

  private mutating func breakParentCycles() {
    var isSettled = Array(repeating: false, count: records.count)
    for index in records.indices {
      var path: [Int] = []
      var isOnPath: Set<Int> = []
      var current: Int? = index
      while let session = current, !isSettled[session] {
        if isOnPath.contains(session) {
          let last = path[path.count - 1]
          diagnostics.append(
            .error(
              last == session
                ? "'\(records[last].title)' is its own parent"
                : "'\(records[last].title)' is part of itself, through its parent",
              at: records[last].parent?.location,
              help: "name the session it takes place in, or leave out 'parent'"))
          schedule.sessions[last].parent = nil
          break
        }
        isOnPath.insert(session)
        path.append(session)
        current = schedule.sessions[session].parent
      }
      for session in path { isSettled[session] = true }
    }
  }

  /// Puts sessions, and all that goes by their index, into reading order.
  mutating func sortIntoReadingOrder() {
    let zone = schedule.zone
    let keys = schedule.sessions.enumerated().map { index, session in
      ReadingKey(
        instant: session.start.map(zone.instant(of:)) ?? .max,
        day: (session.date ?? session.start?.date)?.daysSince1970 ?? .max,
        room: session.isEverywhere ? -2 : session.room ?? -1, number: session.number ?? .max,
        position: index)
    }
    let order = schedule.sessions.indices.sorted { keys[$0] < keys[$1] }
    var newIndex = Array(repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { newIndex[old] = new }
    schedule.sessions = order.map { old in
      var session = schedule.sessions[old]
      session.parent = session.parent.map { newIndex[$0] }
      return session
    }
    records = order.map { records[$0] }
    participationLocations = order.map { participationLocations[$0] }
  }

  /// Tells rooms, tracks, people and parents their sessions.
  mutating func indexRelations() {
    for (index, session) in schedule.sessions.enumerated() {
      schedule.sessionsByID[session.id] = index
      if let room = session.room { schedule.rooms[room].sessions.append(index) }
      if let track = session.track { schedule.tracks[track].sessions.append(index) }
      for part in session.people {
        schedule.people[part.person].appearances.append(
          Appearance(session: index, role: part.role, slides: part.slides))
      }
    }
    for (index, room) in schedule.rooms.enumerated() { schedule.roomsByID[room.id] = index }
    for (index, track) in schedule.tracks.enumerated() { schedule.tracksByID[track.id] = index }
    for (index, person) in schedule.people.enumerated() { schedule.peopleByID[person.id] = index }
  }
}

/// What sorts sessions for reading; see `Schedule`.
private struct ReadingKey: Comparable {
  let instant, day, room, number, position: Int

  static func < (a: ReadingKey, b: ReadingKey) -> Bool {
    (a.instant, a.day, a.room, a.number, a.position)
      < (b.instant, b.day, b.room, b.number, b.position)
  }
}

extension Session {
  /// What needs no looking up.
  fileprivate init(_ record: SessionRecord) {
    self.init(
      id: record.id, title: record.title, isEverywhere: record.isEverywhere, place: record.place,
      format: record.format, number: record.number, round: record.round,
      capacity: record.capacity, language: record.language, status: record.status,
      statusNote: record.statusNote, description: record.description, points: record.points,
      recording: record.recording, links: record.links, url: record.url, updated: record.updated)
  }
}
