import Testing

@testable import Web

/// The addresses of a style sheet, each in front of what it is.
private func addresses(_ css: String) -> [String] {
  let bytes = Array(css.utf8)
  return cssReferences(in: bytes, bytes.indices).map { "\($0.role): \($0.address)" }
}

@Test(arguments: [
  ("a { background: url(a.png) }", ["resource: a.png"]),
  ("a { background: URL( 'a.png' ) }", ["resource: a.png"]),
  ("a { background: u\\72l(a\\ b.png) }", ["resource: a b.png"]),
  ("a { background: url(a\\28 1\\29.png) }", ["resource: a(1).png"]),
  ("a { background: src(\"a.png\") }", ["resource: a.png"]),
  ("@import 'a.css' layer(b) supports(c: d) screen;", ["styleSheet: a.css"]),
  ("@IMPORT/**/url(a.css) print; b { c: url(d) }", ["styleSheet: a.css", "resource: d"]),
  ("@import url( \"a.css\");", ["styleSheet: a.css"]),
  (
    "a { b: image-set('c.png' 1x, url(d.png) 2x, 'e.avif' type('image/avif')) }",
    ["resource: c.png", "resource: d.png", "resource: e.avif"]
  ),
  ("a { b: url(c.png", ["resource: c.png"]),
])
func findsTheAddressesThatAStyleSheetLoads(css: String, expected: [String]) {
  #expect(addresses(css) == expected)
}

@Test(arguments: [
  "/* url(a.png) @import 'b.css'; */",
  "a::before { content: \"url(b.png)\" }",
  "a::before { content: 'it\\'s url(b.png)' }",
  "a { b: curl(c.png); d: -url(e.png); f: 1url(g.png) }",
  "@namespace svg url(http://www.w3.org/2000/svg);",
  "@namespace 'http://www.w3.org/1999/xhtml';",
  "@charset \"utf-8\";",
  "a { b: url(c d.png); e: url(f\"g) }",
  "a[href='b.png'] { c: 'd' }",
])
func takesNothingElseForAnAddress(css: String) {
  #expect(addresses(css) == [])
}

@Test func goesOnAfterAStringThatEndsWithItsLine() {
  #expect(addresses("a { content: \"b\n} c { d: url(e.png) }") == ["resource: e.png"])
}

@Test func putsAnotherAddressInPlaceOfOne() {
  let css = Array("url(a) url('b')".utf8)
  let references = cssReferences(in: css, css.indices)
  #expect(references.map { css[$0.range] } == [css[4..<5], css[12..<13]])
  #expect(
    references.map { String(decoding: $0.escaped("c d'"), as: UTF8.self) } == [
      "c\\ d\\'", "c d\\'",
    ])
}
