import Content
import Text

/// Decides which files an import makes: sections, and each page as a file or as a row of a spreadsheet.
struct ImportLayout {
  let target: ImportTarget
  private(set) var made = Import()

  /// - Parameters:
  ///   - source: what the things come from, as the memory calls it.
  ///   - kind: what the file is about.
  init(_ target: ImportTarget, from source: String, of file: String, kind: String) {
    self.target = target
    (made.source, made.file, made.mainKind) = (source, file, kind)
    made.memory = target.memory
  }

  mutating func remark(_ text: String) { made.remarks.append(text) }

  /// Adds pages of one kind. Each becomes a file or a row, unless the site has it already.
  mutating func add(_ pages: [ImportedPage], ofKind kind: String, to folder: String, asRows: Bool) {
    let scope = ImportMemory.Scope(source: made.source, kind: kind, folder: folder)
    if !made.scopes.contains(scope) { made.scopes.append(scope) }
    let table = "content/\(folder)/_pages.csv"
    let asRows = asRows && !hasOtherRows(than: pages, in: folder)
    let isDefault = !target.hasSection(folder) || target.defaultKind(in: folder) == kind
    let placed = pages.map { page in
      let known = target.page(at: folder + "/" + page.id)
      return PlacedPage(
        kind: kind, path: folder + "/" + page.id, page: isDefault ? page : page.withKind(),
        known: known?.source, isKnownAsRow: known?.isRow == true,
        file: asRows ? table : path(of: page, in: folder), isRow: asRows,
        entry: target.memory.entry(at: page.id, page.keys, scope))
    }
    made.pages += placed
    guard placed.contains(where: { $0.known == nil }) else { return }
    addSection(folder, ofKind: kind)
    if KindDefaults(ofKind: kind).isProgramme && target.hasSection(folder)
      && !target.isInProgramme(folder)
    {
      remark(
        "content/\(folder)/_index.md is no programme: add 'programme: true', and times are checked")
    }
  }

  /// Finds what earlier imports made of kinds of which the file has all, and it has no more.
  mutating func findWithdrawn(ofKinds kinds: Set<String>) {
    made.complete = kinds
    let paths = Set(made.pages.map { "\($0.kind) \($0.path)" })
    for scope in made.scopes where kinds.contains(scope.kind) {
      for entry in target.memory.entries(scope)
      where !paths.contains("\(entry.kind) \(entry.path)") {
        let page = target.page(at: entry.path)
        made.withdrawn.append(
          WithdrawnPage(entry: entry, known: page?.source, isKnownAsRow: page?.isRow == true))
      }
    }
  }

  private func path(of page: ImportedPage, in folder: String) -> String {
    "content/\(folder)/\(page.id).md"
  }

  /// Whether the section already has a spreadsheet without any of the pages. Then it stays, and the pages
  /// become files beside it.
  private func hasOtherRows(than pages: [ImportedPage], in folder: String) -> Bool {
    guard let row = target.firstRow(in: folder) else { return false }
    let isImportedAgain = pages.contains { page in
      target.page(at: folder + "/" + page.id)?.source == row.source
    }
    return !isImportedAgain || !row.source.hasSuffix("/_pages.csv")
  }

  private mutating func addSection(_ folder: String, ofKind kind: String) {
    if target.hasSection(folder) { return }
    let name = folder.split(separator: "/").last.map(String.init) ?? folder
    let title =
      name.prefix(1).uppercased() + name.dropFirst().map { $0 == "-" ? " " : String($0) }.joined()
    var section = ImportedPage(kind: "page", id: "_index")
    section.set("title", text: title)
    let defaults = KindDefaults(ofKind: kind)
    if defaults.isProgramme { section.set("programme", .word("true")) }
    section.set("sort", .word(defaults.sort))
    section.set("defaults", .record([.init(key: "kind", value: .word(kind))]))
    made.files.append(NewFile(path: "content/\(folder)/_index.md", contents: section.file))
  }
}

extension ImportedPage {
  /// The page with the key `kind`, for a section whose pages are of another kind by default.
  fileprivate func withKind() -> ImportedPage {
    var page = self
    page.properties.insert(Property(key: "kind", value: .word(kind)), at: min(1, properties.count))
    return page
  }
}

extension Import {
  func sorted() -> Import {
    var result = self
    result.files.sort { $0.path < $1.path }
    return result
  }
}
