/// How a language writes dates, times, numbers and lists.
///
/// The names and patterns of the CLDR are read once (see `ICULanguage.swift`); dates are written without
/// ICU, whose formatters are slower. A class, so that passing it to every page costs one retain
/// instead of one for each array of names.
package final class LanguageFormat: Sendable {
  /// A BCP 47 tag as the site spells it: `sv`, `en-GB`.
  package let language: String
  package let names: CalendarNames
  package let plurals: PluralRules
  /// The language's digit for zero. The digits for one to nine follow it in Unicode.
  let zeroDigit: Unicode.Scalar
  private let numbers: NumberFormats
  let datePatterns: StylePatterns
  private let parsedPatterns = ParsedPatterns()

  init(
    language: String, names: CalendarNames, zeroDigit: Unicode.Scalar,
    datePatterns: StylePatterns
  ) {
    self.language = language
    self.names = names
    self.zeroDigit = zeroDigit
    plurals = PluralRules(language: language)
    numbers = NumberFormats(language: language)
    self.datePatterns = datePatterns
  }

  /// How fully a date is written, after the CLDR's date format lengths.
  package enum DateStyle: String, Hashable, Sendable, CaseIterable {
    /// `2012-09-19` or `19/09/2012`.
    case short
    /// `19 sep. 2012`.
    case medium
    /// `19 September 2012`.
    case long
    /// `Wednesday 19 September 2012`.
    case full
  }

  struct StylePatterns: Hashable, Sendable {
    let short, medium, long, full: DatePattern

    subscript(style: DateStyle) -> DatePattern {
      switch style {
      case .short: short
      case .medium: medium
      case .long: long
      case .full: full
      }
    }
  }
}

/// A language that cannot be written, since the CLDR has no data for it.
package struct UnknownLanguage: Error, Hashable, Sendable {
  package let language: String
  /// The language that was probably meant.
  package let suggestion: String?
  /// Whether the CLDR lists the language, and has no names of its months.
  package let hasNoNames: Bool

  init(language: String, suggestion: String? = nil, hasNoNames: Bool = false) {
    self.language = language
    self.suggestion = suggestion
    self.hasNoNames = hasNoNames
  }

  package var message: String {
    hasNoNames
      ? "dates cannot be written in the language '\(language)': its names of months are not known"
      : "there is no language '\(language)'"
  }
  package var help: String {
    suggestion.map { "did you mean '\($0)'?" }
      ?? (hasNoNames
        ? "write the code of a language that its readers know, too; dates and numbers will be in that one"
        : "write its code, as in en, sv or pt-BR")
  }
}

/// The names of months and days in a language.
package struct CalendarNames: Sendable {
  /// The twelve or seven names of one form, from January or Monday.
  package struct Forms: Hashable, Sendable {
    package let abbreviated, wide, narrow: [String]

    package subscript(width: NameWidth) -> [String] {
      switch width {
      case .abbreviated: abbreviated
      case .wide: wide
      case .narrow: narrow
      }
    }
  }

  /// Within a date, as in `19 września`.
  package let months: Forms
  /// By themselves, as in `wrzesień`.
  package let standaloneMonths: Forms
  package let weekdays: Forms
  package let standaloneWeekdays: Forms
  /// Before and after noon.
  package let dayPeriods: [String]
  /// The name of the era, which some languages write with every date.
  package let era: (abbreviated: String, wide: String)
}

extension LanguageFormat {
  /// A number with its digits in groups: `12 345,5` or `12,345.5`. Halves are rounded to even.
  package func format(_ number: Double, fractionDigits: ClosedRange<Int>) -> String {
    numbers[fractionDigits].format(number)
  }

  package func format(_ date: CivilDate, _ style: DateStyle) -> String {
    format(CivilDateTime(date, .midnight), datePatterns[style])
  }

  package func format(_ date: CivilDate, _ pattern: DatePattern) -> String {
    format(CivilDateTime(date, .midnight), pattern)
  }

  /// A date, or a date and time, by a pattern as `DatePattern` reads it.
  package func format(
    _ moment: CivilMoment, pattern: String
  ) throws(CivilTimeError) -> String {
    let pattern = try parsedPatterns[pattern]
    return switch moment {
    case .date(let date): format(date, pattern)
    case .dateTime(let moment): format(moment, pattern)
    }
  }

  package func format(_ moment: CivilDateTime, _ pattern: DatePattern) -> String {
    pattern.fields.reduce(into: "") { $0 += write($1, of: moment) }
  }

  private func write(_ field: DatePattern.Field, of moment: CivilDateTime) -> String {
    let (date, time) = (moment.date, moment.time)
    switch field {
    case .literal(let text): return text
    case .year(2): return digits(date.year % 100, 2)
    case .year(let count): return digits(date.year, count)
    case .era(let width): return width == .wide ? names.era.wide : names.era.abbreviated
    case .monthNumber(let count): return digits(date.month, count)
    case .monthName(let width, let standsAlone):
      return (standsAlone ? names.standaloneMonths : names.months)[width][date.month - 1]
    case .day(let count): return digits(date.day, count)
    case .weekday(let width, let standsAlone):
      return (standsAlone ? names.standaloneWeekdays : names.weekdays)[width][
        date.weekday.rawValue - 1]
    case .dayPeriod: return names.dayPeriods[time.hour < 12 ? 0 : 1]
    case .hour(let cycle, let count): return digits(cycle.hour(of: time.hour), count)
    case .minute(let count): return digits(time.minute, count)
    case .second(let count): return digits(time.second, count)
    }
  }

  private func digits(_ number: Int, _ width: Int) -> String {
    let digits = padded(number, to: width)
    guard zeroDigit != "0" else { return digits }
    return digits.unicodeScalars.reduce(into: "") { text, digit in
      text.unicodeScalars.append(
        Unicode.Scalar(zeroDigit.value + digit.value - 0x30) ?? digit)
    }
  }
}

extension DatePattern.HourCycle {
  fileprivate func hour(of hour: Int) -> Int {
    switch self {
    case .from0to23: hour
    case .from1to12: (hour + 11) % 12 + 1
    case .from0to11: hour % 12
    case .from1to24: (hour + 23) % 24 + 1
    }
  }
}
