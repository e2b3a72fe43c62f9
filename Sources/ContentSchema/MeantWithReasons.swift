// `meant: [link-text-twice]` says that what a message tells is meant, and `meant: {way-too-short: "They share a taxi"}` says why, too. What
// concerns other people than the editor has to say why: in a spreadsheet `way-too-short: They share a taxi`, others after a semicolon.

import Diagnostics
import SourceFormats
import Text

extension FieldDecoder {
  /// The codes of `meant`. `nil` if the key is another one.
  mutating func meantCodes(_ node: YAMLNode, of element: FieldType, key: String) -> FieldValue? {
    guard key == "meant", case .choice(codesThatCanBeMeant) = element,
      let said = said(by: node)
    else { return nil }
    var codes: [FieldValue] = []
    for (code, reason, location) in said {
      let scalar = YAMLNode.Scalar(text: code, isPlain: false)
      let written = YAMLNode(content: .scalar(scalar), location: location)
      guard let value = value(written, as: element, key: key) else { continue }
      codes.append(value)
      if (reason ?? "").isEmpty, reason != nil || codesThatNeedAReason.contains(code) {
        diagnostics.append(
          .error(
            FieldCode.missingKey, "'\(code)' is said to be meant, and not why", at: location,
            help: sheet == nil
              ? "write meant: {\(code): \"the reason\"}" : "write \(code): and the reason"))
      }
    }
    return .list(codes)
  }

  /// What is said, each with its reason. `nil` if it isn't written in a way that can have reasons, or codes that need one.
  private func said(
    by node: YAMLNode
  ) -> [(code: String, reason: String?, location: SourceLocation)]? {
    if let entries = node.entries {
      return entries.map { ($0.key, $0.value.text?.trimmed ?? "", $0.keyLocation) }
    }
    if let elements = node.elements {
      let codes = elements.compactMap(\.text)
      guard codes.count == elements.count else { return nil }
      return zip(codes, elements).map { ($0, nil, $1.location) }
    }
    guard sheet != nil, let text = node.text,
      text.contains(":") || codesThatNeedAReason.contains(where: text.contains)
    else { return nil }
    return text.split { $0 == ";" || $0.isNewline }.map { item in
      guard let colon = item.firstIndex(of: ":") else { return (item.trimmed, nil, node.location) }
      return (
        item[..<colon].trimmed, item[item.index(after: colon)...].trimmed, node.location
      )
    }
  }
}
