import Text

extension ByteBuffer {
  /// Appends a value as `{{ }}` prints it: nothing for none, texts escaped where the output is markup.
  mutating func append(_ value: Value, escaped: Bool) throws(TemplateFailure) {
    guard count <= ByteBuffer.longestText else { throw .tooLong }
    switch value {
    case .none: return
    case .text(let text):
      if escaped { append(escaping: text, as: .template) } else { append(text) }
    case .markup(let bytes): append(bytes)
    case .integer(let number): append(decimal: number)
    case .boolean(let boolean): append(boolean ? "True" : "False")
    case .double(let number): append(printed(number))
    case .list, .mapping:
      try value.checkSize()
      let text = try printed(value)
      if escaped { append(escaping: text, as: .template) } else { append(text) }
    case .object(let object):
      if let list = object.list { return try append(.list(list.elements), escaped: escaped) }
      guard let text = object.text else { throw .unprintable(object) }
      if escaped { append(escaping: text, as: .template) } else { append(text) }
    }
  }
}

extension ByteBuffer {
  /// What a template builds may be this long, in bytes; nobody reads a page that is longer.
  static let longestText = 64 << 20
}

extension ByteBuffer {
  /// Appends markup to the value of an attribute or to a comment. What is escaped in it stays as it is.
  mutating func append(quoting markup: [UInt8]) {
    for byte in markup {
      switch byte {
      case UInt8(ascii: "\""): append("&#34;")
      case UInt8(ascii: "'"): append("&#39;")
      case UInt8(ascii: "<"): append("&lt;")
      case UInt8(ascii: ">"): append("&gt;")
      default: append(byte)
      }
    }
  }
}

extension TemplateFailure {
  static var tooLong: TemplateFailure {
    TemplateFailure(
      .renderLimit, "this makes a text longer than \(ByteBuffer.longestText >> 20) megabytes")
  }

  static func unprintable(_ object: any TemplateObject) -> TemplateFailure {
    TemplateFailure(
      "a \(object.typeName) cannot be printed as a whole",
      help: object.names.isEmpty
        ? nil : "print one of its parts: " + object.names.prefix(12).joined(separator: ", "))
  }
}

extension Value {
  /// The text that printing shows, without escaping.
  func asText() throws(TemplateFailure) -> String {
    switch self {
    case .text(let text): return text
    case .markup: return string ?? ""
    case .none: return ""
    default:
      var buffer = ByteBuffer()
      try buffer.append(self, escaped: false)
      return buffer.string
    }
  }

  /// The markup that printing shows: markup as it is, anything else escaped.
  var asMarkup: [UInt8] {
    if case .markup(let bytes) = self { return bytes }
    var buffer = ByteBuffer()
    if let text = string { buffer.append(escaping: text, as: .template) }
    return buffer.bytes
  }

  func escaped() throws(TemplateFailure) -> [UInt8] {
    if case .markup(let bytes) = self { return bytes }
    var buffer = ByteBuffer()
    try buffer.append(self, escaped: true)
    return buffer.bytes
  }
}

/// A fraction as Python prints it: the shortest digits that read back as the same number.
/// Swift's description has the same form.
func printed(_ number: Double) -> String { "\(number)" }

/// A value inside a printed list or mapping, written as Python writes it.
func printed(_ value: Value) throws(TemplateFailure) -> String {
  switch value {
  case .none: return "None"
  case .boolean(let boolean): return boolean ? "True" : "False"
  case .integer(let number): return String(number)
  case .double(let number): return printed(number)
  case .text, .markup: return quoted(value.string ?? "")
  case .list(let values):
    var parts: [String] = []
    for value in values { parts.append(try printed(value)) }
    return "[" + parts.joined(separator: ", ") + "]"
  case .mapping(let mapping):
    var parts: [String] = []
    for (key, value) in mapping.pairs { parts.append(quoted(key) + ": " + (try printed(value))) }
    return "{" + parts.joined(separator: ", ") + "}"
  case .object(let object):
    if let list = object.list { return try printed(.list(list.elements)) }
    guard let text = object.text else { throw .unprintable(object) }
    return quoted(text)
  }
}

private func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
    .paragraphSeparator, .spaceSeparator:
    false
  default: true
  }
}

/// `\xa0`, `\u200b`, `\U000e0001`.
private func escape(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16)
  let (sign, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
  return "\\" + sign + String(repeating: "0", count: width - digits.count) + digits
}

private func quoted(_ text: String) -> String {
  let quote: Unicode.Scalar = text.contains("'") && !text.contains("\"") ? "\"" : "'"
  var result = String(quote)
  for scalar in text.unicodeScalars {
    switch scalar {
    case quote, "\\": result += "\\" + String(scalar)
    case "\n": result += "\\n"
    case "\r": result += "\\r"
    case "\t": result += "\\t"
    case " "..."~": result.unicodeScalars.append(scalar)
    case _ where isPrintable(scalar): result.unicodeScalars.append(scalar)
    default: result += escape(scalar)
    }
  }
  return result + String(quote)
}
