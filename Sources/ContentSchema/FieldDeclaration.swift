package import Diagnostics
package import SourceFormats
import Text

private let typeNames: [String: FieldType] = [
  "text": .text, "markdown": .markdown, "number": .number, "boolean": .boolean, "date": .date,
  "datetime": .dateTime, "url": .url, "email": .email, "file": .file, "image": .image,
]

private let compoundNames = ["choice", "reference", "list", "record"]

/// What `type:` of a field may say.
package let fieldTypeNames = typeNames.keys.sorted() + compoundNames

/// The type with a name that needs nothing else.
package func simpleType(named name: String) -> FieldType? { typeNames[name] }

/// Reads a field as `site.yaml` declares it: `level: text`, or
/// `level: {type: choice, choices: [easy, hard], required: true, help: For whom it is.}`.
package func readFieldDeclaration(named name: String, _ node: YAMLNode) -> Diagnosed<Field?> {
  var reader = FieldDeclarationReader()
  guard let type = reader.type(node) else { return Diagnosed(nil, reader.diagnostics) }
  let field = Field(
    name, type, isRequired: reader.isRequired(node), help: node["help"]?.text,
    keepsLines: true)
  return Diagnosed(field, reader.diagnostics)
}

private struct FieldDeclarationReader {
  var diagnostics: [Diagnostic] = []

  mutating func type(_ node: YAMLNode) -> FieldType? {
    if let name = node.text { return compoundType(name, node, node) }
    guard let entries = node.entries, let typeNode = node["type"], let name = typeNode.text else {
      diagnostics.append(
        .error(
          FieldCode.incompleteField, "a field needs a type", at: node.location,
          help: "write it as name: text"))
      return nil
    }
    let allowed = ["type", "required", "help", "choices", "to", "inverse", "of", "fields"]
    for entry in entries where !allowed.contains(entry.key) {
      let meant = nearest(to: entry.key, in: allowed).map { "did you mean '\($0)'?" }
      diagnostics.append(
        .error(
          FieldCode.unknownKey, "unknown key '\(entry.key)'", at: entry.keyLocation,
          help: meant ?? "a field may have " + allowed.joined(separator: ", ")))
    }
    return compoundType(name, node, typeNode)
  }

  private mutating func compoundType(
    _ name: String, _ node: YAMLNode, _ typeNode: YAMLNode
  ) -> FieldType? {
    switch name {
    case "choice":
      let choices = (node["choices"]?.elements ?? []).compactMap(\.text)
      if choices.isEmpty {
        diagnostics.append(
          .error(
            FieldCode.incompleteField, "a choice needs its choices", at: typeNode.location,
            help: "add choices: [a, b]"))
      }
      return .choice(choices)
    case "reference":
      let to = node["to"]
      let kinds = to?.elements?.compactMap(\.text) ?? to?.text.map { [$0] } ?? []
      return .reference(to: kinds, inverse: node["inverse"]?.text)
    case "list":
      guard let element = node["of"] else { return .list(.text) }
      return type(element).map { .list($0) }
    case "record": return record(node, typeNode)
    default: return simpleType(name, at: typeNode.location)
    }
  }

  private mutating func record(_ node: YAMLNode, _ typeNode: YAMLNode) -> FieldType {
    let entries = node["fields"]?.entries ?? []
    if entries.isEmpty {
      diagnostics.append(
        .error(
          FieldCode.incompleteField, "a record needs its fields", at: typeNode.location,
          help: "add fields: {name: text}"))
    }
    return .record(
      entries.compactMap { entry in
        let field = readFieldDeclaration(named: entry.key, entry.value)
        diagnostics += field.diagnostics
        return field.value
      })
  }

  private mutating func simpleType(_ name: String, at location: SourceLocation) -> FieldType? {
    if let type = typeNames[name] { return type }
    let meant = nearest(to: name, in: fieldTypeNames).map { "did you mean '\($0)'?" }
    diagnostics.append(
      .error(
        FieldCode.unknownFieldType, "there is no field type '\(name)'", at: location,
        help: meant ?? "the types are " + fieldTypeNames.joined(separator: ", ")))
    return nil
  }

  mutating func isRequired(_ node: YAMLNode) -> Bool {
    guard let required = node["required"], !required.isNull else { return false }
    switch required.text {
    case "true": return true
    case "false": return false
    default:
      diagnostics.append(
        .error(
          FieldCode.wrongType,
          "'required' should be true or false, but here is "
            + (required.text.map { "'\($0)'" } ?? required.describedForm), at: required.location))
      return false
    }
  }
}

extension YAMLNode {
  /// The value under a key, if this is a group of keys.
  package subscript(key: String) -> YAMLNode? { entries?.first { $0.key == key }?.value }
}
