package import Content
package import ContentSchema
import SourceFormats
import Text

/// A file that a command makes.
package struct NewFile: Sendable {
  /// The path from the site's folder.
  package var path: String
  package var contents: String
}

/// Where new pages of a kind belong.
package struct NewPagePlace: Equatable, Sendable {
  /// A folder of `content/`; empty for the topmost.
  package var folder: String
  /// Whether the folder's section says that its pages are of the kind.
  package var givesKind: Bool

  /// The section whose pages are of the kind by default, for a day the programme, else the folder that most pages of
  /// the kind are in, else a section that is called like the kind, else a new folder that is.
  package init(of kind: String, among pages: [ParsedPage], _ schema: Schema) {
    let sections = pages.filter(\.isSection)
    func path(_ page: ParsedPage) -> String { page.components.joined(separator: "/") }
    if let section = sections.first(where: { $0.kindOfPages == kind }) {
      (folder, givesKind) = (path(section), true)
      return
    }
    if kind == "day",
      let programme = sections.first(where: { $0.fields[.programme]?.boolean == true })
    {
      (folder, givesKind) = (path(programme), false)
      return
    }
    givesKind = kind == "page"
    var counts: [String: Int] = [:]
    for page in pages where !page.isSection && page.kind == schema.kindNumber(kind) {
      counts[page.components.dropLast().joined(separator: "/"), default: 0] += 1
    }
    let most = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
    let named = sections.first { [kind, kind + "s"].contains($0.components.last) }
    let several = kind.hasSuffix("s") ? kind : kind + "s"
    folder = kind == "page" ? "" : most ?? named.map(path) ?? several
  }
}

extension ParsedPage {
  /// The kind that a section gives to its pages.
  fileprivate var kindOfPages: String? {
    guard case .raw(let node)? = fields[.defaults] else { return nil }
    return node["kind"]?.text
  }
}

/// A new page of a kind, with the kind's fields as comments to fill in. `nil` if there is no such kind.
///
/// - Parameter number: which page of this title it is; from the second on its name has the number.
package func newPage(
  kind name: String, title: String, schema: Schema, place: NewPagePlace, number: Int = 1
) -> NewFile? {
  guard let index = schema.kindNumber(name) else { return nil }
  var lines = ["---", "title: \(quotedForYAML(title))"]
  if !place.givesKind { lines.append("kind: \(name)") }
  let kind = schema.kind(index)
  for field in commonFields where ["description", "date"].contains(field.name) {
    lines += commented(field)
  }
  for field in kind.fields { lines += commented(field) }
  for taxonomy in schema.taxonomies { lines.append("# \(taxonomy): []") }
  lines += ["draft: true", "---", "", ""]
  let folder = place.folder.isEmpty ? "" : place.folder + "/"
  let short = shortenedSlug(slug(title))
  let ending = number == 1 ? "" : "-\(number)"
  return NewFile(
    path: "content/\(folder)\(short.isEmpty ? "page" : short)\(ending).md",
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
