/// The number of an expression in its template's template; -1 stands for none.
struct ExpressionID: Equatable {
  let index: Int32

  static let none = ExpressionID(index: -1)
  var isNone: Bool { index < 0 }
}

/// A run of expressions in `TemplateTables.children`.
struct ExpressionList {
  let start: Int32
  let count: Int32

  static let empty = ExpressionList(start: 0, count: 0)
  var indices: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// The values that a call gives: those by place, and in `TemplateTables.keywords` those by name.
struct ArgumentList {
  let positional: ExpressionList
  let keywordStart: Int32
  let keywordCount: Int32
  /// `*list` and `**mapping`.
  let spread: ExpressionID
  let spreadKeywords: ExpressionID

  static let empty = ArgumentList(
    positional: .empty, keywordStart: 0, keywordCount: 0, spread: .none, spreadKeywords: .none)
  var keywords: Range<Int> { Int(keywordStart)..<Int(keywordStart) + Int(keywordCount) }
}

/// A node of an expression.
///
/// Nodes refer to each other by number and hold no references: rendering on several threads walks them
/// without counting any.
enum Expression {
  case constant(Int32)
  /// A variable of the frame: a loop's, a macro's, one that was set inside.
  case local(Int32)
  /// A variable of the rendering, by its number in the set's names.
  case context(Int32)
  /// `loop` as a value and one of its attributes; the number counts the loops around.
  case loop(Int32)
  case loopAttribute(Int32, LoopAttribute)
  case attribute(ExpressionID, name: Int32)
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
  case chain(ExpressionList, comparisons: Int32)
  case concatenation(ExpressionList)
  case list(ExpressionList)
  /// Keys and values in turn.
  case mapping(ExpressionList)
  case call(ExpressionID, arguments: Int32)
  /// A method of a mapping: `items()`, `keys()`, `values()`.
  case method(ExpressionID, name: Int32, arguments: Int32)
  case function(Int32, arguments: Int32)
  /// `loop(children)` and `loop.cycle(…)`, `loop.changed(…)`.
  case loopCall(Int32, LoopMethod, arguments: Int32)
  case filter(Int32, ExpressionID, arguments: Int32)
  case test(Int32, ExpressionID, arguments: Int32)
  /// What a filter block or a block set encloses.
  case captured
  /// What the block shows that this one replaces, or one so many levels further up.
  case parentBlock(Int32, levels: Int32)
  case block(name: Int32)
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
