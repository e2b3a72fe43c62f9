/// Holds the attributes that templates ask for against what is known of the rendering's variables.
extension Linker {
  mutating func checkAttributes() {
    let known = knownVariables()
    let modules = self.modules
    for (number, code) in codes.enumerated() where isReadable(code) {
      var reader = ShapeReader(
        code, library, environment.shapes, variables: known[number], modules: modules)
      reader.read()
      shapes[number] = reader.found
      for mistake in reader.mistakes { report(mistake, in: code) }
    }
  }

  /// What a template holds for those that import it. Of one that can't be read nothing is known.
  private var modules: [String: ThingShape] {
    var modules: [String: ThingShape] = [:]
    for code in codes where isReadable(code) {
      let exported = code.exported.map { (names.names[Int($0)], Shape.anything) }
      modules[code.name] = ThingShape("'\(code.name)'", exported)
    }
    return modules
  }

  /// By template, what its variables are. A name that templates give another meaning is not known.
  private func knownVariables() -> [[Int32: Shape]] {
    var shapes = environment.shapes.variables
    for code in codes {
      for number in code.assigned { shapes[names.names[Int(number)]] = nil }
      for block in code.tables.blocks {
        for (number, _) in block.visible { shapes[names.names[Int(number)]] = nil }
      }
    }
    let shadowed = shadowedNames()
    let used = usedTemplates()
    let open = templatesWithOwnVariables()
    return codes.map { code in
      var own = shapes
      if !used.contains(code.name), let narrowed = environment.shapes.narrowed[code.name] {
        for (name, shape) in narrowed where own[name] != nil { own[name] = shape }
      }
      if open.contains(code.name) {
        own = own.filter { environment.shapes.everywhere.contains($0.key) }
      }
      var numbers: [Int32: Shape] = [:]
      for (name, shape) in own where !(shadowed[code.name] ?? []).contains(name) {
        if let number = names.existingNumber(of: name) { numbers[number] = shape }
      }
      return numbers
    }
  }

  /// By template, the names that an include around it may give another meaning, as a loop over pages
  /// does whose variable is called `page`.
  private func shadowedNames() -> [String: Set<String>] {
    var shadowed: [String: Set<String>] = [:]
    for code in codes {
      for include in code.tables.includes {
        let visible = include.visible.map { names.names[Int($0.name)] }
          .filter { environment.shapes.variables[$0] != nil }
        guard !visible.isEmpty else { continue }
        for name in reachable(from: targets(of: include, in: code)) {
          shadowed[name, default: []].formUnion(visible)
        }
      }
    }
    return shadowed
  }

  /// Templates that others extend, include or import.
  private func usedTemplates() -> Set<String> {
    var used: Set<String> = []
    for code in codes {
      used.formUnion(uses(of: code).map(\.name))
      for include in code.tables.includes { used.formUnion(targets(of: include, in: code)) }
    }
    return used
  }

  /// The templates that an include may mean: all, where its name is computed.
  private func targets(of include: IncludeCode, in code: Code) -> [String] {
    let named = code.constantNames(include).map(\.name)
    if case .constant = code.tables.expressions[Int(include.names.index)] { return named }
    if case .list(let list) = code.tables.expressions[Int(include.names.index)],
      named.count == list.indices.count
    {
      return named
    }
    return codes.map(\.name)
  }

  private func reachable(from start: [String]) -> Set<String> {
    var reached = Set(start)
    var rest = start
    while let name = rest.popLast() {
      guard let code = code(name) else { continue }
      let next =
        uses(of: code).map(\.name)
        + code.tables.includes.flatMap { targets(of: $0, in: code) }
      for name in next where reached.insert(name).inserted { rest.append(name) }
    }
    return reached
  }
}
