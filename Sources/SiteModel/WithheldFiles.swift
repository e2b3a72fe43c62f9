// What is not live yet must not leak: a photo beside a draft, the slides of a keynote that is announced next week.
// So a file is withheld if only pages have it that are not on the site; and so is what looks like a slip, unless
// something of the site names it. What names a file is found in two ways: in what pages, data and templates say,
// and, since a template may compute a name, in what the outputs of the site show.

package import Content
import ContentSchema
import Markdown
import Prose
import SiteSettings
import Templates
import Text
import Web

/// The files of `content/` that are not published.
package struct WithheldFiles: Sendable {
  package enum Reason: Hashable, Sendable {
    /// Only pages have it that are not on the site.
    case embargo
    /// It looks like a slip, and nothing names it.
    case slip(UnmeantFile)
    /// Pages may show smaller versions of it. It is withheld if they do and nothing names the file itself.
    case shownSmaller
  }

  package private(set) var reasons: [String: Reason] = [:]
  /// Files that are published though no visitor can use them.
  package private(set) var unusable: [String: UnmeantFile] = [:]

  /// Looks for the withheld files in outputs.
  package private(set) var search: FileSearch

  package var isEmpty: Bool { reasons.isEmpty }

  /// - Parameter showsSmaller: whether pages show smaller versions of pictures.
  init(
    _ files: SiteFiles, pages: [Page], index: PageIndex, showsSmaller: Bool
  ) {
    let settings = files.configuration
    search = FileSearch([], of: settings.baseURL)
    withholdUnmeant(files, pages: pages, index: index)
    for (file, facts) in files.facts
    where showsSmaller && facts.source != nil && reasons[file] == nil
      && !settings.publishedFiles.contains(where: { $0.matches(file) })
    {
      reasons[file] = .shownSmaller
    }
    search = FileSearch(reasons.keys.sorted(), of: settings.baseURL)
  }

  /// Withholds what only pages have that are not on the site, and what looks like a slip and is named by nothing.
  private mutating func withholdUnmeant(_ files: SiteFiles, pages: [Page], index: PageIndex) {
    for (file, kind) in files.unmeant {
      reasons[file] = .slip(kind)
      if kind.isAlwaysAMistake { unusable[file] = kind }
    }
    let hidden = pages.indices.filter { !pages[$0].isLive }
    if !hidden.isEmpty {
      let embargo = Embargo(pages: pages)
      for file in index.files where embargo.owns(file) { reasons[file] = .embargo }
      for number in hidden {
        for file in pages[number].namedFiles(among: nil, in: index) { reasons[file] = .embargo }
      }
      for file in reasons.keys where HostFile.isOne(file) { reasons[file] = nil }
    }
    if reasons.isEmpty { return }
    let names = Set(reasons.keys.map(lastComponent))
    var search = FileSearch(reasons.keys.sorted(), of: files.configuration.baseURL)
    for page in pages where page.isLive && !page.isShown {
      for file in page.namedFiles(among: names, in: index) { reasons[file] = nil }
      if files.configuration.allowsRawHTML { search.read(page.body.html, inFolders: [page.folder]) }
    }
    let data = (files.data + [files.configuration.data]).flatMap(\.texts)
    for text in data + files.configuration.menus.flatMap({ $0.entries.flatMap(\.pagePaths) })
    where names.contains(calledName(in: text)) {
      if let file = file(named: text, from: "", in: index) { reasons[file] = nil }
    }
    // A template names a file from the root, or from the folder of the page that it renders.
    let folders = Set(pages.lazy.filter(\.isLive).map(\.folder)).union([""])
    for text in files.designTexts { search.read(text, inFolders: folders) }
    for file in search.found { reasons[file] = nil }
  }
}

/// Which pages keep files to themselves.
private struct Embargo {
  /// For the folder of a page or section, whether it keeps its files: the page is not live, or nothing in the section is.
  private var folders: [String: Bool] = [:]
  /// The paths of pages beside which a file of their own name is theirs.
  private var siblings: [String: Bool] = [:]

