import Diagnostics
import Text

/// One rendering of one template: its variables, what it has written, where it is.
///
/// Walks the template's tables. Every function gets the template as an argument, so that no reference is
/// counted on the way.
struct Renderer {
  let set: TemplateSet
  let scope: RenderScope
  let limits: RenderLimits
  var buffer: ByteBuffer
  /// The variables of frames, each frame's above those of the frame that entered it.
  var stack: [Value?] = []
  /// Where the frame begins that is being run.
  var base = 0
  /// The variables of renderings by their number: of the page's, of modules', of includes that see more.
  var contexts: [[Value?]]
  var context = 0
  var freeContexts: [Int] = []
  var loops: [LoopState] = []
  /// Where the loops of the frame begin.
  var loopBase = 0
  var entry: LinkedTemplate
  /// The index of the block's definition that is being run; the innermost is 0.
  var blockLevel = 0
  var captured: [Value] = []
  /// Modules that were imported without the context, by name: their contexts.
  var modules: [String: Int] = [:]
  var depth = 0
  /// How deep the template is nested that is being run, over all calls.
  var nesting = 0
  var steps = 0
  /// How much was made of texts and lists.
  var made = 0

  init(
    set: TemplateSet, host: any TemplateHost, limits: RenderLimits, context: [Value?],
    buffer: ByteBuffer, entry: LinkedTemplate
  ) {
    self.set = set
    scope = RenderScope(set.callables, host)
    self.limits = limits
    contexts = [context]
    self.buffer = buffer
    self.entry = entry
  }

  /// What a loop is doing.
  struct LoopState {
    /// In the tables of the template that contains the loop.
    let id: ID<Loop>
    var items: [Value]
    var index = 0
    var depth: Int
    /// What `loop.changed` saw last.
    var seen: [Value]?
  }

  enum Flow { case onward, broken, continued }

  // MARK: Templates and blocks

  /// Runs a template: the outermost statements of all that it extends, innermost first, the last of
  /// them for what it prints.
  mutating func run(_ entry: LinkedTemplate) throws(RenderFailure) {
    let outer = (self.entry, blockLevel)
    self.entry = entry
    defer { (self.entry, blockLevel) = outer }
    for (place, template) in entry.chain.enumerated() {
      if place == entry.chain.count - 1 {
        try runFrame(slots: template.slotCount) { (renderer) throws(RenderFailure) in
          _ = try renderer.run(template.root, template)
        }
      } else {
        // What a template prints outside its blocks is not shown where it extends another.
        let kept = buffer
        buffer = ByteBuffer()
        defer { buffer = kept }
        try runFrame(slots: template.slotCount) { (renderer) throws(RenderFailure) in
          _ = try renderer.runAssignments(template.root, template)
        }
      }
    }
  }

  /// Runs a template's outermost statements but for its blocks.
  private mutating func runAssignments(_ body: Body, _ template: Template)
    throws(RenderFailure)
  {
    for index in body.statements.indices {
      switch template.tables.statements[index] {
      case .text, .output, .attribute, .address, .quoted, .quotedAddress, .block: continue
      case let statement: _ = try run(statement, template)
      }
    }
  }

  mutating func runFrame<Result>(
    slots: Int, _ body: (inout Renderer) throws(RenderFailure) -> Result
  ) throws(RenderFailure) -> Result {
    let outer = (base, loopBase)
    base = stack.count
    loopBase = loops.count
    for _ in 0..<slots { stack.append(nil) }
    defer {
      stack.removeLast(slots)
      (base, loopBase) = outer
    }
    return try body(&self)
  }

  /// Runs a block's definition at a level: 0 is the innermost.
  mutating func runBlock(
    _ number: ID<Variable>, level: Int, at location: () -> SourceLocation
  ) throws(RenderFailure) {
    guard let definitions = entry.blocks[number], level < definitions.count else {
      let name = set.variables[number]
      throw RenderFailure(
        .error(
          TemplateCode.unknownBlock, "there is no further block '\(name)' above this one",
          at: location()))
    }
    let definition = definitions[level]
    guard !definition.block.isRequired || level > 0 || !definition.block.body.statements.isEmpty
    else {
      throw RenderFailure(
        .error(
          TemplateCode.requiredBlock,
          "the block '\(definition.block.name)' is required, and '\(entry.chain[0].name)' does not fill it",
          at: definition.template.source.location(of: definition.block.range)))
    }
    try enter(definition.template, at: location)
    let outer = blockLevel
    blockLevel = level
    defer {
      blockLevel = outer
      leave(definition.template)
    }
    try runFrame(slots: definition.block.slotCount) { (renderer) throws(RenderFailure) in
      _ = try renderer.run(definition.block.body, definition.template)
    }
  }

