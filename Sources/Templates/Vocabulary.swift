// What templates may ask for is declared in tables: each function, filter and attribute is one entry with
// its name, what it takes, what is known of its result, what documents say about it, and how it is
// computed. Checking, suggestions, documents and dispatch all read these tables, so nothing has to be
// listed a second time. Rendering finds an entry by its index, not by comparing names.

/// What a call may give, as messages and documents name it.
package struct Parameter: Sendable {
  package let name: String
  /// The value that is used if a call leaves the parameter out. `nil` if every call must give it.
  package let `default`: Value?
  /// What is wrong with a value that a template has written out: it is reported when the template is compiled.
  package let mistake: (@Sendable (Value) -> TemplateFailure?)?

  package init(
    _ name: String, default: Value? = nil,
    mistake: (@Sendable (Value) -> TemplateFailure?)? = nil
  ) {
    self.name = name
    self.default = `default`
    self.mistake = mistake
  }

  package static func required(_ name: String) -> Parameter { Parameter(name) }

  package static func optional(_ name: String, _ value: Value = .none) -> Parameter {
    Parameter(name, default: value)
  }
}

/// A function, filter or test as a template may call it.
package struct FunctionDeclaration: Sendable {
  package let name: String
  /// One or two sentences for documents.
  package let documentation: String
  package let parameters: [Parameter]
  /// Whether keywords beyond the parameters are passed on.
  let takesAnyKeywords: Bool
  /// Whether values beyond the parameters are passed on.
  let takesAnyValues: Bool
  /// Other names for it.
  let aliases: [String]
  /// What it makes of a list, for a filter whose result depends on that.
  let yields: FilterResult?
  /// Which of its arguments names another filter or a test.
  let naming: NamingArgument?
  /// What is known of its result.
  package var result: Shape
  /// What is known of the result, by the text that is written as the first argument.
  package var resultsByFirst: [String: Shape]

  package init(
    _ name: String, _ documentation: String = "", _ parameters: [Parameter] = [],
    takesAnyKeywords: Bool = false, takesAnyValues: Bool = false, result: Shape = .anything,
    resultsByFirst: [String: Shape] = [:]
  ) {
    self.init(
      name, documentation, parameters, aliases: [], takesAnyKeywords: takesAnyKeywords,
      takesAnyValues: takesAnyValues, result: result, resultsByFirst: resultsByFirst)
  }

  init(
    _ name: String, _ documentation: String, _ parameters: [Parameter], aliases: [String],
    takesAnyKeywords: Bool = false, takesAnyValues: Bool = false, yields: FilterResult? = nil,
    naming: NamingArgument? = nil, result: Shape = .anything, resultsByFirst: [String: Shape] = [:]
  ) {
    self.name = name
    self.documentation = documentation
    self.aliases = aliases
    self.yields = yields
    self.naming = naming
    self.parameters = parameters
    self.takesAnyKeywords = takesAnyKeywords
    self.takesAnyValues = takesAnyValues
    self.result = result
    self.resultsByFirst = resultsByFirst
  }

  package init(
    _ name: String, _ parameters: [Parameter], takesAnyKeywords: Bool = false,
    takesAnyValues: Bool = false, result: Shape = .anything, resultsByFirst: [String: Shape] = [:]
  ) {
    self.init(
      name, "", parameters, takesAnyKeywords: takesAnyKeywords, takesAnyValues: takesAnyValues,
      result: result, resultsByFirst: resultsByFirst)
  }
}

/// What is known of a filter's result, where that follows from the list it is applied to.
enum FilterResult {
  /// A list of the same sort of values, one of them, or several such lists.
  case list, element, rows
  /// A list of an attribute of them.
  case attributes
  case groups
}

/// The argument of a filter that names another filter or a test.
enum NamingArgument {
  case filter
  case test(argument: Int)
}

