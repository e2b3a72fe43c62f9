package import Diagnostics
import Text

extension TemplateSet {
  /// Compiles templates and checks what they say of each other.
  ///
  /// A template's name is what others include and extend it by.
  package static func compile(
    _ sources: [(name: String, source: SourceText)], _ environment: Environment
  ) -> Diagnosed<TemplateSet> {
    var linker = Linker(environment)
    for (name, source) in sources { linker.parse(name, source) }
    return linker.link()
  }
}

/// Puts templates together: what extends, includes and imports what.
struct Linker {
  let environment: Environment
  let library: Library
  var names = NameTable()
  var codes: [Code] = []
  var numbers: [String: Int] = [:]
  var broken: Set<String> = []
  /// Templates whose syntax is broken: nothing can be said of what they hold.
  var unreadable: Set<String> = []
  var diagnostics: [Diagnostic] = []
  /// What is known of every expression, by the numbers of codes.
  var shapes: [Int: [Shape]] = [:]
  /// By template, the places within tags, scripts and styles at which it is included.
  var includedPlaces: [Int: Set<HTMLPlace>] = [:]
  /// By template, the places in HTML at which its blocks begin.
  var blockPlaces: [String: [String: HTMLPlace]] = [:]
  /// By template, where in HTML it ends if it begins between tags.
  var ends: [String: HTMLPlace] = [:]

  init(_ environment: Environment) {
    self.environment = environment
    library = Library(environment)
    for name in environment.variables ?? [] { _ = names.number(of: name) }
  }

  mutating func parse(_ name: String, _ source: SourceText) {
    var source = source
    if source.bytes.contains(0x0D) { source = withoutCarriageReturns(source) }
    var parser = Parser(name: name, source: source, library: library, names: names)
    let code = parser.parse()
    names = parser.names
    diagnostics += parser.diagnostics
    if !parser.diagnostics.isEmpty {
      broken.insert(name)
      unreadable.insert(name)
    }
    numbers[name] = codes.count
    codes.append(code)
  }

  mutating func link() -> Diagnosed<TemplateSet> {
    for code in codes { checkUses(of: code) }
    checkCycles()
    for code in codes where isReadable(code) { checkBlocks(of: code) }
    for code in codes where isReadable(code) { checkBlockCalls(of: code) }
    if let known = environment.variables {
      checkVariables(known)
      checkAttributes()
      checkCalls()
    }
    for number in codes.indices { checkPlaces(of: number) }
    spreadBreakage()

    var entries: [String: Entry] = [:]
    for code in codes where !broken.contains(code.name) { entries[code.name] = entry(of: code) }
    let set = TemplateSet(entries: entries, broken: broken, library: library, variables: names)
    return Diagnosed(set, diagnostics)
  }

  func isBroken(_ code: Code) -> Bool { broken.contains(code.name) }

  func isReadable(_ code: Code) -> Bool { !unreadable.contains(code.name) }

  mutating func report(_ mistake: CodeMistake, in code: Code) {
    broken.insert(code.name)
    diagnostics.append(
      .error(
        mistake.code, mistake.message, at: code.source.location(of: mistake.range),
        help: mistake.help,
        notes: mistake.notes.map { .init($0.message, at: code.source.location(of: $0.range)) }))
  }

  mutating func report(
    _ message: String, _ range: Range<Int>, in code: Code, help: String? = nil
  ) {
    broken.insert(code.name)
    diagnostics.append(.error(message, at: code.source.location(of: range), help: help))
  }

  func code(_ name: String) -> Code? { numbers[name].map { codes[$0] } }

  // MARK: Which templates use which

  private mutating func checkUses(of code: Code) {
    if let parent = code.parent { checkExists(parent.name, parent.range, in: code) }
    for include in code.tables.includes where !include.isOptional {
      for (name, range) in code.constantNames(include) where !isList(include, in: code) {
        checkExists(name, range, in: code)
      }
      if hasOnlyConstants(include, in: code),
        !code.constantNames(include).contains(where: { numbers[$0.name] != nil })
      {
        report("none of these templates exists", include.range, in: code)
      }
    }
    for use in code.tables.imports {
      checkExists(use.template, use.range, in: code)
      guard let module = self.code(use.template), isReadable(module) else { continue }
      for (name, _, range) in use.names where !module.exported.contains(name) {
        let known = module.exported.map { names.names[Int($0)] }
        let wanted = names.names[Int(name)]
        let meant = nearest(to: wanted, in: known).map { "did you mean '\($0)'?" }
        report(
          "'\(use.template)' has no '\(wanted)'", range, in: code,
          help: meant
            ?? (known.isEmpty
              ? "it has no macro and sets nothing" : "it has " + known.joined(separator: ", ")))
      }
    }
  }

