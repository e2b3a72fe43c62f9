package import Diagnostics
import SourceFormats
package import Templates
package import Web

/// Reads a JSON file as data for templates.
package func parseJSON(_ source: SourceText) -> Diagnosed<Value> {
  let node = parseJSONNode(source, isStrict: true)
  return Diagnosed(node.value?.freeValue ?? .none, node.diagnostics)
}

/// Reads a JSON file whose parts are to be found again. `nil` if it isn't JSON.
///
/// - Parameter isStrict: whether escapes for characters that no page can have are mistakes. What is imported
///   is cleaned of them.
package func parseJSONNode(_ source: SourceText, isStrict: Bool = false) -> Diagnosed<JSONNode?> {
  do throws(JSONMistake) {
    let node =
      isStrict ? try readJSON(source.bytes, refusing: isForbidden) : try readJSON(source.bytes)
    return Diagnosed(node)
  } catch {
    let place = source.location(of: error.offset..<min(error.offset + 1, source.bytes.count))
    return Diagnosed(
      nil, [.error(SyntaxCode.invalidJSON, error.message, at: place, help: error.help)])
  }
}

extension JSONNode {
  /// The value as templates see it.
  fileprivate var freeValue: Value {
    switch content {
    case .null: .none
    case .boolean(let boolean): .boolean(boolean)
    case .integer(let integer): .integer(integer)
    case .double(let double): .double(double)
    case .text(let text): .text(text)
    case .array(let elements): .list(elements.map(\.freeValue))
    case .object(let members): .mapping(Mapping(members.map { ($0.name, $0.value.freeValue) }))
    }
  }
}
