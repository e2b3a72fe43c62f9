package import Diagnostics
import Text

extension TemplateSet {
  /// Compiles templates and checks what they say of each other.
  ///
  /// A template's name is what others include and extend it by.
  ///
  /// - Parameter unreadable: the names of templates of which it is told already that they can't be read.
  package static func compile(
    _ sources: [(name: String, source: SourceText)], unreadable: [String] = [],
    _ environment: Environment
  ) -> Diagnosed<TemplateSet> {
    var checker = TemplateChecker(environment)
    for (name, source) in sources { checker.parse(name, source) }
    for name in unreadable { checker.addUnreadable(name) }
    return checker.link()
  }
}

/// Puts templates together: what extends, includes and imports what.
struct TemplateChecker {
  let environment: Environment
  let callables: Callables
  var names = NameTable()
  var templates: [Template] = []
  var numbers: [String: Int] = [:]
  var broken: Set<String> = []
  /// Templates whose syntax is broken: nothing can be said of what they hold.
  var unreadable: Set<String> = []
  var diagnostics: [Diagnostic] = []
  /// What is known of every expression, by the numbers of templates.
  var shapes: [Int: [Shape]] = [:]
  /// By template, the places within tags, scripts and styles at which it is included.
  var includedPlaces: [Int: Set<HTMLPlace>] = [:]
  /// By template, the places in HTML at which its blocks begin.
  var blockPlaces: [String: [String: HTMLPlace]] = [:]
  /// By template, where in HTML it ends if it begins between tags.
  var ends: [String: HTMLPlace] = [:]

  init(_ environment: Environment) {
    self.environment = environment
    callables = Callables(environment)
    for name in environment.variables ?? [] { _ = names.id(of: name) }
  }

  mutating func parse(_ name: String, _ source: SourceText) {
    var source = source
    if source.bytes.contains(0x0D) { source = withoutCarriageReturns(source) }
    var parser = Parser(name: name, source: source, callables: callables, names: names)
    let template = parser.parse()
    names = parser.names
    diagnostics += parser.diagnostics + parser.warnings
    if !parser.diagnostics.isEmpty {
      broken.insert(name)
      unreadable.insert(name)
    }
    numbers[name] = templates.count
    templates.append(template)
  }

  mutating func link() -> Diagnosed<TemplateSet> {
    for template in templates { checkUses(of: template) }
    checkCycles()
    for template in templates where isReadable(template) { checkBlocks(of: template) }
    for template in templates where isReadable(template) { checkBlockCalls(of: template) }
    for template in templates where isReadable(template) { warnOfUnprinted(in: template) }
    if let known = environment.variables {
      checkVariables(known)
      checkAttributes()
      checkCalls()
    }
    for number in templates.indices { checkPlaces(of: number) }
    spreadBreakage()

    var entries: [String: LinkedTemplate] = [:]
    for template in templates where !broken.contains(template.name) {
      entries[template.name] = entry(of: template)
    }
    let set = TemplateSet(entries: entries, broken: broken, callables: callables, variables: names)
    return Diagnosed(set, diagnostics)
  }

  /// Warns of text outside the blocks of a template that extends another: it is never printed.
  private mutating func warnOfUnprinted(in template: Template) {
    guard template.parent != nil else { return }
    for statement in template.tables.statements[template.root.statements] {
      let range: Range<Int>
      switch statement {
      case .text(let start, let end):
        let text = template.source.bytes[Int(start)..<Int(end)]
        let before = text.prefix { [0x20, 0x09, 0x0A, 0x0D].contains($0) }.count
        let line = text.dropFirst(before).prefix { $0 != 0x0A }
        guard !line.isEmpty else { continue }
        range = line.startIndex..<line.endIndex
      case .output(let id): range = template.tables.range(of: id)
      default: continue
      }
      diagnostics.append(
        .warning(
          TemplateCode.unprintedText,
          "this is never printed, since it is in no block of the template that is extended",
          at: template.source.location(of: range), help: "put it into a block, or remove it"))
      return
    }
  }

  func isBroken(_ template: Template) -> Bool { broken.contains(template.name) }

