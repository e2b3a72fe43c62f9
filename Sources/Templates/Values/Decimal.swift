// Fractions in decimal, rounded exactly. A binary fraction has finitely many decimal digits (2.675 is
// 2.67499999999999982236431605997495353221893310546875), and only all of them tell which way to round.
// Foundation could do it, but Templates does without.

/// All decimal digits of a finite number's magnitude.
struct DecimalDigits {
  /// From the first that is not zero; none for zero.
  private(set) var digits: [UInt8]
  /// How many of the digits stand before the point; negative where zeros follow it.
  private(set) var point: Int

  init(_ number: Double) {
    let magnitude = number.magnitude
    guard magnitude != 0, magnitude.isFinite else {
      (digits, point) = ([], 0)
      return
    }
    // magnitude = significand × 2^exponent, with a whole significand.
    let exponent = Int(magnitude.exponent) - 52
    let significand = (magnitude.significand * 0x1p52)
    var whole = WholeNumber(UInt64(significand))
    for _ in 0..<abs(exponent) { whole.multiply(by: exponent < 0 ? 5 : 2) }
    digits = whole.digits
    point = digits.count + min(exponent, 0)
  }

  /// Rounds to so many digits behind the point; halves go to the even digit.
  mutating func round(toPlaces places: Int) { round(keeping: point + places) }

  /// Rounds to so many digits in all.
  mutating func round(keeping count: Int) {
    guard count < digits.count else { return }
    guard count >= 0 else {
      (digits, point) = ([], 0)
      return
    }
    let next = digits[count]
    let isMore = digits[(count + 1)...].contains { $0 != 0 }
    let isOdd = count > 0 && digits[count - 1] % 2 == 1
    digits.removeSubrange(count...)
    guard next > 5 || (next == 5 && (isMore || isOdd)) else { return }
    var place = count - 1
    while place >= 0, digits[place] == 9 {
      digits[place] = 0
      place -= 1
    }
    if place >= 0 {
      digits[place] += 1
    } else {
      digits.insert(1, at: 0)
      point += 1
    }
  }

  /// The digit so many places before (0 is the one before the point) or behind the point (-1).
  private func digit(at place: Int) -> UInt8 {
    let index = point - 1 - place
    return digits.indices.contains(index) ? digits[index] : 0
  }

  /// Written with so many digits behind the point.
  func fixed(_ places: Int) -> String {
    var text: [UInt8] = []
    var place = max(point - 1, 0)
    while place >= 0 {
      text.append(UInt8(ascii: "0") + digit(at: place))
      place -= 1
    }
    if places > 0 { text.append(UInt8(ascii: ".")) }
    for place in 0..<max(places, 0) { text.append(UInt8(ascii: "0") + digit(at: -1 - place)) }
    return String(decoding: text, as: UTF8.self)
  }

  /// Written as `1.234e+05`, with so many digits behind the point.
  func scientific(_ places: Int) -> String {
    let exponent = digits.isEmpty ? 0 : point - 1
    var shifted = self
    shifted.point = 1
    let sign = exponent < 0 ? "-" : "+"
    let size = String(abs(exponent))
    return shifted.fixed(places) + "e" + sign + (size.count < 2 ? "0" : "") + size
  }
}

/// A number with so many digits behind the point, rounded exactly, halves to even.
func fixed(_ number: Double, _ places: Int) -> String {
  guard number.isFinite else { return printed(number) }
  var digits = DecimalDigits(number)
  digits.round(toPlaces: places)
  return (number.sign == .minus ? "-" : "") + digits.fixed(places)
}

/// A whole number without a limit.
private struct WholeNumber {
  /// Nine digits each, the lowest first.
  private var limbs: [UInt32] = []

  init(_ number: UInt64) {
    var rest = number
    while rest > 0 {
      limbs.append(UInt32(rest % 1_000_000_000))
      rest /= 1_000_000_000
    }
  }

  mutating func multiply(by factor: UInt64) {
    var carry: UInt64 = 0
    for index in limbs.indices {
      let product = UInt64(limbs[index]) * factor + carry
      limbs[index] = UInt32(product % 1_000_000_000)
      carry = product / 1_000_000_000
    }
    if carry > 0 { limbs.append(UInt32(carry)) }
  }

  var digits: [UInt8] {
    var result: [UInt8] = []
    for (place, limb) in limbs.reversed().enumerated() {
      let written = Array(String(limb).utf8)
      if place > 0 { result += [UInt8](repeating: 0, count: 9 - written.count) }
      result += written.map { $0 - UInt8(ascii: "0") }
    }
    return result
  }
}
