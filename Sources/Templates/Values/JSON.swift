import Text
import Web

extension JSONWriter {
  /// Writes a value of templates.
  mutating func value(_ value: Value) throws(TemplateFailure) {
    switch value {
    case .none: null()
    case .boolean(let boolean): self.boolean(boolean)
    case .integer(let integer): self.integer(integer)
    case .double(let number):
      guard number.isFinite else {
        throw TemplateFailure("JSON has no number for \(printed(number))")
      }
      self.number(printed(number))
    case .text, .markup: text(value.string ?? "")
    case .object(let object): try self.value(object)
    case .list(let values):
      try array(values) { (json, value) throws(TemplateFailure) in try json.value(value) }
    case .mapping(let mapping):
      try object { (json) throws(TemplateFailure) in
        for pair in mapping.pairs {
          json.name(pair.key)
          try json.value(pair.value)
        }
      }
    }
  }

  private mutating func value(_ object: any TemplateObject) throws(TemplateFailure) {
    if let list = object.list { return try value(.list(list.elements)) }
    guard let text = object.text else {
      throw TemplateFailure(
        "a \(object.typeName) has no form in JSON",
        help: "write a mapping of what is wanted: {\"title\": page.title}")
    }
    self.text(text)
  }
}
