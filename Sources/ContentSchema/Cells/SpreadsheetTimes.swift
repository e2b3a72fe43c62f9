// Dates and times as spreadsheets show them. They are read only if they have one meaning: 19.09.2012, 09/19/2012 and
// 19 Sep 2012 have, but 04/03/2012 is in March for some people and in April for others.

package import CivilTime
import SourceFormats
import Text

/// A day, a time, or both, as a cell has them.
package struct SpreadsheetTime {
  package private(set) var date: CivilDate?
  package private(set) var time: TimeOfDay?
  /// Whether the year has two digits, so that its century was added.
  package private(set) var hasShortYear = false
  /// Whether an offset from UTC was written with it.
  private(set) var hasOffset = false
  /// Whether it was written for another offset than the zone's, and so was converted.
  package private(set) var isConverted = false
  /// The day that programs write as its midnight in UTC, such as `2012-09-19T00:00:00Z`.
  private var dayAsWritten: CivilDate?

  /// The day where only a day is wanted.
  package var day: CivilDate? { dayAsWritten ?? date }

  package init(_ text: String, _ sheet: SheetReading) throws(CivilTimeError) {
    if let serial = readSerialDate(text) {
      (date, time) = serial
      return
    }
    if let read = readISO(text) {
      hasOffset = read.offset != nil
      if read.moment.time == .midnight { dayAsWritten = read.moment.date }
      let moment = read.offset.map {
        sheet.zone.civil(atInstant: read.moment.secondsSince1970 - $0)
      }
      isConverted = moment != nil && moment != read.moment
      (date, time) = (moment?.date ?? read.moment.date, moment?.time ?? read.moment.time)
      return
    }
    let words = text.split { $0.isWhitespace || $0 == "," }
      .flatMap(parted).map { $0.lowercased() }.filter { !isFiller($0) }
    guard let first = words.first else { throw .noTime(in: text) }
    if beginsTime(words) {
      time = try readTime(words[...], in: text)
      return
    }
    var rest = words[1...]
    if words.contains(where: isMonth) {
      (date, hasShortYear, rest) = try readNamedDate(words[...], in: text)
    } else {
      (date, hasShortYear) = try readNumericDate(first[...], order: sheet.order, in: text)
    }
    if !rest.isEmpty { time = try readTime(rest, in: text) }
  }
}

/// A moment in ISO 8601, with its offset from UTC if it has one. `nil` if the text has another form: `2012-09-19 13:30-15:00`
/// are a start and an end.
private func readISO(_ text: String) -> (moment: CivilDateTime, offset: Int?)? {
  guard text.utf8.count > 10, NumericDate(text.prefix(10)) != nil else { return nil }
  var text = text
  for name in ["UTC", "GMT"] where text.hasSuffix(name) {
    text = text.dropLast(name.count).trimmed + "Z"
  }
  let rest = text.dropFirst(10)
  guard rest.hasPrefix("T") || rest.contains("+") || rest.hasSuffix("Z") else { return nil }
  do throws(CivilTimeError) {
    return try readOffsetDateTime(text)
  } catch {
    return nil  // The caller reads it in other ways, and reports it.
  }
}

