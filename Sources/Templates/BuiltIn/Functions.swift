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
    func whole(_ place: Int) throws(TemplateFailure) -> Int {
      guard case .integer(let number) = arguments[place] else {
        throw TemplateFailure(
          "range takes whole numbers, and this is \(arguments[place].typeName)", argument: place)
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
      throw TemplateFailure("this range has more than 100,000 numbers")
    }
    return .list(stride(from: start, to: stop, by: step).map { .integer($0) })
  }
}
