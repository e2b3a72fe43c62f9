/// A pattern for writing dates and times, such as `EEEE d MMMM y`. It is parsed once and used often.
///
/// The syntax is that of Unicode Technical Standard 35, part 4, "Date Field Symbols": a letter is a
/// field, how often it is repeated says in which form the field is written, `'…'` is literal text and
/// `''` an apostrophe. Only the fields of a date and time without a zone are known: `G`, `y`, `M`, `L`,
/// `d`, `E`, `c`, `a`, `H`, `h`, `K`, `k`, `m` and `s`.
///
/// Other programs write other letters (`YYYY`, `%d`), and some letters are easily confused: `mm` is minutes and `hh` hours
/// until 12. A pattern that would surely write something else than was meant is refused, with the one that was
/// probably meant.
package struct DatePattern: Hashable, Sendable {
  /// The pattern as it was written.
  package let text: String
  let fields: [Field]

  enum Field: Hashable, Sendable {
    case literal(String)
    case year(digits: Int)
    case monthNumber(digits: Int)
    case monthName(NameWidth, standsAlone: Bool)
    case era(NameWidth)
    case day(digits: Int)
    case weekday(NameWidth, standsAlone: Bool)
    case dayPeriod
    case hour(HourCycle, digits: Int)
    case minute(digits: Int)
    case second(digits: Int)
  }

  enum HourCycle: Hashable, Sendable { case from0to23, from1to12, from0to11, from1to24 }

  package init(parsing text: some StringProtocol) throws(CivilTimeError) {
    let text = String(text)
    if let slip = DatePatternSlip(in: text) { throw slip.error }
    try self.init(withoutSlips: text)
  }

  /// Parses a pattern of which it is known, or of no matter, whether it says what people mean.
  init(withoutSlips text: String) throws(CivilTimeError) {
    self.text = text
    var fields: [Field] = []
    var rest = Substring(self.text).unicodeScalars
    while let first = rest.first {
      if first == "'" {
        fields.append(.literal(try DatePattern.readQuoted(&rest, of: self.text)))
      } else if ("a"..."z").contains(first) || ("A"..."Z").contains(first) {
        let run = rest.prefix { $0 == first }
        fields.append(try DatePattern.field(first, count: run.count, of: self.text))
        rest = rest.dropFirst(run.count)
      } else {
        fields.append(.literal(String(first)))
        rest = rest.dropFirst()
      }
    }
    self.fields = fields
  }

  private init(_ text: String, _ fields: [Field]) {
    self.text = text
    self.fields = fields
  }

  static let isoDate = DatePattern(
    "y-MM-dd",
    [
      .year(digits: 4), .literal("-"), .monthNumber(digits: 2), .literal("-"), .day(digits: 2),
    ])

  private static func readQuoted(
    _ rest: inout Substring.UnicodeScalarView, of pattern: String
  ) throws(CivilTimeError) -> String {
    rest = rest.dropFirst()
    if rest.first == "'" {
      rest = rest.dropFirst()
      return "'"
    }
    var literal = ""
    while let scalar = rest.popFirst() {
      guard scalar == "'" else {
        literal.unicodeScalars.append(scalar)
        continue
      }
      guard rest.first == "'" else { return literal }
      literal.append("'")
      rest = rest.dropFirst()
    }
    throw CivilTimeError(
      message: "the date pattern \"\(pattern)\" has a quotation mark that is not closed",
      help: "put literal text between two apostrophes, as in d 'de' MMMM")
  }

  private static func field(
    _ letter: Unicode.Scalar, count: Int, of pattern: String
  ) throws(CivilTimeError) -> Field {
    switch (letter, count) {
    case ("y", 1...4): .year(digits: count)
    case ("G", 1...4): .era(count == 4 ? .wide : .abbreviated)
    case ("M", 1...2), ("L", 1...2): .monthNumber(digits: count)
    case ("M", 3...5): .monthName(NameWidth(letters: count), standsAlone: false)
    case ("L", 3...5): .monthName(NameWidth(letters: count), standsAlone: true)
    case ("d", 1...2): .day(digits: count)
    case ("E", 1...5): .weekday(NameWidth(letters: max(3, count)), standsAlone: false)
    case ("c", 3...5): .weekday(NameWidth(letters: count), standsAlone: true)
    case ("a", 1...5): .dayPeriod
    case ("H", 1...2): .hour(.from0to23, digits: count)
    case ("h", 1...2): .hour(.from1to12, digits: count)
    case ("K", 1...2): .hour(.from0to11, digits: count)
    case ("k", 1...2): .hour(.from1to24, digits: count)
    case ("m", 1...2): .minute(digits: count)
    case ("s", 1...2): .second(digits: count)
    default:
      throw CivilTimeError(
        message: "'\(String(repeating: Character(letter), count: count))' means nothing in the "
          + "date pattern \"\(pattern)\"",
        help: "letters are G y M L d E c a H h m s, as in EEEE d MMMM y; "
          + "put literal text between apostrophes")
    }
  }
}

/// How long the name of a month or weekday is written.
package enum NameWidth: Int, Hashable, Sendable {
  case abbreviated, wide, narrow

  init(letters: Int) { self = letters == 3 ? .abbreviated : letters == 4 ? .wide : .narrow }
}
