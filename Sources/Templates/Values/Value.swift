/// What a template computes with.
///
/// Texts that are escaped when they are printed are `text`; bytes that are markup already are `markup`.
package enum Value: Sendable {
  case none
  case boolean(Bool)
  case integer(Int)
  case double(Double)
  case text(String)
  /// Markup in UTF-8, printed as it is.
  case markup([UInt8])
  case list([Value])
  case mapping(Mapping)
  /// In a box of its own, so that all other values are small and quickly copied.
  indirect case object(any TemplateObject)
}

/// Names with values, in the order they were given.
package struct Mapping: Sendable {
  /// A struct and not a tuple, since Swift copies a whole tuple out of an array to read a part of it.
  private struct Pair {
    let key: String
    var value: Value
  }

  private var entries: [Pair] = []

  package init() {}

  /// If a name is given several times, the last value counts, in the position of the first.
  package init(_ pairs: [(String, Value)]) {
    entries.reserveCapacity(pairs.count)
    guard pairs.count > 32 else {
      for (key, value) in pairs { self[key] = value }
      return
    }
    // A file of data may have thousands of names.
    var indices: [String: Int] = [:]
    for (key, value) in pairs {
      if let index = indices[key] {
        entries[index].value = value
      } else {
        indices[key] = entries.count
        entries.append(Pair(key: key, value: value))
      }
    }
  }

  package var pairs: [(key: String, value: Value)] { entries.map { ($0.key, $0.value) } }

  /// Mappings in templates are short, so looking through them beats hashing.
  package subscript(key: String) -> Value? {
    get { index(of: key).map { entries[$0].value } }
    set {
      switch (index(of: key), newValue) {
      case (let index?, let value?): entries[index].value = value
      case (let index?, nil): entries.remove(at: index)
      case (nil, let value?): entries.append(Pair(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  /// Compares lengths first, which tells most names apart.
  private func index(of key: String) -> Int? {
    let length = key.utf8.count
    for index in entries.indices where entries[index].key.utf8.count == length {
      if entries[index].key == key { return index }
    }
    return nil
  }

  package var keys: [String] { entries.map(\.key) }
  var isEmpty: Bool { entries.isEmpty }
  var count: Int { entries.count }
}

/// The name of an attribute that a template asks for.
///
/// The slot is its index in the environment's vocabulary, looked up when the template is compiled, so
/// that an object can answer by comparing numbers. -1 for a name that isn't in the vocabulary.
package struct Name: Sendable {
  package let text: String
  package let slot: Int

  package init(text: String, slot: Int) {
    self.text = text
    self.slot = slot
  }
}

/// A thing of the world outside that templates may ask for attributes: a page, a date.
package protocol TemplateObject: Sendable {
  /// What an attribute holds: none if it is known and empty, `nil` if there is no such attribute.
  func value(of name: Name) -> Value?
  /// The attributes there are, for messages.
  var names: [String] { get }
  /// What editors call such a thing: `page`, `date`.
  var typeName: String { get }
  /// Equal for two values that are the same thing, among things of one type.
  var identity: Int? { get }
  /// What printing shows and sorting compares; `nil` for a thing that can't be printed as a whole.
  var text: String? { get }
  /// What sorting compares instead of the text, in the order that the texts have; `nil` to compare the texts.
  var rank: Int? { get }
  /// The object as a list; `nil` if it isn't one.
  var list: (any TemplateList)? { get }
}

extension TemplateObject {
  package var text: String? { nil }
  package var rank: Int? { nil }
  package var list: (any TemplateList)? { nil }
}

/// An object that is also a list of its parts.
package protocol TemplateSequence: TemplateObject {
  var elements: [Value] { get }
}

extension Value {
  /// Whether `if` takes its branch: none, zero and everything empty are false.
  package var isTrue: Bool {
    switch self {
    case .none: false
    case .boolean(let boolean): boolean
    case .integer(let number): number != 0
    case .double(let number): number != 0
    case .text(let text): !text.isEmpty
    case .markup(let bytes): !bytes.isEmpty
    case .list(let values): !values.isEmpty
    case .mapping(let mapping): !mapping.isEmpty
    case .object(let object): object.list.map { $0.count > 0 } ?? true
    }
  }

  /// What a message calls such a value.
  var typeName: String {
    switch self {
    case .none: "none"
    case .boolean: "true or false"
    case .integer: "a number"
    case .double: "a fraction"
    case .text, .markup: "a text"
    case .list: "a list"
    case .mapping: "a mapping"
    case .object(let object): "a " + object.typeName
    }
  }

  /// The text of a text or of markup.
  var string: String? {
    switch self {
    case .text(let text): text
    case .markup(let bytes): String(decoding: bytes, as: UTF8.self)
    default: nil
    }
  }

  /// A text that is markup if this is.
  func alike(_ text: String) -> Value { isMarkup ? .markup(Array(text.utf8)) : .text(text) }

  /// The characters of a text, each a text of its own; of markup, too, since a sign alone is no markup.
  var characters: [Value] { (string ?? "").unicodeScalars.map { .text(String($0)) } }

  var isMarkup: Bool { if case .markup = self { true } else { false } }

  /// What a loop runs over: a list's values, a mapping's names, a text's characters. `nil` for others.
  var parts: [Value]? {
    switch self {
    case .mapping(let mapping): mapping.pairs.map { .text($0.key) }
    case .text, .markup: characters
    default: elements
    }
  }

  /// Counts without making the values of a list that makes them when they are asked for.
  var count: Int? {
    if case .object(let object) = self, let list = object.list { return list.count }
    return parts?.count
  }

  /// The values of a list.
  var elements: [Value]? {
    switch self {
    case .list(let values): values
    case .object(let object as any TemplateSequence): object.elements
    default: nil
    }
  }

  /// A whole number; true and false count as 1 and 0.
  var whole: Int? {
    switch self {
    case .integer(let number): number
    case .boolean(let boolean): boolean ? 1 : 0
    default: nil
    }
  }

  /// A number for arithmetic; true and false count as 1 and 0.
  var number: Number? {
    switch self {
    case .integer(let number): .integer(number)
    case .double(let number): .double(number)
    case .boolean(let boolean): .integer(boolean ? 1 : 0)
    default: nil
    }
  }
}

enum Number {
  case integer(Int)
  case double(Double)

  var double: Double {
    switch self {
    case .integer(let number): Double(number)
    case .double(let number): number
    }
  }
}
