// The schedule.xml of frab, pretalx, wafer and others (the C3VOC maintains its schema) says the same as their schedule.json. So it is
// turned into that form, with the places of its elements, and one reader reads both.

package import Web

extension XMLNode {
  /// A schedule in XML in the form of a `schedule.json`.
  package var scheduleAsJSON: JSONNode {
    // The number of days stands under the name that their list has in JSON.
    var conference = (self["conference"]?.membersOfTexts ?? []).filter {
      !["days", "track"].contains($0.0)
    }
    conference.append(
      ("days", .array(children.filter { $0.name == "day" }.map(\.dayAsJSON)), range))
    let rooms = self["conference"]?["rooms"]?.children.map(\.attributesAsJSON) ?? []
    let tracks = self["conference"]?.tracks.map(\.attributesAsJSON) ?? []
    conference.append(("rooms", .array(rooms), range))
    conference.append(("tracks", .array(tracks), range))
    let members: [(String, JSONNode.Form, Range<Int>)] = [
      ("conference", object(conference), range),
      ("base_url", .text(self["conference"]?["base_url"]?.text ?? ""), range),
    ]
    let generator = self["generator"].map { $0.attributesAsJSON.content } ?? .null
    return JSONNode(
      content: object([("schedule", object(members), range), ("generator", generator, range)]),
      range: range)
  }

  private var tracks: [XMLNode] {
    (self["tracks"]?.children ?? []) + children.filter { $0.name == "track" }
  }

  /// The elements that hold nothing but text, by their names.
  private var membersOfTexts: [(String, JSONNode.Form, Range<Int>)] {
    children.filter(\.children.isEmpty).map {
      ($0.name, .text($0.text), $0.range)
    }
  }

  private var attributesAsJSON: JSONNode {
    var members = attributes.map { ($0.name, JSONNode.Form.text($0.value), range) }
    let own = oneLine(text)
    if self[attribute: "name"] == nil, !own.isEmpty { members.append(("name", .text(own), range)) }
    return JSONNode(content: object(members), range: range)
  }

  private var dayAsJSON: JSONNode {
    let rooms = children.filter { $0.name == "room" }.map { room in
      (
        room[attribute: "name"] ?? "",
        JSONNode.Form.array(room.children.filter { $0.name == "event" }.map(\.eventAsJSON)),
        room.range
      )
    }
    return JSONNode(
      content: object([
        ("date", .text(self[attribute: "date"] ?? ""), range), ("rooms", object(rooms), range),
      ]), range: range)
  }

  private var eventAsJSON: JSONNode {
    var members = membersOfTexts
    for name in ["guid", "code", "id"] {
      guard let value = self[attribute: name] else { continue }
      let number = name == "id" ? Int(value) : nil
      members.append((name, number.map { .integer($0) } ?? .text(value), range))
    }
    for (list, name) in [("persons", "person"), ("links", "link"), ("attachments", "attachment")] {
      members.removeAll { $0.0 == list }
      guard let found = self[list] else { continue }
      let nodes = found.children.filter { $0.name == name }
      members.append(
        (
          list, .array(name == "person" ? nodes.map(\.attributesAsJSON) : nodes.map(\.linkAsJSON)),
          found.range
        ))
    }
    if self["recording"]?["optout"].map({ oneLine($0.text) == "true" }) == true {
      members.append(("do_not_record", .boolean(true), range))
    }
    return JSONNode(content: object(members), range: range)
  }

  private var linkAsJSON: JSONNode {
    JSONNode(
      content: object([
        ("url", .text(self[attribute: "href"] ?? ""), range), ("title", .text(text), range),
      ]), range: range)
  }
}

private func object(_ members: [(String, JSONNode.Form, Range<Int>)]) -> JSONNode.Form {
  .object(members.map { .init(name: $0.0, value: JSONNode(content: $0.1, range: $0.2)) })
}
