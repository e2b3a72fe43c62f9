import Text

/// Follows what is known of values through a template's template, from its variables over loops and
/// assignments, and finds attributes that cannot be there.
///
/// Only what is certain is a mistake: where nothing is known of a value, or where the template asks
/// whether something is defined, it is left for rendering.
struct ShapeReader {
  let template: Template
  let callables: Callables
  let shapes: Shapes
  /// What the rendering's variables are, by number.
  private var variables: [ID<Variable>: Shape]
  /// What the templates hold that this one may import, by name.
  private let modules: [String: ThingShape]
  private(set) var mistakes: [TemplateMistake] = []
  /// What each expression is.
  private(set) var found: [Shape]
  /// What the frame's variables are at the place that is being read.
  private var locals: [Int32: Shape] = [:]
  /// What the template asks for with `is defined` or `default`, as it is written.
  private let guarded: Set<String>

  init(
    _ template: Template, _ callables: Callables, _ shapes: Shapes,
    variables: [ID<Variable>: Shape],
    modules: [String: ThingShape]
  ) {
    self.modules = modules
    self.template = template
    self.callables = callables
    self.shapes = shapes
    self.variables = variables
    found = Array(repeating: .anything, count: template.tables.expressions.count)
    guarded = Set(
      template.tables.guardedNames(callables).filter { $0 >= 0 }
        .map { template.text(of: template.tables.ranges[$0]) })
  }

  mutating func read() {
    for use in template.tables.imports { learnModule(of: use) }
    read(template.root)
  }

  /// A variable that holds an imported template, and in this one nothing else.
  private mutating func learnModule(of use: Import) {
    guard let target = use.module, modules[use.template] != nil,
      case .variable(.context(let number)) = template.tables.targets[target]
    else { return }
    let settings = template.tables.targets.count { target in
      if case .variable(.context(number)) = target { true } else { false }
    }
    variables[number] = settings == 1 ? .module(use.template) : .anything
  }

  // MARK: Statements

  private mutating func read(_ body: Body) {
    for entry in template.tables.entries[body.entries] {
      switch entry.outside {
      case .local(let slot): locals[entry.slot] = locals[slot] ?? .anything
      case .context(let number): locals[entry.slot] = variables[number] ?? .anything
      }
    }
    for statement in template.tables.statements[body.statements] { read(statement) }
  }

  private mutating func read(_ statement: Statement) {
    switch statement {
    case .text, .breakLoop, .continueLoop: break
    case .importModule(let number):
      let use = template.tables.imports[number]
      if let target = use.module { set(target, .module(use.template)) }
    case .output(let id), .attribute(let id), .address(let id), .evaluate(let id):
      _ = shape(of: id)
    case .branch(let condition, let then, let otherwise):
      _ = shape(of: condition)
      let before = locals
      read(then)
      let after = locals
      locals = before
      read(otherwise)
      locals.merge(after) { $0 == $1 ? $0 : .anything }
    case .loop(let number): read(template.tables.loops[number])
    case .assign(let target, let value): set(target, shape(of: value))
    case .assignBody(let target, let body, let value):
      read(body)
      _ = shape(of: value)
      set(target, .anything)
    case .scope(let body), .quoted(let body), .quotedAddress(let body, _): read(body)
    case .filter(let body, let value):
      read(body)
      _ = shape(of: value)
    case .include(let number): _ = shape(of: template.tables.includes[number].names)
    case .define(let number): read(template.tables.macros[number])
    case .call(let number, let call):
      _ = shape(of: call)
      read(template.tables.macros[number])
    case .block(let number):
      inFrame([:]) { $0.read($0.template.tables.blocks[number].body) }
    }
  }

  private mutating func read(_ loop: Loop) {
    let items = shape(of: loop.items)
    var element = Shape.anything
    // A recursive loop runs over other lists, too.
    if case .list(let shape) = items, !loop.isRecursive { element = shape }
    let before = locals
    set(loop.target, element)
    if !loop.condition.isNone { _ = shape(of: loop.condition) }
    read(loop.body)
    locals = before
    read(loop.otherwise)
    locals = before
  }

  private mutating func read(_ macro: Macro) {
    var own: [Int32: Shape] = [:]
    for capture in macro.captures { own[capture.slot] = shape(of: capture.outside) }
    inFrame(own) { reader in
      for parameter in macro.parameters where !parameter.value.isNone {
        _ = reader.shape(of: parameter.value)
      }
      reader.read(macro.body)
    }
  }

  private mutating func inFrame(_ own: [Int32: Shape], _ body: (inout ShapeReader) -> Void) {
    let outer = locals
    locals = own
    body(&self)
    locals = outer
  }

  private mutating func set(_ target: ID<Target>, _ shape: Shape) {
    switch template.tables.targets[target] {
    case .variable(.local(let slot)): locals[slot] = shape
    case .variable(.context), .attribute: break
    case .unpack(let first, let count):
      for part in 0..<count { set(ID(first.index + part), .anything) }
    }
  }

  // MARK: Expressions

  private mutating func shape(of id: ExpressionID) -> Shape {
    guard !id.isNone else { return .anything }
    let shape = newShape(of: id)
    found[id.index] = shape
    return shape
  }

