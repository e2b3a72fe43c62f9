import CivilTime
import Content
package import ContentSchema
package import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import SiteViews
import Templates
import Web

/// What the preview tells an editor about a page.
package struct PageFacts: Hashable, Sendable {
  package var title: String
  /// The file that the page is written in; `site.yaml` for a page that only stands for a list.
  package var place: SourceLocation
  package var kind: String
  package var words: Int
  /// Why visitors don't see the page now; `nil` if they do.
  package var absence: String?
  /// For a page that is live now and will not be for ever.
  package var expiry: String?
}

extension Site {
  package func facts(of id: PageID) -> PageFacts {
    let page = self[id]
    let publication = page.publication(at: now)
    let expiry = page.fields[.expires]?.moment.flatMap {
      publication == .live ? "it expires on \($0.date)" : nil
    }
    return PageFacts(
      title: page.title, place: page.location, kind: kindName(of: page), words: page.body.words,
      absence: publication == .live ? nil : publication.reason, expiry: expiry)
  }

  private func kindName(of page: Page) -> String {
    switch page.role {
    case .content: schema.kind(page.kind).name
    case .section: "section"
    case .taxonomy: "taxonomy"
    case .term: "term"
    case .notFound: "page for addresses that don't exist"
    }
  }

  /// Whether a template that the page needs has a mistake, so that the page can't be shown.
  package func lacksTemplates(_ id: PageID) -> Bool {
    let page = self[id]
    let directives = page.body.directives.map(\.template)
    let needed = directives + [template(of: page)].compactMap(\.self)
    return needed.contains { templates.contains($0) && !templates.isUsable($0) }
  }

  /// A page's address with the path that the site has on its host, as a browser asks for it.
  package func address(of id: PageID) -> String {
    configuration.baseURL.path + percentEncoded(self[id].permalink.path)
  }
}
