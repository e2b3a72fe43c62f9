package import Diagnostics

/// What keeps a file from being read: its encoding, its YAML, JSON, CSV or CSS, where its front matter begins and ends.
package enum SyntaxCode: String, DiagnosticCode {
  case notUTF8 = "not-utf-8"
  case unclosedFrontMatter = "unclosed-front-matter"
  case misplacedFrontMatter = "misplaced-front-matter"
  case invalidYAML = "invalid-yaml"
  case invisibleCharacter = "invisible-character"
  case yamlTooLarge = "yaml-too-large"
  case tabInYAML = "tab-in-yaml"
  case misalignedKey = "misaligned-key"
  case colonInValue = "colon-in-value"
  case specialFirstCharacter = "special-first-character"
  case unclosedQuote = "unclosed-quote"
  case unclosedBracket = "unclosed-bracket"
  case missingColon = "missing-colon"
  case missingSpace = "missing-space"
  case textAfterEnd = "text-after-end"
  case typographicQuotes = "typographic-quotes"
  case commaInValue = "comma-in-value"
  case loneBackslash = "lone-backslash"
  case textAfterBlockMark = "text-after-block-mark"
  case commentInValue = "comment-in-value"
  case duplicateKey = "duplicate-key"
  case invalidJSON = "invalid-json"
  case ambiguousColumn = "ambiguous-column"
  case tooManyCells = "too-many-cells"
  case spreadsheetFailure = "spreadsheet-failure"
  case noSpreadsheet = "no-spreadsheet"
  case wrongSeparator = "wrong-separator"
  case brokenStyleSheet = "broken-style-sheet"

  package var explanation: Explanation {
    switch self {
    case .notUTF8:
      Explanation(
        """
        The file has bytes that are not UTF-8, so its letters cannot be told for certain. Save it again \
        in your editor or spreadsheet with the encoding UTF-8.
        """)
    case .unclosedFrontMatter:
      Explanation(
        """
        The file begins with ---, but no second line of --- ends the front matter. Lectern does not \
        guess where the text begins. Write a line with only --- after the last key.
        """, wrong: "---\ntitle: Opening\nWelcome to the conference!",
        right: "---\ntitle: Opening\n---\nWelcome to the conference!")
    case .misplacedFrontMatter:
      Explanation(
        """
        The front matter is YAML between two lines of three hyphens, and the first of these lines is the \
        first line of the file. Something stands before it, or it is written with other characters, as \
        word processors do.
        """, wrong: "———\ntitle: Opening\n———", right: "---\ntitle: Opening\n---")
    case .invalidYAML:
      Explanation(
        """
        The text is not valid YAML at this place. Look at the indentation, and put text with special \
        characters in quotes.
        """)
    case .invisibleCharacter:
      Explanation(
        """
        The text contains a character that cannot be seen, or that looks like another one: a no-break \
        space, a dash, a letter of another alphabet. It was probably copied from another program. Remove \
        it, or type the value anew.
        """, wrong: "date: 2012–09–19", right: "date: 2012-09-19")
    case .yamlTooLarge:
      Explanation(
        """
        The YAML has too many values, or lists and groups that lie too deep within each other. Lectern \
        refuses it so that a single file cannot use up the memory. Split the file.
        """)
    case .tabInYAML:
      Explanation(
        "YAML is indented with spaces. Replace the tab with spaces.",
        wrong: "menus:\n\tmain: []", right: "menus:\n  main: []")
    case .misalignedKey:
      Explanation(
        """
        The keys of one group begin in the same column, and this one does not. The same message comes \
        from a value above that continues on this line. Align the key, or put the value above in quotes.
        """, wrong: "title: Opening\n  date: 2012-09-19", right: "title: Opening\ndate: 2012-09-19")
    case .colonInValue:
      Explanation(
        """
        A colon followed by a space separates a key from its value. A value that contains one needs \
        quotes around it.
        """, wrong: "title: Malmö: a city in motion", right: "title: \"Malmö: a city in motion\"")
    case .specialFirstCharacter:
      Explanation(
        """
        Some characters have a meaning of their own at the beginning of a value in YAML, among them \
        * & ! @ % and `. Anchors, aliases and tags are not used in Lectern. Put the value in quotes.
        """, wrong: "title: *Opening*", right: "title: \"*Opening*\"")
    case .unclosedQuote:
      Explanation(
        """
        A quotation mark begins a value that no second one ends. Write the second one where the value \
        ends.
        """, wrong: "title: \"Opening", right: "title: \"Opening\"")
    case .unclosedBracket:
      Explanation(
        """
        A list or a group in brackets does not end, lacks a comma, or lacks a value. Write lists as \
        [a, b] and groups as {key: value}.
        """, wrong: "tags: [press, venue", right: "tags: [press, venue]")
    case .missingColon:
      Explanation(
        """
        A line of front matter is a key with its value or an item of a list, and this one is neither. \
        Write a colon and a space after the key.
        """, wrong: "title: Opening\ndraft", right: "title: Opening\ndraft: true")
    case .missingSpace:
      Explanation(
        """
        In YAML a space follows the colon after a key, and the hyphen before an item of a list. Without \
        it the line is a text.
        """, wrong: "title:Opening\ntopics:\n  -water",
        right: "title: Opening\ntopics:\n  - water")
    case .textAfterEnd:
      Explanation(
        """
        A value that begins with a bracket or a quotation mark ends with the closing one. Put a text that \
        only begins so in quotes as a whole.
        """, wrong: "title: [Workshop] How to buy", right: "title: \"[Workshop] How to buy\"")
    case .typographicQuotes:
      Explanation(
        """
        YAML and HTML know straight quotation marks only. Typographic ones, as word processors write them, are \
        part of the text and would be printed. Write straight ones, or, if they should be printed, \
        straight ones around them.
        """, wrong: "title: “The opening”", right: "title: The opening")
    case .commaInValue:
      Explanation(
        """
        A comma separates the parts of a list or group in brackets, so a value with a comma needs \
        quotes there. In a spreadsheet the items of a list are separated by semicolons.
        """, wrong: "speakers: [{person: ana, role: Mayor, Linz}]",
        right: "speakers: [{person: ana, role: \"Mayor, Linz\"}]")
    case .loneBackslash:
      Explanation(
        """
        In double quotes a backslash begins a special character. Write two of them to mean a \
        backslash, or use single quotes.
        """, wrong: "path: \"C:\\Photos\"", right: "path: 'C:\\Photos'")
    case .textAfterBlockMark:
      Explanation(
        """
        After | or > a text begins on the next line. Move the text there, or put the value in quotes.
        """, wrong: "summary: > A day of talks", right: "summary: >\n  A day of talks")
    case .commentInValue:
      Explanation(
        """
        A # after a space begins a comment in YAML, so the rest of this line would be lost. Put the \
        value in quotes, or write the comment on its own line.
        """, wrong: "title: Talk #1", right: "title: \"Talk #1\"")
    case .duplicateKey:
      Explanation(
        "A group has the same key twice, and only one value can count. Remove one of them.",
        wrong: "title: Opening\ntitle: The opening", right: "title: The opening")
    case .invalidJSON:
      Explanation(
        """
        The file is not JSON from here on. Names and texts need double quotes, and no comma comes after \
        the last item.
        """, wrong: "{\"rooms\": [\"A\", \"B\",]}", right: "{\"rooms\": [\"A\", \"B\"]}")
    case .ambiguousColumn:
      Explanation(
        """
        The first line of a spreadsheet names its columns. Each column needs a name of its own. Rename \
        or remove the column.
        """, wrong: "id,title,title\nann,Ann,Professor", right: "id,title,role\nann,Ann,Professor")
    case .tooManyCells:
      Explanation(
        """
        A row has more cells than the first line names columns. Usually a cell contains the separator. \
        Put that cell in quotes, or name the column.
        """, wrong: "id,title\nann,Ann, PhD", right: "id,title\nann,\"Ann, PhD\"")
    case .spreadsheetFailure:
      Explanation(
        """
        Cells of a column have a formula, or what the spreadsheet shows when a formula fails, such as '#REF!'. \
        Visitors would read just that. Correct the formula in the spreadsheet or write its value, and export the sheet \
        again.
        """, wrong: "id,title,capacity\nhall-a,Hall A,#REF!",
        right: "id,title,capacity\nhall-a,Hall A,300")
    case .noSpreadsheet:
      Explanation(
        """
        A file that is called _pages.csv isn't a spreadsheet in CSV: it is empty, a file that a spreadsheet program keeps \
        for itself, or a page of the web that was saved instead. Export the spreadsheet as CSV in UTF-8.
        """)
    case .wrongSeparator:
      Explanation(
        """
        The columns of a spreadsheet are separated by commas, semicolons or tabs, by the same in all \
        lines. Save it again from the program that made it, or put the right separator.
        """, wrong: "id|title\nann|Ann", right: "id,title\nann,Ann")
    case .brokenStyleSheet:
      Explanation(
        """
        Browsers read a style sheet without a word, and leave out what they can't read: a rule after a bracket or \
        comment that is never closed, a declaration without its colon or semicolon, what other programs make style \
        sheets of.
        """, wrong: "h1 { color: green", right: "h1 { color: green }")
    }
  }
}
