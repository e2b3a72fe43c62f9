/// Holds the attributes that templates ask for against what is known of the rendering's variables.
extension TemplateChecker {
  mutating func checkAttributes() {
    let known = knownVariables()
    let modules = self.modules
    for (number, template) in templates.enumerated() where isReadable(template) {
      var reader = ShapeReader(
        template, callables, environment.shapes, variables: known[number], modules: modules)
      reader.read()
      shapes[number] = reader.found
      for mistake in reader.mistakes { report(mistake, in: template) }
    }
  }

  /// What a template holds for those that import it. Of one that can't be read nothing is known.
  private var modules: [String: ThingShape] {
    var modules: [String: ThingShape] = [:]
    for template in templates where isReadable(template) {
      let exported = template.exported.map { (names[$0], Shape.anything) }
      modules[template.name] = ThingShape("'\(template.name)'", exported)
    }
    return modules
  }

  /// By template, what its variables are. A name that templates give another meaning is not known.
  private func knownVariables() -> [[ID<Variable>: Shape]] {
    var shapes = environment.shapes.variables
    for template in templates {
      for number in template.assigned { shapes[names[number]] = nil }
      for block in template.tables.blocks {
        for (number, _) in block.visible { shapes[names[number]] = nil }
      }
    }
    let shadowed = shadowedNames()
    let used = usedTemplates()
    let open = templatesWithOwnVariables()
    return templates.map { template in
      var own = shapes
      if !used.contains(template.name), let narrowed = environment.shapes.narrowed[template.name] {
        for (name, shape) in narrowed where own[name] != nil { own[name] = shape }
      }
      if open.contains(template.name) {
        own = own.filter { environment.shapes.everywhere.contains($0.key) }
      }
      var numbers: [ID<Variable>: Shape] = [:]
      for (name, shape) in own where !(shadowed[template.name] ?? []).contains(name) {
        if let number = names.existingID(of: name) { numbers[number] = shape }
      }
      return numbers
    }
  }

  /// By template, the names that an include around it may give another meaning, as a loop over pages
  /// does whose variable is called `page`.
  private func shadowedNames() -> [String: Set<String>] {
    var shadowed: [String: Set<String>] = [:]
    for template in templates {
      for include in template.tables.includes {
        let visible = include.visible.map { names[$0.name] }
          .filter { environment.shapes.variables[$0] != nil }
        guard !visible.isEmpty else { continue }
        for name in reachable(from: targets(of: include, in: template)) {
          shadowed[name, default: []].formUnion(visible)
        }
      }
    }
    return shadowed
  }

  /// Templates that others extend, include or import.
  private func usedTemplates() -> Set<String> {
    var used: Set<String> = []
    for template in templates {
      used.formUnion(uses(of: template).map(\.name))
      for include in template.tables.includes { used.formUnion(targets(of: include, in: template)) }
    }
    return used
  }

  /// The templates that an include may mean: all, where its name is computed.
  private func targets(of include: Include, in template: Template) -> [String] {
    let named = template.constantNames(include).map(\.name)
    if case .constant = template.tables.expressions[include.names] { return named }
    if case .list(let list) = template.tables.expressions[include.names],
      named.count == list.indices.count
    {
      return named
    }
    return templates.map(\.name)
  }

  private func reachable(from start: [String]) -> Set<String> {
    var reached = Set(start)
    var rest = start
    while let name = rest.popLast() {
      guard let template = template(name) else { continue }
      let next =
        uses(of: template).map(\.name)
        + template.tables.includes.flatMap { targets(of: $0, in: template) }
      for name in next where reached.insert(name).inserted { rest.append(name) }
    }
    return reached
  }
}
