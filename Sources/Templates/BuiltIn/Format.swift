import Text

/// `printf`, as Python's `%` has it: `%s`, `%5d`, `%.2f`, `%(name)s` and their like.
struct Format {
  private var rest: Substring.UnicodeScalarView
  private var values: ArraySlice<Value>
  private let names: Mapping?
  /// Whether texts are escaped before they are put in.
  private let isMarkup: Bool

  /// What follows a percent sign.
  private struct Field {
    var isLeft = false
    var padsZero = false
    var isAlternate = false
    var plus = ""
    var width = 0
    var precision: Int?
  }

  static func fill(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    guard arguments.positional.isEmpty || arguments.named.isEmpty else {
      throw TemplateFailure("format takes values by place or by name, not both")
    }
    var format = Format(
      rest: Substring(try value.asText()).unicodeScalars, values: arguments.positional[...],
      names: arguments.named.isEmpty ? nil : Mapping(arguments.named), isMarkup: value.isMarkup)
    return value.alike(try format.run())
  }

  private mutating func run() throws(TemplateFailure) -> String {
    var result = String.UnicodeScalarView()
    while let scalar = rest.popFirst() {
      if scalar == "%" {
        result.append(contentsOf: try field().unicodeScalars)
      } else {
        result.append(scalar)
      }
    }
    guard values.isEmpty else {
      throw TemplateFailure("this format uses fewer values than it is given")
    }
    return String(result)
  }

  // MARK: Reading

  private mutating func field() throws(TemplateFailure) -> String {
    let named = try name()
    var field = Field()
    while let flag = rest.first, "-0+ #".unicodeScalars.contains(flag) {
      switch rest.removeFirst() {
      case "-": field.isLeft = true
      case "0": field.padsZero = true
      case "+": field.plus = "+"
      case "#": field.isAlternate = true
      default: if field.plus.isEmpty { field.plus = " " }
      }
    }
    field.width = try number() ?? 0
    if field.width < 0 { (field.isLeft, field.width) = (true, -field.width) }
    if rest.first == "." {
      rest.removeFirst()
      field.precision = Swift.max(try number() ?? 0, 0)
    }
    guard field.width <= 1000, field.precision ?? 0 <= 1000 else {
      throw TemplateFailure("a format is at most 1000 characters wide")
    }
    guard let kind = rest.popFirst() else {
      throw TemplateFailure("this format ends in the middle", help: "write %% for a percent sign")
    }
    if kind == "%" { return "%" }
    guard let named else { return try write(kind, field, try next()) }
    return try write(kind, field, named)
  }

  private mutating func next() throws(TemplateFailure) -> Value {
    if let names { return .mapping(names) }
    guard let value = values.popFirst() else {
      throw TemplateFailure("this format needs more values")
    }
    return value
  }

  /// The value of `(name)`.
  private mutating func name() throws(TemplateFailure) -> Value? {
    guard rest.first == "(" else { return nil }
    guard let end = rest.firstIndex(of: ")") else {
      throw TemplateFailure("')' is missing in this format")
    }
    let name = String(rest[rest.index(after: rest.startIndex)..<end])
    rest = rest[rest.index(after: end)...]
    guard let names else { throw TemplateFailure("%(\(name)) needs its value as \(name)=…") }
    guard let value = names[name] else { throw TemplateFailure("this format needs \(name)=…") }
    return value
  }

  private mutating func number() throws(TemplateFailure) -> Int? {
    if rest.first == "*" {
      rest.removeFirst()
      guard let value = try next().whole else {
        throw TemplateFailure("'*' in a format takes a whole number")
      }
      return Swift.max(Swift.min(value, 1001), -1001)
    }
    let digits = rest.prefix { "0123456789".unicodeScalars.contains($0) }
    rest = rest[digits.endIndex...]
    return digits.isEmpty ? nil : Int(String(digits)) ?? 1001
  }

  // MARK: Writing

