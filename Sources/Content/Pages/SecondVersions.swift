import Diagnostics

/// Files that are a second version of another file: `venue (1).md` beside `venue.md`, `_Pages.csv` beside `_pages.csv`.
struct SecondVersions {
  private(set) var diagnostics: [Diagnostic] = []
  private var unread: Set<String> = []
  private var foldersWithRows: Set<String> = []

  init(of paths: [ContentPath], _ languages: [String]) {
    let read = paths.filter { $0.role == .page || $0.role == .section || $0.role == .rows }
    foldersWithRows = Set(read.lazy.filter { $0.role == .rows }.map(\.folder))
    var named: Set<String>?
    // Nearly all names are as they should be.
    for path in read where path.misnaming != nil || path.path.utf8.contains(UInt8(ascii: " ")) {
      let folder = path.folder.isEmpty ? "" : path.folder + "/"
      let name = path.path.dropFirst(folder.count)
      if case .shouldBe(let right)? = path.misnaming {
        if named == nil { named = Set(read.lazy.filter { $0.misnaming == nil }.map(\.path)) }
        guard named?.insert(folder + right).inserted == false else { continue }
        unread.insert(path.path)
        diagnostics.append(
          .error(
            ContentCode.misnamedPage, "this is a second version of \(right), and it is not read",
            at: SourceLocation(file: path.source),
            help: "move what is right in it to \(right), and remove this file"))
      } else if path.role == .page, let original = originalOfCopy(name.lowercased().dropLast(3)) {
        if named == nil { named = Set(read.lazy.filter { $0.misnaming == nil }.map(\.path)) }
        let endings = [""] + languages.map { "." + $0 }
        guard
          let first = endings.lazy.map({ folder + original + $0 + ".md" })
            .first(where: { named?.contains($0) == true })
        else { continue }
        diagnostics.append(
          .warning(
            ContentCode.misnamedPage,
            "this seems to be a copy of content/\(first), and it is a page of its own",
            at: SourceLocation(file: path.source),
            help: "remove it, or call it what its page is about"))
      }
    }
  }

  func areUnread(_ path: ContentPath) -> Bool { unread.contains(path.path) }

  /// Whether the folder of a file has a spreadsheet that is read.
  func rowsAreRead(in path: ContentPath) -> Bool { foldersWithRows.contains(path.folder) }
}
