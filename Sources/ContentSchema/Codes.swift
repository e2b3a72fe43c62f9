package import Diagnostics

/// The kinds of mistake in the keys and values of pages, and in how a site declares them.
package enum FieldCode: String, DiagnosticCode {
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
  case incompleteField = "incomplete-field"
  case unknownFieldType = "unknown-field-type"

  package var canBeMeant: Bool { self == .markupInPlainText || self == .translationWithoutText }

  package var explanation: Explanation {
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
    case .invalidRowID:
      Explanation(
        """
        Each row of a spreadsheet becomes a page, and its id becomes the end of the page's address. The \
        row has no usable id. Give it one of letters, digits and hyphens.
        """, wrong: "id,title\nmark/hidson,Mark Hidson", right: "id,title\nmark-hidson,Mark Hidson")
    case .contradiction:
      Explanation(
        """
        Two statements cannot both be meant: a page that expires before it is published, a note about a \
        change that no status names, a translation with another time, room or people than the original. \
        The message says which.
        """, wrong: "publish: 2012-09-01\nexpires: 2012-08-01",
        right: "publish: 2012-09-01\nexpires: 2012-10-01")
    case .translationWithoutText:
      Explanation(
        """
        The page of another language has a title and no text, while the page that it translates has some, so visitors see \
        an empty page. Translate the text. If the page says all that it should, write meant: [translation-without-text] \
        into it.
        """)
    case .markupInPlainText:
      Explanation(
        """
        A title, a cell or another field of text has Markdown or HTML in it, but such a text is printed as it \
        is typed, in lists, calendars and feeds, too. Write it without the signs.
        """, wrong: "title: The **new** rules", right: "title: The new rules")
    case .incompleteField:
      Explanation(
        """
        The declaration of a field lacks its type, or what its type needs: a choice its choices, a \
        record its fields.
        """, wrong: "level: choice", right: "level: {type: choice, choices: [easy, hard]}")
    case .unknownFieldType:
      Explanation(
        "There is no such type of field. The help lists the types.", wrong: "level: string",
        right: "level: text")
    }
  }
}
