import Diagnostics
import Text
import Web

/// A mistake in a template that its template shows before it is rendered.
struct TemplateMistake {
  let code: TemplateCode
  let message: String
  let range: Range<Int>
  let help: String?
  var notes: [(message: String, range: Range<Int>)] = []
}

/// What a statement prints its value into, where that makes a difference.
enum OutputPlace {
  /// A quoted attribute or a comment: markup is escaped there.
  case attribute
  /// The beginning of an address, too: what would run a script is refused.
  case address
}

/// Finds values that are printed where escaping is not enough: in scripts and styles, in attributes
/// that hold scripts, in attributes without quotes.
///
/// The template's text is followed in the order in which it is written. Branches have to end in the same
/// place, and what may be shown several times or not at all has to end where it began: so every place is
/// known, whatever the page's values are. The place decides, not the value: markup is escaped in an
/// attribute, too.
///
/// A text that somebody wrote is refused where an address begins, since it may begin with `javascript:`;
/// where nothing is known of a value, it is looked at when it is printed.
func places(
  in template: Template, _ callables: Callables, shapes: [Shape],
  blocks: [String: HTMLPlace],
  ends: [String: HTMLPlace] = [:], from start: HTMLPlace = .betweenTags
) -> FoundPlaces {
  var scanner = PlaceScanner(
    template: template, callables: callables, shapes: shapes, ends: ends, blocks: blocks,
    place: start)
  scanner.scan(template.root)
  let end = scanner.place
  for macro in template.tables.macros { scanner.scanApart(macro.body, macro.range, "a macro") }
  return FoundPlaces(
    mistakes: scanner.mistakes, outputs: scanner.outputs, blocks: scanner.blocks,
    includes: scanner.includes, end: end)
}

struct FoundPlaces {
  var mistakes: [TemplateMistake] = []
  /// By the index of a statement, what it prints into.
  var outputs: [Int: OutputPlace] = [:]
  /// Where blocks begin.
  var blocks: [String: HTMLPlace] = [:]
  /// Includes within a tag, a script or a style, by their ID, and where they stand.
  var includes: [(id: ID<Include>, place: HTMLPlace)] = []
  /// Where the template ends.
  var end = HTMLPlace.betweenTags
}

private struct PlaceScanner {
  let template: Template
  let callables: Callables
  let shapes: [Shape]
  /// By template, where it ends if it is included between tags.
  let ends: [String: HTMLPlace]
  /// Where blocks begin: those of the templates above, then the template's own.
  var blocks: [String: HTMLPlace]
  var place: HTMLPlace
  var mistakes: [TemplateMistake] = []
  var includes: [(id: ID<Include>, place: HTMLPlace)] = []
  var outputs: [Int: OutputPlace] = [:]
  /// Whether a `break` or `continue` came before, so that nothing follows here.
  var isLeft = false
  /// Where `break` and `continue` leave the loop.
  var exits: [HTMLPlace] = []
  /// Where the branches ended that gave one tag several names.
  var lastBranches: [(message: String, range: Range<Int>)] = []

  mutating func scan(_ body: Body) {
    for index in body.statements.indices { scan(template.tables.statements[index], index) }
  }

  private mutating func scan(_ statement: Statement, _ index: Int) {
    let tables = template.tables
    switch statement {
    case .text(let start, let end): read(Int(start)..<Int(end))
    case .output(let id), .attribute(let id), .address(let id): scan(output: id, index)
    case .branch(let condition, let then, let otherwise): scanBranch(condition, then, otherwise)
    case .loop(let index): scan(tables.loops[index])
    case .scope(let body), .quoted(let body), .quotedAddress(let body, _): scan(body)
    case .filter(let body, let id):
      let start = place
      scanWhole(body, tables.range(of: id), "a filter block")
      place = start
      markWhole(index)
    case .call(_, let id):
      check(id)
      markWhole(index)
    case .include(let number): scan(tables.includes[number], number, index)
    case .assignBody(_, let body, let id): scanApart(body, tables.range(of: id), "a set")
    case .block(let number): scan(tables.blocks[number])
    case .breakLoop, .continueLoop:
      exits.append(place)
      isLeft = true
    default: break
    }
  }

