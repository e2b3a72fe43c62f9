import CivilTime
import Foundation
import Testing

@Suite struct CollationTests {
  /// The alphabets of the languages of the European Union, as their dictionaries have them.
  @Test(arguments: [
    ("bg", "а б в з и й я"), ("cs", "c cz čas d h hz chata i r ř s š z ž"),
    ("da", "A a z Zürich Æbeltoft Örebro Ørsted Åbo Aarhus"),
    ("de", "a A ä Ä b o ö p Strasse Straße Strassen"), ("el", "α ά β ω ώ"),
    ("en", "a A á b co-op coop résumé s"), ("es", "n nz ña o"),
    ("et", "s š z ž t w õ ä ö ü x"), ("fi", "v x y ü z å ä ö"),
    ("fr", "cote coté côte côté œuvre of"), ("ga", "a á b é í ó ú"),
    ("hr", "c č ć d dz dž đ l lz lj m n nj o s š z ž"), ("hu", "cz csa csb ccsa d o ö őr u ü z zs"),
    ("it", "a à b e é è"), ("lt", "c č i į y j s š z ž"), ("lv", "a ā b c č g ģ k ķ l ļ n ņ"),
    ("mt", "b ċ c f ġ g għ h ħ y ż z"), ("nl", "ĳ ijs ik z"),
    ("pl", "a ą b c ć l ł m n ń o ó s ś z ź ż"), ("pt", "a á ã c ç d"),
    ("ro", "a ă â b i î s ș t ț"), ("sk", "a ä b c č h ch i o ô s š"),
    ("sl", "c č ć d đ s š z ž"), ("sv", "z Zürich Åbo Æbeltoft Ängelholm Örebro"),
    ("tr", "h ı I i İ j"), ("uk", "Київ Харків Lviv"),
  ])
  func ordersAsTheLanguageDoes(_ language: String, _ expected: String) {
    let collation = Collation(language: language)
    let words = expected.split(separator: " ").map(String.init)
    #expect(words.reversed().sorted { collation.compare($0, $1) < 0 } == words)
    for (a, b) in zip(words, words.dropFirst()) { #expect(collation.compare(a, b) < 0) }
  }

  @Test func ordersNumbersByValue() {
    let collation = Collation(language: "en")
    let titles = [
      "3 things", "20 things", "Session 1", "Session 02", "Session 2b", "Session 10", "Session 100",
      "Session II",
    ]
    #expect(titles.reversed().sorted { collation.compare($0, $1) < 0 } == titles)
  }

  @Test func listsLettersWrittenInTwoPartsAlike() {
    for language in ["en", "sv", "pl", "vi"] {
      let collation = Collation(language: language)
      for word in [
        "Ängelholm", "Őrség", "Țara", "Ēģipte", "Žabljak", "ấ", "ợ", "Ἀθῆναι", "Їжак", "한국",
      ] {
        let decomposed = word.decomposedStringWithCanonicalMapping
        #expect(collation.compare(decomposed, word) == 0, "\(word)")
      }
    }
  }

  @Test func ignoresWhatIsNotSeen() {
    let collation = Collation(language: "sv")
    #expect(collation.compare("sam\u{AD}hälle", "samhälle") == 0)
    #expect(collation.compare("", " ") < 0)
  }

  @Test func readsTitlesToTheirEnds() {
    let collation = Collation(language: "en")
    let title = String(repeating: "Sustainable procurement ", count: 40)
    #expect(collation.compare(title + "a", title + "b") < 0)
    #expect(collation.compare(title + "b", title + "a") > 0)
    #expect(collation.compare("a\0b", "a\0c") < 0)
  }

  /// Pages on several threads share a collator.
  @Test func answersSeveralThreads() async {
    let collation = Collation(language: "sv")
    await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<8 {
        group.addTask {
          (0..<500).allSatisfy { collation.compare("Session \($0)", "Session \($0 + 1)") < 0 }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
