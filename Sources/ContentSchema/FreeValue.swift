package import SourceFormats
package import Templates

/// YAML whose meaning is free, by YAML's own rules for plain words (YAML 1.2, core schema): `true` and
/// `false`, `null`, integers and decimals are what they look like; everything else is text.
package func freeValue(_ node: YAMLNode) -> Value {
  switch node.content {
  case .scalar(let scalar): scalar.isPlain ? plainValue(scalar.text) : .text(scalar.text)
  case .sequence(let elements): .list(elements.map(freeValue))
  case .mapping(let entries): .mapping(Mapping(entries.map { ($0.key, freeValue($0.value)) }))
  }
}

private func plainValue(_ text: String) -> Value {
  switch text {
  case "", "~", "null": return .none
  case "true": return .boolean(true)
  case "false": return .boolean(false)
  default: break
  }
  guard let first = text.utf8.first, first < 0x3A,
    first != UInt8(ascii: "0") || text.utf8.count < 2 || text.contains(".")
  else { return .text(text) }
  if let integer = Int(text) { return .integer(integer) }
  let isDecimal = text.utf8.allSatisfy { Array("+-.eE0123456789".utf8).contains($0) }
  if isDecimal, let number = Double(text), number.isFinite { return .double(number) }
  return .text(text)
}
