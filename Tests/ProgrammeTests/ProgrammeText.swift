import CivilTime
import Diagnostics
import Foundation
import Programme
import Testing

/// A programme as the fixtures write it, one record a line:
///
/// ```
/// room hall | Main hall
/// session opening | Opening | start: 2012-09-19 09:00 | room: hall | people: anna (chair), bo
/// ```
///
/// The zone is Europe/Stockholm, unless `zone` names another one. `dates 2012-09-19 2012-09-21` says how long the
/// event lasts.
func programme(_ source: SourceText) throws -> ScheduleInput {
  var input = ScheduleInput(zone: try Zone(named: "Europe/Stockholm"))
  let lines = String(decoding: source.bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  let records = lines.enumerated().compactMap { index, line in
    line.isEmpty || line.hasPrefix("#")
      ? nil : RecordLine(line, number: index + 1, file: source.file)
  }
  let keys = Dictionary(grouping: records, by: \.kind).mapValues { $0.map(\.key) }
  for record in records {
    switch record.kind {
    case "zone": input.zone = try Zone(named: record.key)
    case "dates":
      let dates = try record.key.split(separator: " ").map { try CivilDate(parsing: $0) }
      input.dates = dates[0]...dates[1]
    case "room":
      var room = Room(key: record.key, title: record.title)
      room.place = record["place"]
      room.floor = record["floor"]
      input.rooms.append(room)
    case "track":
      input.tracks.append(Track(key: record.key, title: record.title))
    case "person":
      var person = Person(key: record.key, name: record.title, location: record.location)
      person.affiliation = record["affiliation"]
      person.url = record["url"]
      person.isConfirmed = record["confirmed"].map { $0 == "yes" }
      input.people.append(person)
    case "session": input.sessions.append(try record.session(keys))
    default: Issue.record("\(record.location) begins with no kind of record")
    }
  }
  return input
}

private struct RecordLine {
  let kind: String
  let key: String
  let title: String
  let location: Diagnostics.SourceLocation
  private var fields: [(name: String, value: Located<String>)] = []

  init(_ line: Substring, number: Int, file: String) {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
    let head = cells[0].split(separator: " ", maxSplits: 1)
    kind = String(head[0])
    key = head.count > 1 ? head[1].trimmingCharacters(in: .whitespaces) : ""
    title = cells.count > 1 ? cells[1].trimmingCharacters(in: .whitespaces) : key
    location = Diagnostics.SourceLocation(file: file, line: number, column: 1)
    for cell in cells.dropFirst(2) {
      let parts = cell.split(separator: ":", maxSplits: 1)
      let value = parts.count > 1 ? parts[1].drop { $0 == " " } : cell.suffix(0)
      let text = value.trimmingCharacters(in: .whitespaces)
      let location = Diagnostics.SourceLocation(
        file: file, line: number,
        column: line.distance(from: line.startIndex, to: value.startIndex) + 1, length: text.count)
      fields.append((parts[0].trimmingCharacters(in: .whitespaces), Located(text, at: location)))
    }
  }

  subscript(name: String) -> String? { fields.first { $0.name == name }?.value.value }

  /// The session of this line. References are resolved among the keys of each kind.
  func session(_ keys: [String: [String]]) throws -> SessionRecord {
    var session = SessionRecord(key: key, title: title, location: location)
    func index(of key: String, _ kind: String) throws -> Int {
      try #require(keys[kind]?.firstIndex(of: key), "there is no \(kind) \(key)")
    }
    for (name, value) in fields {
      switch name {
      case "start": session.start = try moment(value)
      case "end": session.end = try moment(value)
      case "room":
        session.room = Located(Room.ID(try index(of: value.value, "room")), at: value.location)
      case "everywhere": session.isEverywhere = true
      case "place": session.place = value.value
      case "track": session.track = Track.ID(try index(of: value.value, "track"))
      case "parent":
        session.parent = Located(
          SessionRecord.ID(try index(of: value.value, "session")), at: value.location)
      case "number": session.number = Int(value.value)
      case "format":
        session.format = SessionFormat(rawValue: value.value)
        #expect(session.format != nil)
      case "status":
        let status: SessionStatus = try #require(SessionStatus(rawValue: value.value))
        session.status = status
      case "people":
        session.people = try people(value).map { key, location, role in
          Participation(Person.ID(try index(of: key, "person")), at: location, role: role)
        }
      case "note": session.statusNote = value.value
      case "description": session.description = value.value
      case "points":
        session.points = value.value.split(separator: "/").map {
          $0.trimmingCharacters(in: .whitespaces)
        }
      case "language": session.language = value.value
      case "url": session.url = value.value
      case "recording": session.recording = value.value
      case "updated": session.updated = try CivilDate(parsing: value.value)
      default: Issue.record("a session has no '\(name)'")
      }
    }
    return session
  }

  private func moment(_ value: Located<String>) throws -> Located<CivilMoment> {
    Located(try CivilMoment(parsing: value.value), at: value.location)
  }

  /// `anna (chair), bo`.
  private func people(
    _ value: Located<String>
  ) -> [(key: String, location: Diagnostics.SourceLocation?, role: String?)] {
    var location = value.location
    return value.value.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let parts = part.split(separator: "(")
      let key = parts[0].trimmingCharacters(in: .whitespaces)
      location?.column += part.prefix { $0 == " " }.count
      location?.length = key.count
      defer { location?.column += part.drop { $0 == " " }.count + 1 }
      return (key, location, parts.count > 1 ? String(parts[1].dropLast()) : nil)
    }
  }
}