  mutating func enter(
    _ template: Template, at location: () -> SourceLocation
  ) throws(RenderFailure) {
    guard depth < limits.depth, nesting + template.nesting <= limits.nesting else {
      throw RenderFailure(
        .error(
          TemplateCode.renderLimit, "this calls itself \(depth) times, one inside the other",
          at: location(),
          help: "a macro or a recursive loop needs an end"))
    }
    try countStep(at: location)
    depth += 1
    nesting += template.nesting
  }

  mutating func leave(_ template: Template) {
    depth -= 1
    nesting -= template.nesting
  }

  mutating func countStep(at location: () -> SourceLocation) throws(RenderFailure) {
    try count(steps: 1, at: location)
    guard buffer.count <= limits.output else {
      throw RenderFailure(
        .error(
          TemplateCode.renderLimit,
          "this makes the page longer than \(limits.output >> 20) megabytes", at: location()))
    }
  }

  /// Counts what a filter, a test, an operator or a loop walks over.
  mutating func countWalk(
    _ walk: Int, at id: ExpressionID, _ template: Template
  ) throws(RenderFailure) {
    if walk > 0 { try count(steps: walk) { template.location(of: id) } }
  }

  private mutating func count(
    steps: Int, at location: () -> SourceLocation
  ) throws(RenderFailure) {
    self.steps += steps
    guard self.steps <= limits.steps else {
      throw RenderFailure(
        .error(
          TemplateCode.renderLimit, "this page takes more than \(limits.steps) steps",
          at: location(),
          help:
            "a step is a turn of a loop, a call of a macro, block or template, or a value that a "
            + "filter, test or comparison looks at"))
    }
  }

  /// A value that was computed. A template that doubles a text forty times ends here.
  mutating func counted(
    _ value: Value, at id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    switch value {
    case .text(let text): made += text.utf8.count
    case .markup(let bytes): made += bytes.count
    case .list(let values): made += values.count * 32
    default: return value
    }
    guard made <= limits.made else {
      throw failure(
        .renderLimit,
        "the texts and lists of this page take more than \(limits.made >> 20) megabytes", at: id,
        template)
    }
    return value
  }

  /// Runs something and gives what it printed.
  mutating func capture(
    _ body: (inout Renderer) throws(RenderFailure) -> Void
  ) throws(RenderFailure) -> ByteBuffer {
    var kept = ByteBuffer()
    swap(&kept, &buffer)
    defer { swap(&kept, &buffer) }
    try body(&self)
    let result = buffer
    buffer = ByteBuffer()
    return result
  }

  /// What was captured, as a value of the template that captured it.
  func value(of captured: ByteBuffer, _ template: Template) -> Value {
    template.isMarkup ? .markup(captured.bytes) : .text(captured.string)
  }

  // MARK: Variables

  func value(of reference: Reference) -> Value? {
    switch reference {
    case .local(let slot): stack[base + Int(slot)]
    case .context(let number): contexts[context][number.index]
    }
  }

  mutating func set(_ reference: Reference, _ value: Value) {
    switch reference {
    case .local(let slot): stack[base + Int(slot)] = value
    case .context(let number): contexts[context][number.index] = value
    }
  }

  mutating func assign(
    _ value: Value, to target: ID<Target>, _ template: Template, _ source: ExpressionID
  ) throws(RenderFailure) {
    switch template.tables.targets[target] {
    case .variable(let reference): set(reference, value)
    case .unpack(let first, let count):
      guard let parts = value.parts else {
        throw failure("this is \(value.typeName) and has no parts to take", at: source, template)
      }
      guard parts.count == count else {
        throw failure(
          .unfitValue, "there are \(count) names for \(parts.count) parts", at: source, template)
      }
      for (place, part) in parts.enumerated() {
        try assign(part, to: ID(first.index + place), template, source)
      }
    case .attribute(let object, let name):
      guard case .object(let namespace as Namespace) = try evaluate(object, template) else {
        throw failure(
          "only a namespace's names can be set with a dot", at: object, template,
          help: "make one: {% set name = namespace(count=0) %}")
      }
      scope.namespaceChanges += 1
      do throws(TemplateFailure) {
        try value.checkGrowth(afterChanges: scope.namespaceChanges)
      } catch {
        throw failure(error, at: source, template)
      }
      scope.spaces[namespace.index][template.tables.names[name].text] = value
    }
  }

