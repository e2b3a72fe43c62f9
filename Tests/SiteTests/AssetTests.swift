import Content
import Diagnostics
import Testing

/// What becomes of the files of a design: each text by the first part of its name, and the mistakes.
private func published(_ files: [(String, String)]) -> (texts: [String: String], lines: [String]) {
  let assets = Assets.make(files.map { (name: $0.0, bytes: Array($0.1.utf8)) })
  let texts = assets.value.all.map { ($0.name, String(decoding: $0.bytes, as: UTF8.self)) }
  return (
    Dictionary(texts, uniquingKeysWith: { $1 }),
    assets.diagnostics.map { diagnostic in
      let place = diagnostic.location.map { "\($0.file):\($0.line):\($0.column)" } ?? ""
      return "\(place): \(diagnostic.message)"
    }
  )
}

@Suite struct AssetTests {
  @Test(arguments: [
    ("@import \"reset.css\" screen;", "@import \"NAME\" screen;"),
    ("@import 'reset.css';", "@import 'NAME';"),
    ("@import URL(reset.css);", "@import URL(NAME);"),
    ("a { b: image-set(\"reset.css\" 1x) }", "a { b: image-set(\"NAME\" 1x) }"),
    ("a { b: url( './reset.css?v#w' ) }", "a { b: url( 'NAME?v#w' ) }"),
    ("/* url(reset.css) */", "/* url(reset.css) */"),
    ("a { b: curl(reset.css) }", "a { b: curl(reset.css) }"),
  ])
  func publishesStyleSheetsWithTheNamesThatTheirFilesHave(css: String, expected: String) throws {
    let assets = Assets.make([
      (name: "reset.css", bytes: Array("p { }".utf8)), (name: "site.css", bytes: Array(css.utf8)),
    ])
    let reset = try #require(assets.value["reset.css"])
    let site = try #require(assets.value["site.css"])
    #expect(assets.diagnostics.isEmpty)
    #expect(
      String(decoding: site.bytes, as: UTF8.self)
        == expected.replacing("NAME", with: reset.outputPath.dropFirst("assets/".count)))
  }

  @Test func saysNothingOfFilesInComments() {
    let css = "p { color: red }\n/* p { background: url(old.png) } */\n"
    let result = published([("site.css", css)])
    #expect(result.lines == [])
    #expect(result.texts == ["site.css": css])
  }

  @Test func saysWhereAStyleSheetNamesAFileThatIsMissing() {
    let result = published([("css/site.css", "/* */\n@import \"gone.css\";\n")])
    #expect(result.lines == ["templates/assets/css/site.css:2:10: there is no asset 'gone.css'"])
  }
}
