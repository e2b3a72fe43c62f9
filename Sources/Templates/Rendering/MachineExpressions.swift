import Diagnostics
import Text

extension Machine {
  /// What most expressions are stands here by itself: names and their parts. The rest needs more room on
  /// the stack, which a function claims each time it is called.
  mutating func evaluate(_ id: ExpressionID, _ code: Code) throws(RenderFailure) -> Value {
    switch code.tables.expressions[Int(id.index)] {
    case .constant(let number): return code.tables.constants[Int(number)]
    case .local(let slot):
      if let value = stack[base + Int(slot)] { return value }
      throw undefined(id, code)
    case .context(let number):
      if let value = contexts[context][Int(number)] { return value }
      throw undefined(id, code)
    case .attribute(let object, let name): return try attribute(name, of: object, id, code)
    default: return try evaluateOther(id, code)
    }
  }

  private mutating func attribute(
    _ number: Int32, of object: ExpressionID, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let value = try evaluate(object, code)
    if let found = scope.attribute(code.tables.names[Int(number)], of: value) { return found }
    throw noAttribute(code.tables.names[Int(number)].text, of: value, id, object, code)
  }

  private mutating func evaluateOther(
    _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    switch code.tables.expressions[Int(id.index)] {
    case .constant, .local, .context, .attribute: return try evaluate(id, code)
    case .loop(let depth): return .object(LoopView(state: loops[loopBase + Int(depth)]))
    case .loopAttribute(let depth, let attribute):
      if let value = loops[loopBase + Int(depth)].value(of: attribute) { return value }
      let isFirst = attribute == .previtem
      throw failure(
        "nothing comes \(isFirst ? "before the first" : "after the last") turn of a loop", at: id,
        code, help: "ask before: {% if not loop.\(isFirst ? "first" : "last") %}")
    case .item(let object, let key):
      let value = try evaluate(object, code)
      let key = try evaluate(key, code)
      if let found = scope.item(key, of: value) { return found }
      throw noItem(key, of: value, id, object, code)
    case .slice(let object, let bounds): return try slice(object, bounds, id, code)
    case .not(let operand): return .boolean(!(try isTrue(operand, code)))
    case .negative(let operand):
      return try compute(
        .integer(0), .subtract, try evaluate(operand, code), id, code, negates: true)
    case .positive(let operand):
      let value = try evaluate(operand, code)
      guard value.number != nil else {
        throw failure("'+' takes a number, and this is \(value.typeName)", at: id, code)
      }
      return value.whole.map { .integer($0) } ?? value
    case .binary(let operation, let left, let right):
      let left = try evaluate(left, code)
      let right = try evaluate(right, code)
      return try counted(try compute(left, operation, right, id, code), at: id, code)
    case .and(let left, let right):
      let value = try evaluate(left, code)
      return value.isTrue ? try evaluate(right, code) : value
    case .or(let left, let right):
      let value = try evaluate(left, code)
      return value.isTrue ? value : try evaluate(right, code)
    case .conditional(let condition, let then, let otherwise):
      if try isTrue(condition, code) { return try evaluate(then, code) }
      return otherwise.isNone ? Value.none : try evaluate(otherwise, code)
    case .compare(let left, let comparison, let right):
      let left = try evaluate(left, code)
      let right = try evaluate(right, code)
      return .boolean(try compare(left, comparison, right, id, code))
    case .chain(let list, let number):
      return try chain(list, code.tables.comparisons[Int(number)], id, code)
    case .concatenation(let list): return try counted(try concatenate(list, code), at: id, code)
    case .list(let list):
      var values: [Value] = []
      values.reserveCapacity(Int(list.count))
      for index in list.indices { values.append(try evaluate(code.tables.children[index], code)) }
      return .list(values)
    case .mapping(let list): return try mapping(list, code)
    case .call(let callee, let arguments): return try call(callee, arguments, id, code)
    case .method(let object, let name, _):
      return try method(code.tables.names[Int(name)].text, of: object, id, code)
    case .function(let number, let arguments):
      return try callFunction(Int(number), arguments, id, code)
    case .loopCall(let depth, let method, let arguments):
      return try callLoop(depth, method, arguments, id, code)
    case .filter(let number, let operand, let arguments):
      return try counted(
        try applyFilter(Int(number), operand, arguments, id, code), at: id, code)
    case .test(let number, let operand, let arguments):
      return .boolean(try runTest(Int(number), operand, arguments, id, code))
    case .captured: return captured[captured.count - 1]
    case .parentBlock(let name, let levels):
      return try block(name, level: blockLevel + Int(levels), id, code)
    case .block(let name): return try block(name, level: 0, id, code)
    }
  }

