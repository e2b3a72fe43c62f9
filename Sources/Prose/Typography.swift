package import Text

/// Writes text as HTML with the quotes, dashes and ellipses of a language.
///
/// It sees a block's text piece by piece, as the tree has it, and remembers what came before, so
/// that a quotation may begin in one piece and end in another. Code, addresses and attributes never
/// come here. A backslash keeps `"`, `'`, `-` and `.` as they are.
package struct Typography {
  private let quotes: Quotes
  private let isFrench: Bool
  /// The words that begin with an apostrophe, without it.
  private let shortened: [StaticString]
  /// The last scalar of the text before, 0 at the beginning of a block.
  private var previous: UInt32 = 0
  private var outerIsOpen = false
  private var innerIsOpen = false
  private var lastQuoteOpened = false
  /// Where in the piece the next `'` behind a word stands, its end if nowhere; nil if not known.
  private var nextClosing: Int?

  package init(_ quotes: Quotes, language: String) {
    self.quotes = quotes
    isFrench = language.lowercased().hasPrefix("fr")
    shortened = shortenedWords(language: language)
  }

  /// Forgets what came before: a new block begins.
  @inline(__always) package mutating func reset() {
    previous = 0
    outerIsOpen = false
    innerIsOpen = false
  }

  /// Notes something that is no text but stands like a word: code, a picture.
  package mutating func passWord() { previous = 0x78 }

  package mutating func passSpace() { previous = 0x20 }

  /// Goes on behind a text in another language.
  package mutating func pass(_ other: Typography) { previous = other.previous }

  /// Appends a piece of text.
  ///
  /// - Parameter following: The first byte of what follows in the block, 0 at its end.
  package mutating func append(
    _ text: Bytes, to html: inout ByteBuffer, following: () -> UInt8
  ) {
    guard !text.isEmpty else { return }
    nextClosing = nil
    var runStart = 0
    var index = text.firstIndexOfMark(orSpace: isFrench, from: 0)
    while index < text.count {
      let length = lengthOfMark(text, at: index)
      guard length > 0 else {
        // A longer run of hyphens or periods stays as it is, all of it.
        let byte = text[index]
        repeat { index += 1 } while index < text.count && text[index] == byte
        index = text.firstIndexOfMark(orSpace: isFrench, from: index)
        continue
      }
      // The space before a percent sign is written with it.
      html.append(text[runStart..<(text[index] == UInt8(ascii: "%") ? index - 1 : index)])
      write(text, index..<(index + length), to: &html, following: following)
      index += length
      runStart = index
      index = text.firstIndexOfMark(orSpace: isFrench, from: index)
    }
    html.append(text[runStart..<text.count])
    previous = scalar(before: text.count, in: text)
  }

  /// How many bytes at the index are written otherwise than they stand there.
  private func lengthOfMark(_ text: Bytes, at index: Int) -> Int {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."):
      var end = index + 1
      while end < text.count && text[end] == byte { end += 1 }
      let run = end - index
      if byte == UInt8(ascii: "-") { return run == 2 || run == 3 ? run : 0 }
      return run == 3 || run == 4 ? run : 0
    case UInt8(ascii: "\\"):
      guard index + 1 < text.count else { return 0 }
      return isKept(text[index + 1]) ? 2 : 0
    case UInt8(ascii: " "): return isUnbreakableInFrench(text, at: index) ? 1 : 0
    case UInt8(ascii: "%"): return isParted(text, at: index) ? 1 : 0
    default: return 1
    }
  }

  private mutating func write(
    _ text: Bytes, _ range: Range<Int>, to html: inout ByteBuffer,
    following: () -> UInt8
  ) {
    switch text[range.lowerBound] {
    case UInt8(ascii: "&"): html.append("&amp;" as StaticString)
    case UInt8(ascii: "<"): html.append("&lt;" as StaticString)
    case UInt8(ascii: ">"): html.append("&gt;" as StaticString)
    case UInt8(ascii: "-"): html.append(range.count == 2 ? "–" : "—" as StaticString)
    case UInt8(ascii: "."): html.append(range.count == 3 ? "…" : "…." as StaticString)
    case UInt8(ascii: "%"): html.append("\u{A0}%" as StaticString)
    case UInt8(ascii: " "):
      let isColon =
        range.upperBound < text.count && text[range.upperBound] == UInt8(ascii: ":")
      html.append(isColon ? "\u{A0}" : "\u{202F}" as StaticString)
    case UInt8(ascii: "\\"):
      let kept = text[range.upperBound - 1]
      if kept == UInt8(ascii: "\"") {
        html.append("&quot;" as StaticString)
      } else {
        html.append(kept)
      }
    case let quote:
      let before = range.lowerBound == 0 ? previous : scalar(before: range.lowerBound, in: text)
      let after = range.upperBound < text.count ? text[range.upperBound] : following()
      let mark =
        if quote == UInt8(ascii: "\"") {
          doubleQuote(
            before, after, isSecondMeasure: isSecondMeasure(text, at: range.lowerBound))
        } else {
          singleQuote(before, after, text[range.upperBound...], following: following)
        }
      html.append(mark)
    }
  }

  private mutating func doubleQuote(
    _ before: UInt32, _ after: UInt8, isSecondMeasure: Bool
  ) -> String {
    if isDigit(before) && (!outerIsOpen || isSecondMeasure) { return "″" }
    let opens: Bool
    if outerIsOpen && isDash(before) {
      // What was broken off ends there: "He was--"
      opens = isLetter(after) || isDigit(UInt32(after))
    } else if isBoundary(before) {
      opens = !isSpaceOrEnd(after)
    } else {
      // Behind an apostrophe or a colon: l'"union"
      opens = !outerIsOpen && isLetter(after) && !isWord(before)
    }
    outerIsOpen = opens
    lastQuoteOpened = opens
    return opens ? quotes.open : quotes.close
  }

  private mutating func singleQuote(
    _ before: UInt32, _ after: UInt8, _ rest: Bytes,
    following: () -> UInt8
  ) -> String {
    if isDigit(before) && !innerIsOpen && !isLetter(after) {
      // Thousands, as the Swiss part them: 10'000
      let digits = rest.prefix { isDigit(UInt32($0)) }.count
      return digits < 3 ? "′" : "’"
    }
    if isBoundary(before) && !isSpaceOrEnd(after) {
      guard opensQuotation(rest, following: following) else { return "’" }
      innerIsOpen = true
      lastQuoteOpened = true
      return quotes.innerOpen
    }
    lastQuoteOpened = false
    guard innerIsOpen && !isLetter(after) && !isDigit(UInt32(after)) else { return "’" }
    innerIsOpen = false
    return quotes.innerClose
  }

  /// Whether a `'` before a word begins a quotation rather than standing for left-out letters, as in
  /// ’tis and ’90s: whether there is another one behind a word.
  private mutating func opensQuotation(_ rest: Bytes, following: () -> UInt8) -> Bool {
    if isShortened(rest) { return false }
    if nextClosing.map({ $0 <= rest.startIndex }) ?? true {
      nextClosing = closing(in: rest, following: following)
    }
    if nextClosing != rest.endIndex { return true }
    return following() != 0 && rest.first.map { !isDigit(UInt32($0)) } ?? true
  }

  /// Whether it begins with `90s`, or with a word that is always written with an apostrophe.
  private func isShortened(_ rest: Bytes) -> Bool {
    let word = rest.prefix { isLetter($0) || isDigit(UInt32($0)) }
    let digits = word.prefix { isDigit(UInt32($0)) }
    if digits.count == 2 && word.count <= 4 {
      let closes = word.endIndex < rest.endIndex && rest[word.endIndex] == UInt8(ascii: "'")
      return !closes
    }
    return shortened.contains { shortened in
      word.count == shortened.utf8CodeUnitCount && word.rebased.hasPrefix(shortened)
    }
  }

  private func closing(in rest: Bytes, following: () -> UInt8) -> Int {
    var before: UInt8 = 0
    for (index, byte) in zip(rest.indices, rest) {
      defer { before = byte }
      guard byte == UInt8(ascii: "'"), before != 0, !isSpace(before) else { continue }
      let after = index + 1 < rest.endIndex ? rest[index + 1] : following()
      if !isLetter(after) && !isDigit(UInt32(after)) { return index }
    }
    return rest.endIndex
  }

  private func isBoundary(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0...0x20, 0xA0, 0x202F, 0x2009, 0x28, 0x5B, 0x7B, 0x3C, 0x2F, 0x2D, 0x3D, 0x2013, 0x2014,
      0xAB, 0x2039, 0x201C, 0x201E, 0x2018, 0x201A, 0xBF, 0xA1:
      true
    case 0x22, 0x27: lastQuoteOpened
    default: false
    }
  }
}

