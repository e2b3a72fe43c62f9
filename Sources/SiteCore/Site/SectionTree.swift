import CivilTime

/// Which pages and sections lie in which section, in the order that the section asks for.
struct SectionTree: Sendable {
  private(set) var pages: [PageID: [PageID]] = [:]
  private(set) var sections: [PageID: [PageID]] = [:]
  /// A page's place among its section's pages.
  private(set) var rank: [Int]
  /// The home page of each language, if it has one.
  private(set) var homes: [PageID?]

  init(pages all: [Page], languages: Int) {
    rank = Array(repeating: 0, count: all.count)
    homes = Array(repeating: nil, count: languages)
    for (number, page) in all.enumerated() where page.isLive {
      let id = PageID(index: number)
      if page.isSection && page.path.isEmpty { homes[page.language] = id }
      guard let section = page.section else { continue }
      if page.isSection {
        sections[section, default: []].append(id)
      } else if page.role == .content {
        pages[section, default: []].append(id)
      }
    }
    for (section, children) in pages {
      let order = SectionOrder(all[section.index].fields[.sort]?.text)
      let sorted = order.sorted(children, all)
      pages[section] = sorted
      for (place, id) in sorted.enumerated() { rank[id.index] = place }
    }
    for (section, children) in sections {
      sections[section] = SectionOrder.weight.sorted(children, all)
    }
  }
}

/// The orders a section's pages can have; pages that are alike in it go by title, then by path.
enum SectionOrder: String {
  case weight, date
  case newestFirst = "-date"
  case title, start

  init(_ name: String?) { self = name.flatMap(SectionOrder.init(rawValue:)) ?? .weight }

  func sorted(_ ids: [PageID], _ pages: [Page]) -> [PageID] {
    ids.sorted { a, b in precedes(pages[a.index], pages[b.index]) }
  }

  private func precedes(_ a: Page, _ b: Page) -> Bool {
    let (x, y) = (a.sortKey, b.sortKey)
    switch self {
    case .weight: if x.weight != y.weight { return x.weight < y.weight }
    case .date: if x.date != y.date { return x.date < y.date }
    case .newestFirst: if x.date != y.date { return x.date > y.date }
    case .start: if x.start != y.start { return x.start < y.start }
    case .title: break
    }
    if self == .start && x.weight != y.weight { return x.weight < y.weight }
    if x.title != y.title { return x.title < y.title }
    return a.path < b.path
  }
}
