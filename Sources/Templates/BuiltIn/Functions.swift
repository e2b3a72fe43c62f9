/// The functions of the language itself.
enum BuiltInFunction: String, CaseIterable {
  case range, dict, namespace

  var declaration: FunctionDeclaration {
    switch self {
    case .range:
      FunctionDeclaration(
        rawValue,
        [
          Parameter("start"), Parameter("stop", default: Value.none),
          Parameter("step", default: .integer(1)),
        ])
    case .dict, .namespace: FunctionDeclaration(rawValue, takesAnyKeywords: true)
    }
  }
}

extension Machine {
  mutating func call(
    _ function: BuiltInFunction, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    switch function {
    case .range: return try range(arguments)
    case .dict: return .mapping(Mapping(arguments.named))
    case .namespace:
      spaces.append(Mapping(arguments.named))
      return .object(Namespace(number: spaces.count - 1))
    }
  }

  private func range(_ arguments: Arguments) throws(TemplateFailure) -> Value {
    func whole(_ value: Value) throws(TemplateFailure) -> Int {
      guard case .integer(let number) = value else {
        throw TemplateFailure("range takes whole numbers, and this is \(value.typeName)")
      }
      return number
    }
    let isOnlyStop = arguments[1].isNone
    let start = isOnlyStop ? 0 : try whole(arguments[0])
    let stop = try whole(arguments[isOnlyStop ? 0 : 1])
    let step = try whole(arguments[2])
    guard step != 0 else { throw TemplateFailure("the step of a range cannot be zero") }
    let numbers = stride(from: start, to: stop, by: step)
    guard numbers.underestimatedCount <= 100_000, abs(stop / step - start / step) <= 100_000 else {
      throw TemplateFailure("this range has more than 100,000 numbers")
    }
    return .list(numbers.map { .integer($0) })
  }
}
