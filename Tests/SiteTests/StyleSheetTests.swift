import Diagnostics
import SiteShell
import Testing

/// What a style sheet says and browsers leave out without a word.
@Suite struct StyleSheetTests {
  private func told(_ text: String) async throws -> [String] {
    let site = try SiteFixture(["templates/assets/site.css": text])
    return try await site.build().diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.line):\($0.column) " } ?? ""
      return place + diagnostic.message + (diagnostic.help.map { " – " + $0 } ?? "")
    }
  }

  @Test(arguments: [
    (
      "a { color: red; }\n/* hi\nb { color: blue; }\n",
      "2:1 this comment is never closed, so nothing below it is read – end it with an asterisk and a slash"
    ),
    (
      "a { color: red; }\n// hi\nb { color: blue; }\n",
      "2:1 '//' begins no comment in a style sheet, so browsers leave out what follows – put remarks between a slash with an asterisk and an asterisk with a slash"
    ),
    (
      "a {\n  // hi\n  color: red;\n}\n",
      "2:3 '//' begins no comment in a style sheet, so browsers leave out what follows – put remarks between a slash with an asterisk and an asterisk with a slash"
    ),
    (
      "a {\n  color: red\n  background: blue;\n}\n",
      "3:3 a semicolon is missing before 'background', so browsers leave both declarations out – write ; at the end of the line above"
    ),
    (
      "a {\n  color red;\n}\n",
      "2:3 a colon is missing behind 'color', so browsers leave the declaration out – write color: and its value"
    ),
    (
      "@media print { a { color red } }",
      "1:20 a colon is missing behind 'color', so browsers leave the declaration out – write color: and its value"
    ),
    (
      "a { font-family: “Arial”; }",
      "1:18 the quotation marks here are typographic ones, which style sheets don't know – write straight ones: \"…\""
    ),
    ("a {\n\u{A0} color: red;\n}", "2:1 here is a no-break space (U+00A0) – type the line anew"),
    (
      "a\u{200B} { color: red }", "1:1 here is a zero-width space (U+200B) – type the line anew"
    ),
    (
      "$main: red;",
      "1:1 '$main' is a variable of SCSS, which browsers can't read – write :root { --main: …; } and var(--main)"
    ),
    (
      "a { @include wide; }",
      "1:5 @include belongs to SCSS, and browsers can't read it – make the style sheet of it with the program for SCSS, and put that here"
    ),
    (
      "a { color: red; }\ncolor: blue;",
      "2:1 here is no rule, and no statement that begins with @ – write rules as p { color: red; }"
    ),
    (
      "a { color: red;\nb { color: blue; }",
      "1:3 '{' is opened here and never closed – close it where the rule ends, so that what follows is read"
    ),
    ("a { color: red; } }", "1:19 '}' closes nothing here – remove it, or open it before"),
    (
      "a { content: \"x; }\n",
      "1:14 a quotation mark is opened here and not closed in its line – write another one where the text ends"
    ),
  ])
  func tellsWhatBrowsersLeaveOut(_ text: String, _ message: String) async throws {
    #expect(try await told(text) == [message])
  }

  @Test(arguments: [
    "", "a{}", "a{color:red}b{color:blue;;}", "/**/ /* a */",
    "@charset \"utf-8\"; @layer base, more; @media (width > 30em) and (hover) { a { color: red } }",
    "@font-face { font-family: \"A\"; src: local(\"A\"),\n  local(\"B\") }",
    "@keyframes x { from { opacity: 0 } 50% { opacity: .5 } to { opacity: 1 } }",
    "a { &:hover { color: red } b > c { color: blue } color: green }",
    ":root { --a: { b: c }; --b:; --c: a:b; --d:\n  1px }",
    "a { grid-template:\n  \"a b\" 1fr\n  \"c d\" 2fr / auto 1fr; *zoom: 1 }",
    "a { filter: progid:DXImageTransform.Microsoft.gradient(startColorstr='#80000000') }",
    "a { background:\n    linear-gradient(to right, red, blue),\n    url(data:image/gif;base64,R0lGODlhAQABAAAAACw=) }",
    "a::before { content: \"//\" ; } a[href^='//'] { color: red } .ü { color: red }",
    "@supports (display: grid) { a { display: grid } } @page :first { margin: 1cm }",
    "@property --x { syntax: \"<length>\"; inherits: false; initial-value: 0px }",
    "a { width: calc(100% / 3); margin: -1px auto 0 !important }",
  ])
  func saysNothingOfWhatIsRight(_ text: String) async throws {
    #expect(try await told(text) == [])
  }
}
