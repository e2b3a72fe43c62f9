// A reader of JSON as RFC 8259 has it, and nothing beside it: no comments, no numbers such as `01` and `+1`, no halves
// of surrogate pairs. How deep values may nest is bounded, since they are read, and freed, by recursion.

/// The first mistake in a text that should be JSON.
package struct JSONMistake: Error, Hashable, Sendable {
  /// A plain sentence, without a full stop.
  package var message: String
  package var help: String?
  /// In bytes of the text.
  package var offset: Int
}

/// Reads a JSON text in UTF-8, with or without a byte order mark.
///
/// Names keep their order; of a name that stands twice the last value counts.
///
/// - Parameter isForbidden: whether the escape for a character is a mistake, although JSON has it.
package func readJSON(
  _ bytes: [UInt8], refusing isForbidden: @escaping (Unicode.Scalar) -> Bool = { _ in false }
) throws(JSONMistake) -> JSONNode {
  var parser = JSONParser(bytes, isForbidden)
  return try parser.document()
}

private let deepest = 499

private struct JSONParser {
  private let bytes: [UInt8]
  private let isForbidden: (Unicode.Scalar) -> Bool
  private var position = 0
  private var depth = 0

  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  init(_ bytes: [UInt8], _ isForbidden: @escaping (Unicode.Scalar) -> Bool) {
    self.bytes = bytes
    self.isForbidden = isForbidden
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  mutating func document() throws(JSONMistake) -> JSONNode {
    let value = try value()
    skipSpace()
    guard next == nil else { throw mistake("there is more after the end of the JSON") }
    return value
  }

  private func mistake(_ message: String, help: String? = nil) -> JSONMistake {
    JSONMistake(message: message, help: help, offset: position)
  }

  /// What is wrong where a value or a name should begin, if that is a common slip.
  private func slip() -> JSONMistake? {
    switch next {
    case UInt8(ascii: "}"), UInt8(ascii: "]"):
      let before = bytes[..<position].last { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
      guard before == UInt8(ascii: ",") else { return nil }
      return mistake("no comma can stand behind the last value", help: "remove the comma")
    case UInt8(ascii: "'"):
      return mistake("texts in JSON have double quotation marks", help: "write \" instead of '")
    case UInt8(ascii: "/"), UInt8(ascii: "#"):
      return mistake("JSON has no comments", help: "remove it")
    case 0xE2, 0xC2:
      return mistake(
        "texts in JSON have straight quotation marks, and no spaces but plain ones",
        help: "type this place anew")
    default: return nil
    }
  }

  private mutating func skipSpace() {
    while let byte = next, [0x20, 0x09, 0x0A, 0x0D].contains(byte) { position += 1 }
  }

  private mutating func skip(_ character: Unicode.Scalar) -> Bool {
    skipSpace()
    guard next == UInt8(ascii: character) else { return false }
    position += 1
    return true
  }

  private mutating func value() throws(JSONMistake) -> JSONNode {
    skipSpace()
    depth += 1
    defer { depth -= 1 }
    guard depth <= deepest else { throw mistake("this JSON is nested too deeply") }
    let start = position
    let content = try content()
    return JSONNode(content: content, range: start..<position)
  }

  private mutating func content() throws(JSONMistake) -> JSONNode.Form {
    switch next {
    case UInt8(ascii: "{"): return try object()
    case UInt8(ascii: "["): return try array()
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .boolean(true))
    case UInt8(ascii: "f"): return try word("false", .boolean(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case nil: throw mistake("the JSON ends too early")
    default:
      if let slip = slip() { throw slip }
      return try number()
    }
  }

  private mutating func word(
    _ word: String, _ value: JSONNode.Form
  ) throws(JSONMistake) -> JSONNode.Form {
    guard bytes[position...].starts(with: word.utf8) else { throw mistake("this is no JSON value") }
    position += word.utf8.count
    return value
  }

  private mutating func object() throws(JSONMistake) -> JSONNode.Form {
    position += 1
    var members: [JSONNode.Member] = []
    var places: [String: Int] = [:]
    if skip("}") { return .object(members) }
    while true {
      skipSpace()
      guard next == UInt8(ascii: "\"") else {
        throw slip()
          ?? mistake("a name in quotes is missing here", help: "write it as \"name\": value")
      }
      let name = try string()
      guard skip(":") else { throw mistake("a colon is missing here") }
      let value = try value()
      if let place = places[name] {
        members[place].value = value
      } else {
        places[name] = members.count
        members.append(JSONNode.Member(name: name, value: value))
      }
      if skip("}") { return .object(members) }
      guard skip(",") else { throw mistake("a comma or } is missing here") }
    }
  }

  private mutating func array() throws(JSONMistake) -> JSONNode.Form {
    position += 1
    var elements: [JSONNode] = []
    if skip("]") { return .array(elements) }
    while true {
      elements.append(try value())
      if skip("]") { return .array(elements) }
      guard skip(",") else { throw mistake("a comma or ] is missing here") }
    }
  }

  /// RFC 8259, section 6: no plus sign, no leading zero, and digits on both sides of a point.
  private mutating func number() throws(JSONMistake) -> JSONNode.Form {
    let start = position
    if next == UInt8(ascii: "-") { position += 1 }
    let hasLeadingZero = next == UInt8(ascii: "0")
    let digits = skipDigits()
    var isValid = digits > 0 && !(hasLeadingZero && digits > 1)
    if next == UInt8(ascii: ".") {
      position += 1
      isValid = skipDigits() > 0 && isValid
    }
    if next == UInt8(ascii: "e") || next == UInt8(ascii: "E") {
      position += 1
      if next == UInt8(ascii: "+") || next == UInt8(ascii: "-") { position += 1 }
      isValid = skipDigits() > 0 && isValid
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    if isValid, let integer = Int(text) { return .integer(integer) }
    guard isValid, let number = Double(text), number.isFinite else {
      let isNumber = digits > 0
      position = start
      throw mistake(isNumber ? "this is no number in JSON" : "this is no JSON value")
    }
    return .double(number)
  }

  /// Returns the number of digits.
  private mutating func skipDigits() -> Int {
    let start = position
    while let byte = next, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    return position - start
  }

  private mutating func string() throws(JSONMistake) -> String {
    position += 1
    var text: [UInt8] = []
    while let byte = next {
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
      case UInt8(ascii: "\\"): text += try escape()
      case 0..<0x20:
        position -= 1
        throw mistake("a line end or control character cannot stand in a JSON text")
      default: text.append(byte)
      }
    }
    throw mistake("a text is opened and never closed")
  }

  private mutating func escape() throws(JSONMistake) -> [UInt8] {
    let start = position - 1
    let scalar = try scalarOfEscape()
    if isForbidden(scalar) {
      position = start
      throw mistake("this escape stands for a control character, which no page can have")
    }
    return Array(String(scalar).utf8)
  }

  private mutating func scalarOfEscape() throws(JSONMistake) -> Unicode.Scalar {
    guard let byte = next else { throw mistake("a text is opened and never closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{8}"
    case UInt8(ascii: "f"): return "\u{C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"): return try escapedScalar()
    default: throw mistake("there is no escape \\\(Character(Unicode.Scalar(byte)))")
    }
  }

  private mutating func escapedScalar() throws(JSONMistake) -> Unicode.Scalar {
    let high = try codeUnit()
    if let scalar = Unicode.Scalar(high) { return scalar }
    guard bytes[position...].starts(with: Array("\\u".utf8)) else {
      throw mistake("half of a surrogate pair is missing")
    }
    position += 2
    let low = try codeUnit()
    guard UTF16.isLeadSurrogate(high), UTF16.isTrailSurrogate(low),
      let scalar = Unicode.Scalar(
        0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
    else { throw mistake("half of a surrogate pair is missing") }
    return scalar
  }

  private mutating func codeUnit() throws(JSONMistake) -> UInt16 {
    var unit: UInt16 = 0
    for index in position..<(position + 4) {
      guard index < bytes.count, let digit = hexadecimalValue(bytes[index]) else {
        throw mistake("four hexadecimal digits are missing here")
      }
      unit = unit << 4 | UInt16(digit)
    }
    position += 4
    return unit
  }
}
