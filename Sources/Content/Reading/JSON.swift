package import Diagnostics
package import Templates
import Text

/// Reads a JSON text (RFC 8259). Names keep their order; of a name that stands twice the last counts.
package func parseJSON(_ source: SourceText) -> Diagnosed<Value> {
  let node = parseJSONNode(source, isStrict: true)
  return Diagnosed(node.value?.freeValue ?? .none, node.diagnostics)
}

/// Reads a JSON text whose parts are to be found again. `nil` if it is none.
///
/// - Parameter isStrict: whether escapes for characters that no page can have are mistakes. What is imported
///   is cleaned of them.
package func parseJSONNode(_ source: SourceText, isStrict: Bool = false) -> Diagnosed<JSONNode?> {
  var parser = JSONParser(source: source, isStrict: isStrict)
  do throws(JSONMistake) {
    let node = try parser.document()
    return Diagnosed(node)
  } catch {
    let place = source.location(of: error.offset..<min(error.offset + 1, source.bytes.count))
    return Diagnosed(nil, [.error(ContentCode.invalidJSON, error.message, at: place)])
  }
}

private struct JSONMistake: Error {
  var message: String
  var offset: Int
}

private let numberBytes = Array("+-.eE0123456789".utf8)

private func isHexDigit(_ byte: UInt8) -> Bool {
  switch byte {
  case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
  default: false
  }
}

private struct JSONParser {
  let source: SourceText
  let isStrict: Bool
  var position = 0
  var depth = 0

  private var bytes: [UInt8] { source.bytes }
  private var next: UInt8? { position < bytes.count ? bytes[position] : nil }

  /// - Parameter isStrict: whether escapes for characters that no page can have are mistakes.
  init(source: SourceText, isStrict: Bool) {
    self.source = source
    self.isStrict = isStrict
  }

  mutating func document() throws(JSONMistake) -> JSONNode {
    let value = try value()
    skipSpace()
    guard next == nil else { throw mistake("there is more after the end of the JSON") }
    return value
  }

  private func mistake(_ message: String) -> JSONMistake {
    JSONMistake(message: message, offset: position)
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
    guard depth < 500 else { throw mistake("this JSON is nested too deeply") }
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
    default: return try number()
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
      guard next == UInt8(ascii: "\"") else { throw mistake("a name in quotes is missing here") }
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

  private mutating func number() throws(JSONMistake) -> JSONNode.Form {
    let start = position
    while let byte = next, numberBytes.contains(byte) { position += 1 }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    let digits = text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard digits.utf8.first.map({ 0x30...0x39 ~= $0 }) == true,
      digits.utf8.first != UInt8(ascii: "0") || digits.utf8.count == 1
        || !(0x30...0x39 ~= digits.utf8.dropFirst().first ?? 0)
    else {
      position = start
      throw mistake("this is no JSON value")
    }
    if let integer = Int(text) { return .integer(integer) }
    guard let number = Double(text), number.isFinite else {
      position = start
      throw mistake("this is no JSON value")
    }
    return .double(number)
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
    guard let byte = next else { throw mistake("a text is opened and never closed") }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b") where !isStrict: return [0x08]
    case UInt8(ascii: "f") where !isStrict: return [0x0C]
    case UInt8(ascii: "b"), UInt8(ascii: "f"):
      position -= 2
      throw mistake("this escape stands for a control character, which no page can have")
    case UInt8(ascii: "n"): return [0x0A]
    case UInt8(ascii: "r"): return [0x0D]
    case UInt8(ascii: "t"): return [0x09]
    case UInt8(ascii: "u"):
      let start = position - 2
      let scalar = try escapedScalar()
      if isStrict && isForbidden(scalar) {
        position = start
        throw mistake("this escape stands for a control character, which no page can have")
      }
      return Array(String(scalar).utf8)
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
    let digits = String(decoding: bytes[position..<min(position + 4, bytes.count)], as: UTF8.self)
    guard digits.utf8.count == 4, digits.utf8.allSatisfy(isHexDigit),
      let unit = UInt16(digits, radix: 16)
    else {
      throw mistake("four hexadecimal digits are missing here")
    }
    position += 4
    return unit
  }
}
