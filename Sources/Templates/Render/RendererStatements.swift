import Diagnostics
import Text
import Web

extension Renderer {
  /// Runs a body. Returns whether a `break` or `continue` ended it.
  mutating func run(_ body: Body, _ template: Template) throws(RenderFailure) -> Flow {
    for index in body.entries.indices {
      let entry = template.tables.entries[index]
      stack[base + Int(entry.slot)] = value(of: entry.outside)
    }
    for index in body.statements.indices {
      let flow = try run(template.tables.statements[index], template)
      if flow != .onward { return flow }
    }
    return .onward
  }

  /// Runs text and output. Other statements are run in a function of their own, because they need more
  /// room on the stack.
  mutating func run(_ statement: Statement, _ template: Template) throws(RenderFailure)
    -> Flow
  {
    switch statement {
    case .text(let start, let end):
      buffer.append(template.source.bytes, in: Int(start)..<Int(end))
      return .onward
    case .output(let expression):
      try write(expression, template)
      return .onward
    default: return try runOther(statement, template)
    }
  }

  private mutating func runOther(
    _ statement: Statement, _ template: Template
  ) throws(RenderFailure) -> Flow {
    switch statement {
    case .text, .output: return try run(statement, template)
    case .attribute(let expression): try writeQuoted(expression, template)
    case .address(let expression): try writeAddress(expression, template)
    case .quoted(let body): try writeQuoted(body, template)
    case .quotedAddress(let body, let expression):
      try writeQuoted(body, template)
      try checkAddress(expression, template)
    case .branch(let condition, let then, let otherwise):
      return try run(try isTrue(condition, template) ? then : otherwise, template)
    case .loop(let number): return try runLoop(number, template)
    case .assign(let target, let expression):
      try assign(try evaluate(expression, template), to: target, template, expression)
    case .assignBody(let target, let body, let expression):
      let value = try filtered(body, expression, template)
      try assign(value, to: target, template, expression)
    case .scope(let body): return try run(body, template)
    case .filter(let body, let expression):
      try write(try filtered(body, expression, template), expression, template)
    case .include(let number): try include(template.tables.includes[number], template)
    case .importModule(let number): try importModule(template.tables.imports[number], template)
    case .define(let number): try define(number, template)
    case .call(let caller, let expression): try call(caller, expression, template)
    case .block(let number): try showBlock(template.tables.blocks[number], template)
    case .evaluate(let expression): _ = try evaluate(expression, template)
    case .breakLoop: return .broken
    case .continueLoop: return .continued
    }
    return .onward
  }

  private mutating func filtered(
    _ body: Body, _ expression: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    let inside = try capture { (renderer) throws(RenderFailure) in
      _ = try renderer.run(body, template)
    }
    captured.append(value(of: inside, template))
    defer { captured.removeLast() }
    return try evaluate(expression, template)
  }

  // MARK: Printing

  mutating func write(_ expression: ExpressionID, _ template: Template)
    throws(RenderFailure)
  {
    if case .parentBlock(let name, let levels) = template.tables.expressions[expression] {
      return try runBlock(name, level: blockLevel + Int(levels)) {
        template.location(of: expression)
      }
    }
    try write(try evaluate(expression, template), expression, template)
  }

  private mutating func write(
    _ value: Value, _ expression: ExpressionID, _ template: Template
  ) throws(RenderFailure) {
    do throws(TemplateFailure) {
      try buffer.append(value, escaped: template.isMarkup)
    } catch {
      throw failure(error, at: expression, template)
    }
  }

  /// Prints into an attribute. Markup is escaped, too: its quotes would end the attribute.
  private mutating func writeQuoted(_ expression: ExpressionID, _ template: Template)
    throws(RenderFailure)
  {
    let value = try evaluate(expression, template)
    if case .markup(let bytes) = value {
      buffer.append(quoting: bytes)
    } else {
      try write(value, expression, template)
    }
  }

