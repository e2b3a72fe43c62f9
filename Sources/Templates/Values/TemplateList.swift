/// A list that makes its values when they are asked for, such as the list of all pages of a site. To
/// templates it is a list like any other; counting it and taking one value cost nothing more.
package protocol TemplateList: TemplateSequence {
  var count: Int { get }
  /// - Parameter index: from 0, and below `count`.
  func value(at index: Int) -> Value
}

extension TemplateList {
  package var elements: [Value] { (0..<count).map { value(at: $0) } }
  package var list: (any TemplateList)? { self }
  package var typeName: String { "list" }
  package var names: [String] { [] }
  package var identity: Int? { nil }

  package func value(of name: Name) -> Value? { nil }
}

extension Value {
  /// The same value, but a plain list instead of one that makes its values when they are asked for.
  var withElements: Value {
    guard case .object(let object) = self, let list = object.list else { return self }
    return .list(list.elements)
  }

  /// Whether this is a list that makes its values when they are asked for.
  var isLazy: Bool {
    guard case .object(let object) = self else { return false }
    return object.list != nil
  }
}
