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
