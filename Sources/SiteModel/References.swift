import Content
import Diagnostics
import Text

/// Finds the pages that references name.
///
/// A class, so that passing it to every field costs one retain instead of one for each stored property.
final class ReferenceResolver {
  let pages: [Page]
  let index: PageIndex
  let schema: Schema
  private let unread: UnreadParts

  init(pages: [Page], index: PageIndex, schema: Schema, unread: UnreadParts) {
    self.pages = pages
    self.index = index
    self.schema = schema
    self.unread = unread
  }

  /// Finds a page by the shortest path suffix that is unambiguous. The pages of the nearest section
  /// above the one that asks come first, then those of the next, so that two editions of a
  /// conference can have a session of the same name.
  func resolve(
    _ name: String, kinds: [String], from page: PageID, at location: SourceLocation
  ) -> Diagnosed<PageID?> {
    let candidates = candidates(name).filter { id in
      kinds.isEmpty || kinds.contains(schema.kinds[pages[id.index].kind].name)
        || pages[id.index].isBroken
    }
    if candidates.count == 1 { return Diagnosed(candidates[0]) }
    // Two files that are one page were reported as such.
    if candidates.dropFirst().allSatisfy({ pages[$0.index].path == pages[candidates[0].index].path }
    ),
      let first = candidates.first
    {
      return Diagnosed(first)
    }
    if candidates.isEmpty {
      if unread.mayHavePage(ofKinds: kinds) { return Diagnosed(nil) }
      return Diagnosed(nil, [unknown(name, kinds, at: location)])
    }
    var scope = pages[page.index].path[...]
    while true {
      scope = scope.lastIndex(of: "/").map { scope[..<$0] } ?? ""
      let near = candidates.filter { pages[$0.index].path.isBelow(scope) }
      if near.count == 1 { return Diagnosed(near[0]) }
      if !near.isEmpty { return Diagnosed(nil, [ambiguous(name, near, at: location)]) }
    }
  }

  private func candidates(_ name: String) -> [PageID] {
    guard name.utf8.contains(UInt8(ascii: "/")) else {
      return name.isEmpty ? [] : index.byName[name] ?? []
    }
    let components = name.split(separator: "/")
    guard let last = components.last else { return [] }
    let named = index.byName[String(last)] ?? []
    guard components.count > 1 else { return named }
    let suffix = components.joined(separator: "/")
    return named.filter { id in
      let path = pages[id.index].path
      return path == suffix || path.hasSuffix("/" + suffix)
    }
  }

  /// The pages that references to some kinds may mean, for suggestions.
  private struct Known {
    var ids: NearestWords
    /// By id, and by the id that a title would have; the first page that has it.
    var byID: [String: Int] = [:]
    var byTitle: [String: Int] = [:]
  }

  /// Made when the first unknown name of the kinds is met.
  private var known: [[String]: Known] = [:]

  private func known(_ kinds: [String]) -> Known {
    if let known = known[kinds] { return known }
    let numbers = kinds.compactMap(schema.kindNumber)
    let numbersOfPages = pages.indices.filter { number in
      let page = pages[number]
      return page.original.index == number && (kinds.isEmpty || numbers.contains(page.kind))
        && page.role == .content
    }
    let ids = numbersOfPages.map { pages[$0].id }
    var made = Known(ids: NearestWords { ids })
    for number in numbersOfPages.reversed() {
      made.byID[pages[number].id] = number
      made.byTitle[slug(pages[number].title)] = number
    }
    known[kinds] = made
    return made
  }

  private func unknown(_ name: String, _ kinds: [String], at location: SourceLocation) -> Diagnostic
  {
    let known = known(kinds)
    let what = kinds.isEmpty ? "page" : kinds.joined(separator: " or ")
    let asID = slug(name.withoutLookAlikes)
    var help: String?
    if let number = known.byTitle[asID] ?? known.byID[asID] {
      help = "pages are named by their id: write '\(pages[number].id)' (\(pages[number].source))"
    } else if let ids = ids(in: name, among: known) {
      let isCell = location.file.hasSuffix(".csv")
      help =
        "write \(isCell ? ids.joined(separator: "; ") : "[" + ids.joined(separator: ", ") + "]")"
    } else if let meant = known.ids.nearest(to: name), let number = known.byID[meant] {
      help = "did you mean '\(meant)' (\(pages[number].source))?"
    } else if let other = candidates(name).first.map({ pages[$0.index] }) {
      help = "\(other.source) is a page of the kind \(schema.kind(other.kind).name)"
    }
    return .error(
      SiteCode.unknownReference, "no \(what) has the id '\(name)'\(name.lookAlikeWithin)",
      at: location,
      help: help)
  }

  /// The ids that a text names one after the other. `nil` if it names others.
  private func ids(in name: String, among known: Known) -> [String]? {
    let parts = name.split { $0 == "," || $0 == "&" || $0 == "/" }.map(\.trimmed)
    guard 2...20 ~= parts.count else { return nil }
    let ids = parts.compactMap { part in
      (known.byID[part] ?? known.byTitle[slug(part)]).map { pages[$0].id }
    }
    return ids.count == parts.count ? ids : nil
  }

  private func ambiguous(
    _ name: String, _ candidates: [PageID], at location: SourceLocation
  ) -> Diagnostic {
    let paths = candidates.map { "'\(pages[$0.index].path)'" }.sorted()
    let shown = paths.prefix(6).joined(separator: ", ")
    let more = paths.count > 6 ? " and \(paths.count - 6) others" : ""
    return .error(
      SiteCode.ambiguousReference, "'\(name)' can mean \(paths.count) pages", at: location,
      help: "write one of \(shown)\(more)")
  }
}

extension String {
  /// Whether a path lies in a folder; every path lies in the empty one.
  package func isBelow(_ folder: some StringProtocol) -> Bool {
    folder.isEmpty
      || (hasPrefix(folder) && utf8.dropFirst(folder.utf8.count).first == UInt8(ascii: "/"))
  }
}
