/// The names on the left of an assignment, before it is known where they are kept.
indirect enum TargetNames {
  case name(String, Range<Int>)
  case attribute(of: String, String, Range<Int>)
  case list([TargetNames])
}

extension Parser {
  /// `a`, `a, b`, `(a, (b, c))`; with `allowsAttribute` also `namespace.a`.
  mutating func parseTargetNames(
    allowsAttribute: Bool = false
  ) throws(SyntaxMistake) -> TargetNames {
    let first = try parseTargetName(allowsAttribute)
    guard isOperator(.comma) else { return first }
    var names = [first]
    while accept(.comma) {
      if isName("in") || isOperator(.assign) { break }
      names.append(try parseTargetName(allowsAttribute))
    }
    return .list(names)
  }

  private mutating func parseTargetName(_ allowsAttribute: Bool) throws(SyntaxMistake)
    -> TargetNames
  {
    if accept(.openRound) {
      nesting += 1
      defer { nesting -= 1 }
      guard nesting < Parser.maximumNesting else { throw tooDeep() }
      let inside = try parseTargetNames(allowsAttribute: allowsAttribute)
      try expect(.closeRound)
      return inside
    }
    let word = try expectName("a name")
    let name = text(of: word)
    if allowsAttribute, accept(.dot) {
      let attribute = try expectName("a name")
      return .attribute(
        of: name, text(of: attribute), word.range.lowerBound..<attribute.range.upperBound)
    }
    if ["true", "false", "none", "True", "False", "None", "loop", "self", "super", "caller"]
      .contains(name)
    {
      throw mistake(
        .reservedName, "'\(name)' has a meaning of its own and cannot be set", word.range)
    }
    return .name(name, word.range)
  }

  /// Fresh variables for the names: of a loop, of `with`.
  mutating func declare(_ names: TargetNames) -> ID<Target> {
    target(names) { (parser, name, _) in .local(parser.frames.declare(name)) }
  }

  /// Where `set` keeps the names.
  mutating func assign(_ names: TargetNames) throws(SyntaxMistake) -> ID<Target> {
    target(names) { (parser, name, range) in
      let isRoot = parser.frames.isRootScope
      if isRoot, parser.callables.function(name) != nil {
        parser.report(
          .reservedName, "'\(name)' is a function and cannot be set", range,
          help: "choose another name")
      }
      parser.noteSet(name, range)
      let reference = parser.frames.assign(name, names: &parser.names)
      if isRoot, case .context(let number) = reference, !parser.assigned.contains(number) {
        parser.assigned.append(number)
      }
      return reference
    }
  }

  private mutating func target(
    _ names: TargetNames, _ place: (inout Parser, String, Range<Int>) -> Reference
  ) -> ID<Target> {
    switch names {
    case .name(let name, let range): return tables.targets.add(.variable(place(&self, name, range)))
    case .attribute(let object, let name, let range):
      let variable: Expression = frames.lookup(object) ?? .context(self.names.id(of: object))
      let id = add(variable, range)
      return tables.targets.add(.attribute(id, name: self.id(ofAttribute: name)))
    case .list(let parts):
      // The parts stand next to each other in the table, so they are made before they are added.
      let targets = parts.map { part in
        let id = target(part, place)
        return tables.targets[id]
      }
      let first = ID<Target>(tables.targets.count)
      tables.targets += targets
      return tables.targets.add(.unpack(first: first, count: targets.count))
    }
  }
}
