/// Statements that are run in turn, with the variables that begin with them.
struct Body {
  let statements: Run<Statement>
  /// What the scope's variables are when it is entered.
  var entries = Run<ScopeEntry>.empty

  static let empty = Body(statements: .empty)
}

/// A variable of a scope that an inner `set` makes: until it is set it is what the same name meant
/// outside.
struct ScopeEntry {
  let slot: Int32
  let outside: Reference
}

/// Where a variable is kept.
enum Reference {
  case local(Int32)
  case context(ID<Variable>)
}

enum Statement {
  case text(start: Int32, end: Int32)
  case output(ExpressionID)
  /// Output into a quoted attribute or a comment: markup is escaped there, too.
  case attribute(ExpressionID)
  /// Output that begins an address (`href`, `src`): what would run a script there is refused.
  case address(ExpressionID)
  /// Statements that print into a quoted attribute or a comment: all of it is escaped as markup is there.
  case quoted(Body)
  /// The same where an address begins. The expression is what a mistake is reported at.
  case quotedAddress(Body, ExpressionID)
  case branch(ExpressionID, then: Body, otherwise: Body)
  case loop(ID<Loop>)
  case assign(target: ID<Target>, ExpressionID)
  /// Sets a variable to what its body prints, through filters that begin with `captured`.
  case assignBody(target: ID<Target>, Body, ExpressionID)
  case scope(Body)
  /// Prints a body through filters.
  case filter(Body, ExpressionID)
  case include(ID<Include>)
  case importModule(ID<Import>)
  case define(macro: ID<Macro>)
  /// Calls a macro with a body as its `caller`.
  case call(caller: ID<Macro>, ExpressionID)
  case block(ID<Block>)
  case evaluate(ExpressionID)
  case breakLoop
  case continueLoop
}

/// What an assignment sets.
enum Target {
  case variable(Reference)
  case attribute(ExpressionID, name: ID<Name>)
  /// Targets in `TemplateTables.targets` that take the parts of a list.
  case unpack(first: ID<Target>, count: Int)
}

struct Loop {
  let target: ID<Target>
  let items: ExpressionID
  let condition: ExpressionID
  let body: Body
  let otherwise: Body
  /// How many loops of the same frame are around this one.
  let depth: Int32
  /// The frame's slots that belong to the loop, for loops that call themselves.
  let slots: Range<Int32>
  let isRecursive: Bool
}

struct Include: Sendable {
  let names: ExpressionID
  let isOptional: Bool
  let seesContext: Bool
  /// Variables of the frame that the included template sees, by name.
  let visible: [(name: ID<Variable>, value: ExpressionID)]
  let range: Range<Int>
}

struct Import: Sendable {
  let template: String
  let seesContext: Bool
  /// `import … as`: where the module goes.
  let module: ID<Target>?
  /// `from … import`: names of the module, and where they go.
  let names: [(name: ID<Variable>, target: ID<Target>, range: Range<Int>)]
  let range: Range<Int>
}

/// A macro, or the body of a `call`.
final class Macro: Sendable {
  let name: String
  let parameters: [MacroParameter]
  let body: Body
  let slotCount: Int
  /// Variables around the macro that it uses, kept when it is defined.
  let captures: [(outside: ExpressionID, slot: Int32)]
  /// Where further values, further keywords and the caller go, if the body asks for them.
  let varargs: Int32?
  let kwargs: Int32?
  let caller: Int32?
  /// Where the macro's name is kept; none for a call's body.
  let target: ID<Target>?
  /// Where the macro itself goes, if it is a variable of a scope and its body calls it.
  let selfSlot: Int32?
  let range: Range<Int>

  init(
    name: String, parameters: [MacroParameter], body: Body, slotCount: Int,
    captures: [(outside: ExpressionID, slot: Int32)], varargs: Int32?, kwargs: Int32?,
    caller: Int32?, target: ID<Target>?, selfSlot: Int32?, range: Range<Int>
  ) {
    self.name = name
    self.parameters = parameters
    self.body = body
    self.slotCount = slotCount
    self.captures = captures
    self.varargs = varargs
    self.kwargs = kwargs
    self.caller = caller
    self.target = target
    self.selfSlot = selfSlot
    self.range = range
  }
}

struct MacroParameter: Sendable {
  let name: String
  let slot: Int32
  let value: ExpressionID
}

struct Block: Sendable {
  let name: String
  let body: Body
  let slotCount: Int
  let isRequired: Bool
  /// Whether it is inside another block.
  let isNested: Bool
  /// Variables around a scoped block, by name.
  let visible: [(name: ID<Variable>, value: ExpressionID)]
  let range: Range<Int>
}
