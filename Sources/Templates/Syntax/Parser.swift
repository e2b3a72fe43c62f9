import Diagnostics
import Text

/// Parses a template into tables. Every name is resolved, and every call is checked against what
/// it calls.
///
/// After a mistake it goes on after the tag, so that one run reports all mistakes.
struct Parser {
  let name: String
  let source: SourceText
  let callables: Callables
  var names: NameTable
  var tokens: [Token]
  var position = 0
  var diagnostics: [Diagnostic] = []
  /// Those about ends that are missing or too many, which may only follow from others.
  private var diagnosticsAboutEnds: [Diagnostic] = []
  /// What is probably not meant, though it is well-formed.
  private(set) var warnings: [Diagnostic] = []
  /// The names that are set in the loop that is parsed, and those that were set in a loop before, where.
  private var setInLoop: [String: Range<Int>] = [:]
  private var lostAfterLoop: [String: Range<Int>] = [:]
  var tables = TemplateTables()
  var frames = Frames()
  var assigned: [ID<Variable>] = []
  var imported: Set<ID<Variable>> = []
  var parent: (name: String, range: Range<Int>)?
  var blockNames: [String: Range<Int>] = [:]
  /// Whether text, output or a block came before.
  var hasOutput = false
  var openBlock: String?
  var nesting = 0
  /// How deep tags were nested, at most.
  var deepestTag = 0
  /// How many operations lie inside each other in each expression, and at most.
  private var depths: [Int] = []
  private var deepestExpression = 0
  /// Where the lexer has reported a character or text that is no token.
  private let invalidRanges: Set<Range<Int>>
  /// Whether the rest of the file could not be read, so that nothing is reported as missing there.
  var endsEarly = false
  /// The ends that each tag which is open expects.
  var expectedEnds: [[String]] = []
  /// Whether tags were written as another program has them, so that their ends are, too.
  var hasTagsOfOthers = false
  /// By tag, how many ends are expected of tags that had a mistake.
  var faultyTags: [String: Int] = [:]
  private var attributeIDs: [String: ID<Name>] = [:]

  /// Tags and brackets may be nested this deep. The bound keeps recursion from overflowing the stack.
  static let maximumNesting = 100

  init(name: String, source: SourceText, callables: Callables, names: NameTable) {
    self.name = name
    self.source = source
    self.callables = callables
    self.names = names
    var lexer = Lexer(source)
    lexer.run()
    tokens = lexer.tokens
    invalidRanges = Set(lexer.tokens.lazy.filter { $0.kind == .invalid }.map(\.range))
    diagnostics = lexer.diagnostics
    endsEarly = lexer.endsEarly
  }

  /// The template's template. With mistakes it is not fit to be rendered.
  mutating func parse() -> Template {
    let root = body(of: parseStatements(until: []).statements)
    // Where a tag could not be read, its end and those around it seem to be missing or too many.
    if diagnostics.isEmpty { diagnostics = endsAlone }
    return Template(
      name: name, source: source, tables: tables, root: root, slotCount: Int(frames.slotCount),
      parent: parent, assigned: assigned,
      exported: assigned.filter { number in
        !imported.contains(number) && !names[number].hasPrefix("_")
      }, isMarkup: isMarkupFile(name),
      nesting: deepestTag + deepestExpression)
  }

  /// The mistakes about ends, without ends too many within a tag that is never ended: one of them was meant to.
  private var endsAlone: [Diagnostic] {
    let unended = diagnosticsAboutEnds.lazy
      .filter { $0.code == TemplateCode.unendedTag.rawValue }.compactMap(\.location).min()
    guard let unended else { return diagnosticsAboutEnds }
    return diagnosticsAboutEnds.filter { diagnostic in
      diagnostic.code != TemplateCode.misplacedTag.rawValue
        || diagnostic.location.map { $0 < unended } ?? true
    }
  }

  // MARK: Tokens

  var token: Token { tokens[position] }
  var previousEnd: Int { position > 0 ? tokens[position - 1].range.upperBound : 0 }

  mutating func advance() -> Token {
    let token = tokens[position]
    if position < tokens.count - 1 { position += 1 }
    return token
  }

  func text(of token: Token) -> String {
    String(decoding: source.bytes[token.range], as: UTF8.self)
  }

  func isName(_ word: String) -> Bool { token.kind == .name && text(of: token) == word }
  func isOperator(_ sign: Operator) -> Bool { token.kind == .operator(sign) }

  mutating func accept(_ sign: Operator) -> Bool {
    guard isOperator(sign) else { return false }
    _ = advance()
    return true
  }

  mutating func accept(word: String) -> Bool {
    guard isName(word) else { return false }
    _ = advance()
    return true
  }

  mutating func expect(_ sign: Operator) throws(SyntaxMistake) {
    guard accept(sign) else {
      throw mistake(
        "'\(sign.rawValue)' is missing here, before \(shownToken)", help: helpWithOperator)
    }
  }

  mutating func expectName(_ what: String) throws(SyntaxMistake) -> Token {
    guard token.kind == .name else {
      throw mistake("\(what) is missing here, before \(shownToken)", help: helpWithOperator)
    }
    return advance()
  }

  /// What to write instead of an operator that stands here and has another meaning in other languages.
  var helpWithOperator: String? {
    guard case .operator(let sign) = token.kind else { return nil }
    return helpWithOperatorOfOthers(sign)
  }

  mutating func expectTagEnd() throws(SyntaxMistake) {
    guard token.kind == .tagEnd else {
      let isElseIf = isName("if") && position > 0 && text(of: tokens[position - 1]) == "else"
      throw mistake(
        "the tag should end here, before \(shownToken)",
        help: isElseIf
          ? "write {% elif … %}"
          : isOperator(.colon)
            ? "values are set with an equals sign: {% set name = value %}" : helpWithOperator)
    }
    _ = advance()
  }

