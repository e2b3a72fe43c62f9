import CivilTime
import Text

// The files that apps for conferences read, in the format that frab began and the c3voc maintains: `schedule.xml`
// and `schedule.json`, made from the same values. In this format every session has a room and a time:
//
// - A session that fills every room is in a room of its own whose name says so, since an id may occur only once.
// - A session that has no room yet is in a room whose name says that, and one that has a place in that place.
// - Sessions without a time and cancelled sessions are left out. The format can't express them, and apps notify
//   their users when a session disappears.
// - A session whose end is unknown lasts 0:00. The schemas demand a duration, and an assumed one would be taken for the
//   programme's own.

/// A schedule as files for apps have it.
package struct ScheduleExport {
  /// The ids of what is listed like a room and is none, the same in every schedule: an import knows them by these.
  package static let guidOfEveryRoom = "6c656374-6572-8e00-8000-000000000001"
  package static let guidOfUnknownRoom = "6c656374-6572-8e00-8000-000000000002"

  struct Room {
    var name: String
    var guid: String
    var capacity: Int?
  }

  struct Track {
    var name: String
    var colour: String?
  }

  struct Day {
    var index: Int
    var date: String
    var start: String
    var end: String
    var rooms: [(name: String, events: [Event])]
  }

  struct Person {
    var id: Int
    var guid: String
    var name: String
    var url: String?
  }

  struct Link {
    var title: String
    var url: String
  }

  struct Event {
    var id: Int
    var guid: String
    var date: String
    var start: String
    var duration: String
    var room: String
    var slug: String
    var url: String?
    var title: String
    var track: String
    var type: String
    var language: String
    var abstract: String
    var description: String
    var persons: [Person]
    var links: [Link]
    var attachments: [Link]
  }

  let event: EventIdentity
  let zone: String
  let timeslot: String
  let rooms: [Room]
  let tracks: [Track]
  let days: [Day]

  /// `nil` if no session has a time.
  init?(_ schedule: Schedule, _ event: EventIdentity) {
    guard !schedule.days.isEmpty else { return nil }
    let writer = EventExporter(schedule, event)
    self.event = event
    zone = schedule.zone.identifier
    timeslot = schedule.timeslot
    days = schedule.days.enumerated().map { writer.day($1, index: $0 + 1) }
    rooms = writer.rooms(of: days)
    tracks = schedule.tracks.map { Track(name: $0.title, colour: $0.colour) }
  }

  /// The version of a schedule: the number of its last release, and a fingerprint of its JSON, so that every change makes
  /// another version.
  func version(of conference: ByteBuffer) -> String {
    (event.releases == 0 ? "" : "\(event.releases).") + Fingerprint(conference.bytes).text
  }
}

/// Turns sessions into events.
private struct EventExporter {
  let schedule: Schedule
  let event: EventIdentity
  /// The numeric ids of sessions and people, by index.
  let sessionNumbers, personNumbers: [Int]
  /// The name of each room. Rooms of the same title have different names.
  let roomNames: [String]

  init(_ schedule: Schedule, _ event: EventIdentity) {
    self.schedule = schedule
    self.event = event
    sessionNumbers = event.numericIDs("session", schedule.sessions.map(\.record.key))
    personNumbers = event.numericIDs("person", schedule.people.map(\.key))
    var seen: Set<String> = []
    roomNames = schedule.rooms.map { room in
      if seen.insert(room.title).inserted { return room.title }
      let name = "\(room.title) (\(room.place ?? room.floor ?? room.key))"
      return seen.insert(name).inserted ? name : "\(room.title) (\(room.key))"
    }
  }

  func day(_ day: Day, index: Int) -> ScheduleExport.Day {
    var rooms: [(name: String, events: [ScheduleExport.Event])] = []
    var indexOfRoom: [String: Int] = [:]
    for session in day.sessions where !schedule.sessions[session].isCancelled {
      guard let event = export(session) else { continue }
      if let index = indexOfRoom[event.room] {
        rooms[index].events.append(event)
      } else {
        indexOfRoom[event.room] = rooms.count
        rooms.append((event.room, [event]))
      }
    }
    let order = Dictionary(roomNames.enumerated().map { ($1, $0) }) { first, _ in first }
    // Real rooms as the editor lists them, then the others as they come.
    let sorted = rooms.enumerated().sorted {
      (order[$0.element.name] ?? roomNames.count, $0.offset)
        < (order[$1.element.name] ?? roomNames.count, $1.offset)
    }
    let begin = min(CivilDateTime(day.date, schedule.dayEnds), day.start)
    let end = max(schedule.end(ofDay: day.date), day.end)
    return ScheduleExport.Day(
      index: index, date: day.date.description, start: schedule.zone.rfc3339(begin),
      end: schedule.zone.rfc3339(end), rooms: sorted.map(\.element))
  }

