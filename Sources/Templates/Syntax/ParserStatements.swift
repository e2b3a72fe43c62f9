import Diagnostics
import Text

/// Text and tags.
extension Parser {
  /// Reads until one of the tags that end what is open; gives that tag's name, which has been read.
  mutating func parseStatements(until ends: [String]) -> (statements: [Statement], end: Token?) {
    var statements: [Statement] = []
    nesting += 1
    deepestTag = max(deepestTag, nesting)
    expectedEnds.append(ends)
    defer {
      nesting -= 1
      expectedEnds.removeLast()
    }
    while true {
      let first = token
      switch first.kind {
      case .end: return (statements, nil)
      case .text:
        _ = advance()
        hasOutput = hasOutput || !source.bytes[first.range].allSatisfy(isSpace)
        statements.append(
          .text(start: Int32(first.range.lowerBound), end: Int32(first.range.upperBound)))
      case .outputStart:
        _ = advance()
        do {
          statements.append(.output(try parseOutput()))
        } catch {
          report(error)
          skipTag()
        }
        hasOutput = true
      case .tagStart:
        _ = advance()
        let word = text(of: token)
        if token.kind == .name, ends.contains(word) || isEnd(word) {
          if !endsFaultyTag(word, ends) {
            if expectedEnds.contains(where: { $0.contains(word) }) {
              return (statements, advance())
            }
            reportStray(word)
          }
          skipTag()
          continue
        }
        let start = position
        do {
          if let statement = try parseTag() { statements.append(statement) }
        } catch {
          noteFaultyTag(from: start)
          report(error)
          skipTag()
        }
      default: _ = advance()
      }
    }
  }

  /// Remembers a tag that had a mistake before its end, so that what ends it is no second one.
  private mutating func noteFaultyTag(from start: Int) {
    let end = tokens[start...].firstIndex { $0.kind == .tagEnd } ?? tokens.count
    guard position <= end, tokens[start].kind == .name else { return }
    var word = text(of: tokens[start])
    if !tags.contains(word) { word = nearest(to: word, in: tags) ?? word }
    let isOneTag = ["include", "import", "from", "extends", "do", "break", "continue"].contains(
      word)
    let isAssignment =
      word == "set" && tokens[start..<end].contains { $0.kind == .operator(.assign) }
    if !isOneTag, !isAssignment { faultyTags[word, default: 0] += 1 }
  }

  /// Whether a word ends a tag that had a mistake.
  private mutating func endsFaultyTag(_ word: String, _ ends: [String]) -> Bool {
    if word.hasPrefix("end"), let count = faultyTags[String(word.dropFirst(3))], count > 0 {
      faultyTags[String(word.dropFirst(3))] = count - 1
      return true
    }
    let open = word == "elif" ? ["if"] : word == "else" ? ["if", "for"] : []
    return !ends.contains(word) && open.contains { (faultyTags[$0] ?? 0) > 0 }
  }

  /// Reports an end, or a branch, of a tag that isn't open.
  private mutating func reportStray(_ word: String) {
    let isElseIf =
      word == "else" && position + 1 < tokens.count && text(of: tokens[position + 1]) == "if"
    let isBranch = word == "else" || word == "elif"
    let ends = expectedEnds.last ?? []
    if isBranch, ends.contains("endif") || word == "else" && ends.contains("endfor") {
      report(
        SyntaxMistake(
          code: .misplacedTag, message: "an 'else' comes before this '\(word)'", range: token.range,
          help: "take it out, or write {% \(ends.first ?? "endif") %} before it",
          isAboutTheEnd: true))
      return
    }
    report(
      SyntaxMistake(
        code: .misplacedTag,
        message: isBranch
          ? "'\(word)' is outside of an if\(word == "else" ? " or for" : "")"
          : "there is nothing here that '\(word)' could end", range: token.range,
        help: isElseIf
          ? "write {% elif … %} inside of an if"
          : "take it out, or look whether the tag it belongs to is misspelt",
        isAboutTheEnd: true))
  }

