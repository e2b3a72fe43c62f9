// What a word of a page is found by besides itself: other forms of it, and, if two words are joined in it, the second.

/// The forms of a language's words.
struct WordForms {
  private let stemmer: Stemmer?
  /// Whether the language writes words together.
  let joinsWords: Bool

  /// A word as it is searched.
  struct Form {
    var folded: String
    /// The same for all forms of a word; the word itself in a language without rules.
    var stem: String
  }

  /// `language` is a tag.
  init(language: String) {
    stemmer = Stemmer(language: language)
    joinsWords = WordForms.joining.contains(String(language.prefix { $0 != "-" }))
  }

  /// `word` is in small letters, with its accents.
  func form(of word: String) -> Form {
    let own = folded(word)
    return Form(folded: own, stem: stemmer.map { folded($0.stem(of: word)) } ?? own)
  }

  /// The languages that write words together.
  private static let joining: Set<String> = [
    "da", "de", "fi", "is", "nb", "nl", "nn", "no", "sv",
  ]
  private static let shortestPart = 5
  private static let joints = ["", "s", "es", "n", "en"]
  /// Endings of participles, which look like words.
  private static let noWords: Set<String> = ["endem", "enden", "ender", "endes"]

  /// The word at the end of a joined one: `netzgerat` of `hochspannungsnetzgerat`. Both parts must be known, as words of the site.
  /// (Koehn and Knight, Empirical Methods for Compound Splitting, 2003, split by known words, too.)
  func lastPart(of word: String, isKnown: (String) -> Bool) -> String? {
    guard joinsWords, word.utf8.count >= 2 * WordForms.shortestPart else { return nil }
    let letters = Array(word)
    guard letters.count >= 2 * WordForms.shortestPart else { return nil }
    for start in WordForms.shortestPart...(letters.count - WordForms.shortestPart) {
      let last = String(letters[start...])
      guard isKnown(last), !WordForms.noWords.contains(last) else { continue }
      let first = String(letters[..<start])
      let isJoined = WordForms.joints.contains { joint in
        first.hasSuffix(joint) && first.count - joint.count >= WordForms.shortestPart - 1
          && isKnown(String(first.dropLast(joint.count)))
      }
      if isJoined { return last }
    }
    return nil
  }
}
