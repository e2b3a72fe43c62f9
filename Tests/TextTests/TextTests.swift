import Testing
import Text

@Suite struct SlugTests {
  @Test(arguments: [
    ("Opening the Conference", "opening-the-conference"), ("Malmö stad", "malmo-stad"),
    ("Straße", "strasse"), ("What’s legal, what’s practical?", "whats-legal-whats-practical"),
    ("  --a  b--  ", "a-b"), ("C++ & C#", "c-c"), ("2012", "2012"), ("Αθήνα", "αθήνα"), ("…", ""),
    ("Reykjavík – Þingvellir", "reykjavik-thingvellir"), ("e\u{301}clair", "eclair"),
    ("ŁÓDŹ", "lodz"),
  ])
  func isReadableInAnAddress(_ text: String, _ expected: String) { #expect(slug(text) == expected) }
}

@Suite struct NearestWordTests {
  @Test(arguments: [
    ("tgas", "tags"), ("titel", "title"), ("Date", "date"), ("spekers", "speakers"),
  ])
  func suggestsTheWordThatATypoMeant(_ typo: String, _ meant: String) {
    #expect(nearest(to: typo, in: ["title", "tags", "date", "speakers"]) == meant)
  }

  @Test func suggestsNothingFarFetched() {
    #expect(nearest(to: "author", in: ["title", "tags", "date"]) == nil)
    #expect(nearest(to: "", in: ["a"]) == nil)
  }
}

@Suite struct MarkupEscapingTests {
  @Test func writesReferencesAsEachReaderExpects() {
    var buffer = ByteBuffer()
    buffer.append(escaping: "a<b> & \"c\" 'd' ö", as: .markdown)
    buffer.append(UInt8(ascii: "|"))
    buffer.append(escaping: "a<b> & \"c\" 'd' ö", as: .template)
    #expect(
      buffer.string
        == "a&lt;b&gt; &amp; &quot;c&quot; 'd' ö|a&lt;b&gt; &amp; &#34;c&#34; &#39;d&#39; ö")
  }
}

@Suite struct ByteBufferTests {
  @Test func writesNumbers() {
    var buffer = ByteBuffer()
    for number in [0, 9, 10, -1, 1234] { buffer.append(decimal: number) }
    #expect(buffer.string == "0910-11234")
  }
}
