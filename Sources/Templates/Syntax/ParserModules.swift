import Diagnostics
import Text

/// Macros, blocks, and templates that use others.
extension Parser {
  // MARK: macro, call

  mutating func parseMacro(_ word: Token) throws(SyntaxMistake) -> Statement {
    let nameToken = try expectName("the macro's name")
    let name = text(of: nameToken)
    let target = try assign(.name(name, nameToken.range))
    let macro = try parseMacroBody(word, name: name, target: target, ends: "endmacro") {
      (parser) throws(SyntaxMistake) in
      try parser.parseParameters()
    }
    return .define(macro: tables.macros.add(macro))
  }

  mutating func parseCallBlock(_ word: Token) throws(SyntaxMistake) -> Statement {
    let parametersAt = position
    var depth = 0
    if isOperator(.openRound) {
      repeat {
        if isOperator(.openRound) { depth += 1 }
        if isOperator(.closeRound) { depth -= 1 }
        guard token.kind != .tagEnd, token.kind != .end else {
          throw mistake("')' is missing here, before \(shownToken)")
        }
        _ = advance()
      } while depth > 0
    }
    let call = try parseExpression()
    guard case .call = tables.expressions[call] else {
      throw mistake(
        "call takes a call of a macro", range(of: call), help: "write {% call name() %}")
    }
    let behindCall = position
    let caller = try parseMacroBody(word, name: "caller", target: nil, ends: "endcall") {
      (parser) throws(SyntaxMistake) in
      parser.position = parametersAt
      let parameters = parser.isOperator(.openRound) ? try parser.parseParameters() : []
      parser.position = behindCall
      return parameters
    }
    return .call(caller: tables.macros.add(caller), call)
  }

  /// A macro from its parameters to its end.
  private mutating func parseMacroBody(
    _ word: Token, name: String, target: ID<Target>?, ends end: String,
    parameters: (inout Parser) throws(SyntaxMistake) -> [MacroParameter]
  ) throws(SyntaxMistake) -> Macro {
    frames.pushFrame(.macro)
    let outerBlock = openBlock
    let outerOutput = hasOutput
    defer {
      openBlock = outerBlock
      hasOutput = outerOutput
    }
    let given: [MacroParameter]
    do {
      given = try parameters(&self)
      try expectTagEnd()
    } catch {
      _ = frames.popFrame()
      throw error
    }
    let varargs = frames.declare("varargs")
    let kwargs = frames.declare("kwargs")
    let caller = target == nil ? nil : frames.declare("caller")
    let before = tables.expressions.count
    let inside = parseStatements(until: [end])
    let frame = frames.popFrame()
    let macroBody = body(of: inside.statements, entries: frame.entries[0])
    guard let closing = inside.end, text(of: closing) == end else {
      throw unended("this \(text(of: word))", word.range, end: end)
    }
    try expectTagEnd()
    let own = tables.expressions[before...]
    func used(_ slot: Int32?) -> Int32? {
      let isUsed = own.contains { if case .local(slot) = $0 { true } else { false } }
      return isUsed ? slot : nil
    }
    // What it uses of itself is not there yet when it is defined, so it is put there when it is called.
    var selfSlot: Int32?
    if let target, case .variable(.local(let own)) = tables.targets[target] {
      selfSlot =
        frame.captures.first { capture in
          if case .local(own) = capture.outside { true } else { false }
        }?.slot
    }
    return Macro(
      name: name, parameters: given, body: macroBody, slotCount: Int(frame.slotCount),
      captures: frame.captures.map { capture in
        (add(capture.outside, word.range), capture.slot)
      }, varargs: used(varargs), kwargs: used(kwargs), caller: used(caller), target: target,
      selfSlot: selfSlot, range: word.range)
  }

