import Diagnostics
import Text

/// Expressions, with the precedence of Jinja's parser.
extension Parser {
  mutating func parseExpression() throws(SyntaxMistake) -> ExpressionID {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < Parser.maximumNesting else { throw tooDeep() }
    return try parseConditional()
  }

  private mutating func parseConditional() throws(SyntaxMistake) -> ExpressionID {
    var value = try parseOr()
    while accept(word: "if") {
      let condition = try parseOr()
      let otherwise = accept(word: "else") ? try parseExpression() : ExpressionID.none
      value = add(.conditional(condition, then: value, otherwise: otherwise), range(from: value))
    }
    return value
  }

  mutating func parseOr() throws(SyntaxMistake) -> ExpressionID {
    var left = try parseAnd()
    while accept(word: "or") {
      let right = try parseAnd()
      left = add(.or(left, right), range(from: left))
    }
    return left
  }

  private mutating func parseAnd() throws(SyntaxMistake) -> ExpressionID {
    var left = try parseNot()
    while accept(word: "and") {
      let right = try parseNot()
      left = add(.and(left, right), range(from: left))
    }
    return left
  }

  private mutating func parseNot() throws(SyntaxMistake) -> ExpressionID {
    guard isName("not") else { return try parseComparison() }
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < Parser.maximumNesting else { throw tooDeep() }
    let start = advance().range.lowerBound
    let operand = try parseNot()
    return add(.not(operand), start..<previousEnd)
  }

  private mutating func parseComparison() throws(SyntaxMistake) -> ExpressionID {
    let first = try parseSum()
    var operands = [first]
    var comparisons: [Comparison] = []
    while let comparison = acceptComparison() {
      comparisons.append(comparison)
      operands.append(try parseSum())
    }
    switch comparisons.count {
    case 0: return first
    case 1: return add(.compare(first, comparisons[0], operands[1]), range(from: first))
    default:
      let list = add(operands)
      return add(.chain(list, comparisons: tables.comparisons.add(comparisons)), range(from: first))
    }
  }

  private mutating func acceptComparison() -> Comparison? {
    if case .operator(let sign) = token.kind, let comparison = Comparison(rawValue: sign.rawValue) {
      _ = advance()
      return comparison
    }
    if accept(word: "in") { return .within }
    if isName("not"), position + 1 < tokens.count, tokens[position + 1].kind == .name,
      text(of: tokens[position + 1]) == "in"
    {
      _ = advance()
      _ = advance()
      return .notWithin
    }
    return nil
  }

  private mutating func parseSum() throws(SyntaxMistake) -> ExpressionID {
    var left = try parseConcatenation()
    while case .operator(let sign) = token.kind, sign == .add || sign == .subtract {
      _ = advance()
      let right = try parseConcatenation()
      left = add(.binary(sign == .add ? .add : .subtract, left, right), range(from: left))
    }
    return left
  }

  private mutating func parseConcatenation() throws(SyntaxMistake) -> ExpressionID {
    let first = try parseProduct()
    guard isOperator(.concatenate) else { return first }
    var operands = [first]
    while accept(.concatenate) { operands.append(try parseProduct()) }
    let list = add(operands)
    return add(.concatenation(list), range(from: first))
  }

  private mutating func parseProduct() throws(SyntaxMistake) -> ExpressionID {
    var left = try parsePower()
    while case .operator(let sign) = token.kind,
      let operation = BinaryOperator(rawValue: sign.rawValue),
      [.multiply, .divide, .divideWhole, .remainder].contains(operation)
    {
      _ = advance()
      let right = try parsePower()
      left = add(.binary(operation, left, right), range(from: left))
    }
    return left
  }

  private mutating func parsePower() throws(SyntaxMistake) -> ExpressionID {
    var left = try parseUnary(withFilters: true)
    while accept(.powerOf) {
      let right = try parseUnary(withFilters: true)
      left = add(.binary(.power, left, right), range(from: left))
    }
    return left
  }