  /// Notes a statement that prints a text of its own where this stands.
  private mutating func markWhole(_ statement: Int) {
    if place.beginsAddress {
      outputs[statement] = .address
    } else if place.takesNoMarkup {
      outputs[statement] = .attribute
    }
    if place.isInValue, place.html.address.isOpen { place.html.address = .perhaps }
  }

  private mutating func report(_ mistake: TemplateMistake) {
    // What may be shown several times is read several times.
    let isKnown = mistakes.contains { $0.range == mistake.range && $0.message == mistake.message }
    if !isKnown { mistakes.append(mistake) }
  }

  private mutating func read(_ range: Range<Int>) {
    if place.read(template.source.bytes[range]) { return }
    report(
      TemplateMistake(
        code: .differentPlaces,
        message: "what follows the branches before it belongs to another name after each",
        range: range.lowerBound..<min(range.lowerBound + 1, range.upperBound),
        help: "write each attribute whole, with its value, inside the branch", notes: lastBranches))
  }

  // MARK: What branches

  private mutating func scanBranch(_ condition: ExpressionID, _ then: Body, _ otherwise: Body) {
    let start = place
    scan(then)
    let (thenPlace, thenIsLeft) = (place, isLeft)
    (place, isLeft) = (start, false)
    scan(otherwise)
    defer { isLeft = isLeft && thenIsLeft }
    if thenIsLeft { return }
    guard !isLeft else {
      place = thenPlace
      return
    }
    let range = template.tables.range(of: condition)
    let thenEnd = end(of: then) ?? range
    let hasElse = !otherwise.statements.isEmpty
    let notes = [
      ("this branch ends \(thenPlace.title)", thenEnd),
      hasElse
        ? ("this one ends \(place.title)", end(of: otherwise) ?? range)
        : ("without it the page is \(place.title)", range),
    ]
    join(
      thenPlace, place, at: range, notes,
      hasElse
        ? "the branches of this 'if' end in different places of the HTML"
        : "this 'if' ends in another place of the HTML than it begins in")
  }

  /// Goes on after two branches, or reports that this can't be done.
  private mutating func join(
    _ first: HTMLPlace, _ second: HTMLPlace, at range: Range<Int>,
    _ notes: [(message: String, range: Range<Int>)], _ message: String
  ) {
    if let joined = first.joined(with: second) {
      if joined.hasSeveralNames, first != second { lastBranches = notes }
      place = joined
      return
    }
    place = first
    report(
      TemplateMistake(
        code: .differentPlaces, message: message, range: range,
        help: "close in each branch what it opens; what follows would be read in two ways",
        notes: notes))
  }

  private mutating func scan(_ loop: Loop) {
    let range = template.tables.range(of: loop.items)
    let start = place
    let outerExits = exits
    exits = []
    defer {
      exits = outerExits
      isLeft = false
    }
    scanWhole(loop.body, range, "the body of this 'for'")
    for exit in exits where exit != place {
      join(
        place, exit, at: range,
        [("it is left \(exit.title)", range), ("it begins \(start.title)", range)],
        "this 'for' is left in another place of the HTML than it begins in")
    }
    isLeft = false
    // The next turn begins where this one ends.
    if place != start {
      let next = place
      scan(loop.body)
      (place, isLeft) = (next.joined(with: place) ?? next, false)
    }
    exits = []
    let afterLoop = place
    place = start
    scanWhole(loop.otherwise, range, "the 'else' of this 'for'")
    place = afterLoop.joined(with: place) ?? afterLoop
  }

