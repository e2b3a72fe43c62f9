import CivilTime
import Templates

extension Value {
  static func optional(_ value: Value?) -> Value { value ?? Value.none }

  static func optional(_ text: String?) -> Value { text.map { .text($0) } ?? Value.none }

  static func date(_ date: CivilDate) -> Value { .object(DateView(moment: .date(date))) }

  static func moment(_ moment: CivilMoment) -> Value { .object(DateView(moment: moment)) }

  /// The value as text if it is text, markup, a number or a date, for arguments of functions.
  var asText: String? {
    switch self {
    case .text(let text): text
    case .markup(let bytes): String(decoding: bytes, as: UTF8.self)
    case .integer(let number): String(number)
    case .double(let number): String(number)
    case .object(let object): (object as? DateView)?.moment.description
    default: nil
    }
  }
}

/// A date, or a date and time, as templates see it: printed as ISO 8601, in words by `date`.
struct DateView: DeclaredView {
  let moment: CivilMoment

  static let thing = "date"
  static let title = "a date"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<DateView>] = [
    Attribute("year", .number, "a number") { .integer($0.moment.date.year) },
    Attribute("month", .number, "a number, from 1") { .integer($0.moment.date.month) },
    Attribute("day", .number, "a number, from 1") { .integer($0.moment.date.day) },
  ]

  var identity: Int? { nil }
  var text: String? { moment.description }
  /// A date comes before all times of its day.
  var rank: Int? {
    switch moment {
    case .date(let date): date.daysSince1970 * 172_800
    case .dateTime(let moment): moment.secondsSince1970 * 2 + 1
    }
  }
}