  init(pages: [Page]) {
    var live: Set<String> = []
    for page in pages where page.isLive && page.role != .notFound { live.insert(page.folder) }
    let own = live
    for folder in live {
      var folder = folder
      while let slash = folder.lastIndex(of: "/") {
        folder = String(folder[..<slash])
        if !live.insert(folder).inserted { break }
      }
    }
    for page in pages where page.role == .content || page.isSection {
      siblings[page.path] = (siblings[page.path] ?? true) && !page.isLive
      guard page.isSection || page.isBundle, !page.folder.isEmpty else { continue }
      // What lies in the folder of a single page is that page's, whatever pages are in folders below.
      folders[page.folder] = !(page.isBundle ? own : live).contains(page.folder)
    }
  }

  /// Whether a file lies in the folder of a page that is not live, or beside one and is called like it.
  func owns(_ file: String) -> Bool {
    var path = Substring(file)
    if let dot = path.lastIndex(of: "."), siblings[String(path[..<dot])] == true { return true }
    while let slash = path.lastIndex(of: "/") {
      path = path[..<slash]
      if let keeps = folders[String(path)] { return keeps }
    }
    return false
  }
}

extension Page {
  /// Whether the page is the `index.md` of a folder that is its own.
  fileprivate var isBundle: Bool { role == .content && !parsed.value.isRow && folder == path }

  /// The files that the page names, in its front matter or in its text.
  ///
  /// - Parameter names: the last components of the files that are asked for; `nil` for all files.
  func namedFiles(among names: Set<String>?, in index: PageIndex) -> [String] {
    var files: [String] = []
    func add(_ text: String) {
      guard text.utf8.count < 1024, text.utf8.contains(UInt8(ascii: ".")),
        names?.contains(calledName(in: text)) != false
      else { return }
      if let file = file(named: text, from: folder, in: index) { files.append(file) }
    }
    func add(_ document: MarkdownDocument) {
      for link in document.links { add(link.destination) }
      for image in document.images { add(image.destination) }
      for attribute in document.directives.flatMap(\.attributes) { add(attribute.value) }
    }
    func add(_ value: FieldValue) {
      switch value {
      case .address(.file(let path)):
        if names?.contains(lastComponent(of: path)) != false { files.append(path) }
      case .text(let text): add(text)
      case .markdown(let document): add(document)
      case .list(let values): for value in values { add(value) }
      case .record(let record): for entry in record.entries { add(entry.value) }
      case .map(let pairs): for pair in pairs { add(pair.value) }
      case .free(let value): for text in value.texts { add(text) }
      default: break
      }
    }
    for entry in fields.entries { add(entry.value) }
    add(body)
    return files
  }
}

/// The file that an address or a path means from a folder; a path that means nothing there is tried from the root.
private func file(named text: String, from folder: String, in index: PageIndex) -> String? {
  let written = text.prefix { $0 != "?" && $0 != "#" }
  guard let path = percentDecoded(String(written))?.composed else { return nil }
  let candidates =
    path.hasPrefix("/")
    ? [String(path.dropFirst())] : [joined(folder, path), path].compactMap(\.self)
  return candidates.first(where: index.files.contains)
}

/// The name of the file that an address leads to.
func calledName(in address: String) -> String {
  let name = lastComponent(
    of: String(
      Substring(address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") })))
  return (percentDecoded(name) ?? name).composed
}

extension MenuEntry {
  /// What the entry and those below it lead to on the site.
  fileprivate var pagePaths: [String] {
    let own: [String] = if case .page(let path) = target { [path] } else { [] }
    return own + children.flatMap(\.pagePaths)
  }
}

extension Value {
  /// All texts in the value.
  var texts: [String] {
    switch self {
    case .text(let text): [text]
    case .list(let values): values.flatMap(\.texts)
    case .mapping(let mapping): mapping.pairs.flatMap(\.value.texts)
    default: []
    }
  }
}
