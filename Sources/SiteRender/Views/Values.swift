import CivilTime
import Templates

extension Value {
  /// None for nothing.
  static func optional(_ value: Value?) -> Value { value ?? Value.none }

  static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? Value.none }

  static func date(_ date: CivilDate) -> Value { .object(MomentView(moment: .date(date))) }

  static func moment(_ moment: CivilMoment) -> Value { .object(MomentView(moment: moment)) }

  /// The text of a value that is some, as an argument of a function has it.
  var asText: String? {
    switch self {
    case .text(let text): text
    case .markup(let bytes): String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .object(let object): (object as? MomentView)?.moment.description
    default: nil
    }
  }
}

/// A date, or a date and time, as templates see it: printed as ISO 8601, in words by `date`.
struct MomentView: TemplateObject {
  let moment: CivilMoment

  var typeName: String { "date" }
  static let names = ["year", "month", "day"]
  var names: [String] { MomentView.names }
  var identity: Int? { nil }
  var text: String? { moment.description }

  func value(of name: Name) -> Value? {
    switch name.text {
    case "year": .integer(moment.date.year)
    case "month": .integer(moment.date.month)
    case "day": .integer(moment.date.day)
    default: nil
    }
  }
}
