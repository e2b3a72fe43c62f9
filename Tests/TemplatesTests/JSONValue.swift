import Templates

/// Reads JSON into a template's values, names in their order. For fixtures, so it takes them to be right.
struct JSONValue {
  private var rest: Substring.UnicodeScalarView

  static func parse(_ text: String) -> Value {
    var reader = JSONValue(rest: Substring(text).unicodeScalars)
    return reader.value()
  }

  private mutating func skipSpace() {
    while let next = rest.first, next.properties.isWhitespace { rest.removeFirst() }
  }

  private mutating func accept(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard rest.first == scalar else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func value() -> Value {
    skipSpace()
    switch rest.first {
    case "{":
      var mapping = Mapping()
      rest.removeFirst()
      while !accept("}") {
        skipSpace()
        let key = string()
        _ = accept(":")
        mapping[key] = value()
        _ = accept(",")
      }
      return .mapping(mapping)
    case "[":
      var values: [Value] = []
      rest.removeFirst()
      while !accept("]") {
        values.append(value())
        _ = accept(",")
      }
      return .list(values)
    case "\"": return .text(string())
    default:
      let word = String(
        rest.prefix { !",]}".unicodeScalars.contains($0) && !$0.properties.isWhitespace })
      rest = rest.dropFirst(word.unicodeScalars.count)
      switch word {
      case "true": return .boolean(true)
      case "false": return .boolean(false)
      case "null": return .none
      default: return Int(word).map { .integer($0) } ?? .double(Double(word) ?? .nan)
      }
    }
  }

  private mutating func string() -> String {
    rest.removeFirst()
    var units: [UInt16] = []
    while let scalar = rest.popFirst(), scalar != "\"" {
      guard scalar == "\\", let escaped = rest.popFirst() else {
        units += Array(String(scalar).utf16)
        continue
      }
      switch escaped {
      case "n": units.append(0x0A)
      case "t": units.append(0x09)
      case "r": units.append(0x0D)
      case "b": units.append(0x08)
      case "f": units.append(0x0C)
      case "u":
        units.append(UInt16(String(rest.prefix(4)), radix: 16) ?? 0xFFFD)
        rest = rest.dropFirst(4)
      default: units += Array(String(escaped).utf16)
      }
    }
    return String(decoding: units, as: UTF16.self)
  }
}
