import Text

extension ByteBuffer {
  /// Appends a value as JSON (RFC 8259), in a form that may stand inside `<script>`.
  mutating func append(json value: Value, indent: Int?, depth: Int = 0) throws(TemplateFailure) {
    switch value {
    case .none: append("null")
    case .boolean(let boolean): append(boolean ? "true" : "false")
    case .integer(let number): append(decimal: number)
    case .double(let number):
      guard number.isFinite else {
        throw TemplateFailure("JSON has no number for \(printed(number))")
      }
      append(printed(number))
    case .text, .markup: append(json: value.string ?? "", safeInScript: true)
    case .object(let object):
      if let list = object.list {
        return try append(json: .list(list.elements), indent: indent, depth: depth)
      }
      guard let text = object.text else {
        throw TemplateFailure(
          "a \(object.typeName) has no form in JSON",
          help: "write a mapping of what is wanted: {\"title\": page.title}")
      }
      append(json: text, safeInScript: true)
    case .list(let values):
      append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        separate(index, indent, depth + 1)
        try append(json: value, indent: indent, depth: depth + 1)
      }
      close(UInt8(ascii: "]"), isEmpty: values.isEmpty, indent, depth)
    case .mapping(let mapping):
      append(UInt8(ascii: "{"))
      for (index, pair) in mapping.pairs.enumerated() {
        separate(index, indent, depth + 1)
        append(json: pair.key, safeInScript: true)
        append(": ")
        try append(json: pair.value, indent: indent, depth: depth + 1)
      }
      close(UInt8(ascii: "}"), isEmpty: mapping.isEmpty, indent, depth)
    }
  }

  private mutating func separate(_ index: Int, _ indent: Int?, _ depth: Int) {
    if index > 0 { append(indent == nil ? ", " : ",") }
    breakLine(indent, depth)
  }

  private mutating func close(_ bracket: UInt8, isEmpty: Bool, _ indent: Int?, _ depth: Int) {
    if !isEmpty { breakLine(indent, depth) }
    append(bracket)
  }

  private mutating func breakLine(_ indent: Int?, _ depth: Int) {
    guard let indent else { return }
    append(UInt8(ascii: "\n"))
    for _ in 0..<(indent * depth) { append(UInt8(ascii: " ")) }
  }
}
