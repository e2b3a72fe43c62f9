// Dates as spreadsheets show them, with the month as a number or a name.

import CivilTime

/// `2012-09-19`, `19.09.2012`, `09/19/2012`.
func readNumericDate(
  _ word: Substring, order: DateOrder?, in text: String
) throws(CivilTimeError) -> CivilDate {
  let separators = word.filter { !$0.isNumber }
  let numbers = word.split(omittingEmptySubsequences: false) { !$0.isNumber }
  guard numbers.count == 3, ["..", "//", "--"].contains(separators),
    numbers.allSatisfy({ 1...4 ~= $0.count }), let a = Int(numbers[0]), let b = Int(numbers[1]),
    let c = Int(numbers[2])
  else { throw .noTime(in: text) }
  if numbers[0].count == 4 { return try day(a, b, c, in: text) }
  guard numbers[2].count == 4 else {
    throw .noYear(in: text)
  }
  switch order {
  case .dayFirst: return try day(c, b, a, in: text)
  case .monthFirst: return try day(c, a, b, in: text)
  case nil: break
  }
  if separators == ".." || a > 12 || a == b { return try day(c, b, a, in: text) }
  if b > 12 { return try day(c, a, b, in: text) }
  throw CivilTimeError(
    message: "'\(text)' can be a day in month \(a) or in month \(b)",
    help: "say which with --dates day-first or --dates month-first, or write it as "
      + "\(c)-\(padded(b, to: 2))-\(padded(a, to: 2))")
}

private func day(_ year: Int, _ month: Int, _ day: Int, in text: String) throws(CivilTimeError)
  -> CivilDate
{
  if let date = CivilDate(year: year, month: month, day: day) { return date }
  throw CivilTimeError(
    message: "'\(text)' names a day that does not exist", help: "write it as 2012-09-19")
}

/// `19 September 2012`, `Sep. 19th 2012`, and the words after it.
func readNamedDate(
  _ words: ArraySlice<String>, in text: String
) throws(CivilTimeError) -> (CivilDate, rest: ArraySlice<String>) {
  var rest = words
  var month: Int?
  var dayOfMonth: Int?
  var year: Int?
  while let word = rest.first, month == nil || dayOfMonth == nil || year == nil {
    if month == nil, let named = monthNames[withoutPoint(word)] {
      month = named
    } else if dayOfMonth == nil, let number = ordinal(word) {
      dayOfMonth = number
    } else if word.count == 4, let number = Int(word) {
      year = number
    } else if !["of", "den", "the", "le"].contains(word) {
      break
    }
    rest.removeFirst()
  }
  guard let month, let dayOfMonth else { throw .noTime(in: text) }
  guard let year else { throw .noYear(in: text) }
  return (try day(year, month, dayOfMonth, in: text), rest)
}

/// `19`, `19.`, `19th`.
private func ordinal(_ word: String) -> Int? {
  let digits = word.prefix { $0.isNumber }
  let isOrdinal = ["", ".", "st", "nd", "rd", "th", "er"].contains(word.dropFirst(digits.count))
  return isOrdinal && 1...2 ~= digits.count ? Int(digits) : nil
}

/// Months by their full and short names, in the languages in which columns are understood.
let monthNames = numbered { $0.months }
let dayNames = numbered { $0.weekdays }

private func numbered(
  _ forms: (CalendarNames) -> CalendarNames.Forms
) -> [String: Int] {
  var numbers: [String: Int] = [:]
  for language in ["en", "de", "sv", "fr"] {
    guard let names = calendarNames(language).map(forms) else { continue }
    for (index, name) in (names.wide + names.abbreviated).enumerated() {
      numbers[withoutPoint(name.lowercased())] = index % names.wide.count + 1
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