  private func isEnd(_ word: String) -> Bool {
    ["elif", "else"].contains(word)
      || (word.hasPrefix("end") && tags.contains { word == "end" + $0 })
  }

  private mutating func parseOutput() throws(SyntaxMistake) -> ExpressionID {
    if let mistake = tagOfOthers() { throw mistake }
    let value = try parseTupleExpression()
    guard token.kind == .outputEnd else {
      throw mistake(
        "'}}' is missing here, before \(shownToken)",
        help: isOperator(.colon)
          ? "values for a filter are written in brackets: {{ page.date | date(\"long\") }}" : nil)
    }
    _ = advance()
    return value
  }

  /// The mistake of an output that is a tag in the templates of other programs: `{{ range .Pages }}`, `{{ else }}`.
  private mutating func tagOfOthers() -> SyntaxMistake? {
    guard token.kind == .name, position + 1 < tokens.count else { return nil }
    let word = text(of: token)
    guard let help = outputsOfOthers[word] else { return nil }
    let next = tokens[position + 1]
    let isAlone = next.kind == .outputEnd
    let isTag =
      switch next.kind {
      case .name, .string, .integer, .invalid: true
      case .operator(.dot): next.range.lowerBound > token.range.upperBound
      default: false
      }
    guard isTag || isAlone && (word == "else" || word == "end" && hasTagsOfOthers) else {
      return nil
    }
    let isSaid = hasTagsOfOthers && (word == "else" || word == "end")
    hasTagsOfOthers = true
    var mistake = mistake("'{{ \(word) … }}' is a tag of another program's templates", help: help)
    mistake.isAboutTheEnd = isSaid
    return mistake
  }

  /// Values with commas between them are a list.
  mutating func parseTupleExpression() throws(SyntaxMistake) -> ExpressionID {
    let first = try parseExpression()
    guard isOperator(.comma) else { return first }
    var values = [first]
    while accept(.comma) {
      if token.kind == .tagEnd || token.kind == .outputEnd || isOperator(.assign) { break }
      values.append(try parseExpression())
    }
    let list = add(values)
    return add(.list(list), range(from: first))
  }

  private var tags: [String] {
    [
      "if", "for", "set", "with", "block", "macro", "call", "filter", "include", "import", "from",
      "extends", "do", "break", "continue", "raw",
    ]
  }

  private mutating func parseTag() throws(SyntaxMistake) -> Statement? {
    let word = try expectName("the name of a tag")
    guard nesting < Parser.maximumNesting else {
      throw tooDeep(word.range)
    }
    switch text(of: word) {
    case "if": return try parseIf(word)
    case "for": return try parseFor(word)
    case "set": return try parseSet(word)
    case "with": return try parseWith(word)
    case "filter": return try parseFilterBlock(word)
    case "macro": return try parseMacro(word)
    case "call": return try parseCallBlock(word)
    case "block": return try parseBlock(word)
    case "extends":
      try parseExtends(word)
      return nil
    case "include": return try parseInclude(word)
    case "import": return try parseImport(word)
    case "from": return try parseFromImport(word)
    case "do":
      let value = try parseTupleExpression()
      try expectTagEnd()
      return .evaluate(value)
    case "break", "continue":
      guard frames.loopDepth > 0 else {
        throw mistake(
          .misplacedTag, "'\(text(of: word))' has a meaning inside a for only", word.range)
      }
      try expectTagEnd()
      return text(of: word) == "break" ? .breakLoop : .continueLoop
    case let name:
      let meant = nearest(to: name, in: tags + tags.map { "end" + $0 } + ["else", "elif"])
      let isValue = isOperator(.dot) || isOperator(.pipe)
      throw SyntaxMistake(
        code: .unknownTag, message: "there is no tag '\(name)'", range: word.range,
        help: isValue
          ? "values are printed with two braces: {{ … }}"
          : tagsOfOthers[name] ?? meant.map { "did you mean '\($0)'?" } ?? "the tags are "
            + tags.joined(separator: ", "), isAboutTheEnd: name.hasPrefix("end") && meant == nil)
    }
  }

