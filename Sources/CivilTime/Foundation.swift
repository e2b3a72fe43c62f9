// The only file that sees Foundation, and through it ICU with the IANA zones and the CLDR.
//
// Everything is read here into values of ours, once for a zone or a language, so that asking them
// needs no lock, no cache and no formatter, and a process that asks for neither does not open ICU.
// The system's own zone files would be smaller; but then a build would depend on the machine.
//
// Statically linked, `TimeZone(identifier:)` finds nothing unless something refers to the ICU part
// of Foundation. `DateFormatter` below does; the test of the release binary holds it there.

import Foundation
import Text

extension Zone {
  /// The zone with this identifier in the IANA database.
  package init(named identifier: String) throws(UnknownZone) {
    guard let zone = TimeZone(iana: identifier) else {
      throw UnknownZone(
        identifier: identifier,
        suggestion: nearestZone(to: identifier, in: TimeZone.knownTimeZoneIdentifiers))
    }
    let start = Date(timeIntervalSince1970: 0)
    var transitions: [Transition] = []
    var last = zone.clock(at: start)
    let earliest = last
    var date = start
    while let next = zone.nextDaylightSavingTimeTransition(after: date), next < endOfTransitions {
      let clock = zone.clock(at: next)
      if clock != last {
        let instant = Int(next.timeIntervalSince1970.rounded())
        transitions.append(Transition(instant: instant, before: last, after: clock))
      }
      (last, date) = (clock, next)
    }
    self.init(identifier: identifier, earliest: earliest, transitions: transitions)
  }
}

/// 2100-01-01; what the rules of a zone will be by then, nobody knows.
private let endOfTransitions = Date(timeIntervalSince1970: 4_102_444_800)

/// The zone that was meant, from its whole name or from the city alone.
private func nearestZone(to identifier: String, in zones: [String]) -> String? {
  let city = identifier.split(separator: "/").last.map(String.init) ?? identifier
  let wanted = city.lowercased().replacing(" ", with: "_")
  let sameCity = zones.first { $0.lowercased().hasSuffix("/" + wanted) }
  return sameCity ?? nearest(to: identifier, in: zones)
}

extension TimeZone {
  /// Nil for what is no name of the database, such as `GMT+2`, which Foundation takes as well.
  fileprivate init?(iana identifier: String) {
    if ["UTC", "Etc/UTC", "GMT"].contains(identifier) {
      self = .gmt
      return
    }
    guard !identifier.hasPrefix("GMT"), let zone = TimeZone(identifier: identifier),
      zone.identifier == identifier
    else { return nil }
    self = zone
  }

  fileprivate func clock(at date: Date) -> Zone.Clock {
    Zone.Clock(
      offset: secondsFromGMT(for: date), isDaylightSaving: isDaylightSavingTime(for: date))
  }
}

extension LanguageFormat {
  /// How a language writes, by its BCP 47 tag: `sv`, `en-GB`.
  package convenience init(language: String) throws(UnknownLanguage) {
    guard let locale = Locale(knownLanguage: language) else {
      throw UnknownLanguage(
        language: language, suggestion: nearestLanguage(to: language))
    }
    let formatter = DateFormatter()
    formatter.locale = locale
    formatter.calendar = Calendar(identifier: .gregorian)
    formatter.timeZone = .gmt
    self.init(
      language: language,
      names: CalendarNames(formatter),
      numbers: NumberFormat(locale),
      lists: ListFormat(locale),
      datePatterns: StylePatterns(formatter, time: .none),
      dateTimePatterns: StylePatterns(formatter, time: .short),
      timePattern: formatter.pattern(.none, .short))
  }
}

private func nearestLanguage(to language: String) -> String? {
  nearest(
    to: language,
    in: Locale.availableIdentifiers.map { $0.replacing("_", with: "-") }.sorted())
}

extension Locale {
  /// Nil if the CLDR has no data for the language (a region it does not know is no hindrance).
  fileprivate init?(knownLanguage tag: String) {
    guard let language = tag.split(separator: "-").first.map({ String($0) }),
      tag.utf8.allSatisfy({ $0 == 0x2D || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF }),
      Locale.availableIdentifiers.contains(language.lowercased())
    else { return nil }
    self.init(identifier: tag)
  }
}