  /// The rooms, and the places that are listed like rooms on some day.
  func rooms(of days: [ScheduleExport.Day]) -> [ScheduleExport.Room] {
    var seen = Set(roomNames)
    let others = days.flatMap(\.rooms).map(\.name).filter { seen.insert($0).inserted }
    return zip(schedule.rooms, roomNames).map { room, name in
      ScheduleExport.Room(
        name: name, guid: event.guid("room", room.key), capacity: room.capacity)
    } + others.map { ScheduleExport.Room(name: $0, guid: guid(ofPlace: $0)) }
  }

  private func guid(ofPlace name: String) -> String {
    switch name {
    case event.everyRoom: ScheduleExport.guidOfEveryRoom
    case event.unknownRoom: ScheduleExport.guidOfUnknownRoom
    default: event.guid("place", name)
    }
  }

  private func export(_ id: Session.ID) -> ScheduleExport.Event? {
    let session = schedule.sessions[id]
    let record = session.record
    guard let start = session.start else { return nil }
    let number = sessionNumbers[id.index]
    let description = [record.statusNote ?? "", record.points.joined(separator: "\n")]
    return ScheduleExport.Event(
      id: number, guid: event.guid("session", record.key), date: schedule.zone.rfc3339(start),
      start: padded(start.time.hour, to: 2) + ":" + padded(start.time.minute, to: 2),
      duration: duration(of: session), room: room(of: session), slug: slug(of: session, number),
      url: record.url, title: record.title,
      track: record.track.map { schedule.tracks[$0].title } ?? "",
      type: (record.format ?? .other).rawValue,
      language: record.language ?? event.language, abstract: record.description ?? "",
      description: description.filter { !$0.isEmpty }.joined(separator: "\n\n"),
      persons: persons(of: record), links: links(of: record),
      attachments: record.people.compactMap { part in
        part.slides.map { ScheduleExport.Link(title: schedule.people[part.person].name, url: $0) }
      })
  }

  private func duration(of session: Session) -> String {
    guard let start = session.start, let end = session.knownEnd else { return "00:00" }
    let minutes = (schedule.zone.instant(of: end) - schedule.zone.instant(of: start)) / 60
    return padded(minutes / 60, to: 2) + ":" + padded(minutes % 60, to: 2)
  }

  private func room(of session: Session) -> String {
    if let room = session.room { return roomNames[room.index] }
    return session.record.place
      ?? (session.record.isEverywhere ? event.everyRoom : event.unknownRoom)
  }

  /// `ecoprocura_2012-1234567-the_opening`: the number makes it the session's own.
  private func slug(of session: Session, _ number: Int) -> String {
    let title = asciiSlug(session.title, separator: "_")
    return "\(event.acronym)-\(number)" + (title.isEmpty ? "" : "-\(title)")
  }

  /// The people of a session, each once even with several roles.
  private func persons(of record: SessionRecord) -> [ScheduleExport.Person] {
    record.people.map(\.person).withoutRepetitions.map { id in
      let person = schedule.people[id]
      return ScheduleExport.Person(
        id: personNumbers[id.index], guid: event.guid("person", person.key), name: person.name,
        url: person.url)
    }
  }

  private func links(of record: SessionRecord) -> [ScheduleExport.Link] {
    record.links.map { ScheduleExport.Link(title: $0.title, url: $0.url) }
      + (record.recording.map { [ScheduleExport.Link(title: $0, url: $0)] } ?? [])
  }
}

extension Schedule {
  /// The longest of 15, 10, 5 and 1 minutes of which all times are multiples.
  fileprivate var timeslot: String {
    let minutes = sessions.flatMap { [$0.start, $0.knownEnd] }.compactMap { $0?.time.minute }
    let step = [15, 10, 5].first { step in minutes.allSatisfy { $0.isMultiple(of: step) } } ?? 1
    return "00:" + padded(step, to: 2)
  }
}