/// A time, perhaps with an end: `13:30`, `13:30-15:00`, `2012-09-19 13.30 – 15.00`.
package struct SpreadsheetSpan {
  package var start: SpreadsheetTime
  package var end: SpreadsheetTime?

  private static let separators = [
    "-", "–", "—", " to ", " until ", " bis ", " till ", " à ", " a ", " tot ", " til ", " do ",
  ]

  package init(_ text: String, _ sheet: SheetReading) throws(CivilTimeError) {
    do throws(CivilTimeError) {
      start = try SpreadsheetTime(text, sheet)
    } catch {
      let ranges = Self.separators.compactMap { text.ranges(of: $0).last }
      guard let separator = ranges.max(by: { $0.lowerBound < $1.lowerBound }),
        let start = moment(text[..<separator.lowerBound], sheet), start.time != nil,
        let end = moment(text[separator.upperBound...], sheet), end.time != nil
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
private func moment(_ text: Substring, _ sheet: SheetReading) -> SpreadsheetTime? {
  do throws(CivilTimeError) {
    return try SpreadsheetTime(text.trimmed, sheet)
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
  return parts.contains { isMonth($0.lowercased()) } ? parts : [word]
}

private func isMonth(_ word: String) -> Bool {
  word.first?.isLetter == true && monthNames[withoutPoint(word)] != nil
}

/// Whether a word says nothing that the date and the time don't say: the day of the week, `at` and `kl.`
private func isFiller(_ word: String) -> Bool {
  guard word.first?.isLetter == true, !isMonth(word) else { return false }
  return fillers.contains(word) || dayNames[withoutPoint(word)] != nil
}

private let fillers: Set = [
  "at", "um", "kl", "kl.", "à", "alle", "ore", "às", "om", "klo", "godz", "godz.",
]

func withoutPoint(_ word: String) -> String {
  word.hasSuffix(".") ? String(word.dropLast()) : word
}

extension CivilTimeError {
  static func noTime(in text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' is no date or time", help: "write it as 2012-09-19 13:30")
  }

  static func noYear(in text: String) -> CivilTimeError {
    CivilTimeError(message: "'\(text)' has no year", help: "write it as 2012-09-19")
  }

  static func noDay(in text: String) -> CivilTimeError {
    CivilTimeError(
      message: "'\(text)' names a day that does not exist",
      help: "look at the number of the day, and of the month")
  }
}

private let noonMarks = [
  "am": false, "a.m.": false, "fm": false, "pm": true, "p.m.": true, "em": true,
]

private func saysHalfOfDay(_ text: Substring) -> Bool {
  noonMarks.keys.contains { text.lowercased().trimmed.hasSuffix($0) }
}

/// Whether words begin with a time and not with a day: `13:30`, `9.05`, `9 am`, `kl. 13`, `10h30`.
private func beginsTime(_ words: [String]) -> Bool {
  if words[0].contains(":") { return true }
  let digits = words[0].prefix(while: \.isNumber)
  guard 1...2 ~= digits.count else { return false }
  let mark = words[0].dropFirst(digits.count)
  if mark.isEmpty { return words.count > 1 && isTimeMark(words[1]) }
  let isShort = words[0].count < 6
  return isTimeMark(mark) || (isShort && mark.first == "h")
    || (isShort && words.count <= 2 && mark.filter(\.isPunctuation) == "." && mark.first == ".")
}

func isTimeMark(_ word: some StringProtocol) -> Bool {
  ["uhr", "h", "a.", "p."].contains(word) || noonMarks[String(word)] != nil
}

/// `13:30`, `9.05`, `1:30 PM`, `kl. 13.30`, `10h30`, `9 Uhr`.
private func readTime(
  _ words: ArraySlice<String>, in text: String
) throws(CivilTimeError) -> TimeOfDay {
  var digits = words.joined()[...]
  var isAfternoon: Bool?
  for mark in ["uhr", "a.m.", "p.m.", "am", "pm", "fm", "em", "h"] where digits.hasSuffix(mark) {
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
  // Some write `13:30 PM` and `0:30 AM`, which have one meaning.
  guard time.hour <= 12 || isAfternoon,
    let result = TimeOfDay(
      hour: time.hour % 12 + (isAfternoon ? 12 : 0), minute: time.minute, second: time.second)
  else { throw .noTime(in: text) }
  return result
}

/// `45`, `45 min`, `1:30`, `1 h 30` or a part of a day such as `0.03125`, in seconds. `nil` if the text is no
/// duration.
package func readDuration(_ text: String) -> Int? {
  if let time = readSerialDate(text)?.time { return time.secondsSinceMidnight }
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
  "", "m", "min", "min.", "mins", "minutes", "minuten", "minuter", "minutos", "minuti", "minutter",
  "minuuttia", "minut", "'",
]
/// Longer ones first.
private let hourWords = [
  "hours", "hour", "stunden", "stunde", "std.", "std", "timmar", "timme", "timer", "time", "heures",
  "heure",
  "horas", "hora", "ore", "ora", "uur", "tuntia", "tunti", "godz.", "godz", "tim", "hrs", "hr", "h",
]

/// Removes the digits at the start of a text and returns their value.
private func leadingNumber(_ rest: inout Substring) -> Int? {
  let digits = rest.prefix { "0"..."9" ~= $0 }
  rest = rest[digits.endIndex...]
  return 1...4 ~= digits.count ? Int(digits) : nil
}
