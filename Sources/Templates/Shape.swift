/// What is known of a value before anything is rendered: enough to find an attribute that nothing can
/// have.
package indirect enum Shape: Hashable, Sendable {
  /// Nothing is known.
  case anything
  /// A text that somebody wrote.
  case text
  /// A text that is an address, and runs no script where it is followed.
  case address
  /// A number, or true or false.
  case number
  case list(Shape)
  /// A thing with attributes, by its name in `Shapes.things`.
  case thing(String)
  /// A template that was imported, by its name.
  case module(String)
}

/// What a thing answers to.
package struct ThingShape: Sendable {
  /// What messages call it, with its article: `a session`, `the site`.
  package let title: String
  /// In the order in which messages list them.
  package private(set) var attributes: [(name: String, shape: Shape)] = []
  private var indices: [String: Int] = [:]

  package init(_ title: String, _ attributes: [(String, Shape)]) {
    self.title = title
    for (name, shape) in attributes { add(name, shape) }
  }

  /// Adds an attribute. If it already exists with another shape, its shape becomes unknown.
  package mutating func add(_ name: String, _ shape: Shape) {
    if let index = indices[name] {
      if attributes[index].shape != shape { attributes[index].shape = .anything }
    } else {
      indices[name] = attributes.count
      attributes.append((name, shape))
    }
  }

  package subscript(name: String) -> Shape? { indices[name].map { attributes[$0].shape } }
}

/// The shapes of the variables that renderings have.
package struct Shapes: Sendable {
  package var things: [String: ThingShape]
  /// By the names of variables.
  package var variables: [String: Shape]
  /// The variables that templates have, too, whose caller gives them others of its own.
  package var everywhere: [String]
  /// By the names of templates that are used for one kind of thing, what their variables are.
  package var narrowed: [String: [String: Shape]]

  package init(
    things: [String: ThingShape] = [:], variables: [String: Shape] = [:],
    everywhere: [String] = [], narrowed: [String: [String: Shape]] = [:]
  ) {
    self.things = things
    self.variables = variables
    self.everywhere = everywhere
    self.narrowed = narrowed
  }
}