private func shortenedWords(language: String) -> [StaticString] {
  if language.lowercased().hasPrefix("en") { return ["tis", "twas", "em", "til", "n", "cause"] }
  if language.lowercased().hasPrefix("nl") { return ["s", "t", "n", "k", "m", "r"] }
  return []
}

/// What a backslash keeps as it is (`isEscapable` leaves the backslash in the text).
package func isKept(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") || byte == UInt8(ascii: "-")
    || byte == UInt8(ascii: ".")
}

/// Whether French keeps a space from ending a line, or what follows it from beginning one: before `; ! ? :` and
/// inside of guillemets.
private func isUnbreakableInFrench(_ text: Bytes, at space: Int) -> Bool {
  if text[..<space].suffix(2).elementsEqual([0xC2, 0xAB]) { return true }
  guard space + 1 < text.count else { return false }
  let after = space + 2 < text.count ? text[space + 2] : 0x20
  switch text[space + 1] {
  case UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"):
    return !isLetter(after) && !isDigit(UInt32(after)) || after >= 0x80
  case UInt8(ascii: ":"): return isSpace(after)
  case 0xC2: return after == 0xBB
  default: return false
  }
}

/// Whether a single space stands between a number and its percent sign: it must not end a line.
private func isParted(_ text: Bytes, at percent: Int) -> Bool {
  percent > 1 && text[percent - 1] == 0x20 && isDigit(UInt32(text[percent - 2]))
}

