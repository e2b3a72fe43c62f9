import CivilTime
import Text

/// A way of grouping pages, in one language, with the terms that its pages use.
struct Taxonomy: Sendable {
  struct Term: Sendable {
    var title: String
    var slug: String
    /// Newest first, then by title.
    var pages: [PageID]
    /// The page that stands for the term.
    var page: PageID
  }

  var name: String
  var title: String
  var terms: [Term]
  /// The page that stands for the taxonomy; nothing if the language has no terms of it.
  var page: PageID?
  /// The numbers of each page's terms, in the order that the page names them.
  private var termsOfPages: [PageID: [Int]]

  func terms(of page: PageID) -> [Int] { termsOfPages[page] ?? [] }

  /// Gathers the terms that the live pages of a language use.
  static func gather(
    _ settings: TaxonomySettings, slot: Int, language: Language, isDefault defaultLanguage: String,
    pages: [(id: PageID, page: Page)], _ all: [Page]
  ) -> Taxonomy {
    var titles: [String: String] = [:]
    var members: [String: [PageID]] = [:]
    var slugs: [String: String] = [:]
    var slugsOfPages: [(id: PageID, slugs: [String])] = []
    for (id, page) in pages {
      var seen: [String] = []
      for term in page.fields[slot]?.list ?? [] {
        guard let title = term.text else { continue }
        let name = slugs[title] ?? slug(title)
        slugs[title] = name
        guard !name.isEmpty, !seen.contains(name) else { continue }
        seen.append(name)
        if titles[name] == nil { titles[name] = title }
        members[name, default: []].append(id)
      }
      if !seen.isEmpty { slugsOfPages.append((id, seen)) }
    }
    let collation = Collation(language: language.code)
    let terms = titles.map { slug, title in
      (key: collation.key(for: title), slug: slug, title: title)
    }.sorted { ($0.key, $0.slug) < ($1.key, $1.slug) }
    let numbers = Dictionary(terms.enumerated().map { ($1.slug, $0) }) { first, _ in first }
    let termsOfPages = slugsOfPages.map { id, slugs in (id, slugs.compactMap { numbers[$0] }) }
    return Taxonomy(
      name: settings.name,
      title: settings.title.text(in: language.code, default: defaultLanguage) ?? settings.name,
      terms: terms.map { term in
        Term(
          title: term.title, slug: term.slug,
          pages: SectionOrder.newestFirst.sorted(members[term.slug] ?? [], all),
          page: PageID(index: 0))
      }, termsOfPages: Dictionary(termsOfPages) { first, _ in first })
  }
}
