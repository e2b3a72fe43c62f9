import Content
package import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteSettings
import Synchronization
import Text
import Web

/// Where a link that an editor wrote leads.
package enum LinkTarget {
  /// With what follows the path: a query, a fragment.
  case page(PageID, suffix: String)
  case file(String, suffix: String)
  /// A page that is not on the site now; the link becomes its text.
  case notLive(PageID)
  /// Nowhere, and why.
  case dead(message: String, help: String?)
  /// Perhaps to something that could not be read, so that nothing can be said about it.
  case unknown
}

/// Finds what links mean: a content file as the editor sees it, or an address from the site's root.
///
/// A class, so that passing it to every page costs one retain instead of one for each stored property.
final class LinkResolver: Sendable {
  let configuration: SiteConfiguration
  let pages: [Page]
  let index: PageIndex
  /// The files that programmes have beside their pages.
  private let programmes: [ProgrammeFiles]
  private let unread: UnreadParts
  /// The paths of the folders that pages which could not be read lie in.
  private let foldersOfBrokenPages: Set<String>
  /// The names that a link to a page may have meant.
  private let names: NearestWords
  /// The pages by their old addresses, made when the first dead link is met.
  private let aliases = Mutex<[String: PageID]?>(nil)

  init(
    configuration: SiteConfiguration, pages: [Page], index: PageIndex, unread: UnreadParts,
    programmes: [ProgrammeFiles]
  ) {
    self.configuration = configuration
    self.pages = pages
    self.index = index
    self.programmes = programmes
    self.unread = unread
    names = NearestWords {
      pages.map(\.id).filter { index.byName[$0] != nil }
    }
    foldersOfBrokenPages = Set(pages.lazy.filter(\.isBroken).flatMap { foldersAbove($0.path) })
  }

  /// What a link in a page means. The page's own language comes first.
  func resolve(_ destination: String, from page: Page) -> LinkTarget {
    let link = WrittenLink(destination)
    if link.path?.isEmpty == true { return target(page.selfID(in: pages), link) }
    return resolve(link, in: page.folder, page.language)
  }

  /// What an address in `site.yaml` means in a language.
  func resolve(_ destination: String, fromSiteRootIn language: Int) -> LinkTarget {
    let link = WrittenLink(destination)
    if link.path?.isEmpty == true {
      let home = index.page(atPath: "", language: language, in: pages)
      return home.map { target($0, link) } ?? nothing(at: "", "", link)
    }
    return resolve(link, in: "", language)
  }

  private func resolve(_ link: WrittenLink, in folder: String, _ language: Int) -> LinkTarget {
    guard let path = link.path else {
      return .dead(
        message: "the link '\(link.destination)' has a broken % in it",
        help: "write a % itself as %25, or the letters as they are")
    }
    if path.utf8.first == UInt8(ascii: "/") { return absoluteTarget(path, link, language) }
    guard let meant = joined(folder, path) else {
      return .dead(
        message: "the link '\(link.destination)' leads out of the content folder",
        help: "put the file into the content folder, or link to where it is on the web")
    }
    return target(atPath: meant, link, language) ?? nothing(at: path, meant, link)
  }

  private func absoluteTarget(_ path: String, _ link: WrittenLink, _ language: Int) -> LinkTarget {
    let isFolder = path.utf8.last == UInt8(ascii: "/")
    if let id = index.byAddress[path] ?? (isFolder ? nil : index.byAddress[path + "/"]) {
      // An address of another language was chosen on purpose.
      let meant = pages[id.index].language == 0 ? page(id, ifTranslatedTo: language) : id
      return target(meant, link)
    }
    if isOutput(path) { return .file(String(path.dropFirst()), suffix: link.suffix) }
    let meant = String(path.dropFirst())
    return target(atPath: meant, link, language) ?? nothing(at: path, meant, link)
  }

  /// - Parameters:
  ///   - path: as it is written.
  ///   - meant: below `content/`, or from the site's root.
  private func nothing(at path: String, _ meant: String, _ link: WrittenLink) -> LinkTarget {
    if unread.mayHave(path: meant) || mayBeMadeOfBrokenPages(meant) { return .unknown }
    return .dead(
      message: "there is nothing at '\(link.destination)'\(link.destination.lookAlikeWithin)",
      help: addressMeant(by: link.destination) ?? suggestion(for: path))
  }

