/// A test after `is`: whether something is true of a value.
struct ValueTest: Sendable {
  typealias Body =
    @Sendable (RenderScope, _ value: Value, _ other: Value) throws(TemplateFailure) -> Bool

  let declaration: FunctionDeclaration
  let body: Body

  init(
    _ name: String, _ documentation: String, _ parameter: String? = nil, aliases: [String] = [],
    body: @escaping Body
  ) {
    declaration = FunctionDeclaration(
      name, documentation, parameter.map { [.required($0)] } ?? [], aliases: aliases)
    self.body = body
  }

  /// The tests of the language itself.
  static let builtIn: [ValueTest] = [
    // The renderer looks at the value itself, which may be missing.
    ValueTest("defined", "It is there at all.") { _, _, _ in true },
    ValueTest("undefined", "It isn't there.") { _, _, _ in false },
    ValueTest("none", "It is empty: a field that a page leaves out.") { _, value, _ in value.isNone
    },
    ValueTest("boolean", "It is true or false.") { _, value, _ in
      if case .boolean = value { true } else { false }
    },
    ValueTest("true", "It is true.") { _, value, _ in
      if case .boolean(true) = value { true } else { false }
    },
    ValueTest("false", "It is false.") { _, value, _ in
      if case .boolean(false) = value { true } else { false }
    },
    ValueTest("integer", "It is a whole number.") { _, value, _ in
      if case .integer = value { true } else { false }
    },
    ValueTest("float", "It is a fraction.") { _, value, _ in
      if case .double = value { true } else { false }
    },
    ValueTest("number", "It is a number.") { _, value, _ in value.number != nil },
    ValueTest("string", "It is a text.") { _, value, _ in value.string != nil },
    ValueTest("mapping", "It is a mapping.") { _, value, _ in
      if case .mapping = value { true } else { false }
    },
    ValueTest("sequence", "It is a list, a mapping or a text.") { _, value, _ in value.isSequence },
    ValueTest("iterable", "A `for` can run over it.") { _, value, _ in value.isSequence },
    ValueTest("callable", "It is a macro.") { _, value, _ in
      if case .object(_ as MacroValue) = value { true } else { false }
    },
    ValueTest("escaped", "It is markup.") { _, value, _ in value.isMarkup },
    ValueTest("lower", "It is a text in small letters.") { _, value, _ in
      value.string.map { isCased($0) && $0 == $0.lowercased() } ?? false
    },
    ValueTest("upper", "It is a text in large letters.") { _, value, _ in
      value.string.map { isCased($0) && $0 == $0.uppercased() } ?? false
    },
    ValueTest("even", "It is divisible by two.") {
      (_, value, _) throws(TemplateFailure) in
      try remainder("even", value, .integer(2)).equals(.integer(0))
    },
    ValueTest("odd", "It isn't divisible by two.") {
      (_, value, _) throws(TemplateFailure) in
      try remainder("odd", value, .integer(2)).equals(.integer(1))
    },
    ValueTest("divisibleby", "It is divisible by a number.", "num") {
      (_, value, divisor) throws(TemplateFailure) in
      try remainder("divisibleby", value, divisor).equals(.integer(0))
    },
    ValueTest("eq", "It equals another.", "other", aliases: ["==", "equalto"]) {
      $1.equals($2)
    },
    ValueTest("ne", "It is another value.", "other", aliases: ["!="]) { !$1.equals($2) },
    ValueTest("sameas", "It equals another and is of its type.", "other") { $1.isSame(as: $2) },
    ValueTest("lt", "It is less than another.", "other", aliases: ["<", "lessthan"]) {
      (_, value, other) throws(TemplateFailure) in try isOrdered(value, other, "<")
    },
    ValueTest("gt", "It is more than another.", "other", aliases: [">", "greaterthan"]) {
      (_, value, other) throws(TemplateFailure) in try isOrdered(other, value, ">")
    },
    ValueTest("le", "It isn't more than another.", "other", aliases: ["<="]) {
      (_, value, other) throws(TemplateFailure) in try !isOrdered(other, value, "<=")
    },
    ValueTest("ge", "It isn't less than another.", "other", aliases: [">="]) {
      (_, value, other) throws(TemplateFailure) in try !isOrdered(value, other, ">=")
    },
    ValueTest("in", "It is part of a list, a mapping or a text.", "seq") {
      (_, value, group) throws(TemplateFailure) in try group.contains(value)
    },
    ValueTest("filter", "It is the name of a filter.") { scope, value, _ in
      value.string.map { scope.callables.filter($0) != nil } ?? false
    },
    ValueTest("test", "It is the name of a test.") { scope, value, _ in
      value.string.map { scope.callables.test($0) != nil } ?? false
    },
  ]
}

private func remainder(
  _ test: String, _ value: Value, _ divisor: Value
) throws(TemplateFailure) -> Value {
  for part in [value, divisor] where part.number == nil {
    throw TemplateFailure("\(test) takes numbers, and this is \(part.typeName)")
  }
  return try compute(value, .remainder, divisor)
}

private func isOrdered(
  _ left: Value, _ right: Value, _ sign: String
) throws(TemplateFailure) -> Bool {
  if let result = left.isBefore(right) { return result }
  throw TemplateFailure("'\(sign)' has no order between \(left.typeName) and \(right.typeName)")
}

private func isCased(_ text: String) -> Bool {
  text.unicodeScalars.contains { $0.properties.isCased }
}

extension Value {
  fileprivate var isSequence: Bool {
    switch self {
    case .list, .mapping, .text, .markup: true
    default: isLazy
    }
  }
}

// MARK: Calls

extension Renderer {
  mutating func runTest(
    _ test: ID<FunctionDeclaration>, _ operand: ExpressionID, _ arguments: ID<ArgumentList>,
    _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Bool {
    if test == set.callables.definedTest { return try evaluateIfDefined(operand, template) != nil }
    if test == set.callables.undefinedTest {
      return try evaluateIfDefined(operand, template) == nil
    }
    let value = try evaluate(operand, template)
    let other = try self.arguments(arguments, template).positional.first
    try countWalk(min(value.walk, other?.walk ?? .max), at: id, template)
    do throws(TemplateFailure) {
      if let other { try value.checkComparable(with: other) }
      return try ValueTest.builtIn[test.index].body(scope, value, other ?? Value.none)
    } catch {
      throw failure(error, at: id, template)
    }
  }
}

extension RenderScope {
  /// Whether a value passes a test with a name that is known only when it is run, as `select` does.
  func run(
    testNamed name: String, _ value: Value, _ arguments: [Value]
  ) throws(TemplateFailure) -> Bool {
    guard let id = callables.test(name) else {
      throw TemplateFailure(.unknownTest, "there is no test '\(name)'")
    }
    let test = ValueTest.builtIn[id.index]
    guard arguments.count == test.declaration.parameters.count else {
      throw TemplateFailure(
        test.declaration.parameters.isEmpty
          ? "the test '\(name)' takes no value" : "the test '\(name)' needs one value")
    }
    return try test.body(self, value, arguments.first ?? Value.none)
  }
}
