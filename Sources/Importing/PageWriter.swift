// Writes pages as editors would. Our own reader has to get exactly the same values back, so everything that isn't
// clearly a word is in quotes.

import Content
import SourceFormats
import Text

extension ImportedPage {
  /// The page as a Markdown file with front matter.
  var file: String {
    var lines = ["---"]
    for entry in properties { lines += written(entry.key, entry.value) }
    lines += ["---", ""]
    if !body.isEmpty { lines += [body, ""] }
    return lines.joined(separator: "\n")
  }

  /// A key with its value as lines of YAML.
  func lines(of property: Property) -> [String] { written(property.key, property.value) }

  private func written(_ key: String, _ value: Value) -> [String] {
    switch value {
    case .text(let text): return ["\(key): \(quotedForYAML(text))"]
    case .word(let word): return ["\(key): \(word)"]
    case .list(let values) where values.allSatisfy(\.isWord):
      return ["\(key): [\(values.map(\.inline).joined(separator: ", "))]"]
    case .list(let values):
      return ["\(key):"] + values.flatMap(item)
    case .record(let parts):
      return ["\(key):"] + parts.flatMap { written($0.key, $0.value) }.map { "  " + $0 }
    }
  }

  private func item(_ value: Value) -> [String] {
    guard case .record(let parts) = value else { return ["  - \(value.inline)"] }
    let lines = parts.flatMap { written($0.key, $0.value) }
    return lines.enumerated().map { $0 == 0 ? "  - \($1)" : "    \($1)" }
  }
}

extension ImportedPage.Value {
  fileprivate var isWord: Bool { if case .word = self { true } else { false } }

  fileprivate var inline: String {
    switch self {
    case .text(let text): quotedForYAML(text)
    case .word(let word): word
    case .list(let values): "[\(values.map(\.inline).joined(separator: ", "))]"
    case .record(let parts):
      "{\(parts.map { "\($0.key): \($0.value.inline)" }.joined(separator: ", "))}"
    }
  }

  /// The value as a cell of a spreadsheet, with semicolons between the elements of a list. `nil` if a
  /// cell cannot hold it.
  var cell: String? {
    switch self {
    case .text(let text), .word(let text): return text
    case .list(let values):
      let cells = values.compactMap(\.cell)
      return cells.count == values.count ? cells.joined(separator: "; ") : nil
    case .record(let parts):
      // A list of records takes its first part alone, such as a person.
      return parts.count == 1 ? parts[0].value.cell : nil
    }
  }
}

/// Pages as the rows of a `_pages.csv`.
package func rows(of pages: [ImportedPage]) -> String {
  var columns = ["id"]
  for entry in pages.flatMap(\.properties) where !columns.contains(entry.key) {
    columns.append(entry.key)
  }
  let hasBodies = pages.contains { !$0.body.isEmpty }
  var lines = [(columns + (hasBodies ? ["body"] : [])).joined(separator: ",")]
  for page in pages {
    var cells = columns.map { column in
      column == "id" ? page.id : page.properties.first { $0.key == column }?.value.cell ?? ""
    }
    if hasBodies { cells.append(page.body) }
    lines.append(cells.map(quotedForCSV).joined(separator: ","))
  }
  return lines.joined(separator: "\n") + "\n"
}
