import CivilTime
import Text

// What apps for conferences read, in the format that frab began and the c3voc keeps: `schedule.xml` and
// `schedule.json`, made from the same values. The format knows a room for every session and a time:
//
// - What fills every room stands in a room of its own that says so, once: an id may come only once.
// - What has no room yet stands in a room that says that, too, and what has a place in that place.
// - What has a day but no time, and what is cancelled, is left out: the format has no way to say it,
//   and apps tell their users of a session that was there and isn't any more.
// - A session whose end nobody knows lasts 0:00.

/// A schedule as apps are told it.
struct ScheduleExport {
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

  /// Nil if no session has a time.
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

  /// Says what version of a schedule this is, by what its file in JSON says: another one for every change.
  static func version(of conference: ByteBuffer) -> String { Fingerprint(conference.bytes).text }
}

/// Turns sessions into events.
private struct EventExporter {
  let schedule: Schedule
  let event: EventIdentity
  let sessionNumbers: [String: Int]
  let personNumbers: [String: Int]
  /// Of each room; rooms of one title are told apart.
  let roomNames: [String]

  init(_ schedule: Schedule, _ event: EventIdentity) {
    self.schedule = schedule
    self.event = event
    sessionNumbers = event.numbers("session", schedule.sessions.map(\.id))
    personNumbers = event.numbers("person", schedule.people.map(\.id))
    var seen: Set<String> = []
    roomNames = schedule.rooms.map { room in
      if seen.insert(room.title).inserted { return room.title }
      let name = "\(room.title) (\(room.place ?? room.floor ?? room.id))"
      return seen.insert(name).inserted ? name : "\(room.title) (\(room.id))"
    }
  }

  func day(_ day: Day, index: Int) -> ScheduleExport.Day {
    var rooms: [(name: String, events: [ScheduleExport.Event])] = []
    var places: [String: Int] = [:]
    for session in day.sessions where schedule.sessions[session].status != .cancelled {
      guard let event = export(session) else { continue }
      if let place = places[event.room] {
        rooms[place].events.append(event)
      } else {
        places[event.room] = rooms.count
        rooms.append((event.room, [event]))
      }
    }
    let order = Dictionary(roomNames.enumerated().map { ($1, $0) }) { first, _ in first }
    // Real rooms as the editor lists them, then the rest as they come.
    let sorted = rooms.enumerated().sorted {
      (order[$0.element.name] ?? roomNames.count, $0.offset)
        < (order[$1.element.name] ?? roomNames.count, $1.offset)
    }
    let begin = min(CivilDateTime(day.date, Schedule.startOfDay), day.start)
    let end = max(CivilDateTime(day.date.adding(days: 1), Schedule.startOfDay), day.end)
    return ScheduleExport.Day(
      index: index, date: day.date.description, start: schedule.zone.rfc3339(begin),
      end: schedule.zone.rfc3339(end), rooms: sorted.map(\.element))
  }

  /// The rooms that there are, and what stands for one in some day.
  func rooms(of days: [ScheduleExport.Day]) -> [ScheduleExport.Room] {
    var seen = Set(roomNames)
    let others = days.flatMap(\.rooms).map(\.name).filter { seen.insert($0).inserted }
    return zip(schedule.rooms, roomNames).map { room, name in
      ScheduleExport.Room(
        name: name, guid: event.guid("room", room.id), capacity: room.capacity)
    } + others.map { ScheduleExport.Room(name: $0, guid: event.guid("place", $0)) }
  }

  private func export(_ index: Int) -> ScheduleExport.Event? {
    let session = schedule.sessions[index]
    guard let start = session.start, let id = sessionNumbers[session.id] else { return nil }
    let description = [session.statusNote ?? "", session.points.joined(separator: "\n")]
    return ScheduleExport.Event(
      id: id, guid: event.guid("session", session.id), date: schedule.zone.rfc3339(start),
      start: twoDigits(start.time.hour) + ":" + twoDigits(start.time.minute),
      duration: duration(of: session), room: room(of: session), slug: slug(of: session, id),
      url: session.url, title: session.title,
      track: session.track.map { schedule.tracks[$0].title } ?? "",
      type: session.format?.rawValue ?? SessionFormat.other.rawValue,
      language: session.language ?? event.language, abstract: session.description ?? "",
      description: description.filter { !$0.isEmpty }.joined(separator: "\n\n"),
      persons: persons(of: session), links: links(of: session),
      attachments: session.people.compactMap { part in
        part.slides.map { ScheduleExport.Link(title: schedule.people[part.person].name, url: $0) }
      })
  }

  private func duration(of session: Session) -> String {
    guard let start = session.start, let end = session.end else { return "00:00" }
    let minutes = (schedule.zone.instant(of: end) - schedule.zone.instant(of: start)) / 60
    return twoDigits(minutes / 60) + ":" + twoDigits(minutes % 60)
  }

  private func room(of session: Session) -> String {
    if let room = session.room { return roomNames[room] }
    return session.place ?? (session.isEverywhere ? event.everyRoom : event.unknownRoom)
  }

  /// `ecoprocura_2012-1234567-the_opening`: the number makes it the session's own.
  private func slug(of session: Session, _ id: Int) -> String {
    let title = asciiSlug(session.title, separator: "_")
    return "\(event.acronym)-\(id)" + (title.isEmpty ? "" : "-\(title)")
  }

  /// Everybody once, whatever their roles.
  private func persons(of session: Session) -> [ScheduleExport.Person] {
    var seen: Set<Int> = []
    return session.people.map(\.person).filter { seen.insert($0).inserted }.map { number in
      let person = schedule.people[number]
      return ScheduleExport.Person(
        id: personNumbers[person.id] ?? 1, guid: event.guid("person", person.id),
        name: person.name, url: person.url)
    }
  }

  private func links(of session: Session) -> [ScheduleExport.Link] {
    session.links.map { ScheduleExport.Link(title: $0.title, url: $0.url) }
      + (session.recording.map { [ScheduleExport.Link(title: $0, url: $0)] } ?? [])
  }
}

extension Schedule {
  /// The longest of 15, 10, 5 minutes and one that all times are multiples of.
  fileprivate var timeslot: String {
    let minutes = sessions.flatMap { [$0.start, $0.end] }.compactMap { $0?.time.minute }
    let step = [15, 10, 5].first { step in minutes.allSatisfy { $0.isMultiple(of: step) } } ?? 1
    return "00:" + twoDigits(step)
  }
}
