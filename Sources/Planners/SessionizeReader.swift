// The JSON of Sessionize's API: the view *All*, in which sessions name speakers, rooms and items of categories by their ids, and the
// views *Sessions* and *GridSmart*, in which these stand within the sessions.

package import CivilTime
import Programme
import Text
package import Web

package func readSessionize(
  _ root: JSONNode, language: String, zone: Zone, levels: [String]
) -> (export: ImportedSchedule, findings: [ImportFinding]) {
  var reader = SessionizeReader(PlanReader(language: language, zone: zone), levels: levels)
  reader.read(root)
  return (reader.plan.export, reader.plan.findings)
}

private struct SessionizeReader {
  var plan: PlanReader
  /// The levels that sessions of the site may have.
  private let levels: [String]
  private var peopleByID: [String: Int] = [:]
  private var roomsByID: [String: String] = [:]
  /// The items of categories by their ids, with the category's name.
  private var items: [String: (category: String, name: String, range: Range<Int>)] = [:]
  /// Categories in which something is chosen, each with what becomes of it and with the first place.
  private var categories: [(name: String, meaning: CategoryMeaning?, range: Range<Int>)] = []
  private var unclearLevels: [(name: String, range: Range<Int>)] = []

  init(_ plan: PlanReader, levels: [String]) {
    self.plan = plan
    self.levels = levels
    self.plan.export.source = "sessionize"
  }

  mutating func read(_ root: JSONNode) {
    for node in root["rooms"]?.elements ?? [] { readRoom(node) }
    for node in root["categories"]?.elements ?? [] { readCategory(node, "items") }
    for node in root["speakers"]?.elements ?? [] { _ = person(node) }
    var known: Set<String> = []
    for node in sessions(in: root) {
      // A plenary session stands in every room of a grid.
      if let id = plan.text(node["id"]), !known.insert(id).inserted { continue }
      readSession(node)
    }
    plan.refuseIfEmpty(root)
    plan.export.remarks += categories.map { category in
      "\(category.name) → \(category.meaning?.rawValue ?? "left out")"
    }
    if let first = unclearLevels.first {
      let (message, help) = messageOfUnclearLevels(unclearLevels.map(\.name), levels)
      plan.warn(message, at: first.range, help: help)
    }
    let unknown = categories.filter { $0.meaning == nil }
    if let first = unknown.first {
      let names = unknown.map { "'\($0.name)'" }.joined(separator: ", ")
      plan.warn(
        "no field of a session is called \(names), so what is chosen there is left out",
        at: first.range,
        help:
          "Track, Format, Language and Level are read; call a category so in Sessionize, or add the rest by hand"
      )
    }
  }

  private func sessions(in root: JSONNode) -> [JSONNode] {
    if let sessions = root["sessions"]?.elements { return sessions }
    return (root.elements ?? []).flatMap { group in
      (group["sessions"]?.elements ?? [])
        + (group["rooms"]?.elements ?? []).flatMap { $0["sessions"]?.elements ?? [] }
    }
  }

  private mutating func readRoom(_ node: JSONNode) {
    guard let name = plan.words(node["name"]) else { return }
    let id = plan.text(node["id"])
    if let id { roomsByID[id] = name }
    plan.addRoom(name, keys: [planKey("id", id)].compactMap(\.self), at: node.range)
  }

  private mutating func readCategory(_ node: JSONNode, _ list: String) {
    guard let category = plan.words(node["title"] ?? node["name"]) else { return }
    for item in node[list]?.elements ?? [] {
      guard let id = plan.text(item["id"]), let name = plan.words(item["name"]) else { continue }
      items[id] = (category, name, item.range)
    }
  }

  private mutating func readSession(_ node: JSONNode) {
    if let status = plan.words(node["status"]), !["Accepted", "Accept_Queue"].contains(status) {
      return
    }
    guard let title = plan.title(of: node) else { return }
    var session = ImportedSchedule.Session(title: title, range: node.range)
    session.keys = [planKey("id", plan.text(node["id"]))].compactMap(\.self)
    session.number = plan.text(node["id"]).flatMap { Int($0) }
    plan.setTimes(from: node["startsAt"], until: node["endsAt"], in: &session)
    if let description = node["description"], let text = plan.text(description).map(cleaned),
      !text.isEmpty
    {
      session.texts.append((text, description.range))
    }
    session.isEverywhere = plan.isTrue(node["isPlenumSession"])
    if !session.isEverywhere { session.room = room(of: node) }
    session.people =
      (node["speakers"]?.elements ?? []).compactMap { person($0) }
      .withoutRepetitions
    session.recording = plan.address(node["recordingUrl"])
    session.stream = plan.address(node["liveUrl"])
    session.hasAnswers = node["questionAnswers"]?.elements?.isEmpty == false
    setCategories(of: node, in: &session)
    if plan.isTrue(node["isServiceSession"]), session.format == nil {
      session.format = title
      session.isService = true
    }
    plan.export.sessions.append(session)
  }

