import CivilTime
import Content
package import ContentSchema
package import Search
package import SiteModel
import SiteSettings
import SiteViews
import Web

extension Site {
  /// The pages that the search of a language knows, in no order that means anything. Templates of pages that stand for lists are
  /// rendered for each part of the list; the first is the page.
  private func searchedPages(in language: Int) -> Int {
    pages.indices.count { isSearched(PageID(index: $0)) && pages[$0].language == language }
  }

  private func isSearched(_ id: PageID) -> Bool {
    let page = self[id]
    return page.isLive && page.hasOwnPage && page.role != .notFound
      && page.fields[.search]?.boolean != false
      && self.page(configuration.search, in: page.language) != id
  }

  /// The files of all indexes.
  var searchFiles: [(OutputPath, Recipe)] {
    guard configuration.search != nil else { return [] }
    return configuration.languages.indices.flatMap { language in
      let layout = SearchLayout(pages: searchedPages(in: language))
      let files =
        [SearchFile.contents] + (0..<layout.wordFiles).map(SearchFile.words)
        + (0..<layout.pageFiles).map(SearchFile.pages)
      return files.map {
        (OutputPath(searchFolder(language) + $0.name), Recipe.search(language: language, $0))
      }
    }
  }

  /// What the search knows of a rendered output. `nil` if it is no page, or one that the search leaves out.
  package func searched(
    _ output: Output, _ html: [UInt8]
  ) -> (page: PageID, entry: SearchedPage)? {
    guard configuration.search != nil, case .page(let id) = output.recipe, isSearched(id) else {
      return nil
    }
    let page = self[id]
    let part = part(of: id)
    var words = searchWords(in: html)
    for text in [page.title, page.fields[.description]?.text ?? ""] {
      forEachSearchWord(in: text) { words[$0, default: 0] += text == page.title ? 8 : 3 }
    }
    let address = page.permalink.filePath(namesIndex: options.isRelative).drop { $0 == "/" }
    let entry = SearchedPage(
      title: page.title, address: percentEncoded(String(address)), description: summary(of: page),
      part: part.map { self[$0].title } ?? "", partOrder: part?.index ?? .max,
      day: page.fields[.start]?.moment.map { "\($0.date)" } ?? "",
      language: page.textLanguage, words: words)
    return (id, entry)
  }

  /// The section below the home page that a page is in, or that it is. `nil` for a page that lies beside them.
  private func part(of id: PageID) -> PageID? {
    var part = id
    while let section = self[part].section, self[section].section != nil { part = section }
    return self[part].role == .content || self[part].section == nil ? nil : part
  }

  /// The indexes by language, from what `searched` found on all pages.
  package func searchIndexes(_ searched: [(page: PageID, entry: SearchedPage)]) -> [SearchIndex] {
    configuration.languages.indices.map { language in
      SearchIndex(
        searched.filter { self[$0.page].language == language }.map(\.entry),
        language: configuration.languages[language].code, labels: facetLabels(in: language),
        SearchLayout(pages: searchedPages(in: language)))
    }
  }

  private func facetLabels(in language: Int) -> FacetLabels {
    guard let format = formats[language] else { return FacetLabels(day: { $0 }, language: { $0 }) }
    // As the design's words say how a day is written. Templates that show one tell of a pattern that is none.
    let written = strings.text("date.full", language: format.language)
    let pattern = written.flatMap { try? DatePattern(parsing: $0) }
    return FacetLabels(
      day: { text in
        guard let date = try? CivilDate(parsing: text) else { return text }
        return pattern.map { format.format(date, $0) } ?? format.format(date, .full)
      },
      language: { format.name(ofLanguage: $0) })
  }

  /// The indexes, from pages that are rendered for nothing else: for the preview, which renders what is asked for.
  package func searchIndexes(renderingAll outputs: [Output]) -> [SearchIndex] {
    searchIndexes(
      outputs.compactMap { output -> (page: PageID, entry: SearchedPage)? in
        guard case .page(let id) = output.recipe, isSearched(id) else { return nil }
        return searched(output, SiteRender.render(output, of: self).value)
      })
  }
}

extension Output {
  /// Whether it belongs to the index of the search, which is made when all pages are.
  package var isSearchFile: Bool { if case .search = recipe { true } else { false } }
}