  func isReadable(_ template: Template) -> Bool { !unreadable.contains(template.name) }

  mutating func report(_ mistake: TemplateMistake, in template: Template) {
    broken.insert(template.name)
    diagnostics.append(
      .error(
        mistake.code, mistake.message, at: template.source.location(of: mistake.range),
        help: mistake.help,
        notes: mistake.notes.map { .init($0.message, at: template.source.location(of: $0.range)) }))
  }

  mutating func report(
    _ code: TemplateCode, _ message: String, _ range: Range<Int>, in template: Template,
    help: String? = nil
  ) {
    report(TemplateMistake(code: code, message: message, range: range, help: help), in: template)
  }

  func template(_ name: String) -> Template? { numbers[name].map { templates[$0] } }

  // MARK: Which templates use which

  private mutating func checkUses(of template: Template) {
    if let parent = template.parent { checkExists(parent.name, parent.range, in: template) }
    for include in template.tables.includes where !include.isOptional {
      for (name, range) in template.constantNames(include) where !isList(include, in: template) {
        checkExists(name, range, in: template)
      }
      if hasOnlyConstants(include, in: template),
        !template.constantNames(include).contains(where: { numbers[$0.name] != nil })
      {
        report(.unknownTemplate, "none of these templates exists", include.range, in: template)
      }
    }
    for use in template.tables.imports {
      checkExists(use.template, use.range, in: template)
      guard let module = self.template(use.template), isReadable(module) else { continue }
      for (name, _, range) in use.names where !module.exported.contains(name) {
        let known = module.exported.map { names[$0] }
        let wanted = names[name]
        let meant = nearest(to: wanted, in: known).map { "did you mean '\($0)'?" }
        report(
          .unknownImport, "'\(use.template)' has no '\(wanted)'", range, in: template,
          help: meant
            ?? (known.isEmpty
              ? "it has no macro and sets nothing" : "it has " + known.joined(separator: ", ")))
      }
    }
  }

  private mutating func checkExists(
    _ name: String, _ range: Range<Int>, in template: Template
  ) {
    guard numbers[name] == nil else { return }
    // A template of the design that ships is known by its prefix only where somebody names it so.
    let prefix = name.hasPrefix("design:") ? "design:" : ""
    let others = numbers.keys.filter { $0 != template.name || !prefix.isEmpty }
      .map { $0.hasPrefix(prefix) ? $0 : prefix + $0 }.sorted()
    let meant = nearest(to: name, in: others).map { "did you mean '\($0)'?" }
    report(
      .unknownTemplate, "there is no template '\(name)'", range, in: template,
      help: meant ?? "names begin at the templates' folder: partials/header.html")
  }

  func isList(_ include: Include, in template: Template) -> Bool {
    if case .list = template.tables.expressions[include.names] { true } else { false }
  }

  /// Whether an include lists several templates, all of them in quotes.
  private func hasOnlyConstants(_ include: Include, in template: Template) -> Bool {
    guard case .list(let list) = template.tables.expressions[include.names] else {
      return false
    }
    return template.constantNames(include).count == list.indices.count
  }

  func uses(of template: Template) -> [(name: String, range: Range<Int>)] {
    (template.parent.map { [$0] } ?? [])
      + template.tables.includes.flatMap { template.constantNames($0) }
      + template.tables.imports.map { ($0.template, $0.range) }
  }

  /// A template that comes back to itself would never end.
  private mutating func checkCycles() {
    var isDone = [Bool](repeating: false, count: templates.count)
    var path: [Int] = []
    func visit(_ number: Int, _ checker: inout TemplateChecker) {
      path.append(number)
      for use in checker.uses(of: checker.templates[number]) {
        guard let next = checker.numbers[use.name] else { continue }
        if let start = path.firstIndex(of: next) {
          let steps = (path[start...] + [next]).map { checker.templates[$0].name }
          checker.report(
            .templateCycle, "this leads back to '\(use.name)'", use.range,
            in: checker.templates[number],
            help:
              "the way is \(steps.joined(separator: " → ")); a macro may call itself, a template may not"
          )
          for number in path[start...] { checker.broken.insert(checker.templates[number].name) }
        } else if !isDone[next] {
          visit(next, &checker)
        }
      }
      path.removeLast()
      isDone[number] = true
    }
    for number in templates.indices where !isDone[number] { visit(number, &self) }
  }

