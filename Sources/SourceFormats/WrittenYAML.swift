import Diagnostics

/// A text as it is written as a value in YAML: as it is if YAML reads it so, else in the first form of quotes
/// that needs no change, else with escapes.
///
/// Each form is tried by reading it, so what a message suggests always means what it should.
package func writtenInYAML(_ text: String, inList: Bool = false) -> String {
  let singlyQuoted = "'" + text.replacing("'", with: "''") + "'"
  let forms = [text, "\"\(text)\"", singlyQuoted]
  return forms.first { isRead($0, as: text, inList: inList) } ?? withEscapes(text)
}

/// A list as it is written in one line.
package func writtenInYAML(_ items: [String]) -> String {
  "[" + items.map { writtenInYAML($0, inList: true) }.joined(separator: ", ") + "]"
}

private func isRead(_ form: String, as text: String, inList: Bool) -> Bool {
  let line = inList ? "key: [\(form)]" : "key: \(form)"
  // A comment would be lost without a mistake.
  guard form != text || !text.contains("#") else { return false }
  guard let entries = parseRightYAML(line)?.entries, entries.count == 1 else { return false }
  let value = inList ? entries[0].value.elements : [entries[0].value]
  guard value?.count == 1, case .scalar(let scalar)? = value?.first?.content else { return false }
  return scalar.text == text && value?.first?.isNull == false
}

private func withEscapes(_ text: String) -> String {
  text.unicodeScalars.reduce(into: "\"") { form, scalar in
    switch scalar {
    case "\"", "\\": form += "\\\(scalar)"
    case "\n": form += "\\n"
    case "\t": form += "\\t"
    default: form.unicodeScalars.append(scalar)
    }
  } + "\""
}
