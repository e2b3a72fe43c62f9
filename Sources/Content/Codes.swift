package import Diagnostics

/// The kinds of mistake in data, the names of files and the files beside templates.
package enum ContentCode: String, DiagnosticCode {
  case unknownInstruction = "unknown-instruction-file"
  case unsupportedDataFormat = "unsupported-data-format"
  case duplicateData = "duplicate-data"
  case misnamedStrings = "misnamed-strings-file"
  case misnamedPage = "misnamed-page-file"
  case missingSection = "missing-section-file"
  case missingStringsFile = "missing-strings-file"
  case missingWords = "words-missing"
  case wordsInEnglish = "words-in-english"
  case invalidAddressLine = "invalid-address-line"
  case invalidReleaseLine = "invalid-release-line"
  case missingAsset = "missing-asset"
  case missingPluralForm = "missing-plural-form"
  case unknownWordValue = "unknown-word-value"

  package var explanation: Explanation {
    switch self {
    case .unknownInstruction:
      Explanation(
        """
        A name that begins with _ tells Lectern how to treat a folder, and it does not know this one. \
        There are _index.md, _pages.csv, _pages.yaml, _addresses.tsv, _releases.tsv and the folder _data. A file that should only be \
        copied needs a name without _ at its beginning.
        """)
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
    case .misnamedPage:
      Explanation(
        """
        The name of a page's file ends in .md, with the language before it in the form that site.yaml has. Some \
        programs write .MD or .md.txt instead, and Windows may hide that. Rename the file.
        """, wrong: "Travel.md.txt", right: "Travel.md")
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
    case .invalidAddressLine:
      Explanation(
        """
        The file content/_addresses.tsv remembers which addresses have been published, one a line, each from the site's root. \
        Behind it may stand the file and the title that it had, parted by tabs. Lines that begin with # are comments.
        """, wrong: "news/opening", right: "/news/opening/")
    case .invalidReleaseLine:
      Explanation(
        """
        The file content/_releases.tsv has a line for each release of the programme, and below it one for each session of \
        which that release told something new. 'lectern release' writes them; a line that was changed by hand, or is a \
        mark of two versions that could not be joined, can't be read. If two people released at once, keep the lines of both.
        """, wrong: "<<<<<<< HEAD",
        right: "release\t2030-05-02T08:00:00Z\tThe opening is an hour later")
    case .missingAsset:
      Explanation(
        """
        A style sheet refers to a file that is not in templates/assets. The path is meant from the \
        folder of the style sheet.
        """, wrong: "body { background: url(gone.png) }",
        right: "body { background: url(pictures/paper.png) }")
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
    }
  }
}
