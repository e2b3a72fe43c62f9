package import Diagnostics

/// The kinds of mistake in settings, front matter, spreadsheets, data and the files beside templates.
package enum ContentCode: String, DiagnosticCode {
  // Files as a whole.
  case notUTF8 = "not-utf-8"
  case unknownInstruction = "unknown-instruction-file"
  case unsupportedDataFormat = "unsupported-data-format"
  case duplicateData = "duplicate-data"
  case misnamedStrings = "misnamed-strings-file"
  case misnamedPage = "misnamed-page-file"
  case missingSection = "missing-section-file"
  case missingStringsFile = "missing-strings-file"
  case missingWords = "words-missing"
  case wordsInEnglish = "words-in-english"
  case unclosedFrontMatter = "unclosed-front-matter"
  case misplacedFrontMatter = "misplaced-front-matter"

  // YAML, JSON and CSV.
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

  // Keys and values.
  case unknownKey = "unknown-key"
  case missingKey = "missing-key"
  case notAGroup = "not-a-group"
  case notAList = "not-a-list"
  case listTooLong = "list-too-long"
  case wrongType = "wrong-type"
  case unknownChoice = "unknown-choice"
  case invalidTime = "invalid-time"
  case unknownKind = "unknown-kind"
  case invalidRowID = "invalid-row-id"
  case contradiction
  case translationWithoutText = "translation-without-text"
  case markupInPlainText = "markup-in-plain-text"

  // Settings and design.
  case invalidBaseURL = "invalid-base-url"
  case unknownLanguage = "unknown-language"
  case reservedName = "reserved-name"
  case incompleteField = "incomplete-field"
  case unknownFieldType = "unknown-field-type"
  case invalidMenuEntry = "invalid-menu-entry"
  case invalidLimit = "invalid-limit"
  case incompleteStatement = "incomplete-statement"
  case missingAsset = "missing-asset"
  case brokenStyleSheet = "broken-style-sheet"
  case missingPluralForm = "missing-plural-form"
  case unknownWordValue = "unknown-word-value"
}

extension ContentCode {
  package var canBeMeant: Bool { self == .markupInPlainText || self == .translationWithoutText }

  package var explanation: Explanation {
    switch self {
    case .notUTF8, .unknownInstruction, .unsupportedDataFormat, .duplicateData, .misnamedStrings,
      .misnamedPage, .missingSection, .unclosedFrontMatter, .misplacedFrontMatter,
      .missingStringsFile, .missingWords, .wordsInEnglish:
      explanationOfFile
    case .invalidYAML, .invisibleCharacter, .yamlTooLarge, .tabInYAML, .misalignedKey,
      .colonInValue, .specialFirstCharacter, .unclosedQuote, .unclosedBracket, .missingColon,
      .loneBackslash, .textAfterBlockMark, .commentInValue, .duplicateKey, .invalidJSON,
      .ambiguousColumn, .tooManyCells, .missingSpace, .textAfterEnd, .typographicQuotes,
      .commaInValue, .spreadsheetFailure, .wrongSeparator, .noSpreadsheet:
      explanationOfSyntax
    case .unknownKey, .missingKey, .notAGroup, .notAList, .listTooLong, .wrongType, .unknownChoice,
      .invalidTime, .unknownKind, .invalidRowID, .contradiction, .markupInPlainText,
      .translationWithoutText:
      explanationOfValue
    case .invalidBaseURL, .unknownLanguage, .reservedName, .incompleteField, .unknownFieldType,
      .invalidMenuEntry, .invalidLimit, .incompleteStatement, .missingAsset, .missingPluralForm,
      .brokenStyleSheet,
      .unknownWordValue:
      explanationOfSetting
    }
  }