  /// The statements up to one of the ends; the end's name, which has been read.
  private mutating func parseInside(
    _ opening: Token, until ends: [String]
  ) throws(SyntaxMistake) -> (statements: [Statement], end: Token) {
    let inside = parseStatements(until: ends)
    return (inside.statements, try ended(inside.end, opening, ends))
  }

  /// What ended a tag's inside, if that may end it.
  private mutating func ended(
    _ end: Token?, _ opening: Token, _ ends: [String]
  ) throws(SyntaxMistake) -> Token {
    let name = text(of: opening)
    guard let end else {
      throw unended("this \(name)", opening.range, end: "end\(name)")
    }
    guard ends.contains(text(of: end)) else {
      let line = source.location(of: opening.range).line
      throw mistake(
        .unendedTag, "'\(text(of: end))' comes where the \(name) of line \(line) is still open",
        end.range, help: "end it with {% end\(name) %} first")
    }
    return end
  }

  // MARK: if

  private mutating func parseIf(_ word: Token) throws(SyntaxMistake) -> Statement {
    nesting += 1
    defer { nesting -= 1 }
    guard nesting < Parser.maximumNesting else {
      throw tooDeep(word.range)
    }
    let condition = try parseOr()
    try expectTagEnd()
    let (statements, end) = try parseInside(
      Token(kind: .name, range: word.range), until: ["elif", "else", "endif"])
    let then = body(of: statements)
    switch text(of: end) {
    case "elif":
      let next = try parseIf(word)
      return .branch(condition, then: then, otherwise: body(of: [next]))
    case "else":
      try expectTagEnd()
      let (statements, _) = try parseInside(word, until: ["endif"])
      try expectTagEnd()
      return .branch(condition, then: then, otherwise: body(of: statements))
    default:
      try expectTagEnd()
      return .branch(condition, then: then, otherwise: .empty)
    }
  }

  // MARK: for

  private mutating func parseFor(_ word: Token) throws(SyntaxMistake) -> Statement {
    let targetNames = try parseTargetNames()
    guard accept(word: "in") else { throw mistake("'in' is missing here, before \(shownToken)") }
    let items = try parseLoopItems()
    let firstSlot = frames.slotCount
    frames.pushScope()
    let target = declare(targetNames)
    var condition = ExpressionID.none
    if accept(word: "if") {
      condition = try parseExpression()
    }
    let isRecursive = accept(word: "recursive")
    if token.kind != .tagEnd { _ = frames.popScope() }
    try expectTagEnd()
    let isOutermost = frames.loopDepth == 0
    let depth = frames.enterLoop()
    frames.declareLoop(depth)
    let inside = parseStatements(until: ["else", "endfor"])
    let entries = frames.popScope()
    frames.leaveLoop()
    if isOutermost { endLoop() }
    let loopBody = body(of: inside.statements, entries: entries)
    var otherwise = Body.empty
    var end = try ended(inside.end, word, ["else", "endfor"])
    if text(of: end) == "else" {
      try expectTagEnd()
      frames.pushScope()
      let inside = parseStatements(until: ["endfor"])
      otherwise = body(of: inside.statements, entries: frames.popScope())
      end = try ended(inside.end, word, ["endfor"])
    }
    try expectTagEnd()
    return .loop(
      tables.loops.add(
        Loop(
          target: target, items: items, condition: condition, body: loopBody, otherwise: otherwise,
          depth: depth, slots: firstSlot..<frames.slotCount, isRecursive: isRecursive)))
  }

