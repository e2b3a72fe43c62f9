import Text

/// A text as a YAML value, whatever characters it contains.
///
/// Plain if that is safe, otherwise in double quotes with the escapes of YAML 1.2 (section 5.7).
func quotedForYAML(_ text: String) -> String {
  let guesses = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"]
  let isPlain =
    text.unicodeScalars.allSatisfy(isPlainScalar)
    && text.unicodeScalars.first.map(isLetter) ?? false
    && !text.hasSuffix(" ") && !guesses.contains(text.lowercased())
  return isPlain ? text : doublyQuoted(text)
}

private func isLetter(_ scalar: Unicode.Scalar) -> Bool {
  scalar.properties.isAlphabetic && !isEscaped(scalar)
}

private func isPlainScalar(_ scalar: Unicode.Scalar) -> Bool {
  isLetter(scalar) || "0"..."9" ~= scalar || scalar == " " || scalar == "-"
}

private func doublyQuoted(_ text: String) -> String {
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case _ where isEscaped(scalar):
      let digits = String(scalar.value, radix: 16, uppercase: true)
      let width = scalar.value > 0xFFFF ? 8 : 4
      quoted += (width == 8 ? "\\U" : "\\u") + String(repeating: "0", count: width - digits.count)
      quoted += digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}

/// Whether YAML reads the character as the end of a line, or doesn't allow it (YAML 1.2, `c-printable`).
private func isEscaped(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF, 0xFFFE, 0xFFFF: true
  default: scalar.value > 0xFFFF && scalar.value & 0xFFFE == 0xFFFE
  }
}