  private mutating func checkExists(_ name: String, _ range: Range<Int>, in code: Code) {
    guard numbers[name] == nil else { return }
    let meant = nearest(to: name, in: numbers.keys.sorted()).map { "did you mean '\($0)'?" }
    report(
      "there is no template '\(name)'", range, in: code,
      help: meant ?? "names begin at the templates' folder: partials/header.html")
  }

  func isList(_ include: IncludeCode, in code: Code) -> Bool {
    if case .list = code.tables.expressions[Int(include.names.index)] { true } else { false }
  }

  /// Whether an include lists several templates, all of them in quotes.
  private func hasOnlyConstants(_ include: IncludeCode, in code: Code) -> Bool {
    guard case .list(let list) = code.tables.expressions[Int(include.names.index)] else {
      return false
    }
    return code.constantNames(include).count == list.indices.count
  }

  func uses(of code: Code) -> [(name: String, range: Range<Int>)] {
    (code.parent.map { [$0] } ?? []) + code.tables.includes.flatMap { code.constantNames($0) }
      + code.tables.imports.map { ($0.template, $0.range) }
  }

  /// A template that comes back to itself would never end.
  private mutating func checkCycles() {
    var isDone = [Bool](repeating: false, count: codes.count)
    var path: [Int] = []
    func visit(_ number: Int, _ linker: inout Linker) {
      path.append(number)
      for use in linker.uses(of: linker.codes[number]) {
        guard let next = linker.numbers[use.name] else { continue }
        if let start = path.firstIndex(of: next) {
          let steps = (path[start...] + [next]).map { linker.codes[$0].name }
          linker.report(
            "this leads back to '\(use.name)'", use.range, in: linker.codes[number],
            help:
              "the way is \(steps.joined(separator: " → ")); a macro may call itself, a template may not"
          )
          for number in path[start...] { linker.broken.insert(linker.codes[number].name) }
        } else if !isDone[next] {
          visit(next, &linker)
        }
      }
      path.removeLast()
      isDone[number] = true
    }
    for number in codes.indices where !isDone[number] { visit(number, &self) }
  }

  private mutating func spreadBreakage() {
    var isChanged = true
    while isChanged {
      isChanged = false
      for code in codes where !isBroken(code) {
        if uses(of: code).contains(where: { broken.contains($0.name) }) {
          broken.insert(code.name)
          isChanged = true
        }
      }
    }
  }

  // MARK: Blocks

  func chain(of code: Code) -> [Code] {
    var chain = [code]
    while let parent = chain[chain.count - 1].parent.flatMap({ self.code($0.name) }),
      chain.count <= codes.count
    { chain.append(parent) }
    return chain
  }

  private mutating func checkBlocks(of code: Code) {
    guard code.parent != nil else { return }
    let above = chain(of: code).dropFirst()
    guard !above.isEmpty, above.allSatisfy(isReadable) else { return }
    let known = Set(above.flatMap { $0.tables.blocks.map(\.name) })
    for block in code.tables.blocks where !block.isNested && !known.contains(block.name) {
      let meant = nearest(to: block.name, in: known.sorted()).map { "did you mean '\($0)'?" }
      report(
        "'\(above.first?.name ?? "")' has no block '\(block.name)', so this is never shown",
        block.range, in: code,
        help: meant ?? "its blocks are " + known.sorted().joined(separator: ", "))
    }
  }

  private func defines(_ block: Int32, _ code: Code) -> Bool {
    code.tables.blocks.contains { $0.name == names.names[Int(block)] }
  }

  /// `super()` and `self.name()` need a block that there is.
  private mutating func checkBlockCalls(of code: Code) {
    let chain = chain(of: code)
    guard chain.allSatisfy(isReadable) else { return }
    let above = Set(chain.dropFirst().flatMap { $0.tables.blocks.map(\.name) })
    let all = above.union(code.tables.blocks.map(\.name))
    for (place, expression) in code.tables.expressions.enumerated() {
      let range = code.tables.ranges[place]
      switch expression {
      case .parentBlock(let number, let levels)
      where chain.dropFirst().count(where: { defines(number, $0) }) < Int(levels):
        report(
          "no template above has the block '\(names.names[Int(number)])'", range, in: code,
          help: "super() prints what the block holds in the template that this one extends")
      case .block(let number) where !all.contains(names.names[Int(number)]):
        let name = names.names[Int(number)]
        let meant = nearest(to: name, in: all.sorted()).map { "did you mean '\($0)'?" }
        report(
          "there is no block '\(name)'", range, in: code,
          help: meant
            ?? (all.isEmpty ? nil : "the blocks are " + all.sorted().joined(separator: ", ")))
      default: break
      }
    }
  }

