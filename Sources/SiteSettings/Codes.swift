package import Diagnostics

/// The kinds of mistake in `site.yaml`.
package enum SettingsCode: String, DiagnosticCode {
  case invalidBaseURL = "invalid-base-url"
  case unknownLanguage = "unknown-language"
  case reservedName = "reserved-name"
  case invalidMenuEntry = "invalid-menu-entry"
  case invalidLimit = "invalid-limit"
  case incompleteStatement = "incomplete-statement"
  case invalidPublicationPlace = "invalid-publication-place"
  case invalidRedirect = "invalid-redirect"
  case newerFormat = "newer-format"

  package var explanation: Explanation {
    switch self {
    case .invalidBaseURL:
      Explanation(
        "The key base_url is the whole web address of the site, with https:// at its beginning.",
        wrong: "base_url: example.org", right: "base_url: https://example.org/")
    case .unknownLanguage:
      Explanation(
        """
        The code is not one of the languages in site.yaml. Correct it, or add the language there.
        """, wrong: "menus:\n  main:\n    - title: {en: Home, se: Hem}",
        right: "menus:\n  main:\n    - title: {en: Home, sv: Hem}")
    case .reservedName:
      Explanation(
        """
        The name already means something in Lectern: a key that every page has, or a template with \
        another purpose. Choose another name.
        """, wrong: "kinds:\n  workshop:\n    fields: {title: text}",
        right: "kinds:\n  workshop:\n    fields: {subtitle: text}")
    case .invalidMenuEntry:
      Explanation(
        """
        An entry of a menu leads to a page or to a url, but not to both, and needs a title unless it \
        leads to a page.
        """, wrong: "- url: https://example.org/",
        right: "- title: Partner\n  url: https://example.org/")
    case .invalidLimit:
      Explanation(
        """
        A limit in site.yaml cannot be read. page_weight and picture_weight are numbers with kB or MB, and hosts are \
        names without https:// and without a path.
        """, wrong: "limits:\n  page_weight: small\n  hosts: [https://example.org/]",
        right: "limits:\n  page_weight: 60 kB\n  hosts: [example.org]")
    case .incompleteStatement:
      Explanation(
        """
        The accessibility statement has the parts of the model statement of Implementing Decision (EU) 2018/1523, the \
        privacy page those of articles 13 and 14 of the General Data Protection Regulation. A part that depends on \
        another one is missing, or isn't there in each language of the site. docs/site.md shows both whole.
        """, wrong: "status: partial",
        right:
          "status: partial\nexceptions:\n  - {what: Maps of other sites., reason: out-of-scope}")
    case .invalidPublicationPlace:
      Explanation(
        """
        A place to publish to, under publish: in site.yaml or after --to, says how it is reached and where it is: \
        'rsync:' for a host with SSH, 'rclone:' for a remote of rclone, 'folder:' for a folder of this machine. A \
        password never stands in it.
        """, wrong: "publish:\n  to: web.example.eu:/srv/www/malmo2012",
        right: "publish:\n  to: rsync:web.example.eu:/srv/www/malmo2012")
    case .invalidRedirect:
      Explanation(
        """
        A redirect under 'hosting' in site.yaml is written as an old address from the site's root and the address that \
        it leads to now: another one from the site's root, or one of another site. Old addresses of pages are better \
        written as aliases of the page, which work on every host.
        """, wrong: "hosting:\n  redirects: {rss.xml: feed}",
        right: "hosting:\n  redirects: {/rss.xml: /news/feed.xml}")
    case .newerFormat:
      Explanation(
        """
        The number after 'lectern' in site.yaml says in which format the site is written, and this program is older than \
        that format. It would read some of the files wrongly, so it reads none. Take a newer Lectern.
        """)
    }
  }
}