  private mutating func parseUnary(withFilters: Bool) throws(SyntaxMistake) -> ExpressionID {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < Parser.maximumNesting else { throw tooDeep() }
    let start = token.range.lowerBound
    var value: ExpressionID
    if accept(.subtract) {
      let operand = try parseUnary(withFilters: false)
      value = add(.negative(operand), start..<previousEnd)
    } else if accept(.add) {
      let operand = try parseUnary(withFilters: false)
      value = add(.positive(operand), start..<previousEnd)
    } else {
      value = try parsePrimary()
    }
    value = try parsePostfix(value)
    return withFilters ? try parseFilters(value) : value
  }

  // MARK: Literals and names

  private mutating func parsePrimary() throws(SyntaxMistake) -> ExpressionID {
    let first = token
    switch first.kind {
    case .name: return try parseName()
    case .integer:
      _ = advance()
      return add(constant: .integer(try wholeNumber(first)), first.range)
    case .fraction:
      _ = advance()
      let number = Double(text(of: first).filter { $0 != "_" }) ?? 0
      return add(constant: .double(number), first.range)
    case .string:
      var value = ""
      while token.kind == .string {
        if hasCutEscape(source.bytes[token.range]) {
          throw mistake(
            "an escape in this text is cut off", help: "\\x takes two digits, \\u four, \\U eight")
        }
        value += unquoted(source.bytes[advance().range])
      }
      return add(constant: .text(value), first.range.lowerBound..<previousEnd)
    case .operator(.openRound): return try parseParentheses()
    case .operator(.openSquare):
      _ = advance()
      let list = add(try parseList(until: .closeSquare))
      return add(.list(list), first.range.lowerBound..<previousEnd)
    case .operator(.openCurly): return try parseMapping()
    case .operator(.dot):
      throw mistake(
        "a value is missing here, before '.'", help: "names begin without a dot: {{ page.title }}")
    default:
      throw mistake("a value is missing here, before \(shownToken)", help: helpWithOperator)
    }
  }

  private func wholeNumber(_ token: Token) throws(SyntaxMistake) -> Int {
    let written = text(of: token).filter { $0 != "_" }
    let bases: [(prefix: String, base: Int)] = [("0x", 16), ("0o", 8), ("0b", 2)]
    let base = bases.first { written.lowercased().hasPrefix($0.prefix) }?.base
    if base == nil, written.hasPrefix("0"), written.contains(where: { $0 != "0" }) {
      throw mistake("a number does not begin with 0", token.range)
    }
    guard let number = Int(base == nil ? written : String(written.dropFirst(2)), radix: base ?? 10)
    else { throw mistake("this number is too large", token.range) }
    return number
  }

  private mutating func parseParentheses() throws(SyntaxMistake) -> ExpressionID {
    let start = advance().range.lowerBound
    if accept(.closeRound) { return add(.list(.empty), start..<previousEnd) }
    let first = try parseExpression()
    guard isOperator(.comma) else {
      try expect(.closeRound)
      return first
    }
    _ = advance()
    let list = add([first] + (try parseList(until: .closeRound)))
    return add(.list(list), start..<previousEnd)
  }

  private mutating func parseList(until end: Operator) throws(SyntaxMistake) -> [ExpressionID] {
    var values: [ExpressionID] = []
    while !accept(end) {
      values.append(try parseExpression())
      if !accept(.comma) {
        try expect(end)
        break
      }
    }
    return values
  }

  private mutating func parseMapping() throws(SyntaxMistake) -> ExpressionID {
    let start = advance().range.lowerBound
    var pairs: [ExpressionID] = []
    while !accept(.closeCurly) {
      pairs.append(try parseExpression())
      try expect(.colon)
      pairs.append(try parseExpression())
      if !accept(.comma) {
        try expect(.closeCurly)
        break
      }
    }
    let list = add(pairs)
    return add(.mapping(list), start..<previousEnd)
  }

  private mutating func parseName() throws(SyntaxMistake) -> ExpressionID {
    let first = advance()
    let word = text(of: first)
    switch word {
    case "true", "True": return add(constant: .boolean(true), first.range)
    case "false", "False": return add(constant: .boolean(false), first.range)
    case "none", "None": return add(constant: .none, first.range)
    case "if", "else", "elif", "and", "or", "in", "is":
      throw mistake("a value is missing here, before '\(word)'", first.range)
    default: break
    }
    noteRead(word)
    if let local = frames.lookup(word) { return add(local, first.range) }
    if word == "super", isOperator(.openRound) || isOperator(.dot) { return try parseSuper(first) }
    if word == "self", isOperator(.dot) { return try parseSelf(first) }
    if isOperator(.openRound), let function = callables.function(word) {
      return try parseFunction(function, named: first)
    }
    return add(.context(names.id(of: word)), first.range)
  }

