// The tokens of a style sheet by CSS Syntax Level 3 (section 4), as far as finding addresses needs them:
// everything that can hide an address, or look like one, is told apart.

/// A token of a style sheet, with its place in the bytes.
package struct CSSToken: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A bad comment is never closed, and neither is a bad string in its line.
    case whitespace, comment, badComment, string, badString
    /// `url(…)` without quotes. With quotes it is a function and a string.
    case url, badURL
    /// A name and its opening parenthesis.
    case function
    case atKeyword, identifier, hash
    /// A number, with its unit if it has one.
    case number
    /// One of `( [ {`.
    case opening
    /// One of `) ] }`.
    case closing
    case semicolon, delimiter
  }

  package let kind: Kind
  package let range: Range<Int>
  /// What is between the quotes of a string, between the parentheses of a `url(…)`, or the name of a
  /// function or at-keyword. The whole token for all others.
  package let content: Range<Int>
}

/// Reads the tokens of a style sheet, or of a part of a file that is one, from first to last.
package struct CSSTokenizer: IteratorProtocol {
  private let bytes: [UInt8]
  private let end: Int
  private var index: Int

  package init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    index = range.lowerBound
    end = range.upperBound
  }

  package mutating func next() -> CSSToken? {
    guard index < end else { return nil }
    let start = index
    switch bytes[index] {
    case let byte where byte.isCSSSpace:
      skipWhitespace()
      return token(.whitespace, from: start)
    case UInt8(ascii: "/") where byte(at: 1) == UInt8(ascii: "*"):
      let isClosed = skipComment()
      return token(isClosed ? .comment : .badComment, from: start)
    case UInt8(ascii: "\""), UInt8(ascii: "'"):
      return readString()
    case UInt8(ascii: "@") where startsName(at: index + 1):
      index += 1
      skipName()
      return token(.atKeyword, from: start, start + 1..<index)
    case UInt8(ascii: "#") where continuesName(at: index + 1):
      index += 1
      skipName()
      return token(.hash, from: start)
    case _ where startsNumber():
      skipNumber()
      return token(.number, from: start)
    case _ where startsName(at: index):
      return readName()
    case UInt8(ascii: "("), UInt8(ascii: "["), UInt8(ascii: "{"):
      index += 1
      return token(.opening, from: start)
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"):
      index += 1
      return token(.closing, from: start)
    case UInt8(ascii: ";"):
      index += 1
      return token(.semicolon, from: start)
    default:
      index += 1
      return token(.delimiter, from: start)
    }
  }

  // MARK: Tokens

  private func token(
    _ kind: CSSToken.Kind, from start: Int, _ content: Range<Int>? = nil
  ) -> CSSToken {
    CSSToken(kind: kind, range: start..<index, content: content ?? start..<index)
  }

  private mutating func skipWhitespace() {
    while index < end, bytes[index].isCSSSpace { index += 1 }
  }

  /// Whether the comment ends before the style sheet does.
  private mutating func skipComment() -> Bool {
    index += 2
    while index < end {
      if bytes[index] == UInt8(ascii: "*"), byte(at: 1) == UInt8(ascii: "/") {
        index += 2
        return true
      }
      index += 1
    }
    return false
  }

  private mutating func readString() -> CSSToken {
    let start = index
    let quote = bytes[index]
    index += 1
    while index < end {
      let byte = bytes[index]
      if byte == quote {
        index += 1
        return token(.string, from: start, start + 1..<index - 1)
      }
      // A string ends with its line, and is then none: the declaration that has it is dropped.
      if byte.isCSSNewline { return token(.badString, from: start) }
      index += byte == UInt8(ascii: "\\") && index + 1 < end ? 2 : 1
    }
    return token(.string, from: start, start + 1..<end)
  }

  private mutating func readName() -> CSSToken {
    let start = index
    skipName()
    let name = start..<index
    guard index < end, bytes[index] == UInt8(ascii: "(") else {
      return token(.identifier, from: start)
    }
    index += 1
    guard cssDecoded(bytes[name]).lowercased() == "url" else {
      return token(.function, from: start, name)
    }
    let open = index
    skipWhitespace()
    if index < end, bytes[index] == UInt8(ascii: "\"") || bytes[index] == UInt8(ascii: "'") {
      index = open
      return token(.function, from: start, name)
    }
    return readURL(from: start)
  }

  /// Reads an address without quotes, from its first byte on.
  private mutating func readURL(from start: Int) -> CSSToken {
    let first = index
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: ")"):
        index += 1
        return token(.url, from: start, first..<index - 1)
      case let byte where byte.isCSSSpace:
        let last = index
        skipWhitespace()
        if index == end { return token(.url, from: start, first..<last) }
        guard bytes[index] == UInt8(ascii: ")") else { return readRestOfBadURL(from: start) }
        index += 1
        return token(.url, from: start, first..<last)
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "("), 0...0x1F, 0x7F:
        return readRestOfBadURL(from: start)
      case UInt8(ascii: "\\"):
        guard startsEscape(at: index) else { return readRestOfBadURL(from: start) }
        skipEscape()
      default: index += 1
      }
    }
    return token(.url, from: start, first..<end)
  }

  private mutating func readRestOfBadURL(from start: Int) -> CSSToken {
    while index < end, bytes[index] != UInt8(ascii: ")") {
      if startsEscape(at: index) { skipEscape() } else { index += 1 }
    }
    if index < end { index += 1 }
    return token(.badURL, from: start)
  }

  // MARK: Names and numbers

  private func byte(at offset: Int) -> UInt8? {
    index + offset < end ? bytes[index + offset] : nil
  }

  private func startsEscape(at index: Int) -> Bool {
    index + 1 < end && bytes[index] == UInt8(ascii: "\\") && !bytes[index + 1].isCSSNewline
  }

  private func continuesName(at index: Int) -> Bool {
    index < end && (bytes[index].isCSSNameByte || startsEscape(at: index))
  }

  private func startsName(at index: Int) -> Bool {
    guard continuesName(at: index) else { return false }
    if bytes[index] != UInt8(ascii: "-") { return !bytes[index].isCSSDigit }
    guard index + 1 < end else { return false }
    return continuesName(at: index + 1) && !bytes[index + 1].isCSSDigit
  }

  private mutating func skipName() {
    while continuesName(at: index) {
      if startsEscape(at: index) { skipEscape() } else { index += 1 }
    }
  }

  /// Moves past a backslash and what it escapes: one byte, or up to six digits and a space that ends them.
  private mutating func skipEscape() {
    index += 1
    let digits = bytes[index..<end].prefix(6).prefix { Character(UnicodeScalar($0)).isHexDigit }
    index += max(digits.count, 1)
    guard !digits.isEmpty, index < end, bytes[index].isCSSSpace else { return }
    index += bytes[index] == 0x0D && byte(at: 1) == 0x0A ? 2 : 1
  }

  private func startsNumber() -> Bool {
    var digit = index
    if bytes[digit] == UInt8(ascii: "+") || bytes[digit] == UInt8(ascii: "-") { digit += 1 }
    if digit < end, bytes[digit] == UInt8(ascii: ".") { digit += 1 }
    return digit < end && bytes[digit].isCSSDigit
  }

  /// Moves past a number and its unit. An exponent reads as a unit, which is as long.
  private mutating func skipNumber() {
    index += 1
    while index < end {
      let isFraction =
        bytes[index] == UInt8(ascii: ".") && index + 1 < end && bytes[index + 1].isCSSDigit
      guard bytes[index].isCSSDigit || isFraction else { break }
      index += 1
    }
    if startsName(at: index) {
      skipName()
    } else if index < end, bytes[index] == UInt8(ascii: "%") {
      index += 1
    }
  }
}