/// What a schedule says, for people to read: its days, their slots, and who is where.
func outline(of schedule: Schedule) -> String {
  var lines: [String] = []
  for day in schedule.days {
    let rooms = day.rooms.map { schedule.rooms[$0].key }.joined(separator: ", ")
    lines.append("\(day.date), \(day.start) to \(day.end)\(rooms.isEmpty ? "" : ", in \(rooms)")")
    for slot in day.slots {
      let running = slot.running.map { schedule.sessions[$0].record.key }.joined(separator: ", ")
      lines.append(
        "  \(slot.start.time) to \(slot.end?.time.description ?? "?")"
          + (running.isEmpty ? "" : ", beside \(running)"))
      for session in slot.sessions { lines += tree(session, in: schedule, indent: "    ") }
    }
  }
  if !schedule.unscheduled.isEmpty {
    lines.append("unscheduled")
    for session in schedule.unscheduled where schedule.sessions[session].parent == nil {
      lines += tree(session, in: schedule, indent: "  ")
    }
  }
  for person in schedule.people where !person.appearances.isEmpty {
    let parts = person.appearances.map { appearance in
      schedule.sessions[appearance.session].record.key + (appearance.role.map { " (\($0))" } ?? "")
    }
    lines.append("\(person.key): \(parts.joined(separator: ", "))")
  }
  return lines.map { $0 + "\n" }.joined()
}

private func tree(_ id: Session.ID, in schedule: Schedule, indent: String) -> [String] {
  let session = schedule.sessions[id]
  var words = [session.record.key]
  if let start = session.start {
    let end = session.end.map { "\($0.time)\(session.endIsAssumed ? " assumed" : "")" } ?? "?"
    words.append("\(start.time)–\(end)\(session.timeIsInherited ? " inherited" : "")")
  } else if let date = session.date {
    words.append("\(date)\(session.lastDate.map { " to \($0)" } ?? "")")
  }
  if session.record.isEverywhere { words.append("everywhere") }
  if let room = session.room {
    words.append("in \(schedule.rooms[room].key)\(session.roomIsInherited ? " inherited" : "")")
  }
  if let place = session.record.place { words.append("at \(place)") }
  if let track = session.record.track { words.append("track \(schedule.tracks[track].key)") }
  if session.record.status != .confirmed { words.append(session.record.status.rawValue) }
  let parallel = schedule.parallel(to: id).map { schedule.sessions[$0].record.key }
  if !parallel.isEmpty { words.append("parallel to \(parallel.joined(separator: ", "))") }
  return [indent + words.joined(separator: " ")]
    + session.children.flatMap { tree($0, in: schedule, indent: indent + "  ") }
}
