// Parses the dates and times that editors write: those of ISO 8601, where a space may replace the `T` and an
// hour before ten may have one digit. Anything else is refused with the reason, since a date that is guessed
// wrong does more harm than one that has to be written again.

/// Why a text is not the date or time it should be.
package struct CivilTimeError: Error, Hashable, Sendable {
  /// A plain sentence, without a full stop.
  package let message: String
  /// What to write instead.
  package let help: String

  package init(message: String, help: String) {
    self.message = message
    self.help = help
  }
}

extension CivilDate {
  /// Parses `2012-09-19`.
  package init(parsing text: some StringProtocol) throws(CivilTimeError) {
    var digits = Digits(text)
    self = try digits.date(in: String(text))
    guard digits.isAtEnd else {
      throw digits.next == UInt8(ascii: "T") || digits.next == UInt8(ascii: " ")
        ? CivilTimeError(
          message: "'\(text)' has a time, and only a day is wanted here",
          help: "write the day alone, as in 2012-09-19")
        : .noDate(String(text))
    }
  }
}

extension TimeOfDay {
  /// Parses `13:30`, `9:05` or `13:30:59`.
  package init(parsing text: some StringProtocol) throws(CivilTimeError) {
    var digits = Digits(text)
    self = try digits.time(in: String(text))
    guard digits.isAtEnd else { throw digits.trailingError(in: String(text)) }
  }
}

extension CivilDateTime {
  /// Parses `2012-09-19 13:30` or `2012-09-19T13:30:00`.
  package init(parsing text: some StringProtocol) throws(CivilTimeError) {
    var digits = Digits(text)
    let date = try digits.date(in: String(text))
    guard digits.skipTimeSeparator() else {
      throw digits.isAtEnd
        ? CivilTimeError(
          message: "'\(text)' has no time", help: "write day and time, as in 2012-09-19 13:30")
        : .noDateTime(String(text))
    }
    let time = try digits.time(in: String(text))
    guard digits.isAtEnd else { throw digits.trailingError(in: String(text)) }
    self.init(date, time)
  }
}

/// A date, or a date and time: the two forms of a `start`.
package enum CivilMoment: Hashable, Sendable {
  case date(CivilDate)
  case dateTime(CivilDateTime)

  /// Parses a date, or a date and time.
  package init(parsing text: some StringProtocol) throws(CivilTimeError) {
    self =
      text.utf8.count <= 10
      ? .date(try CivilDate(parsing: text)) : .dateTime(try CivilDateTime(parsing: text))
  }

  package var date: CivilDate {
    switch self {
    case .date(let date): date
    case .dateTime(let moment): moment.date
    }
  }

  /// `nil` for a date without a time.
  package var dateTime: CivilDateTime? {
    if case .dateTime(let moment) = self { moment } else { nil }
  }
}

extension CivilMoment: CustomStringConvertible {
  package var description: String {
    switch self {
    case .date(let date): date.description
    case .dateTime(let moment): moment.description
    }
  }
}

extension CivilTimeError {
  static func noDate(_ text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no date", help: "write year, month and day, as in 2012-09-19")
  }

  static func noDateTime(_ text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no date and time",
      help: "write day and time, as in 2012-09-19 13:30")
  }

  static func noTime(_ text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no time", help: "write hours and minutes, as in 13:30")
  }
}

/// Consumes the digits and separators of a text from the front.
private struct Digits {
  private var rest: ArraySlice<UInt8>

  init(_ text: some StringProtocol) { rest = Array(text.utf8)[...] }

  var isAtEnd: Bool { rest.isEmpty }
  var next: UInt8? { rest.first }

  mutating func skip(_ byte: Character) -> Bool {
    guard let ascii = byte.asciiValue, rest.first == ascii else { return false }
    rest.removeFirst()
    return true
  }

  mutating func skipTimeSeparator() -> Bool {
    if skip("T") || skip("t") { return true }
    guard skip(" ") else { return false }
    while skip(" ") {}
    return true
  }

  mutating func number(ofDigits count: ClosedRange<Int>) -> Int? {
    let digits = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard count.contains(digits.count) else { return nil }
    rest = rest.dropFirst(digits.count)
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
  }

  mutating func date(in text: String) throws(CivilTimeError) -> CivilDate {
    guard let year = number(ofDigits: 4...4), skip("-"),
      let month = number(ofDigits: 2...2), skip("-"), let day = number(ofDigits: 2...2)
    else { throw .noDate(text) }
    if let date = CivilDate(year: year, month: month, day: day) { return date }
    guard 1...12 ~= month else {
      throw CivilTimeError(
        message: "'\(text)' names month \(month), and a year has 12",
        help: "write year, month and day, as in 2012-09-19")
    }
    throw CivilTimeError(
      message: "'\(text)' names a day that does not exist",
      help: year == 0
        ? "the first year is 0001"
        : "month \(month) of \(year) has \(CivilDate.lengthOfMonth(month, in: year)) days")
  }

  mutating func time(in text: String) throws(CivilTimeError) -> TimeOfDay {
    guard let hour = number(ofDigits: 1...2), skip(":"), let minute = number(ofDigits: 2...2)
    else { throw .noTime(text) }
    var second = 0
    if skip(":") {
      guard let seconds = number(ofDigits: 2...2) else { throw .noTime(text) }
      second = seconds
    }
    if let time = TimeOfDay(hour: hour, minute: minute, second: second) { return time }
    throw CivilTimeError(
      message: "'\(text)' is a time that no clock shows",
      help: hour == 24 && minute == 0
        ? "midnight is 00:00 of the next day" : "times go from 00:00 to 23:59")
  }

  func trailingError(in text: String) -> CivilTimeError {
    let offsetSigns = "Zz+-−"
    let trailing = String(decoding: rest, as: UTF8.self)
    let isOffset = trailing.first { $0 != " " }.map(offsetSigns.contains) ?? false
    guard isOffset else { return .noTime(text) }
    return CivilTimeError(
      message: "'\(text)' ends with '\(trailing)', and times are always in the site's own zone",
      help: "leave out '\(trailing)' and write the time as clocks show it there")
  }
}
