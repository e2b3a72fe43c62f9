/// The index of an element in one of the tables of a compiled template.
struct ID<Element>: Hashable, Sendable {
  private let number: Int32

  init(_ index: Int) { number = Int32(index) }

  var index: Int { Int(number) }
}

extension Array {
  subscript(id: ID<Element>) -> Element { self[id.index] }

  mutating func add(_ element: Element) -> ID<Element> {
    append(element)
    return ID(count - 1)
  }
}

typealias ExpressionID = ID<Expression>

extension ID<Expression> {
  /// Stands for an expression that is left out. An optional would take twice the room.
  static var none: ExpressionID { ID(-1) }
  var isNone: Bool { index < 0 }
}

/// A variable of a rendering. Its ID is its index in a context.
enum Variable {}

/// Elements that stand next to each other in one of the tables.
struct Run<Element>: Sendable {
  private let start: Int32
  private let length: Int32

  init(start: Int, count: Int) {
    self.start = Int32(start)
    length = Int32(count)
  }

  static var empty: Run { Run(start: 0, count: 0) }

  var count: Int { Int(length) }
  var isEmpty: Bool { length == 0 }
  var indices: Range<Int> { Int(start)..<Int(start) + Int(length) }
}

extension Array {
  subscript(run: Run<Element>) -> ArraySlice<Element> { self[run.indices] }

  mutating func add(_ elements: [Element]) -> Run<Element> {
    if elements.isEmpty { return .empty }
    defer { self += elements }
    return Run(start: count, count: elements.count)
  }
}

typealias ExpressionList = Run<ExpressionID>

/// The values that a call gives: those by place, and those by name.
struct ArgumentList {
  let positional: ExpressionList
  var keywords = Run<Keyword>.empty
  /// `*list` and `**mapping`.
  var spread = ExpressionID.none
  var spreadKeywords = ExpressionID.none

  static let empty = ArgumentList(positional: .empty)
}

struct Keyword {
  let name: String
  let value: ExpressionID
}

/// A node of an expression.
///
/// Nodes refer to each other by number and hold no references: rendering on several threads walks them
/// without counting any.
enum Expression {
  case constant(ID<Value>)
  /// A variable of the frame: a loop's, a macro's, one that was set inside.
  case local(Int32)
  /// A variable of the rendering, by its number in the set's names.
  case context(ID<Variable>)
  /// `loop` as a value and one of its attributes; the number counts the loops around.
  case loop(Int32)
  case loopAttribute(Int32, LoopAttribute)
  case attribute(ExpressionID, name: ID<Name>)
  case item(ExpressionID, ExpressionID)
  case slice(ExpressionID, bounds: ExpressionList)
  case not(ExpressionID)
  case negative(ExpressionID)
  case positive(ExpressionID)
  case binary(BinaryOperator, ExpressionID, ExpressionID)
  case and(ExpressionID, ExpressionID)
  case or(ExpressionID, ExpressionID)
  case conditional(ExpressionID, then: ExpressionID, otherwise: ExpressionID)
  case compare(ExpressionID, Comparison, ExpressionID)
  /// `a < b < c`: operands, with the comparisons between them in `TemplateTables.comparisons`.
  case chain(ExpressionList, comparisons: ID<[Comparison]>)
  case concatenation(ExpressionList)
  case list(ExpressionList)
  /// Keys and values in turn.
  case mapping(ExpressionList)
  case call(ExpressionID, arguments: ID<ArgumentList>)
  /// A method of a mapping: `items()`, `keys()`, `values()`.
  case method(ExpressionID, name: ID<Name>, arguments: ID<ArgumentList>)
  case function(ID<FunctionDeclaration>, arguments: ID<ArgumentList>)
  /// `loop(children)` and `loop.cycle(…)`, `loop.changed(…)`.
  case loopCall(Int32, LoopMethod, arguments: ID<ArgumentList>)
  case filter(ID<FunctionDeclaration>, ExpressionID, arguments: ID<ArgumentList>)
  case test(ID<FunctionDeclaration>, ExpressionID, arguments: ID<ArgumentList>)
  /// What a filter block or a block set encloses.
  case captured
  /// `super()`: what the block prints in a template above. `levels` says how many templates to go up.
  case parentBlock(ID<Variable>, levels: Int32)
  case block(name: ID<Variable>)
}

enum Comparison: String {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case within = "in"
  case notWithin = "not in"
}

enum LoopAttribute: String, CaseIterable {
  case index, index0, revindex, revindex0, first, last, length, depth, depth0, previtem, nextitem
}

enum LoopMethod: String, CaseIterable { case recurse, cycle, changed }
