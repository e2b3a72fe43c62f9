import Text

extension Machine {
  func values(of value: Value, _ filter: BuiltInFilter) throws(TemplateFailure) -> [Value] {
    switch value {
    case .list(let values): return values
    case .mapping(let mapping): return mapping.pairs.map { .text($0.key) }
    case .text, .markup: return value.characters
    case .object(let object as any TemplateSequence): return object.elements
    default: throw .cannotTake(filter, "a list", value)
    }
  }

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

  /// The same, but nil where the last name is not there.
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

  func list(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    switch filter {
    case .attr: return try part(value, at: arguments[0])
    case .batch: return try batch(value, arguments)
    case .slice: return try columns(value, arguments)
    case .dictsort: return try sortedPairs(value, arguments)
    case .items:
      guard case .mapping(let mapping) = value else {
        throw .cannotTake(filter, "a mapping", value)
      }
      return .list(mapping.pairs.map { .list([.text($0.key), $0.value]) })
    case .first: return try values(of: value, filter).first ?? Value.none
    case .last: return try values(of: value, filter).last ?? Value.none
    case .length:
      if value.isNone { throw .cannotTake(filter, "a list", value) }
      return .integer(try values(of: value, filter).count)
    case .list: return .list(value.isNone ? [] : try values(of: value, filter))
    case .groupby: return try grouped(value, arguments)
    case .join: return try joined(value, arguments, isMarkup: isMarkup)
    case .max, .min: return try extreme(filter, value, arguments)
    case .reverse:
      if let text = value.string {
        return value.alike(String(String.UnicodeScalarView(text.unicodeScalars.reversed())))
      }
      return .list(try values(of: value, filter).reversed())
    case .sort: return try sorted(value, arguments)
    default: return try unique(value, arguments)
    }
  }

  private func count(_ value: Value, _ filter: BuiltInFilter) throws(TemplateFailure) -> Int {
    guard case .integer(let number) = value, number > 0 else {
      throw TemplateFailure("\(filter.rawValue) takes a whole number above 0")
    }
    return number
  }

  private func batch(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    let size = try count(arguments[0], .batch)
    let all = try values(of: value, .batch)
    var rows: [Value] = []
    for start in stride(from: 0, to: all.count, by: size) {
      var row = Array(all[start..<Swift.min(start + size, all.count)])
      if !arguments[1].isNone { while row.count < size { row.append(arguments[1]) } }
      rows.append(.list(row))
    }
    return .list(rows)
  }

  private func columns(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    let slices = try count(arguments[0], .slice)
    let all = try values(of: value, .slice)
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

  // MARK: Order

  /// Values in the order of what is taken from each; equal ones keep theirs.
  private func ordered<Element>(
    _ elements: [Element], reverse: Bool, by key: (Element) throws(TemplateFailure) -> Value
  ) throws(TemplateFailure) -> [Element] {
    var keyed: [(key: Value, element: Element)] = []
    for element in elements { keyed.append((try key(element), element)) }
    var unorderable: (Value, Value)?
    let indices = keyed.indices.sorted { a, b in
      let (left, right) = (keyed[a].key, keyed[b].key)
      if left.equals(right) { return a < b }
      // What is empty comes last.
      if left.isNone || right.isNone { return reverse != right.isNone }
      guard let isBefore = left.isBefore(right) else {
        unorderable = (left, right)
        return a < b
      }
      return isBefore != reverse
    }
    if let (left, right) = unorderable {
      throw TemplateFailure("there is no order between \(left.typeName) and \(right.typeName)")
    }
    return indices.map { keyed[$0].element }
  }

  private func sorted(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    let keepsCase = arguments[1].isTrue
    let paths = arguments[2].string.map { $0.split(separator: ",").map { Value.text(String($0)) } }
    let result = try ordered(try values(of: value, .sort), reverse: arguments[0].isTrue) {
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

  private func sortedPairs(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value
  {
    guard case .mapping(let mapping) = value else {
      throw .cannotTake(.dictsort, "a mapping", value)
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

  private func grouped(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    func key(_ item: Value) throws(TemplateFailure) -> Value {
      try part(item, at: arguments[0], default: arguments[1])
    }
    let sorted = try ordered(try values(of: value, .groupby), reverse: false) {
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

  private func extreme(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    let sorted = try ordered(try values(of: value, filter), reverse: filter == .max) {
      (item) throws(TemplateFailure) -> Value in
      let key = try part(item, at: arguments[1])
      return arguments[0].isTrue ? key : key.withoutCase
    }
    return sorted.first ?? Value.none
  }

  private func unique(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    var seen: [Value] = []
    var result: [Value] = []
    for item in try values(of: value, .unique) {
      let own = try part(item, at: arguments[1])
      let key = arguments[0].isTrue ? own : own.withoutCase
      if seen.contains(where: { $0.equals(key) }) { continue }
      seen.append(key)
      result.append(item)
    }
    return .list(result)
  }

  private func joined(
    _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    var parts: [Value] = []
    for item in try values(of: value, .join) { parts.append(try part(item, at: arguments[1])) }
    let escapes = isMarkup && (arguments[0].isMarkup || parts.contains(where: \.isMarkup))
    var buffer = ByteBuffer()
    for (place, part) in parts.enumerated() {
      if place > 0 { try buffer.append(arguments[0], escaped: escapes) }
      try buffer.append(part, escaped: escapes)
    }
    return escapes ? .markup(buffer.bytes) : .text(buffer.string)
  }

  // MARK: Choosing

  func choose(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    let all = try values(of: value, filter)
    var result: [Value] = []
    if filter == .map {
      for item in all { result.append(try mapped(item, arguments, isMarkup: isMarkup)) }
      return .list(result)
    }
    var rest = arguments.positional[...]
    var path = Value.none
    if filter == .selectattr || filter == .rejectattr {
      guard let first = rest.popFirst() else {
        throw TemplateFailure("\(filter.rawValue) takes an attribute's name")
      }
      path = first
    }
    let test = rest.popFirst()?.string
    let wanted = filter == .select || filter == .selectattr
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

  private func mapped(
    _ item: Value, _ arguments: Arguments, isMarkup: Bool
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
    return try apply(filterNamed: name, to: item, rest, isMarkup: isMarkup)
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
