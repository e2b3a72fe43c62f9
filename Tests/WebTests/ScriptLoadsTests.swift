import Testing
import Web

@Suite struct ScriptLoadsTests {
  private func loads(_ script: String) -> [String] {
    scriptLoads(in: Array(script.utf8), 0..<script.utf8.count).map(\.address)
  }

  @Test(arguments: [
    "s.src = 'https://h.example/a.js'", "s.src='https:\\/\\/h.example\\/a.js';",
    "import x from 'https://h.example/a.js'", "await import(`https://h.example/a.js`)",
    "fetch('//h.example/a.js')", "new Worker('https://h.example/' + x)",
    "r.open('GET', 'https://h.example/a.js')", "e.setAttribute('src', 'https://h.example/a.js')",
    "var u = '//h.example/'; (function () { g.src = u + 'm.js' })()",
    "(function(i,s,o,g){a.src=g})(window,document,'script','//h.example/a.js')",
    "(function(w,d,s,l,i){j.src='https://h.example/g?id='+i+dl})(window,document,'script','x','y')",
    "let l = document.createElement('link'); l.href = 'https://h.example/a.css'",
    "Object.assign(i, {src: 'https://h.example/a.png', alt: ''})",
    "navigator.sendBeacon('//h.example/')",
    "i.src = `https://h.example/p?x=${ y }`", "const u = 'https://h.example/a.json'; fetch(u)",
    "importScripts('/a.js', 'https://h.example/a.js')", "i.srcset = '//h.example/a.png 2x'",
    "new WebSocket('wss://h.example/')", "s.src = 'https:\\u002f\\u002fh.example/a.js'",
  ])
  func findsWhatALoaderLoads(_ script: String) {
    #expect(loads(script).count == 1 && loads(script)[0].contains("h.example"), "\(loads(script))")
  }

  @Test(arguments: [
    "location.href = 'https://h.example/'", "window.open('https://h.example/')",
    "if (a.src == 'https://h.example/') b()", "a.textContent = 'https://h.example/'",
    "document.createElementNS('http://www.w3.org/2000/svg', 'a'); fetch(n)",
    "const n = 'http://www.w3.org/2000/svg'; fetch(n)", "// s.src = 'https://h.example/'\n1",
    "s.src = '/a.js'", "s.src = 'a//b.js'", "a.href = 'https://h.example/'",
    "const share = 'https://h.example/?u=' + u; window.open(share)", "s.src = x // '//h.example'",
    "'https://h.example/'.split('//')", "e.setAttribute('title', 'https://h.example/')",
    "fetch('/api?u=' + 'https://h.example/')", "/s.src = '\\/\\/h.example'/.test(x)",
  ])
  func leavesAloneWhatLoadsNothing(_ script: String) {
    #expect(loads(script) == [])
  }

  @Test func findsTheHostsOfAnImportMap() {
    let map =
      #"{"imports": {"a": "https://h.example/a.js", "b": "/b.js", "https://k.example/": "/c/"}}"#
    let found = importMapLoads(in: Array(map.utf8), 0..<map.utf8.count)
    #expect(found.map(\.address) == ["https://h.example/a.js"])
  }
}
