extension Machine {
  func number(
    _ filter: BuiltInFilter, _ value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    switch filter {
    case .abs:
      switch value.number {
      case .integer(let number)?:
        guard number != .min else { throw .tooLarge }
        return .integer(Swift.abs(number))
      case .double(let number)?: return .double(Swift.abs(number))
      case nil: throw .cannotTake(filter, "a number", value)
      }
    case .int: return try whole(value, arguments)
    case .float:
      if let number = value.number { return .double(number.double) }
      return value.string.flatMap { Double(trimmed($0)) }.map { .double($0) } ?? arguments[0]
    case .round: return try rounded(value, arguments)
    case .filesizeformat: return try fileSize(value, isBinary: arguments[0].isTrue)
    default: return try sum(value, arguments)
    }
  }

  private func trimmed(_ text: String) -> String {
    var scalars = Substring(text).unicodeScalars
    while let first = scalars.first, first.properties.isWhitespace { scalars.removeFirst() }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return String(scalars)
  }

  private func whole(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    switch value.number {
    case .integer(let number)?: return .integer(number)
    case .double(let number)?:
      return Int(exactly: number.rounded(.towardZero)).map { .integer($0) } ?? arguments[0]
    case nil: break
    }
    guard let text = value.string else { return arguments[0] }
    guard case .integer(let base) = arguments[1], (2...36).contains(base) else {
      throw TemplateFailure("int takes a base from 2 to 36")
    }
    let digits = trimmed(text)
    if let number = Int(digits, radix: base) { return .integer(number) }
    guard base == 10, let number = Double(digits),
      let whole = Int(exactly: number.rounded(.towardZero))
    else { return arguments[0] }
    return .integer(whole)
  }

  private func rounded(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    guard let number = value.number?.double else { throw .cannotTake(.round, "a number", value) }
    guard case .integer(let precision) = arguments[0], (0...15).contains(precision) else {
      throw TemplateFailure("round takes a number of digits from 0 to 15")
    }
    var factor = 1.0
    for _ in 0..<precision { factor *= 10 }
    switch arguments[1].string {
    case "common":
      // The digits of the number decide, as they do in Python: 2.675 is a little less than it looks.
      let scaled = number * factor
      let nearest = scaled.rounded(.toNearestOrEven)
      let isTie = Swift.abs(scaled - scaled.rounded(.towardZero)) == 0.5
      return .double(
        (isTie && precision == 0 ? nearest : scaled.rounded(.toNearestOrAwayFromZero)) / factor)
    case "ceil": return .double((number * factor).rounded(.up) / factor)
    case "floor": return .double((number * factor).rounded(.down) / factor)
    default: throw TemplateFailure("round knows the methods common, ceil and floor")
    }
  }

  private func fileSize(_ value: Value, isBinary: Bool) throws(TemplateFailure) -> Value {
    guard let bytes = value.number?.double else {
      throw .cannotTake(.filesizeformat, "a number", value)
    }
    let base = isBinary ? 1024.0 : 1000.0
    if bytes == 1 { return .text("1 Byte") }
    if bytes < base { return .text("\(Int(bytes)) Bytes") }
    let units = isBinary ? ["KiB", "MiB", "GiB", "TiB", "PiB"] : ["kB", "MB", "GB", "TB", "PB"]
    var size = bytes / base
    var unit = 0
    while size >= base && unit < units.count - 1 {
      size /= base
      unit += 1
    }
    let tenths = Int((size * 10).rounded(.toNearestOrEven))
    return .text("\(tenths / 10).\(tenths % 10) \(units[unit])")
  }

  private func sum(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    var total = arguments[1]
    for item in try values(of: value, .sum) {
      total = try compute(total, .add, try part(item, at: arguments[0]))
    }
    return total
  }
}
