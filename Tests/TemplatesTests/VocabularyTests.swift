import Diagnostics
import Templates
import Testing
import Text

/// What a host declares once: its functions, its filters, the attributes of its views.
@Suite struct VocabularyTests {
  @Test func computesFunctionsFiltersAndAttributesFromTheirEntries() {
    #expect(
      rendered("{{ 2 | times(3) }} {{ join('a', second='b') }} {{ host() }} {{ room.seats }}")
        == "6 ab here 40")
  }

  @Test func letsAViewLackAnAttribute() {
    #expect(rendered("{{ room.door is defined }}{{ room.name is defined }}") == "FalseTrue")
  }

  @Test func passesFurtherValuesOn() {
    #expect(rendered("{{ words('a', x='b') }}") == "a x=b")
  }

  private func rendered(_ text: String) -> String {
    let environment = Environment(
      vocabulary: Vocabulary(Room.list.map(\.name) + ["later"]).names,
      functions: Host.functions.map(\.declaration), filters: Host.filters.map(\.declaration),
      variables: ["room"],
      shapes: Shapes(
        things: ["room": ThingShape("a room", Room.list.map { ($0.name, $0.shape) })],
        variables: ["room": .thing("room")]))
    let source = SourceText(file: "a.html", text)
    let compiled = TemplateSet.compile([(name: "a.html", source: source)], environment)
    var buffer = ByteBuffer()
    let found =
      compiled.diagnostics
      + compiled.value.render(
        "a.html", context: [("room", .object(Room(seats: 40)))], host: Host(place: "here"),
        into: &buffer)
    return buffer.string + found.map(\.message).joined(separator: "\n")
  }
}

private struct Host: TemplateHost {
  let place: String

  private func shownPlace() throws(TemplateFailure) -> Value { .text(place) }

  static let functions: [Function<Host>] = [
    Function("host", "Where it is.") { host throws(TemplateFailure) in try host.shownPlace() },
    Function("join", "Two texts.", .required("first"), .optional("second")) { _, first, second in
      guard case .text(let a) = first, case .text(let b) = second else { return .none }
      return .text(a + b)
    },
    Function("words", "Words.", [.required("key")], takesAnyKeywords: true) { _, values in
      guard case .text(let key) = values[0] else { return .none }
      let rest = values.named.map { name, value in
        if case .text(let text) = value { " \(name)=\(text)" } else { "" }
      }
      return .text(key + rest.joined())
    },
  ]
  static let filters: [Filter<Host>] = [
    Filter("times", "A product.", .required("factor")) {
      (_, value, factor) throws(TemplateFailure) in
      guard case .integer(let a) = value, case .integer(let b) = factor else {
        throw TemplateFailure("times takes numbers")
      }
      return .integer(a * b)
    }
  ]
}

private struct Room: TemplateObject {
  let seats: Int

  static let list: [Attribute<Room>] = [
    Attribute("seats", .number, "How many seats it has.") { room in .integer(room.seats) },
    Attribute("name", .text, "Its name.") { _ in .text("Hall") },
    Attribute("door", .text, "Its door, which this one lacks.") { _ in nil },
  ]

  var typeName: String { "room" }
  var names: [String] { Room.list.map(\.name) }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    Room.list.first { $0.name == name.text }?.body(self) ?? nil
  }
}
