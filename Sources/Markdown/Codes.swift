package import Diagnostics

/// What may be wrong in a Markdown text.
package enum MarkdownCode: String, DiagnosticCode {
  case addressMissing = "address-missing"
  case addressNotAllowed = "address-not-allowed"
  case addressWithControlCharacter = "address-with-control-character"
  case alertUnknown = "alert-unknown"
  case alertMarkerNotAlone = "alert-marker-not-alone"
  case alternativeMissing = "alternative-missing"
  case alternativeOfDecorative = "alternative-of-decorative"
  case directiveAttributeInvalid = "directive-attribute-invalid"
  case directiveAttributeTwice = "directive-attribute-twice"
  case directiveLineTooLong = "directive-line-too-long"
  case directiveNameMissing = "directive-name-missing"
  case directiveNotClosed = "directive-not-closed"
  case directiveNotOpen = "directive-not-open"
  case headingIDInvalid = "heading-id-invalid"
  case headingIDTwice = "heading-id-twice"
  case htmlNotAllowed = "html-not-allowed"
  case markdownTooComplex = "markdown-too-complex"
  case pictureMarkUnknown = "picture-mark-unknown"

  package var explanation: Explanation {
    switch self {
    case .addressMissing:
      Explanation(
        "A link or picture has nothing between its parentheses, so it would lead nowhere.",
        wrong: "Read [the programme]().", right: "Read [the programme](programme/_index.md).")
    case .addressNotAllowed:
      Explanation(
        """
        An address begins with something that a page of this site does not link to, such as \
        'javascript:'. Links lead to pages and files of the site, or begin with https:, http:, \
        mailto:, tel: or webcal:. Pictures are files of the site or begin with https: or http:.
        """,
        wrong: "[Print](javascript:print())", right: "[The programme to print](programme.pdf)")
    case .addressWithControlCharacter:
      Explanation(
        """
        An address holds a character that cannot be seen, such as a tab. Browsers leave such \
        characters out, so that the address would be another one than the one that was checked. \
        Typing the address again removes it.
        """)
    case .alertUnknown:
      Explanation(
        "A quote begins with the marker of an alert that does not exist.",
        wrong: "> [!NOTICE]\n> Lunch is at noon.", right: "> [!NOTE]\n> Lunch is at noon.")
    case .alertMarkerNotAlone:
      Explanation(
        "The marker of an alert stands alone in the first line of its quote. The text follows below.",
        wrong: "> [!NOTE] Lunch is at noon.", right: "> [!NOTE]\n> Lunch is at noon.")
    case .alternativeMissing:
      Explanation(
        """
        A picture has no text for people who cannot see it. Write between the brackets what it \
        shows. If it only decorates the page, say so.
        """,
        wrong: "![](hall.jpg)",
        right: "![The main hall](hall.jpg)\n\n![](wave.svg){decorative}")
    case .alternativeOfDecorative:
      Explanation(
        """
        A picture is marked as decorative and has an alternative text, too. Only one of them can be \
        right: screen readers leave decorative pictures out.
        """,
        wrong: "![The main hall](hall.jpg){decorative}", right: "![The main hall](hall.jpg)")
    case .directiveAttributeInvalid:
      Explanation(
        """
        The attributes of a directive cannot be read. They stand in braces, each as 'key=value', as \
        'key="a value"' if the value has spaces, or as 'key' alone.
        """,
        wrong: "::video{title=The opening}", right: "::video{title=\"The opening\"}")
    case .directiveAttributeTwice:
      Explanation(
        "A directive sets the same attribute twice, and only one value can hold.",
        wrong: "::video{width=300 width=400}", right: "::video{width=400}")
    case .directiveLineTooLong:
      Explanation(
        "Something follows the name or the attributes of a directive in the same line.",
        wrong: ":::note Bring a ticket.\n:::", right: ":::note\nBring a ticket.\n:::")
    case .directiveNameMissing:
      Explanation(
        "A line begins with the colons of a directive, but no name follows them directly.",
        wrong: "::: columns\n:::", right: ":::columns\n:::")
    case .directiveNotClosed:
      Explanation(
        """
        A block directive goes on to the end of what it stands in, since no line closes it. A line \
        with as many colons as the one that opens it does.
        """,
        wrong: ":::columns\nThe text.", right: ":::columns\nThe text.\n:::")
    case .directiveNotOpen:
      Explanation(
        """
        A line of colons closes a directive, but none is open there, or the open one began with \
        more colons.
        """,
        wrong: "::::columns\nThe text.\n:::", right: "::::columns\nThe text.\n::::")
    case .headingIDInvalid:
      Explanation(
        """
        The id that a heading sets cannot be used in an address, or is one of those that footnotes \
        have. An id is one word of letters, digits and hyphens.
        """,
        wrong: "## Getting there {#getting there}", right: "## Getting there {#getting-there}")
    case .headingIDTwice:
      Explanation(
        "Two headings of a page set the same id, so a link to it could lead to either.",
        wrong: "## By train {#travel}\n\n## By bus {#travel}",
        right: "## By train {#train}\n\n## By bus {#bus}")
    case .htmlNotAllowed:
      Explanation(
        """
        A text holds HTML, which this site does not take from its pages: it would be left out, and \
        with it what the editor meant. Markdown and directives say the same. 'raw_html: true' under \
        'markdown' in site.yaml allows HTML on all pages.
        """,
        wrong: "The <b>main</b> hall", right: "The **main** hall")
    case .markdownTooComplex:
      Explanation(
        """
        Something in a text would take far more time or memory than its size: quotes or lists \
        hundreds of levels deep, a table of very many columns, thousands of brackets in one \
        paragraph. No page that somebody wrote comes near these limits, so it is most likely there \
        by accident.
        """)
    case .pictureMarkUnknown:
      Explanation(
        "Braces after a picture hold something else than 'decorative', the only word known there.",
        wrong: "![](wave.svg){decoration}", right: "![](wave.svg){decorative}")
    }
  }
}