  private func write(
    _ kind: Unicode.Scalar, _ field: Field, _ value: Value
  ) throws(TemplateFailure) -> String {
    switch kind {
    case "s", "r":
      var text = try kind == "r" ? printed(value) : value.asText()
      if isMarkup, !value.isMarkup { text = try escaped(text) }
      if let precision = field.precision {
        text = String(String.UnicodeScalarView(text.unicodeScalars.prefix(precision)))
      }
      return padded(text, field)
    case "c":
      guard let text = value.string, text.unicodeScalars.count == 1 else {
        throw TemplateFailure("%c takes one character, and this is \(value.typeName)")
      }
      return padded(isMarkup && !value.isMarkup ? try escaped(text) : text, field)
    case "d", "i", "u": return try whole(value, field, base: 10, prefix: "", kind)
    case "o": return try whole(value, field, base: 8, prefix: "0o", kind)
    case "x", "X":
      let text = try whole(value, field, base: 16, prefix: "0x", kind)
      return kind == "X" ? text.uppercased() : text
    case "f", "F", "e", "E", "g", "G":
      guard let number = value.number?.double else {
        throw TemplateFailure("%\(kind) takes a number, and this is \(value.typeName)")
      }
      return padded(fraction(number, kind, field), field, sign: number.sign == .minus)
    default:
      throw TemplateFailure(
        "%\(kind) means nothing in a format",
        help: "%s is a text, %d a whole number, %.2f a fraction")
    }
  }

  private func escaped(_ text: String) throws(TemplateFailure) -> String {
    String(decoding: try Value.text(text).escaped(), as: UTF8.self)
  }

  private func whole(
    _ value: Value, _ field: Field, base: Int, prefix: String, _ kind: Unicode.Scalar
  ) throws(TemplateFailure) -> String {
    var number = value.whole
    if number == nil, base == 10, case .double(let fraction) = value {
      number = Int(exactly: fraction.rounded(.towardZero))
      if number == nil { throw .tooLarge }
    }
    guard let number else {
      throw TemplateFailure("%\(kind) takes a whole number, and this is \(value.typeName)")
    }
    var digits = String(number.magnitude, radix: base)
    if let precision = field.precision, digits.count < precision {
      digits = String(repeating: "0", count: precision - digits.count) + digits
    }
    return padded((field.isAlternate ? prefix : "") + digits, field, sign: number < 0)
  }

  /// A number's magnitude.
  private func fraction(_ number: Double, _ kind: Unicode.Scalar, _ field: Field) -> String {
    let isUpper = kind.properties.isUppercase
    guard number.isFinite else {
      let word = number.isNaN ? "nan" : "inf"
      return isUpper ? word.uppercased() : word
    }
    var digits = DecimalDigits(number)
    let precision = field.precision ?? 6
    var text: String
    switch kind {
    case "f", "F":
      digits.round(toPlaces: precision)
      text = digits.fixed(precision) + (field.isAlternate && precision == 0 ? "." : "")
    case "e", "E":
      digits.round(keeping: precision + 1)
      text = digits.scientific(precision)
    default:
      let count = Swift.max(precision, 1)
      digits.round(keeping: count)
      let exponent = digits.digits.isEmpty ? 0 : digits.point - 1
      let isScientific = exponent < -4 || exponent >= count
      text = isScientific ? digits.scientific(count - 1) : digits.fixed(count - 1 - exponent)
      if !field.isAlternate { text = withoutLastZeros(text) }
    }
    return isUpper ? text.uppercased() : text
  }

  private func withoutLastZeros(_ text: String) -> String {
    guard text.contains(".") else { return text }
    let mark = text.firstIndex(of: "e") ?? text.endIndex
    var kept = text[..<mark]
    while kept.hasSuffix("0") { kept = kept.dropLast() }
    if kept.hasSuffix(".") { kept = kept.dropLast() }
    return String(kept) + text[mark...]
  }

  private func padded(_ text: String, _ field: Field) -> String {
    let missing = field.width - text.unicodeScalars.count
    guard missing > 0 else { return text }
    let space = String(repeating: " ", count: missing)
    return field.isLeft ? text + space : space + text
  }

  /// A number with its sign, filled with zeros behind it or with spaces.
  private func padded(_ digits: String, _ field: Field, sign isNegative: Bool) -> String {
    let sign = isNegative ? "-" : field.plus
    let missing = field.width - sign.count - digits.count
    guard missing > 0, field.padsZero, !field.isLeft else { return padded(sign + digits, field) }
    let prefix = ["0x", "0o"].contains(digits.prefix(2)) ? digits.prefix(2) : ""
    return sign + prefix + String(repeating: "0", count: missing) + digits.dropFirst(prefix.count)
  }
}
