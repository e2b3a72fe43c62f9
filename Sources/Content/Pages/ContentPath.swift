package import SiteSettings

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
    /// `_releases.tsv`: what has been told of the programme.
    case releases
    /// `_addresses.tsv`: what has been published.
    case addresses
    /// Anything else: copied to the same place.
    case file
    /// What a program left behind, or keeps for itself: neither read nor copied.
    case leftover
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

  /// Why the file is not what its name says, if its editor must rename it.
  package let misnaming: Misnaming?

  package init(_ path: String, _ rules: PathRules) {
    self.path = path
    var folders = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
    let written = folders.popLast() ?? ""
    let isInstruction = written.hasPrefix("_") || folders.contains { $0.hasPrefix("_") }
    if HostFile.isOne(path) || (!isInstruction && rules.publishes(path)) {
      (role, components, language, misnaming) = (.file, folders, nil, nil)
      return
    }
    if isLeftover(path) {
      (role, components, language, misnaming) = (.leftover, [], nil, nil)
      return
    }
    if path == linkMemoryPath || path == importMemoryPath {
      (role, components, language, misnaming) = (.leftover, [], nil, nil)
      return
    }
    let name = ContentName(written, languages: rules.languages, isData: folders.first == "_data")
    misnaming = name.misnaming
    if folders.first == "_data" {
      role = .data((folders.dropFirst() + [name.stem]).joined(separator: "."))
      (components, language) = ([], name.language)
    } else if folders.contains(where: { $0.hasPrefix("_") }) {
      role = .unknownInstruction
      (components, language) = ([], name.language)
    } else if name.stem.hasPrefix("_") {
      switch (name.stem, name.ending) {
      case ("_index", "md"): role = .section
      case ("_pages", "csv"), ("_pages", "yaml"), ("_pages", "yml"): role = .rows
      case ("_addresses", "tsv") where folders.isEmpty: role = .addresses
      case ("_releases", "tsv") where folders.isEmpty: role = .releases
      default: role = .unknownInstruction
      }
      (components, language) = (folders, name.language)
    } else if name.ending == "md" {
      role = .page
      components = name.stem == "index" ? folders : folders + [name.stem]
      language = name.language
    } else {
      (role, components, language) = (.file, folders, nil)
    }
  }

  /// The folder the file lies in, as links in it are meant.
  package var folder: String {
    path.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(path[..<$0]) } ?? ""
  }

  /// Whether its pages would be in a language that the site doesn't have.
  var isInUndeclaredLanguage: Bool {
    if case .undeclaredLanguage? = misnaming { true } else { false }
  }

  var isData: Bool { if case .data = role { true } else { false } }

  /// The file's path from the site's folder.
  package var source: String { "content/" + path }

  /// The ending that the file's name has, or should have.
  var ending: String {
    let name = if case .shouldBe(let right)? = misnaming { right } else { path }
    return name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
  }
}

/// What `lectern links` remembers of addresses on other sites, below `content/`.
package let linkMemoryPath = "_links.tsv"

/// What `lectern import` remembers of planners, below `content/`.
package let importMemoryPath = "_imports.tsv"

/// What `site.yaml` says about the names of files.
package struct PathRules: Hashable, Sendable {
  package var languages: [String]
  /// The files that are copied whatever they are called.
  package var published: [Wildcard] = []

  package init(languages: [String], published: [Wildcard] = []) {
    self.languages = languages
    self.published = published
  }

  package func publishes(_ path: String) -> Bool { published.contains { $0.matches(path) } }
}

/// What is wrong with the name of a file that was meant as a page, rows or data.
package enum Misnaming: Hashable, Sendable {
  /// The name that it should have.
  case shouldBe(String)
  /// A code that is no language of the site.
  case undeclaredLanguage(String)
}
