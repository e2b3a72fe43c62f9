import Content
import ContentSchema
import Diagnostics
import SiteSettings

extension Site {
  /// Reports the sections whose page in a second language lists nothing, because none of their pages is translated.
  var listsWithoutTranslations: [Diagnostic] {
    pages.indices.compactMap { index in
      let id = PageID(index: index)
      let page = pages[index]
      guard page.isSection, page.isLive, page.original != id, !page.path.isEmpty,
        sections.pages[id] == nil, let originals = sections.pages[page.original]
      else { return nil }
      let language = configuration.languages[page.language]
      let count =
        originals.count == 1 ? "its page isn't" : "none of its \(originals.count) pages is"
      return .warning(
        SiteCode.listWithoutTranslations,
        "'\(page.title)' is empty in \(language.name): \(count) translated",
        at: page.location,
        help:
          "translate pages, as name.\(language.code).md or as rows of _pages.\(language.code).csv; what a translation doesn't say it inherits"
      )
    }
  }
}