  private mutating func parseParameters() throws(SyntaxMistake) -> [MacroParameter] {
    var parameters: [MacroParameter] = []
    try expect(.openRound)
    while !accept(.closeRound) {
      let word = try expectName("the name of a parameter")
      let name = text(of: word)
      if parameters.contains(where: { $0.name == name }) {
        throw mistake(.repeatedName, "there are two parameters '\(name)'", word.range)
      }
      let value = accept(.assign) ? try parseExpression() : ExpressionID.none
      if value.isNone, parameters.contains(where: { !$0.value.isNone }) {
        throw mistake(
          .wrongArguments, "'\(name)' needs a default, since one before it has one", word.range)
      }
      parameters.append(MacroParameter(name: name, slot: frames.declare(name), value: value))
      if !accept(.comma) {
        try expect(.closeRound)
        break
      }
    }
    return parameters
  }

  // MARK: block, extends

  mutating func parseBlock(_ word: Token) throws(SyntaxMistake) -> Statement {
    let nameToken = try expectName("the block's name")
    let name = text(of: nameToken)
    if let first = blockNames[name] {
      report(
        .repeatedName, "there are two blocks '\(name)' in this template", nameToken.range,
        help:
          "the first is in line \(source.location(of: first).line); self.\(name)() prints it again")
    }
    blockNames[name] = nameToken.range
    var isRequired = false
    var visible: [(name: String, expression: Expression)] = []
    while token.kind == .name {
      if accept(word: "scoped") {
        visible = frames.visible()
      } else if accept(word: "required") {
        isRequired = true
      } else {
        throw mistake("a block may be scoped or required, and this is \(shownToken)")
      }
    }
    try expectTagEnd()
    let seen = visible.map { (names.id(of: $0.name), add($0.expression, nameToken.range)) }
    frames.pushFrame(.block)
    let outerBlock = openBlock
    openBlock = name
    let inside = parseStatements(until: ["endblock"])
    openBlock = outerBlock
    if isRequired { checkIsBlank(inside.statements, nameToken) }
    let frame = frames.popFrame()
    let blockBody = body(of: inside.statements, entries: frame.entries[0])
    guard let closing = inside.end, text(of: closing) == "endblock" else {
      throw unended("the block '\(name)'", nameToken.range, end: "endblock")
    }
    if token.kind == .name {
      let again = advance()
      if text(of: again) != name {
        report(
          .misplacedTag, "this ends the block '\(name)', not '\(text(of: again))'", again.range)
      }
    }
    try expectTagEnd()
    hasOutput = true
    _ = names.id(of: name)
    return .block(
      tables.blocks.add(
        Block(
          name: name, body: blockBody, slotCount: Int(frame.slotCount), isRequired: isRequired,
          isNested: outerBlock != nil, visible: seen, range: nameToken.range)))
  }

  private mutating func checkIsBlank(_ statements: [Statement], _ name: Token) {
    let isBlank = statements.allSatisfy { statement in
      guard case .text(let start, let end) = statement else { return false }
      return source.bytes[Int(start)..<Int(end)].allSatisfy(isSpace)
    }
    if isBlank { return }
    report(
      .requiredBlock, "the block '\(text(of: name))' is required, so nothing may stand in it",
      name.range,
      help: "templates that extend this one fill it; take 'required' out for a block with a default"
    )
  }

  mutating func parseExtends(_ word: Token) throws(SyntaxMistake) {
    if let mistake = unquotedName() { throw mistake }
    guard token.kind == .string else {
      throw mistake(
        "extends takes the name of a template in quotes",
        help: "it is fixed, so that everything can be checked before a page is made")
    }
    let name = token
    let parentName = unquoted(source.bytes[advance().range])
    try expectTagEnd()
    if parent != nil {
      report(.misplacedTag, "a template extends one other, and this is the second", word.range)
    } else if hasOutput || nesting > 1 {
      report(
        .misplacedTag, "extends must be the first tag of a template", word.range,
        help: "put it above all text, blocks and loops")
    }
    if parent == nil { parent = (parentName, name.range) }
  }

  // MARK: include, import

