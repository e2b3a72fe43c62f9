import Content
import Diagnostics
import SiteModel
import Text

/// Resolves cells to pages by id or title, and remembers missing pages so that they can be created.
struct ImportReferences {
  private let schema: Schema
  /// By kind, the ids of pages by id and by the slug of the title.
  private var known: [String: [String: String]] = [:]
  private var titles: [String: [String]] = [:]
  /// Missing pages by kind.
  private(set) var made: [(kind: String, pages: [ImportedPage])] = []

  init(_ target: ImportTarget) {
    schema = target.schema
    for kind in target.schema.kinds {
      for page in target.pages(ofKind: kind.name) {
        add(page.id, title: page.fields[.title]?.text ?? page.id, kind: kind.name)
      }
    }
  }

  /// Adds a page that the import creates.
  mutating func add(_ id: String, title: String, kind: String) {
    titles[kind, default: []].append(title)
    for name in [id, key(title)] where known[kind]?[name] == nil {
      known[kind, default: [:]][name] = id
    }
  }

  func isKnown(_ name: String, _ kinds: [String]) -> Bool { find(name, kinds) != nil }

  private func find(_ name: String, _ kinds: [String]) -> String? {
    let kinds = kinds.isEmpty ? schema.kinds.map(\.name) : kinds
    return kinds.lazy.compactMap { known[$0]?[name] ?? known[$0]?[key(name)] }.first
  }

  private func key(_ title: String) -> String { slug(title) }

  /// The id of the page with a name. A missing page is created if it needs no more than a title.
  mutating func id(
    for name: String, _ kinds: [String], importing: String, at location: SourceLocation
  ) -> Diagnosed<String?> {
    let name = oneLine(name)
    if let id = find(name, kinds) { return Diagnosed(id) }
    let similar = kinds.flatMap { titles[$0] ?? [] }
    // Comparing a name with thousands of others is slow, so no suggestion is made then.
    let meant = similar.count > 1000 ? nil : nearest(to: name, in: similar)
    guard let kind = kinds.first, kind != importing, canBeMade(kind), !slug(name).isEmpty else {
      let what = kinds.isEmpty ? "page" : kinds.joined(separator: " or ")
      return Diagnosed(
        nil,
        [
          .error(
            ImportCode.cellReferenceUnknown, "there is no \(what) '\(name)'", at: location,
            help: meant.map { "did you mean '\($0)'?" } ?? "make it first, or leave the cell empty")
        ])
    }
    var page = ImportedPage(kind: kind, id: shortenedSlug(slug(name)))
    if page.id == "index" { page.id = "index-\(kind)" }
    page.set("title", text: name)
    add(page.id, title: name, kind: kind)
    if let index = made.firstIndex(where: { $0.kind == kind }) {
      made[index].pages.append(page)
    } else {
      made.append((kind, [page]))
    }
    guard let meant else { return Diagnosed(page.id) }
    return Diagnosed(
      page.id,
      [
        .warning(
          ImportCode.similarName,
          "'\(name)' is a new \(kind), and '\(meant)' is called nearly the same", at: location,
          help: "if they are the same, write the name in one way and import again")
      ])
  }

  private func canBeMade(_ kind: String) -> Bool {
    guard let index = schema.kindNumber(kind) else { return false }
    return schema.requiredFields(ofKind: index).allSatisfy(\.isTitle)
  }
}