extension LanguageFormat.StylePatterns {
  fileprivate init(_ formatter: DateFormatter, time: DateFormatter.Style) {
    self.init(
      short: formatter.pattern(.short, time), medium: formatter.pattern(.medium, time),
      long: formatter.pattern(.long, time), full: formatter.pattern(.full, time))
  }
}

extension DateFormatter {
  fileprivate func pattern(_ date: Style, _ time: Style) -> DatePattern {
    dateStyle = date
    timeStyle = time
    // `B` is the time of day in words (`in the afternoon`), for which `a` does nearly as well.
    do {
      return try DatePattern(parsing: dateFormat.replacing("B", with: "a"))
    } catch {
      // A field we do not write: ISO 8601 is readable everywhere.
      return date == .none ? .isoTime : time == .none ? .isoDate : .isoDateTime
    }
  }
}

extension CalendarNames {
  fileprivate init(_ formatter: DateFormatter) {
    self.init(
      months: Forms(
        abbreviated: formatter.shortMonthSymbols, wide: formatter.monthSymbols,
        narrow: formatter.veryShortMonthSymbols),
      standaloneMonths: Forms(
        abbreviated: formatter.shortStandaloneMonthSymbols,
        wide: formatter.standaloneMonthSymbols,
        narrow: formatter.veryShortStandaloneMonthSymbols),
      weekdays: Forms(
        abbreviated: fromMonday(formatter.shortWeekdaySymbols),
        wide: fromMonday(formatter.weekdaySymbols),
        narrow: fromMonday(formatter.veryShortWeekdaySymbols)),
      standaloneWeekdays: Forms(
        abbreviated: fromMonday(formatter.shortStandaloneWeekdaySymbols),
        wide: fromMonday(formatter.standaloneWeekdaySymbols),
        narrow: fromMonday(formatter.veryShortStandaloneWeekdaySymbols)),
      dayPeriods: [formatter.amSymbol, formatter.pmSymbol],
      era: (formatter.eraSymbols.last ?? "", formatter.longEraSymbols.last ?? ""))
  }
}

private func fromMonday(_ fromSunday: [String]) -> [String] {
  Array(fromSunday.dropFirst() + fromSunday.prefix(1))
}

extension NumberFormat {
  /// Learnt from examples, since Foundation tells the separators but not when they are used.
  fileprivate init(_ locale: Locale) {
    let style = FloatingPointFormatStyle<Double>.number.locale(locale)
    let long = Array((12_345_678.5).formatted(style).unicodeScalars)
    let runs = long.split { $0.properties.numericType == nil }
    let separators = long.split { $0.properties.numericType != nil }
    let zero = (0.0).formatted(style).unicodeScalars.first ?? "0"
    func text(_ scalars: ArraySlice<Unicode.Scalar>?) -> String {
      scalars.map { String(String.UnicodeScalarView($0)) } ?? ""
    }
    let isGrouped = runs.count > 2
    let four = (1234.0).formatted(style).unicodeScalars.count
    self.init(
      groupingSeparator: isGrouped ? text(separators.first) : "",
      decimalSeparator: text(separators.last),
      minusSign: String((-1.0).formatted(style).dropLast()),
      primaryGroup: isGrouped ? runs[runs.count - 2].count : 0,
      secondaryGroup: isGrouped ? (runs.count > 3 ? runs[runs.count - 3].count : 3) : 0,
      minimumGrouping: four == 4 ? 2 : 1,
      zero: zero)
  }
}

extension ListFormat {
  /// Learnt from examples; the words in them stand in no pattern.
  fileprivate init(_ locale: Locale) {
    let style = ListFormatStyle<StringStyle, [String]>.list(type: .and).locale(locale)
    let (two, four) = (["1", "2"].formatted(style), ["1", "2", "3", "4"].formatted(style))
    func between(_ a: Unicode.Scalar, _ b: Unicode.Scalar, in text: String) -> String {
      let joint = text.unicodeScalars.drop { $0 != a }.dropFirst().prefix { $0 != b }
      let isolates: ClosedRange<Unicode.Scalar> = "\u{2066}"..."\u{2069}"
      return String(String.UnicodeScalarView(joint.filter { !isolates.contains($0) }))
    }
    self.init(
      pair: between("1", "2", in: two), start: between("1", "2", in: four),
      middle: between("2", "3", in: four), end: between("3", "4", in: four),
      language: locale.language.languageCode?.identifier ?? "")
  }
}
