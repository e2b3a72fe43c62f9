import Content
import SourceFormats

/// The text with line feeds as its only line endings, and without characters that pages may not have.
package func cleaned(_ text: String) -> String {
  var result = String.UnicodeScalarView()
  var previous: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\n" where previous == "\r": break
    case "\r": result.append("\n")
    case "\n", "\t": result.append(scalar)
    case "\u{FEFF}", "\u{0}"..<" ", "\u{7F}"..."\u{9F}", "\u{FFFE}", "\u{FFFF}": break
    default: result.append(scalar)
    }
    previous = scalar
  }
  return String(result).trimmed
}

/// The text on one line.
package func oneLine(_ text: String) -> String {
  cleaned(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}

/// The parts of a text between signs, without those in brackets.
package func parts(of text: String, at signs: [Character]) -> [String] {
  var parts: [String] = []
  var part = ""
  var depth = 0
  for character in text {
    if "([".contains(character) { depth += 1 }
    if ")]".contains(character) { depth = max(0, depth - 1) }
    if depth == 0 && signs.contains(character) {
      parts.append(part)
      part = ""
    } else {
      part.append(character)
    }
  }
  return (parts + [part]).map(\.trimmed).filter { !$0.isEmpty }
}
