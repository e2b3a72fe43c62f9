import Content
package import ContentSchema
package import SiteModel
import SiteSettings

/// A list of pages, cut into the pages it is shown on.
package struct Pager {
  package var pages: [PageID]
  /// How many a page shows; `nil` if it shows all.
  var size: Int?

  /// How many pages the list has; an empty list has one.
  package var count: Int {
    guard let size, size > 0 else { return 1 }
    return max(1, (pages.count + size - 1) / size)
  }

  /// The part of the list that one of its pages shows.
  ///
  /// - Parameter index: from 1.
  package func slice(_ index: Int) -> ArraySlice<PageID> {
    guard let size, size > 0 else { return pages[...] }
    return pages.dropFirst((index - 1) * size).prefix(size)
  }
}

extension Site {
  /// The list that a page shows: a section's pages or a term's. Other pages have an empty one.
  package func pager(of id: PageID) -> Pager {
    let page = self[id]
    switch page.role {
    case .section:
      return Pager(pages: sections.pages[id] ?? [], size: page.fields[.paginate]?.integer)
    case .term(let taxonomy, let term):
      return Pager(
        pages: taxonomies[page.language][taxonomy].terms[term].pages,
        size: configuration.taxonomies[taxonomy].paginate)
    case .content, .taxonomy, .notFound: return Pager(pages: [], size: nil)
    }
  }
}
