package import Diagnostics

/// The kinds of mistake that show only when the files of a site are put together.
package enum SiteCode: String, DiagnosticCode {
  case invalidAddress = "invalid-address"
  case noHomePage = "no-home-page"
  case unknownReference = "unknown-reference"
  case ambiguousReference = "ambiguous-reference"
  case repeatedReference = "repeated-reference"
  case releasedSessionGone = "released-session-gone"
  case unknownReleasedSession = "unknown-released-session"
  case pageNotOnSite = "page-not-on-site"
  case missingFile = "missing-file"
  case deadMenuEntry = "dead-menu-entry"
  case listWithoutTranslations = "list-without-translations"
  case statementNotReviewed = "statement-not-reviewed"

  package var explanation: Explanation {
    switch self {
    case .invalidAddress:
      Explanation(
        """
        A page says an address or a part of one that no web address can be made of. A url begins and \
        ends with a slash, and a slug has letters, digits and hyphens.
        """, wrong: "slug: opening/session", right: "slug: opening-session")
    case .listWithoutTranslations:
      Explanation(
        """
        A section has a page in a second language, and none of its pages is translated, so visitors see an empty list \
        there. Translate the pages: pages with front matter alone are enough, since a translation inherits every key. Or \
        remove the translation of the section until there is something to show.
        """)
    case .statementNotReviewed:
      Explanation(
        """
        Implementing Decision (EU) 2018/1523, article 3, asks that accessibility statements are reviewed once a year at \
        least. Compare the statement with the site as it is now, mend it, and write the day into site.yaml.
        """, wrong: "reviewed: 2029-03-01", right: "reviewed: 2030-05-14")
    case .releasedSessionGone:
      Explanation(
        """
        A session was released, so people have it in their calendars, and its page is gone or a draft. A calendar that \
        only leaves it out would keep people waiting in the room. If it was called off, bring the file back with \
        'status: cancelled'. If its file was renamed, say in 'renamed_from' of the new one what it was, and it stays the \
        same event. If nobody needs to know, delete the lines of the session in content/_releases.tsv.
        """, wrong: "# content/programme/keynote.md was renamed\ntitle: Keynote",
        right: "title: Keynote\nrenamed_from: programme/keynote")
    case .unknownReleasedSession:
      Explanation(
        """
        'renamed_from' says which released session a page is now. It is an id in the first column of \
        content/_releases.tsv, and no other page can be that session.
        """, wrong: "renamed_from: Keynote", right: "renamed_from: programme/keynote")
    case .noHomePage:
      Explanation(
        """
        The site's first page is content/_index.md, and it is missing or not published. Visitors of the \
        bare web address would find nothing.
        """)
    case .unknownReference:
      Explanation(
        """
        A field refers to another page by its id, and no page of the right kind has this id. The id is \
        the name of the page's file without .md, or the column id of a spreadsheet.
        """, wrong: "room: Plenary Hall", right: "room: plenary-hall")
    case .ambiguousReference:
      Explanation(
        """
        Several pages have this id, and none of them is nearer than the others. Write more of the \
        path, as the help shows.
        """, wrong: "room: hall", right: "room: venue/hall")
    case .repeatedReference:
      Explanation(
        """
        A list names the same page twice, so that visitors would read it twice. One of them probably means another \
        page. A person may stand twice with different roles.
        """, wrong: "speakers: [ada-example, ada-example]",
        right: "speakers: [ada-example, ben-example]")
    case .pageNotOnSite:
      Explanation(
        """
        A field or a menu leads to a page that is a draft, not yet published, or expired. The entry is \
        left out until the page is on the site.
        """)
    case .missingFile:
      Explanation(
        """
        There is no such file in content/. The path is meant from the folder of the page that names \
        it, and a path that begins with a slash from content/.
        """, wrong: "photo: Ann.jpg", right: "photo: ann.jpg")
    case .deadMenuEntry:
      Explanation(
        """
        A menu, or a key of event, accessibility or privacy, in site.yaml leads to a page that does not exist. Name the page by its \
        file or address.
        """, wrong: "- page: programe/_index.md", right: "- page: programme/_index.md")
    }
  }
}
