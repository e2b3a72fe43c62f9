// What XML documents are written with. What XML 1.0 forbids (section 2.2) is left out, as it may not even
// be escaped: so every document is well-formed, whatever an editor's text has in it.

package import Text

extension ByteBuffer {
  /// Appends the text of an element or the value of an attribute.
  package mutating func append(xml text: String) {
    let isPlain = text.hasOnlyBytes { byte in
      // 0xEF begins U+FFFE and U+FFFF.
      byte >= 0x20 ? byte != 0xEF : byte == 0x09 || byte == 0x0A || byte == 0x0D
    }
    guard !isPlain else { return append(escaping: text, as: .template) }
    let scalars = text.unicodeScalars.filter { scalar in
      switch scalar.value {
      case 0x09, 0x0A, 0x0D: true
      case 0..<0x20, 0xFFFE, 0xFFFF: false
      default: true
      }
    }
    append(escaping: String(String.UnicodeScalarView(scalars)), as: .template)
  }

  /// Appends the start tag of an element.
  package mutating func begin(xml name: String, _ attributes: [(String, String)] = []) {
    append("<")
    append(name)
    for (name, value) in attributes {
      append(" ")
      append(name)
      append("=\"")
      append(xml: value)
      append("\"")
    }
    append(">")
  }

  /// Appends the end tag of an element.
  package mutating func end(xml name: String) {
    append("</")
    append(name)
    append(">")
  }
}