  private mutating func room(of node: JSONNode) -> String? {
    let id = plan.text(node["roomId"])
    let name = plan.words(node["room"]) ?? id.flatMap { roomsByID[$0] }
    if let name { plan.addRoom(name, keys: [planKey("id", id)].compactMap(\.self), at: node.range) }
    return name
  }

  private mutating func setCategories(
    of node: JSONNode, in session: inout ImportedSchedule.Session
  ) {
    for category in node["categories"]?.elements ?? [] { readCategory(category, "categoryItems") }
    let ids =
      (node["categoryItems"]?.elements ?? []).compactMap { plan.text($0) }
      + (node["categories"]?.elements ?? []).flatMap { category in
        (category["categoryItems"]?.elements ?? []).compactMap { plan.text($0["id"]) }
      }
    for id in ids {
      guard let item = items[id] else { continue }
      let meaning = CategoryMeaning(item.category)
      if !categories.contains(where: { $0.name == item.category }) {
        categories.append((item.category, meaning, item.range))
      }
      switch meaning {
      case .track?:
        // The first one counts, as a session has one track.
        if session.track == nil {
          session.track = item.name
          plan.addTrack(item.name, keys: [planKey("id", id)].compactMap(\.self), at: item.range)
        }
      case .format?:
        (session.format, session.formatRange) = (session.format ?? item.name, item.range)
      case .language?: session.language = session.language ?? code(ofLanguage: item.name)
      case .level?:
        let level = sessionLevel(item.name, among: levels)
        if level == nil { unclearLevels.append((item.name, item.range)) }
        session.level = session.level ?? level
      case nil: break
      }
    }
  }

  /// A person's index: by the id that a session names, or by what stands there.
  private mutating func person(_ node: JSONNode) -> Int? {
    let id = plan.text(node["id"] ?? node)
    if let id, let known = peopleByID[id] { return known }
    let parts = [plan.words(node["firstName"]), plan.words(node["lastName"])].compactMap(\.self)
    guard
      let name = plan.words(node["fullName"] ?? node["name"])
        ?? (parts.isEmpty ? nil : parts.joined(separator: " "))
    else {
      plan.mistake(
        .planPartNameless, "this person has no name", at: node.range,
        help: "give the person a name in Sessionize, or fetch the view All, which has all of them")
      return nil
    }
    var person = ImportedSchedule.Person(
      key: id ?? "name \(name)", keys: [planKey("id", id)].compactMap(\.self), name: name,
      range: node.range, biographyRange: node["bio"]?.range ?? node.range,
      hasPicture: plan.text(node["profilePicture"]) != nil)
    person.biography = plan.text(node["bio"]).map(cleaned) ?? ""
    person.role = plan.words(node["tagLine"])
    for link in node["links"]?.elements ?? [] {
      guard let url = plan.address(link["url"]) else { continue }
      let title = plan.words(link["title"] ?? link["linkType"]) ?? url
      person.links.append(.init(title: title, url: url))
    }
    if let id { peopleByID[id] = plan.export.people.count }
    plan.export.people.append(person)
    return plan.export.people.count - 1
  }
}

/// What a category is: a field of a session, by the words that columns of spreadsheets have for it, too.
private enum CategoryMeaning: String {
  case track, format
  case language = "spoken_language"
  case level

  init?(_ name: String) {
    let words = slug(name).split(separator: "-").map(String.init)
    func isCalled(_ field: String) -> Bool { words.contains { isName($0, ofField: field) } }
    // "Topic" is what Sessionize proposes, and a session has one of it.
    if isCalled("track") || isCalled("topics") {
      self = .track
    } else if isCalled("format") {
      self = .format
    } else if isCalled("spoken_language") {
      self = .language
    } else if isCalled("level") {
      self = .level
    } else {
      return nil
    }
  }
}

/// The code of a language by its name, such as `en` for `English`; a code stays.
private func code(ofLanguage name: String) -> String? {
  let codes = [
    "english": "en", "englisch": "en", "engelska": "en", "anglais": "en", "german": "de",
    "deutsch": "de",
    "swedish": "sv", "svenska": "sv", "french": "fr", "francais": "fr", "spanish": "es",
    "espanol": "es",
    "italian": "it", "italiano": "it", "dutch": "nl", "nederlands": "nl", "danish": "da",
    "dansk": "da",
    "norwegian": "no", "norsk": "no", "finnish": "fi", "suomi": "fi", "polish": "pl",
    "polski": "pl",
    "portuguese": "pt", "portugues": "pt",
  ]
  let word = slug(name)
  return codes[word] ?? (2...3 ~= word.count && word.allSatisfy(\.isLetter) ? word : nil)
}
