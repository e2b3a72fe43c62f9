// Dates and times as spreadsheets show them. They are read only if they have one meaning: 19.09.2012, 09/19/2012 and
// 19 Sep 2012 have, but 04/03/2012 is in March for some people and in April for others.

import CivilTime
import Content
import Text

/// The order of day and month in a date such as 04/03/2012, as the editor states it.
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
      .flatMap(parted).map { $0.lowercased() }
      .filter { dayNames[withoutPoint($0)] == nil || monthNames[withoutPoint($0)] != nil }
    guard let first = words.first else { throw .noTime(in: text) }
    if beginsTime(words) {
      time = try readTime(words[...], in: text)
      return
    }
    var rest = words[1...]
    if words.contains(where: { monthNames[withoutPoint($0)] != nil }) {
      (date, rest) = try readNamedDate(words[...], in: text)
    } else {
      date = try readNumericDate(first[...], order: order, in: text)
    }
    if !rest.isEmpty { time = try readTime(rest, in: text) }
  }
}

/// A time, perhaps with an end: `13:30`, `13:30-15:00`, `2012-09-19 13.30 – 15.00`.
struct SpreadsheetSpan {
  var start: SpreadsheetTime
  var end: SpreadsheetTime?

  private static let separators = ["-", "–", "—", " to ", " until ", " bis ", " till "]

  init(_ text: String, order: DateOrder?) throws(CivilTimeError) {
    do throws(CivilTimeError) {
      start = try SpreadsheetTime(text, order: order)
    } catch {
      let ranges = Self.separators.compactMap { text.ranges(of: $0).last }
      guard let separator = ranges.max(by: { $0.lowerBound < $1.lowerBound }),
        let start = moment(text[..<separator.lowerBound], order), start.time != nil,
        let end = moment(text[separator.upperBound...], order), end.time != nil
      else { throw error }
      if saysHalfOfDay(text[separator.upperBound...])
        && !saysHalfOfDay(text[..<separator.lowerBound])
      {
        throw CivilTimeError(
          message: "'\(text)' says of one time alone whether it is before noon",
          help: "write am or pm with both, or 13:30-15:00")
      }
      (self.start, self.end) = (start, end)
    }
  }
}

/// A part of a span, if it is a time.
private func moment(_ text: Substring, _ order: DateOrder?) -> SpreadsheetTime? {
  do throws(CivilTimeError) {
    return try SpreadsheetTime(String(text), order: order)
  } catch {
    return nil  // The caller reports the whole text.
  }
}

/// `2012-09-19T13:30` as two words, and `19-Sep-2012` as three.
private func parted(_ word: Substring) -> [Substring] {
  if let t = word.firstIndex(where: { $0 == "T" || $0 == "t" }), word[..<t].count == 10 {
    return [word[..<t], word[word.index(after: t)...]]
  }
  let parts = word.split { $0 == "-" || $0 == "/" }
  return parts.contains { monthNames[withoutPoint($0.lowercased())] != nil } ? parts : [word]
}

func withoutPoint(_ word: String) -> String {
  word.hasSuffix(".") ? String(word.dropLast()) : word
}

extension CivilTimeError {
  static func noTime(in text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no date or time", help: "write it as 2012-09-19 13:30")
  }

  static func noYear(in text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' has no year of four digits", help: "write it as 2012-09-19")
  }
}

private let noonMarks = ["am": false, "a.m.": false, "pm": true, "p.m.": true]

private func saysHalfOfDay(_ text: Substring) -> Bool {
  noonMarks.keys.contains { text.lowercased().trimmed.hasSuffix($0) }
}

/// Whether words begin with a time and not with a day: `13:30`, `9.05`, `9 am`, `kl. 13`, `10h30`.
private func beginsTime(_ words: [String]) -> Bool {
  if words[0].contains(":") || words[0] == "kl" || words[0] == "kl." { return true }
  let digits = words[0].prefix(while: \.isNumber)
  guard 1...2 ~= digits.count else { return false }
  let mark = words[0].dropFirst(digits.count)
  if mark.isEmpty { return words.count > 1 && isTimeMark(words[1]) }
  let isShort = words[0].count < 6
  return isTimeMark(mark) || (isShort && mark.first == "h")
    || (isShort && words.count <= 2 && mark.filter(\.isPunctuation) == "." && mark.first == ".")
}

private func isTimeMark(_ word: some StringProtocol) -> Bool {
  word == "uhr" || word == "h" || noonMarks[String(word)] != nil
}

/// `13:30`, `9.05`, `1:30 PM`, `kl. 13.30`, `10h30`, `9 Uhr`.
private func readTime(
  _ words: ArraySlice<String>, in text: String
) throws(CivilTimeError) -> TimeOfDay {
  var digits = words.filter { $0 != "kl" && $0 != "kl." }.joined()[...]
  var isAfternoon: Bool?
  for mark in ["uhr", "a.m.", "p.m.", "am", "pm", "h"] where digits.hasSuffix(mark) {
    digits = digits.dropLast(mark.count)
    isAfternoon = noonMarks[mark]
    if digits.allSatisfy(\.isNumber) { digits += ":00" }
    break
  }
  let written = digits.replacing(".", with: ":").replacing("h", with: ":")
  let time: TimeOfDay
  do throws(CivilTimeError) {
    time = try TimeOfDay(parsing: written)
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

/// `45`, `45 min`, `1:30` or `1 h 30`, in seconds. `nil` if the text is no duration.
func readDuration(_ text: String) -> Int? {
  var rest = text.lowercased().filter { !$0.isWhitespace }[...]
  guard let first = leadingNumber(&rest) else { return nil }
  if minuteWords.contains(String(rest)) { return first * 60 }
  if rest.first == ":" {
    rest.removeFirst()
    guard let minutes = leadingNumber(&rest), minutes < 60, ["", "h", ":00"].contains(rest) else {
      return nil
    }
    return first * 3600 + minutes * 60
  }
  guard let hours = hourWords.first(where: { rest.hasPrefix($0) }) else { return nil }
  rest.removeFirst(hours.count)
  if rest.isEmpty { return first * 3600 }
  guard let minutes = leadingNumber(&rest), minutes < 60, minuteWords.contains(String(rest)) else {
    return nil
  }
  return first * 3600 + minutes * 60
}

private let minuteWords: Set = [
  "", "m", "min", "min.", "mins", "minutes", "minuten", "minuter", "'",
]
/// Longer ones first.
private let hourWords = [
  "hours", "hour", "stunden", "stunde", "std.", "std", "timmar", "timme", "heures", "heure", "h",
]

/// Removes the digits at the start of a text and returns their value.
private func leadingNumber(_ rest: inout Substring) -> Int? {
  let digits = rest.prefix { "0"..."9" ~= $0 }
  rest = rest[digits.endIndex...]
  return 1...4 ~= digits.count ? Int(digits) : nil
}
