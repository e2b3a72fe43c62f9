import Content
import ContentSchema
import Diagnostics
import SourceFormats
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
    let candidates = candidates(name, kinds)
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
      let near = below(scope, candidates)
      if near.count == 1, let only = near.first { return Diagnosed(only) }
      if !near.isEmpty { return Diagnosed(nil, [ambiguous(name, near, at: location)]) }
    }
  }

  /// Up to so many pages of one id are looked through for each reference; more are sorted once. A conference of thousands of
  /// editions has thousands of openings.
  private static let few = 8

  /// The pages that a name may mean, in the order of their paths if there are many.
  private var manyCandidates: [String: [PageID]] = [:]

  private func candidates(_ name: String, _ kinds: [String]) -> [PageID] {
    func suits(_ id: PageID) -> Bool {
      kinds.isEmpty || kinds.contains(schema.kinds[pages[id.index].kind].name)
        || pages[id.index].isBroken
    }
    let isPath = name.utf8.contains(UInt8(ascii: "/"))
    let last = isPath ? name.split(separator: "/").last.map(String.init) ?? name : name
    guard let named = index.byName[last], named.count > Self.few else {
      return candidates(name).filter(suits)
    }
    let key = kinds.joined(separator: ",") + ":" + name
    if let known = manyCandidates[key] { return known }
    let found = candidates(name).filter(suits).sorted {
      pages[$0.index].path < pages[$1.index].path
    }
    manyCandidates[key] = found
    return found
  }

  /// The candidates in a folder or below it. Where there are many, they follow each other.
  private func below(_ folder: Substring, _ candidates: [PageID]) -> ArraySlice<PageID> {
    if folder.isEmpty { return candidates[...] }
    guard candidates.count > Self.few else {
      return candidates.filter { pages[$0.index].path.isBelow(folder) }[...]
    }
    func firstIndex(from text: String) -> Int {
      var range = candidates.indices
      while !range.isEmpty {
        let middle = range.lowerBound + range.count / 2
        let isBefore = pages[candidates[middle].index].path < text
        range = isBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
      }
      return range.lowerBound
    }
    // "0" is the character after "/".
    return candidates[firstIndex(from: folder + "/")..<firstIndex(from: folder + "0")]
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
    if known.byID.isEmpty, !kinds.isEmpty, !name.isEmpty, candidates(name).isEmpty {
      return .error(
        SiteCode.unknownReference,
        "the site has no page of the kind \(what), and one is named here",
        at: location,
        help: "make one, as with 'lectern new \(kinds[0]) \"…\"', or remove what names it")
    }
    let asID = slug(name.withoutLookAlikes)
    var help: String?
    if let number = known.byTitle[asID] ?? known.byID[asID] {
      help = "pages are named by their id: write '\(pages[number].id)' (\(pages[number].source))"
    } else if let ids = ids(in: name, among: known) {
      let isCell = location.file.hasSuffix(".csv") || ids.count == 1
      help =
        "write \(isCell ? ids.joined(separator: "; ") : "[" + ids.joined(separator: ", ") + "]")"
    } else if namesNobody(name) {
      help = "leave it empty until it is known"
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
    let parts = name.split { $0 == "," || $0 == "&" || $0 == "/" }.flatMap {
      namesJoinedByWords($0.trimmed)
    }
    // `Example, Ada`
    if parts.count == 2, let number = known.byTitle[slug(parts[1] + " " + parts[0])] {
      return [pages[number].id]
    }
    guard 2...20 ~= parts.count else { return nil }
    let ids = parts.compactMap { part in
      (known.byID[part] ?? known.byTitle[slug(part)]).map { pages[$0].id }
    }
    return ids.count == parts.count ? ids : nil
  }

  private func ambiguous(
    _ name: String, _ candidates: ArraySlice<PageID>, at location: SourceLocation
  ) -> Diagnostic {
    let isSorted = candidates.count > Self.few
    let paths = candidates.prefix(isSorted ? 6 : Self.few)
      .map { "'\(pages[$0.index].path)'" }.sorted()
    let shown = paths.prefix(6).joined(separator: ", ")
    let more = candidates.count > 6 ? " and \(candidates.count - 6) others" : ""
    return .error(
      SiteCode.ambiguousReference, "'\(name)' can mean \(candidates.count) pages", at: location,
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