  private mutating func writeQuoted(_ body: Body, _ template: Template) throws(RenderFailure) {
    let inside = try capture { (renderer) throws(RenderFailure) in
      _ = try renderer.run(body, template)
    }
    buffer.append(quoting: inside.bytes)
  }

  /// Prints a part of an address of which nothing is certain yet. Escaping cannot make `javascript:`
  /// harmless, so an address that begins so is refused.
  private mutating func writeAddress(_ expression: ExpressionID, _ template: Template)
    throws(RenderFailure)
  {
    try writeQuoted(expression, template)
    try checkAddress(expression, template)
  }

  /// Refuses an address that would run a script, as far as it has been written.
  private func checkAddress(_ expression: ExpressionID, _ template: Template) throws(RenderFailure)
  {
    // What is printed into an attribute has no quotes, so the last one began it.
    var start = buffer.count
    while start > 0, buffer.bytes[start - 1] != UInt8(ascii: "\""),
      buffer.bytes[start - 1] != UInt8(ascii: "'")
    { start -= 1 }
    if let scheme = scriptScheme(ofAttribute: buffer.bytes[start...]) {
      throw failure(
        .unsafeAddress, "an address must not begin with '\(scheme):'", at: expression, template,
        help: "it would run a script when somebody follows it")
    }
  }

  // MARK: Loops

  private mutating func runLoop(_ number: ID<Loop>, _ template: Template)
    throws(RenderFailure)
    -> Flow
  {
    let loop = template.tables.loops[number]
    // Not in the call: the renderer would be copied before its argument, which changes it, is evaluated.
    let value = try evaluate(loop.items, template)
    try countWalk(value.walk, at: loop.items, template)
    let items = try items(of: value, loop.items, template)
    try runLoop(number, over: items, depth: 0, template)
    return .onward
  }

  mutating func runLoop(
    _ number: ID<Loop>, over items: [Value], depth: Int, _ template: Template
  ) throws(RenderFailure) {
    let loop = template.tables.loops[number]
    var items = items
    if !loop.condition.isNone {
      var kept: [Value] = []
      for item in items {
        try assign(item, to: loop.target, template, loop.items)
        if try isTrue(loop.condition, template) { kept.append(item) }
      }
      items = kept
    }
    guard !items.isEmpty else {
      _ = try run(loop.otherwise, template)
      return
    }
    let count = items.count
    loops.append(LoopState(id: number, items: items, depth: depth))
    let place = loops.count - 1
    defer { loops.removeLast() }
    for index in 0..<count {
      try countStep { template.location(of: loop.items) }
      loops[place].index = index
      try assign(loops[place].items[index], to: loop.target, template, loop.items)
      if try run(loop.body, template) == .broken { break }
    }
  }

