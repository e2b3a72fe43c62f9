// How a language writes, from the CLDR in ICU.
//
// Foundation would say the same, since it asks ICU too. It would also make the program a sixth larger and bring
// formatters that keep caches behind locks. CivilTimeTests compares both for every language of the CLDR.

import Synchronization
import Text
import _FoundationICU

extension LanguageFormat {
  /// How a language writes, by its BCP 47 tag: `sv`, `en-GB`. The region need not be known.
  package convenience init(language: String) throws(UnknownLanguage) {
    guard isListed(language) else {
      throw UnknownLanguage(
        language: language,
        suggestion: nearest(
          to: language, in: availableLanguages.map { $0.replacing("_", with: "-") }))
    }
    let names = CalendarNames(DateSymbols(language: language))
    // ICU writes a language of which it has only the name, or whose data was left out, as "2012 M09 19".
    guard let january = names.months.wide.first, !["", namelessMonth].contains(january) else {
      throw UnknownLanguage(language: language, hasNoNames: true)
    }
    self.init(
      language: language,
      names: names,
      zeroDigit: digitZero(of: language),
      datePatterns: StylePatterns(
        short: datePattern(of: language, UDAT_SHORT),
        medium: datePattern(of: language, UDAT_MEDIUM),
        long: datePattern(of: language, UDAT_LONG), full: datePattern(of: language, UDAT_FULL)))
  }

  /// A list within a sentence: `a, b och c` or `a, b, and c`.
  package func list(_ items: [String]) -> String {
    guard !items.isEmpty else { return "" }
    var status = U_ZERO_ERROR
    let format = unsafe swift_ulistfmt_openForType(
      language, ULISTFMT_TYPE_AND, ULISTFMT_WIDTH_WIDE, &status)
    defer { unsafe swift_ulistfmt_close(format) }
    // All items in one buffer, since ICU wants pointers to each.
    let texts = items.map { Array($0.utf16) }
    let joined = texts.flatMap(\.self)
    let lengths = texts.map { Int32($0.count) }
    return unsafe joined.withUnsafeBufferPointer { buffer in
      var starts: [UnsafePointer<UInt16>?] = unsafe []
      var start = 0
      for text in texts {
        unsafe starts.append(buffer.baseAddress.map { unsafe $0 + start })
        start += text.count
      }
      return text {
        unsafe swift_ulistfmt_format(
          format, starts, lengths, Int32(lengths.count), &$0, Int32($0.count), &$1)
      }
    }
  }
}

extension LanguageFormat {
  /// What a language is called in this one: `engelska` for `en`. The tag itself if ICU has no name for it.
  package func name(ofLanguage tag: String) -> String {
    text { unsafe swift_uloc_getDisplayName(tag, language, &$0, Int32($0.count), &$1) }
  }
}

/// January in a language that has no name for it.
private let namelessMonth = "M01"

/// Whether the CLDR lists a language, whatever its region.
private func isListed(_ tag: String) -> Bool {
  guard let language = tag.split(separator: "-").first else { return false }
  return tag.utf8.allSatisfy { $0 == 0x2D || 0x30...0x39 ~= $0 || 0x41...0x5A ~= $0 & 0xDF }
    && knownLanguages.contains(language.lowercased())
}

/// What ICU's data has, in the order of the alphabet: `sv`, `sv_FI`, `zh_Hant`.
private let availableLanguages: [String] = (0..<swift_uloc_countAvailable()).map {
  unsafe String(cString: swift_uloc_getAvailable($0))
}.sorted()

private let knownLanguages = Set(availableLanguages)

/// The locale of a language with the calendar that web pages have. Persian's own calendar would be another.
private func gregorian(_ language: String) -> String { language + "@calendar=gregorian" }

private func datePattern(of language: String, _ style: UDateFormatStyle) -> DatePattern {
  var status = U_ZERO_ERROR
  let format = unsafe swift_udat_open(
    UDAT_NONE, style, gregorian(language), nil, -1, nil, -1, &status)
  defer { unsafe swift_udat_close(format) }
  do {
    return try DatePattern(
      parsing: text { unsafe swift_udat_toPattern(format, 0, &$0, Int32($0.count), &$1) })
  } catch {
    // The pattern has a field that we don't write. Everybody can read ISO 8601.
    return .isoDate
  }
}

/// ICU's names of months, days and eras in a language.
@safe private struct DateSymbols: ~Copyable {
  private let pointer: UnsafeMutablePointer<UDateFormat?>?