  private var explanationOfFile: Explanation {
    switch self {
    case .notUTF8:
      Explanation(
        """
        The file has bytes that are not UTF-8, so its letters cannot be told for certain. Save it again \
        in your editor or spreadsheet with the encoding UTF-8.
        """)
    case .unknownInstruction:
      Explanation(
        """
        A name that begins with _ tells Lectern how to treat a folder, and it does not know this one. \
        There are _index.md, _pages.csv, _pages.yaml and the folder _data. A file that should only be \
        copied needs a name without _ at its beginning.
        """)
    case .misnamedPage:
      Explanation(
        """
        The name of a page's file ends in .md, with the language before it in the form that site.yaml has. Some \
        programs write .MD or .md.txt instead, and Windows may hide that. Rename the file.
        """, wrong: "Travel.md.txt", right: "Travel.md")
    case .unsupportedDataFormat:
      Explanation(
        """
        Files in content/_data are read so that templates can use them, and Lectern reads YAML, JSON \
        and CSV. Convert the file, or move it out of _data if it should only be copied.
        """)
    case .duplicateData:
      Explanation(
        """
        The name of a data file is the name that templates use for it, without its ending. Two files \
        have the same name here. Rename one of them.
        """, wrong: "content/_data/partners.yaml\ncontent/_data/partners.csv",
        right: "content/_data/partners.yaml\ncontent/_data/sponsors.csv")
    case .misnamedStrings:
      Explanation(
        """
        The words of the interface in one language are read from one file, templates/strings/ followed \
        by the language's code and .yaml. Rename the file, or move it out of the folder.
        """, wrong: "templates/strings/sv.yml", right: "templates/strings/sv.yaml")
    case .missingSection:
      Explanation(
        """
        The _index.md of a folder says of what kind its pages are. This folder has none, and its pages have keys that \
        only pages of another kind have. Make the file, or write the kind in each page.
        """, wrong: "start: 2030-05-14 09:00", right: "kind: session\nstart: 2030-05-14 09:00")
    case .missingStringsFile:
      Explanation(
        """
        Templates ask for words of the interface, and a language of the site has no file of them. Copy the \
        file of another language to templates/strings/, call it by the language's code, and translate the \
        values.
        """)
    case .missingWords:
      Explanation(
        """
        Templates ask for words that the file of a language does not have. Add the keys that the message \
        lists, each with its words. If a key is misspelt in the template, correct it there.
        """, wrong: "menu: Meny", right: "menu: Meny\nsearch: Sök")
    case .wordsInEnglish:
      Explanation(
        """
        The design's words do not exist in a language of the site, so its pages show them in English. Write the \
        keys that the message lists into the language's file in templates/strings/, each with its words.
        """, wrong: "nav.home: Home", right: "nav.home: Domů")
    case .misplacedFrontMatter:
      Explanation(
        """
        The front matter is YAML between two lines of three hyphens, and the first of these lines is the \
        first line of the file. Something stands before it, or it is written with other characters, as \
        word processors do.
        """, wrong: "———\ntitle: Opening\n———", right: "---\ntitle: Opening\n---")
    default:
      Explanation(
        """
        The file begins with ---, but no second line of --- ends the front matter. Lectern does not \
        guess where the text begins. Write a line with only --- after the last key.
        """, wrong: "---\ntitle: Opening\nWelcome to the conference!",
        right: "---\ntitle: Opening\n---\nWelcome to the conference!")
    }
  }

  private var explanationOfSyntax: Explanation {
    switch self {
    case .invisibleCharacter:
      Explanation(
        """
        The text contains a character that cannot be seen, or that looks like another one: a no-break \
        space, a dash, a letter of another alphabet. It was probably copied from another program. Remove \
        it, or type the value anew.
        """, wrong: "date: 2012–09–19", right: "date: 2012-09-19")
    case .wrongSeparator:
      Explanation(
        """
        The columns of a spreadsheet are separated by commas, semicolons or tabs, by the same in all \
        lines. Save it again from the program that made it, or put the right separator.
        """, wrong: "id|title\nann|Ann", right: "id,title\nann,Ann")
    case .noSpreadsheet:
      Explanation(
        """
        A file that is called _pages.csv isn't a spreadsheet in CSV: it is empty, a file that a spreadsheet program keeps \
        for itself, or a page of the web that was saved instead. Export the spreadsheet as CSV in UTF-8.
        """)
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
    default:
      Explanation(
        """
        The text is not valid YAML at this place. Look at the indentation, and put text with special \
        characters in quotes.
        """)
    }
  }