/// The values of a call: one for every declared parameter, in their order and with defaults filled in,
/// then further values; and further keywords.
package struct Arguments: Sendable {
  package var positional: [Value] = []
  package var named: [(String, Value)] = []

  @inlinable package init() {}

  @inlinable package subscript(index: Int) -> Value { positional[index] }
}

// MARK: Functions and filters of a host

/// A function that the host offers to templates.
///
/// The closure gets the host and one value for each parameter, in the order in which the parameters are
/// written beside it:
///
/// ```swift
/// Function("asset", "The address of a file of the design.", .required("path"), result: .address) {
///   (host, path) throws(TemplateFailure) in try host.asset(path)
/// }
/// ```
package struct Function<Host>: Sendable {
  package typealias Body = @Sendable (Host, Arguments) throws(TemplateFailure) -> Value

  package var declaration: FunctionDeclaration
  package let body: Body

  /// Any number of parameters, and further values or keywords if the declaration takes them.
  package init(
    _ name: String, _ documentation: String, _ parameters: [Parameter],
    takesAnyKeywords: Bool = false, takesAnyValues: Bool = false, result: Shape = .anything,
    body: @escaping Body
  ) {
    declaration = FunctionDeclaration(
      name, documentation, parameters, takesAnyKeywords: takesAnyKeywords,
      takesAnyValues: takesAnyValues, result: result)
    self.body = body
  }

  package init(
    _ name: String, _ documentation: String, result: Shape = .anything,
    body: @escaping @Sendable (Host) throws(TemplateFailure) -> Value
  ) {
    self.init(name, documentation, [], result: result) {
      (host, _) throws(TemplateFailure) in try body(host)
    }
  }

  package init(
    _ name: String, _ documentation: String, _ parameter: Parameter, result: Shape = .anything,
    body: @escaping @Sendable (Host, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(name, documentation, [parameter], result: result) {
      (host, values) throws(TemplateFailure) in try body(host, values[0])
    }
  }

  package init(
    _ name: String, _ documentation: String, _ first: Parameter, _ second: Parameter,
    result: Shape = .anything,
    body: @escaping @Sendable (Host, Value, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(name, documentation, [first, second], result: result) {
      (host, values) throws(TemplateFailure) in try body(host, values[0], values[1])
    }
  }

  package init(
    _ name: String, _ documentation: String, _ first: Parameter, _ second: Parameter,
    _ third: Parameter, result: Shape = .anything,
    body: @escaping @Sendable (Host, Value, Value, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(name, documentation, [first, second, third], result: result) {
      (host, values) throws(TemplateFailure) in try body(host, values[0], values[1], values[2])
    }
  }
}

/// A filter that the host offers to templates. The closure gets the host, the value before the `|`, and
/// one value for each parameter.
package struct Filter<Host>: Sendable {
  package typealias Body = @Sendable (Host, Value, Arguments) throws(TemplateFailure) -> Value

  package var declaration: FunctionDeclaration
  /// Whether it says something about none. Otherwise none passes through it, if it is one of the
  /// language's own; a host's filter is always asked.
  package let takesNone: Bool
  package let body: Body

  package init(
    _ name: String, _ documentation: String, _ parameters: [Parameter], aliases: [String] = [],
    takesNone: Bool = false, result: Shape = .anything, body: @escaping Body
  ) {
    declaration = FunctionDeclaration(
      name, documentation, parameters, aliases: aliases, result: result)
    self.takesNone = takesNone
    self.body = body
  }

  package init(
    _ name: String, _ documentation: String, aliases: [String] = [], takesNone: Bool = false,
    result: Shape = .anything,
    body: @escaping @Sendable (Host, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(name, documentation, [], aliases: aliases, takesNone: takesNone, result: result) {
      (host, value, _) throws(TemplateFailure) in try body(host, value)
    }
  }

  package init(
    _ name: String, _ documentation: String, _ parameter: Parameter, aliases: [String] = [],
    takesNone: Bool = false, result: Shape = .anything,
    body: @escaping @Sendable (Host, Value, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(
      name, documentation, [parameter], aliases: aliases, takesNone: takesNone, result: result
    ) {
      (host, value, values) throws(TemplateFailure) in try body(host, value, values[0])
    }
  }

  package init(
    _ name: String, _ documentation: String, _ first: Parameter, _ second: Parameter,
    aliases: [String] = [], takesNone: Bool = false, result: Shape = .anything,
    body: @escaping @Sendable (Host, Value, Value, Value) throws(TemplateFailure) -> Value
  ) {
    self.init(
      name, documentation, [first, second], aliases: aliases, takesNone: takesNone, result: result
    ) {
      (host, value, values) throws(TemplateFailure) in try body(host, value, values[0], values[1])
    }
  }

  /// A filter of lists, whose result has a shape that follows from the list's.
  init(
    _ name: String, _ documentation: String, _ parameters: [Parameter] = [], takesAny: Bool = false,
    takesNone: Bool = false, yields: FilterResult, naming: NamingArgument? = nil,
    body: @escaping Body
  ) {
    declaration = FunctionDeclaration(
      name, documentation, parameters, aliases: [], takesAnyKeywords: takesAny,
      takesAnyValues: takesAny, yields: yields, naming: naming)
    self.takesNone = takesNone
    self.body = body
  }
}

/// Whoever renders: one rendering's page and whatever else its functions and filters need.
///
/// The environment that templates are compiled with has to declare the same functions and filters in the
/// same order: `Environment(functions: Host.functions.map(\.declaration), …)`.
package protocol TemplateHost: Sendable {
  static var functions: [Function<Self>] { get }
  static var filters: [Filter<Self>] { get }

  /// Calls a function by its index in the environment's functions.
  func call(
    function index: Int, named name: String, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value
  /// Applies a filter by its index in the environment's filters.
  func apply(
    filter index: Int, named name: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value

  // For hosts without tables.
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value
  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value
}

extension TemplateHost {
  package static var functions: [Function<Self>] { [] }
  package static var filters: [Filter<Self>] { [] }

  @inlinable package func call(
    function index: Int, named name: String, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    guard index < Self.functions.count else { return try call(name, arguments) }
    return try Self.functions[index].body(self, arguments)
  }

  @inlinable package func apply(
    filter index: Int, named name: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    guard index < Self.filters.count else { return try apply(name, to: value, arguments) }
    return try Self.filters[index].body(self, value, arguments)
  }

  package func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no function '\(function)'")
  }

  package func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    throw TemplateFailure("there is no filter '\(filter)'")
  }
}

// MARK: Attributes of views

/// One attribute that templates may ask a view for.
///
/// ```swift
/// Attribute("reading_minutes", .number, "How long reading the page takes.") { page in
///   .integer(page.minutes)
/// }
/// ```
package struct Attribute<View>: Sendable {
  package let name: String
  package let shape: Shape
  /// One or two sentences for documents.
  package let documentation: String
  /// `Value.none` if the attribute is there and empty, `nil` if this view doesn't have it.
  package let body: @Sendable (View) -> Value?

  package init(
    _ name: String, _ shape: Shape, _ documentation: String,
    body: @escaping @Sendable (View) -> Value?
  ) {
    self.name = name
    self.shape = shape
    self.documentation = documentation
    self.body = body
  }
}

/// All names that objects answer to. A name's index here is its `Name.slot`.
///
/// The names of views come first and are the same for every site, so that tables by slot can be made once. Names that a site adds, such as fields of its own kinds, follow.
package struct Vocabulary: Sendable {
  package private(set) var names: [String] = []
  private var slots: [String: Int] = [:]

  package init(_ names: [String] = []) { for name in names { add(name) } }

  @discardableResult package mutating func add(_ name: String) -> Int {
    if let slot = slots[name] { return slot }
    slots[name] = names.count
    names.append(name)
    return names.count - 1
  }

  package func slot(of name: String) -> Int? { slots[name] }
}
