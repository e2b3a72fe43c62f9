package import CivilTime
import Content
import Diagnostics
package import Web

/// Reads a schedule export, which `ForeignFile` has recognised as one.
package func readScheduleExport(
  _ root: JSONNode, language: String, zone: Zone, dayEnds: TimeOfDay
) -> (export: ImportedSchedule, findings: [ImportFinding]) {
  let schedule = root["schedule"] ?? root
  var reader = ScheduleReader(language: language, siteZone: zone, dayEnds: dayEnds)
  if let conference = schedule["conference"] {
    let isOwn = root["generator"]?["name"].flatMap { $0.text(in: language) } == "Lectern"
    reader.isOwn = isOwn
    reader.readConference(conference, schedule)
    for day in conference["days"]?.elements ?? [] { reader.read(day) }
    if isOwn { reader.export.readBack(from: conference["url"].flatMap { $0.text(in: language) }) }
  }
  return (reader.export, reader.findings)
}

struct ScheduleReader {
  /// The language that is preferred if a text is in several.
  let language: String
  let siteZone: Zone
  /// When a day of the programme ends after midnight.
  let dayEnds: TimeOfDay
  /// Whether Lectern wrote it, so that titles are as an editor wrote them, with the spaces that don't break.
  var isOwn = false
  var export = ImportedSchedule()
  var findings: [ImportFinding] = []
  private var peopleByKey: [String: Int] = [:]

  init(language: String, siteZone: Zone, dayEnds: TimeOfDay) {
    self.language = language
    self.dayEnds = dayEnds
    self.siteZone = siteZone
  }

  var zone: Zone { export.zone ?? siteZone }

  mutating func mistake(
    _ code: ImportCode, _ message: String, at range: Range<Int>, help: String
  ) {
    findings.append(
      ImportFinding(severity: .error, code: code, message: message, range: range, help: help))
  }

  // MARK: The conference

  mutating func readConference(_ conference: JSONNode, _ schedule: JSONNode) {
    if let node = conference["time_zone_name"], let name = text(node) {
      export.zoneRange = node.range
      do {
        export.zone = try Zone(named: name)
      } catch {
        mistake(.planTimeInvalid, error.message, at: node.range, help: error.help)
      }
    }
    export.origin =
      [schedule["base_url"], schedule["url"], conference["url"]]
      .compactMap { $0.flatMap(text) }.compactMap(origin).first
    for node in conference["rooms"]?.elements ?? [] { readRoom(node) }
    for node in conference["tracks"]?.elements ?? [] { readTrack(node) }
  }

  private mutating func readRoom(_ node: JSONNode) {
    guard let name = name(node, "room") else { return }
    var room = ImportedSchedule.Named(name: name, range: node.range)
    room.guid = node["guid"].flatMap(text)
    room.keys = keys(of: node)
    room.description = node["description"].flatMap(text) ?? ""
    if case .integer(let capacity)? = node["capacity"]?.content, capacity > 0 {
      room.capacity = capacity
    }
    export.rooms.append(room)
  }

  private mutating func readTrack(_ node: JSONNode) {
    guard let name = name(node, "track") else { return }
    var track = ImportedSchedule.Named(name: name, range: node.range)
    track.description = node["description"].flatMap(text) ?? ""
    track.keys = keys(of: node)
    track.colour = node["color"].flatMap(text)
    export.tracks.append(track)
  }

  /// The planner's own ids of something, those first that the most of its exports have.
  func keys(of node: JSONNode) -> [String] {
    ["code", "guid", "id"].compactMap { name in planKey(name, node[name].flatMap(text)) }
  }

  private mutating func name(_ node: JSONNode, _ what: String) -> String? {
    if let name = (node["name"] ?? node).text(in: language).map(oneLine), !name.isEmpty {
      return name
    }
    mistake(
      .planPartNameless, "this \(what) has no name", at: node.range,
      help: "give it a name in the planner, and export again")
    return nil
  }

  // MARK: Days

  mutating func read(_ day: JSONNode) {
    guard let rooms = day["rooms"]?.members else {
      // A day on which nothing happens has an empty list.
      if day["rooms"]?.elements?.isEmpty == true { return }
      mistake(
        .planPartInvalid, "this day has no 'rooms' with their sessions", at: day.range,
        help: "export the schedule again")
      return
    }
    let date = self.date(of: day)
    for room in rooms {
      guard let events = room.value.elements else {
        mistake(
          .planPartInvalid,
          "the room '\(room.name)' should have a list of sessions, but here is "
            + room.value.describedForm, at: room.value.range, help: "export the schedule again")
        continue
      }
      for event in events { read(event, in: oneLine(room.name), on: date) }
    }
  }

