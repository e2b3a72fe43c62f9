import Diagnostics

/// A template compiled: its statements and expressions in tables, every name resolved.
///
/// Made once, then only read.
final class Template: Sendable {
  let name: String
  let source: SourceText
  let tables: TemplateTables
  /// The statements outside every block and macro.
  let root: Body
  let slotCount: Int
  let parent: (name: String, range: Range<Int>)?
  /// Names that the template sets outside every scope.
  let assigned: [ID<Variable>]
  /// Those of them that an import can ask for: not what it has imported itself, and nothing that begins
  /// with an underscore.
  let exported: [ID<Variable>]
  /// Whether printed texts are escaped.
  let isMarkup: Bool
  /// How deep its tags and expressions are nested, at most.
  let nesting: Int

  init(
    name: String, source: SourceText, tables: TemplateTables, root: Body, slotCount: Int,
    parent: (name: String, range: Range<Int>)?, assigned: [ID<Variable>], exported: [ID<Variable>],
    isMarkup: Bool, nesting: Int
  ) {
    self.name = name
    self.source = source
    self.tables = tables
    self.root = root
    self.slotCount = slotCount
    self.parent = parent
    self.assigned = assigned
    self.exported = exported
    self.isMarkup = isMarkup
    self.nesting = nesting
  }

  /// The same template with what some statements print into.
  func marking(_ outputs: [Int: OutputPlace]) -> Template {
    var tables = tables
    for (index, place) in outputs {
      switch (tables.statements[index], place) {
      case (.output(let id), .attribute): tables.statements[index] = .attribute(id)
      case (.output(let id), .address): tables.statements[index] = .address(id)
      case (let statement, _):
        let body = Body(statements: tables.statements.add([statement]))
        tables.statements[index] =
          if place == .address, let printed = tables.printed(by: statement) {
            .quotedAddress(body, printed)
          } else {
            .quoted(body)
          }
      }
    }
    return Template(
      name: name, source: source, tables: tables, root: root, slotCount: slotCount, parent: parent,
      assigned: assigned, exported: exported, isMarkup: isMarkup, nesting: nesting)
  }

  /// A part of the source, as it is written.
  func text(of range: Range<Int>) -> String {
    String(decoding: source.bytes[range], as: UTF8.self)
  }

  /// The templates that an include names in quotes.
  func constantNames(_ include: Include) -> [(name: String, range: Range<Int>)] {
    func text(_ id: ExpressionID) -> (name: String, range: Range<Int>)? {
      guard case .constant(let number) = tables.expressions[id],
        case .text(let name) = tables.constants[number]
      else { return nil }
      return (name, tables.range(of: id))
    }
    if case .list(let list) = tables.expressions[include.names] {
      return tables.children[list].compactMap(text)
    }
    return text(include.names).map { [$0] } ?? []
  }

  func location(of id: ExpressionID) -> SourceLocation {
    source.location(of: tables.range(of: id))
  }
}

/// What a template's template consists of.
struct TemplateTables: Sendable {
  var expressions: [Expression] = []
  /// Where each expression is in the source.
  var ranges: [Range<Int>] = []
  func range(of id: ExpressionID) -> Range<Int> { ranges[id.index] }
  /// What a statement prints that is no mere output.
  fileprivate func printed(by statement: Statement) -> ExpressionID? {
    switch statement {
    case .call(_, let id), .filter(_, let id): id
    case .include(let include): includes[include].names
    default: nil
    }
  }
  var children: [ExpressionID] = []
  var constants: [Value] = []
  var names: [Name] = []
  var arguments: [ArgumentList] = []
  var keywords: [Keyword] = []
  var comparisons: [[Comparison]] = []
  var statements: [Statement] = []
  var entries: [ScopeEntry] = []
  var targets: [Target] = []
  var loops: [Loop] = []
  var includes: [Include] = []
  var imports: [Import] = []
  var macros: [Macro] = []
  var blocks: [Block] = []
}

/// The names of variables in a set of templates: each has a number, which is its place in a context.
struct NameTable: Sendable {
  private(set) var names: [String] = []
  private var ids: [String: ID<Variable>] = [:]

  mutating func id(of name: String) -> ID<Variable> {
    if let id = ids[name] { return id }
    let id = ID<Variable>(names.count)
    names.append(name)
    ids[name] = id
    return id
  }

  func existingID(of name: String) -> ID<Variable>? { ids[name] }

  subscript(id: ID<Variable>) -> String { names[id.index] }
}

extension Environment {
  /// What templates may call by which names, other names of the same included: for documents.
  package var callables:
    (functions: [FunctionDeclaration], filters: [FunctionDeclaration], tests: [FunctionDeclaration])
  {
    let callables = Callables(self)
    func other(_ name: String) -> FunctionDeclaration { FunctionDeclaration(name) }
    return (
      callables.functions, callables.filters + callables.filters.flatMap(\.aliases).map(other),
      callables.tests + callables.tests.flatMap(\.aliases).map(other)
    )
  }

  /// What `loop` answers to.
  package static var loopNames: [String] {
    LoopAttribute.allCases.map(\.rawValue)
      + LoopMethod.allCases.filter { $0 != .recurse }.map(\.rawValue)
  }
}

/// The functions, filters and tests that templates may call: the language's own, then the host's.
struct Callables: Sendable {
  let functions: [FunctionDeclaration]
  let filters: [FunctionDeclaration]
  let tests: [FunctionDeclaration]
  private let functionIDs: [String: ID<FunctionDeclaration>]
  private let filterIDs: [String: ID<FunctionDeclaration>]
  private let testIDs: [String: ID<FunctionDeclaration>]
  private let vocabulary: [String: Int]
  /// The document that lists them all, for messages.
  let document: String?
  /// Those that are applied to names which may be missing.
  let defaultFilter, definedTest, undefinedTest: ID<FunctionDeclaration>?
  /// It walks over nothing but texts.
  let lengthFilter: ID<FunctionDeclaration>?

  init(_ environment: Environment) {
    functions = Callables.builtInFunctions.map(\.declaration) + environment.functions
    filters = Callables.builtInFilters.map(\.declaration) + environment.filters
    tests = ValueTest.builtIn.map(\.declaration)
    functionIDs = Callables.ids(functions)
    filterIDs = Callables.ids(filters)
    testIDs = Callables.ids(tests)
    defaultFilter = filterIDs["default"]
    lengthFilter = filterIDs["length"]
    definedTest = testIDs["defined"]
    undefinedTest = testIDs["undefined"]
    document = environment.document
    vocabulary = Dictionary(zip(environment.vocabulary, 0...)) { first, _ in first }
  }

  private static func ids(
    _ declarations: [FunctionDeclaration]
  ) -> [String: ID<FunctionDeclaration>] {
    var ids: [String: ID<FunctionDeclaration>] = [:]
    for (index, declaration) in declarations.enumerated() {
      for name in [declaration.name] + declaration.aliases where ids[name] == nil {
        ids[name] = ID(index)
      }
    }
    return ids
  }

  func function(_ name: String) -> ID<FunctionDeclaration>? { functionIDs[name] }
  func filter(_ name: String) -> ID<FunctionDeclaration>? { filterIDs[name] }
  func test(_ name: String) -> ID<FunctionDeclaration>? { testIDs[name] }
  func name(_ text: String) -> Name { Name(text: text, slot: vocabulary[text] ?? -1) }
  var filterNames: [String] { filterIDs.keys.sorted() }
  var testNames: [String] { testIDs.keys.sorted() }
  var functionNames: [String] { functionIDs.keys.sorted() }
}
