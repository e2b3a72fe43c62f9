import Diagnostics
import Text

extension Renderer {
  /// Evaluates names and their parts, which most expressions are. The others are evaluated in a function
  /// of their own, because they need more room on the stack, which is claimed by every call.
  mutating func evaluate(_ id: ExpressionID, _ template: Template) throws(RenderFailure)
    -> Value
  {
    switch template.tables.expressions[id] {
    case .constant(let number): return template.tables.constants[number]
    case .local(let slot):
      if let value = stack[base + Int(slot)] { return value }
      throw undefined(id, template)
    case .context(let number):
      if let value = contexts[context][number.index] { return value }
      throw undefined(id, template)
    case .attribute(let object, let name): return try attribute(name, of: object, id, template)
    default: return try evaluateOther(id, template)
    }
  }

  private mutating func attribute(
    _ number: ID<Name>, of object: ExpressionID, _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    let value = try evaluate(object, template)
    if let found = scope.attribute(template.tables.names[number], of: value) { return found }
    throw noAttribute(template.tables.names[number].text, of: value, id, object, template)
  }

  private mutating func evaluateOther(
    _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    switch template.tables.expressions[id] {
    case .constant, .local, .context, .attribute: return try evaluate(id, template)
    case .loop(let depth): return .object(LoopView(state: loops[loopBase + Int(depth)]))
    case .loopAttribute(let depth, let attribute):
      if let value = loops[loopBase + Int(depth)].value(of: attribute) { return value }
      let isFirst = attribute == .previtem
      throw failure(
        .missingPart,
        "nothing comes \(isFirst ? "before the first" : "after the last") turn of a loop", at: id,
        template, help: "ask before: {% if not loop.\(isFirst ? "first" : "last") %}")
    case .item(let object, let key):
      let value = try evaluate(object, template)
      let key = try evaluate(key, template)
      if case .mapping(let mapping) = value { try countWalk(mapping.count >> 6, at: id, template) }
      if let found = scope.item(key, of: value) { return found }
      throw noItem(key, of: value, id, object, template)
    case .slice(let object, let bounds): return try slice(object, bounds, id, template)
    case .not(let operand): return .boolean(!(try isTrue(operand, template)))
    case .negative(let operand):
      return try compute(
        .integer(0), .subtract, try evaluate(operand, template), id, template, negates: true)
    case .positive(let operand):
      let value = try evaluate(operand, template)
      guard value.number != nil else {
        throw failure("'+' takes a number, and this is \(value.typeName)", at: id, template)
      }
      return value.whole.map { .integer($0) } ?? value
    case .binary(let operation, let left, let right):
      let left = try evaluate(left, template)
      let right = try evaluate(right, template)
      return try counted(try compute(left, operation, right, id, template), at: id, template)
    case .and(let left, let right):
      let value = try evaluate(left, template)
      return value.isTrue ? try evaluate(right, template) : value
    case .or(let left, let right):
      let value = try evaluate(left, template)
      return value.isTrue ? value : try evaluate(right, template)
    case .conditional(let condition, let then, let otherwise):
      if try isTrue(condition, template) { return try evaluate(then, template) }
      return otherwise.isNone ? Value.none : try evaluate(otherwise, template)
    case .compare(let left, let comparison, let right):
      let left = try evaluate(left, template)
      let right = try evaluate(right, template)
      return .boolean(try compare(left, comparison, right, id, template))
    case .chain(let list, let number):
      return try chain(list, template.tables.comparisons[number], id, template)
    case .concatenation(let list):
      return try counted(try concatenate(list, template), at: id, template)
    case .list(let list):
      var values: [Value] = []
      values.reserveCapacity(list.count)
      for index in list.indices {
        values.append(try evaluate(template.tables.children[index], template))
      }
      return .list(values)
    case .mapping(let list): return try mapping(list, template)
    case .call(let callee, let arguments): return try call(callee, arguments, id, template)
    case .method(let object, let name, _):
      return try method(template.tables.names[name].text, of: object, id, template)
    case .function(let number, let arguments):
      return try counted(
        try callFunction(number, arguments, id, template), at: id, template)
    case .loopCall(let depth, let method, let arguments):
      return try callLoop(depth, method, arguments, id, template)
    case .filter(let number, let operand, let arguments):
      return try counted(
        try applyFilter(number, operand, arguments, id, template), at: id, template)
    case .test(let number, let operand, let arguments):
      return .boolean(try runTest(number, operand, arguments, id, template))
    case .captured: return captured[captured.count - 1]
    case .parentBlock(let name, let levels):
      return try block(name, level: blockLevel + Int(levels), id, template)
    case .block(let name): return try block(name, level: 0, id, template)
    }
  }

