import Diagnostics
import Text

/// Cuts a template into tokens: runs of text, and names, numbers, strings and signs inside `{{ }}` and
/// `{% %}`. Comments and the white space that `-` takes away are left out here.
struct Lexer {
  private let source: SourceText
  private let bytes: [UInt8]
  private var position = 0
  /// Where the typographic quotation mark stands that closes one which was reported.
  private var closingQuote: Int?
  /// Whether the tag before ended in `-`, so that white space after it goes.
  private var trimsNext = false
  private(set) var tokens: [Token] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// Whether something that is never closed took the rest of the file.
  private(set) var endsEarly = false

  init(_ source: SourceText) {
    self.source = source
    bytes = source.bytes
  }

  mutating func run() {
    while position < bytes.count {
      let start = nextTag(from: position)
      guard start < bytes.count else {
        addText(position..<bytes.count, trimsEnd: false)
        position = bytes.count
        break
      }
      let trims = sign(at: start + 2) == UInt8(ascii: "-")
      addText(position..<start, trimsEnd: trims)
      position = start
      switch bytes[start + 1] {
      case UInt8(ascii: "#"): skipComment()
      case UInt8(ascii: "{"): readTag(.outputStart, .outputEnd, closing: "}}")
      default: if !readRaw() { readTag(.tagStart, .tagEnd, closing: "%}") }
      }
    }
    tokens.append(Token(kind: .end, range: bytes.count..<bytes.count))
  }

  /// Where the next `{{`, `{%` or `{#` begins.
  private func nextTag(from start: Int) -> Int {
    var index = start
    while index + 1 < bytes.count {
      if bytes[index] == UInt8(ascii: "{") {
        switch bytes[index + 1] {
        case UInt8(ascii: "{"), UInt8(ascii: "%"), UInt8(ascii: "#"): return index
        default: break
        }
      }
      index += 1
    }
    return bytes.count
  }

  private mutating func addText(_ range: Range<Int>, trimsEnd: Bool) {
    var range = range
    if trimsNext {
      while let first = range.first, isSpace(bytes[first]) { range = range.dropFirst() }
    }
    if trimsEnd {
      while let last = range.last, isSpace(bytes[last]) { range = range.dropLast() }
    }
    trimsNext = false
    if !range.isEmpty { tokens.append(Token(kind: .text, range: range)) }
  }

  private mutating func skipComment() {
    let start = position
    guard let end = find(Array("#}".utf8), in: bytes, from: start + 2) else {
      report(
        .unendedTag, "this comment is never closed", start..<start + 2, help: "close it with #}")
      endsEarly = true
      position = bytes.count
      return
    }
    trimsNext = end > start + 2 && bytes[end - 1] == UInt8(ascii: "-")
    position = end + 2
  }

  // MARK: raw

  /// Reads `{% raw %}…{% endraw %}` as text. Says whether there was one.
  private mutating func readRaw() -> Bool {
    guard let opening = wordTag("raw", at: position) else { return false }
    var index = opening.end
    while let brace = find([UInt8(ascii: "{"), UInt8(ascii: "%")], in: bytes, from: index) {
      if let closing = wordTag("endraw", at: brace) {
        trimsNext = opening.trimsAfter
        addText(opening.end..<brace, trimsEnd: closing.trimsBefore)
        trimsNext = closing.trimsAfter
        position = closing.end
        return true
      }
      index = brace + 2
    }
    report(
      .unendedTag, "this raw is never closed", position..<opening.end,
      help: "close it with {% endraw %}")
    endsEarly = true
    position = bytes.count
    return true
  }

  /// A tag that is one word.
  private func wordTag(
    _ word: String, at start: Int
  ) -> (end: Int, trimsBefore: Bool, trimsAfter: Bool)? {
    var index = start + 2
    let trimsBefore = sign(at: index) == UInt8(ascii: "-")
    if sign(at: index) != nil { index += 1 }
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    guard bytes[index...].starts(with: word.utf8) else { return nil }
    index += word.utf8.count
    while index < bytes.count, isSpace(bytes[index]) { index += 1 }
    let trimsAfter = sign(at: index) == UInt8(ascii: "-")
    if sign(at: index) != nil { index += 1 }
    guard bytes[index...].starts(with: "%}".utf8) else { return nil }
    return (index + 2, trimsBefore, trimsAfter)
  }

  /// The white-space sign at a place, if there is one.
  private func sign(at index: Int) -> UInt8? {
    guard index < bytes.count else { return nil }
    let byte = bytes[index]
    return byte == UInt8(ascii: "-") || byte == UInt8(ascii: "+") ? byte : nil
  }

  // MARK: Inside tags

