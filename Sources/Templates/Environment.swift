package import Diagnostics

/// What templates may use beside the language itself: the functions and filters of whoever renders
/// them, and the names that objects answer to.
package struct Environment: Sendable {
  /// The names that objects answer to; a name's index here is its `Name.slot`.
  let vocabulary: [String]
  let functions: [FunctionDeclaration]
  let filters: [FunctionDeclaration]
  /// The variables that every rendering has; `nil` if nobody knows, as when a template is rendered
  /// with data of the user's own.
  let variables: [String]?
  /// What is known of those variables.
  let shapes: Shapes
  /// The folder of templates whose caller gives them variables by name, beside those of every rendering.
  let openFolder: String?
  /// The document that lists all functions, filters and tests, for messages.
  let document: String?
  /// The function whose first value is the key of words of the interface.
  package let wordsFunction: String?
  /// What to write instead of functions that other template languages have, by their names.
  let hints: [String: String]

  package init(
    vocabulary: [String], functions: [FunctionDeclaration], filters: [FunctionDeclaration],
    variables: [String]? = nil, shapes: Shapes = Shapes(), openFolder: String? = nil,
    document: String? = nil, wordsFunction: String? = nil,
    hints: [String: String] = [:]
  ) {
    self.vocabulary = vocabulary
    self.functions = functions
    self.filters = filters
    self.variables = variables
    self.shapes = shapes
    self.openFolder = openFolder
    self.document = document
    self.wordsFunction = wordsFunction
    self.hints = hints
  }
}

/// Why a function or a filter has no result. Reported where it was called, or at one of its arguments.
package struct TemplateFailure: Error {
  /// The code of the diagnostic. `nil` for a value that the function or filter can't take.
  package private(set) var code: String?
  package let message: String
  package let help: String?
  /// The index of the argument that is wrong, among the declared parameters.
  package let argument: Int?
  /// Where the mistake is, if it isn't in the template but in what the template was given.
  package let location: SourceLocation?

  /// The same, with a code that says that the host refused a call unless the host gave another.
  var ofHost: TemplateFailure {
    var failure = self
    failure.code = code ?? TemplateCode.callRefused.rawValue
    return failure
  }

  /// A code of the language: those of others are written with their type.
  init(_ code: TemplateCode, _ message: String, help: String? = nil) {
    self.code = code.rawValue
    self.message = message
    self.help = help
    argument = nil
    location = nil
  }

  package init(
    _ code: some DiagnosticCode, _ message: String, argument: Int? = nil, help: String? = nil,
    location: SourceLocation? = nil
  ) {
    self.code = code.rawValue
    self.message = message
    self.help = help
    self.argument = argument
    self.location = location
  }

  package init(
    _ message: String, argument: Int? = nil, help: String? = nil,
    place location: SourceLocation? = nil
  ) {
    code = nil
    self.message = message
    self.help = help
    self.argument = argument
    self.location = location
  }
}