  /// A value, or `nil` if the last name of the expression is not there.
  mutating func evaluateIfDefined(
    _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value? {
    switch template.tables.expressions[id] {
    case .local(let slot): return stack[base + Int(slot)]
    case .context(let number): return contexts[context][number.index]
    case .loopAttribute(let depth, let attribute):
      return loops[loopBase + Int(depth)].value(of: attribute)
    case .attribute(let object, let name):
      let value = try evaluate(object, template)
      return scope.attribute(template.tables.names[name], of: value)
    case .item(let object, let key):
      let value = try evaluate(object, template)
      return scope.item(try evaluate(key, template), of: value)
    default: return try evaluate(id, template)
    }
  }

  mutating func isTrue(_ id: ExpressionID, _ template: Template) throws(RenderFailure)
    -> Bool
  {
    try evaluate(id, template).isTrue
  }

  // MARK: Operators on parts

  private mutating func slice(
    _ object: ExpressionID, _ bounds: ExpressionList, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    var numbers: [Int?] = []
    for index in bounds.indices {
      let bound = template.tables.children[index]
      guard !bound.isNone else {
        numbers.append(nil)
        continue
      }
      let value = try evaluate(bound, template)
      guard value.whole != nil || value.isNone else {
        throw failure(
          "a slice takes whole numbers, and this is \(value.typeName)", at: bound, template)
      }
      numbers.append(value.whole)
    }
    guard numbers[2] != 0 else {
      throw failure("the step of a slice cannot be zero", at: id, template)
    }
    let value = try evaluate(object, template)
    try countWalk(value.walk, at: id, template)
    if case .object(let object) = value, let list = object.list {
      let indices = sliced(0..<list.count, numbers[0], numbers[1], numbers[2] ?? 1)
      return .list(indices.map { list.value(at: $0) })
    }
    if let values = value.elements {
      return .list(sliced(values, numbers[0], numbers[1], numbers[2] ?? 1))
    }
    guard let text = value.string else {
      throw failure(
        "a list or a text can be sliced, and this is \(value.typeName)", at: object, template)
    }
    let scalars = sliced(Array(text.unicodeScalars), numbers[0], numbers[1], numbers[2] ?? 1)
    return value.alike(String(String.UnicodeScalarView(scalars)))
  }

  private mutating func mapping(
    _ list: ExpressionList, _ template: Template
  ) throws(RenderFailure) -> Value {
    var mapping = Mapping()
    var index = list.indices.lowerBound
    while index < list.indices.upperBound {
      let key = template.tables.children[index]
      let name = try evaluate(key, template)
      guard let text = name.string else {
        throw failure(
          "the names of a mapping are texts, and this is \(name.typeName)", at: key, template)
      }
      mapping[text] = try evaluate(template.tables.children[index + 1], template)
      index += 2
    }
    return .mapping(mapping)
  }

  private mutating func method(
    _ name: String, of object: ExpressionID, _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    let value = try evaluate(object, template)
    guard case .mapping(let mapping) = value else {
      throw failure(
        "\(name)() is asked of a mapping, and this is \(value.typeName)", at: id, template)
    }
    switch name {
    case "keys": return .list(mapping.pairs.map { .text($0.key) })
    case "values": return .list(mapping.pairs.map(\.value))
    default: return .list(mapping.pairs.map { .list([.text($0.key), $0.value]) })
    }
  }

  // MARK: Operators

  private func compute(
    _ left: Value, _ operation: BinaryOperator, _ right: Value, _ id: ExpressionID,
    _ template: Template,
    negates: Bool = false
  ) throws(RenderFailure) -> Value {
    if negates {
      if case .double(let number) = right { return .double(-number) }
      guard right.number != nil else {
        throw failure("'-' takes a number, and this is \(right.typeName)", at: id, template)
      }
    }
    do throws(TemplateFailure) {
      return try Templates.compute(left, operation, right)
    } catch {
      throw failure(error, at: id, template)
    }
  }

  private mutating func compare(
    _ left: Value, _ comparison: Comparison, _ right: Value, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Bool {
    do throws(TemplateFailure) {
      try left.checkComparable(with: right)
    } catch {
      throw failure(error, at: id, template)
    }
    try countWalk(walk(of: comparison, left, right), at: id, template)
    switch comparison {
    case .equal: return left.equals(right)
    case .notEqual: return !left.equals(right)
    case .within, .notWithin:
      do throws(TemplateFailure) {
        return try right.contains(left) == (comparison == .within)
      } catch {
        throw failure(error, at: id, template)
      }
    case .less, .greaterOrEqual:
      if let result = left.isBefore(right) { return result == (comparison == .less) }
    case .greater, .lessOrEqual:
      if let result = right.isBefore(left) { return result == (comparison == .greater) }
    }
    throw failure(
      "'\(comparison.rawValue)' has no order between \(left.typeName) and \(right.typeName)",
      at: id, template)
  }

  private func walk(of comparison: Comparison, _ left: Value, _ right: Value) -> Int {
    switch comparison {
    // A text may be looked for at each letter of another.
    case .within, .notWithin: right.isText ? right.walk * max(left.walk, 1) : right.walk
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      min(left.walk, right.walk)
    }
  }

  private mutating func chain(
    _ list: ExpressionList, _ comparisons: [Comparison], _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    var left = try evaluate(template.tables.children[list.indices.lowerBound], template)
    for (place, comparison) in comparisons.enumerated() {
      let right = try evaluate(
        template.tables.children[list.indices.lowerBound + place + 1], template)
      guard try compare(left, comparison, right, id, template) else { return .boolean(false) }
      left = right
    }
    return .boolean(true)
  }

  private mutating func concatenate(
    _ list: ExpressionList, _ template: Template
  ) throws(RenderFailure) -> Value {
    var values: [Value] = []
    for index in list.indices {
      values.append(try evaluate(template.tables.children[index], template))
    }
    let isMarkup = template.isMarkup && values.contains(where: \.isMarkup)
    var buffer = ByteBuffer()
    for (value, index) in zip(values, list.indices) {
      do throws(TemplateFailure) {
        try buffer.append(value, escaped: isMarkup)
      } catch {
        throw failure(error, at: template.tables.children[index], template)
      }
    }
    return isMarkup ? .markup(buffer.bytes) : .text(buffer.string)
  }

  private mutating func block(
    _ name: ID<Variable>, level: Int, _ id: ExpressionID, _ template: Template
  ) throws(RenderFailure) -> Value {
    let printed = try capture { (renderer) throws(RenderFailure) in
      try renderer.runBlock(name, level: level) { template.location(of: id) }
    }
    return value(of: printed, template)
  }

  // MARK: What is not there

  private func undefined(_ id: ExpressionID, _ template: Template) -> RenderFailure {
    let written = String(
      decoding: template.source.bytes[template.tables.range(of: id)], as: UTF8.self)
    if case .context(let number) = template.tables.expressions[id], context != 0,
      contexts[0][number.index] != nil
    {
      return failure(
        .unknownVariable, "'\(written)' is not seen here, because this was imported without it",
        at: id, template,
        help: "give it to the macro as a value, or write {% import … with context %}")
    }
    var known: [String] = []
    for (name, value) in zip(set.variables.names, contexts[context]) where value != nil {
      known.append(name)
    }
    let meant = nearest(to: written, in: known).map { "did you mean '\($0)'?" }
    return failure(
      .unknownVariable, "nothing is called '\(written)' here", at: id, template,
      help: meant ?? (known.isEmpty ? nil : "there are " + known.sorted().joined(separator: ", ")))
  }

  private func noAttribute(
    _ name: String, of value: Value, _ id: ExpressionID, _ object: ExpressionID,
    _ template: Template
  ) -> RenderFailure {
    let written = String(
      decoding: template.source.bytes[template.tables.range(of: object)], as: UTF8.self)
    let known: [String]
    switch value {
    case .object(let object as Namespace): known = scope.spaces[object.index].keys
    case .object(let object): known = object.names
    case .mapping(let mapping): known = mapping.keys
    case .none:
      return failure(
        .missingPart, "'\(written)' is empty here, so it has no '\(name)'", at: id, template,
        help: "ask before: {% if \(written) %}")
    default: return failure(.missingPart, "\(value.typeName) has no '\(name)'", at: id, template)
    }
    let what: String =
      if case .object(let object) = value { "a \(object.typeName)" } else { "'\(written)'" }
    return failure(
      .missingPart, "\(what) has no '\(name)'", at: id, template,
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? (known.isEmpty ? "it is empty" : "it has " + known.joined(separator: ", ")))
  }

  private func noItem(
    _ key: Value, of value: Value, _ id: ExpressionID, _ object: ExpressionID,
    _ template: Template
  ) -> RenderFailure {
    if let name = key.string { return noAttribute(name, of: value, id, object, template) }
    if case .integer(let number) = key, let count = value.elements?.count {
      return failure(
        .missingPart, "this list has \(count) values and none at \(number)", at: id,
        template,
        help: "the first is 0; ask before with {% if … %} or take | first")
    }
    if case .integer(let number) = key, case .text(let text) = value {
      return failure(
        .missingPart, "this text has \(text.unicodeScalars.count) characters and none at \(number)",
        at: id,
        template,
        help: "the first is 0; [:3] takes as many as there are")
    }
    return failure(
      .missingPart, "\(value.typeName) has no part for \(key.typeName)", at: id, template)
  }
}

/// A part of a list as Python slices: bounds beyond the ends are the ends, negative ones count from
/// the last.
func sliced<Values: RandomAccessCollection>(
  _ values: Values, _ start: Int?, _ end: Int?, _ step: Int
) -> [Values.Element] where Values.Index == Int {
  let count = values.count
  func bound(_ value: Int, _ lowest: Int, _ highest: Int) -> Int {
    min(max(value < 0 ? value + count : value, lowest), highest)
  }
  var result: [Values.Element] = []
  if step > 0 {
    var place = start.map { bound($0, 0, count) } ?? 0
    let last = end.map { bound($0, 0, count) } ?? count
    while place < last {
      result.append(values[place])
      let next = place.addingReportingOverflow(step)
      if next.overflow { break }
      place = next.partialValue
    }
  } else {
    var place = start.map { bound($0, -1, count - 1) } ?? count - 1
    let last = end.map { bound($0, -1, count - 1) } ?? -1
    while place > last {
      result.append(values[place])
      let next = place.addingReportingOverflow(step)
      if next.overflow { break }
      place = next.partialValue
    }
  }
  return result
}

extension RenderScope {
  /// The attribute of a value; `nil` if there is none of that name.
  func attribute(_ name: Name, of value: Value) -> Value? {
    switch value {
    case .object(let object):
      if let value = object.value(of: name) { return value }
      if let namespace = object as? Namespace { return spaces[namespace.index][name.text] }
      return nil
    case .mapping(let mapping): return mapping[name.text]
    default: return nil
    }
  }

  /// The value at a number or a name: `a[0]`, `a["b"]`.
  func item(_ key: Value, of value: Value) -> Value? {
    if let index = key.whole {
      if case .object(let object) = value, let list = object.list {
        let place = index < 0 ? list.count + index : index
        return 0..<list.count ~= place ? list.value(at: place) : nil
      }
      if let values = value.elements {
        let place = index < 0 ? values.count + index : index
        return values.indices.contains(place) ? values[place] : nil
      }
      guard let text = value.string else { return nil }
      let scalars = Array(text.unicodeScalars)
      let place = index < 0 ? scalars.count + index : index
      return scalars.indices.contains(place) ? value.alike(String(scalars[place])) : nil
    }
    guard let name = key.string else { return nil }
    return attribute(callables.name(name), of: value)
  }
}
