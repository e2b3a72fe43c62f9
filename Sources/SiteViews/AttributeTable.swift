import Templates

/// How the attributes of one type of view are computed, by the slots of their names.
///
/// The closures are apart from the rest of the declarations, since taking an element out of an array copies
/// all of it. The table is here and not beside `Attribute`, because only within its own module does the
/// compiler make a version for each view; without that, each look-up costs several times as much.
struct AttributeTable<View>: Sendable {
  /// `nil` for a name that these views don't have.
  private let bodies: [(@Sendable (View) -> Value?)?]

  init(_ attributes: [Attribute<View>]) {
    var bodies = [(@Sendable (View) -> Value?)?](
      repeating: nil, count: viewVocabulary.names.count)
    for attribute in attributes {
      if let slot = viewVocabulary.slot(of: attribute.name) { bodies[slot] = attribute.body }
    }
    self.bodies = bodies
  }

  @inline(__always)
  func value(of name: Name, in view: View) -> Value? {
    guard name.slot >= 0, name.slot < bodies.count, let body = bodies[name.slot] else { return nil }
    return body(view)
  }
}
