/// The operators that compute a value from two.
enum BinaryOperator: String {
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case divide = "/"
  case divideWhole = "//"
  case remainder = "%"
  case power = "**"
}

/// Computes as Jinja (that is, Python) does: `/` gives a fraction, `//` and `%` round downwards.
func compute(
  _ left: Value, _ operation: BinaryOperator, _ right: Value
) throws(TemplateFailure) -> Value {
  if let a = left.number, let b = right.number {
    if case .integer(let a) = a, case .integer(let b) = b {
      return try computeWhole(a, operation, b)
    }
    return try computeFraction(a.double, operation, b.double)
  }
  if left.isLazy || right.isLazy {
    return try compute(left.withElements, operation, right.withElements)
  }
  switch (operation, left, right) {
  case (.add, .list(let a), .list(let b)): return .list(a + b)
  case (.add, .text(let a), .text(let b)): return .text(a + b)
  case (.add, .markup, .markup), (.add, .markup, .text), (.add, .text, .markup):
    return .markup(left.asMarkup + right.asMarkup)
  case (.multiply, .text, _), (.multiply, .list, _), (.multiply, .markup, _):
    if let count = right.whole { return try repeated(left, count) }
  case (.multiply, _, .text), (.multiply, _, .list), (.multiply, _, .markup):
    if let count = left.whole { return try repeated(right, count) }
  default: break
  }
  let help =
    left.string != nil || right.string != nil ? "'~' joins texts with anything" : nil
  throw TemplateFailure(
    "'\(operation.rawValue)' cannot take \(left.typeName) and \(right.typeName)", help: help)
}

private func repeated(_ value: Value, _ count: Int) throws(TemplateFailure) -> Value {
  let size: Int =
    switch value {
    case .list(let values): values.count
    case .text(let text): text.utf8.count
    case .markup(let bytes): bytes.count
    default: 0
    }
  guard count <= 0 || size.multipliedReportingOverflow(by: count).partialValue <= 1 << 20,
    !size.multipliedReportingOverflow(by: max(count, 0)).overflow
  else { throw TemplateFailure(.renderLimit, "repeating this \(count) times makes it too long") }
  switch value {
  case .list(let values):
    return .list(Array(repeatElement(values, count: max(count, 0)).joined()))
  case .markup(let bytes):
    return .markup(Array(repeatElement(bytes, count: max(count, 0)).joined()))
  default: return .text(String(repeating: value.string ?? "", count: max(count, 0)))
  }
}

private func computeWhole(
  _ a: Int, _ operation: BinaryOperator, _ b: Int
) throws(TemplateFailure) -> Value {
  let result: (partialValue: Int, overflow: Bool)
  switch operation {
  case .add: result = a.addingReportingOverflow(b)
  case .subtract: result = a.subtractingReportingOverflow(b)
  case .multiply: result = a.multipliedReportingOverflow(by: b)
  case .divide:
    guard b != 0 else { throw .divisionByZero }
    return .double(Double(a) / Double(b))
  case .divideWhole:
    guard b != 0 else { throw .divisionByZero }
    let quotient = a.dividedReportingOverflow(by: b)
    let isRounded = a % (b == -1 ? 1 : b) != 0 && (a < 0) != (b < 0)
    result = (quotient.partialValue - (isRounded ? 1 : 0), quotient.overflow)
  case .remainder:
    guard b != 0 else { throw .divisionByZero }
    guard b != -1 else { return .integer(0) }
    let remainder = a % b
    return .integer(remainder != 0 && (remainder < 0) != (b < 0) ? remainder + b : remainder)
  case .power: return try power(a, b)
  }
  if result.overflow { throw .tooLarge }
  return .integer(result.partialValue)
}

private func power(_ base: Int, _ exponent: Int) throws(TemplateFailure) -> Value {
  guard exponent >= 0 else {
    if base == 0 { throw .divisionByZero }
    return .double(raised(Double(base), exponent))
  }
  var result = 1
  if base == 1 || exponent == 0 { return .integer(1) }
  if base == 0 { return .integer(0) }
  if base == -1 { return .integer(exponent % 2 == 0 ? 1 : -1) }
  guard exponent < 64 else { throw .tooLarge }
  for _ in 0..<exponent {
    let next = result.multipliedReportingOverflow(by: base)
    if next.overflow { throw .tooLarge }
    result = next.partialValue
  }
  return .integer(result)
}

private func raised(_ base: Double, _ exponent: Int) -> Double {
  var result = 1.0
  var factor = base
  var rest = exponent.magnitude
  while rest > 0 {
    if rest & 1 == 1 { result *= factor }
    factor *= factor
    rest >>= 1
  }
  return exponent < 0 ? 1 / result : result
}

private func computeFraction(
  _ a: Double, _ operation: BinaryOperator, _ b: Double
) throws(TemplateFailure) -> Value {
  switch operation {
  case .add: return .double(a + b)
  case .subtract: return .double(a - b)
  case .multiply: return .double(a * b)
  case .divide:
    guard b != 0 else { throw .divisionByZero }
    return .double(a / b)
  case .divideWhole:
    guard b != 0 else { throw .divisionByZero }
    return .double(divided(a, b).quotient)
  case .remainder:
    guard b != 0 else { throw .divisionByZero }
    return .double(divided(a, b).remainder)
  case .power:
    guard let exponent = Int(exactly: b) else {
      if b == 0.5 { return .double(a.squareRoot()) }
      throw TemplateFailure("'**' takes a whole number as its exponent")
    }
    if a == 0, exponent < 0 { throw .divisionByZero }
    let result = raised(a, exponent)
    if a.isFinite, !result.isFinite { throw .tooLarge }
    return .double(result)
  }
}

/// Division that rounds downwards, with the remainder that belongs to it, as Python has them.
private func divided(_ a: Double, _ b: Double) -> (quotient: Double, remainder: Double) {
  var remainder = a.truncatingRemainder(dividingBy: b)
  var exact = (a - remainder) / b
  if remainder == 0 {
    remainder = Double(signOf: b, magnitudeOf: 0)
  } else if (remainder < 0) != (b < 0) {
    remainder += b
    exact -= 1
  }
  guard exact != 0 else { return (Double(signOf: a / b, magnitudeOf: 0), remainder) }
  let floor = exact.rounded(.down)
  return (exact - floor > 0.5 ? floor + 1 : floor, remainder)
}

extension TemplateFailure {
  static var divisionByZero: TemplateFailure { TemplateFailure("this divides by zero") }
  static var tooLarge: TemplateFailure { TemplateFailure("this number is too large") }
}
