import Text

/// A planner's own id as the memory keeps it: `code:ABCDEF`. `nil` if there is none.
package func planKey(_ name: String, _ value: String?) -> String? {
  guard let value, !value.isEmpty, value.utf8.count <= 200 else { return nil }
  let isPlain = value.unicodeScalars.allSatisfy {
    $0.value > 0x20 && !(0x7F...0xA0 ~= $0.value) && !$0.properties.isWhitespace
  }
  return "\(name):" + (isPlain ? value : Fingerprint(Array(value.utf8)).text)
}
