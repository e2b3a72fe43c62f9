import Diagnostics
import Text

extension Machine {
  // MARK: Macros

  mutating func define(_ number: Int32, _ code: Code) throws(RenderFailure) {
    let macro = code.tables.macros[Int(number)]
    guard let target = macro.target else { return }
    let value = try self.macro(number, code)
    try assign(.object(value), to: target, code, .none)
  }

  private mutating func macro(_ number: Int32, _ code: Code) throws(RenderFailure) -> MacroValue {
    let macro = code.tables.macros[Int(number)]
    var captured: [Value?] = []
    for capture in macro.captures { captured.append(try evaluateIfDefined(capture.outside, code)) }
    return MacroValue(code: code, number: number, context: Int32(context), captured: captured)
  }

  /// `{% call macro(…) %}…{% endcall %}`.
  mutating func call(
    _ caller: Int32, _ expression: ExpressionID, _ code: Code
  ) throws(RenderFailure) {
    guard case .call(let callee, let arguments) = code.tables.expressions[Int(expression.index)]
    else {
      return
    }
    let body = try macro(caller, code)
    let value = try evaluate(callee, code)
    guard case .object(let called as MacroValue) = value else {
      throw failure("call takes a macro, and this is \(value.typeName)", at: callee, code)
    }
    let result = try run(
      called, try self.arguments(arguments, code), caller: body, at: expression, code)
    do throws(TemplateFailure) {
      try buffer.append(result, escaped: code.isMarkup)
    } catch {
      throw failure(error, at: expression, code)
    }
  }

  mutating func call(
    _ callee: ExpressionID, _ arguments: Int32, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    if case .loop(let depth) = code.tables.expressions[Int(callee.index)] {
      return try callLoop(depth, .recurse, arguments, id, code)
    }
    if case .context(let number) = code.tables.expressions[Int(callee.index)],
      contexts[context][Int(number)] == nil
    {
      throw unknownFunction(number, callee, code)
    }
    let value = try evaluate(callee, code)
    guard case .object(let called as MacroValue) = value else {
      throw failure(
        "only functions and macros can be called, and this is \(value.typeName)", at: callee, code)
    }
    return try run(called, try self.arguments(arguments, code), caller: nil, at: id, code)
  }

  private func unknownFunction(
    _ number: Int32, _ callee: ExpressionID, _ code: Code
  ) -> RenderFailure {
    let name = set.variables.names[Int(number)]
    let macros = zip(set.variables.names, contexts[context]).compactMap { name, value in
      if case .object(_ as MacroValue)? = value { name } else { nil }
    }
    let known = set.library.functionNames + macros
    return failure(
      "there is no function or macro '\(name)'", at: callee, code,
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? "macros of other templates have to be imported")
  }

  private mutating func run(
    _ called: MacroValue, _ arguments: Arguments, caller: MacroValue?, at id: ExpressionID,
    _ code: Code
  ) throws(RenderFailure) -> Value {
    let macro = called.macro
    guard !contexts[Int(called.context)].isEmpty else {
      throw failure("the template that defined '\(macro.name)' is done", at: id, code)
    }
    try enter(called.code) { code.location(of: id) }
    let outer = (context, buffer, blockLevel)
    buffer = ByteBuffer()
    context = Int(called.context)
    defer { (context, buffer, blockLevel) = outer }
    defer { leave(called.code) }
    try runFrame(slots: macro.slotCount) { (machine) throws(RenderFailure) in
      for (capture, value) in zip(macro.captures, called.captured) {
        machine.stack[machine.base + Int(capture.slot)] = value
      }
      if let slot = macro.selfSlot { machine.stack[machine.base + Int(slot)] = .object(called) }
      try machine.bind(arguments, caller, to: macro, of: called.code, at: id, code)
      do throws(RenderFailure) {
        _ = try machine.run(macro.body, called.code)
      } catch {
        throw error.reached("called here", at: code.location(of: id))
      }
    }
    return try counted(value(of: buffer, called.code), at: id, code)
  }

