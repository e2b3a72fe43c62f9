package import Diagnostics

/// What templates may use beside the language itself: the functions and filters of whoever renders
/// them, and the names that objects answer to.
package struct Environment: Sendable {
  /// The names that objects answer to; a name's place here is its `Name.slot`.
  let vocabulary: [String]
  let functions: [FunctionDeclaration]
  let filters: [FunctionDeclaration]
  /// The variables that every rendering has; nil where nobody knows, as when a template is rendered
  /// with data of the user's own.
  let variables: [String]?
  /// What is known of those variables.
  let shapes: Shapes

  package init(
    vocabulary: [String], functions: [FunctionDeclaration], filters: [FunctionDeclaration],
    variables: [String]? = nil, shapes: Shapes = Shapes()
  ) {
    self.vocabulary = vocabulary
    self.functions = functions
    self.filters = filters
    self.variables = variables
    self.shapes = shapes
  }
}

/// A function, filter or test as a template may call it.
package struct FunctionDeclaration: Sendable {
  package let name: String
  package let parameters: [Parameter]
  /// Whether further keywords are taken as they come.
  let takesAnyKeywords: Bool
  /// Whether further values are taken after the named parameters.
  let takesAnyValues: Bool
  /// What is known of its result.
  let result: Shape
  /// By the text of the first argument, what is known of the result.
  let resultsByFirst: [String: Shape]

  package init(
    _ name: String, _ parameters: [Parameter] = [], takesAnyKeywords: Bool = false,
    takesAnyValues: Bool = false, result: Shape = .anything,
    resultsByFirst: [String: Shape] = [:]
  ) {
    self.name = name
    self.parameters = parameters
    self.takesAnyKeywords = takesAnyKeywords
    self.takesAnyValues = takesAnyValues
    self.result = result
    self.resultsByFirst = resultsByFirst
  }
}

package struct Parameter: Sendable {
  package let name: String
  /// What it is where a call leaves it out; nil where a call must give it.
  let `default`: Value?

  package init(_ name: String, default: Value? = nil) {
    self.name = name
    self.default = `default`
  }
}

/// What a call gives: a value for every declared parameter, in their order and with defaults filled in,
/// then further values; and further keywords.
package struct Arguments: Sendable {
  package var positional: [Value] = []
  package var named: [(String, Value)] = []

  subscript(index: Int) -> Value { positional[index] }
}

/// Why a function or a filter has no result. Told where it was called, or at one of its arguments.
package struct TemplateFailure: Error {
  package let message: String
  package let help: String?
  /// The place of the argument that is wrong, among the declared parameters.
  package let argument: Int?
  /// Where the mistake is, if it is in no template but in what one was given.
  package let place: SourceLocation?

  package init(
    _ message: String, argument: Int? = nil, help: String? = nil, place: SourceLocation? = nil
  ) {
    self.message = message
    self.argument = argument
    self.help = help
    self.place = place
  }
}

/// Whoever renders: answers the calls of the functions and filters that the environment declares.
package protocol TemplateHost: Sendable {
  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value
  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value
}