  // MARK: Variables that a loop loses

  /// Notes that a name is set.
  mutating func noteSet(_ name: String, _ range: Range<Int>) {
    if frames.loopDepth > 0 {
      // A name that nothing outside has is the loop's own, and reading it after the loop is an error.
      if frames.isSetOutsideOfLoop(name) { setInLoop[name] = range }
    } else {
      lostAfterLoop[name] = nil
    }
  }

  mutating func endLoop() {
    lostAfterLoop.merge(setInLoop) { _, new in new }
    setInLoop = [:]
  }

  /// Warns where a name is read that a loop has set, since it has its value of before the loop again.
  mutating func noteRead(_ name: String) {
    guard !lostAfterLoop.isEmpty, frames.loopDepth == 0, let range = lostAfterLoop[name] else {
      return
    }
    lostAfterLoop[name] = nil
    warnings.append(
      .warning(
        TemplateCode.lostSet, "what '\(name)' is set to in a loop is gone after the loop",
        at: source.location(of: range),
        help:
          "before the loop {% set box = namespace(\(name)=…) %}, in it {% set box.\(name) = … %}, after it {{ box.\(name) }}"
      ))
  }

  var shownToken: String {
    switch token.kind {
    case .outputEnd, .tagEnd: "the end of the tag"
    case .end: "the end of the file"
    default: "'\(text(of: token))'"
    }
  }

  /// Skips the rest of the tag.
  mutating func skipTag() {
    while token.kind != .end {
      switch token.kind {
      case .tagEnd, .outputEnd:
        _ = advance()
        return
      case .text, .tagStart, .outputStart: return
      default: _ = advance()
      }
    }
  }

  // MARK: Mistakes

  func mistake(
    _ code: TemplateCode, _ message: String, _ range: Range<Int>? = nil, help: String? = nil
  ) -> SyntaxMistake {
    SyntaxMistake(code: code, message: message, range: range ?? token.range, help: help)
  }

  func mistake(_ message: String, _ range: Range<Int>? = nil, help: String? = nil) -> SyntaxMistake
  {
    mistake(.syntax, message, range, help: help)
  }

  /// That a tag has no end.
  func unended(_ what: String, _ range: Range<Int>, end: String) -> SyntaxMistake {
    SyntaxMistake(
      code: .unendedTag, message: "\(what) is never ended", range: range,
      help: "write {% \(end) %} where it ends", isAboutTheEnd: true)
  }

  /// Ends parsing: nobody writes templates that are nested this deep by hand.
  mutating func tooDeep(_ range: Range<Int>? = nil) -> SyntaxMistake {
    let found = mistake(.tooDeep, "this is nested too deeply", range)
    position = tokens.count - 1
    endsEarly = true
    return found
  }

  mutating func report(_ mistake: SyntaxMistake) {
    if endsEarly, mistake.isAboutTheEnd { return }
    if invalidRanges.contains(mistake.range) { return }
    let diagnostic = Diagnostic.error(
      mistake.code, mistake.message, at: source.location(of: mistake.range), help: mistake.help)
    if mistake.isAboutTheEnd {
      diagnosticsAboutEnds.append(diagnostic)
    } else {
      diagnostics.append(diagnostic)
    }
  }

  mutating func report(
    _ code: TemplateCode, _ message: String, _ range: Range<Int>, help: String? = nil
  ) {
    report(SyntaxMistake(code: code, message: message, range: range, help: help))
  }

  // MARK: Tables

  mutating func add(_ expression: Expression, _ range: Range<Int>) -> ExpressionID {
    tables.ranges.append(range)
    countDepth(of: expression, range)
    return tables.expressions.add(expression)
  }

  /// `a + a + a` is as deep as it is long. What is too deep is reported once.
  private mutating func countDepth(of expression: Expression, _ range: Range<Int>) {
    var depth = 0
    tables.forEachOperand(of: expression) { depth = max(depth, depths[$0.index]) }
    depths.append(depth + 1)
    if depth + 1 > Parser.maximumNesting, deepestExpression <= Parser.maximumNesting {
      report(
        .tooDeep, "this expression has more than \(Parser.maximumNesting) steps", range,
        help: "give parts of it names with {% set %} first")
    }
    deepestExpression = max(deepestExpression, depth + 1)
  }

  mutating func add(_ expressions: [ExpressionID]) -> ExpressionList {
    tables.children.add(expressions)
  }

  mutating func add(constant value: Value, _ range: Range<Int>) -> ExpressionID {
    add(.constant(tables.constants.add(value)), range)
  }

  mutating func id(ofAttribute name: String) -> ID<Name> {
    if let number = attributeIDs[name] { return number }
    let number = tables.names.add(callables.name(name))
    attributeIDs[name] = number
    return number
  }

  mutating func body(of statements: [Statement], entries: [ScopeEntry] = []) -> Body {
    Body(statements: tables.statements.add(statements), entries: tables.entries.add(entries))
  }

  func range(of id: ExpressionID) -> Range<Int> { tables.range(of: id) }

  func range(from id: ExpressionID) -> Range<Int> {
    let start = range(of: id).lowerBound
    return start..<max(start, previousEnd)
  }
}

/// A mistake that ends the reading of a tag.
struct SyntaxMistake: Error {
  let code: TemplateCode
  let message: String
  let range: Range<Int>
  let help: String?
  var isAboutTheEnd = false
}

/// Whether a template's name says that it makes markup.
func isMarkupFile(_ name: String) -> Bool {
  [".html", ".htm", ".xml", ".svg", ".xhtml"].contains { name.hasSuffix($0) }
}
