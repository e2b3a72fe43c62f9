import Content
package import ContentSchema

/// The pages of the site by language and kind: lists that templates may ask for on every page, so they are
/// made once, while assembling.
package struct PageLists: Sendable {
  /// By language: the pages and sections that are live, in the order of their files.
  private var live: [[PageID]]
  /// By language and kind: those of them that are no sections.
  private var ofKind: [[[PageID]]]
  /// By section and kind: the pages of sections that hold several kinds.
  private var mixed: [PageID: [[PageID]]] = [:]

  init(_ pages: [Page], _ sections: SectionTree, languages: Int, kinds: Int) {
    live = Array(repeating: [], count: languages)
    ofKind = Array(repeating: Array(repeating: [], count: kinds), count: languages)
    for index in pages.indices where pages[index].isLive {
      let isContent = pages[index].role == .content
      guard isContent || pages[index].isSection else { continue }
      let language = pages[index].language
      live[language].append(PageID(index: index))
      if isContent { ofKind[language][pages[index].kind].append(PageID(index: index)) }
    }
    for (section, members) in sections.pages {
      let kind = members.first.map { pages[$0.index].kind }
      if members.allSatisfy({ pages[$0.index].kind == kind }) { continue }
      var lists: [[PageID]] = Array(repeating: [], count: kinds)
      for id in members { lists[pages[id.index].kind].append(id) }
      mixed[section] = lists
    }
  }

  /// The live pages and sections of a language, in the order of their files.
  package func pages(in language: Int) -> [PageID] { live[language] }

  /// The live pages of a kind in a language, sections aside.
  package func pages(in language: Int, ofKind kind: Int) -> [PageID] { ofKind[language][kind] }

  /// The pages of a section that are of a kind, in the section's order.
  package func pages(of section: PageID, ofKind kind: Int, in site: Site) -> [PageID] {
    if let lists = mixed[section] { return lists[kind] }
    guard let members = site.sections.pages[section], let first = members.first else { return [] }
    return site[first].kind == kind ? members : []
  }
}
