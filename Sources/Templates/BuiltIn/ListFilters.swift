import Text

extension Callables {
  static let listFilters: [BuiltInFilter] = [
    BuiltInFilter("attr", "An attribute by a name that is computed.", .required("name")) {
      (scope, value, name) throws(TemplateFailure) in try scope.part(value, at: name)
    },
    BuiltInFilter(
      "batch", "In rows of a length, the last filled up.",
      [.required("linecount"), .optional("fill_with")], yields: .rows
    ) {
      (_, value, arguments) throws(TemplateFailure) in try batch(value, arguments)
    },
    BuiltInFilter(
      "slice", "In a number of columns.", [.required("slices"), .optional("fill_with")],
      yields: .rows
    ) {
      (_, value, arguments) throws(TemplateFailure) in try columns(value, arguments)
    },
    BuiltInFilter(
      "dictsort", "The pairs of a mapping in order.",
      [
        .optional("case_sensitive", .boolean(false)), .optional("by", .text("key")),
        .optional("reverse", .boolean(false)),
      ]
    ) {
      (scope, value, arguments) throws(TemplateFailure) in try scope.sortedPairs(value, arguments)
    },
    BuiltInFilter("items", "The pairs of a mapping.") {
      (_, value) throws(TemplateFailure) in
      guard case .mapping(let mapping) = value else {
        throw .cannotTake("items", "a mapping", value)
      }
      return .list(mapping.pairs.map { .list([.text($0.key), $0.value]) })
    },
    BuiltInFilter("first", "The first value; none of an empty list.", yields: .element) {
      (_, value, _) throws(TemplateFailure) in
      if case .object(let object) = value, let list = object.list {
        return list.count > 0 ? list.value(at: 0) : Value.none
      }
      return try values(of: value, "first").first ?? Value.none
    },
    BuiltInFilter("last", "The last value; none of an empty list.", yields: .element) {
      (_, value, _) throws(TemplateFailure) in try values(of: value, "last").last ?? Value.none
    },
    BuiltInFilter(
      "length", "How many values, names or characters it has.", aliases: ["count"],
      takesNone: true
    ) {
      (_, value) throws(TemplateFailure) in
      guard let count = value.count else { throw .cannotTake("length", "a list", value) }
      return .integer(count)
    },
    BuiltInFilter("list", "As a list.", takesNone: true, yields: .list) {
      (_, value, _) throws(TemplateFailure) in
      .list(value.isNone ? [] : try values(of: value, "list"))
    },
    BuiltInFilter(
      "groupby", "In groups that share an attribute.",
      [
        .required("attribute"), .optional("default"), .optional("case_sensitive", .boolean(false)),
      ], yields: .groups
    ) {
      (scope, value, arguments) throws(TemplateFailure) in try scope.grouped(value, arguments)
    },
    BuiltInFilter(
      "join", "Put together with a text between.",
      [.optional("d", .text("")), .optional("attribute")]
    ) {
      (scope, value, arguments) throws(TemplateFailure) in try scope.joined(value, arguments)
    },
    BuiltInFilter(
      "max", "The largest value; none of an empty list.",
      [.optional("case_sensitive", .boolean(false)), .optional("attribute")]
    ) {
      (scope, value, arguments) throws(TemplateFailure) in
      try scope.extreme("max", value, arguments)
    },
    BuiltInFilter(
      "min", "The smallest value; none of an empty list.",
      [.optional("case_sensitive", .boolean(false)), .optional("attribute")]
    ) {
      (scope, value, arguments) throws(TemplateFailure) in
      try scope.extreme("min", value, arguments)
    },
    BuiltInFilter("reverse", "From the last to the first.", yields: .list) {
      (_, value, _) throws(TemplateFailure) in
      if let text = value.string {
        return value.alike(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
      }
      return .list(try values(of: value, "reverse").reversed())
    },
    BuiltInFilter(
      "sort", "In order, by attributes if any are given: `sort(attribute=\"year,title\")`.",
      [
        .optional("reverse", .boolean(false)), .optional("case_sensitive", .boolean(false)),
        .optional("attribute"),
      ], yields: .list
    ) {
      (scope, value, arguments) throws(TemplateFailure) in try scope.sorted(value, arguments)
    },
    BuiltInFilter(
      "unique", "Each value once.",
      [.optional("case_sensitive", .boolean(false)), .optional("attribute")], yields: .list
    ) {
      (scope, value, arguments) throws(TemplateFailure) in try scope.unique(value, arguments)
    },
  ]

  /// Filters that take the name of another filter or of a test, and what that takes.
  static let choosingFilters: [BuiltInFilter] = [
    BuiltInFilter(
      "map", "An attribute of each value, or each through a filter.", [], takesAny: true,
      yields: .attributes, naming: .filter
    ) {
      (scope, value, arguments) throws(TemplateFailure) in
      try value.checkSize()
      var result: [Value] = []
      for item in try values(of: value, "map") {
        result.append(try scope.mapped(item, arguments))
      }
      return .list(result)
    },
    choosing("select", "Those that pass a test, or are true.", wanted: true),
    choosing("reject", "Those that fail a test, or are false.", wanted: false),
    choosing("selectattr", "Those an attribute of which passes a test, or is true.", wanted: true),
    choosing("rejectattr", "Those an attribute of which fails a test, or is false.", wanted: false),
  ]

  private static func choosing(
    _ name: String, _ documentation: String, wanted: Bool
  ) -> BuiltInFilter {
    BuiltInFilter(
      name, documentation, [], takesAny: true, yields: .list,
      naming: .test(argument: name.hasSuffix("attr") ? 1 : 0)
    ) {
      (scope, value, arguments) throws(TemplateFailure) in
      try scope.choose(name, value, arguments, wanted: wanted)
    }
  }
}

/// What a list, a mapping or a text consists of, for a filter.
func values(of value: Value, _ filter: String) throws(TemplateFailure) -> [Value] {
  guard let parts = value.parts else { throw .cannotTake(filter, "a list", value) }
  return parts
}

private func count(_ value: Value, _ filter: String) throws(TemplateFailure) -> Int {
  guard case .integer(let number) = value, number > 0 else {
    throw TemplateFailure("\(filter) takes a whole number above 0")
  }
  return number
}

private func batch(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
  let size = try count(arguments[0], "batch")
  guard size <= 100_000 else { throw TemplateFailure("batch makes rows of at most 100,000 values") }
  let all = try values(of: value, "batch")
  var rows: [Value] = []
  for start in stride(from: 0, to: all.count, by: size) {
    var row = Array(all[start..<min(start + size, all.count)])
    if !arguments[1].isNone { while row.count < size { row.append(arguments[1]) } }
    rows.append(.list(row))
  }
  return .list(rows)
}

private func columns(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
  let slices = try count(arguments[0], "slice")
  let all = try values(of: value, "slice")
  guard slices <= 100_000 else { throw TemplateFailure("slice makes at most 100,000 parts") }
  let size = all.count / slices
  let longer = all.count % slices
  var columns: [Value] = []
  var start = 0
  for number in 0..<slices {
    let end = start + size + (number < longer ? 1 : 0)
    var column = Array(all[start..<end])
    // A part that is not one of the longer ones is filled up, as Jinja does even where none is longer.
    if !arguments[1].isNone && number >= longer { column.append(arguments[1]) }
    columns.append(.list(column))
    start = end
  }
  return .list(columns)
}

/// Values in the order of what is taken from each; equal ones keep theirs.
private func ordered<Element>(
  _ elements: [Element], reverse: Bool, by key: (Element) throws(TemplateFailure) -> Value
) throws(TemplateFailure) -> [Element] {
  var keyed: [(key: Value, element: Element)] = []
  for element in elements { keyed.append((try key(element), element)) }
  var failure: TemplateFailure?
  let indices = keyed.indices.sorted { a, b in
    do throws(TemplateFailure) {
      return switch try order(keyed[a].key, keyed[b].key, reverse: reverse) {
      case .before: true
      case .equal: a < b
      case .after: false
      }
    } catch {
      failure = error
      return a < b
    }
  }
  if let failure { throw failure }
  return indices.map { keyed[$0].element }
}

private enum Order { case before, equal, after }

/// Where one of two values that are sorted comes.
private func order(
  _ left: Value, _ right: Value, reverse: Bool
) throws(TemplateFailure) -> Order {
  if left.equals(right) { return .equal }
  // What is empty comes last.
  if left.isNone || right.isNone { return reverse != right.isNone ? .before : .after }
  guard let isBefore = left.isBefore(right) else {
    throw TemplateFailure("there is no order between \(left.typeName) and \(right.typeName)")
  }
  return isBefore != reverse ? .before : .after
}

/// Values that have been seen, found by a key that equal values share.
private struct SeenValues {
  private var seen: [String: [Value]] = [:]

