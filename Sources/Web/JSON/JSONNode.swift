/// A piece of JSON with its place.
package struct JSONNode: Sendable {
  package indirect enum Form: Sendable {
    case null
    case boolean(Bool)
    case integer(Int)
    case double(Double)
    case text(String)
    case array([JSONNode])
    case object([Member])
  }

  package struct Member: Sendable {
    package var name: String
    package var value: JSONNode

    package init(name: String, value: JSONNode) { (self.name, self.value) = (name, value) }
  }

  package var content: Form
  /// In bytes of the source.
  package var range: Range<Int>

  package init(content: Form, range: Range<Int>) { (self.content, self.range) = (content, range) }
}

extension JSONNode {
  /// The value under a name, if this is an object that has it and it is not `null`.
  package subscript(name: String) -> JSONNode? {
    guard case .object(let members) = content else { return nil }
    return members.first { $0.name == name && !$0.value.isNull }?.value
  }

  package var isNull: Bool { if case .null = content { true } else { false } }
  package var members: [Member]? { if case .object(let members) = content { members } else { nil } }
  package var elements: [JSONNode]? {
    if case .array(let elements) = content { elements } else { nil }
  }

  /// What the piece is, in a message's words.
  package var describedForm: String {
    switch content {
    case .null: "null"
    case .boolean(let boolean): "\(boolean)"
    case .integer, .double: "a number"
    case .text(let text): "'\(text.prefix(40))'"
    case .array: "a list"
    case .object: "an object"
    }
  }
}