  // MARK: Mistakes

  func failure(
    _ message: String, at id: ExpressionID, _ template: Template, help: String? = nil
  ) -> RenderFailure {
    failure(.unfitValue, message, at: id, template, help: help)
  }

  func failure(
    _ code: TemplateCode, _ message: String, at id: ExpressionID, _ template: Template,
    help: String? = nil
  ) -> RenderFailure {
    RenderFailure(.error(code, message, at: template.location(of: id), help: help))
  }

  func failure(_ failure: TemplateFailure, at id: ExpressionID, _ template: Template)
    -> RenderFailure
  {
    let here = template.location(of: id)
    var diagnostic = Diagnostic.error(
      TemplateCode.unfitValue, failure.message, at: failure.location ?? here, help: failure.help)
    if let code = failure.code { diagnostic.code = code }
    if failure.location != nil { diagnostic.notes = [.init("asked for here", at: here)] }
    return RenderFailure(diagnostic)
  }

  /// Why a call has no result, reported at the argument that is wrong if there is one.
  func failure(
    _ failure: TemplateFailure, calling arguments: ID<ArgumentList>, at id: ExpressionID,
    _ template: Template
  ) -> RenderFailure {
    let given = template.tables.arguments[arguments].positional
    guard let place = failure.argument, place < given.count else {
      return self.failure(failure, at: id, template)
    }
    return self.failure(
      failure, at: template.tables.children[given][given.indices.lowerBound + place], template)
  }
}

/// What functions, filters and tests need to know of the rendering that they are called in.
///
/// A class, so that passing it to each of them costs nothing.
final class RenderScope {
  let callables: Callables
  let host: any TemplateHost
  /// The namespaces that were made.
  var spaces: [Mapping] = []
  /// How often a name of theirs was set.
  var namespaceChanges = 0
  /// Whether the template that calls makes markup.
  var isMarkup = false

  init(_ callables: Callables, _ host: any TemplateHost) {
    self.callables = callables
    self.host = host
  }
}

/// A box of names that inner scopes can set (Jinja's `namespace`). Its names are kept in the scope.
struct Namespace: TemplateObject {
  let index: Int

  func value(of name: Name) -> Value? { nil }
  var names: [String] { [] }
  var typeName: String { "namespace" }
  var identity: Int? { index }
}

/// A macro as a value.
struct MacroValue: TemplateObject {
  let template: Template
  /// In the template's macros.
  let id: ID<Macro>
  /// The variables it sees.
  let context: Int32
  let captured: [Value?]

  var macro: Macro { template.tables.macros[id] }

  func value(of name: Name) -> Value? { name.text == "name" ? .text(macro.name) : nil }
  var names: [String] { ["name"] }
  var typeName: String { "macro" }
  var identity: Int? { nil }
}

/// A template that was imported: its names.
struct Module: TemplateObject {
  let template: String
  let values: [(key: String, value: Value)]

  func value(of name: Name) -> Value? { values.first { $0.key == name.text }?.value }
  var names: [String] { values.map(\.key) }
  var typeName: String { "template" }
  var identity: Int? { nil }
}

/// `loop` as a value, as it was when it was asked for.
struct LoopView: TemplateObject {
  let state: Renderer.LoopState

  var typeName: String { "loop" }
  var names: [String] { LoopAttribute.allCases.map(\.rawValue) }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    LoopAttribute(rawValue: name.text).flatMap { state.value(of: $0) }
  }
}

extension Renderer.LoopState {
  /// `nil` for the item before the first and the item after the last.
  func value(of attribute: LoopAttribute) -> Value? {
    switch attribute {
    case .index: .integer(index + 1)
    case .index0: .integer(index)
    case .revindex: .integer(items.count - index)
    case .revindex0: .integer(items.count - index - 1)
    case .first: .boolean(index == 0)
    case .last: .boolean(index == items.count - 1)
    case .length: .integer(items.count)
    case .depth: .integer(depth + 1)
    case .depth0: .integer(depth)
    case .previtem: index > 0 ? items[index - 1] : nil
    case .nextitem: index + 1 < items.count ? items[index + 1] : nil
    }
  }
}
