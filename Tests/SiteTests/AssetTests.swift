import Content
import Diagnostics
import Testing
import Web

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
        == expected.replacing("NAME", with: reset.outputPath.text.dropFirst("assets/".count)))
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

  @Test func publishesScriptsWithTheNamesThatTheirFilesHave() throws {
    let assets = Assets.make([
      (name: "js/a.js", bytes: Array("import { x } from './b.js';".utf8)),
      (name: "js/b.js", bytes: Array("export const x = 1;".utf8)),
      (name: "main.js", bytes: Array("import './js/a.js'; import 'lit';".utf8)),
    ])
    #expect(assets.diagnostics.isEmpty)
    let (a, b) = (try #require(assets.value["js/a.js"]), try #require(assets.value["js/b.js"]))
    let main = try #require(assets.value["main.js"])
    #expect(
      String(decoding: a.bytes, as: UTF8.self)
        == "import { x } from '../\(b.outputPath.text.dropFirst("assets/".count))';")
    #expect(
      String(decoding: main.bytes, as: UTF8.self)
        == "import './\(a.outputPath.text.dropFirst("assets/".count))'; import 'lit';")
  }

  @Test func publishesFilesThatNameEachOther() throws {
    func made(_ last: String) -> Diagnosed<Assets> {
      Assets.make([
        (name: "a.js", bytes: Array("import './b.js';".utf8)),
        (name: "b.js", bytes: Array("import './a.js'; import './c.js'; import './b.js'".utf8)),
        (name: "c.js", bytes: Array(last.utf8)),
      ])
    }
    let (first, second) = (made("1"), made("2"))
    #expect(first.diagnostics.isEmpty)
    for assets in [first.value, second.value] {
      let (a, b) = (try #require(assets["a.js"]), try #require(assets["b.js"]))
      #expect(
        String(decoding: a.bytes, as: UTF8.self)
          == "import './\(b.outputPath.text.dropFirst("assets/".count))';")
      #expect(String(decoding: b.bytes, as: UTF8.self).contains(a.outputPath.text.dropFirst(7)))
    }
    #expect(first.value["a.js"]?.outputPath != second.value["a.js"]?.outputPath)
  }

  @Test func publishesAnAssetThatIsNamedFromTheRoot() throws {
    let result = published([
      ("css/site.css", "a { b: url(/assets/x.png) }"), ("x.png", ""),
      ("y.css", "@import '/other.css';"),
    ])
    #expect(result.lines == [])
    #expect(result.texts["css/site.css"]?.hasPrefix("a { b: url(../x.") == true)
    #expect(result.texts["y.css"] == "@import '/other.css';")
  }

  @Test func saysWhereAScriptNamesAFileThatIsMissing() {
    let result = published([("a.js", "\nimport './gone.js'")])
    #expect(result.lines == ["templates/assets/a.js:2:9: there is no asset './gone.js'"])
  }
}
