/// What Python takes for white space in a text.
func isSpace(_ scalar: Unicode.Scalar) -> Bool {
  // Nearly all are ASCII, and the tables of Unicode are slow.
  guard scalar.isASCII else { return scalar.properties.isWhitespace }
  return scalar == " " || (0x09...0x0D).contains(scalar.value)
    || (0x1C...0x1F).contains(scalar.value)
}

extension String {
  /// The text without white space at its ends.
  var trimmed: String {
    var scalars = Substring(self).unicodeScalars
    while let first = scalars.first, isSpace(first) { scalars.removeFirst() }
    while let last = scalars.last, isSpace(last) { scalars.removeLast() }
    return String(scalars)
  }
}

/// A fraction such as ` -2e3 `; `nil` for anything else.
func fraction(in text: String) -> Double? {
  let written = text.trimmed
  // Swift would also read hexadecimal fractions, and words such as `nan`.
  guard written.utf8.allSatisfy({ isDigit($0) || "+-.eE".utf8.contains($0) }) else { return nil }
  return Double(written)
}

/// A whole number such as ` -12 `; `nil` for anything else.
func wholeNumber(in text: String) -> Int? { Int(text.trimmed) }