  private mutating func spreadBreakage() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for template in templates where !isBroken(template) {
        if uses(of: template).contains(where: { broken.contains($0.name) }) {
          broken.insert(template.name)
          isChanged = true
        }
      }
    }
  }

  // MARK: Blocks

  func chain(of template: Template) -> [Template] {
    var chain = [template]
    while let parent = chain[chain.count - 1].parent.flatMap({ self.template($0.name) }),
      chain.count <= templates.count
    { chain.append(parent) }
    return chain
  }

  private mutating func checkBlocks(of template: Template) {
    guard template.parent != nil else { return }
    let above = chain(of: template).dropFirst()
    guard !above.isEmpty, above.allSatisfy(isReadable) else { return }
    let known = Set(above.flatMap { $0.tables.blocks.map(\.name) })
    for block in template.tables.blocks where !block.isNested && !known.contains(block.name) {
      let meant = nearest(to: block.name, in: known.sorted()).map { "did you mean '\($0)'?" }
      report(
        .unknownBlock,
        "'\(above.first?.name ?? "")' has no block '\(block.name)', so this is never shown",
        block.range, in: template,
        help: meant ?? "its blocks are " + known.sorted().joined(separator: ", "))
    }
  }

  private func defines(_ block: ID<Variable>, _ template: Template) -> Bool {
    template.tables.blocks.contains { $0.name == names[block] }
  }

  /// `super()` and `self.name()` need a block that there is.
  private mutating func checkBlockCalls(of template: Template) {
    let chain = chain(of: template)
    guard chain.allSatisfy(isReadable) else { return }
    let above = Set(chain.dropFirst().flatMap { $0.tables.blocks.map(\.name) })
    let all = above.union(template.tables.blocks.map(\.name))
    for (index, expression) in template.tables.expressions.enumerated() {
      let range = template.tables.ranges[index]
      switch expression {
      case .parentBlock(let number, let levels)
      where chain.dropFirst().count(where: { defines(number, $0) }) < Int(levels):
        report(
          .unknownBlock, "no template above has the block '\(names[number])'", range,
          in: template,
          help: "super() prints what the block holds in the template that this one extends")
      case .block(let number) where !all.contains(names[number]):
        let name = names[number]
        let meant = nearest(to: name, in: all.sorted()).map { "did you mean '\($0)'?" }
        report(
          .unknownBlock, "there is no block '\(name)'", range, in: template,
          help: meant
            ?? (all.isEmpty ? nil : "the blocks are " + all.sorted().joined(separator: ", ")))
      default: break
      }
    }
  }

  // MARK: Variables

  /// A name that no template sets and no rendering has is a mistake wherever it is used.
  private mutating func checkVariables(_ known: [String]) {
    var settable = Set(known.map { names.id(of: $0) })
    for template in templates {
      settable.formUnion(template.assigned)
      for include in template.tables.includes { settable.formUnion(include.visible.map(\.name)) }
      for block in template.tables.blocks { settable.formUnion(block.visible.map(\.name)) }
    }
    let open = templatesWithOwnVariables()
    for template in templates where isReadable(template) && !open.contains(template.name) {
      let guarded = template.tables.guardedNames(callables)
      let called = template.tables.calledExpressions
      for (index, expression) in template.tables.expressions.enumerated() {
        guard case .context(let number) = expression, !settable.contains(number),
          !guarded.contains(index), !isSetInUnreadableTemplate(names[number])
        else { continue }
        if called.contains(index) {
          reportUnknownMacro(number, template.tables.ranges[index], in: template)
        } else {
          reportUnknown(number, template.tables.ranges[index], in: template, known)
        }
      }
    }
  }

  private mutating func reportUnknown(
    _ number: ID<Variable>, _ range: Range<Int>, in template: Template, _ known: [String]
  ) {
    let name = names[number]
    let own = template.assigned.map { names[$0] }
    let meant = nearest(to: name, in: known + own + callables.functionNames)
      .map { $0 == name ? "it is a function: write \(name)(…)" : "did you mean '\($0)'?" }
    report(
      .unknownVariable, "nothing is called '\(name)' here", range, in: template,
      help: namesOfOthers[name] ?? environment.hints[name] ?? meant ?? "templates have "
        + (known + own).joined(separator: ", "))
  }

  private mutating func reportUnknownMacro(
    _ number: ID<Variable>, _ range: Range<Int>, in template: Template
  ) {
    let name = names[number]
    let own = template.assigned.map { names[$0] }
    report(
      .unknownFunction, "there is no function or macro '\(name)'", range, in: template,
      help: environment.hints[name]
        ?? nearest(to: name, in: own + callables.functionNames).map { "did you mean '\($0)'?" }
        ?? "macros of other templates have to be imported: {% from \"…\" import \(name) %}")
  }

  /// Templates whose caller gives them variables by name, and what those include.
  func templatesWithOwnVariables() -> Set<String> {
    guard let folder = environment.openFolder else { return [] }
    var open = Set(templates.map(\.name).filter { $0.hasPrefix(folder) })
    var rest = Array(open)
    while let name = rest.popLast() {
      guard let template = template(name) else { continue }
      for use in uses(of: template) where open.insert(use.name).inserted { rest.append(use.name) }
    }
    return open
  }

  // MARK: Entries

  private func entry(of template: Template) -> LinkedTemplate {
    let chain = chain(of: template)
    var blocks: [ID<Variable>: [LinkedTemplate.Definition]] = [:]
    for template in chain {
      for block in template.tables.blocks {
        guard let number = names.existingID(of: block.name) else { continue }
        blocks[number, default: []].append(
          LinkedTemplate.Definition(template: template, block: block))
      }
    }
    return LinkedTemplate(chain: chain, blocks: blocks, freeNames: freeNames(of: chain, seen: []))
  }

  private func freeNames(of chain: [Template], seen: Set<String>) -> Set<ID<Variable>> {
    var free: Set<ID<Variable>> = []
    for template in chain {
      for case .context(let number) in template.tables.expressions { free.insert(number) }
      for include in template.tables.includes where include.seesContext {
        for (name, _) in template.constantNames(include) where !seen.contains(name) {
          guard let included = self.template(name) else { continue }
          var inner = freeNames(
            of: self.chain(of: included), seen: seen.union([template.name, name]))
          inner.subtract(include.visible.map(\.name))
          free.formUnion(inner)
        }
      }
    }
    for template in chain { free.subtract(template.assigned) }
    return free
  }
}

