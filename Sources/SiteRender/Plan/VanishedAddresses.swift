// Addresses are to last: others have them in links, in print and in calendars. What has been published is remembered in a
// file of the site that everybody who builds it has (content/_addresses.tsv), since what the last build wrote may never have
// been published, and a fresh copy of the site knows nothing of it.

package import Content
import ContentSchema
import Diagnostics
import Pictures
import Programme
package import SiteModel
import SiteSettings
import Text
package import Web

extension Site {
  /// Reports the addresses that have been published and would be gone, each with what to write.
  func vanishedAddresses(outputs: [Output]) -> [Diagnostic] {
    guard !published.all.isEmpty, unread.isEmpty else { return [] }
    let paths = Set(outputs.map(\.path))
    let resting = pathsOutOfTime
    let redirected = Set(configuration.hosting?.redirects.map(\.from) ?? [])
    let search = SuccessorSearch(self)
    return published.all.filter { address in
      let path = OutputPath(ofAddress: address.path)
      return !paths.contains(path) && !paths.contains(OutputPath(path.text + "/index.html"))
        && !resting.contains(path) && !redirected.contains(address.path)
    }.map { address in
      .warning(
        RenderCode.addressGone, "\(address.path) has been published and would be gone",
        at: address.location,
        help: search.help(for: address) + "; delete this line if the address is meant to be gone")
    }
  }

  /// The pages of earlier outputs that would be gone, each with what to write, as sentences.
  package func goneSince(_ earlier: Set<OutputPath>, outputs: [Output]) -> [String] {
    let gone = earlier.subtracting(outputs.map(\.path)).subtracting(pathsOutOfTime)
      .filter { $0.text.hasSuffix(".html") && !$0.text.contains("page/") }
    guard !gone.isEmpty, unread.isEmpty else { return [] }
    let search = SuccessorSearch(self)
    return gone.sorted().map { path in
      let address = PublishedAddress(
        path: path.address, source: nil, title: nil, location: SourceLocation(file: "site.yaml"))
      return "\(address.path): \(search.help(for: address))"
    }
  }

  /// Where pages are at other times. Time alone makes no address vanish.
  private var pathsOutOfTime: Set<OutputPath> {
    Set(
      pages.filter { !$0.isLive && $0.fields[.draft]?.boolean != true }
        .map(\.permalink.outputPath))
  }

  /// The addresses of the site that are to last: of pages, with those that they had before, of feeds, calendars,
  /// documents and others; not of pictures, of further pages of lists, nor of what is shown untranslated.
  package func lastingAddresses(of outputs: [Output]) -> [PublishedAddress] {
    outputs.compactMap { output in
      switch output.recipe {
      case .page(let id):
        let page = self[id]
        if page.isShown || page.role == .notFound { return nil }
        return address(output, of: page)
      case .redirect(let id), .feed(let id): return address(output, of: self[id])
      case .calendar(let index, let scope):
        switch scope {
        case .whole, .day, .track: return address(output, of: self[programmes[index].section])
        case .session, .person: return nil
        }
      case .schedule(let index, _): return address(output, of: self[programmes[index].section])
      case .copy(let file):
        let name = file.split(separator: "/").last ?? ""
        if PictureSize.isPicture(file) || file.hasPrefix(".") || file.contains("/.")
          || name.hasPrefix("_")
        {
          return nil
        }
        return PublishedAddress(
          path: output.path.address, source: "content/" + file, title: nil,
          location: SourceLocation(file: PublishedAddresses.file))
      case .list, .sitemap, .robots, .redirectScript, .asset, .derived, .card, .search,
        .offlineWorker, .offlineList, .hostFile:
        return nil
      }
    }
  }

  private func address(_ output: Output, of page: Page) -> PublishedAddress {
    PublishedAddress(
      path: output.path.address, source: page.source, title: page.title,
      location: SourceLocation(file: PublishedAddresses.file))
  }
}

extension OutputPath {
  /// The file that a host answers an address with, from the site's root.
  init(ofAddress address: String) {
    let path = String(
      (percentDecoded(address) ?? address).dropFirst().prefix { !"?#".contains($0) })
    self.init(path.isEmpty || path.hasSuffix("/") ? path + "index.html" : path)
  }

  /// The address from the site's root that the file is the answer for, as people type it.
  var address: String {
    let isIndex = text == "index.html" || text.hasSuffix("/index.html")
    return "/" + (isIndex ? String(text.dropLast("index.html".count)) : text)
  }
}

/// Finds the page that has taken the place of an address.
private struct SuccessorSearch {
  private let site: Site
  /// Pages that aliases may be written for, by their address' last part.
  private var byName: [String: [PageID]] = [:]
  private var bySource: [String: [PageID]] = [:]
  private var byTitle: [String: [PageID]] = [:]
  private let names: [String]

  init(_ site: Site) {
    self.site = site
    for (index, page) in site.pages.enumerated()
    where page.isLive && !page.isShown && page.hasOwnPage && page.role != .notFound {
      let id = PageID(index: index)
      byName[Self.name(page.permalink.path), default: []].append(id)
      if page.source.hasPrefix("content/") {
        bySource[page.source, default: []].append(id)
        byTitle[page.title, default: []].append(id)
      }
    }
    names = byName.keys.filter { !$0.isEmpty }.sorted()
  }

  private static func name(_ path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? ""
  }

  /// What to write so that the address leads somewhere.
  func help(for address: PublishedAddress) -> String {
    guard (try? Permalink(alias: address.path)) != nil else {
      return
        "put a file there again, or name what has taken its place in site.yaml: hosting: {redirects: {\(address.path): …}}"
    }
    let name = Self.name(address.path)
    if let page = certain(address, name) {
      return
        "its page is at \(page.permalink.path) now: write aliases: [\(address.path)] into \(place(of: page))"
    }
    if let page = likely(name, address.path) {
      return
        "if \(page.permalink.path) has taken its place, write aliases: [\(address.path)] into \(place(of: page))"
    }
    return "write aliases: [\(address.path)] into the page that has taken its place"
  }

  /// The page that came from the same file, or has the same title or name.
  private func certain(_ address: PublishedAddress, _ name: String) -> Page? {
    let ofSource = address.source.flatMap { bySource[$0] } ?? []
    let ofTitle = address.title.flatMap { byTitle[$0] } ?? []
    let both = ofSource.filter(ofTitle.contains)
    for found in [both, ofSource, ofTitle, name.isEmpty ? [] : byName[name] ?? []]
    where found.count == 1 {
      return site[found[0]]
    }
    return nil
  }

  /// The page whose name is like it, or the nearest section above.
  private func likely(_ name: String, _ path: String) -> Page? {
    if let nearest = nearest(to: name, in: names), let found = byName[nearest], found.count == 1 {
      return site[found[0]]
    }
    var folders = path.split(separator: "/").dropLast()
    while let last = folders.last {
      let address = "/" + folders.joined(separator: "/") + "/"
      if let id = byName[String(last)]?.first(where: { site[$0].permalink.path == address }) {
        return site[id]
      }
      folders = folders.dropLast()
    }
    return nil
  }

  private func place(of page: Page) -> String {
    page.isRow ? "its row in \(page.source)" : page.source
  }
}
