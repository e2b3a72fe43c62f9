import Cards
import Diagnostics
import Foundation
import TestSupport
import Testing

/// A drawing with something in it.
private func card(_ content: String, _ attributes: String = #"width="1200" height="630""#) -> String
{
  #"<svg xmlns="http://www.w3.org/2000/svg" \#(attributes)>\#(content)</svg>"#
}

private func messages(_ svg: String) throws -> [String] {
  mistakes(inCard: Array(svg.utf8), fonts: try shippedFonts).map {
    "\($0.code.rawValue): \($0.message)"
  }
}

@Suite struct CardDrawingTests {
  @Test(arguments: [
    card(#"<text font-family="Noto Sans">Ärende, Αθήνα, Київ</text>"#),
    card(#"<g font-family="'Noto Sans', sans-serif"><text><tspan>a</tspan></text></g>"#),
    card("<style>text { font-family: 'Noto Sans' }</style><text>a</text>"),
    card(#"<text style="font-family: Noto Sans; font-size: 40px">a &amp; b &#228;</text>"#),
    card(
      ##"<defs><path id="p" d="M0 0"/><pattern id="q"/></defs><use href="#p"/><rect fill="url(#q)"/>"##
    ),
    card(
      #"<image href="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="/>"#
    ),
    card(##"<rect fill="#fff" stroke="rgb(1, 2, 3)" color="RebeccaPurple" filter="none"/>"##),
    card(##"<sodipodi:namedview xmlns:sodipodi="http://sodipodi.example/" fill="x"/>"##),
    "<?xml version=\"1.0\"?>\n<!-- a -->\n" + card("<title>Without a font</title>"),
    card("<![CDATA[ <b> & ]]>"),
  ])
  func letsPassWhatCanBeDrawn(_ svg: String) throws {
    #expect(try messages(svg) == [])
  }

  @Test(arguments: [
    (
      card(#"<text font-family="Arial">a</text>"#),
      "card-font-unknown: the cards have no font 'Arial'"
    ),
    (
      card(#"<text font-family="sans-serif">a</text>"#),
      "card-font-unknown: this card names a sort of font, and no font"
    ),
    (card("<text>Opening</text>"), "card-font-unknown: no font is named for the text 'Opening'"),
    (
      card("<style>text { font-family: Futura, serif }</style><text>a</text>"),
      "card-font-unknown: the cards have no font 'Futura'"
    ),
    (
      card(#"<text style="font: bold 40px Arial">a</text>"#),
      "card-font-unknown: the property 'font' says too many things at once"
    ),
    (
      card(#"<image href="photo.jpg"/>"#), "card-reference-dead: a card can't load 'photo.jpg'"
    ),
    (
      card(
        #"<image xlink:href="https://example.org/a.png" xmlns:xlink="http://www.w3.org/1999/xlink"/>"#
      ),
      "card-reference-dead: a card can't load 'https://example.org/a.png'"
    ),
    (
      card("<style>@import url(file:///etc/passwd);</style>"),
      "card-reference-dead: a card can't load 'file:///etc/passwd'"
    ),
    (card("<use/>"), "card-reference-dead: this <use> doesn't say what it shows"),
    (
      card(#"<image href="data:image/png;base64,AAAA"/>"#),
      "card-reference-dead: the picture in this card can't be read"
    ),
    (
      card(##"<rect id="r"/><rect fill="url(#r)"/>"##),
      "card-reference-dead: 'r' is a <rect>, which can't be used here"
    ),
    (
      card(#"<rect filter="blurr(5px)"/>"#), "card-invalid: this filter is none of the drawing"
    ),
    (card("<retc/>"), "card-invalid: <retc> draws nothing in a card"),
    (card(#"<rect fill="acent"/>"#), "card-invalid: 'acent' is no colour that can be drawn"),
    (card(##"<rect fill="#12345"/>"##), "card-invalid: '#12345' is no colour that can be drawn"),
    (
      card(#"<rect fill="oklch(0.5 0.1 100)"/>"#),
      "card-invalid: 'oklch(0.5 0.1 100)' is no colour that can be drawn"
    ),
    (
      card(#"<rect style="fill: var(--accent)"/>"#),
      "card-invalid: a card knows no custom properties of CSS, such as 'var(--accent)'"
    ),
    (
      card(##"<rect fill="url(#sky)"/>"##),
      "card-reference-dead: there is nothing called 'sky' in this card"
    ),
    (card("<script>alert(1)</script>"), "card-invalid: <script> means nothing in a picture"),
    (
      card("", #"width="600" height="315""#),
      "card-invalid: a card is 1200 pixels wide and 630 high, and this one says something else"
    ),
    (
      "<html></html>", "card-invalid: this card is no SVG: its outermost element is <html>"
    ),
    (
      card(#"<text font-family="Noto Sans">议程</text>"#),
      "card-letter-missing: no font of the cards has '程', '议'"
    ),
  ])
  func tellsWhatIsNotThere(_ svg: String, _ message: String) throws {
    #expect(try messages(svg) == [message])
  }

  @Test(arguments: [
    (card("<text>Q&A</text>"), "an & has to be written as &amp;"),
    (card("<text>a&nbsp;b</text>"), "XML knows no other names than amp, lt, gt, quot and apos"),
    (card("<text>1 < 2</text>"), "a < has to be written as &lt;"),
    (card("<g><text></g>"), "</g> closes <text>"),
    ("<svg><g>", "<g> is never closed"),
    (card("<rect x=1/>"), "the value of 'x' has to stand in quotation marks"),
    (card(#"<rect x="1" x="2"/>"#), "the attribute 'x' is there twice"),
    (card("<rect hidden/>"), "the attribute 'hidden' has no value"),
    (card("") + card(""), "there is a second outermost element"),
    (card("") + "text", "there is text outside of the outermost element"),
    ("", "there is no element"),
    (
      #"<!DOCTYPE svg [<!ENTITY a "b">]>"# + card("&a;"),
      "a document type declaration isn't allowed"
    ),
    (card("<text>\u{1}</text>"), "there is a control character"),
    (card("<text>&#0;</text>"), "an & has to be written"),
    (card("<!-- a"), "a comment has no end"),
    ("</svg>", "</svg> closes nothing"),
  ])
  func tellsWhatIsNoXML(_ svg: String, _ words: String) throws {
    let found = try messages(svg)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix("card-invalid: this card is no XML: ") == true)
    #expect(found.first?.contains(words) == true, "\(found)")
  }

  @Test func isBounded() throws {
    let long = card(String(repeating: "<g/>", count: 70_000))
    #expect(try messages(long) == ["card-invalid: this card's drawing is larger than 256 kB"])
  }

  @Test func readsAnyBytes() throws {
    let whole = Array(
      card(##"<g id="a"><use href="#a"/><text style="a:b">&amp;<![CDATA[x]]></text></g>"##).utf8)
    let fonts = try shippedFonts
    for end in whole.indices { _ = mistakes(inCard: Array(whole[..<end]), fonts: fonts) }
    var random = SeededRandom(seed: 18)
    for _ in 0..<2000 {
      var bytes = whole
      for _ in 0..<3 {
        bytes[Int.random(in: bytes.indices, using: &random)] = UInt8.random(
          in: 0...255, using: &random)
      }
      _ = mistakes(inCard: bytes, fonts: fonts)
    }
  }

  @Test func hasAnotherNameForAnotherDrawingFontOrProgram() throws {
    let fonts = try shippedFonts
    let svg = Array(card("").utf8)
    let names = [
      CardDrawing(svg, CardRenderer(version: "1", fonts: fonts)),
      CardDrawing(svg + [0x0A], CardRenderer(version: "1", fonts: fonts)),
      CardDrawing(svg, CardRenderer(version: "2", fonts: fonts)),
      CardDrawing(svg, CardRenderer(version: "1", fonts: Array(fonts.prefix(1)))),
    ].map(\.name)
    #expect(Set(names).count == 4)
    #expect(CardDrawing(svg, CardRenderer(version: "1", fonts: fonts)).name == names[0])
  }
}
