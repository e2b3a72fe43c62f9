import CivilTime
import Content
package import ContentSchema
import SiteSettings
import Text

/// A way of grouping pages, in one language, with the terms that its pages use.
package struct Taxonomy: Sendable {
  package struct Term: Sendable {
    package var title: String
    var slug: String
    /// The language that pages wrote the title in: another one if translations only inherit it.
    var language: String
    /// Newest first, then by title.
    package var pages: [PageID]
    /// The page that stands for the term.
    package var page: PageID
  }

  package var name: String
  package var title: String
  package var terms: [Term]
  /// The page that stands for the taxonomy; `nil` if the language has no terms of it.
  package var page: PageID?
  /// The numbers of each page's terms, in the order that the page names them.
  private var termsOfPages: [[Int]]

  package func terms(of page: PageID) -> [Int] {
    page.index < termsOfPages.count ? termsOfPages[page.index] : []
  }

  /// Gathers the terms that pages use.
  ///
  /// - Parameters:
  ///   - ids: the live pages of the language.
  ///   - firstPage: the page that will stand for the taxonomy. Its terms' pages come after it in order.
  static func gather(
    _ settings: TaxonomySettings, slot: Int, language: Language, isDefault defaultLanguage: String,
    _ collation: Collation, _ ids: [PageID], of pages: [Page], firstPage: PageID
  ) -> Taxonomy {
    var found: [(title: String, slug: String, pages: [PageID], isWritten: Bool)] = []
    var bySlug: [String: Int] = [:]
    var byTitle: [String: Int] = [:]
    var termsOfPages: [[Int]] = Array(repeating: [], count: pages.count)

    func number(of title: String) -> Int? {
      if let known = byTitle[title] { return known }
      let name = slug(title)
      guard !name.isEmpty else { return nil }
      let number = bySlug[name] ?? found.count
      if number == found.count {
        found.append((title, name, [], false))
        bySlug[name] = number
      }
      byTitle[title] = number
      return number
    }

    for id in ids {
      let isWritten = pages.writes(slot, id)
      var own: [Int] = []
      for value in pages[id.index].fields[slot]?.list ?? [] {
        guard let title = value.text, let number = number(of: title), !own.contains(number) else {
          continue
        }
        own.append(number)
        found[number].pages.append(id)
        if isWritten { found[number].isWritten = true }
      }
      termsOfPages[id.index] = own
    }

    let order = inOrder(found.map { ($0.title, $0.slug) }, collation)
    var places = order
    for (place, number) in order.enumerated() { places[number] = place }
    return Taxonomy(
      name: settings.name,
      title: settings.title.text(in: language.code, default: defaultLanguage) ?? settings.name,
      terms: order.enumerated().map { index, number in
        let term = found[number]
        return Term(
          title: term.title, slug: term.slug,
          language: term.isWritten
            ? language.code : pages[pages[term.pages[0].index].original.index].textLanguage,
          pages: SectionOrder.newestFirst.sorted(term.pages, pages),
          page: PageID(index: firstPage.index + 1 + index))
      }, page: found.isEmpty ? nil : firstPage,
      termsOfPages: termsOfPages.map { $0.isEmpty ? [] : $0.map { places[$0] } })
  }

  /// The indices of terms in the order of their titles.
  private static func inOrder(
    _ terms: [(title: String, slug: String)], _ collation: Collation
  ) -> [Int] {
    terms.indices.sorted { a, b in
      let title = collation.compare(terms[a].title, terms[b].title)
      return title == 0 ? terms[a].slug < terms[b].slug : title < 0
    }
  }
}

extension [Page] {
  /// Whether a page says a field itself, and doesn't have it from its original.
  fileprivate func writes(_ slot: Int, _ id: PageID) -> Bool {
    let original = self[id.index].original
    if original == id { return true }
    return !self[id.index].isShown
      && self[id.index].fields.location(of: slot) != self[original.index].fields.location(of: slot)
  }
}
