package import Diagnostics

/// The parts of a site that could not be read although other files depend on them: settings, sections,
/// spreadsheets, words of the interface, data.
///
/// Whatever is missing then may only follow from them, so nothing is said about it.
package struct UnreadParts: Sendable {
  /// A folder below `content/` whose pages, or whose files beside the pages, are not all known.
  private struct Folder {
    let path: String
    /// The kind of the pages that are missing. `nil` if it isn't known.
    let kind: String?
    /// Whether pages are missing: the rows of a spreadsheet.
    let lacksPages: Bool
    /// Whether the section's own page is missing.
    var lacksItself = false
  }

  /// The mistakes that keep the parts from being read.
  package private(set) var causes: [Diagnostic] = []
  /// Whether nothing but `site.yaml` was read, since it says how to read all else.
  package private(set) var areAllButSettings = false
  private var folders: [Folder] = []

  package init() {}

  package var isEmpty: Bool { causes.isEmpty }

  /// The parts that are left unread because of `site.yaml`.
  static func all(because mistakes: [Diagnostic]) -> UnreadParts {
    var parts = UnreadParts()
    parts.causes = mistakes.filter(\.isCause)
    parts.areAllButSettings = true
    return parts
  }

  /// Adds what keeps words or data from being read.
  mutating func add(_ mistakes: [Diagnostic]) { causes += mistakes.filter(\.isCause) }

  /// Adds a section, or a spreadsheet in one, if it could not be read.
  mutating func add(_ path: ContentPath, _ mistakes: [Diagnostic], kind: String?) {
    let causes = mistakes.filter(\.isCause)
    guard !causes.isEmpty else { return }
    self.causes += causes
    folders.append(
      Folder(
        path: path.components.joined(separator: "/"), kind: kind, lacksPages: path.role == .rows))
  }

  /// Adds what stands at a path below `content/` and can't be read: a file, or a folder.
  mutating func add(refused mistake: Diagnostic, languages: [String]) {
    guard let path = mistake.location.flatMap({ withoutContent($0.file) }) else { return }
    causes.append(mistake)
    let file = ContentPath(path, PathRules(languages: languages))
    let isFile = file.role == .file && path.split(separator: "/").last?.contains(".") == true
    folders.append(
      Folder(
        path: isFile || file.role == .file ? path : file.components.joined(separator: "/"),
        kind: nil,
        lacksPages: !isFile, lacksItself: true))
  }

  /// Adds a folder whose section is missing.
  mutating func add(folder: String, without section: Diagnostic, kind: String) {
    causes.append(section)
    folders.append(Folder(path: folder, kind: kind, lacksPages: true, lacksItself: true))
  }

  /// Whether a page of one of these kinds (of any if there are none) may be in a spreadsheet that could
  /// not be read.
  package func mayHavePage(ofKinds kinds: [String]) -> Bool {
    folders.contains { folder in
      folder.lacksPages && (kinds.isEmpty || folder.kind.map(kinds.contains) ?? true)
    }
  }

  /// Whether something at a path below `content/`, or from the site's root, may belong to a section or
  /// spreadsheet that could not be read.
  package func mayHave(path: String) -> Bool {
    guard !folders.isEmpty else { return false }
    let components = path.split(separator: "/")
    return folders.contains { folder in
      let own = folder.path.split(separator: "/")
      // Of the root all is known but its own rows, else a mistake in it would hide every dead link.
      if own.isEmpty { return folder.lacksPages && components.count == 1 }
      return components.count > own.count - (folder.lacksItself ? 1 : 0)
        && components.starts(with: own)
    }
  }
}

/// The path below `content/`. `nil` for a file elsewhere.
private func withoutContent(_ file: String) -> String? {
  file.hasPrefix("content/") ? String(file.dropFirst("content/".count)) : nil
}
