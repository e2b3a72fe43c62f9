import CivilTime
import ConferenceDesign
import Content
import Diagnostics
import TestSupport
import Testing

/// The words of the design that ships, in a language.
struct InterfaceWords: Sendable, CustomTestStringConvertible {
  let language: String
  let strings: Strings
  /// What is noticed of the file by itself.
  let diagnostics: [Diagnostic]

  var testDescription: String { language }
  var keys: [String] { strings.keys(language: language) }

  func text(_ key: String) -> String { strings.text(key, language: language) ?? "" }

  /// The keys without the categories of plural forms: each text once.
  var texts: Set<String> { Set(keys.map(withoutCategory)) }

  private func withoutCategory(_ key: String) -> String {
    guard let dot = key.lastIndex(of: "."), key.hasPrefix("term.count."),
      PluralCategory(rawValue: String(key[key.index(after: dot)...])) != nil
    else { return key }
    return String(key[..<dot])
  }

  static let all: [InterfaceWords] = conferenceDesign.filter { $0.path.hasPrefix(folder) }.map {
    file in
    let language = String(file.path.dropFirst(folder.count).prefix { $0 != "." })
    var strings = Strings()
    let diagnostics = strings.add(
      SourceText(file: file.path, bytes: file.bytes), language: language)
    return InterfaceWords(language: language, strings: strings, diagnostics: diagnostics)
  }

  static let english = all.first { $0.language == "en" }
  static let others = all.filter { $0.language != "en" }
  private static let folder = "strings/"
}

/// Texts that are the same in English and in a language, and are no oversight.
private let alike: [String: Set<String>] = [
  "da": [
    "Demonstration", "Download", "E-mail", "Fax", "Links", "Menu", "Online", "Organisation",
    "Partner",
    "Poster", "Session", "Session {number}", "Tutorial", "Workshop", "session {number}",
  ],
  "de": [
    "Fax", "Links", "Online", "Organisation", "Partner", "Poster", "Session", "Session {number}",
    "Tutorial", "Website", "Workshop",
  ],
  "es": ["Fax", "Tutorial"],
  "fr": [
    "Contact", "Dates", "Menu", "Organisation", "Participants", "Places", "Publications", "Source",
    "Sources", "page {number}", "{count} page", "{count} pages",
  ],
  "it": ["E-mail", "Fax", "File", "Home", "Menu", "Online", "Partner", "Poster", "Tutorial"],
  "nb": ["Partner", "Poster", "Workshop"],
  "nl": [
    "Contact", "E-mail", "Fax", "Home", "Links", "Menu", "Online", "Partner", "Partners", "Poster",
    "Sponsors", "Training", "Tutorial", "Website", "Workshop",
  ],
  "pl": ["E-mail", "Menu", "Online", "Partner"],
  "pt": ["E-mail", "Fax", "Menu", "Online", "Tutorial"],
  "sv": [
    "Demonstration", "Fax", "Organisation", "Partner", "Poster", "Session", "Session {number}",
    "Workshop", "session {number}",
  ],
]

/// A format and a name that no language translates.
private let names: Set<String> = ["Market Lounge", "Sprint"]

/// The interface's words in every language that ships.
@Suite struct DesignWordsTests {
  private static let languages = [
    "da", "de", "en", "es", "fi", "fr", "it", "nb", "nl", "pl", "pt", "sv",
  ]

  @Test func shipsTwelveLanguages() {
    #expect(InterfaceWords.all.map(\.language).sorted() == Self.languages)
  }

  /// Among what is noticed are plural forms that the language needs and the file lacks.
  @Test(arguments: InterfaceWords.all)
  func areWithoutMistakes(_ words: InterfaceWords) {
    #expect(report(words.diagnostics, sources: []) == "")
    #expect(words.keys.allSatisfy { !words.text($0).isEmpty })
  }

  @Test(arguments: InterfaceWords.others)
  func haveTheSameKeysAsEnglish(_ words: InterfaceWords) throws {
    let english = try #require(InterfaceWords.english)
    #expect(words.texts.symmetricDifference(english.texts).sorted() == [])
  }

  @Test(arguments: InterfaceWords.all)
  func nameEachLanguageThatShips(_ words: InterfaceWords) {
    let named = words.keys.filter { $0.hasPrefix("language.") }
    #expect(named == Self.languages.map { "language.\($0)" })
  }

  @Test(arguments: InterfaceWords.others)
  func takeTheSameValuesAsEnglish(_ words: InterfaceWords) throws {
    let english = try #require(InterfaceWords.english)
    for key in words.keys {
      let original = english.keys.contains(key) ? key : "term.count.other"
      #expect(
        valueNames(in: words.text(key)) == valueNames(in: english.text(original)), "\(key)")
    }
  }

  private func valueNames(in text: String) -> [String] {
    text.matches(of: /\{(\w+)\}/).map { String($0.1) }.sorted()
  }

  @Test(arguments: InterfaceWords.others)
  func areTranslated(_ words: InterfaceWords) throws {
    let english = try #require(InterfaceWords.english)
    let isWord = { (key: String) in !key.hasPrefix("date.") && !key.hasPrefix("sign.") }
    let same = Set(words.keys.filter(isWord).map(words.text))
      .intersection(english.keys.map(english.text)).subtracting(names)
    // German "Format" and English "Format" may say different things: what counts is the text of one key.
    let found = same.filter { text in
      words.keys.contains { words.text($0) == text && english.text($0) == text }
    }
    #expect(found == alike[words.language] ?? [])
  }

  /// Straight apostrophes and quotation marks are typewriters'; patterns of dates have their own.
  @Test(arguments: InterfaceWords.all)
  func haveTypographicMarks(_ words: InterfaceWords) {
    for key in words.keys where !key.hasPrefix("date.") {
      #expect(!words.text(key).contains { "'\"".contains($0) }, "\(key)")
    }
  }

  @Test func writeDatesAsTheirReadersDo() throws {
    for fixture in try Fixture.all(in: "dates", of: "SiteTests") {
      let dates = try fixture.text.split(separator: "\n").map(CivilDate.init(parsing:))
      var lines: [String] = []
      for words in InterfaceWords.all.sorted(by: { $0.language < $1.language }) {
        let format = try LanguageFormat(language: words.language)
        for key in words.keys where key.hasPrefix("date.") {
          let pattern = try DatePattern(parsing: words.text(key))
          let written = dates.map { format.format($0, pattern) }
          lines.append("\(words.language) \(key): \(written.joined(separator: " | "))")
        }
      }
      try fixture.expect(lines.joined(separator: "\n") + "\n")
    }
  }
}