  /// What a `for` runs over: a list's values, a mapping's names, a text's characters.
  func items(
    of value: Value, _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> [Value] {
    if let parts = value.parts { return parts }
    throw failure(
      "for runs over a list, and this is \(value.typeName)", at: id, template,
      help: value.isNone ? "ask before: {% if … %}" : nil)
  }

  // MARK: Other templates

  private mutating func include(_ include: Include, _ template: Template)
    throws(RenderFailure)
  {
    var names: [String] = []
    switch try evaluate(include.names, template) {
    case .list(let values): names = values.compactMap(\.string)
    case let value:
      guard let name = value.string else {
        throw failure(
          "include takes a template's name, and this is \(value.typeName)", at: include.names,
          template)
      }
      names = [name]
    }
    guard let name = names.first(where: { set.contains($0) }) else {
      if include.isOptional { return }
      let meant = names.first.flatMap { nearest(to: $0, in: set.names) }
      throw failure(
        .unknownTemplate, "there is no template '\(names.joined(separator: "' or '"))'",
        at: include.names, template,
        help: meant.map { "did you mean '\($0)'?" })
    }
    guard let entry = set.entries[name] else { return }
    let location = { template.location(of: include.names) }
    let included = entry.chain[0]
    try enter(included, at: location)
    let outer = context
    defer {
      leave(included)
      if context != outer { closeContext(context) }
      context = outer
    }
    if let values = try variables(for: include, entry, template) { context = openContext(values) }
    do {
      try run(entry)
    } catch {
      throw error.reached("included here", at: location())
    }
  }

  /// The variables that an included template sees, if they are others than the page's.
  private mutating func variables(
    for include: Include, _ entry: LinkedTemplate, _ template: Template
  ) throws(RenderFailure) -> [Value?]? {
    guard include.seesContext else { return noVariables }
    // What an included template sets stays in it.
    let sets = entry.chain.contains { !$0.assigned.isEmpty }
    let seen = include.visible.filter { entry.freeNames.contains($0.name) }
    guard sets || !seen.isEmpty else { return nil }
    var values = contexts[context]
    for (name, value) in seen { values[name.index] = try evaluateIfDefined(value, template) }
    return values
  }

  private var noVariables: [Value?] { [Value?](repeating: nil, count: set.variables.names.count) }

  private mutating func openContext(_ values: [Value?]) -> Int {
    if let free = freeContexts.popLast() {
      contexts[free] = values
      return free
    }
    contexts.append(values)
    return contexts.count - 1
  }

  private mutating func closeContext(_ number: Int) {
    contexts[number] = []
    freeContexts.append(number)
  }

  private mutating func showBlock(_ block: Block, _ template: Template)
    throws(RenderFailure)
  {
    guard let number = set.variables.existingID(of: block.name) else { return }
    let location = { template.source.location(of: block.range) }
    guard !block.visible.isEmpty else { return try runBlock(number, level: 0, at: location) }
    var values = contexts[context]
    for (name, value) in block.visible {
      values[name.index] = try evaluateIfDefined(value, template)
    }
    let outer = context
    context = openContext(values)
    defer {
      closeContext(context)
      context = outer
    }
    try runBlock(number, level: 0, at: location)
  }

  private mutating func importModule(_ use: Import, _ template: Template)
    throws(RenderFailure)
  {
    let location = { template.source.location(of: use.range) }
    guard let entry = set.entries[use.template] else {
      throw RenderFailure(
        .error(
          TemplateCode.unknownTemplate, "there is no template '\(use.template)'", at: location()))
    }
    let module = try module(entry, use, location)
    if let target = use.module {
      let values = entry.exported.compactMap { number in
        contexts[module][number.index].map { (set.variables[number], $0) }
      }
      let value = Value.object(Module(template: use.template, values: values))
      try assign(value, to: target, template, .none)
    }
    for (name, target, range) in use.names {
      guard let value = contexts[module][name.index] else {
        throw RenderFailure(
          .error(
            TemplateCode.unknownImport,
            "'\(use.template)' has not set '\(set.variables[name])'",
            at: template.source.location(of: range)))
      }
      try assign(value, to: target, template, .none)
    }
  }

  /// The context of an imported template, which runs once unless it sees the importer's variables.
  private mutating func module(
    _ entry: LinkedTemplate, _ use: Import, _ location: () -> SourceLocation
  ) throws(RenderFailure) -> Int {
    if !use.seesContext, let known = modules[use.template] { return known }
    let outer = context
    let number = openContext(use.seesContext ? contexts[context] : noVariables)
    context = number
    let imported = entry.chain[0]
    try enter(imported, at: location)
    defer {
      leave(imported)
      context = outer
    }
    do {
      _ = try capture { (renderer) throws(RenderFailure) in try renderer.run(entry) }
    } catch {
      throw error.reached("imported here", at: location())
    }
    if !use.seesContext { modules[use.template] = number }
    return number
  }
}

extension Value {
  var isNone: Bool { if case .none = self { true } else { false } }
}
