import Text

/// A token of a script, with its place in the bytes.
struct ScriptToken: Hashable {
  enum Kind: Hashable {
    /// A name, a keyword or a number.
    case word
    /// One sign: an operator has a token for each of its signs.
    case sign
    /// What is between two quotes.
    case string
    /// A part of a template text between backquotes. `${` may follow it, and then code.
    case template(isFirst: Bool, opensCode: Bool)
    case regularExpression
  }

  let kind: Kind
  /// Without quotes.
  let range: Range<Int>
}

/// Reads the tokens of a script, or of JSON, from first to last.
///
/// Knows as much of JavaScript (ECMAScript, section 12) as tells code from comments, strings, templates and
/// regular expressions.
struct ScriptTokenizer {
  let bytes: [UInt8]
  private let end: Int
  private(set) var position: Int
  private var last: ScriptToken?
  /// Of templates that are open, how many curly brackets are open in their `${ … }`.
  private var templates: [Int] = []

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    self.bytes = bytes
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func next() -> ScriptToken? {
    skipSpaceAndComments()
    guard position < end else { return nil }
    let token = read()
    last = token
    return token
  }

  private mutating func read() -> ScriptToken {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "/") where beginsExpression: return readExpression()
    case UInt8(ascii: "\""), UInt8(ascii: "'"): return readString(byte)
    case UInt8(ascii: "`"):
      position += 1
      return readTemplate(isFirst: true)
    case UInt8(ascii: "{"):
      if let depth = templates.last { templates[templates.count - 1] = depth + 1 }
    case UInt8(ascii: "}"):
      if templates.last == 0 {
        templates.removeLast()
        position += 1
        return readTemplate(isFirst: false)
      }
      if let depth = templates.last { templates[templates.count - 1] = depth - 1 }
    case _ where byte.isScriptWordPart:
      let start = position
      while position < end, bytes[position].isScriptWordPart { position += 1 }
      return ScriptToken(kind: .word, range: start..<position)
    default: break
    }
    position += 1
    return ScriptToken(kind: .sign, range: position - 1..<position)
  }

  private mutating func skipSpaceAndComments() {
    while position < end {
      if bytes[position] <= 0x20 {
        position += 1
      } else if follows("//") {
        position = min(bytes.firstIndex(of: 0x0A, from: position) ?? end, end)
      } else if follows("/*") {
        position = min(bytes.firstIndex(of: "*/", from: position + 2).map { $0 + 2 } ?? end, end)
      } else {
        return
      }
    }
  }

  private func follows(_ text: StaticString) -> Bool {
    end - position >= text.utf8CodeUnitCount && bytes.hasWord(text, at: position)
  }

  private mutating func readString(_ quote: UInt8) -> ScriptToken {
    let start = position + 1
    position = start
    while position < end, bytes[position] != quote, bytes[position] != 0x0A {
      position += bytes[position] == UInt8(ascii: "\\") ? 2 : 1
    }
    position = min(position, end)
    defer { position = min(position + 1, end) }
    return ScriptToken(kind: .string, range: start..<position)
  }

  private mutating func readTemplate(isFirst: Bool) -> ScriptToken {
    let start = position
    while position < end {
      switch bytes[position] {
      case UInt8(ascii: "`"):
        defer { position += 1 }
        return ScriptToken(
          kind: .template(isFirst: isFirst, opensCode: false), range: start..<position)
      case UInt8(ascii: "\\"): position += 2
      case UInt8(ascii: "$") where follows("${"):
        defer { position += 2 }
        templates.append(0)
        return ScriptToken(
          kind: .template(isFirst: isFirst, opensCode: true), range: start..<position)
      default: position += 1
      }
    }
    position = end
    return ScriptToken(
      kind: .template(isFirst: isFirst, opensCode: false), range: min(start, end)..<end)
  }

  /// Whether a slash here begins a regular expression: it does where no value is before it.
  private var beginsExpression: Bool {
    guard let last else { return true }
    switch last.kind {
    case .string, .regularExpression, .template(_, opensCode: false): return false
    case .template(_, opensCode: true): return true
    case .sign: return !")]}".utf8.contains(bytes[last.range.lowerBound])
    case .word:
      let words: [StaticString] = ["return", "typeof", "case", "in", "of", "void", "delete"]
      return words.contains { bytes.isWord($0, in: last.range) }
    }
  }

  private mutating func readExpression() -> ScriptToken {
    let start = position
    var isInClass = false
    position += 1
    while position < end, bytes[position] != 0x0A {
      switch bytes[position] {
      case UInt8(ascii: "\\"): position += 1
      case UInt8(ascii: "["): isInClass = true
      case UInt8(ascii: "]"): isInClass = false
      case UInt8(ascii: "/") where !isInClass:
        position += 1
        return ScriptToken(kind: .regularExpression, range: start..<position)
      default: break
      }
      position += 1
    }
    position = min(position, end)
    return ScriptToken(kind: .regularExpression, range: start..<position)
  }
}

/// The text of a string in a script with its escapes read (ECMAScript, section 12.9.4).
func scriptDecoded(_ bytes: ArraySlice<UInt8>) -> String {
  guard bytes.contains(UInt8(ascii: "\\")) else { return String(decoding: bytes, as: UTF8.self) }
  var result: [UInt8] = []
  var rest = bytes
  while let byte = rest.popFirst() {
    guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
      result.append(byte)
      continue
    }
    switch escape {
    case UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"): result.append(0x20)
    case UInt8(ascii: "x"), UInt8(ascii: "u"):
      let isBraced = rest.first == UInt8(ascii: "{")
      let digits = (isBraced ? rest.dropFirst() : rest)
        .prefix(isBraced ? 6 : escape == UInt8(ascii: "x") ? 2 : 4)
        .prefix { Character(UnicodeScalar($0)).isHexDigit }
      rest = rest.dropFirst(digits.count + (isBraced ? 2 : 0))
      let scalar = UInt32(String(decoding: digits, as: UTF8.self), radix: 16)
        .flatMap(UnicodeScalar.init)
      result += String(Character(scalar ?? "\u{FFFD}")).utf8
    case 0x0A: break
    default: result.append(escape)
    }
  }
  return String(decoding: result, as: UTF8.self)
}

extension UInt8 {
  fileprivate var isScriptWordPart: Bool {
    isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
      || self == UInt8(ascii: "_") || self == UInt8(ascii: "$") || self >= 0x80
  }
}