  /// Returns whether no equal value was inserted before.
  mutating func insert(_ value: Value) -> Bool {
    let key = key(of: value)
    if seen[key, default: []].contains(where: { $0.equals(value) }) { return false }
    seen[key, default: []].append(value)
    return true
  }

  private func key(of value: Value) -> String {
    if let text = value.string { return "t" + text }
    // Adding zero makes one of the two zeros.
    if let number = value.number { return "n\(number.double + 0)" }
    switch value {
    case .list(let values): return "l" + values.map { key(of: $0) }.joined(separator: ",")
    case .mapping(let mapping):
      let pairs = mapping.pairs.map { $0.key + "=" + key(of: $0.value) }
      return "m" + pairs.sorted().joined(separator: ",")
    case .object(let object):
      return object.typeName + (object.identity.map { "\($0)" } ?? object.text ?? "")
    default: return ""
    }
  }
}

extension RenderScope {
  /// An attribute of a value by a name such as `section.title`; the value itself where none is given.
  func part(
    _ value: Value, at path: Value, default given: Value? = nil
  ) throws(TemplateFailure) -> Value {
    if path.isNone { return value }
    var current = value
    for step in try steps(of: path) {
      guard let found = item(step, of: current) else {
        if let given, !given.isNone { return given }
        throw TemplateFailure(
          "\(current.typeName) has " + (step.string.map { "no '\($0)'" } ?? "too few values"),
          help: current.isNone ? "of these values one is empty there" : nil)
      }
      current = found
    }
    if current.isNone, let given { return given }
    return current
  }

