// Dates as spreadsheets show them, with the month as a number or a name, or as the number of a day.

import CivilTime

/// A date of three numbers, and what they can mean: `2012-09-19`, `19.09.2012`, `9/19/12`.
struct NumericDate {
  /// The orders that its separators allow, the most usual one first.
  let orders: [DateOrder]
  /// The days that exist, in the orders that give them.
  let readings: [(order: DateOrder, date: CivilDate)]
  let hasShortYear: Bool

  /// The date that a text begins with or consists of. `nil` if there is none.
  init?(in text: String) {
    let word = text.split { $0 == "T" || $0 == "," || $0.isWhitespace }.first {
      $0.contains(where: \.isNumber)
    }
    guard let word else { return nil }
    self.init(word)
  }

  init?(_ word: Substring) {
    let separators = word.filter { !$0.isNumber }
    let numbers = word.split(omittingEmptySubsequences: false) { !$0.isNumber }
    guard numbers.count == 3, ["..", "//", "--"].contains(separators),
      numbers.allSatisfy({ 1...4 ~= $0.utf8.count && $0.utf8.count != 3 })
    else { return nil }
    let values = numbers.compactMap { Int($0) }
    guard values.count == 3 else { return nil }
    let isLong = numbers.map { $0.utf8.count == 4 }
    hasShortYear = !isLong.contains(true)
    switch isLong {
    case [true, false, false]: orders = [.yearFirst]
    case [false, false, true], [false, false, false]:
      let shortYears: [DateOrder] = hasShortYear && separators == "--" ? [.yearFirst] : []
      orders = separators == ".." ? [.dayFirst] : [.dayFirst, .monthFirst] + shortYears
    default: return nil
    }
    readings = orders.compactMap { order in order.date(values).map { (order, $0) } }
  }
}

extension DateOrder {
  /// `nil` if there is no such day.
  fileprivate func date(_ numbers: [Int]) -> CivilDate? {
    let (year, month, day) =
      switch self {
      case .dayFirst: (numbers[2], numbers[1], numbers[0])
      case .monthFirst: (numbers[2], numbers[0], numbers[1])
      case .yearFirst: (numbers[0], numbers[1], numbers[2])
      }
    return CivilDate(year: year < 100 ? fullYear(year) : year, month: month, day: day)
  }
}

/// The year that two digits mean: 69 to 99 are in the last century, as POSIX has it (`%y` of strptime).
private func fullYear(_ digits: Int) -> Int { digits < 69 ? 2000 + digits : 1900 + digits }

func readNumericDate(
  _ word: Substring, order: DateOrder?, in text: String
) throws(CivilTimeError) -> (date: CivilDate, hasShortYear: Bool) {
  if let day = compactDate(word) { return (day, false) }
  guard let date = NumericDate(word) else { throw .noTime(in: text) }
  let readings = date.readings
  let wanted = order.map { order in readings.filter { $0.order == order } } ?? readings
  // Some dates have but one order, whatever the others of the sheet have.
  let possible = date.orders.count == 1 ? readings : wanted
  guard let first = possible.first else { throw .noDay(in: text) }
  guard let other = possible.first(where: { $0.date != first.date }) else {
    return (first.date, date.hasShortYear)
  }
  throw CivilTimeError(
    message: "'\(text)' can be \(first.date) or \(other.date)", help: "write it as \(first.date)")
}

/// `20120919`, the basic format of ISO 8601, in the years in which conferences are held.
private func compactDate(_ word: Substring) -> CivilDate? {
  guard word.utf8.count == 8, let number = Int(word), 1900...2199 ~= number / 10_000 else {
    return nil
  }
  return CivilDate(year: number / 10_000, month: number / 100 % 100, day: number % 100)
}

