import Text

/// Holds the calls of macros against what the macros take.
extension TemplateChecker {
  mutating func checkCalls() {
    let macros = knownMacros()
    for template in templates where isReadable(template) {
      for (index, expression) in template.tables.expressions.enumerated() {
        guard case .call(let callee, let arguments) = expression,
          case .context(let number) = template.tables.expressions[callee],
          let macro = macros[number] ?? nil
        else { continue }
        check(
          template.tables.arguments[arguments], of: macro, template.tables.ranges[index],
          in: template)
      }
    }
  }

  private mutating func check(
    _ arguments: ArgumentList, of macro: Macro, _ range: Range<Int>, in template: Template
  ) {
    guard arguments.spread.isNone, arguments.spreadKeywords.isNone else { return }
    let given = arguments.positional.count
    if let mistake = macro.mistake(
      values: given, keywords: template.tables.keywords[arguments.keywords].map(\.name))
    {
      report(.wrongArguments, mistake.message, range, in: template, help: mistake.help)
    }
  }

  /// The macros that names mean; `nil` for a name that means several things.
  private func knownMacros() -> [ID<Variable>: Macro?] {
    var macros: [ID<Variable>: Macro?] = [:]
    func note(_ number: ID<Variable>, _ macro: Macro?) {
      if let known = macros[number] {
        macros[number] = known === macro ? macro : .some(nil)
      } else {
        macros[number] = .some(macro)
      }
    }
    for template in templates {
      let own = template.ownMacros
      var imported: [ID<Variable>: Macro] = [:]
      for use in template.tables.imports {
        let module = self.template(use.template)?.ownMacros ?? [:]
        for (name, target, _) in use.names {
          guard case .variable(.context(let number)) = template.tables.targets[target] else {
            continue
          }
          imported[number] = module[name]
        }
      }
      for number in template.assigned { note(number, own[number] ?? imported[number]) }
      for include in template.tables.includes {
        for (name, _) in include.visible { note(name, nil) }
      }
      for block in template.tables.blocks { for (name, _) in block.visible { note(name, nil) } }
    }
    return macros
  }
}

extension Template {
  /// The macros that the template defines outside every scope, by the numbers of their names; none that
  /// its name is set to twice.
  fileprivate var ownMacros: [ID<Variable>: Macro] {
    var macros: [ID<Variable>: Macro] = [:]
    var several: Set<ID<Variable>> = []
    for statement in tables.statements[root.statements] {
      let target: ID<Target>
      var macro: Macro?
      switch statement {
      case .define(let number):
        macro = tables.macros[number]
        guard let own = macro?.target else { continue }
        target = own
      case .assign(let own, _), .assignBody(let own, _, _): target = own
      default: continue
      }
      guard case .variable(.context(let number)) = tables.targets[target] else { continue }
      if macros[number] != nil || macro == nil { several.insert(number) }
      macros[number] = macro
    }
    return macros.filter { !several.contains($0.key) }
  }
}

extension Macro {
  /// What a call gives that the macro does not take.
  func mistake(values: Int, keywords: [String]) -> (message: String, help: String)? {
    var known: [String] { parameters.map(\.name) }
    var signature: String { "it is \(name)(\(known.joined(separator: ", ")))" }
    if varargs == nil, values > parameters.count {
      let taken =
        known.isEmpty ? "no value" : known.count == 1 ? "one value" : "\(known.count) values"
      return (
        "the macro '\(name)' takes \(taken), and here \(values == 1 ? "is one" : "are \(values)")",
        signature
      )
    }
    let rest = parameters.dropFirst(values)
    guard kwargs == nil,
      let wrong = keywords.first(where: { word in !rest.contains { $0.name == word } })
    else { return nil }
    if known.contains(wrong) { return ("the macro '\(name)' is given '\(wrong)' twice", signature) }
    return (
      "the macro '\(name)' has no '\(wrong)'",
      nearest(to: wrong, in: known).map { "did you mean '\($0)'?" } ?? signature
    )
  }
}
