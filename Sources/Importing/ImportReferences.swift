import Content
import ContentSchema
import Diagnostics
import Planners
import SiteModel
import Text

/// Resolves cells to pages by id or title, and remembers missing pages so that they can be created.
struct ImportReferences {
  private let schema: Schema
  /// By kind, the ids of pages by id and by the key of the title.
  private var known: [String: [String: String]] = [:]
  private var titles: [String: [String]] = [:]
  /// The ids of people by the codes of a planner, and the other way round.
  private var idsByCode: [String: String] = [:]
  private var codesByID: [String: String] = [:]
  /// Missing pages by kind.
  private(set) var made: [(kind: String, pages: [ImportedPage])] = []
  private var ids: [String: UniqueIDs] = [:]
  /// Where `made` has a page, by kind and id.
  private var places: [String: [String: (group: Int, page: Int)]] = [:]

  /// What the same sheet has named before is made once more, so that what it says of it now is known.
  private var earlier: [String: Earlier] = [:]
  private let memory: ImportMemory

  /// Pages of one kind that the sheet has named before.
  private struct Earlier {
    var scope: ImportMemory.Scope
    var ids: Set<String>
    /// By the keys of the titles that they have now.
    var byTitle: [String: String] = [:]
  }

  /// None, for as long as nobody knows what the sheet is called.
  init(noneOf target: ImportTarget) { (schema, memory) = (target.schema, target.memory) }

  /// - Parameters:
  ///   - kind: what the rows are.
  ///   - source: what the sheet is called in the memory of imports.
  init(_ target: ImportTarget, importing main: String, in folder: String, from source: String) {
    schema = target.schema
    memory = target.memory
    for kind in target.schema.kinds where kind.name != main {
      let scope = ImportMemory.Scope(
        source: source, kind: kind.name, folder: target.folder(forKind: kind.name, beside: folder))
      let entries = target.memory.entries(scope)
      if entries.isEmpty { continue }
      earlier[kind.name] = Earlier(scope: scope, ids: Set(entries.map(\.id)))
    }
    for kind in target.schema.kinds {
      for page in target.pages(ofKind: kind.name) {
        if let known = earlier[kind.name], known.ids.contains(page.id),
          page.path == known.scope.folder + "/" + page.id
        {
          let title = key(page.fields[.title]?.text ?? page.id, kind.name)
          earlier[kind.name]?.byTitle[title] = page.id
          continue
        }
        add(page.id, title: page.fields[.title]?.text ?? page.id, kind: kind.name)
      }
    }
  }

  /// Adds a page that the site has or the import creates.
  mutating func add(_ id: String, title: String, kind: String) {
    titles[kind, default: []].append(title)
    _ = ids[kind, default: UniqueIDs()].take(id)
    for name in [id, key(title, kind)] where known[kind]?[name] == nil {
      known[kind, default: [:]][name] = id
    }
  }

  func isKnown(_ name: String, _ kinds: [String]) -> Bool { find(name, kinds) != nil }

  private func find(_ name: String, _ kinds: [String]) -> String? {
    let kinds = kinds.isEmpty ? schema.kinds.map(\.name) : kinds
    return kinds.lazy.compactMap { known[$0]?[name] ?? known[$0]?[key(name, $0)] }.first
  }

  private func key(_ title: String, _ kind: String) -> String {
    KindDefaults(ofKind: kind).isPeople ? PersonName(title).key : slug(title)
  }

  // MARK: Pages

  /// The id of the page with a name. A missing page is created if it needs no more than a title.
  mutating func id(
    for name: String, code: String? = nil, _ kinds: [String], importing: String,
    at location: SourceLocation
  ) -> Diagnosed<String?> {
    let name = oneLine(name)
    if let id = find(name, kinds) { return Diagnosed(id) }
    guard let kind = kinds.first, kind != importing, canBeMade(kind), !slug(name).isEmpty else {
      let what = kinds.isEmpty ? "page" : kinds.joined(separator: " or ")
      let meant = similar(to: name, kinds) { nearest(to: name, in: $0) }
      return Diagnosed(
        nil,
        [
          .error(
            ImportCode.cellReferenceUnknown, "there is no \(what) '\(name)'", at: location,
            help: meant.map { "did you mean '\($0)'?" } ?? "make it first, or leave the cell empty")
        ])
    }
    let meant = similar(to: name, kinds) { $0.first { areNearlyTheSame(name, $0) } }
    return Diagnosed(
      make(name, code, kind), meant.map { [similarName(name, $0, kind, at: location)] } ?? [])
  }

