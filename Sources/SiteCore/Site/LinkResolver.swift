import Diagnostics
import Markdown
import Text

/// Where a link that an editor wrote leads.
enum LinkTarget {
  case page(PageID, fragment: String)
  case file(String, suffix: String)
  /// A page that is not on the site now; the link becomes its text.
  case notLive(PageID)
  /// Nowhere, and why.
  case dead(message: String, help: String?)
}

extension Site {
  /// Finds what a link in a page means: a content file as the editor sees it, or an address from the
  /// site's root. The page's own language comes first.
  func resolve(link destination: String, from page: Page) -> LinkTarget {
    let hash = destination.firstIndex(of: "#")
    let fragment = hash.map { String(destination[destination.index(after: $0)...]) } ?? ""
    let beforeHash = hash.map { destination[..<$0] } ?? destination[...]
    let query = beforeHash.firstIndex(of: "?")
    let written = String(query.map { beforeHash[..<$0] } ?? beforeHash)
    let suffix = String(destination.dropFirst(written.count))
    guard let path = percentDecoded(written) else {
      return .dead(message: "the link '\(destination)' has a broken % in it", help: nil)
    }
    if path.isEmpty { return target(page.selfID(in: self), fragment, destination) }
    if path.hasPrefix("/") {
      return absoluteTarget(path, fragment, suffix, destination, from: page)
    }
    guard let meant = joined(page.folder, path) else {
      return .dead(
        message: "the link '\(destination)' leads out of the content folder", help: nil)
    }
    return target(atPath: meant, fragment, suffix, destination, from: page)
      ?? .dead(
        message: "there is nothing at '\(destination)'", help: suggestion(for: path, from: page))
  }

  private func absoluteTarget(
    _ path: String, _ fragment: String, _ suffix: String, _ destination: String, from page: Page
  ) -> LinkTarget {
    let address = path.hasSuffix("/") ? path : path + "/"
    if let id = index.byAddress[path] ?? index.byAddress[address] {
      return target(self.page(id, ifTranslatedTo: page.language), fragment, destination)
    }
    let relative = String(path.dropFirst())
    return target(atPath: relative, fragment, suffix, destination, from: page)
      ?? .dead(
        message: "there is nothing at '\(destination)'", help: suggestion(for: path, from: page))
  }

  /// The page or file at a path below `content/`, with or without an ending.
  private func target(
    atPath path: String, _ fragment: String, _ suffix: String, _ destination: String,
    from page: Page
  ) -> LinkTarget? {
    if index.files.contains(path) { return .file(path, suffix: suffix) }
    var name = path.hasSuffix("/") ? String(path.dropLast()) : path
    var language = page.language
    if name.hasSuffix(".md") {
      name = String(name.dropLast(3))
      for (number, candidate) in configuration.languages.enumerated()
      where name.hasSuffix("." + candidate.code) {
        name = String(name.dropLast(candidate.code.count + 1))
        language = number
      }
      for index in ["/index", "/_index"] where ("/" + name).hasSuffix(index) {
        name = String(name.dropLast(min(name.count, index.count)))
      }
    }
    return index.page(atPath: name, language: language, in: pages).map {
      target($0, fragment, destination)
    }
  }

  private func target(_ id: PageID, _ fragment: String, _ destination: String) -> LinkTarget {
    let page = self[id]
    guard page.isLive else { return .notLive(id) }
    guard !fragment.isEmpty, !page.isBroken else { return .page(id, fragment: "") }
    let anchor = percentDecoded(fragment) ?? fragment
    if page.body.hasAnchor(anchor) || anchor == "top" { return .page(id, fragment: fragment) }
    let known = page.body.anchors
    let meant = nearest(to: anchor, in: known).map { "did you mean '#\($0)'?" }
    return .dead(
      message:
        "\(page.source) has no heading or id '\(anchor)' that '\(destination)' could lead to",
      help: meant
        ?? (known.isEmpty
          ? "the page has no headings" : "its ids are " + known.prefix(12).joined(separator: ", ")))
  }

  /// The page's translation, if there is one on the site, else the page itself.
  private func page(_ id: PageID, ifTranslatedTo language: Int) -> PageID {
    self[id].translations.first { self[$0].language == language && self[$0].isLive } ?? id
  }

  private func suggestion(for path: String, from page: Page) -> String? {
    let wanted = path.split(separator: "/").last.map(String.init) ?? path
    let name = wanted.hasSuffix(".md") ? String(wanted.dropLast(3)) : wanted
    guard let meant = nearest(to: name, in: index.byName.keys.sorted()),
      let id = index.byName[meant]?.first
    else {
      return "look at the file's name, and at the folder that the link is meant from"
    }
    return "did you mean \(self[id].source) (\(self[id].permalink.path))?"
  }
}

extension Page {
  func selfID(in site: Site) -> PageID {
    translations.first { site[$0].language == language && site[$0].source == source } ?? original
  }
}
