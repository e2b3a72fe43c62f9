// Dates and times as people and spreadsheets write them. They are understood so that a message can say what to
// write instead, and read from a spreadsheet's cell only if they have a single meaning.

import CivilTime
import Text

/// What a text may mean that is no date or time of ISO 8601.
struct WrittenMoment {
  /// The days and times that it may mean; several where day and month could be either way round.
  private(set) var candidates: [CivilMoment] = []
  /// The end, where the text is a span: `2031-05-14 13:30-14:00`.
  private(set) var end: TimeOfDay?
  /// Whether the year has four digits.
  private var yearIsWhole = true
  /// Whether a time stands there without a day.
  private(set) var isTimeAlone = false

  /// The only thing that it can mean. `nil` if it can mean several.
  var only: CivilMoment? {
    candidates.count == 1 && yearIsWhole && end == nil ? candidates[0] : nil
  }

  init(_ text: String) {
    var words = text.withoutLookAlikes.lowercased().split { " ,".contains($0) }.map(String.init)
    if let last = words.last, last.utf8.count == 16 || last.utf8.count > 18, words.count == 1,
      let t = last.firstIndex(of: "t")
    {
      words = [String(last[..<t]), String(last[last.index(after: t)...])]
    }
    guard let times = takeTimes(from: &words) else { return }
    end = times.count == 2 ? times[1] : nil
    isTimeAlone = !times.isEmpty && words.isEmpty
    let dates = numericDates(words) ?? namedDates(words) ?? []
    candidates = dates.map { date in
      times.first.map { .dateTime(CivilDateTime(date, $0)) } ?? .date(date)
    }
  }

  // MARK: Times

  /// Removes the words that are times, a span or a mark of one, and returns the times. `nil` if a word with a
  /// colon is no time.
  private func takeTimes(from words: inout [String]) -> [TimeOfDay]? {
    var times: [TimeOfDay] = []
    var rest: [String] = []
    var isAfternoon: Bool?
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1] : ""
      switch word {
      case _ where word.count <= 2 && ["am", "pm", "a.m.", "p.m.", "uhr", "h"].contains(next):
        guard let time = try? TimeOfDay(parsing: word + ":00") else { return nil }
        times.append(time)
      case "uhr", "h", "kl", "kl.", "at", "um", "to", "bis", "till", "-": continue
      case "am", "a.m.": isAfternoon = false
      case "pm", "p.m.": isAfternoon = true
      case _ where word.contains(":"):
        for part in word.split(separator: "-") {
          guard let time = try? TimeOfDay(parsing: part) else { return nil }
          times.append(time)
        }
      default: rest.append(word)
      }
    }
    words = rest
    guard let isAfternoon else { return times }
    return times.map { time in
      let hour = time.hour % 12 + (isAfternoon ? 12 : 0)
      return TimeOfDay(hour: hour, minute: time.minute, second: time.second) ?? time
    }
  }

  // MARK: Days

  /// `14.5.2031`, `5/14/31`, `2031-5-14`.
  private mutating func numericDates(_ words: [String]) -> [CivilDate]? {
    guard words.count == 1 else { return nil }
    let parts = words[0].split(omittingEmptySubsequences: false) { ".-/".contains($0) }
    let signs = Set(words[0].filter { ".-/".contains($0) })
    guard parts.count == 3, signs.count == 1, let a = Int(parts[0]), let b = Int(parts[1]),
      let c = Int(parts[2]), parts.allSatisfy({ 1...4 ~= $0.count })
    else { return nil }
    if parts[0].count == 4 {
      return [CivilDate(year: a, month: b, day: c)].compactMap(\.self)
    }
    yearIsWhole = parts[2].count == 4
    guard yearIsWhole || parts[2].count == 2 else { return nil }
    let year = yearIsWhole ? c : 2000 + c
    let dayFirst = CivilDate(year: year, month: b, day: a)
    let monthFirst = CivilDate(year: year, month: a, day: b)
    if signs == ["."] || a == b { return [dayFirst].compactMap(\.self) }
    return [dayFirst, monthFirst].compactMap(\.self)
  }

  /// `14 May 2031`, `May 14th, 2031`, `14. Mai 31`.
  private mutating func namedDates(_ words: [String]) -> [CivilDate]? {
    var month: Int?
    var numbers: [(value: Int, digits: Int)] = []
    for word in words {
      let name = word.hasSuffix(".") ? String(word.dropLast()) : word
      let digits = word.prefix { "0"..."9" ~= $0 }
      if let named = namesOfMonths[name] {
        month = named
      } else if let value = Int(digits),
        ["", ".", "st", "nd", "rd", "th", "er"].contains(word.dropFirst(digits.count))
      {
        numbers.append((value, digits.count))
      }
    }
    guard let month, numbers.count == 2 else { return nil }
    let isYearFirst = numbers[0].digits == 4
    let (day, year) = isYearFirst ? (numbers[1], numbers[0]) : (numbers[0], numbers[1])
    yearIsWhole = year.digits == 4
    guard yearIsWhole || year.digits == 2 else { return nil }
    return [
      CivilDate(year: yearIsWhole ? year.value : 2000 + year.value, month: month, day: day.value)
    ].compactMap(\.self)
  }
}

/// Months by their names and short names in languages of Europe.
private let namesOfMonths: [String: Int] = {
  var numbers: [String: Int] = [:]
  for language in ["en", "de", "sv", "fr", "es", "it", "nl", "da", "pt", "pl", "fi"] {
    // A machine that doesn't know a language reads its dates as numbers alone.
    guard let names = try? LanguageFormat(language: language).names.months else { continue }
    for form in [names.wide, names.abbreviated] {
      for (index, name) in form.enumerated() {
        let plain = name.lowercased()
        let key = plain.hasSuffix(".") ? String(plain.dropLast()) : plain
        if numbers[key] == nil { numbers[key] = index + 1 }
      }
    }
  }
  return numbers
}()
