/// How the characters of a file that is imported are written.
package enum FileEncoding: String, CaseIterable, Sendable {
  case utf8 = "utf-8"
  /// What Excel writes as CSV on Windows in Western Europe.
  case windows1252 = "windows-1252"

  /// The file in UTF-8.
  package func decoded(_ bytes: [UInt8]) -> [UInt8] {
    guard self == .windows1252 else { return bytes }
    var text = String.UnicodeScalarView()
    for byte in bytes {
      text.append(0x80...0x9F ~= byte ? upperControls[Int(byte) - 0x80] : Unicode.Scalar(byte))
    }
    return Array(String(text).utf8)
  }
}

/// What stands where ISO 8859-1 has control characters (WHATWG Encoding Standard, index windows-1252).
private let upperControls: [Unicode.Scalar] = [
  "\u{20AC}", "\u{81}", "\u{201A}", "\u{0192}", "\u{201E}", "\u{2026}", "\u{2020}", "\u{2021}",
  "\u{02C6}", "\u{2030}", "\u{0160}", "\u{2039}", "\u{0152}", "\u{8D}", "\u{017D}", "\u{8F}",
  "\u{90}", "\u{2018}", "\u{2019}", "\u{201C}", "\u{201D}", "\u{2022}", "\u{2013}", "\u{2014}",
  "\u{02DC}", "\u{2122}", "\u{0161}", "\u{203A}", "\u{0153}", "\u{9D}", "\u{017E}", "\u{0178}",
]