  /// A value, or nil where the last name of the expression is not there.
  mutating func evaluateIfDefined(
    _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value? {
    switch code.tables.expressions[Int(id.index)] {
    case .local(let slot): return stack[base + Int(slot)]
    case .context(let number): return contexts[context][Int(number)]
    case .loopAttribute(let depth, let attribute):
      return loops[loopBase + Int(depth)].value(of: attribute)
    case .attribute(let object, let name):
      let value = try evaluate(object, code)
      return scope.attribute(code.tables.names[Int(name)], of: value)
    case .item(let object, let key):
      let value = try evaluate(object, code)
      return scope.item(try evaluate(key, code), of: value)
    default: return try evaluate(id, code)
    }
  }

  mutating func isTrue(_ id: ExpressionID, _ code: Code) throws(RenderFailure) -> Bool {
    try evaluate(id, code).isTrue
  }

  // MARK: Operators on parts

  private mutating func slice(
    _ object: ExpressionID, _ bounds: ExpressionList, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    var numbers: [Int?] = []
    for index in bounds.indices {
      let bound = code.tables.children[index]
      guard !bound.isNone else {
        numbers.append(nil)
        continue
      }
      let value = try evaluate(bound, code)
      guard value.whole != nil || value.isNone else {
        throw failure("a slice takes whole numbers, and this is \(value.typeName)", at: bound, code)
      }
      numbers.append(value.whole)
    }
    guard numbers[2] != 0 else { throw failure("the step of a slice cannot be zero", at: id, code) }
    let value = try evaluate(object, code)
    if let values = value.elements {
      return .list(sliced(values, numbers[0], numbers[1], numbers[2] ?? 1))
    }
    guard let text = value.string else {
      throw failure(
        "a list or a text can be sliced, and this is \(value.typeName)", at: object, code)
    }
    let scalars = sliced(Array(text.unicodeScalars), numbers[0], numbers[1], numbers[2] ?? 1)
    return value.alike(String(String.UnicodeScalarView(scalars)))
  }

  private mutating func mapping(
    _ list: ExpressionList, _ code: Code
  ) throws(RenderFailure) -> Value {
    var mapping = Mapping()
    var index = list.indices.lowerBound
    while index < list.indices.upperBound {
      let key = code.tables.children[index]
      let name = try evaluate(key, code)
      guard let text = name.string else {
        throw failure(
          "the names of a mapping are texts, and this is \(name.typeName)", at: key, code)
      }
      mapping[text] = try evaluate(code.tables.children[index + 1], code)
      index += 2
    }
    return .mapping(mapping)
  }

  private mutating func method(
    _ name: String, of object: ExpressionID, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let value = try evaluate(object, code)
    guard case .mapping(let mapping) = value else {
      throw failure("\(name)() is asked of a mapping, and this is \(value.typeName)", at: id, code)
    }
    switch name {
    case "keys": return .list(mapping.pairs.map { .text($0.key) })
    case "values": return .list(mapping.pairs.map(\.value))
    default: return .list(mapping.pairs.map { .list([.text($0.key), $0.value]) })
    }
  }

  // MARK: Operators

  private func compute(
    _ left: Value, _ operation: BinaryOperator, _ right: Value, _ id: ExpressionID, _ code: Code,
    negates: Bool = false
  ) throws(RenderFailure) -> Value {
    if negates {
      if case .double(let number) = right { return .double(-number) }
      guard right.number != nil else {
        throw failure("'-' takes a number, and this is \(right.typeName)", at: id, code)
      }
    }
    do throws(TemplateFailure) {
      return try Templates.compute(left, operation, right)
    } catch {
      throw failure(error, at: id, code)
    }
  }

  private func compare(
    _ left: Value, _ comparison: Comparison, _ right: Value, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Bool {
    do throws(TemplateFailure) {
      try left.checkComparable(with: right)
    } catch {
      throw failure(error, at: id, code)
    }
    switch comparison {
    case .equal: return left.equals(right)
    case .notEqual: return !left.equals(right)
    case .within, .notWithin:
      do throws(TemplateFailure) {
        return try right.contains(left) == (comparison == .within)
      } catch {
        throw failure(error, at: id, code)
      }
    case .less, .greaterOrEqual:
      if let result = left.isBefore(right) { return result == (comparison == .less) }
    case .greater, .lessOrEqual:
      if let result = right.isBefore(left) { return result == (comparison == .greater) }
    }
    throw failure(
      "'\(comparison.rawValue)' has no order between \(left.typeName) and \(right.typeName)",
      at: id, code)
  }

  private mutating func chain(
    _ list: ExpressionList, _ comparisons: [Comparison], _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    var left = try evaluate(code.tables.children[list.indices.lowerBound], code)
    for (place, comparison) in comparisons.enumerated() {
      let right = try evaluate(code.tables.children[list.indices.lowerBound + place + 1], code)
      guard try compare(left, comparison, right, id, code) else { return .boolean(false) }
      left = right
    }
    return .boolean(true)
  }

  private mutating func concatenate(
    _ list: ExpressionList, _ code: Code
  ) throws(RenderFailure) -> Value {
    var values: [Value] = []
    for index in list.indices { values.append(try evaluate(code.tables.children[index], code)) }
    let isMarkup = code.isMarkup && values.contains(where: \.isMarkup)
    var buffer = ByteBuffer()
    for (value, index) in zip(values, list.indices) {
      do throws(TemplateFailure) {
        try buffer.append(value, escaped: isMarkup)
      } catch {
        throw failure(error, at: code.tables.children[index], code)
      }
    }
    return isMarkup ? .markup(buffer.bytes) : .text(buffer.string)
  }

  private mutating func block(
    _ name: Int32, level: Int, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let printed = try capture { (machine) throws(RenderFailure) in
      try machine.runBlock(name, level: level) { code.location(of: id) }
    }
    return value(of: printed, code)
  }

  // MARK: What is not there

  private func undefined(_ id: ExpressionID, _ code: Code) -> RenderFailure {
    let written = String(
      decoding: code.source.bytes[code.tables.ranges[Int(id.index)]], as: UTF8.self)
    if case .context(let number) = code.tables.expressions[Int(id.index)], context != 0,
      contexts[0][Int(number)] != nil
    {
      return failure(
        "'\(written)' is not seen here, because this was imported without it", at: id, code,
        help: "give it to the macro as a value, or write {% import … with context %}")
    }
    var known: [String] = []
    for (name, value) in zip(set.variables.names, contexts[context]) where value != nil {
      known.append(name)
    }
    let meant = nearest(to: written, in: known).map { "did you mean '\($0)'?" }
    return failure(
      "nothing is called '\(written)' here", at: id, code,
      help: meant ?? (known.isEmpty ? nil : "there are " + known.sorted().joined(separator: ", ")))
  }

  private func noAttribute(
    _ name: String, of value: Value, _ id: ExpressionID, _ object: ExpressionID, _ code: Code
  ) -> RenderFailure {
    let written = String(
      decoding: code.source.bytes[code.tables.ranges[Int(object.index)]], as: UTF8.self)
    let known: [String]
    switch value {
    case .object(let object as Namespace): known = scope.spaces[object.index].keys
    case .object(let object): known = object.names
    case .mapping(let mapping): known = mapping.keys
    case .none:
      return failure(
        "'\(written)' is empty here, so it has no '\(name)'", at: id, code,
        help: "ask before: {% if \(written) %}")
    default: return failure("\(value.typeName) has no '\(name)'", at: id, code)
    }
    let what: String =
      if case .object(let object) = value { "a \(object.typeName)" } else { "'\(written)'" }
    return failure(
      "\(what) has no '\(name)'", at: id, code,
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? (known.isEmpty ? "it is empty" : "it has " + known.joined(separator: ", ")))
  }

  private func noItem(
    _ key: Value, of value: Value, _ id: ExpressionID, _ object: ExpressionID, _ code: Code
  ) -> RenderFailure {
    if let name = key.string { return noAttribute(name, of: value, id, object, code) }
    if case .integer(let number) = key, case .list(let values) = value {
      return failure(
        "this list has \(values.count) values and none at \(number)", at: id, code,
        help: "the first is 0; ask before with {% if … %} or take | first")
    }
    if case .integer(let number) = key, case .text(let text) = value {
      return failure(
        "this text has \(text.unicodeScalars.count) characters and none at \(number)", at: id, code,
        help: "the first is 0; [:3] takes as many as there are")
    }
    return failure("\(value.typeName) has no part for \(key.typeName)", at: id, code)
  }
}

/// A part of a list as Python slices: bounds beyond the ends are the ends, negative ones count from
/// the last.
func sliced<Element>(_ values: [Element], _ start: Int?, _ end: Int?, _ step: Int) -> [Element] {
  let count = values.count
  func bound(_ value: Int, _ lowest: Int, _ highest: Int) -> Int {
    min(max(value < 0 ? value + count : value, lowest), highest)
  }
  var result: [Element] = []
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
    return attribute(library.name(name), of: value)
  }
}