  /// What to write for an address of another site, or of a person, whose beginning is missing.
  private func addressMeant(by destination: String) -> String? {
    let host = destination.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
    let ending = host.split(separator: ".").last.map { $0.lowercased() } ?? ""
    for scheme in ["https", "http"] where host.lowercased() == scheme {
      return "write a colon behind it: \(scheme):\(destination.dropFirst(scheme.count))"
    }
    if host.contains("@") { return "for an e-mail address write mailto:\(destination)" }
    let isHost =
      host.lowercased().hasPrefix("www.") || host.contains(".") && domainEndings.contains(ending)
    return isHost ? "for another site write https://\(destination)" : nil
  }

  /// Whether a path may be a calendar, feed or file for apps that lacks only pages with mistakes.
  private func mayBeMadeOfBrokenPages(_ path: String) -> Bool {
    guard !foldersOfBrokenPages.isEmpty,
      [".ics", ".json", ".xml"].contains(where: path.hasSuffix)
    else { return false }
    return foldersAbove(path).contains(where: foldersOfBrokenPages.contains)
  }

  /// The page or file at a path below `content/`, with or without an ending.
  private func target(
    atPath path: String, _ link: WrittenLink, _ language: Int
  ) -> LinkTarget? {
    var name = path
    var language = language
    if let stem = path.without(suffix: ".md") {
      name = stem
      if configuration.languages.count > 1 {
        for (number, candidate) in configuration.languages.enumerated() {
          guard let stem = name.without(suffix: "." + candidate.code) else { continue }
          name = stem
          language = number
        }
      }
      name = folder(ofIndex: name) ?? name
    } else {
      if index.files.contains(path) { return .file(path, suffix: link.suffix) }
      name = path.without(suffix: "/") ?? path
    }
    return index.page(atPath: name, language: language, in: pages).map { target($0, link) }
  }

  /// The folder whose page a file is, if it is called as such a file is.
  private func folder(ofIndex name: String) -> String? {
    guard let before = name.without(suffix: "_index") ?? name.without(suffix: "index") else {
      return nil
    }
    return before.isEmpty ? "" : before.without(suffix: "/")
  }

  private func target(_ id: PageID, _ link: WrittenLink) -> LinkTarget {
    let page = pages[id.index]
    guard page.isLive else { return .notLive(id) }
    return .page(id, suffix: link.suffix == "#" ? "" : link.suffix)
  }

  /// The anchor that a link leads to, if the text of its page doesn't have it, so that only the rendered page can
  /// tell whether it is there.
  func unknownAnchor(_ suffix: String, on id: PageID) -> String? {
    guard let hash = suffix.utf8.firstIndex(of: UInt8(ascii: "#")) else { return nil }
    let page = pages[id.index]
    if page.isBroken { return nil }
    let fragment = String(suffix[suffix.utf8.index(after: hash)...])
    let anchor = percentDecoded(fragment) ?? fragment
    // Browsers know `top` by themselves.
    return anchor.isEmpty || anchor == "top" || page.body.hasAnchor(anchor) ? nil : anchor
  }

  /// The page's translation, if there is one on the site, else the page itself.
  private func page(_ id: PageID, ifTranslatedTo language: Int) -> PageID {
    let page = pages[id.index]
    if page.language == language { return id }
    return page.translations.first {
      pages[$0.index].language == language && pages[$0.index].isLive
    } ?? id
  }

  private func suggestion(for path: String) -> String? {
    if path.contains("\\") {
      return "write slashes: \(path.replacing("\\", with: "/"))"
    }
    let wanted = path.split(separator: "/").last.map(String.init) ?? path
    let ending = [".md", ".html", ".htm"].first { wanted.hasSuffix($0) } ?? ""
    let name = String(wanted.dropLast(ending.count))
    if let owner = page(ofOldAddress: path) {
      return "that is an old address of \(pages[owner.index].source); link to the page itself"
    }
    if ending.isEmpty && wanted.contains("."), let file = index.file(like: wanted) {
      return "did you mean content/\(file)?"
    }
    guard let meant = names.nearest(to: name), let id = index.byName[meant]?.first else {
      return "look at the file's name, and at the folder that the link is meant from"
    }
    return "did you mean \(pages[id.index].source) (\(pages[id.index].permalink.path))?"
  }