  private mutating func parseSuper(_ word: Token) throws(SyntaxMistake) -> ExpressionID {
    guard let block = openBlock else {
      throw mistake(.misplacedTag, "super() has a meaning inside a block only", word.range)
    }
    var levels: Int32 = 1
    while accept(.dot) {
      guard accept(word: "super") else {
        throw mistake("super has only 'super' after a dot: super.super()")
      }
      levels += 1
    }
    try expect(.openRound)
    try expect(.closeRound)
    return add(
      .parentBlock(names.id(of: block), levels: levels), word.range.lowerBound..<previousEnd)
  }

  private mutating func parseSelf(_ word: Token) throws(SyntaxMistake) -> ExpressionID {
    try expect(.dot)
    let name = text(of: try expectName("the name of a block"))
    try expect(.openRound)
    try expect(.closeRound)
    return add(.block(name: names.id(of: name)), word.range.lowerBound..<previousEnd)
  }

  // MARK: What follows a value

  private mutating func parsePostfix(_ value: ExpressionID) throws(SyntaxMistake) -> ExpressionID {
    var value = value
    while case .operator(let sign) = token.kind {
      switch sign {
      case .dot: value = try parseAttribute(of: value)
      case .openSquare: value = try parseSubscript(of: value)
      case .openRound:
        let arguments = try parseArguments()
        value = add(.call(value, arguments: arguments), range(from: value))
      default: return value
      }
    }
    return value
  }

  private mutating func parseAttribute(of value: ExpressionID) throws(SyntaxMistake) -> ExpressionID
  {
    _ = advance()
    if token.kind == .integer {
      let index = add(constant: .integer(Int(text(of: token)) ?? 0), advance().range)
      return add(.item(value, index), range(from: value))
    }
    // The lexer reads `1.2` in `a.1.2` as one number, so that can't be written.
    let word = try expectName("a name")
    let name = text(of: word)
    if case .loop(let depth) = tables.expressions[value] {
      return try parseLoopAttribute(name, word, depth, value)
    }
    if ["items", "keys", "values"].contains(name), isOperator(.openRound) {
      let arguments = try parseArguments()
      let number = id(ofAttribute: name)
      return add(.method(value, name: number, arguments: arguments), range(from: value))
    }
    return add(.attribute(value, name: id(ofAttribute: name)), range(from: value))
  }

  private mutating func parseLoopAttribute(
    _ name: String, _ word: Token, _ depth: Int32, _ value: ExpressionID
  ) throws(SyntaxMistake) -> ExpressionID {
    if let attribute = LoopAttribute(rawValue: name) {
      return add(.loopAttribute(depth, attribute), range(from: value))
    }
    if let method = LoopMethod(rawValue: name), method != .recurse, isOperator(.openRound) {
      let arguments = try parseArguments()
      return add(.loopCall(depth, method, arguments: arguments), range(from: value))
    }
    let known = LoopAttribute.allCases.map(\.rawValue) + ["cycle", "changed"]
    throw mistake(
      .unknownAttribute, "loop has no '\(name)'", word.range,
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? "it has " + known.joined(separator: ", "))
  }

  private mutating func parseSubscript(of value: ExpressionID) throws(SyntaxMistake) -> ExpressionID
  {
    _ = advance()
    var bounds: [ExpressionID] = []
    var isSlice = false
    var current = ExpressionID.none
    while !isOperator(.closeSquare) {
      if accept(.colon) {
        isSlice = true
        bounds.append(current)
        current = .none
        guard bounds.count < 3 else {
          throw mistake("a slice has at most a start, an end and a step")
        }
      } else {
        guard current.isNone else { throw mistake("']' is missing here, before \(shownToken)") }
        current = try parseExpression()
      }
    }
    try expect(.closeSquare)
    if isSlice {
      bounds.append(current)
      while bounds.count < 3 { bounds.append(.none) }
      let list = add(bounds)
      return add(.slice(value, bounds: list), range(from: value))
    }
    guard !current.isNone else { throw mistake("what is wanted is missing between '[' and ']'") }
    return add(.item(value, current), range(from: value))
  }

