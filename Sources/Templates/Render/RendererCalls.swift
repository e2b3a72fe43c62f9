import Diagnostics
import Text

extension Renderer {
  // MARK: Macros

  mutating func define(_ number: ID<Macro>, _ template: Template) throws(RenderFailure) {
    let macro = template.tables.macros[number]
    guard let target = macro.target else { return }
    let value = try self.macro(number, template)
    try assign(.object(value), to: target, template, .none)
  }

  private mutating func macro(_ number: ID<Macro>, _ template: Template)
    throws(RenderFailure)
    -> MacroValue
  {
    let macro = template.tables.macros[number]
    var captured: [Value?] = []
    for capture in macro.captures {
      captured.append(try evaluateIfDefined(capture.outside, template))
    }
    return MacroValue(template: template, id: number, context: Int32(context), captured: captured)
  }

  /// `{% call macro(…) %}…{% endcall %}`.
  mutating func call(
    _ caller: ID<Macro>, _ expression: ExpressionID, _ template: Template
  ) throws(RenderFailure) {
    guard case .call(let callee, let arguments) = template.tables.expressions[expression]
    else {
      return
    }
    let body = try macro(caller, template)
    let value = try evaluate(callee, template)
    guard case .object(let called as MacroValue) = value else {
      throw failure("call takes a macro, and this is \(value.typeName)", at: callee, template)
    }
    let result = try run(
      called, try self.arguments(arguments, template), caller: body, at: expression, template)
    do throws(TemplateFailure) {
      try buffer.append(result, escaped: template.isMarkup)
    } catch {
      throw failure(error, at: expression, template)
    }
  }

  mutating func call(
    _ callee: ExpressionID, _ arguments: ID<ArgumentList>, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    if case .loop(let depth) = template.tables.expressions[callee] {
      return try callLoop(depth, .recurse, arguments, id, template)
    }
    if case .context(let number) = template.tables.expressions[callee],
      contexts[context][number.index] == nil
    {
      throw unknownFunction(number, callee, template)
    }
    let value = try evaluate(callee, template)
    guard case .object(let called as MacroValue) = value else {
      throw failure(
        "only functions and macros can be called, and this is \(value.typeName)", at: callee,
        template)
    }
    return try run(called, try self.arguments(arguments, template), caller: nil, at: id, template)
  }

  private func unknownFunction(
    _ number: ID<Variable>, _ callee: ExpressionID, _ template: Template
  ) -> RenderFailure {
    let name = set.variables[number]
    let macros = zip(set.variables.names, contexts[context]).compactMap { name, value in
      if case .object(_ as MacroValue)? = value { name } else { nil }
    }
    let known = set.callables.functionNames + macros
    return failure(
      .unknownFunction, "there is no function or macro '\(name)'", at: callee, template,
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? "macros of other templates have to be imported")
  }

  private mutating func run(
    _ called: MacroValue, _ arguments: Arguments, caller: MacroValue?, at id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    let macro = called.macro
    guard !contexts[Int(called.context)].isEmpty else {
      throw failure("the template that defined '\(macro.name)' is done", at: id, template)
    }
    try enter(called.template) { template.location(of: id) }
    let outer = (context, buffer, blockLevel)
    buffer = ByteBuffer()
    context = Int(called.context)
    defer { (context, buffer, blockLevel) = outer }
    defer { leave(called.template) }
    try runFrame(slots: macro.slotCount) { (renderer) throws(RenderFailure) in
      for (capture, value) in zip(macro.captures, called.captured) {
        renderer.stack[renderer.base + Int(capture.slot)] = value
      }
      if let slot = macro.selfSlot { renderer.stack[renderer.base + Int(slot)] = .object(called) }
      try renderer.bind(arguments, caller, to: macro, of: called.template, at: id, template)
      do throws(RenderFailure) {
        _ = try renderer.run(macro.body, called.template)
      } catch {
        throw error.reached("called here", at: template.location(of: id))
      }
    }
    return try counted(value(of: buffer, called.template), at: id, template)
  }

