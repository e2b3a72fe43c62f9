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
/// The zone is Europe/Stockholm, unless `zone` names another; `dates 2012-09-19 2012-09-21` says how long the event lasts.
func programme(_ source: SourceText) throws -> ScheduleInput {
  var input = ScheduleInput(zone: try Zone(named: "Europe/Stockholm"))
  let lines = String(decoding: source.bytes, as: UTF8.self)
    .split(separator: "\n", omittingEmptySubsequences: false)
  for (number, line) in lines.enumerated() where !line.isEmpty && !line.hasPrefix("#") {
    let record = RecordLine(line, number: number + 1, file: source.file)
    switch record.kind {
    case "zone": input.zone = try Zone(named: record.id)
    case "dates":
      let dates = try record.id.split(separator: " ").map { try CivilDate(parsing: $0) }
      input.dates = dates[0]...dates[1]
    case "room":
      var room = RoomRecord(id: record.id, title: record.title, location: record.location)
      room.place = record["place"]
      room.floor = record["floor"]
      input.rooms.append(room)
    case "track":
      input.tracks.append(
        TrackRecord(id: record.id, title: record.title, location: record.location))
    case "person":
      var person = PersonRecord(id: record.id, name: record.title, location: record.location)
      person.affiliation = record["affiliation"]
      person.url = record["url"]
      input.people.append(person)
    case "session": input.sessions.append(try record.session())
    default: Issue.record("\(source.file):\(number + 1) begins with no kind of record")
    }
  }
  return input
}

private struct RecordLine {
  let kind: String
  let id: String
  let title: String
  let location: Diagnostics.SourceLocation
  private var keys: [(name: String, value: Located<String>)] = []

  init(_ line: Substring, number: Int, file: String) {
    let cells = line.split(separator: "|", omittingEmptySubsequences: false)
    let head = cells[0].split(separator: " ", maxSplits: 1)
    kind = String(head[0])
    id = head.count > 1 ? head[1].trimmingCharacters(in: .whitespaces) : ""
    title = cells.count > 1 ? cells[1].trimmingCharacters(in: .whitespaces) : id
    location = Diagnostics.SourceLocation(file: file, line: number, column: 1)
    for cell in cells.dropFirst(2) {
      let parts = cell.split(separator: ":", maxSplits: 1)
      let value = parts.count > 1 ? parts[1].drop { $0 == " " } : cell.suffix(0)
      let text = value.trimmingCharacters(in: .whitespaces)
      let place = Diagnostics.SourceLocation(
        file: file, line: number,
        column: line.distance(from: line.startIndex, to: value.startIndex) + 1, length: text.count)
      keys.append((parts[0].trimmingCharacters(in: .whitespaces), Located(text, at: place)))
    }
  }

  subscript(name: String) -> String? { keys.first { $0.name == name }?.value.value }

  func session() throws -> SessionRecord {
    var session = SessionRecord(id: id, title: title, location: location)
    for (name, value) in keys {
      switch name {
      case "start": session.start = try moment(value)
      case "end": session.end = try moment(value)
      case "room": session.room = value
      case "everywhere": session.isEverywhere = true
      case "place": session.place = value.value
      case "track": session.track = value
      case "parent": session.parent = value
      case "number": session.number = Int(value.value)
      case "format":
        session.format = SessionFormat(rawValue: value.value)
        #expect(session.format != nil)
      case "status":
        let status: SessionStatus = try #require(SessionStatus(rawValue: value.value))
        session.status = status
      case "people": session.people = people(value)
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
  private func people(_ value: Located<String>) -> [ParticipationRecord] {
    var place = value.location
    return value.value.split(separator: ",", omittingEmptySubsequences: false).map { part in
      let parts = part.split(separator: "(")
      let id = parts[0].trimmingCharacters(in: .whitespaces)
      place?.column += part.prefix { $0 == " " }.count
      place?.length = id.count
      let record = ParticipationRecord(
        Located(id, at: place), role: parts.count > 1 ? String(parts[1].dropLast()) : nil)
      place?.column += part.drop { $0 == " " }.count + 1
      return record
    }
  }
}

/// What a schedule says, for people to read: its days, their slots, and who is where.
func outline(of schedule: Schedule) -> String {
  var lines: [String] = []
  for day in schedule.days {
    let rooms = day.rooms.map { schedule.rooms[$0].id }.joined(separator: ", ")
    lines.append("\(day.date), \(day.start) to \(day.end)\(rooms.isEmpty ? "" : ", in \(rooms)")")
    for slot in day.slots {
      let running = slot.running.map { schedule.sessions[$0].id }.joined(separator: ", ")
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
      schedule.sessions[appearance.session].id + (appearance.role.map { " (\($0))" } ?? "")
    }
    lines.append("\(person.id): \(parts.joined(separator: ", "))")
  }
  return lines.map { $0 + "\n" }.joined()
}

private func tree(_ index: Int, in schedule: Schedule, indent: String) -> [String] {
  let session = schedule.sessions[index]
  var words = [session.id]
  if let start = session.start {
    let end = session.end.map { "\($0.time)\(session.endIsAssumed ? " assumed" : "")" } ?? "?"
    words.append("\(start.time)–\(end)\(session.timeIsInherited ? " inherited" : "")")
  } else if let date = session.date {
    words.append("\(date)\(session.lastDate.map { " to \($0)" } ?? "")")
  }
  if session.isEverywhere { words.append("everywhere") }
  if let room = session.room {
    words.append("in \(schedule.rooms[room].id)\(session.roomIsInherited ? " inherited" : "")")
  }
  if let place = session.place { words.append("at \(place)") }
  if let track = session.track { words.append("track \(schedule.tracks[track].id)") }
  if session.status != .confirmed { words.append(session.status.rawValue) }
  let parallel = schedule.parallel(to: index).map { schedule.sessions[$0].id }
  if !parallel.isEmpty { words.append("parallel to \(parallel.joined(separator: ", "))") }
  return [indent + words.joined(separator: " ")]
    + session.children.flatMap { tree($0, in: schedule, indent: indent + "  ") }
}
