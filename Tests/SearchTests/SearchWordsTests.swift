import Search
import Testing

@Suite struct SearchWordsTests {
  @Test func countsTheWordsOfMainAndThoseOfHeadingsMore() {
    let html = """
      <title>Elsewhere</title><header>Menu</header><main><nav>Up</nav><h1>Grüße aus Malmö</h1>
      <p>Lå<b>ng</b>väga<br>gäster &amp; g&auml;ster</p><script>var hidden</script></main><footer>Foot</footer>
      """
    #expect(
      searchWords(in: Array(html.utf8))
        == ["grüße": 8, "aus": 8, "malmö": 8, "långväga": 1, "gäster": 2])
  }

  @Test func foldsLettersThatAreNoMarks() {
    #expect(
      wordFiles("en", "Ærø Łódź Ⅷ 2012 E\u{301}te\u{301} co\u{AD}op").hasPrefix(
        #"lecternSearch("w0",[{"2012":[0,10],"aero":[0,10],"coop":[0,10],"ete":[0,10],"lodz":[0,10],"ⅷ":[0,10]},"#
      ))
  }

  @Test func knowsWhichWordsAreFormsOfOne() {
    #expect(
      wordFiles("sv", "upphandling Upphandlingar upphandlingen konferens").contains(
        #"{"upphandling":"upphandling","upphandlingar":"upphandling","upphandlingen":"upphandling"}"#
      ))
    #expect(wordFiles("de-AT", "Häuser Haus haust").contains(#"{"haus":"haus","hauser":"haus"}"#))
    #expect(wordFiles("pl", "zamówienie zamówienia").contains("},{}"))
  }

  @Test(arguments: [
    ("de", "Nachhaltigkeitskonferenz", "Nachhaltigkeit Konferenz", "konferenz", true),
    ("de", "Hochspannungsnetzgerät", "Hochspannung Netzgerät", "netzgerat", true),
    ("sv", "hållbarhetsveckan", "hållbarhet veckan", "veckan", true),
    ("en", "undergraduate", "under graduate", "graduate", false),  // English joins no words.
    // The first part is no word of the site.
    ("de", "Nachhaltigkeitskonferenz", "Konferenz", "konferenz", false),
  ]) func findsTheEndOfAJoinedWord(
    language: String, joined: String, words: String, end: String, isFound: Bool
  ) {
    #expect(wordFiles(language, joined, words).contains("\"\(end)\":[0,") == isFound)
  }

  /// The only file of words of an index of pages with these texts.
  private func wordFiles(_ language: String, _ texts: String...) -> String {
    let pages = texts.enumerated().map { number, text in
      SearchedPage(
        title: "", address: "p\(number)/", description: "", part: "", partOrder: 1, day: "",
        language: language, words: searchWords(in: Array("<main>\(text)</main>".utf8)))
    }
    let layout = SearchLayout(pages: pages.count)
    return String(
      decoding: SearchIndex(pages, language: language, labels: labels, layout)[.words(0)],
      as: UTF8.self)
  }

  private let labels = FacetLabels(day: { "day \($0)" }, language: { "in \($0)" })

  /// The script folds what is typed by the same letters, and shows facets as they stand here.
  @Test func tellsTheScriptWhichLettersAreFoldedAndHowFacetsAreCalled() {
    let pages = [("2031-05-15", "de"), ("2031-05-14", "en")].map { day, language in
      SearchedPage(
        title: "", address: "\(day)/", description: "", part: "Talks", partOrder: 1, day: day,
        language: language, words: [:])
    }
    let index = SearchIndex(pages, language: "en", labels: labels, SearchLayout(pages: 2))
    let contents = String(decoding: index[.contents], as: UTF8.self)
    #expect(
      contents.contains(
        #""letters":{"ß":"ss","æ":"ae","ð":"d","ø":"o","þ":"th","đ":"d","ı":"i","ł":"l","œ":"oe","ς":"σ"}"#
      ))
    #expect(
      contents.hasSuffix(
        #""part":[["Talks",0,2]],"day":[["day 2031-05-14",0,1],["day 2031-05-15",1,2]],"language":[["in en",0,1],["in de",1,2]]})"#
          + "\n"
      ))
  }

  @Test func writesTheSameFilesInWhateverOrderPagesCome() {
    let pages = (0..<30).map { number in
      SearchedPage(
        title: "Page \(number)", address: "p\(number)/", description: "", part: "News",
        partOrder: 1,
        day: "", language: "en", words: ["word": number + 1, "only\(number)": 1])
    }
    let layout = SearchLayout(pages: pages.count)
    let one = SearchIndex(pages, language: "en", labels: labels, layout)
    let other = SearchIndex(pages.reversed(), language: "en", labels: labels, layout)
    for file in [.contents, .pages(0)] + (0..<layout.wordFiles).map(SearchFile.words) {
      #expect(one[file] == other[file])
    }
    #expect(String(decoding: one[.contents], as: UTF8.self).contains(#""part":[["News",0,30]]"#))
  }
}
