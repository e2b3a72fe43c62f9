import Diagnostics
import Text

/// The filters of the language itself: Jinja's that make sense for a site, with its names and
/// parameters.
enum BuiltInFilter: String, CaseIterable {
  case abs, attr, batch, capitalize, center, `default`, dictsort, escape, filesizeformat, first
  case float, forceescape, groupby, indent, int, items, join, json, last, length, list
  case lower, map, max, min, plain, random, reject, rejectattr, replace, reverse, round, safe
  case select, selectattr, slice, slug, sort, string, striptags, sum, title, trim, truncate, unique
  case upper, urlencode, wordcount, xmlattr

  var declaration: FunctionDeclaration {
    func has(_ parameters: Parameter...) -> FunctionDeclaration {
      FunctionDeclaration(rawValue, parameters)
    }
    func optional(_ name: String, _ value: Value = Value.none) -> Parameter {
      Parameter(name, default: value)
    }
    let no = Value.boolean(false)
    let yes = Value.boolean(true)
    switch self {
    case .attr: return has(Parameter("name"))
    case .batch: return has(Parameter("linecount"), optional("fill_with"))
    case .center: return has(optional("width", .integer(80)))
    case .default: return has(optional("default_value", .text("")), optional("boolean", no))
    case .dictsort:
      return has(
        optional("case_sensitive", no), optional("by", .text("key")), optional("reverse", no))
    case .filesizeformat: return has(optional("binary", no))
    case .float: return has(optional("default", .double(0)))
    case .groupby:
      return has(Parameter("attribute"), optional("default"), optional("case_sensitive", no))
    case .indent:
      return has(optional("width", .integer(4)), optional("first", no), optional("blank", no))
    case .int: return has(optional("default", .integer(0)))
    case .join: return has(optional("d", .text("")), optional("attribute"))
    case .json: return has(optional("indent"))
    case .map, .select, .reject, .selectattr, .rejectattr:
      return FunctionDeclaration(rawValue, takesAnyKeywords: true, takesAnyValues: true)
    case .max, .min: return has(optional("case_sensitive", no), optional("attribute"))
    case .replace: return has(Parameter("old"), Parameter("new"), optional("count"))
    case .round: return has(optional("precision", .integer(0)), optional("method", .text("common")))
    case .slice: return has(Parameter("slices"), optional("fill_with"))
    case .sort:
      return has(optional("reverse", no), optional("case_sensitive", no), optional("attribute"))
    case .sum: return has(optional("attribute"), optional("start", .integer(0)))
    case .trim: return has(optional("chars"))
    case .truncate:
      return has(
        optional("length", .integer(255)), optional("killwords", no), optional("end", .text("...")),
        optional("leeway", .integer(5)))
    case .unique: return has(optional("case_sensitive", no), optional("attribute"))
    case .xmlattr: return has(optional("autospace", yes))
    default: return has()
    }
  }
}

/// Other names of filters.
let filterAliases: [(String, String)] = [
  ("count", "length"), ("d", "default"), ("e", "escape"), ("tojson", "json"),
]

extension Machine {
  mutating func applyFilter(
    _ number: Int, _ operand: ExpressionID, _ arguments: Int32, _ id: ExpressionID, _ code: Code
  ) throws(RenderFailure) -> Value {
    let count = BuiltInFilter.allCases.count
    if number < count, BuiltInFilter.allCases[number] == .default {
      return try defaulted(operand, arguments, code)
    }
    let value = try evaluate(operand, code)
    let values = try self.arguments(arguments, code)
    do throws(TemplateFailure) {
      if number < count {
        switch BuiltInFilter.allCases[number] {
        case .sort, .unique, .min, .max, .groupby, .dictsort, .select, .reject, .selectattr,
          .rejectattr:
          try value.checkSize()
        default: break
        }
        return try apply(
          BuiltInFilter.allCases[number], to: value, values, isMarkup: code.isMarkup)
      }
      return try host.apply(
        filter: number - count, named: set.library.filters[number].name, to: value, values)
    } catch {
      throw failure(error, calling: arguments, at: id, code)
    }
  }

  private mutating func defaulted(
    _ operand: ExpressionID, _ arguments: Int32, _ code: Code
  ) throws(RenderFailure) -> Value {
    let value = try evaluateIfDefined(operand, code)
    let arguments = try self.arguments(arguments, code)
    guard let value, !value.isNone else { return arguments[0] }
    return arguments[1].isTrue && !value.isTrue ? arguments[0] : value
  }