  /// Scans what may be shown several times or not at all, so that it has to end where it begins.
  private mutating func scanWhole(_ body: Body, _ range: Range<Int>, _ what: String) {
    let start = place
    scan(body)
    guard !isLeft else {
      place = start
      return
    }
    join(
      start, place, at: range,
      [("it ends \(place.title)", end(of: body) ?? range), ("it begins \(start.title)", range)],
      "\(what) ends in another place of the HTML than it begins in")
  }

  /// Scans what is shown elsewhere, as a value: whole elements.
  mutating func scanApart(_ body: Body, _ range: Range<Int>, _ what: String) {
    let start = place
    let outerExits = exits
    place = .betweenTags
    scanWhole(body, range, what)
    (place, exits, isLeft) = (start, outerExits, false)
  }

  private mutating func scan(_ block: Block) {
    let before = place
    place = blocks[block.name] ?? place
    blocks[block.name] = place
    scanWhole(block.body, block.range, "the block '\(block.name)'")
    // A template that extends another prints its blocks there.
    if template.parent != nil { place = before }
  }

  private mutating func scan(_ include: Include, _ id: ID<Include>, _ statement: Int) {
    guard place == .betweenTags else {
      includes.append((id, place))
      return markWhole(statement)
    }
    for (name, range) in template.constantNames(include) {
      guard let end = ends[name], end != .betweenTags else { continue }
      report(
        TemplateMistake(
          code: .differentPlaces,
          message: "'\(name)' ends \(end.title), and what follows would be part of that",
          range: range, help: "close in the included template what it opens"))
    }
  }

  /// The last piece of what a body prints.
  private func end(of body: Body) -> Range<Int>? {
    let tables = template.tables
    for index in body.statements.indices.reversed() {
      switch tables.statements[index] {
      case .text(let start, let end):
        let bytes = template.source.bytes[Int(start)..<Int(end)]
        if let last = bytes.lastIndex(where: { !isSpace($0) }) { return last..<last + 1 }
      case .output(let id), .attribute(let id), .address(let id), .filter(_, let id):
        return tables.range(of: id)
      case .branch(_, let then, let otherwise):
        if let end = end(of: otherwise) ?? end(of: then) { return end }
      case .loop(let index): if let end = end(of: tables.loops[index].body) { return end }
      case .scope(let body), .quoted(let body), .quotedAddress(let body, _):
        if let end = end(of: body) { return end }
      case .include(let number): return tables.includes[number].range
      case .block(let number): return tables.blocks[number].range
      default: continue
      }
    }
    return nil
  }

  // MARK: Values

  private mutating func scan(output id: ExpressionID, _ statement: Int) {
    if case .constant(let number) = template.tables.expressions[id] {
      var buffer = ByteBuffer()
      do throws(TemplateFailure) {
        try buffer.append(template.tables.constants[number], escaped: template.isMarkup)
        place.read(buffer.bytes[...])
      } catch {
        // What can't be printed is reported when it is rendered.
      }
      return
    }
    if place.beginsAddress { checkAddress(id, statement) }
    check(id)
    if place.takesNoMarkup, outputs[statement] == nil { outputs[statement] = .attribute }
    if place.isInValue, place.html.address.isOpen {
      place.html.address = isNumber(id) ? .settled : .perhaps
    }
    place.html.readValue()
  }

  private mutating func checkAddress(_ id: ExpressionID, _ statement: Int) {
    if isNumber(id) { return }
    if shapes[id.index] == .text, place.html.address == .begun([]), !isSafe(id) {
      let range = template.tables.range(of: id)
      report(
        TemplateMistake(
          code: .unsafeAddress,
          message: "'\(template.text(of: range))' is a text, and this address would begin with it",
          range: range,
          help: "a text may begin with javascript: and run; take a url, asset() or url() of a path")
      )
    } else {
      outputs[statement] = .address
    }
  }

  private func isNumber(_ id: ExpressionID) -> Bool {
    if case .loopAttribute = template.tables.expressions[id] { return isSafe(id) }
    return shapes[id.index] == .number
  }