  init(language: String) {
    var status = U_ZERO_ERROR
    unsafe pointer = swift_udat_open(
      UDAT_NONE, UDAT_FULL, gregorian(language), nil, -1, nil, -1, &status)
  }

  deinit { unsafe swift_udat_close(pointer) }

  func name(_ type: UDateFormatSymbolType, _ index: Int) -> String {
    text { unsafe swift_udat_getSymbols(pointer, type, Int32(index), &$0, Int32($0.count), &$1) }
  }

  func months(_ type: UDateFormatSymbolType) -> [String] { (0..<12).map { name(type, $0) } }

  /// ICU counts the days of the week from Sunday, which is 1.
  func weekdays(_ type: UDateFormatSymbolType) -> [String] {
    [2, 3, 4, 5, 6, 7, 1].map { name(type, $0) }
  }
}

extension CalendarNames {
  fileprivate init(_ symbols: borrowing DateSymbols) {
    self.init(
      months: Forms(
        abbreviated: symbols.months(UDAT_SHORT_MONTHS), wide: symbols.months(UDAT_MONTHS),
        narrow: symbols.months(UDAT_NARROW_MONTHS)),
      standaloneMonths: Forms(
        abbreviated: symbols.months(UDAT_STANDALONE_SHORT_MONTHS),
        wide: symbols.months(UDAT_STANDALONE_MONTHS),
        narrow: symbols.months(UDAT_STANDALONE_NARROW_MONTHS)),
      weekdays: Forms(
        abbreviated: symbols.weekdays(UDAT_SHORT_WEEKDAYS), wide: symbols.weekdays(UDAT_WEEKDAYS),
        narrow: symbols.weekdays(UDAT_NARROW_WEEKDAYS)),
      standaloneWeekdays: Forms(
        abbreviated: symbols.weekdays(UDAT_STANDALONE_SHORT_WEEKDAYS),
        wide: symbols.weekdays(UDAT_STANDALONE_WEEKDAYS),
        narrow: symbols.weekdays(UDAT_STANDALONE_NARROW_WEEKDAYS)),
      dayPeriods: (0...1).map { symbols.name(UDAT_AM_PMS, $0) },
      era: (symbols.name(UDAT_ERAS, 1), symbols.name(UDAT_ERA_NAMES, 1)))
  }
}

/// How a language writes numbers with a given count of digits after the decimal separator.
final class NumberFormat: Sendable {
  private let formatter: Mutex<NumberFormatter>

  init(language: String, fractionDigits: ClosedRange<Int>) {
    formatter = Mutex(NumberFormatter(language: language, fractionDigits: fractionDigits))
  }

  func format(_ number: Double) -> String { formatter.withLock { $0.format(number) } }
}

/// The formats of a language that were asked for. Opening one takes a hundred times as long as writing a number.
final class NumberFormats: Sendable {
  private let language: String
  private let opened = Mutex<[ClosedRange<Int>: NumberFormat]>([:])

  init(language: String) { self.language = language }

  subscript(fractionDigits: ClosedRange<Int>) -> NumberFormat {
    opened.withLock { opened in
      if let format = opened[fractionDigits] { return format }
      let format = NumberFormat(language: language, fractionDigits: fractionDigits)
      opened[fractionDigits] = format
      return format
    }
  }
}

/// ICU's formatter of numbers.
@safe private struct NumberFormatter: ~Copyable {
  private let formatter: OpaquePointer?
  private let result: OpaquePointer?

  init(language: String, fractionDigits: ClosedRange<Int>) {
    var status = U_ZERO_ERROR
    let fraction =
      String(repeating: "0", count: fractionDigits.lowerBound)
      + String(repeating: "#", count: fractionDigits.count - 1)
    let skeleton = Array("rounding-mode-half-even .\(fraction)".utf16)
    unsafe formatter = swift_unumf_openForSkeletonAndLocale(
      skeleton, Int32(skeleton.count), language, &status)
    unsafe result = swift_unumf_openResult(&status)
  }

  deinit {
    unsafe swift_unumf_closeResult(result)
    unsafe swift_unumf_close(formatter)
  }

  func format(_ number: Double) -> String {
    var status = U_ZERO_ERROR
    unsafe swift_unumf_formatDouble(formatter, number, result, &status)
    return text { unsafe swift_unumf_resultToString(result, &$0, Int32($0.count), &$1) }
  }
}