  // MARK: Filters and tests

  mutating func parseFilters(_ value: ExpressionID) throws(SyntaxMistake) -> ExpressionID {
    var value = value
    while true {
      if accept(.pipe) {
        value = try parseFilter(of: value)
      } else if isName("is") {
        value = try parseTest(of: value)
      } else if isOperator(.openRound) {
        let arguments = try parseArguments()
        value = add(.call(value, arguments: arguments), range(from: value))
      } else {
        return value
      }
    }
  }

  mutating func parseFilter(of value: ExpressionID) throws(SyntaxMistake) -> ExpressionID {
    let word = try expectName("the name of a filter")
    let name = text(of: word)
    guard let number = callables.filter(name) else {
      let meant = nearest(to: name, in: callables.filterNames).map { "did you mean '\($0)'?" }
      report(
        .unknownFilter, "there is no filter '\(name)'", word.range,
        help: filtersOfOthers[name] ?? meant
          ?? callables.document.map { "\($0) lists them all" })
      if isOperator(.openRound) { _ = try parseArguments() }
      return value
    }
    let arguments = try parseArguments(
      of: callables.filters[number], called: word, what: "the filter")
    checkInnerNames(of: callables.filters[number], arguments)
    return add(.filter(number, value, arguments: arguments), range(from: value))
  }

  /// `map("upper")`, `select("odd")`: the filter or test in quotes must exist, too.
  private mutating func checkInnerNames(
    of filter: FunctionDeclaration, _ arguments: ID<ArgumentList>
  ) {
    let index =
      switch filter.naming {
      case .filter: 0
      case .test(let argument): argument
      case nil: Int.max
      }
    let positional = tables.arguments[arguments].positional.indices
    guard index < positional.count,
      case .constant(let constant)? = tables.expressions[
        safely: tables.children[positional.lowerBound + index]],
      case .text(let name) = tables.constants[constant]
    else { return }
    let range = range(of: tables.children[positional.lowerBound + index])
    if case .filter = filter.naming {
      guard callables.filter(name) == nil else { return }
      let meant = nearest(to: name, in: callables.filterNames).map { "did you mean '\($0)'?" }
      report(.unknownFilter, "there is no filter '\(name)'", range, help: meant)
    } else {
      guard callables.test(name) == nil else { return }
      let meant = nearest(to: name, in: callables.testNames).map { "did you mean '\($0)'?" }
      report(.unknownTest, "there is no test '\(name)'", range, help: meant)
    }
  }

  private mutating func parseTest(of value: ExpressionID) throws(SyntaxMistake) -> ExpressionID {
    _ = advance()
    let isNegated = accept(word: "not")
    let word = try expectName("the name of a test")
    let name = text(of: word)
    guard let number = callables.test(name) else {
      let meant = nearest(to: name, in: callables.testNames).map { "did you mean '\($0)'?" }
      throw mistake(
        .unknownTest, "there is no test '\(name)'", word.range,
        help: meant ?? callables.document.map { "\($0) lists them all" })
    }
    var arguments: ID<ArgumentList>
    if isOperator(.openRound) || !startsArgument() {
      if isName("is") {
        throw mistake(
          "a test cannot be tested again", help: "write 'and' between two tests, or brackets")
      }
      arguments = try parseArguments(of: callables.tests[number], called: word, what: "the test")
    } else {
      let argument = try parsePostfix(try parsePrimary())
      let list = add([argument])
      arguments = add(ArgumentList(positional: list))
      arguments = bind(arguments, to: callables.tests[number], called: word, what: "the test")
    }
    let test = add(.test(number, value, arguments: arguments), range(from: value))
    return isNegated ? add(.not(test), range(from: value)) : test
  }

  /// Whether what follows a test's name is its argument: `is divisibleby 3`.
  private func startsArgument() -> Bool {
    switch token.kind {
    case .integer, .fraction, .string, .operator(.openSquare), .operator(.openCurly): true
    case .name: !["else", "or", "and", "is", "if", "in", "not"].contains(text(of: token))
    default: false
    }
  }
}

extension Array where Element == Expression {
  subscript(safely id: ExpressionID) -> Expression? { id.isNone ? nil : self[id.index] }
}