  /// A filter by a name that is known when it is run, as `map("upper")` has it.
  func apply(
    filterNamed name: String, to value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    guard let number = set.library.filter(name) else {
      throw TemplateFailure("there is no filter '\(name)'")
    }
    let declaration = set.library.filters[number]
    var bound = arguments
    for parameter in declaration.parameters.dropFirst(arguments.positional.count) {
      if let place = bound.named.firstIndex(where: { $0.0 == parameter.name }) {
        bound.positional.append(bound.named.remove(at: place).1)
      } else if let value = parameter.default {
        bound.positional.append(value)
      } else {
        throw TemplateFailure("the filter '\(name)' needs a value for '\(parameter.name)'")
      }
    }
    if number < BuiltInFilter.allCases.count {
      return try apply(BuiltInFilter.allCases[number], to: value, bound, isMarkup: isMarkup)
    }
    return try host.apply(
      filter: number - BuiltInFilter.allCases.count, named: declaration.name, to: value, bound)
  }

  func apply(
    _ filter: BuiltInFilter, to value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    // A known field that is empty passes through filters, unless they say something about nothing.
    switch filter {
    case .default, .escape, .forceescape, .json, .safe, .string, .float, .int, .list, .length,
      .xmlattr:
      break
    default: if value.isNone { return value }
    }
    switch filter {
    case .abs, .round, .int, .float, .filesizeformat, .sum:
      return try number(filter, value, arguments)
    case .capitalize, .center, .indent, .lower, .plain, .replace, .slug, .string,
      .striptags, .title, .trim, .truncate, .upper, .urlencode, .wordcount:
      return try text(filter, value, arguments, isMarkup: isMarkup)
    case .escape: return .markup(try value.escaped())
    case .forceescape: return .markup(try Value.text(try value.asText()).escaped())
    case .safe: return .markup(Array(try value.asText().utf8))
    case .json: return try json(value, arguments)
    case .xmlattr: return try attributes(value, arguments, isMarkup: isMarkup)
    case .random:
      throw TemplateFailure(
        "random would make another page at every build", help: "choose a fixed one")
    case .map, .select, .reject, .selectattr, .rejectattr:
      return try choose(filter, value, arguments, isMarkup: isMarkup)
    case .default: return value.isNone ? arguments[0] : value
    default: return try list(filter, value, arguments, isMarkup: isMarkup)
    }
  }

  private func json(_ value: Value, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    var indent: Int?
    if let number = arguments[0].whole { indent = number }
    try value.checkSize()
    var buffer = ByteBuffer()
    try buffer.append(json: value, indent: indent.map { Swift.min(Swift.max($0, 0), 16) })
    return .markup(buffer.bytes)
  }

  private func attributes(
    _ value: Value, _ arguments: Arguments, isMarkup: Bool
  ) throws(TemplateFailure) -> Value {
    guard case .mapping(let mapping) = value else {
      throw TemplateFailure("xmlattr takes a mapping, and this is \(value.typeName)")
    }
    var buffer = ByteBuffer()
    for (key, value) in mapping.pairs where !value.isNone {
      guard !key.utf8.contains(where: { isSpace($0) || [0x2F, 0x3D, 0x3E].contains($0) }) else {
        throw TemplateFailure("'\(key)' cannot be an attribute's name")
      }
      try checkAttribute(key.lowercased(), value)
      if !buffer.isEmpty || arguments[0].isTrue { buffer.append(" ") }
      buffer.append(escaping: key, as: .template)
      buffer.append("=\"")
      try buffer.append(value, escaped: true)
      buffer.append("\"")
    }
    return isMarkup ? .markup(buffer.bytes) : .text(buffer.string)
  }
}

/// Refuses what a template may not print into an attribute of that name either.
private func checkAttribute(_ name: String, _ value: Value) throws(TemplateFailure) {
  if name.hasPrefix("on") || name == "style" || name == "srcdoc" {
    throw TemplateFailure(
      "xmlattr cannot give a value to '\(name)', which would run or restyle the page")
  }
  var place = HTMLPlace()
  place.attribute = Array(name.utf8)
  if place.holdsAddress, let scheme = dangerousScheme(of: Array(try value.asText().utf8)[...]) {
    throw TemplateFailure("an address must not begin with '\(scheme):'")
  }
}

extension TemplateFailure {
  /// That a filter cannot take a value.
  static func cannotTake(_ filter: BuiltInFilter, _ wanted: String, _ value: Value)
    -> TemplateFailure
  {
    TemplateFailure("\(filter.rawValue) takes \(wanted), and this is \(value.typeName)")
  }
}