extension TemplateTables {
  /// The places of expressions that ask whether a name is there at all, so that it may be missing.
  func guardedNames(_ callables: Callables) -> Set<Int> {
    var guarded: Set<Int> = []
    for expression in expressions {
      switch expression {
      case .test(let number, let operand, _)
      where [callables.definedTest, callables.undefinedTest].contains(number):
        guarded.insert(Int(operand.index))
      case .filter(let number, let operand, _) where number == callables.defaultFilter:
        guarded.insert(Int(operand.index))
      default: break
      }
    }
    return guarded
  }
}

extension TemplateTables {
  /// The places of expressions that are called.
  var calledExpressions: Set<Int> {
    var called: Set<Int> = []
    for case .call(let callee, _) in expressions { called.insert(Int(callee.index)) }
    return called
  }
}

private func withoutCarriageReturns(_ source: SourceText) -> SourceText {
  var bytes: [UInt8] = []
  bytes.reserveCapacity(source.bytes.count)
  for (index, byte) in source.bytes.enumerated() {
    guard byte == 0x0D else {
      bytes.append(byte)
      continue
    }
    let isPair = index + 1 < source.bytes.count && source.bytes[index + 1] == 0x0A
    if !isPair { bytes.append(0x0A) }
  }
  return SourceText(file: source.file, bytes: bytes, firstLine: source.firstLine)
}
