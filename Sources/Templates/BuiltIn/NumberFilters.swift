extension Machine {
  func number(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    switch filter {
    case .abs:
      switch value.number {
      case .integer(let number)?:
        guard number != .min else { throw .tooLarge }
        return .integer(Swift.abs(number))
      case .double(let number)?: return .double(Swift.abs(number))
      case nil: throw .cannotTake(filter, "a number", value)
      }
    case .int: return try whole(value, arguments)
    case .float:
      if let number = value.number { return .double(number.double) }
      return value.string.flatMap(fraction(in:)).map { .double($0) } ?? arguments[0]
    case .round: return try rounded(value, arguments)
    case .filesizeformat: return try fileSize(value, isBinary: arguments[0].isTrue)
    default: return try sum(value, arguments)
    }
  }

  private func whole(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    if let number = value.whole { return .integer(number) }
    var number: Double?
    if let text = value.string {
      if let whole = wholeNumber(in: text) { return .integer(whole) }
      number = fraction(in: text)
    } else if case .double(let fraction) = value {
      number = fraction
    }
    guard let number, number.isFinite else { return arguments[0] }
    guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw .tooLarge }
    return .integer(whole)
  }

  private func rounded(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    guard let number = value.number?.double else { throw .cannotTake(.round, "a number", value) }
    guard let precision = arguments[0].whole, (-15...15).contains(precision) else {
      throw TemplateFailure("round takes a number of digits from -15 to 15")
    }
    let factor = power(of: 10, precision)
    switch arguments[1].string {
    case "common":
      if let whole = value.whole { return .integer(try rounded(whole, precision)) }
      return .double(rounded(number, precision))
    // Adding zero makes zero of what is less by nothing.
    case "ceil": return .double(((number * factor).rounded(.up) + 0) / factor)
    case "floor": return .double(((number * factor).rounded(.down) + 0) / factor)
    default: throw TemplateFailure("round knows the methods common, ceil and floor")
    }
  }

  private func power(of base: Double, _ exponent: Int) -> Double {
    var result = 1.0
    for _ in 0..<Swift.abs(exponent) { result *= base }
    return exponent < 0 ? 1 / result : result
  }

  /// To the nearest; a half goes to the even neighbour.
  private func rounded(_ number: Double, _ places: Int) -> Double {
    let factor = power(of: 10, Swift.abs(places))
    guard places > 0 else {
      return (number / factor).rounded(.toNearestOrEven) * factor
    }
    let product = number * factor
    guard product.magnitude < 0x1p52 else { return number }
    var whole = product.rounded(.toNearestOrEven)
    // The product is rounded, too: what it lost says on which side of a half the number is.
    if (product - product.rounded(.down)) == 0.5 {
      let lost = (-product).addingProduct(number, factor)
      if lost != 0 { whole = product.rounded(lost < 0 ? .down : .up) }
    }
    return whole / factor
  }

  private func rounded(_ number: Int, _ places: Int) throws(TemplateFailure) -> Int {
    guard places < 0 else { return number }
    var unit = 1
    for _ in 0..<(-places) { unit *= 10 }
    let (quotient, rest) = number.magnitude.quotientAndRemainder(dividingBy: UInt(unit))
    let isUp = rest * 2 > unit || (rest * 2 == unit && quotient % 2 == 1)
    let product = (quotient + (isUp ? 1 : 0)).multipliedReportingOverflow(by: UInt(unit))
    guard !product.overflow, let magnitude = Int(exactly: product.partialValue) else {
      throw .tooLarge
    }
    return number < 0 ? -magnitude : magnitude
  }

  private func fileSize(_ value: Value, isBinary: Bool) throws(TemplateFailure) -> Value {
    guard let bytes = value.number?.double ?? value.string.flatMap(fraction(in:)), bytes.isFinite
    else { throw .cannotTake(.filesizeformat, "a number", value) }
    let base = isBinary ? 1024.0 : 1000.0
    if bytes == 1 { return .text("1 Byte") }
    if bytes < base {
      guard let whole = Int(exactly: bytes.rounded(.towardZero)) else { throw .tooLarge }
      return .text("\(whole) Bytes")
    }
    let units =
      isBinary
      ? ["KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"]
      : ["kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"]
    var limit = base * base
    var unit = 0
    while bytes >= limit && unit < units.count - 1 {
      limit *= base
      unit += 1
    }
    return .text("\(rounded(base * bytes / limit, 1)) \(units[unit])")
  }

  private func sum(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    var total = arguments[1]
    if total.string != nil { throw TemplateFailure("sum adds numbers; join puts texts together") }
    for item in try values(of: value, .sum) {
      total = try compute(total, .add, try part(item, at: arguments[0]))
    }
    return total
  }
}
