extension TemplateTables {
  /// Calls a function with every expression that another one consists of.
  func forEachOperand(of expression: Expression, _ body: (ExpressionID) -> Void) {
    switch expression {
    case .constant, .local, .context, .loop, .loopAttribute, .captured, .parentBlock, .block: break
    case .attribute(let object, _): body(object)
    case .not(let operand), .negative(let operand), .positive(let operand): body(operand)
    case .item(let left, let right), .binary(_, let left, let right), .and(let left, let right),
      .or(let left, let right), .compare(let left, _, let right):
      body(left)
      body(right)
    case .slice(let object, let bounds):
      body(object)
      forEach(of: bounds, body)
    case .conditional(let condition, let then, let otherwise):
      body(condition)
      body(then)
      if !otherwise.isNone { body(otherwise) }
    case .chain(let list, _), .concatenation(let list), .list(let list), .mapping(let list):
      forEach(of: list, body)
    case .call(let operand, let arguments), .method(let operand, _, let arguments),
      .filter(_, let operand, let arguments), .test(_, let operand, let arguments):
      body(operand)
      forEachArgument(of: arguments, body)
    case .function(_, let arguments), .loopCall(_, _, let arguments):
      forEachArgument(of: arguments, body)
    }
  }

  private func forEach(of list: ExpressionList, _ body: (ExpressionID) -> Void) {
    for index in list.indices where !children[index].isNone { body(children[index]) }
  }

  private func forEachArgument(of id: ID<ArgumentList>, _ body: (ExpressionID) -> Void) {
    let list = arguments[id]
    forEach(of: list.positional, body)
    for keyword in keywords[list.keywords] { body(keyword.value) }
    if !list.spread.isNone { body(list.spread) }
    if !list.spreadKeywords.isNone { body(list.spreadKeywords) }
  }
}
