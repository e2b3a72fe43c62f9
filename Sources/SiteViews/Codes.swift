package import Diagnostics

/// The kinds of mistake that texts and templates of pages make when they are filled in.
package enum ViewCode: String, DiagnosticCode {
  case assetUnknown = "asset-unknown"
  case directiveAttributeUnknown = "directive-attribute-unknown"
  case directiveRefused = "directive-refused"
  case directiveUnknown = "directive-unknown"
  case linkDead = "link-dead"
  case linkLeftOut = "link-left-out"
  case markdownInTemplate = "markdown-in-template"
  case menuUnknown = "menu-unknown"
  case pageInsteadOfFile = "page-instead-of-file"
  case pagesUnknown = "pages-unknown"
  case valueUnknown = "value-unknown"
  case wordValueMissing = "word-value-missing"

  package var explanation: Explanation {
    switch self {
    case .assetUnknown:
      Explanation(
        """
        A template asks for a file of the design that isn't in templates/assets/. Visitors would get a page \
        without its style or script. Check the name, or add the file.
        """, wrong: #"{{ asset("sight.css") }}"#, right: #"{{ asset("site.css") }}"#)
    case .directiveAttributeUnknown:
      Explanation(
        """
        A component in a page's text was given an attribute that its template never reads, so it would have no \
        effect. The message lists the attributes that there are.
        """, wrong: ":::note{titel=\"Mind the step\"}", right: ":::note{title=\"Mind the step\"}")
    case .directiveRefused:
      Explanation(
        """
        The template of a component can't work with what it was given, and says why: fail() was called. Change \
        the component in the page's text as the message says.
        """)
    case .directiveUnknown:
      Explanation(
        """
        A page's text uses a component that no template in templates/directives/ makes. Check its name.
        """, wrong: ":::noet", right: ":::note")
    case .linkDead:
      Explanation(
        """
        A link leads to nothing: there is no page or file of that name, or the page has no heading with that \
        id. Links are written as paths to files, or as addresses from the site's root.
        """, wrong: "[the opening](openning.md)", right: "[the opening](opening.md)")
    case .linkLeftOut:
      Explanation(
        """
        A link leads to a page that is not on the site at the moment: a draft, not yet published, or expired. \
        The link's text is shown without the link until the page is there.
        """)
    case .markdownInTemplate:
      Explanation(
        """
        A text that a template sends through the filter 'markdown' has a mistake, or has components where the \
        template of a component renders it.
        """)
    case .menuUnknown:
      Explanation(
        "A template asks for a menu that site.yaml doesn't have. Check its name, or add it under 'menus'.",
        wrong: #"{% for entry in menu("mian") %}"#, right: #"{% for entry in menu("main") %}"#)
    case .pageInsteadOfFile:
      Explanation(
        """
        A template asks file() about a page. It takes files that are copied as they are, such as pictures and \
        documents; the address of a page comes from url().
        """, wrong: #"{{ file("opening.md").url }}"#, right: #"{{ url("/programme/opening/") }}"#)
    case .pagesUnknown:
      Explanation(
        """
        A template asks pages() for a kind or a section that the site doesn't have, so the list would always be \
        empty.
        """, wrong: #"{{ pages(kind="speeker") | length }}"#,
        right: #"{{ pages(kind="speaker") | length }}"#)
    case .valueUnknown:
      Explanation(
        """
        A sentence asks for a value that there is not, that is not set, or that cannot be read in a sentence, such as a \
        group of others. The names are those that templates have: site, page and data, with what belongs to them.
        """,
        wrong: "It opens on :value[site.event.start].",
        right: "It opens on :value[site.event.starts].")
    case .wordValueMissing:
      Explanation(
        """
        A text in templates/strings/ has a gap such as {names}, and the call of t() doesn't say what to fill in.
        """, wrong: #"{{ t("session.with") }}"#, right: #"{{ t("session.with", names="Ada") }}"#)
    }
  }
}