  private mutating func bind(
    _ arguments: Arguments, _ caller: MacroValue?, to macro: MacroCode, of home: Code,
    at id: ExpressionID, _ code: Code
  ) throws(RenderFailure) {
    var keywords = arguments.named
    for (place, parameter) in macro.parameters.enumerated() {
      let slot = base + Int(parameter.slot)
      if place < arguments.positional.count {
        stack[slot] = arguments.positional[place]
      } else if let keyword = keywords.firstIndex(where: { $0.0 == parameter.name }) {
        stack[slot] = keywords.remove(at: keyword).1
      } else if !parameter.value.isNone {
        stack[slot] = try evaluate(parameter.value, home)
      }
    }
    if let mistake = macro.mistake(
      values: arguments.positional.count, keywords: arguments.named.map(\.0))
    {
      throw failure(mistake.message, at: id, code, help: mistake.help)
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
        "'\(macro.name)' does not use caller(), so it cannot be called with a body", at: id, code,
        help: "write {{ \(macro.name)(…) }} instead of {% call %}")
    }
  }

  // MARK: Functions

  /// The values of a call in the order they are written.
  mutating func arguments(_ number: Int32, _ code: Code) throws(RenderFailure) -> Arguments {
    let list = code.tables.arguments[Int(number)]
    var arguments = Arguments()
    if list.positional.count > 0 {
      arguments.positional.reserveCapacity(Int(list.positional.count))
    }
    for index in list.positional.indices {
      arguments.positional.append(try evaluate(code.tables.children[index], code))
    }
    if !list.spread.isNone {
      let value = try evaluate(list.spread, code)
      arguments.positional += try items(of: value, list.spread, code)
    }
    for index in list.keywords {
      let keyword = code.tables.keywords[index]
      arguments.named.append((keyword.name, try evaluate(keyword.value, code)))
    }
    if !list.spreadKeywords.isNone {
      let value = try evaluate(list.spreadKeywords, code)
      guard case .mapping(let mapping) = value else {
        throw failure(
          "'**' takes a mapping, and this is \(value.typeName)", at: list.spreadKeywords, code)
      }
      arguments.named += mapping.pairs.map { ($0.key, $0.value) }
    }
    return arguments
  }

  mutating func callFunction(
    _ number: Int, _ arguments: Int32, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let values = try self.arguments(arguments, code)
    do throws(TemplateFailure) {
      let builtIn = Library.builtInFunctions
      if number < builtIn.count { return try builtIn[number].body(scope, values) }
      return try scope.host.call(
        function: number - builtIn.count, named: set.library.functions[number].name, values)
    } catch {
      throw failure(error, calling: arguments, at: id, code)
    }
  }

  mutating func callLoop(
    _ depth: Int32, _ method: LoopMethod, _ arguments: Int32, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let place = loopBase + Int(depth)
    let values = try self.arguments(arguments, code).positional
    switch method {
    case .cycle:
      guard !values.isEmpty else { throw failure("loop.cycle takes values", at: id, code) }
      return values[loops[place].index % values.count]
    case .changed:
      let seen = loops[place].seen
      loops[place].seen = values
      guard let seen, seen.count == values.count else { return .boolean(true) }
      do throws(TemplateFailure) {
        for (old, new) in zip(seen, values) { try old.checkComparable(with: new) }
      } catch {
        throw failure(error, at: id, code)
      }
      return .boolean(!zip(seen, values).allSatisfy { $0.equals($1) })
    case .recurse:
      guard let first = values.first, values.count == 1 else {
        throw failure("loop(…) takes one list", at: id, code)
      }
      return try recurse(place, first, id, code)
    }
  }

  /// `loop(children)`: the loop's body for other items, one level deeper.
  private mutating func recurse(
    _ place: Int, _ value: Value, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let number = loops[place].number
    let loop = code.tables.loops[Int(number)]
    guard loop.isRecursive else {
      throw failure("this loop is not recursive", at: id, code, help: "write {% for … recursive %}")
    }
    let items = try items(of: value, id, code)
    try enter(code) { code.location(of: id) }
    let kept = loops[place...]
    let slots = (base + Int(loop.slots.lowerBound))..<(base + Int(loop.slots.upperBound))
    let variables = Array(stack[slots])
    let depth = loops[place].depth
    loops.removeSubrange(place...)
    defer {
      loops.removeSubrange(place...)
      loops += kept
      stack.replaceSubrange(slots, with: variables)
      leave(code)
    }
    let printed = try capture { (machine) throws(RenderFailure) in
      try machine.runLoop(number, over: items, depth: depth + 1, code)
    }
    return self.value(of: printed, code)
  }
}