  private mutating func bind(
    _ arguments: Arguments, _ caller: MacroValue?, to macro: Macro, of home: Template,
    at id: ExpressionID, _ template: Template
  ) throws(RenderFailure) {
    var keywords = arguments.named
    for (index, parameter) in macro.parameters.enumerated() {
      let slot = base + Int(parameter.slot)
      if index < arguments.positional.count {
        stack[slot] = arguments.positional[index]
      } else if let keyword = keywords.firstIndex(where: { $0.0 == parameter.name }) {
        stack[slot] = keywords.remove(at: keyword).1
      } else if !parameter.value.isNone {
        stack[slot] = try evaluate(parameter.value, home)
      }
    }
    let isAllTaken = keywords.isEmpty && arguments.positional.count <= macro.parameters.count
    if !isAllTaken,
      let mistake = macro.mistake(
        values: arguments.positional.count, keywords: arguments.named.map(\.0))
    {
      throw failure(.wrongArguments, mistake.message, at: id, template, help: mistake.help)
    }
    if let slot = macro.varargs {
      stack[base + Int(slot)] = .list(Array(arguments.positional.dropFirst(macro.parameters.count)))
    }
    if let slot = macro.kwargs {
      stack[base + Int(slot)] = .mapping(Mapping(keywords))
    }
    if let slot = macro.caller {
      stack[base + Int(slot)] = caller.map { .object($0) }
    } else if caller != nil {
      throw failure(
        .wrongArguments,
        "'\(macro.name)' does not use caller(), so it cannot be called with a body", at: id,
        template,
        help: "write {{ \(macro.name)(…) }} instead of {% call %}")
    }
  }

  // MARK: Functions

  /// The values of a call in the order they are written.
  mutating func arguments(_ number: ID<ArgumentList>, _ template: Template)
    throws(RenderFailure)
    -> Arguments
  {
    let list = template.tables.arguments[number]
    var arguments = Arguments()
    if list.positional.count > 0 {
      arguments.positional.reserveCapacity(list.positional.count)
    }
    for index in list.positional.indices {
      arguments.positional.append(try evaluate(template.tables.children[index], template))
    }
    if !list.spread.isNone {
      let value = try evaluate(list.spread, template)
      arguments.positional += try items(of: value, list.spread, template)
    }
    if list.keywords.count > 0 { arguments.named.reserveCapacity(list.keywords.count) }
    for keyword in template.tables.keywords[list.keywords] {
      arguments.named.append((keyword.name, try evaluate(keyword.value, template)))
    }
    if !list.spreadKeywords.isNone {
      let value = try evaluate(list.spreadKeywords, template)
      guard case .mapping(let mapping) = value else {
        throw failure(
          "'**' takes a mapping, and this is \(value.typeName)", at: list.spreadKeywords, template)
      }
      arguments.named += mapping.pairs.map { ($0.key, $0.value) }
    }
    return arguments
  }

  mutating func callFunction(
    _ function: ID<FunctionDeclaration>, _ arguments: ID<ArgumentList>, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    let values = try self.arguments(arguments, template)
    do throws(TemplateFailure) {
      if function.index < Callables.builtInFunctions.count {
        return try Callables.builtInFunctions[function.index].body(scope, values)
      }
    } catch {
      throw failure(error, calling: arguments, at: id, template)
    }
    do throws(TemplateFailure) {
      return try scope.host.call(
        function: function.index - Callables.builtInFunctions.count,
        named: set.callables.functions[function].name, values)
    } catch {
      throw failure(error.ofHost, calling: arguments, at: id, template)
    }
  }

  mutating func callLoop(
    _ depth: Int32, _ method: LoopMethod, _ arguments: ID<ArgumentList>, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    let index = loopBase + Int(depth)
    let values = try self.arguments(arguments, template).positional
    switch method {
    case .cycle:
      guard !values.isEmpty else { throw failure("loop.cycle takes values", at: id, template) }
      return values[loops[index].index % values.count]
    case .changed:
      let seen = loops[index].seen
      loops[index].seen = values
      guard let seen, seen.count == values.count else { return .boolean(true) }
      do throws(TemplateFailure) {
        for (old, new) in zip(seen, values) { try old.checkComparable(with: new) }
      } catch {
        throw failure(error, at: id, template)
      }
      return .boolean(!zip(seen, values).allSatisfy { $0.equals($1) })
    case .recurse:
      guard let first = values.first, values.count == 1 else {
        throw failure("loop(…) takes one list", at: id, template)
      }
      return try recurse(index, first, id, template)
    }
  }

  /// `loop(children)`: the loop's body for other items, one level deeper.
  private mutating func recurse(
    _ index: Int, _ value: Value, _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    let number = loops[index].id
    let loop = template.tables.loops[number]
    guard loop.isRecursive else {
      throw failure(
        "this loop is not recursive", at: id, template, help: "write {% for … recursive %}")
    }
    let items = try items(of: value, id, template)
    try enter(template) { template.location(of: id) }
    let kept = loops[index...]
    let slots = (base + Int(loop.slots.lowerBound))..<(base + Int(loop.slots.upperBound))
    let variables = Array(stack[slots])
    let depth = loops[index].depth
    loops.removeSubrange(index...)
    defer {
      loops.removeSubrange(index...)
      loops += kept
      stack.replaceSubrange(slots, with: variables)
      leave(template)
    }
    let printed = try capture { (renderer) throws(RenderFailure) in
      try renderer.runLoop(number, over: items, depth: depth + 1, template)
    }
    return self.value(of: printed, template)
  }
}