/// `19 September 2012`, `Sep. 19th 2012`, `22 Apr 30`, and the words after it.
func readNamedDate(
  _ words: ArraySlice<String>, in text: String
) throws(CivilTimeError) -> (date: CivilDate, hasShortYear: Bool, rest: ArraySlice<String>) {
  var rest = words
  var month: Int?
  var dayOfMonth: Int?
  var year: Int?
  var hasShortYear = false
  while let word = rest.first, month == nil || dayOfMonth == nil || year == nil {
    if month == nil, let named = monthNames[withoutPoint(word)] {
      month = named
    } else if dayOfMonth == nil, let number = ordinal(word) {
      dayOfMonth = number
    } else if word.utf8.count == 4, let number = Int(word) {
      year = number
    } else if month != nil, let number = shortYear(rest) {
      (year, hasShortYear) = (number, true)
    } else if !["of", "den", "the", "le", "de"].contains(word) {
      break
    }
    rest.removeFirst()
  }
  guard let month, let dayOfMonth else { throw .noTime(in: text) }
  guard let year else { throw .noYear(in: text) }
  guard let date = CivilDate(year: year, month: month, day: dayOfMonth) else {
    throw .noDay(in: text)
  }
  return (date, hasShortYear, rest)
}

/// The year of two digits that words begin with, such as `30` and `'30`; `13` in `13 Uhr` is none.
private func shortYear(_ words: ArraySlice<String>) -> Int? {
  guard let word = words.first else { return nil }
  let digits = word.drop { $0 == "'" || $0 == "’" }
  guard digits.utf8.count == 2, digits.allSatisfy(\.isNumber), let number = Int(digits),
    words.dropFirst().first.map({ !isTimeMark($0) }) ?? true
  else { return nil }
  return fullYear(number)
}

/// `19`, `19.`, `19th`.
private func ordinal(_ word: String) -> Int? {
  let digits = word.prefix { $0.isNumber }
  let isOrdinal = ["", ".", "st", "nd", "rd", "th", "er", "º", "°"].contains(
    word.dropFirst(digits.count))
  return isOrdinal && 1...2 ~= digits.count ? Int(digits) : nil
}

/// A day and a time as the number that a spreadsheet counts them by: whole days since 1899-12-30, and the time as
/// a part of a day. `nil` if the text is another number.
///
/// Source: ECMA-376, part 1, section 18.17.4 (the 1900 date base).
func readSerialDate(_ text: String) -> (date: CivilDate?, time: TimeOfDay?)? {
  let digits = text.replacing(",", with: ".")
  guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
    let number = Double(digits)
  else { return nil }
  let decimals = digits.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first
  // The digits after the point are rounded, and minutes are exact enough.
  let minutes = Int((number.truncatingRemainder(dividingBy: 1) * 1440).rounded())
  let time = TimeOfDay(secondsSinceMidnight: minutes * 60)
  // 1954 to 2119. Years and most other numbers are outside.
  if 20_000..<80_500 ~= number {
    let date = CivilDate(year: 1899, month: 12, day: 30)?.adding(days: Int(number))
    return (date, decimals == nil ? nil : time)
  }
  // `0.25` is a quarter past midnight for some people.
  guard number < 1, let decimals, decimals.count == 1 || decimals.count > 2 else { return nil }
  return (nil, time)
}

/// The languages whose names of months, days and columns are understood in spreadsheets.
let spreadsheetLanguages = [
  "en", "de", "sv", "fr", "es", "it", "nl", "da", "nb", "fi", "pl", "pt", "cs",
]

/// Months by their full and short names.
let monthNames = numbered { $0.months }
let dayNames = numbered { $0.weekdays }

private func numbered(
  _ forms: (CalendarNames) -> CalendarNames.Forms
) -> [String: Int] {
  var numbers: [String: Int] = [:]
  for language in spreadsheetLanguages {
    guard let names = calendarNames(language).map(forms) else { continue }
    for (index, name) in (names.wide + names.abbreviated).enumerated() {
      let name = withoutPoint(name.lowercased())
      if numbers[name] == nil { numbers[name] = index % names.wide.count + 1 }
    }
  }
  return numbers
}

private func calendarNames(_ language: String) -> CalendarNames? {
  do {
    return try LanguageFormat(language: language).names
  } catch {
    return nil  // A machine that doesn't know the language reads its dates as numbers alone.
  }
}