  /// What a loop runs over: an expression in which `if` begins the loop's condition.
  private mutating func parseLoopItems() throws(SyntaxMistake) -> ExpressionID {
    let first = try parseOr()
    guard isOperator(.comma) else { return first }
    var values = [first]
    while accept(.comma) {
      if token.kind == .tagEnd || isName("recursive") { break }
      values.append(try parseOr())
    }
    let list = add(values)
    return add(.list(list), range(from: first))
  }

  // MARK: set, with

  private mutating func parseSet(_ word: Token) throws(SyntaxMistake) -> Statement {
    let names = try parseTargetNames(allowsAttribute: true)
    if accept(.assign) {
      let value = try parseTupleExpression()
      try expectTagEnd()
      return .assign(target: try assign(names), value)
    }
    let start = token.range.lowerBound
    var value = add(.captured, start..<start)
    if isOperator(.pipe) { value = try parseFilters(value) }
    try expectTagEnd()
    frames.pushScope()
    let inside = parseStatements(until: ["endset"])
    let captured = body(of: inside.statements, entries: frames.popScope())
    _ = try ended(inside.end, word, ["endset"])
    try expectTagEnd()
    return .assignBody(target: try assign(names), captured, value)
  }

  private mutating func parseWith(_ word: Token) throws(SyntaxMistake) -> Statement {
    var values: [(TargetNames, ExpressionID)] = []
    while token.kind != .tagEnd {
      let names = try parseTargetNames()
      try expect(.assign)
      values.append((names, try parseExpression()))
      guard accept(.comma) else { break }
    }
    try expectTagEnd()
    frames.pushScope()
    var statements = values.map { (names, value) in Statement.assign(target: declare(names), value)
    }
    let inside = parseStatements(until: ["endwith"])
    statements += inside.statements
    let scope = body(of: statements, entries: frames.popScope())
    _ = try ended(inside.end, word, ["endwith"])
    try expectTagEnd()
    return .scope(scope)
  }

  private mutating func parseFilterBlock(_ word: Token) throws(SyntaxMistake) -> Statement {
    let start = token.range.lowerBound
    var value = add(.captured, start..<start)
    value = try parseFilter(of: value)
    value = try parseFilters(value)
    try expectTagEnd()
    frames.pushScope()
    let inside = parseStatements(until: ["endfilter"])
    let filtered = body(of: inside.statements, entries: frames.popScope())
    _ = try ended(inside.end, word, ["endfilter"])
    try expectTagEnd()
    return .filter(filtered, value)
  }
}

/// Outputs that are tags in the templates of other programs, and what they are here.
private let outputsOfOthers = [
  "range": "write {% for item in items %} … {% endfor %}", "if": "write {% if … %} … {% endif %}",
  "with": "write {% set name = … %}", "else": "write {% else %}",
  "end": "each tag has an end of its own: {% endif %}, {% endfor %}, {% endblock %}",
  "partial": "write {% include \"partials/name.html\" %}",
  "template": "write {% include \"name.html\" %}",
  "define": "write {% block name %} … {% endblock %}",
  "block": "write {% block name %} … {% endblock %}",
  "include": "write {% include \"name.html\" %}",
]

/// Tags of other template languages, and what they are here.
private let tagsOfOthers = [
  "elseif": "write {% elif … %}", "elsif": "write {% elif … %}", "elsif:": "write {% elif … %}",
  "assign": "write {% set name = value %}", "capture": "write {% set name %} … {% endset %}",
  "unless": "write {% if not … %}", "case": "write {% if … %} and {% elif … %}",
  "foreach": "write {% for item in items %}", "range": "write {% for item in items %}",
  "each": "write {% for item in items %}", "partial": "write {% include \"partials/name.html\" %}",
  "render": "write {% include \"partials/name.html\" %}",
  "end": "each tag has an end of its own: {% endif %}, {% endfor %}, {% endblock %}",
  "comment": "write {# … #}", "trans": "words of the interface are t(\"key\")",
  "load": "nothing has to be loaded here", "url": "write {{ url(\"/path/\") }}",
  "static": "write {{ asset(\"name\") }}",
]
