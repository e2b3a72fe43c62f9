// A page that is not translated is shown in the interfaces of the other languages with its own text. So a bilingual programme
// needs no copies, and the lists of a second language are whole.
//
// It is a `Page` of that language, since lists, sections, menus and links have to find it there. It shares what was parsed with
// its original, and costs a few hundred bytes. What tells others of pages (the sitemap, feeds, calendars, data for search
// engines) knows the original alone.

import Content
package import ContentSchema
import SiteSettings
import Text

extension Assembly {
  /// Adds each page to the languages that lack it, as far as `site.yaml` wants that.
  mutating func showUntranslatedPages() {
    let languages = configuration.languages.indices.filter(showsUntranslated)
    guard configuration.languages.count > 1, !languages.isEmpty else { return }
    var taken: [Set<String>] = Array(repeating: [], count: configuration.languages.count)
    for page in pages where page.isLive { taken[page.language].insert(page.path) }
    for number in pages.indices
    where pages[number].isLive && pages[number].original.index == number {
      var versions = pages[number].translations
      for language in languages where taken[language].insert(pages[number].path).inserted {
        versions.append(PageID(index: pages.count))
        pages.append(shown(pages[number], in: language))
      }
      guard versions.count > pages[number].translations.count else { continue }
      versions.sort { (pages[$0.index].language, $0) < (pages[$1.index].language, $1) }
      for id in versions { pages[id.index].translations = versions }
    }
  }

  /// Whether the language has the pages that are not translated into it.
  func showsUntranslated(_ language: Int) -> Bool {
    let asked = configuration.languages[language].untranslated
    return (asked ?? (files.usesShippedDesign ? .show : .hide)) == .show
  }

  private func shown(_ original: Page, in language: Int) -> Page {
    var page = original
    page.isShown = true
    page.language = language
    page.sortKey = SortKey(page.fields, collations[language])
    return page
  }

  /// Terms that only such pages have are not translated either.
  ///
  /// - Parameter versions: the pages of a term, by language.
  mutating func markTerms(_ versions: [(page: PageID, isTranslated: Bool)]) {
    guard let original = versions.first(where: \.isTranslated)?.page else { return }
    for version in versions where !version.isTranslated {
      pages[version.page.index].isShown = true
      pages[version.page.index].original = original
    }
  }
}

extension Site {
  /// The number of the language that a page's text is in.
  package func textLanguage(of id: PageID) -> Int {
    pages[id.index].isShown
      ? pages[pages[id.index].original.index].language : pages[id.index].language
  }

  /// The code of the language that a page's title and text are in.
  package func textLanguageCode(of id: PageID) -> String { pages[id.index].parsed.value.language }

  /// The page that search engines, feeds and calendars know: of a page that is shown without a translation its original.
  package func canonical(_ id: PageID) -> PageID {
    pages[id.index].isShown ? pages[id.index].original : id
  }
}
