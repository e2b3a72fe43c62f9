package import CivilTime
package import Content
package import ContentSchema
package import Diagnostics
import Markdown
package import Prose

/// Why a page is or isn't on the site.
package enum Liveness: Hashable, Sendable {
  case live, draft
  case before(CivilMoment)
  case after(CivilMoment)

  /// For "… is not on the site: …".
  package var reason: String {
    switch self {
    case .live: "it is live"
    case .draft: "it is a draft"
    case .before(let moment): "it is published on \(moment.date)"
    case .after(let moment): "it expired on \(moment.date)"
    }
  }
}

/// A page of the site in one language, with its place among the others.
package struct Page: Sendable {
  package enum Role: Hashable, Sendable {
    case content, section
    /// A taxonomy's list of terms, by its number.
    case taxonomy(Int)
    /// A term's list of pages, by its taxonomy's number and its own in the language.
    case term(Int, Int)
    case notFound
  }

  package var role: Role
  /// What the page's own file says. Shared, since pages are passed around and this is the most of them.
  let parsed: Shared<ParsedPage>
  /// The language's number in the configuration.
  package var language: Int
  package var kind: Int
  /// The file's own fields, and those that a translation inherits.
  package var fields: PageFields
  package var permalink: Permalink
  package var liveness: Liveness = .live
  /// The page in the language it was written in first; itself if it is that.
  package var original: PageID
  /// The page in all its languages, itself included, in the order of the configuration. Not all of them are translated:
  /// see `isShown`.
  package var translations: [PageID] = []
  /// Whether it is not translated: it has its original's text in the interface of its own language.
  package var isShown = false
  /// The nearest section above, in the same language.
  package var section: PageID?
  var sortKey: SortKey

  package var source: String { parsed.value.source }
  package var location: SourceLocation { parsed.value.location }
  /// Whether the page is a row of a file that holds several.
  package var isRow: Bool { parsed.value.isRow }
  /// The file, with the line if it holds several pages.
  package var shownSource: String {
    parsed.value.isRow ? "\(source) line \(location.line)" : source
  }
  /// The folder that links in the page are meant from, below `content/`.
  package var folder: String { parsed.value.folder }
  /// The page's path without endings, joined by slashes: what references and links mean it by.
  package var path: String { parsed.value.path }
  /// The path's last part.
  package var id: String { parsed.value.id }
  /// The code of the language that the page's words are in.
  package var textLanguage: String { parsed.value.language }
  package var body: MarkdownDocument { parsed.value.body }
  package var isBroken: Bool { parsed.value.isBroken }

  package var isLive: Bool { liveness == .live }
  /// Whether the page's own file keeps it from being published at a moment.
  package func publication(at now: CivilDateTime) -> Liveness {
    if fields[.draft]?.boolean == true { return .draft }
    if let publish = fields[.publish]?.moment, now < publish.start { return .before(publish) }
    if let expires = fields[.expires]?.moment, now >= expires.start { return .after(expires) }
    return .live
  }
  /// Whether it has a page of its own. If not it is shown in its section alone, and has the section's address.
  package var hasOwnPage: Bool { role != .content || fields[.ownPage]?.boolean != false }
  package var isSection: Bool { role == .section }
  /// An Atom feed was asked for, by this page itself or the page it translates.
  package var hasFeed: Bool { !isShown && fields[.feed]?.boolean == true }
  package var title: String { fields[.title]?.text ?? id }
  /// The day of the page, perhaps with a time.
  package var date: CivilMoment? { fields[.date]?.moment }
  package var updated: CivilDate? { fields[.updated]?.date }
}
