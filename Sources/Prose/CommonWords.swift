package import Text

/// The commonest words of a page's language, and of the other languages of its site.
///
/// A class, so that it is passed on as one reference.
package final class CommonWords: Sendable {
  package let own: Set<UInt64>
  package let others: [(language: String, words: Set<UInt64>)]

  /// `nil` if there is nothing to compare.
  package init?(of language: String, among languages: [String]) {
    let others = languages.filter { $0 != language }.compactMap { other in
      commonWords(of: other).map { (other, $0) }
    }
    guard let own = commonWords(of: language), !others.isEmpty else { return nil }
    (self.own, self.others) = (own, others)
  }
}

/// The words of a text that have at most eight bytes, each as a number.
package struct WordKeys {
  package private(set) var keys: [UInt64] = []

  package init(_ text: Bytes) {
    var key: UInt64 = 0
    var length = 0
    for byte in text {
      let lower = byte | 0x20
      if byte >= 0x80 || (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(lower) {
        length += 1
        // The second byte of a letter with an accent stays as it is.
        key = key << 8 | UInt64(byte >= 0x80 ? byte : lower)
      } else if length > 0 {
        // Longer words count, too, and are none of the common ones.
        keys.append(length <= 8 ? key : 0)
        (key, length) = (0, 0)
      }
    }
    if length > 0 { keys.append(length <= 8 ? key : 0) }
  }
}

/// The commonest words of a language, by the numbers of `WordKeys`. `nil` for a language that isn't known here.
private func commonWords(of language: String) -> Set<UInt64>? {
  let primary = String(language.lowercased().prefix { $0 != "-" })
  guard let words = words[primary == "no" ? "nb" : primary] else { return nil }
  return Set(words.split(separator: " ").map { $0.utf8.reduce(0) { $0 << 8 | UInt64($1) } })
}

private let words = [
  "en": "the and of to in is that for with are was this from have you be by not on at we will it",
  "sv": "och att det är som på för av med den till har inte ett om kan ska eller från vi en de",
  "de":
    "und der die das ist nicht mit den von zu ein eine auf für im sich auch wird sind dem wir des",
  "fr": "le la les des et est une dans pour que qui sur avec pas au aux du vous nous ce de un en",
  "es": "el la los las y es una por con para que se del no al su como más de en un lo",
  "it": "il lo gli e è una per con che di del della non si sono al nel le un la i da",
  "nl": "de het een en van is dat op te zijn voor met niet aan er ook als wordt wij bij",
  "da": "og at det er en til på med for af den der ikke som har de kan vi et fra",
  "nb": "og å det er en til på med for av den ikke som har de kan vi et fra",
  "fi": "ja on ei se että joka kuin myös ovat tai kun mutta sekä hän me voi",
  "pl": "i w na z że się do nie jest o jak dla są od przez oraz po za",
  "pt": "o os as e é um uma para com que do da em não se dos das no na por de",
]