/// Whether a `"` ends a measure in feet and inches or minutes and seconds: 5'10"
private func isSecondMeasure(_ text: Bytes, at quote: Int) -> Bool {
  var index = quote
  while index > 0 && (isDigit(UInt32(text[index - 1])) || text[index - 1] == 0x20) { index -= 1 }
  return index > 1 && index < quote && text[index - 1] == UInt8(ascii: "'")
    && isDigit(UInt32(text[index - 2]))
}

private func isDash(_ scalar: UInt32) -> Bool {
  scalar == 0x2D || scalar == 0x2013 || scalar == 0x2014
}

/// Whether a scalar belongs to a word: a letter or digit, as far as can be told without tables.
private func isWord(_ scalar: UInt32) -> Bool {
  switch scalar {
  case 0..<0x80: isDigit(scalar) || isLetter(UInt8(scalar))
  case 0x80..<0xC0, 0x2000..<0x2070, 0x3000..<0x3020: false
  default: true
  }
}

private func isSpaceOrEnd(_ byte: UInt8) -> Bool { byte <= 0x20 }
private func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }
private func isLetter(_ byte: UInt8) -> Bool {
  byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
}

/// The scalar that ends before the index, U+FFFD if it is none of UTF-8.
func scalar(before end: Int, in text: Bytes) -> UInt32 {
  guard end > 0 else { return 0 }
  let last = text[end - 1]
  guard last >= 0x80 else { return UInt32(last) }
  var start = end - 1
  while start > 0 && end - start < 4 && text[start] & 0xC0 == 0x80 { start -= 1 }
  var value: UInt32
  switch text[start] {
  case 0xC0...0xDF: value = UInt32(text[start]) & 0x1F
  case 0xE0...0xEF: value = UInt32(text[start]) & 0x0F
  case 0xF0...0xF7: value = UInt32(text[start]) & 0x07
  default: return 0xFFFD
  }
  for index in (start + 1)..<max(end, start + 1) {
    value = value << 6 | UInt32(text[index] & 0x3F)
  }
  return value
}
