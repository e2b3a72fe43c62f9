/// How a language writes numbers.
package struct NumberFormat: Hashable, Sendable {
  let groupingSeparator: String
  let decimalSeparator: String
  let minusSign: String
  /// Digits of the group before the decimal separator, and of those further left.
  let primaryGroup, secondaryGroup: Int
  /// How many digits there must be left of the first separator for any to be written.
  let minimumGrouping: Int
  /// The language's digit for zero; those for one to nine follow it.
  let zero: Unicode.Scalar

  /// `12 345` or `12,345`.
  package func format(_ number: Int) -> String {
    (number < 0 ? minusSign : "") + inOwnDigits(grouped(String(number.magnitude)))
  }

  /// A number with this many digits after the decimal separator, halves rounded to even.
  ///
  /// What is no number, or too large for an `Int`, is written as Swift writes it.
  package func format(_ number: Double, fractionDigits: Int) -> String {
    let scale = (0..<fractionDigits).reduce(1.0) { scale, _ in scale * 10 }
    let scaled = (number.magnitude * scale).rounded(.toNearestOrEven)
    guard let units = Int(exactly: scaled) else { return String(number) }
    let digits = padded(units, to: fractionDigits + 1)
    let whole = grouped(String(digits.dropLast(fractionDigits)))
    let fraction = fractionDigits == 0 ? "" : decimalSeparator + digits.suffix(fractionDigits)
    return (number < 0 && units > 0 ? minusSign : "") + inOwnDigits(whole + fraction)
  }

  /// A number with as many digits after the decimal separator as it needs to be read back.
  package func format(_ number: Double) -> String {
    let parts = "\(number.magnitude)".split(separator: ".")
    let areDigits = parts.allSatisfy { $0.utf8.allSatisfy { 0x30...0x39 ~= $0 } }
    guard parts.count == 2, areDigits else { return String(number) }
    let fraction = parts[1] == "0" ? "" : decimalSeparator + parts[1]
    return (number < 0 ? minusSign : "") + inOwnDigits(grouped(String(parts[0])) + fraction)
  }

  private func grouped(_ digits: String) -> String {
    guard primaryGroup > 0, digits.utf8.count >= primaryGroup + minimumGrouping else {
      return digits
    }
    var groups = [digits.suffix(primaryGroup)]
    var rest = digits.dropLast(primaryGroup)
    while !rest.isEmpty {
      groups.append(rest.suffix(secondaryGroup))
      rest = rest.dropLast(secondaryGroup)
    }
    return groups.reversed().joined(separator: groupingSeparator)
  }

  func inOwnDigits(_ text: String) -> String {
    guard zero != "0" else { return text }
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      let isDigit = ("0"..."9").contains(scalar)
      let own = isDigit ? Unicode.Scalar(zero.value + scalar.value - 0x30) : scalar
      result.unicodeScalars.append(own ?? scalar)
    }
  }
}

/// How a language joins things: `a, b and c`.
package struct ListFormat: Hashable, Sendable {
  /// Between two, between the first two of more, between further ones, and before the last.
  let pair, start, middle, end: String
  /// What the pair and the end become before a word that begins with the sound of `i`, in Spanish
  /// (`e`, not `y`) and Italian.
  let language: String

  package func format(_ items: [String]) -> String {
    guard items.count > 1 else { return items.first ?? "" }
    guard items.count > 2 else { return items[0] + joint(pair, before: items[1]) + items[1] }
    let middles = items[2..<(items.count - 1)].map { middle + $0 }.joined()
    let last = items[items.count - 1]
    return items[0] + start + items[1] + middles + joint(end, before: last) + last
  }

  /// Spanish writes `e` for `y` before the sound of `i`; the CLDR's data says so in code only.
  private func joint(_ text: String, before word: String) -> String {
    guard language == "es", text == " y " else { return text }
    let start = word.lowercased()
    let soundsLikeI =
      start.hasPrefix("i") || start.hasPrefix("í")
      || (start.hasPrefix("hi") && !start.hasPrefix("hia") && !start.hasPrefix("hie"))
    return soundsLikeI ? " e " : text
  }
}
