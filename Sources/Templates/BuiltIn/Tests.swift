import Diagnostics

/// The tests behind `is`.
enum BuiltInTest: String, CaseIterable {
  case boolean, callable, defined, divisibleby, eq, escaped, even, `false`, filter, float, ge, gt
  case `in`, integer, iterable, le, lower, lt, mapping, ne, none, number, odd, sameas, sequence
  case string, test, `true`, undefined, upper

  var declaration: FunctionDeclaration {
    switch self {
    case .divisibleby: FunctionDeclaration(rawValue, [Parameter("num")])
    case .in: FunctionDeclaration(rawValue, [Parameter("seq")])
    case .eq, .ge, .gt, .le, .lt, .ne, .sameas: FunctionDeclaration(rawValue, [Parameter("other")])
    default: FunctionDeclaration(rawValue)
    }
  }
}

/// Other names of tests.
let testAliases: [(String, String)] = [
  ("==", "eq"), ("equalto", "eq"), ("!=", "ne"), (">", "gt"), ("greaterthan", "gt"), (">=", "ge"),
  ("<", "lt"), ("lessthan", "lt"), ("<=", "le"),
]

extension Machine {
  mutating func runTest(
    _ number: Int, _ operand: ExpressionID, _ arguments: Int32, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Bool {
    let test = BuiltInTest.allCases[number]
    switch test {
    case .defined: return try evaluateIfDefined(operand, code) != nil
    case .undefined: return try evaluateIfDefined(operand, code) == nil
    default: break
    }
    let value = try evaluate(operand, code)
    let arguments = try self.arguments(arguments, code).positional
    do throws(TemplateFailure) {
      if let other = arguments.first { try value.checkComparable(with: other) }
      return try run(test, value, arguments)
    } catch {
      throw failure(error, at: id, code)
    }
  }

  /// Whether a value passes a test with a name that is known when it is run, as `select` does.
  func run(
    testNamed name: String, _ value: Value, _ arguments: [Value]
  ) throws(TemplateFailure) -> Bool {
    guard let number = set.library.test(name) else {
      throw TemplateFailure("there is no test '\(name)'")
    }
    let test = BuiltInTest.allCases[number]
    guard arguments.count == test.declaration.parameters.count else {
      throw TemplateFailure(
        test.declaration.parameters.isEmpty
          ? "the test '\(name)' takes no value" : "the test '\(name)' needs one value")
    }
    return try run(test, value, arguments)
  }

  private func run(
    _ test: BuiltInTest, _ value: Value, _ arguments: [Value]
  ) throws(TemplateFailure) -> Bool {
    switch test {
    case .boolean: if case .boolean = value { return true } else { return false }
    case .callable: if case .object(_ as MacroValue) = value { return true } else { return false }
    case .defined: return true
    case .undefined: return false
    case .divisibleby:
      return try remainder(test, value, arguments[0]).equals(.integer(0))
    case .even: return try remainder(test, value, .integer(2)).equals(.integer(0))
    case .odd: return try remainder(test, value, .integer(2)).equals(.integer(1))
    case .eq: return value.equals(arguments[0])
    case .sameas: return value.isSame(as: arguments[0])
    case .ne: return !value.equals(arguments[0])
    case .lt: return try ordered(value, arguments[0], "<")
    case .gt: return try ordered(arguments[0], value, ">")
    case .le: return try !ordered(arguments[0], value, "<=")
    case .ge: return try !ordered(value, arguments[0], ">=")
    case .in: return try arguments[0].contains(value)
    case .escaped: return value.isMarkup
    case .true: if case .boolean(true) = value { return true } else { return false }
    case .false: if case .boolean(false) = value { return true } else { return false }
    case .none: return value.isNone
    case .integer: if case .integer = value { return true } else { return false }
    case .float: if case .double = value { return true } else { return false }
    case .number: return value.number != nil
    case .string: return value.string != nil
    case .mapping: if case .mapping = value { return true } else { return false }
    case .sequence, .iterable:
      switch value {
      case .list, .mapping, .text, .markup: return true
      default: return false
      }
    case .lower: return value.string.map { isCased($0) && $0 == $0.lowercased() } ?? false
    case .upper: return value.string.map { isCased($0) && $0 == $0.uppercased() } ?? false
    case .filter: return value.string.map { set.library.filter($0) != nil } ?? false
    case .test: return value.string.map { set.library.test($0) != nil } ?? false
    }
  }

  private func remainder(
    _ test: BuiltInTest, _ value: Value, _ divisor: Value
  ) throws(TemplateFailure) -> Value {
    for part in [value, divisor] where part.number == nil {
      throw TemplateFailure("\(test.rawValue) takes numbers, and this is \(part.typeName)")
    }
    return try compute(value, .remainder, divisor)
  }

  private func ordered(
    _ left: Value, _ right: Value, _ sign: String
  ) throws(TemplateFailure) -> Bool {
    if let result = left.isBefore(right) { return result }
    throw TemplateFailure("'\(sign)' has no order between \(left.typeName) and \(right.typeName)")
  }

  private func isCased(_ text: String) -> Bool {
    text.unicodeScalars.contains { $0.properties.isCased }
  }
}
