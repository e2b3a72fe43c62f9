import Text
import Web

// The filters of the language itself: Jinja's that make sense for a site, with its names and parameters.

typealias BuiltInFilter = Filter<RenderScope>

extension Callables {
  /// All built-in filters. A filter's index here is its index among all filters.
  static let builtInFilters =
    outputFilters + textFilters + numberFilters + listFilters + choosingFilters

  /// Filters that say how a value is printed, or what is printed instead of it.
  static let outputFilters: [BuiltInFilter] = [
    // The renderer looks at the value itself, which may be missing; this is for `map("default", …)`.
    BuiltInFilter(
      "default",
      "The value, or another if it is missing or none; with `true`, also if it is empty.",
      .optional("default_value", .text("")), .optional("boolean", .boolean(false)),
      aliases: ["d"], takesNone: true
    ) { _, value, other, replacesEmpty in
      value.isNone || (replacesEmpty.isTrue && !value.isTrue) ? other : value
    },
    BuiltInFilter("escape", "Escaped.", aliases: ["e"], takesNone: true) {
      (_, value) throws(TemplateFailure) in .markup(try value.escaped())
    },
    BuiltInFilter("forceescape", "Escaped, also what is markup already.", takesNone: true) {
      (_, value) throws(TemplateFailure) in
      .markup(try Value.text(try value.asText()).escaped())
    },
    BuiltInFilter("safe", "Declared to be markup.", takesNone: true) {
      (_, value) throws(TemplateFailure) in .markup(Array(try value.asText().utf8))
    },
    BuiltInFilter(
      "json", "As JSON that is safe in a script.", .optional("indent"), aliases: ["tojson"],
      takesNone: true
    ) {
      (_, value, indent) throws(TemplateFailure) in
      try value.checkSize()
      var buffer = ByteBuffer()
      try buffer.append(json: value, indent: indent.whole.map { min(max($0, 0), 16) })
      return .markup(buffer.bytes)
    },
    BuiltInFilter(
      "xmlattr", "A mapping as attributes.", .optional("autospace", .boolean(true)),
      takesNone: true
    ) {
      (scope, value, addsSpace) throws(TemplateFailure) in
      try attributes(value, addsSpace: addsSpace.isTrue, isMarkup: scope.isMarkup)
    },
    BuiltInFilter("random", "Refused: the page would be another one at every build.") {
      (_, _) throws(TemplateFailure) in
      throw TemplateFailure(
        "random would make another page at every build", help: "choose a fixed one")
    },
  ]
}

private func attributes(
  _ value: Value, addsSpace: Bool, isMarkup: Bool
) throws(TemplateFailure) -> Value {
  guard case .mapping(let mapping) = value else {
    throw .cannotTake("xmlattr", "a mapping", value)
  }
  var buffer = ByteBuffer()
  for (key, value) in mapping.pairs where !value.isNone {
    guard !key.utf8.contains(where: { isSpace($0) || [0x2F, 0x3D, 0x3E].contains($0) }) else {
      throw TemplateFailure("'\(key)' cannot be an attribute's name")
    }
    try checkAttribute(key.lowercased(), value)
    if !buffer.isEmpty || addsSpace { buffer.append(" ") }
    buffer.append(escaping: key, as: .template)
    buffer.append("=\"")
    if case .markup(let bytes) = value {
      buffer.append(quoting: bytes)
    } else {
      try buffer.append(value, escaped: true)
    }
    buffer.append("\"")
  }
  return isMarkup ? .markup(buffer.bytes) : .text(buffer.string)
}

/// Refuses what a template may not print into an attribute of that name either.
private func checkAttribute(_ name: String, _ value: Value) throws(TemplateFailure) {
  if HTMLPlace.isActive(attribute: name) {
    throw TemplateFailure(
      .unsafeOutput, "xmlattr cannot give a value to '\(name)', which would run or restyle the page"
    )
  }
  guard HTMLPlace.mayHoldAddress(attribute: name),
    let scheme = scriptScheme(ofAttribute: try value.escaped()[...])
  else { return }
  throw TemplateFailure(.unsafeAddress, "an address must not begin with '\(scheme):'")
}

extension TemplateFailure {
  /// That a filter cannot take a value.
  static func cannotTake(
    _ filter: String, _ wanted: String, _ value: Value
  ) -> TemplateFailure {
    TemplateFailure("\(filter) takes \(wanted), and this is \(value.typeName)")
  }
}

// MARK: Calls

extension Renderer {
  mutating func applyFilter(
    _ filter: ID<FunctionDeclaration>, _ operand: ExpressionID,
    _ arguments: ID<ArgumentList>, _ id: ExpressionID,
    _ template: Template
  ) throws(RenderFailure) -> Value {
    if filter == set.callables.defaultFilter { return try defaulted(operand, arguments, template) }
    let value = try evaluate(operand, template)
    let values = try self.arguments(arguments, template)
    if filter != set.callables.lengthFilter || value.isText {
      try countWalk(values.walk + value.walk, at: id, template)
    }
    do throws(TemplateFailure) {
      scope.isMarkup = template.isMarkup
      return try scope.apply(filter, to: value, values)
    } catch {
      throw failure(error, calling: arguments, at: id, template)
    }
  }

  private mutating func defaulted(
    _ operand: ExpressionID, _ arguments: ID<ArgumentList>, _ template: Template
  ) throws(RenderFailure) -> Value {
    let value = try evaluateIfDefined(operand, template)
    let arguments = try self.arguments(arguments, template)
    guard let value, !value.isNone else { return arguments[0] }
    return arguments[1].isTrue && !value.isTrue ? arguments[0] : value
  }
}

extension RenderScope {
  func apply(
    _ filter: ID<FunctionDeclaration>, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    let index = filter.index
    // Not copied into a variable: that would count a reference which all threads share.
    if index < Callables.builtInFilters.count {
      if value.isNone, !Callables.builtInFilters[index].takesNone { return value }
      return try Callables.builtInFilters[index].body(self, value, arguments)
    }
    do throws(TemplateFailure) {
      return try host.apply(
        filter: index - Callables.builtInFilters.count, named: callables.filters[filter].name,
        to: value, arguments)
    } catch {
      throw error.ofHost
    }
  }

  /// Applies a filter by a name that is known only when it is run, as `map("upper")` has it.
  func apply(
    filterNamed name: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    guard let filter = callables.filter(name) else {
      throw TemplateFailure(.unknownFilter, "there is no filter '\(name)'")
    }
    var bound = arguments
    for parameter in callables.filters[filter].parameters.dropFirst(arguments.positional.count) {
      if let given = bound.named.firstIndex(where: { $0.0 == parameter.name }) {
        bound.positional.append(bound.named.remove(at: given).1)
      } else if let value = parameter.default {
        bound.positional.append(value)
      } else {
        throw TemplateFailure("the filter '\(name)' needs a value for '\(parameter.name)'")
      }
    }
    return try apply(filter, to: value, bound)
  }
}
