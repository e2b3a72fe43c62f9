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
        == ["grusse": 8, "aus": 8, "malmo": 8, "langvaga": 1, "gaster": 2])
  }

  @Test func foldsLettersThatAreNoMarks() {
    var words: [String] = []
    forEachSearchWord(in: "Ærø Łódź Ⅷ 2012 E\u{301}te\u{301} co\u{AD}op") { words.append($0) }
    #expect(words == ["aero", "lodz", "ⅷ", "2012", "ete", "coop"])
  }

  @Test func writesTheSameFilesInWhateverOrderPagesCome() {
    let pages = (0..<30).map { number in
      SearchedPage(
        title: "Page \(number)", address: "p\(number)/", description: "", part: "News",
        partOrder: 1,
        day: "", language: "", words: ["word": number + 1, "only\(number)": 1])
    }
    let layout = SearchLayout(pages: pages.count)
    let one = SearchIndex(pages, layout)
    let other = SearchIndex(pages.reversed(), layout)
    for file in [.contents, .pages(0)] + (0..<layout.wordFiles).map(SearchFile.words) {
      #expect(one[file] == other[file])
    }
    #expect(String(decoding: one[.contents], as: UTF8.self).contains(#""parts":[["News",0,30]]"#))
  }
}