  mutating func parseInclude(_ word: Token) throws(SyntaxMistake) -> Statement {
    if let mistake = unquotedName() { throw mistake }
    let template = try parseExpression()
    var isOptional = false
    if accept(word: "ignore") {
      guard accept(word: "missing") else {
        throw mistake("after 'ignore' comes the word 'missing', and here is \(shownToken)")
      }
      isOptional = true
    }
    let seesContext = try parseContext(default: true)
    guard token.kind == .tagEnd else {
      throw mistake(
        "an include ends with the template's name, and here is \(shownToken)",
        help:
          "give values around it: {% with title=page.title %}{% include \"…\" %}{% endwith %}")
    }
    try expectTagEnd()
    // The loop is the including template's own.
    let visible = seesContext ? frames.visible().filter { $0.name != "loop" } : []
    let seen = visible.map { (names.id(of: $0.name), add($0.expression, range(of: template))) }
    hasOutput = true
    return .include(
      tables.includes.add(
        Include(
          names: template, isOptional: isOptional, seesContext: seesContext, visible: seen,
          range: range(of: template))))
  }

  private mutating func parseContext(default given: Bool) throws(SyntaxMistake) -> Bool {
    let isWith = isName("with")
    guard isWith || isName("without"), position + 1 < tokens.count,
      tokens[position + 1].kind == .name, text(of: tokens[position + 1]) == "context"
    else { return given }
    _ = advance()
    _ = advance()
    return isWith
  }

  /// The mistake of a template's name without quotes around it: `base.html`.
  private func unquotedName() -> SyntaxMistake? {
    guard token.kind == .name else { return nil }
    let rest = source.bytes[token.range.lowerBound...]
    let word = rest.prefix { !isSpace($0) && $0 != UInt8(ascii: "%") && $0 != UInt8(ascii: "|") }
    let name = String(decoding: word, as: UTF8.self)
    guard [".html", ".xml", ".txt", ".svg"].contains(where: name.hasSuffix) else { return nil }
    return mistake(
      "the name of a template needs quotes", word.startIndex..<word.endIndex,
      help: "write \"\(name)\"")
  }

  private mutating func parseTemplateName() throws(SyntaxMistake) -> (
    name: String, range: Range<Int>
  ) {
    if let mistake = unquotedName() { throw mistake }
    guard token.kind == .string else {
      throw mistake("the name of a template in quotes is missing here, before \(shownToken)")
    }
    let range = token.range
    return (unquoted(source.bytes[advance().range]), range)
  }

  mutating func parseImport(_ word: Token) throws(SyntaxMistake) -> Statement {
    let template = try parseTemplateName()
    guard accept(word: "as") else {
      throw mistake("'as' and a name are missing here, before \(shownToken)")
    }
    let name = try expectName("a name")
    let seesContext = try parseContext(default: false)
    try expectTagEnd()
    let module = try assign(.name(text(of: name), name.range))
    keepToItself(text(of: name))
    return .importModule(
      tables.imports.add(
        Import(
          template: template.name, seesContext: seesContext, module: module, names: [],
          range: template.range)))
  }

  /// What a template imports is no name that others can import from it.
  private mutating func keepToItself(_ name: String) {
    if frames.isRootScope { imported.insert(names.id(of: name)) }
  }

  mutating func parseFromImport(_ word: Token) throws(SyntaxMistake) -> Statement {
    let template = try parseTemplateName()
    guard accept(word: "import") else {
      throw mistake("'import' is missing here, before \(shownToken)")
    }
    var imported: [(name: ID<Variable>, target: ID<Target>, range: Range<Int>)] = []
    var seesContext = false
    while true {
      if !imported.isEmpty, isName("with") || isName("without") {
        seesContext = try parseContext(default: false)
        break
      }
      let name = try expectName("the name of a macro")
      let alias = accept(word: "as") ? try expectName("a name") : name
      let target = try assign(.name(text(of: alias), alias.range))
      keepToItself(text(of: alias))
      imported.append((names.id(of: text(of: name)), target, name.range))
      if isName("with") || isName("without") { seesContext = try parseContext(default: false) }
      guard accept(.comma) else { break }
    }
    if imported.isEmpty { _ = try expectName("the name of a macro") }
    try expectTagEnd()
    return .importModule(
      tables.imports.add(
        Import(
          template: template.name, seesContext: seesContext, module: nil, names: imported,
          range: template.range)))
  }
}
