package import Diagnostics

/// The kinds of message about putting a site on a host, and about addresses on other sites.
package enum PublishingCode: String, DiagnosticCode {
  case exampleAddress = "example-address"
  case noPublicationPlace = "no-publication-place"
  case foreignFile = "foreign-file"
  case manyRemovals = "many-removals"
  case nothingToUndo = "nothing-to-undo"
  case goneAddress = "gone-address"
  case movedAddress = "moved-address"
  case brokenLinkMemory = "broken-link-memory"

  package var explanation: Explanation {
    switch self {
    case .exampleAddress:
      Explanation(
        """
        The key base_url in site.yaml still has an address that is reserved for examples, so canonical links, feeds \
        and calendars would lead readers nowhere. Write the address that the site will have; for a test elsewhere, \
        give another with --base-url.
        """, wrong: "base_url: https://example.org/malmo2012/",
        right: "base_url: https://www.ecoprocura.eu/malmo2012/")
    case .noPublicationPlace:
      Explanation(
        """
        'lectern publish' needs a place to put the site: the key publish in site.yaml, or --to.
        """, wrong: "title: EcoProcura 2012\nbase_url: https://www.ecoprocura.eu/",
        right:
          "title: EcoProcura 2012\nbase_url: https://www.ecoprocura.eu/\npublish:\n  to: rsync:web.example.eu:/srv/www"
      )
    case .foreignFile:
      Explanation(
        """
        At the place that the site is published to stands a file that no publication wrote, where a file of the site \
        comes. Nothing was changed. If it is from an upload by hand, publish once with --adopt, and it is replaced; \
        else choose another place.
        """)
    case .manyRemovals:
      Explanation(
        """
        More than a fifth of what was published would be removed, which is seldom meant: often a folder is missing, \
        or the site is another one. Nothing was changed. Look at the list with --dry-run, and say --yes if it is right.
        """)
    case .nothingToUndo:
      Explanation(
        """
        What the last publication replaced isn't kept, or not all of it, so it can't be undone. It is kept if \
        publish: in site.yaml has the key previous before a publication. Nothing was changed.
        """, wrong: "publish:\n  to: rsync:web.example.eu:/srv/www",
        right:
          "publish:\n  to: rsync:web.example.eu:/srv/www\n  previous: rsync:web.example.eu:/srv/www-previous"
      )
    case .goneAddress:
      Explanation(
        """
        An address on another site has answered on at least three different days, over three days or more, that \
        there is nothing any more, or its host has no address. Look for where it has gone, link to an archived \
        copy, or take the link out. 'lectern links --fix' puts the archived copy into the texts if \
        content/_links.tsv names one in its last column.
        """)
    case .movedAddress:
      Explanation(
        """
        An address on another site says that what was there is at another address for good (status 301 or 308), \
        and there it is. Old addresses are seldom kept for ever, so link to the new one: 'lectern links --fix' \
        puts it into the texts and changes nothing else in them.
        """)
    case .brokenLinkMemory:
      Explanation(
        """
        The file content/_links.tsv, in which 'lectern links' remembers what it found, can't be read: often \
        a spreadsheet or a merge has changed its form. Its columns are separated by tabs. Mend the line, or remove \
        the file; then all addresses are asked for anew.
        """)
    }
  }
}
