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

/// What tells mistakes of one template apart.
struct ReportedMistake: Hashable {
  private let range: Range<Int>
  private let message: String

  init(_ mistake: TemplateMistake) { (range, message) = (mistake.range, mistake.message) }
}

struct PlaceScanner {
  let template: Template
  let callables: Callables
  let shapes: [Shape]
  /// By template, where it ends if it is included between tags.
  let ends: [String: HTMLPlace]
  /// Where blocks begin: those of the templates above, then the template's own.
  var blocks: [String: HTMLPlace]
  var place: HTMLPlace
  var mistakes: [TemplateMistake] = []
  var reported: Set<ReportedMistake> = []
  var includes: [(id: ID<Include>, place: HTMLPlace)] = []
  var outputs: [Int: OutputPlace] = [:]
  /// Whether a `break` or `continue` came before, so that nothing follows here.
  var isLeft = false
  /// Where `break` and `continue` leave the loop.
  var exits: [HTMLPlace] = []
  /// What the latest `content` of a `meta` shows, should the tag turn out to forward.
  var printedContent: Range<Int>?
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
    if place.saysWhereTo { notePrintedContent(end(of: template.tables.statements[statement])) }
  }

  mutating func notePrintedContent(_ range: Range<Int>?) {
    place.html.notePrintedContent()
    printedContent = range ?? printedContent
  }

  mutating func report(_ mistake: TemplateMistake) {
    // What may be shown several times is read several times.
    if reported.insert(ReportedMistake(mistake)).inserted { mistakes.append(mistake) }
  }

  private mutating func read(_ range: Range<Int>) {
    let isClear = place.read(template.source.bytes[range])
    reportForwarding(at: printedContent ?? range)
    if isClear { return }
    report(
      TemplateMistake(
        code: .differentPlaces,
        message: "what follows the branches before it belongs to another name after each",
        range: range.lowerBound..<min(range.lowerBound + 1, range.upperBound),
        help: "write each attribute whole, with its value, inside the branch", notes: lastBranches))
  }

  /// Reports a value in `content` if the tag that it stands in has turned out to forward.
  mutating func reportForwarding(at range: Range<Int>) {
    guard place.html.forwardsToValue else { return }
    place.html.forwardsToValue = false
    report(forwarding.mistake(at: range))
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
    for index in body.statements.indices.reversed() {
      if let end = end(of: template.tables.statements[index]) { return end }
    }
    return nil
  }

  /// The last piece of what a statement prints.
  private func end(of statement: Statement) -> Range<Int>? {
    let tables = template.tables
    switch statement {
    case .text(let start, let end):
      let bytes = template.source.bytes[Int(start)..<Int(end)]
      return bytes.lastIndex { !isSpace($0) }.map { $0..<$0 + 1 }
    case .output(let id), .attribute(let id), .address(let id), .filter(_, let id):
      return tables.range(of: id)
    case .branch(_, let then, let otherwise): return end(of: otherwise) ?? end(of: then)
    case .loop(let index): return end(of: tables.loops[index].body)
    case .scope(let body), .quoted(let body), .quotedAddress(let body, _): return end(of: body)
    case .include(let number): return tables.includes[number].range
    case .block(let number): return tables.blocks[number].range
    default: return nil
    }
  }
}
