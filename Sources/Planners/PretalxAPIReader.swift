// The answers of pretalx's API: lists of submissions or talks, and of the slots of a schedule. Newer versions name people, rooms and types
// by their codes unless they are asked to `expand` them.

package import CivilTime
package import Web

package func readPretalxAPI(
  _ root: JSONNode, language: String, zone: Zone
) -> (export: ImportedSchedule, findings: [ImportFinding]) {
  var reader = PretalxAPIReader(plan: PlanReader(language: language, zone: zone))
  reader.read(root)
  return (reader.plan.export, reader.plan.findings)
}

private struct PretalxAPIReader {
  var plan: PlanReader
  private var peopleByCode: [String: Int] = [:]
  private var isShortened = false

  init(plan: PlanReader) { self.plan = plan }

  mutating func read(_ root: JSONNode) {
    if let next = root["next"] {
      let total = plan.text(root["count"]).map { " of \($0)" } ?? ""
      let count = root["results"]?.elements?.count ?? 0
      return plan.mistake(
        .planPartMissing, "this answer has only the first \(count)\(total) entries", at: next.range,
        help:
          "ask for all at once, with &limit=1000, or put the lists under 'results' together into one"
      )
    }
    for node in root["results"]?.elements ?? root["slots"]?.elements ?? root.elements ?? [] {
      if let submission = node["submission"] {
        read(submission, slot: node)
      } else if node["submission_type"] != nil || node["title"] != nil {
        read(node, slot: nil)
      }
      // Slots without a submission are breaks, with a description in several languages.
      else if let description = plan.words(node["description"]) {
        add(breakCalled: description, node)
      }
      if isShortened { return }
    }
    plan.refuseIfEmpty(root)
  }

  private mutating func read(_ node: JSONNode, slot: JSONNode?) {
    guard node.members != nil else { return tellShortened("submission", at: node.range) }
    if let state = plan.text(node["state"]), !["accepted", "confirmed"].contains(state) { return }
    guard let title = plan.title(of: node) else { return }
    var session = ImportedSchedule.Session(title: title, range: node.range)
    session.keys = [planKey("code", plan.text(node["code"]))].compactMap(\.self)
    session.format = name("submission_type", in: node)
    session.formatRange = node["submission_type"]?.range ?? node.range
    session.track = name("track", in: node)
    if let track = session.track {
      plan.addTrack(track, keys: keys(of: node["track"]), at: node["track"]?.range ?? node.range)
    }
    session.language = plan.text(node["content_locale"])
    for key in ["abstract", "description"] {
      guard let text = plan.text(node[key]).map(cleaned), !text.isEmpty,
        !session.texts.contains(where: { $0.text == text })
      else { continue }
      session.texts.append((text, node[key]?.range ?? node.range))
    }
    session.mayNotBeRecorded = plan.isTrue(node["do_not_record"])
    session.hasPicture = plan.text(node["image"]) != nil
    session.hasAnswers = node["answers"]?.elements?.isEmpty == false
    for speaker in node["speakers"]?.elements ?? [] {
      if let person = person(speaker), !session.people.contains(person) {
        session.people.append(person)
      }
    }
    for resource in node["resources"]?.elements ?? [] where resource.members != nil {
      guard let url = plan.address(resource["resource"] ?? resource["link"]) else { continue }
      session.links.append(.init(title: plan.words(resource["description"]) ?? url, url: url))
    }
    let slots = slot.map { [$0] } ?? node["slots"]?.elements ?? [node["slot"]].compactMap(\.self)
    setSlots(slots, duration: node["duration"], session)
  }

  /// A session for each slot, and one without a time if there is none.
  private mutating func setSlots(
    _ slots: [JSONNode], duration: JSONNode?, _ session: ImportedSchedule.Session
  ) {
    if slots.isEmpty { plan.export.sessions.append(session) }
    for slot in slots {
      guard slot.members != nil else { return tellShortened("slots", at: slot.range) }
      var session = session
      if slots.count > 1, let id = planKey("slot", plan.text(slot["id"])) { session.keys = [id] }
      plan.setTimes(from: slot["start"], until: slot["end"], in: &session)
      if session.duration == nil, session.start != nil,
        case .integer(let minutes)? = duration?.content,
        0...100_000 ~= minutes
      {
        session.duration = minutes * 60
      }
      session.room = name("room", in: slot)
      if let room = session.room {
        plan.addRoom(room, keys: keys(of: slot["room"]), at: slot["room"]?.range ?? slot.range)
      }
      plan.export.sessions.append(session)
    }
  }

  private mutating func add(breakCalled title: String, _ slot: JSONNode) {
    var session = ImportedSchedule.Session(title: title, range: slot.range)
    session.keys = [planKey("slot", plan.text(slot["id"]))].compactMap(\.self)
    session.format = title
    session.isService = true
    plan.setTimes(from: slot["start"], until: slot["end"], in: &session)
    session.room = name("room", in: slot)
    if let room = session.room {
      plan.addRoom(room, keys: keys(of: slot["room"]), at: slot.range)
    }
    plan.export.sessions.append(session)
  }

  /// The name of a room, a track or a type: a text, one in several languages, or an object with either.
  private mutating func name(_ key: String, in node: JSONNode) -> String? {
    guard let value = node[key] else { return nil }
    if case .integer = value.content {
      tellShortened(key, at: value.range)
      return nil
    }
    return plan.words(value["name"] ?? value)
  }

  private func keys(of node: JSONNode?) -> [String] {
    [planKey("guid", plan.text(node?["guid"]))].compactMap(\.self)
  }

  private mutating func person(_ node: JSONNode) -> Int? {
    guard node.members != nil else {
      tellShortened("speakers", at: node.range)
      return nil
    }
    let code = plan.text(node["code"])
    if let code, let known = peopleByCode[code] { return known }
    guard let name = plan.words(node["name"]) else {
      plan.mistake(
        .planPartNameless, "this person has no name", at: node.range,
        help: "give the person a name in the planner, and export again")
      return nil
    }
    var person = ImportedSchedule.Person(
      key: code.map { "code \($0)" } ?? "name \(name)",
      keys: [planKey("code", code)].compactMap(\.self), name: name, range: node.range,
      biographyRange: node["biography"]?.range ?? node.range,
      hasPicture: ["avatar", "avatar_url"].contains { plan.text(node[$0]) != nil })
    person.biography = plan.text(node["biography"]).map(cleaned) ?? ""
    if let code { peopleByCode[code] = plan.export.people.count }
    plan.export.people.append(person)
    return plan.export.people.count - 1
  }

  private mutating func tellShortened(_ key: String, at range: Range<Int>) {
    guard !isShortened else { return }
    isShortened = true
    plan.mistake(
      .planPartMissing, "this answer names '\(key)' by a code, and doesn't say what it is",
      at: range,
      help:
        "ask pretalx for all of it: /api/events/EVENT/submissions/?state=confirmed&limit=1000&expand=speakers,track,submission_type,slots.room"
    )
  }
}
