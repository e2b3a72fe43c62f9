extension Callables {
  static let numberFilters: [BuiltInFilter] = [
    BuiltInFilter("abs", "Without its sign.") {
      (_, value) throws(TemplateFailure) in
      switch value.number {
      case .integer(let number)?:
        guard number != .min else { throw .tooLarge }
        return .integer(abs(number))
      case .double(let number)?: return .double(abs(number))
      case nil: throw .cannotTake("abs", "a number", value)
      }
    },
    BuiltInFilter(
      "int", "As a whole number; another value if it is none.",
      .optional("default", .integer(0)), takesNone: true
    ) {
      (_, value, other) throws(TemplateFailure) in try whole(value, other)
    },
    BuiltInFilter(
      "float", "As a fraction; another value if it is none.", .optional("default", .double(0)),
      takesNone: true
    ) { _, value, other in
      if let number = value.number { return .double(number.double) }
      return value.string.flatMap(fraction(in:)).map { .double($0) } ?? other
    },
    BuiltInFilter(
      "round", "Rounded to a number of digits; the method is common, ceil or floor.",
      .optional("precision", .integer(0)), .optional("method", .text("common"))
    ) {
      (_, value, precision, method) throws(TemplateFailure) in
      try rounded(value, precision, method)
    },
    BuiltInFilter(
      "filesizeformat", "A number of bytes in words.", .optional("binary", .boolean(false))
    ) {
      (_, value, isBinary) throws(TemplateFailure) in
      try fileSize(value, isBinary: isBinary.isTrue)
    },
    BuiltInFilter(
      "sum", "The values added up.", .optional("attribute"), .optional("start", .integer(0))
    ) {
      (scope, value, attribute, start) throws(TemplateFailure) in
      if start.string != nil {
        throw TemplateFailure("sum adds numbers; join puts texts together")
      }
      var total = start
      for item in try values(of: value, "sum") {
        total = try compute(total, .add, try scope.part(item, at: attribute))
      }
      return total
    },
  ]
}

private func whole(_ value: Value, _ other: Value) throws(TemplateFailure) -> Value {
  if let number = value.whole { return .integer(number) }
  var number: Double?
  if let text = value.string {
    if let whole = wholeNumber(in: text) { return .integer(whole) }
    number = fraction(in: text)
  } else if case .double(let fraction) = value {
    number = fraction
  }
  guard let number, number.isFinite else { return other }
  guard let whole = Int(exactly: number.rounded(.towardZero)) else { throw .tooLarge }
  return .integer(whole)
}

private func rounded(
  _ value: Value, _ precision: Value, _ method: Value
) throws(TemplateFailure) -> Value {
  guard let number = value.number?.double else { throw .cannotTake("round", "a number", value) }
  guard let precision = precision.whole, (-15...15).contains(precision) else {
    throw TemplateFailure("round takes a number of digits from -15 to 15")
  }
  let factor = power(of: 10, precision)
  switch method.string {
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
  for _ in 0..<abs(exponent) { result *= base }
  return exponent < 0 ? 1 / result : result
}

/// To the nearest; a half goes to the even neighbour.
private func rounded(_ number: Double, _ places: Int) -> Double {
  let factor = power(of: 10, abs(places))
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
  else { throw .cannotTake("filesizeformat", "a number", value) }
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