  // MARK: Variables

  /// A name that no template sets and no rendering has is a mistake wherever it stands.
  private mutating func checkVariables(_ known: [String]) {
    var settable = Set(known.map { names.number(of: $0) })
    for code in codes {
      settable.formUnion(code.assigned)
      for include in code.tables.includes { settable.formUnion(include.visible.map(\.name)) }
      for block in code.tables.blocks { settable.formUnion(block.visible.map(\.name)) }
    }
    let open = templatesWithOwnVariables()
    for code in codes where isReadable(code) && !open.contains(code.name) {
      let guarded = code.tables.guardedNames(library)
      let called = code.tables.calledExpressions
      for (place, expression) in code.tables.expressions.enumerated() {
        guard case .context(let number) = expression, !settable.contains(number),
          !guarded.contains(place)
        else { continue }
        if called.contains(place) {
          reportUnknownMacro(number, code.tables.ranges[place], in: code)
        } else {
          reportUnknown(number, code.tables.ranges[place], in: code, known)
        }
      }
    }
  }

  private mutating func reportUnknown(
    _ number: Int32, _ range: Range<Int>, in code: Code, _ known: [String]
  ) {
    let name = names.names[Int(number)]
    let own = code.assigned.map { names.names[Int($0)] }
    let meant = nearest(to: name, in: known + own + library.functionNames)
      .map { "did you mean '\($0)'?" }
    report(
      "nothing is called '\(name)' here", range, in: code,
      help: meant ?? "templates have " + (known + own).joined(separator: ", "))
  }

  private mutating func reportUnknownMacro(
    _ number: Int32, _ range: Range<Int>, in code: Code
  ) {
    let name = names.names[Int(number)]
    let own = code.assigned.map { names.names[Int($0)] }
    report(
      "there is no function or macro '\(name)'", range, in: code,
      help: nearest(to: name, in: own + library.functionNames).map { "did you mean '\($0)'?" }
        ?? "macros of other templates have to be imported: {% from \"…\" import \(name) %}")
  }

  /// Templates whose caller gives them variables by name, and what those include.
  func templatesWithOwnVariables() -> Set<String> {
    var open = Set(codes.map(\.name).filter { $0.hasPrefix(Linker.directives) })
    var rest = Array(open)
    while let name = rest.popLast() {
      guard let code = code(name) else { continue }
      for use in uses(of: code) where open.insert(use.name).inserted { rest.append(use.name) }
    }
    return open
  }

  private static let directives = "directives/"

  // MARK: Entries

  private func entry(of code: Code) -> Entry {
    let chain = chain(of: code)
    var blocks: [Int32: [Entry.Definition]] = [:]
    for code in chain {
      for block in code.tables.blocks {
        guard let number = names.existingNumber(of: block.name) else { continue }
        blocks[number, default: []].append(Entry.Definition(code: code, block: block))
      }
    }
    return Entry(chain: chain, blocks: blocks, freeNames: freeNames(of: chain, seen: []))
  }

  private func freeNames(of chain: [Code], seen: Set<String>) -> Set<Int32> {
    var free: Set<Int32> = []
    for code in chain {
      for case .context(let number) in code.tables.expressions { free.insert(number) }
      for include in code.tables.includes where include.seesContext {
        for (name, _) in code.constantNames(include) where !seen.contains(name) {
          guard let included = self.code(name) else { continue }
          var inner = freeNames(of: self.chain(of: included), seen: seen.union([code.name, name]))
          inner.subtract(include.visible.map(\.name))
          free.formUnion(inner)
        }
      }
    }
    for code in chain { free.subtract(code.assigned) }
    return free
  }
}

extension CodeTables {
  /// The places of expressions that ask whether a name is there at all, so that it may be missing.
  func guardedNames(_ library: Library) -> Set<Int> {
    var guarded: Set<Int> = []
    for expression in expressions {
      switch expression {
      case .test(let number, let operand, _)
      where [library.definedTest, library.undefinedTest].contains(Int(number)):
        guarded.insert(Int(operand.index))
      case .filter(let number, let operand, _) where Int(number) == library.defaultFilter:
        guarded.insert(Int(operand.index))
      default: break
      }
    }
    return guarded
  }
}

extension CodeTables {
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
  for (place, byte) in source.bytes.enumerated() {
    guard byte == 0x0D else {
      bytes.append(byte)
      continue
    }
    let isPair = place + 1 < source.bytes.count && source.bytes[place + 1] == 0x0A
    if !isPair { bytes.append(0x0A) }
  }
  return SourceText(file: source.file, bytes: bytes, firstLine: source.firstLine)
}
