import Content
import Text

/// Decides which files an import makes: sections, and each page as a file or as a row of a spreadsheet.
struct ImportLayout {
  let target: ImportTarget
  private(set) var made = Import()

  init(_ target: ImportTarget) { self.target = target }

  mutating func remark(_ text: String) { made.remarks.append(text) }

  /// Adds pages of one kind.
  ///
  /// A page that the site has in another file already, such as a row of the section's spreadsheet, stays
  /// as it is.
  mutating func add(_ pages: [ImportedPage], ofKind kind: String, to folder: String, asRows: Bool) {
    let table = "content/\(folder)/_pages.csv"
    let asRows = asRows && !hasOtherRows(than: pages, in: folder)
    let missing = pages.filter { page in
      guard let known = target.page(at: folder + "/" + page.id),
        known.source != (asRows ? table : path(of: page, in: folder))
      else { return true }
      made.remarks.append("\(folder)/\(page.id) is in \(known.source) already, and stays as it is")
      return false
    }
    guard !missing.isEmpty else { return }
    addSection(folder, ofKind: kind)
    if KindDefaults(ofKind: kind).isProgramme && target.hasSection(folder)
      && !target.isInProgramme(folder)
    {
      remark(
        "content/\(folder)/_index.md is no programme: add 'programme: true', and times are checked")
    }
    let isDefault = !target.hasSection(folder) || target.defaultKind(in: folder) == kind
    let written = isDefault ? missing : missing.map { $0.withKind() }
    if asRows {
      made.files.append(NewFile(path: table, contents: rows(of: written)))
    } else {
      for page in written {
        made.files.append(NewFile(path: path(of: page, in: folder), contents: page.file))
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
