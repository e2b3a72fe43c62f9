import Testing

@testable import Text

@Suite struct SlugTests {
  @Test(arguments: [
    ("Opening the Conference", "opening-the-conference"), ("Malmö stad", "malmo-stad"),
    ("Straße", "strasse"), ("What’s legal, what’s practical?", "whats-legal-whats-practical"),
    ("  --a  b--  ", "a-b"), ("C++ & C#", "c-c"), ("2012", "2012"), ("Αθήνα", "αθήνα"), ("…", ""),
    ("Reykjavík – Þingvellir", "reykjavik-thingvellir"), ("e\u{301}clair", "eclair"),
    ("ŁÓDŹ", "lodz"),
  ])
  func isReadableInAnAddress(_ text: String, _ expected: String) { #expect(slug(text) == expected) }

  @Test(arguments: [
    ("İpek Öz", "ipek-oz"), ("ISPARTA Işık", "isparta-isik"), ("½ Tag", "1-2-tag"),
    ("x² + y³", "x2-y3"), ("ﬁnal ﬂow", "final-flow"),
    ("Ⅷ. Konferenz", "viii-konferenz"), ("ⅻ", "xii"), ("Ǆ ǅ ǆ", "dz-dz-dz"), ("ŉ", "n"),
    ("ＡＢＣ１２", "abc12"), ("①②", "12"),
    ("H₂O", "h2o"), ("№ 5", "no-5"), ("1ª 2º", "1a-2o"), ("ẞ ß", "ss-ss"),
    ("Søren Ångström", "soren-angstrom"), ("Łódź", "lodz"),
    ("Đorđe", "dorde"), ("Việt Nam", "viet-nam"), ("ȘȚ", "st"), ("ÿŸ", "yy"), ("ǿ", "o"),
    ("ḡ", "g"), ("ʼn", "n"), ("ə", "e"),
    ("हिन्दी", "हिन्दी"), ("й и\u{306}", "й-й"), ("Ά", "ά"), ("東京 2031", "東京-2031"), ("٣", "٣"),
    ("한글", "한글"),
  ])
  func writesLettersThatComeFromLatinOnesWithThose(_ text: String, _ expected: String) {
    #expect(slug(text).utf8.elementsEqual(expected.utf8), "\(slug(text))")
  }

  @Test func isTheSameWhenMadeAgain() {
    var changed: [Unicode.Scalar] = []
    for scalar in (UInt32(0)...0x1FFFF).compactMap(Unicode.Scalar.init) {
      for text in [String(scalar), "a\(scalar)b", "α\(scalar)\u{301}", "\(scalar)\(scalar)"] {
        let once = slug(text)
        if !slug(once).utf8.elementsEqual(once.utf8) || !once.isComposed { changed.append(scalar) }
      }
    }
    #expect(changed.isEmpty)
  }
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