  private mutating func check(_ id: ExpressionID) {
    let range = template.tables.range(of: id)
    guard let (code, message, help) = refusal(of: id) else { return }
    report(TemplateMistake(code: code, message: message, range: range, help: help))
  }

  private typealias Refusal = (code: TemplateCode, message: String, help: String)

  /// Why a value can't be printed where this stands; `nil` if it can.
  private func refusal(of id: ExpressionID) -> Refusal? {
    if isSafe(id) { return nil }
    if place.isAmongNames {
      if place.takesAttributes, isFilter(id, "xmlattr") { return nil }
      return (
        .unsafeOutput, "a value cannot be the name of a tag or attribute",
        "write the name, or declare the value safe: {{ … | safe }}"
      )
    }
    let attribute = place.attribute
    switch place.html.position {
    case .unquotedValue, .beforeValue:
      return (
        .unsafeOutput, "a value in an attribute needs quotes around it",
        "write \(attribute)=\"{{ … }}\""
      )
    case .value:
      if place.forwards, shapes[id.index] != .address, !isNumber(id) {
        return (
          .unsafeAddress, "a page cannot forward to an address that may run a script",
          "take a url, asset() or url() of a path, or declare the value safe: {{ … | safe }}"
        )
      }
      return refusalInAttribute(attribute)
    default:
      if place.html.isInScript { return refusalInScript(id) }
      guard place.html.isInStyle else { return nil }
      return (
        .unsafeOutput, "a value cannot be printed in a style",
        "put it into an attribute of an element, or declare it safe: {{ … | safe }}"
      )
    }
  }

  private func refusalInAttribute(_ name: String) -> Refusal? {
    if name.hasPrefix("on") {
      return (
        .unsafeOutput, "a value cannot be printed in '\(name)', which holds a script",
        "put it into a data- attribute and read it from the script"
      )
    }
    if name == "srcdoc" {
      return (
        .unsafeOutput, "a value in 'srcdoc' would be read as a page of its own",
        "declare it safe if it is markup of your own: {{ … | safe }}"
      )
    }
    if name == "style" {
      return (
        .unsafeOutput, "a value cannot be printed in a style",
        "give the element a class, or declare the value safe: {{ … | safe }}"
      )
    }
    if place.animatesAddresses {
      return (
        .unsafeAddress, "a value cannot be printed in 'values', which may set an address",
        "write the values themselves, or declare the value safe: {{ … | safe }}"
      )
    }
    guard place.holdsAddress, place.html.address == .script else { return nil }
    return (
      .unsafeAddress, "a value cannot be printed in an address that is a script",
      "put it into a data- attribute and read it from a script"
    )
  }

  private func refusalInScript(_ id: ExpressionID) -> Refusal? {
    guard isFilter(id, "json") else {
      return (
        .unsafeOutput, "a value in a script has to go through json", "write {{ … | json }}"
      )
    }
    if place.html.script.isQuoted {
      return (
        .quotedJSON, "json writes its own quotes, and this is inside a text already",
        "write {{ … | json }} without the quotes around it"
      )
    }
    guard place.html.script.isInComment else { return nil }
    return (
      .unsafeOutput, "a value cannot be printed in a comment of a script, which it may end",
      "leave it out, or write it in a comment of the template: {# … #}"
    )
  }

  /// Whether a value is declared safe, or cannot be anything else.
  private func isSafe(_ id: ExpressionID) -> Bool {
    switch template.tables.expressions[id] {
    case .constant, .parentBlock: true
    case .filter(let number, _, _): callables.filters[number].name == "safe"
    case .conditional(_, let then, let otherwise):
      isSafe(then) && (otherwise.isNone || isSafe(otherwise))
    case .loopAttribute(_, let attribute): attribute != .previtem && attribute != .nextitem
    default: false
    }
  }

  private func isFilter(_ id: ExpressionID, _ name: String) -> Bool {
    guard case .filter(let number, _, _) = template.tables.expressions[id] else {
      return false
    }
    return callables.filters[number].name == name
  }
}
