// Days and times as spreadsheets show them. Only what has one meaning is read: 19.09.2012 and 09/19/2012,
// but not 04/03/2012, which is a day in March to some and in April to others.

import CivilTime

/// Which of two numbers of a day is the month, where an editor says so.
package enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"
}

/// A day, a time, or both, as a cell has them.
struct SpreadsheetTime {
  var date: CivilDate?
  var time: TimeOfDay?

  init(_ text: String, order: DateOrder?) throws(CivilTimeError) {
    let words = text.split { $0 == " " || $0 == "\u{A0}" || $0 == "\u{202F}" || $0 == "," }
      .flatMap(withoutT)
    guard let first = words.first else { throw .noTime(in: text) }
    if first.contains(":")
      || (words.count <= 2 && first.filter(\.isPunctuation) == "." && first.count < 6)
    {
      time = try readTime(words[...], in: text)
      return
    }
    date = try readDate(first, order: order, in: text)
    if words.count > 1 { time = try readTime(words[1...], in: text) }
  }
}

/// `2012-09-19T13:30` as two words.
private func withoutT(_ word: Substring) -> [Substring] {
  guard let t = word.firstIndex(where: { $0 == "T" || $0 == "t" }), word[..<t].count == 10 else {
    return [word]
  }
  return [word[..<t], word[word.index(after: t)...]]
}

extension CivilTimeError {
  fileprivate static func noTime(in text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no date or time", help: "write it as 2012-09-19 13:30")
  }
}

private func readDate(
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
    throw CivilTimeError(
      message: "'\(text)' has no year of four digits", help: "write it as 2012-09-19")
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
      + "\(c)-\(twoDigits(b))-\(twoDigits(a))")
}

private func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }

private func day(_ year: Int, _ month: Int, _ day: Int, in text: String) throws(CivilTimeError)
  -> CivilDate
{
  if let date = CivilDate(year: year, month: month, day: day) { return date }
  throw CivilTimeError(
    message: "'\(text)' names a day that does not exist", help: "write it as 2012-09-19")
}

/// `13:30`, `9.05`, `1:30 PM`.
private func readTime(_ words: ArraySlice<Substring>, in text: String) throws(CivilTimeError)
  -> TimeOfDay
{
  let joined = words.joined().lowercased().replacing(".", with: ":")
  var digits = joined[...]
  var isAfternoon: Bool?
  for (mark, afternoon) in [("am", false), ("a:m:", false), ("pm", true), ("p:m:", true)]
  where digits.hasSuffix(mark) {
    digits = digits.dropLast(mark.count)
    isAfternoon = afternoon
    break
  }
  let time: TimeOfDay
  do throws(CivilTimeError) {
    time = try TimeOfDay(parsing: digits)
  } catch {
    throw CivilTimeError(message: "'\(text)' is no date or time", help: error.help)
  }
  guard let isAfternoon else { return time }
  guard 1...12 ~= time.hour,
    let result = TimeOfDay(
      hour: time.hour % 12 + (isAfternoon ? 12 : 0), minute: time.minute, second: time.second)
  else { throw .noTime(in: text) }
  return result
}

/// `45`, `45 min` or `1:30`, in seconds. Nothing if it is none.
func readDuration(_ text: String) -> Int? {
  let letters = text.filter(\.isLetter).lowercased()
  let digits = text.filter { $0.isNumber || $0 == ":" }
  guard ["", "m", "min", "mins", "minutes", "minuten", "minuter", "h"].contains(letters) else {
    return nil
  }
  let parts = digits.split(separator: ":", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
  guard parts.allSatisfy({ 0...10_000 ~= $0 }), !parts.isEmpty else { return nil }
  if parts.count == 1 { return parts[0] * (letters == "h" ? 3600 : 60) }
  guard parts.count <= 3, parts[1] < 60, letters.isEmpty || letters == "h" else { return nil }
  return parts[0] * 3600 + parts[1] * 60
}
