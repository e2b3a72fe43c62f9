import Content
package import ContentSchema
package import Diagnostics
import Planners
import SiteModel
package import SourceFormats
import Text

/// The kind of a spreadsheet's rows: the one that the editor named, otherwise the one that the header fits.
package func kind(
  of header: [CSV.Cell], _ file: String, _ schema: Schema, _ options: TableOptions
) -> Diagnosed<Kind?> {
  let names = schema.kinds.map(\.name)
  if let name = options.kind {
    if let index = schema.kindNumber(name) { return Diagnosed(schema.kind(index)) }
    return Diagnosed(
      nil,
      [
        .error(
          ImportCode.rowKindUnknown, "there is no kind '\(name)'",
          help: suggestion(
            for: name, in: names, otherwise: "the kinds are " + names.joined(separator: ", ")))
      ])
  }
  if let name = guessedKind(header, schema, options), let index = schema.kindNumber(name) {
    return Diagnosed(schema.kind(index))
  }
  return Diagnosed(
    nil,
    [
      .error(
        ImportCode.rowKindUnclear, "the columns don't show what the rows are",
        at: SourceLocation(file: file, line: header.first?.location.line ?? 1),
        help: "say it with --kind, one of " + names.joined(separator: ", "))
    ])
}

/// The kind that has more of the columns than any other. `nil` if several have as many.
private func guessedKind(
  _ header: [CSV.Cell], _ schema: Schema, _ options: TableOptions
) -> String? {
  let scores = schema.kinds.filter { !seldomInSheets.contains($0.name) }.compactMap {
    kind -> (name: String, score: Int)? in
    var matching = ColumnMatching(kind: kind, schema: schema)
    matching.matchExactly(header)
    let isTitled = matching.hasTitle || options.columns.contains { $0.field == "title" }
    guard isTitled, !matching.hasNames || KindDefaults(ofKind: kind.name).isPeople else {
      return nil
    }
    let score = matching.score + (matching.hasNames ? 1 : 0)
    return score > 0 ? (kind.name, score) : nil
  }
  guard let best = scores.map(\.score).max() else { return nil }
  let names = scores.filter { $0.score == best }.map(\.name)
  return names.count == 1 ? names[0] : nil
}

/// Kinds whose columns other kinds have, too. Who means one of them says so.
private let seldomInSheets: Set<String> = ["member", "job", "sponsor", "day"]
