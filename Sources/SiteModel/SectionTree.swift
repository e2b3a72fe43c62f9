import CivilTime
import Content
package import ContentSchema

/// Which pages and sections lie in which section, in the order that the section asks for.
package struct SectionTree: Sendable {
  package private(set) var pages: [PageID: [PageID]] = [:]
  package private(set) var sections: [PageID: [PageID]] = [:]
  /// The kind of a section's pages, where all are of one.
  package private(set) var kinds: [PageID: Int] = [:]
  /// A page's place among its section's pages.
  package private(set) var rank: [Int]
  /// The home page of each language, if it has one.
  package private(set) var homes: [PageID?]

  init(pages all: [Page], languages: Int) {
    rank = Array(repeating: 0, count: all.count)
    homes = Array(repeating: nil, count: languages)
    for number in all.indices where all[number].isLive {
      let id = PageID(index: number)
      let isSection = all[number].isSection
      if isSection && all[number].path.isEmpty { homes[all[number].language] = id }
      guard let section = all[number].section else { continue }
      if isSection {
        sections[section, default: []].append(id)
      } else if all[number].role == .content {
        pages[section, default: []].append(id)
      }
    }
    for (section, children) in pages {
      let order = SectionOrder(all[section.index].fields[.sort]?.text)
      let sorted = order.sorted(children, all)
      pages[section] = sorted
      for (place, id) in sorted.enumerated() { rank[id.index] = place }
      let kind = all[sorted[0].index].kind
      if sorted.allSatisfy({ all[$0.index].kind == kind }) { kinds[section] = kind }
    }
    for (section, children) in sections {
      sections[section] = SectionOrder.weight.sorted(children, all)
    }
  }
}

/// The orders a section's pages can have; pages that are alike in it go by title, then by path.
package enum SectionOrder: String {
  case weight, date
  case newestFirst = "-date"
  case title, surname, start

  init(_ name: String?) { self = name.flatMap(SectionOrder.init(rawValue:)) ?? .weight }

  package func sorted(_ ids: [PageID], _ pages: [Page]) -> [PageID] {
    guard self == .surname else { return ids.sorted { precedes($0.index, $1.index, pages) } }
    // Surnames are asked for by few sections, so that they are no part of every page's key.
    return ids.map { (id: $0, surname: pages[$0.index].surname) }.sorted { a, b in
      let order = pages[a.id.index].sortKey.collation.compare(a.surname, b.surname)
      return order == 0 ? precedes(a.id.index, b.id.index, pages) : order < 0
    }.map(\.id)
  }

  /// Looks at the keys where they are: a page is not copied to be compared.
  private func precedes(_ a: Int, _ b: Int, _ pages: [Page]) -> Bool {
    switch self {
    case .weight:
      let (x, y) = (pages[a].sortKey.weight, pages[b].sortKey.weight)
      if x != y { return x < y }
    case .date:
      let (x, y) = (pages[a].sortKey.date, pages[b].sortKey.date)
      if x != y { return x < y }
    case .newestFirst:
      let (x, y) = (pages[a].sortKey.date, pages[b].sortKey.date)
      if x != y { return x > y }
    case .start:
      let (x, y) = (pages[a].sortKey.start, pages[b].sortKey.start)
      if x != y { return x < y }
      let (v, w) = (pages[a].sortKey.weight, pages[b].sortKey.weight)
      if v != w { return v < w }
    case .title, .surname: break
    }
    let title = pages[a].sortKey.compareTitle(to: pages[b].sortKey)
    return title == 0 ? pages[a].path < pages[b].path : title < 0
  }
}

extension Page {
  /// What a person is sorted by: `sort_as`, else the last word of the name, without what is written behind a comma or
  /// stands for a generation.
  fileprivate var surname: String {
    if let given = fields[.sortAs]?.text { return given }
    let name = title.prefix { $0 != "," }
    let words = name.split(whereSeparator: \.isWhitespace)
    let last = words.dropFirst().last { !generations.contains($0.lowercased()) }
    return String(last ?? words.first ?? name)
  }
}

private let generations: Set<String> = ["jr", "jr.", "sr", "sr.", "ii", "iii", "iv"]