  private func similarName(
    _ name: String, _ meant: String, _ kind: String, at location: SourceLocation
  ) -> Diagnostic {
    .warning(
      ImportCode.similarName,
      "'\(name)' is a new \(kind), and '\(meant)' is called nearly the same", at: location,
      help: "if they are the same, write the name in one way and import again")
  }

  /// Comparing a name with thousands of others is slow, so nothing is found then.
  private func similar(
    to name: String, _ kinds: [String], _ find: ([String]) -> String?
  ) -> String? {
    let count = kinds.reduce(0) { $0 + (titles[$1]?.count ?? 0) }
    return count > 1000 ? nil : find(kinds.flatMap { titles[$0] ?? [] })
  }

  private mutating func make(_ name: String, _ code: String?, _ kind: String) -> String {
    let own = planKey("key", code).map { [$0] } ?? [nameKey(key(name, kind))]
    let id = earlierID(own, name, kind) ?? newID(name, kind)
    var page = ImportedPage(kind: kind, id: id)
    page.keys = own
    page.set("title", text: name)
    add(page.id, title: name, kind: kind)
    let group = made.firstIndex { $0.kind == kind } ?? made.count
    if group == made.count { made.append((kind, [])) }
    places[kind, default: [:]][page.id] = (group, made[group].pages.count)
    made[group].pages.append(page)
    return page.id
  }

  /// The id of the page that an earlier import made.
  private mutating func earlierID(_ keys: [String], _ name: String, _ kind: String) -> String? {
    guard let earlier = earlier[kind],
      let id = memory.entry(of: keys, earlier.scope)?.id ?? earlier.byTitle[key(name, kind)]
    else { return nil }
    return ids[kind, default: UniqueIDs()].take(id) ? id : nil
  }

  private mutating func newID(_ name: String, _ kind: String) -> String {
    let claimed = earlier[kind]?.ids ?? []
    return ids[kind, default: UniqueIDs()].next(for: key(name, kind), otherwise: kind) {
      !claimed.contains($0)
    }
  }

  private func canBeMade(_ kind: String) -> Bool {
    guard let index = schema.kindNumber(kind) else { return false }
    return schema.requiredFields(ofKind: index).allSatisfy(\.isTitle)
  }

  // MARK: People

  /// The id of a person. People with different codes of a planner are different, even with one name.
  mutating func id(
    of person: PersonName, code: String?, _ kind: String, importing: String,
    at location: SourceLocation
  ) -> Diagnosed<String?> {
    if let code, let id = idsByCode[code] { return Diagnosed(id) }
    let isNamesake =
      code != nil && find(person.name, [kind]).map { codesByID[$0] != nil } ?? false
    var found: Diagnosed<String?> =
      isNamesake
      ? Diagnosed(make(person.name, code, kind))
      : id(for: person.name, code: code, [kind], importing: importing, at: location)
    guard let id = found.value else { return found }
    if let code { (idsByCode[code], codesByID[id]) = (id, code) }
    // Different codes are of different people.
    if code != nil { found.diagnostics.removeAll { $0.code == ImportCode.similarName.rawValue } }
    add("honorific", .text(person.honorific), to: id, kind)
    add("affiliation", .text(person.affiliation), to: id, kind)
    return found
  }

  /// Gives a person that this import makes something that it doesn't have yet. Returns `false` if the person is on the
  /// site already, where an import changes nothing.
  @discardableResult
  mutating func add(_ key: String, _ value: ImportedPage.Value, to id: String, _ kind: String)
    -> Bool
  {
    guard let (group, page) = places[kind]?[id] else { return false }
    let isField =
      schema.kindNumber(kind).flatMap {
        schema.field(key, ofKind: $0, isSection: false)
      } != nil
    let isThere = made[group].pages[page].properties.contains { $0.key == key }
    if isField && !isThere && value != .text("") { made[group].pages[page].set(key, value) }
    return true
  }

  @discardableResult
  mutating func add(body: String, to id: String, _ kind: String) -> Bool {
    guard let (group, page) = places[kind]?[id] else { return false }
    if made[group].pages[page].body.isEmpty { made[group].pages[page].body = body }
    return true
  }
}