  private mutating func date(of day: JSONNode) -> CivilDate? {
    guard let node = day["date"], let text = text(node) else { return nil }
    do throws(CivilTimeError) {
      return try CivilDate(parsing: text)
    } catch {
      mistake(.planTimeInvalid, error.message, at: node.range, help: error.help)
      return nil
    }
  }

  // MARK: Sessions

  private mutating func read(_ event: JSONNode, in room: String, on day: CivilDate?) {
    guard let title = event["title"].flatMap(text).map(isOwn ? cleaned : oneLine), !title.isEmpty
    else {
      mistake(
        .planPartNameless, "this session has no title", at: event.range,
        help: "give it a title in the planner, and export again")
      return
    }
    var session = ImportedSchedule.Session(title: title, range: event.range)
    session.keys = keys(of: event)
    session.start = start(of: event, on: day)
    session.duration = duration(of: event)
    session.room = words(event["room"]) ?? (room.isEmpty ? nil : room)
    session.track = words(event["track"])
    session.format = words(event["type"])
    session.formatRange = event["type"]?.range ?? event.range
    session.language = event["language"].flatMap(text)
    session.subtitle = event["subtitle"].flatMap(text).map(oneLine) ?? ""
    for key in ["abstract", "description"] {
      guard let node = event[key], let text = text(node).map(cleaned), !text.isEmpty,
        !session.texts.contains(where: { $0.text == text })
      else { continue }
      session.texts.append((text, node.range))
    }
    session.url = words(event["url"])
    session.abstract = event["abstract"].flatMap(text)
    session.details = event["description"].flatMap(text)
    for node in event["persons"]?.elements ?? [] {
      if let person = person(node), !session.people.contains(person) {
        session.people.append(person)
      }
    }
    readLinks(of: event, into: &session)
    if case .boolean(true)? = event["do_not_record"]?.content { session.mayNotBeRecorded = true }
    session.number = if case .integer(let id)? = event["id"]?.content { id } else { nil }
    session.hasPicture = event["logo"].flatMap(text) != nil
    session.hasAnswers = event["answers"]?.elements?.isEmpty == false
    export.sessions.append(session)
  }

  /// A person's index, the same for all sessions of theirs.
  private mutating func person(_ node: JSONNode) -> Int? {
    let names = ["public_name", "name", "full_public_name", "full_name"]
    let name = names.compactMap { node[$0].flatMap(text).map(oneLine) }.first { !$0.isEmpty }
    guard let name else {
      mistake(
        .planPartNameless, "this person has no name", at: node.range,
        help: "give the person a name in the planner, and export again")
      return nil
    }
    let key =
      ["code", "guid", "id"].compactMap { key in
        node[key].flatMap(text).map { "\(key) \($0)" }
      }.first ?? "name \(name)"
    let biographyNode = node["biography"] ?? node["description"] ?? node["abstract"]
    let biography = biographyNode.flatMap(text).map(cleaned) ?? ""
    if let known = peopleByKey[key] {
      if export.people[known].biography.isEmpty && !biography.isEmpty {
        export.people[known].biography = biography
        export.people[known].biographyRange = biographyNode?.range ?? node.range
      }
      return known
    }
    peopleByKey[key] = export.people.count
    export.people.append(
      .init(
        key: key, keys: keys(of: node), url: words(node["url"]), name: name, biography: biography,
        range: node.range,
        biographyRange: biographyNode?.range ?? node.range,
        hasPicture: ["avatar", "avatar_url", "image"].contains { node[$0].flatMap(text) != nil }))
    return export.people.count - 1
  }

  /// A text on one line, `nil` if there is none.
  private func words(_ node: JSONNode?) -> String? {
    guard let words = node.flatMap(text).map(oneLine), !words.isEmpty else { return nil }
    return words
  }

  func text(_ node: JSONNode) -> String? { node.text(in: language) }
}

extension JSONNode {
  /// The text, the number as text, or one of the texts in several languages. `nil` if it is empty.
  func text(in language: String) -> String? {
    switch content {
    case .text(let text): return text.isEmpty ? nil : text
    case .integer(let number): return String(number)
    case .object(let members):
      let texts = members.filter { !$0.value.isNull }
      let areLanguages = texts.allSatisfy {
        if case .text = $0.value.content { $0.name.count < 12 } else { false }
      }
      guard areLanguages else { return nil }
      return (texts.first { $0.name == language } ?? texts.first)?.value.text(in: language)
    default: return nil
    }
  }
}
