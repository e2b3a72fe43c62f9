extension Callables {
  /// The functions of the language itself. A function's index here is its index among all functions.
  static let builtInFunctions: [Function<RenderScope>] = [
    Function(
      "range", "Whole numbers: `range(3)` is 0, 1, 2; `range(2, 8, 2)` is 2, 4, 6.",
      [.required("start"), .optional("stop"), .optional("step", .integer(1))]
    ) {
      (_, arguments) throws(TemplateFailure) in try range(arguments)
    },
    Function(
      "dict", "A mapping from names and values.", [], takesAnyKeywords: true, takesAnyValues: true
    ) {
      (_, arguments) throws(TemplateFailure) in .mapping(try mapping(arguments))
    },
    Function(
      "namespace", "A box whose names inner scopes can set.", [], takesAnyKeywords: true,
      takesAnyValues: true
    ) {
      (scope, arguments) throws(TemplateFailure) in
      scope.spaces.append(try mapping(arguments))
      return .object(Namespace(index: scope.spaces.count - 1))
    },
  ]
}

/// A mapping from another or from pairs, and from keywords.
private func mapping(_ arguments: Arguments) throws(TemplateFailure) -> Mapping {
  guard arguments.positional.count < 2 else {
    throw TemplateFailure("this takes one mapping, and further names as name=…")
  }
  var mapping = Mapping()
  switch arguments.positional.first {
  case nil: break
  case .mapping(let given)?: mapping = given
  case let given?:
    guard let pairs = given.elements else {
      throw TemplateFailure("this takes a mapping or a list of pairs, not \(given.typeName)")
    }
    for pair in pairs {
      guard let parts = pair.elements, parts.count == 2, let name = parts[0].string else {
        throw TemplateFailure("each pair is a name and a value")
      }
      mapping[name] = parts[1]
    }
  }
  for (name, value) in arguments.named { mapping[name] = value }
  return mapping
}

private func range(_ arguments: Arguments) throws(TemplateFailure) -> Value {
  func whole(_ index: Int) throws(TemplateFailure) -> Int {
    guard let number = arguments[index].whole else {
      throw TemplateFailure(
        "range takes whole numbers, and this is \(arguments[index].typeName)", argument: index)
    }
    return number
  }
  let isOnlyStop = arguments[1].isNone
  let start = isOnlyStop ? 0 : try whole(0)
  let stop = try whole(isOnlyStop ? 0 : 1)
  let step = try whole(2)
  guard step != 0 else {
    throw TemplateFailure("the step of a range cannot be zero", argument: 2)
  }
  guard (Double(stop) - Double(start)) / Double(step) <= 100_000 else {
    throw TemplateFailure(.renderLimit, "this range has more than 100,000 numbers")
  }
  return .list(stride(from: start, to: stop, by: step).map { .integer($0) })
}
