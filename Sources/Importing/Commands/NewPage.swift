package import Content
import Text

/// A file that a command makes.
package struct NewFile: Sendable {
  /// The path from the site's folder.
  package var path: String
  package var contents: String
}

/// A new page of a kind, with the kind's fields as comments to fill in. `nil` if there is no such kind.
///
/// - Parameter folders: the folders of `content/` that hold sections of this kind, best first.
package func newPage(
  kind name: String, title: String, schema: Schema, folders: [String]
) -> NewFile? {
  guard let index = schema.kindNumber(name) else { return nil }
  var lines = ["---", "title: \(quotedForYAML(title))"]
  if folders.isEmpty && name != "page" { lines.append("kind: \(name)") }
  let kind = schema.kind(index)
  for field in commonFields where ["description", "date"].contains(field.name) {
    lines += commented(field)
  }
  for field in kind.fields { lines += commented(field) }
  for taxonomy in schema.taxonomies { lines.append("# \(taxonomy): []") }
  lines += ["draft: true", "---", "", ""]
  let folder = folders.first.map { $0.isEmpty ? "" : $0 + "/" } ?? ""
  let name = shortenedSlug(slug(title))
  return NewFile(
    path: "content/\(folder)\(name.isEmpty ? "page" : name).md",
    contents: lines.joined(separator: "\n"))
}

private func commented(_ field: Field) -> [String] {
  let key = field.isRequired ? "\(field.name):" : "# \(field.name):"
  let example = example(of: field.type)
  // A required field cannot be empty.
  let value = field.isRequired && example == "\"\"" ? "\"…\"" : example
  return ["\(key) \(value)  # \(field.help ?? field.type.inWords)"]
}

private func example(of type: FieldType) -> String {
  switch type {
  case .list, .record: return "[]"
  case .boolean: return "false"
  case .number, .count: return "1"
  case .url: return "https://example.org/"
  case .email: return "name@example.org"
  case .dateTime: return "2012-09-19 13:30"
  case .date: return "2012-09-19"
  case .choice(let choices): return choices.first ?? ""
  default: return "\"\""
  }
}

/// The sections whose pages are of a kind by default, as folders of `content/`.
package func folders(of kind: String, in pages: [Shared<ParsedPage>]) -> [String] {
  pages.compactMap { page in
    guard page.value.isSection, case .raw(let node)? = page.value.fields[.defaults],
      node["kind"]?.text == kind
    else { return nil }
    return page.value.components.joined(separator: "/")
  }
}