  private mutating func newShape(of id: ExpressionID) -> Shape {
    let tables = template.tables
    let expression = tables.expressions[id]
    switch expression {
    case .local(let slot): return locals[slot] ?? .anything
    case .context(let number): return variables[number] ?? .anything
    case .attribute(let object, let name):
      return part(tables.names[name].text, of: shape(of: object), at: id)
    case .item(let object, let key):
      let whole = shape(of: object)
      _ = shape(of: key)
      if let name = text(key) { return part(name, of: whole, at: id) }
      if case .list(let element) = whole { return element }
      return .anything
    case .slice(let object, _):
      readOperands(of: expression)
      return found[object.index]
    case .conditional(_, let then, let otherwise):
      readOperands(of: expression)
      return otherwise.isNone ? found[then.index] : either(then, otherwise)
    case .or(let left, let right):
      readOperands(of: expression)
      return either(left, right)
    case .function(let number, let arguments):
      readOperands(of: expression)
      let function = callables.functions[number]
      let list = tables.arguments[arguments].positional
      guard let name = tables.children[list].first.flatMap(text) else {
        return function.result
      }
      return function.resultsByFirst[name] ?? function.result
    case .filter(let number, let operand, let arguments):
      readOperands(of: expression)
      return filtered(callables.filters[number], found[operand.index], tables.arguments[arguments])
    default:
      readOperands(of: expression)
      return .anything
    }
  }

  private mutating func readOperands(of expression: Expression) {
    var operands: [ExpressionID] = []
    template.tables.forEachOperand(of: expression) { operands.append($0) }
    for operand in operands { _ = shape(of: operand) }
  }

  private func either(_ left: ExpressionID, _ right: ExpressionID) -> Shape {
    let (left, right) = (found[left.index], found[right.index])
    return left == right ? left : .anything
  }

  private func text(_ id: ExpressionID) -> String? {
    guard !id.isNone, case .constant(let number) = template.tables.expressions[id],
      case .text(let text) = template.tables.constants[number]
    else { return nil }
    return text
  }

  // MARK: Attributes

  private mutating func part(_ name: String, of whole: Shape, at id: ExpressionID) -> Shape {
    part(
      name, of: whole, template.tables.range(of: id),
      isGuarded: guarded.contains(template.text(of: template.tables.range(of: id))))
  }

  private mutating func part(
    _ name: String, of whole: Shape, _ range: Range<Int>, isGuarded: Bool
  ) -> Shape {
    let message: String
    let help: String
    switch whole {
    case .anything: return .anything
    case .thing, .module:
      guard let thing = thing(whole) else { return .anything }
      if let shape = thing[name] { return shape }
      let known = thing.attributes.map(\.name)
      message = "\(thing.title) has no '\(name)'"
      help =
        nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? (known.isEmpty ? "it has no macro and sets nothing" : "it has " + listed(known))
    case .list:
      message = "a list has no '\(name)'"
      help =
        ["length", "size", "count"].contains(name)
        ? "its length is a filter: {{ … | length }}"
        : "go through it with {% for … in … %}, or take one with | first"
    case .text, .address:
      message = "a text has no '\(name)'"
      help =
        ["length", "size", "count"].contains(name)
        ? "its length is a filter: {{ … | length }}"
        : "print it as it is, or through a filter: {{ … | upper }}"
    case .number:
      message = "a number has no '\(name)'"
      help = "print it as it is, or through a filter: {{ … | round }}"
    }
    if !isGuarded {
      mistakes.append(
        TemplateMistake(code: .unknownAttribute, message: message, range: range, help: help))
    }
    return .anything
  }

  private func thing(_ shape: Shape) -> ThingShape? {
    switch shape {
    case .thing(let name): shapes.things[name]
    case .module(let template): modules[template]
    default: nil
    }
  }

  private func listed(_ names: [String]) -> String {
    names.count <= 30
      ? names.joined(separator: ", ")
      : names.prefix(24).joined(separator: ", ") + " and others"
        + (callables.document.map { ", see \($0)" } ?? "")
  }

  // MARK: Filters

  private mutating func filtered(
    _ filter: FunctionDeclaration, _ operand: Shape, _ arguments: ArgumentList
  ) -> Shape {
    var element = Shape.anything
    if case .list(let shape) = operand { element = shape }
    let path = attributePath(of: filter, arguments)
    let attribute = path.map { shape(ofPath: $0, element) } ?? .anything
    switch filter.yields {
    case .list: return .list(element)
    case .element: return element
    case .rows: return .list(.list(element))
    case .attributes: return .list(attribute)
    case .groups: return .list(.anything)
    case nil: return filter.result
    }
  }

  /// The attribute that a filter looks at in every value of a list, where it is written out.
  private func attributePath(
    of filter: FunctionDeclaration, _ arguments: ArgumentList
  ) -> ExpressionID? {
    let positional = template.tables.children[arguments.positional]
    let keywords = template.tables.keywords[arguments.keywords]
    let place: ExpressionID?
    switch filter.name {
    case "selectattr", "rejectattr":
      let test = positional.dropFirst().first.flatMap(text)
      place = test == "defined" || test == "undefined" ? nil : positional.first
    case "map":
      let hasDefault = keywords.contains { $0.name == "default" }
      place = hasDefault ? nil : keywords.first { $0.name == "attribute" }?.value
    case "groupby":
      // With a default the attribute may be missing.
      let givesDefault = positional.dropFirst().first.map { text($0) != nil } ?? false
      place = givesDefault ? nil : positional.first
    default:
      place = filter.parameters.firstIndex { $0.name == "attribute" }
        .flatMap { $0 < positional.count ? positional[positional.startIndex + $0] : nil }
    }
    return place.flatMap { text($0) == nil ? nil : $0 }
  }

  private mutating func shape(ofPath id: ExpressionID, _ element: Shape) -> Shape {
    let paths = (text(id) ?? "").split(separator: ",")
    var result = Shape.anything
    for path in paths {
      result = element
      for name in path.split(separator: ".") where Int(name) == nil {
        result = part(String(name), of: result, template.tables.range(of: id), isGuarded: false)
      }
    }
    return paths.count == 1 ? result : .anything
  }
}