  private func page(ofOldAddress path: String) -> PageID? {
    aliases.withLock { aliases in
      let known = aliases ?? oldAddresses
      aliases = known
      return known[oldAddress(path)]
    }
  }

  private var oldAddresses: [String: PageID] {
    var owners: [String: PageID] = [:]
    for (number, page) in pages.enumerated() where page.isLive {
      for alias in (page.fields[.aliases]?.list ?? []).compactMap(\.text) {
        let address = oldAddress(alias)
        if owners[address] == nil { owners[address] = PageID(index: number) }
      }
    }
    return owners
  }

  /// An address as both an alias and a link to it are compared: decoded, and without a slash at its end.
  private func oldAddress(_ written: String) -> String {
    let address = (percentDecoded(written) ?? written).composed
    return address.hasSuffix("/") ? String(address.dropLast()) : address
  }

  /// Whether an address is one of the files that the site makes beside its pages.
  private func isOutput(_ path: String) -> Bool {
    if path == "/sitemap.xml" || path == "/robots.txt" { return true }
    if programmes.contains(where: { $0.contains(String(path.dropFirst())) }) { return true }
    guard path.hasSuffix("/feed.xml"), let id = index.byAddress[String(path.dropLast(8))] else {
      return false
    }
    return pages[id.index].isLive && pages[id.index].hasFeed
  }
}

/// Endings that an address of another site is known by.
private let domainEndings: Set<String> = [
  "at", "be", "ch", "com", "de", "dk", "edu", "es", "eu", "fi", "fr", "gov", "gr", "hu", "ie",
  "info", "int", "it",
  "net", "nl", "no", "org", "pl", "pt", "se", "uk",
]

extension Page {
  fileprivate func selfID(in pages: [Page]) -> PageID {
    translations.first {
      pages[$0.index].language == language && pages[$0.index].source == source
    } ?? original
  }
}

/// The folders that a path lies in, from its own up; the topmost is empty.
private func foldersAbove(_ path: String) -> [String] {
  var folders: [String] = []
  var rest = path[...]
  while let slash = rest.lastIndex(of: "/") {
    rest = rest[..<slash]
    folders.append(String(rest))
  }
  return path.isEmpty ? [] : folders + [""]
}

/// A link cut into what finds its page and what follows that.
private struct WrittenLink {
  /// As the editor wrote it.
  let destination: String
  /// Without `%XX`; `nil` if a `%` is broken.
  let path: String?
  /// What follows the path, with its `?` or `#`.
  let suffix: String

  init(_ destination: String) {
    self.destination = destination
    let bytes = destination.utf8Span.span
    var end = 0
    // Nearly no path has a `%`, or letters that could be written otherwise.
    var isPlain = true
    while end < bytes.count, bytes[end] != UInt8(ascii: "#"), bytes[end] != UInt8(ascii: "?") {
      if bytes[end] >= 0x80 || bytes[end] == UInt8(ascii: "%") { isPlain = false }
      end += 1
    }
    let parts = destination.utf8
    let behind = parts.index(parts.startIndex, offsetBy: end)
    let written = end < bytes.count ? String(destination[..<behind]) : destination
    path = isPlain ? written : percentDecoded(written)?.composed
    suffix = end < bytes.count ? String(destination[behind...]) : ""
  }
}

extension String {
  /// What comes before an ending, if the text has it.
  fileprivate func without(suffix: String) -> String? {
    let (bytes, end) = (utf8Span.span, suffix.utf8Span.span)
    let rest = bytes.count - end.count
    guard rest >= 0, end.indices.allSatisfy({ bytes[rest + $0] == end[$0] }) else { return nil }
    return String(utf8.prefix(rest))
  }
}
