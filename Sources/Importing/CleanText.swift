import Content
import SourceFormats

/// The text with line feeds as its only line endings, and without characters that pages may not have.
func cleaned(_ text: String) -> String {
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
func oneLine(_ text: String) -> String {
  cleaned(text).split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
