// The only file that sees Foundation, which brings ICU with the IANA zones and the CLDR.
//
// What Foundation knows of a zone or a language is copied into our own values once. Asking them needs no
// lock, no cache and no formatter, and a process that needs neither zone nor language does not open ICU.
// The system's zone files would be smaller, but then a build would depend on the machine.
//
// In a static binary `TimeZone(identifier:)` is `nil` unless something refers to the part of Foundation
// that has ICU. `DateFormatter` below does, and a test of the release binary notices if that changes.

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

private let endOfTransitions = Date(
  timeIntervalSince1970: Double(
    CivilDate(existing: Zone.lastYear + 1, 1, 1).daysSince1970 * 86_400))

/// The zone that was probably meant, by its whole name or by the city alone.
private func nearestZone(to identifier: String, in zones: [String]) -> String? {
  let city = identifier.split(separator: "/").last.map(String.init) ?? identifier
  let wanted = city.lowercased().replacing(" ", with: "_")
  let sameCity = zones.first { $0.lowercased().hasSuffix("/" + wanted) }
  return sameCity ?? nearest(to: identifier, in: zones)
}

extension TimeZone {
  /// `nil` for names that only Foundation knows, such as `GMT+2`.
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
      zeroDigit: digitZero(of: language),
      datePatterns: StylePatterns(formatter))
  }
}

private func nearestLanguage(to language: String) -> String? {
  nearest(
    to: language,
    in: Locale.availableIdentifiers.map { $0.replacing("_", with: "-") }.sorted())
}

extension Locale {
  /// `nil` if the CLDR has no data for the language. The region need not be known.
  fileprivate init?(knownLanguage tag: String) {
    guard let language = tag.split(separator: "-").first.map({ String($0) }),
      tag.utf8.allSatisfy({ $0 == 0x2D || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF }),
      Locale.availableIdentifiers.contains(language.lowercased())
    else { return nil }
    self.init(identifier: tag)
  }
}

extension LanguageFormat.StylePatterns {
  fileprivate init(_ formatter: DateFormatter) {
    formatter.timeStyle = .none
    self.init(
      short: formatter.pattern(.short), medium: formatter.pattern(.medium),
      long: formatter.pattern(.long), full: formatter.pattern(.full))
  }
}

extension DateFormatter {
  fileprivate func pattern(_ style: Style) -> DatePattern {
    dateStyle = style
    do {
      return try DatePattern(parsing: dateFormat)
    } catch {
      // The pattern has a field that we don't write. Everybody can read ISO 8601.
      return .isoDate
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

extension LanguageFormat {
  /// A number with its digits in groups: `12 345,5` or `12,345.5`. Halves are rounded to even.
  ///
  /// Foundation keeps its formatters, so only the first number of a language takes long.
  package func format(_ number: Double, fractionDigits: ClosedRange<Int>) -> String {
    number.formatted(
      .number.locale(Locale(identifier: language)).precision(.fractionLength(fractionDigits)))
  }

  /// A list within a sentence: `a, b och c` or `a, b, and c`.
  package func list(_ items: [String]) -> String {
    items.formatted(.list(type: .and).locale(Locale(identifier: language)))
  }
}
