package import Diagnostics

/// What a text says that looks like markup and isn't.
package enum LookAlikeCode: String, DiagnosticCode {
  case commentNotClosed = "comment-not-closed"
  case directiveMistyped = "directive-mistyped"
  case emphasisBroken = "emphasis-broken"
  case footnoteUndefined = "footnote-undefined"
  case foreignMarkup = "foreign-markup"
  case headingBroken = "heading-broken"
  case linkBroken = "link-broken"
  case listByHand = "list-by-hand"
  case mergeConflict = "merge-conflict"
  case referenceUndefined = "reference-undefined"
  case tableBroken = "table-broken"

  package var canBeMeant: Bool { self == .listByHand }

  package var explanation: Explanation {
    switch self {
    case .commentNotClosed:
      Explanation(
        """
        A comment begins and never ends. At the beginning of a line it hides the rest of the page; elsewhere \
        it is printed.
        """,
        wrong: "<!-- to be checked", right: "<!-- to be checked -->")
    case .directiveMistyped:
      Explanation(
        """
        A line begins with colons as a component does, but is none, so it is printed as it was typed. The \
        name follows the colons directly, and nothing but attributes in braces follows the name.
        """,
        wrong: ":: session-list", right: "::session-list")
    case .emphasisBroken:
      Explanation(
        """
        Marks of emphasis are printed as they were typed. There is a space inside them, or the last one \
        stands between a sign and a letter, where Markdown takes it for no end. A backslash before a mark \
        says that it is meant.
        """,
        wrong: "**Note: **bring a badge.", right: "**Note:** bring a badge.")
    case .footnoteUndefined:
      Explanation(
        "A text refers to a footnote that is nowhere on the page. Write the note, or a backslash before the bracket.",
        wrong: "A claim.[^1]", right: "A claim.[^1]\n\n[^1]: The source.")
    case .foreignMarkup:
      Explanation(
        """
        Something is the markup of another program, which means nothing here and is printed as it was \
        typed: attributes in braces, shortcodes, tags of templates, links in double brackets. A backslash \
        before it says that it is meant.
        """,
        wrong: "[Register](register.md){.button}", right: "[Register](register.md)")
    case .headingBroken:
      Explanation(
        """
        A line begins with # like a heading and is none, since no space follows. A backslash before the # says \
        that it is meant.
        """,
        wrong: "##By train", right: "## By train")
    case .linkBroken:
      Explanation(
        """
        A link or picture is printed as it was typed: there is a space in its address, a bracket is missing, \
        or brackets stand in the wrong order. A backslash before the bracket says that it is meant.
        """,
        wrong: "[The leaflet](Programme 2031.pdf)", right: "[The leaflet](<Programme 2031.pdf>)")
    case .listByHand:
      Explanation(
        """
        Lines begin with a bullet or number that was typed, and are no list: they run together into one \
        paragraph. EN 301 549, clause 9.1.3.1.
        """,
        wrong: "• a badge\n• a bottle", right: "- a badge\n- a bottle")
    case .mergeConflict:
      Explanation(
        """
        Two people changed the same lines, and the program that joins their versions left both in the file \
        for somebody to choose from. Nobody has.
        """)
    case .referenceUndefined:
      Explanation(
        """
        A link names a definition that is nowhere on the page, so it is printed as it was typed. A backslash \
        before the bracket says that it is meant.
        """,
        wrong: "[The venue][venue]", right: "[The venue][venue]\n\n[venue]: practical/venue.md")
    case .tableBroken:
      Explanation(
        """
        Lines with bars look like a table and are none: the line of hyphens below the headers is missing, or \
        has another number of columns than the headers.
        """,
        wrong: "| Day | Opens |\n| Monday | 9:00 |",
        right: "| Day | Opens |\n|---|---|\n| Monday | 9:00 |")
    }
  }
}