  /// The same, but `nil` if the last name is not there.
  func partIfDefined(_ value: Value, at path: Value) throws(TemplateFailure) -> Value? {
    if path.isNone { return value }
    let steps = try steps(of: path)
    var current = value
    for (place, step) in steps.enumerated() {
      guard let found = item(step, of: current) else {
        if place == steps.count - 1 { return nil }
        throw TemplateFailure(
          "\(current.typeName) has " + (step.string.map { "no '\($0)'" } ?? "too few values"))
      }
      current = found
    }
    return current
  }

  /// The names and numbers of a path such as `section.title` or `0.name`.
  private func steps(of path: Value) throws(TemplateFailure) -> [Value] {
    if path.whole != nil { return [path] }
    guard let text = path.string else { throw TemplateFailure("an attribute's name is a text") }
    return text.split(separator: ".", omittingEmptySubsequences: false).map { step in
      Int(step).map { .integer($0) } ?? .text(String(step))
    }
  }

  // MARK: Order

  fileprivate func sorted(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    try value.checkSize()
    let keepsCase = arguments[1].isTrue
    let paths = arguments[2].string.map { $0.split(separator: ",").map { Value.text(String($0)) } }
    let result = try ordered(try values(of: value, "sort"), reverse: arguments[0].isTrue) {
      (item) throws(TemplateFailure) -> Value in
      guard let paths, paths.count > 1 else {
        let key = try part(item, at: paths?.first ?? arguments[2])
        return keepsCase ? key : key.withoutCase
      }
      var keys: [Value] = []
      for path in paths {
        let key = try part(item, at: path)
        keys.append(keepsCase ? key : key.withoutCase)
      }
      return .list(keys)
    }
    return .list(result)
  }

  fileprivate func sortedPairs(_ value: Value, _ arguments: Arguments) throws(TemplateFailure)
    -> Value
  {
    try value.checkSize()
    guard case .mapping(let mapping) = value else {
      throw .cannotTake("dictsort", "a mapping", value)
    }
    guard let by = arguments[1].string, by == "key" || by == "value" else {
      throw TemplateFailure("dictsort sorts by 'key' or by 'value'")
    }
    let pairs = try ordered(mapping.pairs, reverse: arguments[2].isTrue) {
      (pair) throws(TemplateFailure) -> Value in
      let key = by == "value" ? pair.value : .text(pair.key)
      return arguments[0].isTrue ? key : key.withoutCase
    }
    return .list(pairs.map { .list([.text($0.key), $0.value]) })
  }