  private mutating func readTag(_ opening: Token.Kind, _ ending: Token.Kind, closing: String) {
    let start = position
    position += 2
    if sign(at: position) != nil { position += 1 }
    tokens.append(Token(kind: opening, range: start..<position))
    let close = Array(closing.utf8)
    // Curly brackets that are open hide what looks like the end: `{{ {"a": {}} }}`.
    var brackets: [Operator] = []
    while position < bytes.count {
      let byte = bytes[position]
      if isSpace(byte) {
        position += 1
        continue
      }
      if let lookAlike = lookAlike(at: position), lookAlike.isInvisible {
        let length = lookAlike.scalar.utf8.count
        report(
          .syntax, "here is \(lookAlike.name)", position..<position + length,
          help: lookAlike.plain.isEmpty ? "remove it" : "type a plain space instead")
        position += length
        continue
      }
      // `+` before the end keeps white space that would be removed after a tag; after `}}` none would be.
      let sign = sign(at: position)
      let isKept = ending == .outputEnd && sign == UInt8(ascii: "+")
      let end = position + (sign == nil || isKept ? 0 : 1)
      if brackets.last != .openCurly || closing == "%}", bytes[end...].starts(with: close) {
        trimsNext = bytes[position] == UInt8(ascii: "-")
        tokens.append(Token(kind: ending, range: position..<end + 2))
        position = end + 2
        return
      }
      if brackets.isEmpty, let wrong = wrongEnd(closing) {
        report(
          .unendedTag,
          wrong == "}" && closing == "}}"
            ? "this tag ends with one brace"
            : "this tag begins with \(opening == .tagStart ? "{%" : "{{") and ends with \(wrong)",
          position..<position + wrong.utf8.count,
          help: closing == "}}"
            ? "write }} at its end; a mapping has a brace of its own before them"
            : "write %} at its end")
        position += wrong.utf8.count
        tokens.append(Token(kind: ending, range: position - wrong.utf8.count..<position))
        return
      }
      let token = readToken()
      switch token.kind {
      case .operator(let sign) where [.openRound, .openSquare, .openCurly].contains(sign):
        brackets.append(sign)
      case .operator(let sign) where [.closeRound, .closeSquare, .closeCurly].contains(sign):
        _ = brackets.popLast()
      default: break
      }
      tokens.append(token)
    }
    // A text that is never closed takes the rest of the file, and has been reported.
    if tokens.last?.kind != .invalid {
      report(
        .unendedTag, "this tag is never closed", start..<start + 2, help: "close it with \(closing)"
      )
    }
    endsEarly = true
    tokens.append(Token(kind: ending, range: bytes.count..<bytes.count))
  }

  /// What ends the tag here, although another end belongs to how the tag begins. `nil` if nothing does.
  private func wrongEnd(_ closing: String) -> String? {
    let rest = bytes[position...]
    if closing == "}}" {
      if rest.starts(with: "%}".utf8) { return "%}" }
      return rest.first == UInt8(ascii: "}") ? "}" : nil
    }
    if rest.starts(with: "}}".utf8) { return "}}" }
    return rest.first == UInt8(ascii: "}") ? "}" : nil
  }

  /// The character at a place, if it looks like another one or like nothing.
  private func lookAlike(at index: Int) -> LookAlike? {
    guard index < bytes.count, bytes[index] >= 0xC2 else { return nil }
    return String(decoding: bytes[index...].prefix(4), as: UTF8.self).unicodeScalars.first
      .flatMap(LookAlike.init)
  }

  /// Whether a character is here that no name can have: a space of another kind, a dash.
  private func isNoName(at index: Int) -> Bool {
    guard let lookAlike = lookAlike(at: index) else { return false }
    return lookAlike.isInvisible || lookAlike.plain == "-"
  }

  /// Reads one token. A character that has no place in a tag is reported.
  private mutating func readToken() -> Token {
    let start = position
    let byte = bytes[start]
    if isNameStart(byte), !startsTypographicQuote(at: start), !isNoName(at: start) {
      while position < bytes.count, isNamePart(bytes[position]),
        !startsTypographicQuote(at: position), !isNoName(at: position)
      { position += 1 }
      return Token(kind: .name, range: start..<position)
    }
    if isDigit(byte) { return readNumber() }
    if byte == UInt8(ascii: "'") || byte == UInt8(ascii: "\"") { return readString(byte) }
    for sign in Operator.allCases where bytes[start...].starts(with: sign.rawValue.utf8) {
      position += sign.rawValue.utf8.count
      return Token(kind: .operator(sign), range: start..<position)
    }
    position += 1
    if byte == UInt8(ascii: "&"), position < bytes.count, bytes[position] == byte { position += 1 }
    while position < bytes.count, bytes[position] & 0xC0 == 0x80 { position += 1 }
    let character = String(decoding: bytes[start..<position], as: UTF8.self)
    if let lookAlike = lookAlike(at: start), lookAlike.plain == "-" {
      report(.syntax, "here is \(lookAlike.name)", start..<position, help: "write -")
      return Token(kind: .operator(.subtract), range: start..<position)
    }
    if start == closingQuote { return Token(kind: .invalid, range: start..<position) }
    if startsTypographicQuote(at: start) { closingQuote = nextTypographicQuote(from: position) }
    report(
      .syntax, "'\(character)' has no meaning inside a tag", start..<position,
      help: Lexer.meant[character])
    return Token(kind: .invalid, range: start..<position)
  }

  /// Where the next typographic quotation mark stands in the same line and tag.
  private func nextTypographicQuote(from index: Int) -> Int? {
    var index = index
    while index < bytes.count, bytes[index] != 0x0A, bytes[index] != UInt8(ascii: "}") {
      if startsTypographicQuote(at: index) { return index }
      index += 1
    }
    return nil
  }

  /// Whether one of “ ” ‘ ’ is here, which word processors write instead of quotes.
  private func startsTypographicQuote(at index: Int) -> Bool {
    guard index + 2 < bytes.count, bytes[index] == 0xE2, bytes[index + 1] == 0x80 else {
      return false
    }
    return [0x98, 0x99, 0x9C, 0x9D].contains(bytes[index + 2])
  }

  /// What a sign of other languages is called here.
  private static let meant = [
    "?": "a choice is written: a if condition else b", "&": "write 'and'", "&&": "write 'and'",
    "!": "write 'not'",
    "$": "names begin without $",
    "`": "a text has ' or \" around it", "“": "a text has ' or \" around it",
    "”": "a text has ' or \" around it", "‘": "a text has ' or \" around it",
    "’": "a text has ' or \" around it",
  ]

  private mutating func readNumber() -> Token {
    let start = position
    func skipDigits(_ position: inout Int) {
      while position < bytes.count,
        isDigit(bytes[position]) || bytes[position] == UInt8(ascii: "_")
      { position += 1 }
    }
    if bytes[position] == UInt8(ascii: "0"), let end = endOfBasedNumber(position) {
      position = end
      return Token(kind: .integer, range: start..<position)
    }
    skipDigits(&position)
    var isFraction = false
    if position + 1 < bytes.count, bytes[position] == UInt8(ascii: "."),
      isDigit(bytes[position + 1])
    {
      isFraction = true
      position += 1
      skipDigits(&position)
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      var end = position + 1
      if sign(at: end) != nil { end += 1 }
      if end < bytes.count, isDigit(bytes[end]) {
        isFraction = true
        position = end
        skipDigits(&position)
      }
    }
    return Token(kind: isFraction ? .fraction : .integer, range: start..<position)
  }

  /// Where `0x1F`, `0o17` or `0b101` ends; `nil` if none begins.
  private func endOfBasedNumber(_ start: Int) -> Int? {
    guard start + 2 < bytes.count else { return nil }
    let base: UInt8
    switch bytes[start + 1] | 0x20 {
    case UInt8(ascii: "x"): base = 16
    case UInt8(ascii: "o"): base = 8
    case UInt8(ascii: "b"): base = 2
    default: return nil
    }
    var end = start + 2
    while end < bytes.count, bytes[end] == UInt8(ascii: "_") || belongs(bytes[end], toBase: base) {
      end += 1
    }
    return end > start + 2 ? end : nil
  }

  private func belongs(_ byte: UInt8, toBase base: UInt8) -> Bool {
    let lower = byte | 0x20
    if lower >= UInt8(ascii: "a"), lower <= UInt8(ascii: "f") { return base == 16 }
    return byte >= UInt8(ascii: "0") && byte < UInt8(ascii: "0") + min(base, 10)
  }

  private mutating func readString(_ quote: UInt8) -> Token {
    let start = position
    position += 1
    while position < bytes.count, bytes[position] != quote {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    guard position < bytes.count else {
      report(
        .unendedTag, "this text is never closed", start..<start + 1,
        help: "close it with the quote it began with")
      position = bytes.count
      return Token(kind: .invalid, range: start..<bytes.count)
    }
    position += 1
    return Token(kind: .string, range: start..<position)
  }

  private mutating func report(
    _ code: TemplateCode, _ message: String, _ range: Range<Int>, help: String?
  ) {
    diagnostics.append(.error(code, message, at: source.location(of: range), help: help))
  }
}

func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (byte >= 0x09 && byte <= 0x0D) }

func isDigit(_ byte: UInt8) -> Bool { byte >= UInt8(ascii: "0") && byte <= UInt8(ascii: "9") }

private func isNameStart(_ byte: UInt8) -> Bool {
  let lower = byte | 0x20
  return (lower >= UInt8(ascii: "a") && lower <= UInt8(ascii: "z")) || byte == UInt8(ascii: "_")
    || byte >= 0x80
}

private func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || isDigit(byte) }
