import Testing
import Web

@Suite struct ScriptReferencesTests {
  @Test(arguments: [
    ("import { x } from './b.js';", ["./b.js"]),
    ("import './b.js'; import d, * as n from \"../c.js\"", ["./b.js", "../c.js"]),
    ("export * from './b.js'; export { a as from } from './c.js'", ["./b.js", "./c.js"]),
    ("const m = await import('./b.js');", ["./b.js"]),
    ("new URL('./a.wasm', import.meta.url)", ["./a.wasm"]),
    ("new URL('./a.wasm', base)", []),
    ("// import './b.js'\n/* import './c.js' */ let from = './d.js'", []),
    (
      "let s = \"import './b.js'\"; let t = `import './c.js' ${ import('./d.js') } './e.js'`",
      ["./d.js"]
    ),
    ("let r = /import '.\\/b.js'/; a.import('./b.js'); Array.from('./c.js')", []),
    ("a = b / c; import('./b.js'); x = 1 / 2 / 3", ["./b.js"]),
    ("let t = `${ { a: `}` } } import './b.js'`; import './c.js'", ["./c.js"]),
  ])
  func findsTheFilesThatAScriptLoads(_ script: String, _ expected: [String]) {
    #expect(scriptReferences(in: Array(script.utf8)).map(\.address) == expected)
  }

  @Test(arguments: ["import '", "`${", "/a[", "import(", "'\\", "`\\"])
  func endsWithAnyText(_ script: String) {
    #expect(scriptReferences(in: Array(script.utf8)).count <= 1)
  }
}