  fileprivate func grouped(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value
  {
    try value.checkSize()
    func key(_ item: Value) throws(TemplateFailure) -> Value {
      try part(item, at: arguments[0], default: arguments[1])
    }
    let sorted = try ordered(try values(of: value, "groupby"), reverse: false) {
      (item) throws(TemplateFailure) -> Value in
      let key = try key(item)
      return arguments[2].isTrue ? key : key.withoutCase
    }
    var groups: [(grouper: Value, list: [Value])] = []
    for item in sorted {
      let own = try key(item)
      let compared = arguments[2].isTrue ? own : own.withoutCase
      if let last = groups.last,
        (arguments[2].isTrue ? last.grouper : last.grouper.withoutCase).equals(compared)
      {
        groups[groups.count - 1].list.append(item)
      } else {
        groups.append((own, [item]))
      }
    }
    return .list(groups.map { .object(Group(grouper: $0.grouper, list: $0.list)) })
  }

  fileprivate func extreme(
    _ filter: String, _ value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    try value.checkSize()
    var first: (key: Value, item: Value)?
    for item in try values(of: value, filter) {
      let part = try part(item, at: arguments[1])
      let key = arguments[0].isTrue ? part : part.withoutCase
      guard let found = first else {
        first = (key, item)
        continue
      }
      if try order(key, found.key, reverse: filter == "max") == .before { first = (key, item) }
    }
    return first?.item ?? Value.none
  }

  fileprivate func unique(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    try value.checkSize()
    var seen = SeenValues()
    var result: [Value] = []
    for item in try values(of: value, "unique") {
      let own = try part(item, at: arguments[1])
      if seen.insert(arguments[0].isTrue ? own : own.withoutCase) { result.append(item) }
    }
    return .list(result)
  }

  fileprivate func joined(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    var parts: [Value] = []
    for item in try values(of: value, "join") { parts.append(try part(item, at: arguments[1])) }
    let escapes = isMarkup && (arguments[0].isMarkup || parts.contains(where: \.isMarkup))
    var buffer = ByteBuffer()
    for (place, part) in parts.enumerated() {
      if place > 0 { try buffer.append(arguments[0], escaped: escapes) }
      try buffer.append(part, escaped: escapes)
    }
    return escapes ? .markup(buffer.bytes) : .text(buffer.string)
  }

  // MARK: Choosing

  /// The values of a list of which something is true, or false.
  fileprivate func choose(
    _ filter: String, _ value: Value, _ arguments: Arguments, wanted: Bool
  ) throws(TemplateFailure) -> Value {
    try value.checkSize()
    let all = try values(of: value, filter)
    var result: [Value] = []
    var rest = arguments.positional[...]
    var path = Value.none
    if filter.hasSuffix("attr") {
      guard let first = rest.popFirst() else {
        throw TemplateFailure("\(filter) takes an attribute's name")
      }
      path = first
    }
    let test = rest.popFirst()?.string
    for item in all {
      let passes: Bool
      switch test {
      case "defined"?: passes = try partIfDefined(item, at: path) != nil
      case "undefined"?: passes = try partIfDefined(item, at: path) == nil
      case let test?: passes = try run(testNamed: test, try part(item, at: path), Array(rest))
      case nil: passes = try part(item, at: path).isTrue
      }
      if passes == wanted { result.append(item) }
    }
    return .list(result)
  }

  fileprivate func mapped(
    _ item: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    if let attribute = arguments.named.first(where: { $0.0 == "attribute" }) {
      let given = arguments.named.first { $0.0 == "default" }?.1
      return try part(item, at: attribute.1, default: given)
    }
    guard let name = arguments.positional.first?.string else {
      throw TemplateFailure("map takes a filter's name, or attribute=…")
    }
    var rest = arguments
    rest.positional.removeFirst()
    return try apply(filterNamed: name, to: item, rest)
  }
}

/// What `groupby` gives: the value that its members share, and the members. It unpacks into both.
struct Group: TemplateSequence {
  let grouper: Value
  let list: [Value]

  var elements: [Value] { [grouper, .list(list)] }

  var typeName: String { "group" }
  var names: [String] { ["grouper", "list"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    switch name.text {
    case "grouper": grouper
    case "list": .list(list)
    default: nil
    }
  }
}
