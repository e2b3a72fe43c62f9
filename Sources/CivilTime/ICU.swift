// Order and plural forms, from ICU. The three files that begin with ICU are the only ones that see it. It comes with
// Swift's Foundation, which we don't ask: it has no plural rules and compares two titles ten times as slowly.
//
// The module is underscored, so a newer Swift may move or change it. If its functions are gone, this file does not
// compile. If they answer differently, CivilTimeTests fails: it has the alphabets of the European Union and counts in
// all plural forms. Whether a static binary has ICU's data is asked of the release binary (Tests/Judges).
//
// Titles are compared and have no sort keys. A key takes 9,000 instructions and a comparison about 600, and most pages
// are in order by date or weight before their titles matter.
//
// ICU allows several threads to ask one collator at once, but no type says so. Hence the locks.

import Synchronization
import _FoundationICU

/// The order in which a language lists titles and names: the CLDR's.
///
/// Letters decide first, then accents, then case, and numbers count as numbers, so that Session 10 follows
/// Session 9. A class, so that all pages share one collator.
package final class Collation: Sendable {
  private let collator: Mutex<Collator>

  /// The order of a language by its BCP 47 tag. Languages that ICU doesn't know share one.
  package init(language: String) { collator = Mutex(Collator(language: language)) }

  /// Less than zero if the first text is listed before the second one, and zero if they are listed alike.
  package func compare(_ a: String, _ b: String) -> Int {
    collator.withLock { $0.compare(a, b) }
  }
}

/// Which form of a word goes with a count in a language.
package final class PluralRules: Sendable {
  private let selector: Mutex<PluralSelector>

  /// The rules of a language by its BCP 47 tag. Languages that ICU doesn't know have one form.
  package init(language: String) { selector = Mutex(PluralSelector(language: language)) }

  package func category(of count: Double) -> PluralCategory {
    selector.withLock { $0.category(of: count) }
  }

  /// The forms that whole numbers need, in the order of `PluralCategory`. A language may have further
  /// forms for fractions and for millions.
  package var categoriesOfWholeNumbers: [PluralCategory] {
    let found = Set((Array(0...20) + [100]).map { category(of: Double($0)) })
    return PluralCategory.allCases.filter(found.contains)
  }
}

/// The first of a language's digits for zero to nine.
func digitZero(of language: String) -> Unicode.Scalar {
  var status = U_ZERO_ERROR
  let system = unsafe swift_unumsys_open(language, &status)
  defer { unsafe swift_unumsys_close(system) }
  let digits = text { unsafe swift_unumsys_getDescription(system, &$0, Int32($0.count), &$1) }
  return digits.unicodeScalars.first ?? "0"
}

/// What an ICU function writes into a buffer. The function returns how long the text is, even if the buffer is too short,
/// and less than zero if it failed.
func text(_ write: (inout [UInt16], inout UErrorCode) -> Int32) -> String {
  var buffer = [UInt16](repeating: 0, count: 256)
  var status = U_ZERO_ERROR
  var length = Int(write(&buffer, &status))
  if length > buffer.count {
    buffer = [UInt16](repeating: 0, count: length)
    status = U_ZERO_ERROR
    length = Int(write(&buffer, &status))
  }
  return String(decoding: buffer.prefix(max(0, length)), as: UTF16.self)
}

/// ICU's collator of a language. It is opened when it is first asked, since that takes 1.4 million
/// instructions and many languages have nothing to put in order.
@safe private struct Collator: ~Copyable {
  private let language: String
  private var pointer: OpaquePointer?

  init(language: String) { self.language = language }

  deinit { unsafe swift_ucol_close(pointer) }

  mutating func compare(_ a: String, _ b: String) -> Int {
    var status = U_ZERO_ERROR
    if unsafe pointer == nil {
      unsafe pointer = swift_ucol_open(language, &status)
      unsafe swift_ucol_setAttribute(pointer, UCOL_NUMERIC_COLLATION, UCOL_ON, &status)
    }
    // As C strings the texts would be copied, which takes longer than comparing them.
    var (a, b) = (a, b)
    return a.withUTF8 { a in
      b.withUTF8 { b in
        Int(
          unsafe swift_ucol_strcollUTF8(
            pointer, a.baseAddress, Int32(a.count), b.baseAddress, Int32(b.count), &status
          ).rawValue)
      }
    }
  }
}

/// ICU's plural rules of a language.
@safe private struct PluralSelector: ~Copyable {
  private let pointer: OpaquePointer?

  init(language: String) {
    var status = U_ZERO_ERROR
    unsafe pointer = swift_uplrules_openForType(language, UPLURAL_TYPE_CARDINAL, &status)
  }

  deinit { unsafe swift_uplrules_close(pointer) }

  func category(of count: Double) -> PluralCategory {
    var status = U_ZERO_ERROR
    var name = [UInt16](repeating: 0, count: 16)
    let length = unsafe swift_uplrules_select(pointer, count, &name, Int32(name.count), &status)
    let ascii = name.prefix(Int(length)).map { UInt8(truncatingIfNeeded: $0) }
    return PluralCategory(rawValue: String(decoding: ascii, as: UTF8.self)) ?? .other
  }
}

/// Two days as a language writes them together, without what they share: `19–21 September 2012`. One day if they are the
/// same.
package func dateRange(from first: CivilDate, to last: CivilDate, language: String) -> String {
  var status = U_ZERO_ERROR
  let skeleton = Array("yMMMMd".utf16)
  let zone = Array("UTC".utf16)
  let format = unsafe swift_udtitvfmt_open(
    language, skeleton, Int32(skeleton.count), zone, Int32(zone.count), &status)
  defer { unsafe swift_udtitvfmt_close(format) }
  let text = text {
    unsafe swift_udtitvfmt_format(
      format, first.milliseconds, last.milliseconds, &$0, Int32($0.count), nil, &$1)
  }
  // Some languages set the dash off by thin spaces, which not all fonts have. Between two numbers it needs none.
  let isOfOneMonth = (first.year, first.month) == (last.year, last.month)
  return text.replacing("\u{2009}", with: isOfOneMonth ? "" : " ")
}

extension CivilDate {
  /// Since 1970 at midnight in UTC, as ICU counts.
  fileprivate var milliseconds: Double { Double(daysSince1970) * 86_400_000 }
}