  private var explanationOfValue: Explanation {
    switch self {
    case .unknownKey:
      Explanation(
        """
        No page of this kind has the key, so its value would have no effect. Correct the spelling, or \
        declare the field for the page's kind in site.yaml.
        """, wrong: "title: Opening\ntgas: [press]", right: "title: Opening\ntags: [press]")
    case .missingKey:
      Explanation(
        "A required key is missing or empty. Add it with a value.",
        wrong: "---\ndate: 2012-09-19\n---", right: "---\ntitle: Opening\ndate: 2012-09-19\n---")
    case .notAGroup:
      Explanation(
        """
        Keys with values are expected here, and the file has something else. Write each key on its own \
        line, followed by a colon, a space and the value.
        """, wrong: "defaults: session", right: "defaults:\n  kind: session")
    case .notAList:
      Explanation(
        """
        A list is expected here, even if it has only one item. Put it in brackets, or begin each item \
        on a line of its own with a hyphen.
        """, wrong: "tags: press", right: "tags: [press]")
    case .listTooLong:
      Explanation(
        """
        A list of more entries than anybody reads, each of which leads to a page that shows all the others. Name those \
        who matter most, or divide the page into several.
        """)
    case .wrongType:
      Explanation(
        "The value is not of the type that the key takes. The message says which type that is.",
        wrong: "weight: heavy", right: "weight: 10")
    case .unknownChoice:
      Explanation(
        "The key takes one of a few words, and this is none of them. The help lists them.",
        wrong: "format: leccture", right: "format: lecture")
    case .invalidTime:
      Explanation(
        """
        A date, a time of day, a time zone or a language's way to write dates could not be read. Dates \
        are written as 2012-09-19, times as 13:30, zones as Europe/Stockholm.
        """, wrong: "date: 19/9/2012", right: "date: 2012-09-19")
    case .unknownKind:
      Explanation(
        """
        A page's kind decides which keys it may have. This kind is neither built in nor declared in \
        site.yaml. Correct the spelling, or declare the kind.
        """, wrong: "kind: sesion", right: "kind: session")
    case .translationWithoutText:
      Explanation(
        """
        The page of another language has a title and no text, while the page that it translates has some, so visitors see \
        an empty page. Translate the text. If the page says all that it should, write meant: [translation-without-text] \
        into it.
        """)
    case .contradiction:
      Explanation(
        """
        Two statements cannot both be meant: a page that expires before it is published, a note about a \
        change that no status names, a translation with another time, room or people than the original. \
        The message says which.
        """, wrong: "publish: 2012-09-01\nexpires: 2012-08-01",
        right: "publish: 2012-09-01\nexpires: 2012-10-01")
    case .markupInPlainText:
      Explanation(
        """
        A title, a cell or another field of text has Markdown or HTML in it, but such a text is printed as it \
        is typed, in lists, calendars and feeds, too. Write it without the signs.
        """, wrong: "title: The **new** rules", right: "title: The new rules")
    default:
      Explanation(
        """
        Each row of a spreadsheet becomes a page, and its id becomes the end of the page's address. The \
        row has no usable id. Give it one of letters, digits and hyphens.
        """, wrong: "id,title\nmark/hidson,Mark Hidson", right: "id,title\nmark-hidson,Mark Hidson")
    }
  }

  private var explanationOfSetting: Explanation {
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
    case .incompleteField:
      Explanation(
        """
        The declaration of a field lacks its type, or what its type needs: a choice its choices, a \
        record its fields.
        """, wrong: "level: choice", right: "level: {type: choice, choices: [easy, hard]}")
    case .incompleteStatement:
      Explanation(
        """
        The accessibility statement has the parts of the model statement of Implementing Decision (EU) 2018/1523, the \
        privacy page those of articles 13 and 14 of the General Data Protection Regulation. A part that depends on \
        another one is missing, or isn't there in each language of the site. docs/site.md shows both whole.
        """, wrong: "status: partial",
        right:
          "status: partial\nexceptions:\n  - {what: Maps of other sites., reason: out-of-scope}")
    case .unknownFieldType:
      Explanation(
        "There is no such type of field. The help lists the types.", wrong: "level: string",
        right: "level: text")
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
        A limit in site.yaml cannot be read. page_weight is a number with kB or MB, and hosts are \
        names without https:// and without a path.
        """, wrong: "limits:\n  page_weight: small\n  hosts: [https://example.org/]",
        right: "limits:\n  page_weight: 60 kB\n  hosts: [example.org]")
    case .brokenStyleSheet:
      Explanation(
        """
        Browsers read a style sheet without a word, and leave out what they can't read: a rule after a bracket or \
        comment that is never closed, a declaration without its colon or semicolon, what other programs make style \
        sheets of.
        """, wrong: "h1 { color: green", right: "h1 { color: green }")
    case .missingPluralForm:
      Explanation(
        """
        Languages have different words for different counts, and this text lacks one that the language \
        needs. Add the form that the message names below the text's other forms.
        """, wrong: "pages:\n  one: \"{count} strona\"\n  other: \"{count} strony\"",
        right:
          "pages:\n  one: \"{count} strona\"\n  few: \"{count} strony\"\n  many: \"{count} stron\"\n"
          + "  other: \"{count} strony\"")
    case .unknownWordValue:
      Explanation(
        """
        Words of the interface have values in braces, which templates give by their names. A translation has one of \
        another name, which would never be given. The names in braces are not translated.
        """, wrong: "# en.yaml has: with {names}\nwith: med {namn}", right: "with: med {names}")
    default:
      Explanation(
        """
        A style sheet refers to a file that is not in templates/assets. The path is meant from the \
        folder of the style sheet.
        """, wrong: "body { background: url(gone.png) }",
        right: "body { background: url(pictures/paper.png) }")
    }
  }
}
