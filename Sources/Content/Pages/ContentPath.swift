/// What the path of a file below `content/` says about it.
///
/// `programme/opening.sv.md` is the Swedish words of the page `programme/opening`; so is
/// `programme/opening/index.sv.md`. A name that begins with `_` is an instruction.
package struct ContentPath: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// A page by itself, or a folder's `index.md`.
    case page
    /// `_index.md`: a section.
    case section
    /// `_pages.csv` or `_pages.yaml`: each row is a page.
    case rows
    /// A file of `_data/`: data for templates, by this name.
    case data(String)
    /// Anything else: copied to the same place.
    case file
    /// A name with `_` that means nothing.
    case unknownInstruction
  }

  /// Below `content/`: `programme/opening.sv.md`.
  package let path: String
  package let role: Role
  /// The names of the folders that lead to the page, and its own: `programme`, `opening`. For a
  /// section or rows the folders of the section.
  package let components: [String]
  /// The language of the file's suffix, if it has one of the site's.
  package let language: String?

  package init(_ path: String, languages: [String]) {
    self.path = path
    var folders = path.split(separator: "/").map(String.init)
    let name = folders.popLast() ?? ""
    var parts = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let ending = parts.count > 1 ? parts.removeLast() : ""
    var language: String?
    if parts.count > 1, let last = parts.last, languages.contains(last) {
      language = last
      parts.removeLast()
    }
    let stem = parts.joined(separator: ".")
    if folders.first == "_data" {
      role = .data((folders.dropFirst() + [stem]).joined(separator: "."))
      components = []
    } else if folders.contains(where: { $0.hasPrefix("_") }) {
      role = .unknownInstruction
      components = []
    } else if name.hasPrefix("_") {
      components = folders
      switch (stem, ending) {
      case ("_index", "md"): role = .section
      case ("_pages", "csv"), ("_pages", "yaml"), ("_pages", "yml"): role = .rows
      default: role = .unknownInstruction
      }
    } else if ending == "md" {
      role = .page
      components = stem == "index" ? folders : folders + [stem]
    } else {
      role = .file
      components = folders
      language = nil
    }
    self.language = language
  }

  /// The folder the file lies in, as links in it are meant.
  package var folder: String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  var isData: Bool { if case .data = role { true } else { false } }

  /// The file's path from the site's folder.
  package var source: String { "content/" + path }

  var ending: String {
    path.lastIndex(of: ".").map { String(path[path.index(after: $0)...]) } ?? ""
  }
}