/// The text of a name, string or address with its escapes read (CSS Syntax Level 3, section 4.3.7).
package func cssDecoded(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
  var result: [UInt8] = []
  var rest = bytes
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let next = rest.first else {
      if byte != UInt8(ascii: "\\") { result.append(byte) }
      continue
    }
    if next.isCSSNewline {
      // An escaped line break continues a string on the next line.
      rest = rest.dropFirst()
      if next == 0x0D, rest.first == 0x0A { rest = rest.dropFirst() }
      continue
    }
    let digits = rest.prefix(6).prefix { Character(UnicodeScalar($0)).isHexDigit }
    guard !digits.isEmpty else {
      result.append(next)
      rest = rest.dropFirst()
      continue
    }
    rest = rest.dropFirst(digits.count)
    if rest.starts(with: [0x0D, 0x0A]) {
      rest = rest.dropFirst(2)
    } else if let space = rest.first, space.isCSSSpace {
      rest = rest.dropFirst()
    }
    let value = UInt32(String(decoding: digits, as: UTF8.self), radix: 16) ?? 0
    let scalar = value == 0 ? nil : UnicodeScalar(value)
    result += String(Character(scalar ?? "\u{FFFD}")).utf8
  }
  return String(decoding: result, as: UTF8.self)
}

extension UInt8 {
  fileprivate var isCSSNewline: Bool { self == 0x0A || self == 0x0C || self == 0x0D }
  fileprivate var isCSSSpace: Bool { self == 0x20 || self == 0x09 || isCSSNewline }
  fileprivate var isCSSDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }
  fileprivate var isCSSNameByte: Bool {
    isCSSDigit || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) || self >= 0x80
      || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
  }
}
