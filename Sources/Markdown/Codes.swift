package import Diagnostics

/// What may be wrong in a Markdown text.
package enum MarkdownCode: String, DiagnosticCode {
  case addressMissing = "address-missing"
  case addressNotAllowed = "address-not-allowed"
  case addressWithControlCharacter = "address-with-control-character"
  case alertMarkerNotAlone = "alert-marker-not-alone"
  case alertUnknown = "alert-unknown"
  case alternativeIsFileName = "alternative-is-file-name"
  case alternativeMissing = "alternative-missing"
  case alternativeOfDecorative = "alternative-of-decorative"
  case alternativeWordy = "alternative-wordy"
  case codeNotClosed = "code-not-closed"
  case directiveAttributeInvalid = "directive-attribute-invalid"
  case directiveAttributeTwice = "directive-attribute-twice"
  case directiveLineTooLong = "directive-line-too-long"
  case directiveNameMissing = "directive-name-missing"
  case directiveNotClosed = "directive-not-closed"
  case directiveNotOpen = "directive-not-open"
  case footnoteUnused = "footnote-unused"
  case headingEmpty = "heading-empty"
  case headingIDInvalid = "heading-id-invalid"
  case headingIDTwice = "heading-id-twice"
  case headingInBold = "heading-in-bold"
  case headingLevelOne = "heading-level-one"
  case headingLevelSkipped = "heading-level-skipped"
  case htmlNotAllowed = "html-not-allowed"
  case languageInvalid = "language-invalid"
  case languageUnmarked = "language-unmarked"
  case linkEmpty = "link-empty"
  case linkTextAddress = "link-text-address"
  case linkTextTwice = "link-text-twice"
  case linkTextVague = "link-text-vague"
  case linkTitleRepeats = "link-title-repeats"
  case markdownTooComplex = "markdown-too-complex"
  case pictureMarkUnknown = "picture-mark-unknown"
  case tableCellLost = "table-cell-lost"
  case tableWithoutHeaders = "table-without-headers"
  case textInCapitals = "text-in-capitals"
  case valueBroken = "value-broken"

  package var canBeMeant: Bool {
    switch self {
    case .alternativeIsFileName, .alternativeWordy, .headingInBold, .headingLevelOne,
      .headingLevelSkipped, .languageUnmarked, .linkTextAddress, .linkTextTwice, .linkTextVague,
      .linkTitleRepeats, .tableWithoutHeaders, .textInCapitals:
      true
    default: false
    }
  }

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
    case .alertMarkerNotAlone:
      Explanation(
        "The marker of an alert stands alone in the first line of its quote. The text follows below.",
        wrong: "> [!NOTE] Lunch is at noon.", right: "> [!NOTE]\n> Lunch is at noon.")
    case .alertUnknown:
      Explanation(
        "A quote begins with the marker of an alert that does not exist.",
        wrong: "> [!NOTICE]\n> Lunch is at noon.", right: "> [!NOTE]\n> Lunch is at noon.")
    case .alternativeIsFileName:
      Explanation(
        """
        The text for people who cannot see a picture is the name of its file, which says nothing to them. \
        Write what the picture shows. EN 301 549, clause 9.1.1.1.
        """,
        wrong: "![IMG_2041.jpg](hall.jpg)", right: "![The main hall](hall.jpg)")
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
    case .alternativeWordy:
      Explanation(
        """
        The text for people who cannot see a picture says that it is a picture, which screen readers say \
        anyway, or is longer than anybody likes to be read to. EN 301 549, clause 9.1.1.1.
        """,
        wrong: "![Picture of the main hall](hall.jpg)", right: "![The main hall](hall.jpg)")
    case .codeNotClosed:
      Explanation(
        """
        A block of code begins with a fence, and no fence ends it. So the rest of what it stands in is shown \
        as code.
        """,
        wrong: "```\nlectern build", right: "```\nlectern build\n```")
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
        "A line begins with the colons of a directive, but no name follows them.",
        wrong: ":::{title=\"Programme\"}\n:::", right: ":::columns{title=\"Programme\"}\n:::")
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
    case .footnoteUnused:
      Explanation(
        """
        A footnote is written and nothing refers to it, or another one has its label. It is left out of the \
        page.
        """,
        wrong: "A claim.\n\n[^1]: The source.", right: "A claim.[^1]\n\n[^1]: The source.")
    case .headingEmpty:
      Explanation(
        """
        A heading has no words. Screen readers read it out as a heading, and nothing follows. EN 301 549, \
        clause 9.2.4.6.
        """)
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
    case .headingInBold:
      Explanation(
        """
        A paragraph is strong from its beginning to its end, so it looks like a heading. People who cannot see \
        it move by headings, and this is none. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "**By train**\n\nThe line 4 stops at the hall.",
        right: "## By train\n\nThe line 4 stops at the hall.")
    case .headingLevelOne:
      Explanation(
        """
        A heading of level 1 stands in a text, but the page's title is one already. The headings of a text \
        begin with level 2. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "# Getting there", right: "## Getting there")
    case .headingLevelSkipped:
      Explanation(
        """
        The levels of the headings skip one, so that an outline of the page has a gap. Choose a level by what \
        the heading is part of, not by its size. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "## Getting there\n\n#### By train", right: "## Getting there\n\n### By train")
    case .htmlNotAllowed:
      Explanation(
        """
        A text holds HTML, which this site does not take from its pages: it would be left out, and \
        with it what the editor meant. Markdown and directives say the same. 'raw_html: true' under \
        'markdown' in site.yaml allows HTML on all pages.
        """,
        wrong: "The <b>main</b> hall", right: "The **main** hall")
    case .languageInvalid:
      Explanation(
        """
        The language of a part of a text isn't one that screen readers know: it is a code of two or three letters \
        (BCP 47), not the code of a country or a name. EN 301 549, clause 9.3.1.2.
        """,
        wrong: "[smørrebrød]{lang=dk}", right: "[smørrebrød]{lang=da}")
    case .languageUnmarked:
      Explanation(
        """
        A paragraph has words of another of the site's languages and none of its page's, so screen readers would speak \
        it with the wrong voice. Say its language at its end. EN 301 549, clause 9.3.1.2.
        """,
        wrong: "Le lieu est au centre de la ville et vous pouvez y aller à pied.",
        right: "Le lieu est au centre de la ville et vous pouvez y aller à pied. {lang=fr}")
    case .linkEmpty:
      Explanation(
        """
        A link has no words, so nobody can see it, and screen readers read its address. EN 301 549, clause \
        9.2.4.4.
        """,
        wrong: "[](programme.md)", right: "[The programme](programme.md)")
    case .linkTextAddress:
      Explanation(
        """
        The words of a link are an address, which screen readers spell. Say what is there. EN 301 549, clause \
        9.2.4.4.
        """,
        wrong: "<https://example.org/report-2031.html>",
        right: "[The report of 2031](https://example.org/report-2031.html)")
    case .linkTextTwice:
      Explanation(
        """
        Links of the same words lead to different places. Who lists a page's links cannot tell them apart. \
        EN 301 549, clause 9.2.4.4.
        """,
        wrong: "[Slides](a.pdf) and [slides](b.pdf)",
        right: "[Slides of the opening](a.pdf) and [of the closing](b.pdf)")
    case .linkTextVague:
      Explanation(
        """
        The words of a link don't say where it leads. Who lists a page's links reads only these words. EN 301 \
        549, clause 9.2.4.4.
        """,
        wrong: "For the programme click [here](programme.md).",
        right: "See [the programme](programme.md).")
    case .linkTitleRepeats:
      Explanation(
        "The title of a link says the same as its words, so screen readers say it twice. EN 301 549, clause 9.2.4.4.",
        wrong: "[The venue](venue.md \"The venue\")", right: "[The venue](venue.md)")
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
    case .tableCellLost:
      Explanation(
        "A row of a table has more cells than its headers, and what is too much is left out of the page.",
        wrong: "| Day | Opens |\n|---|---|\n| Monday | 9:00 | Hall A |",
        right: "| Day | Opens | Where |\n|---|---|---|\n| Monday | 9:00 | Hall A |")
    case .tableWithoutHeaders:
      Explanation(
        """
        The first row of a table is empty, so its columns have no names. Screen readers say them with each \
        cell. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "| | |\n|---|---|\n| Monday | 9:00 |",
        right: "| Day | Opens |\n|---|---|\n| Monday | 9:00 |")
    case .textInCapitals:
      Explanation(
        """
        A sentence is written in capitals. That is hard to read for many people, and for those who cannot see \
        it it is no emphasis. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "PLEASE BRING YOUR BADGE ON BOTH DAYS",
        right: "**Please bring your badge on both days**")
    case .valueBroken:
      Explanation(
        """
        A value of the site is asked for by a name that cannot be one, or in a heading. Names are apart by points, without \
        spaces. A backslash before the colon says that it is meant as text.
        """,
        wrong: "It opens on :value[the first day].", right: "It opens on :value[site.event.starts]."
      )
    }
  }
}
