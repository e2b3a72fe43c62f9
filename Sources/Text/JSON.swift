/// A text as a JSON string (RFC 8259, section 7), with its quotes.
package func jsonString(_ text: String) -> String {
  var buffer = ByteBuffer(capacity: text.utf8.count + 2)
  buffer.append(json: text)
  return buffer.string
}

extension ByteBuffer {
  /// Appends a text as a JSON string (RFC 8259, section 7), with its quotes.
  ///
  /// With `safeInScript`, `<`, `>`, `&` and the apostrophe are written as escapes, so that the text
  /// may be in a `<script>` or in an attribute between apostrophes.
  package mutating func append(json text: String, safeInScript: Bool = false) {
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append("\\\"")
      case UInt8(ascii: "\\"): append("\\\\")
      case UInt8(ascii: "\n"): append("\\n")
      case UInt8(ascii: "\r"): append("\\r")
      case UInt8(ascii: "\t"): append("\\t")
      case 0..<0x20: append(unicodeEscape: byte)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "&"), UInt8(ascii: "'"):
        if safeInScript { append(unicodeEscape: byte) } else { append(byte) }
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }

  private mutating func append(unicodeEscape byte: UInt8) {
    let digits = Array("0123456789abcdef".utf8)
    append("\\u00")
    append(digits[Int(byte >> 4)])
    append(digits[Int(byte & 15)])
  }
}
