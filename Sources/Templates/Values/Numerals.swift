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

/// A fraction as people and Python write it: `1_000.5`, ` -2e3 `, `inf`; nil for anything else.
func fraction(in text: String) -> Double? {
  guard let written = numeral(text.trimmed) else { return nil }
  let unsigned = written.drop { $0 == "-" || $0 == "+" }.lowercased()
  if ["inf", "infinity", "nan"].contains(unsigned) { return Double(written) }
  // Swift would also read hexadecimal fractions.
  guard unsigned.utf8.allSatisfy({ isDigit($0) || "+-.e".utf8.contains($0) }) else { return nil }
  return Double(written)
}

/// A whole number as Python's `int(text, base)` reads it; nil for what is none.
func wholeNumber(in text: String, base: Int) throws(TemplateFailure) -> Int? {
  guard let written = numeral(text.trimmed)?.lowercased() else { return nil }
  let isNegative = written.hasPrefix("-")
  var digits = Substring(written)
  if isNegative || written.hasPrefix("+") { digits = digits.dropFirst() }
  var base = base
  for (prefix, own) in [("0x", 16), ("0o", 8), ("0b", 2)] where digits.hasPrefix(prefix) {
    guard base == own || base == 0 else { continue }
    base = own
    digits = digits.dropFirst(2)
  }
  if base == 0 {
    guard !digits.hasPrefix("0") || digits.allSatisfy({ $0 == "0" }) else { return nil }
    base = 10
  }
  guard let first = digits.first, first != "-", first != "+" else { return nil }
  let isNumber = digits.utf8.allSatisfy { byte in
    Int(String(Unicode.Scalar(byte)), radix: 36).map { $0 < base } ?? false
  }
  guard isNumber else { return nil }
  guard let number = Int((isNegative ? "-" : "") + digits, radix: base) else { throw .tooLarge }
  return number
}

/// A text with its digits, of whatever script, in ASCII, and without single underscores between them; nil
/// where an underscore stands elsewhere.
private func numeral(_ text: String) -> String? {
  var result = ""
  var last: Unicode.Scalar?
  for scalar in text.unicodeScalars {
    if scalar == "_" {
      guard let last, isAlphanumeric(last) else { return nil }
    } else if last == "_", !isAlphanumeric(scalar) {
      return nil
    } else if scalar.properties.generalCategory == .decimalNumber,
      let value = scalar.properties.numericValue
    {
      result += String(Int(value))
    } else {
      result.unicodeScalars.append(scalar)
    }
    last = scalar
  }
  return last == "_" ? nil : result
}

private func isAlphanumeric(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
}
