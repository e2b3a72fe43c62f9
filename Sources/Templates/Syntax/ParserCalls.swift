import Text

/// Calls: their arguments, held against what is called.
extension Parser {
  mutating func add(_ arguments: ArgumentList) -> ID<ArgumentList> {
    tables.arguments.add(arguments)
  }

  /// The arguments in round brackets, as they are written.
  mutating func parseArguments() throws(SyntaxMistake) -> ID<ArgumentList> {
    try expect(.openRound)
    var positional: [ExpressionID] = []
    var keywords: [Keyword] = []
    var spread = ExpressionID.none
    var spreadKeywords = ExpressionID.none
    while !accept(.closeRound) {
      if accept(.powerOf) {
        spreadKeywords = try parseExpression()
      } else if accept(.multiply) {
        spread = try parseExpression()
      } else if token.kind == .name, position + 1 < tokens.count,
        tokens[position + 1].kind == .operator(.assign)
      {
        let word = advance()
        _ = advance()
        let name = text(of: word)
        if keywords.contains(where: { $0.name == name }) {
          throw mistake(.wrongArguments, "'\(name)' is given twice", word.range)
        }
        keywords.append(Keyword(name: name, value: try parseExpression()))
      } else {
        guard keywords.isEmpty else {
          throw mistake(.wrongArguments, "values without a name come before those with one")
        }
        positional.append(try parseExpression())
      }
      if !accept(.comma) {
        try expect(.closeRound)
        break
      }
    }
    let list = add(positional)
    return add(
      ArgumentList(
        positional: list, keywords: tables.keywords.add(keywords), spread: spread,
        spreadKeywords: spreadKeywords))
  }

  mutating func parseFunction(
    _ function: ID<FunctionDeclaration>, named word: Token
  ) throws(SyntaxMistake) -> ExpressionID {
    let arguments = try parseArguments(
      of: callables.functions[function], called: word, what: "the function")
    return add(.function(function, arguments: arguments), word.range.lowerBound..<previousEnd)
  }

  /// Arguments for something whose parameters are known; without brackets there are none.
  mutating func parseArguments(
    of declaration: FunctionDeclaration, called word: Token, what: String
  ) throws(SyntaxMistake) -> ID<ArgumentList> {
    let arguments = isOperator(.openRound) ? try parseArguments() : add(ArgumentList.empty)
    return bind(arguments, to: declaration, called: word, what: what)
  }

  /// Puts the arguments of a call in the order of the parameters, with the defaults in their places.
  mutating func bind(
    _ id: ID<ArgumentList>, to declaration: FunctionDeclaration, called word: Token, what: String
  ) -> ID<ArgumentList> {
    let arguments = tables.arguments[id]
    // What is spread is known when it is rendered; it is bound then.
    if !arguments.spread.isNone || !arguments.spreadKeywords.isNone {
      report(
        .wrongArguments, "'*' and '**' pass values to macros only", word.range,
        help: "write out what \(what) '\(declaration.name)' gets")
      return id
    }
    var positional = Array(tables.children[arguments.positional])
    var keywords = Array(tables.keywords[arguments.keywords])
    let title = "\(what) '\(declaration.name)'"
    if positional.count > declaration.parameters.count && !declaration.takesAnyValues {
      report(
        .wrongArguments,
        declaration.parameters.isEmpty
          ? "\(title) takes no value"
          : "\(title) takes at most \(counted(declaration.parameters.count)), and here are \(positional.count)",
        word.range, help: signature(of: declaration))
      return id
    }
    if let wrong = wrongKeyword(keywords.map(\.name), of: declaration, behind: positional.count) {
      report(.wrongArguments, "\(title) \(wrong.message)", word.range, help: wrong.help)
      return id
    }
    for parameter in declaration.parameters.dropFirst(positional.count) {
      if let index = keywords.firstIndex(where: { $0.name == parameter.name }) {
        positional.append(keywords.remove(at: index).value)
      } else if let value = parameter.default {
        positional.append(add(constant: value, word.range))
      } else {
        report(
          .wrongArguments, "\(title) needs a value for '\(parameter.name)'", word.range,
          help: signature(of: declaration))
        return id
      }
    }
    reportMistakes(in: positional, of: declaration)
    let list = add(positional)
    return add(ArgumentList(positional: list, keywords: tables.keywords.add(keywords)))
  }

  /// Values that are written out are known before anything is rendered.
  private mutating func reportMistakes(
    in values: [ExpressionID], of declaration: FunctionDeclaration
  ) {
    for (parameter, expression) in zip(declaration.parameters, values) {
      guard let check = parameter.mistake,
        case .constant(let constant) = tables.expressions[expression],
        let mistake = check(tables.constants[constant])
      else { continue }
      report(.callRefused, mistake.message, tables.ranges[expression.index], help: mistake.help)
    }
  }

  private func wrongKeyword(
    _ keywords: [String], of declaration: FunctionDeclaration, behind count: Int
  ) -> (message: String, help: String)? {
    let known = declaration.parameters.map(\.name)
    let rest = known.dropFirst(count)
    guard !declaration.takesAnyKeywords,
      let wrong = keywords.first(where: { !rest.contains($0) })
    else { return nil }
    if known.contains(wrong) { return ("is given '\(wrong)' twice", signature(of: declaration)) }
    let meant = nearest(to: wrong, in: known).map { "did you mean '\($0)'?" }
    return ("has no '\(wrong)'", meant ?? signature(of: declaration))
  }

  private func counted(_ number: Int) -> String { number == 1 ? "one value" : "\(number) values" }

  private func signature(of declaration: FunctionDeclaration) -> String {
    var parts = declaration.parameters.map { $0.default == nil ? $0.name : $0.name + "=…" }
    if declaration.takesAnyValues { parts.append("…") }
    if declaration.takesAnyKeywords { parts.append("name=…") }
    return parts.isEmpty
      ? "write \(declaration.name) alone"
      : "it is \(declaration.name)(\(parts.joined(separator: ", ")))"
  }
}
