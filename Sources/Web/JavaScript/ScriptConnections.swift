/// Whether a script may ask its own host for something: `fetch("/a.json")`, `new EventSource(…)`. What it asks for can't
/// be known without running it, so the names alone count.
package func makesConnections(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
  hasWord(connectingNames, bytes, range)
}

/// Whether a script may start a service worker, which browsers take from the site's own host alone.
package func startsServiceWorker(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
  hasWord(["serviceWorker"], bytes, range)
}

private func hasWord(_ names: [StaticString], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
  var tokens = ScriptTokenizer(bytes, range)
  while let token = tokens.next() {
    if token.kind == .word, names.contains(where: { isExactly($0, token, bytes) }) {
      return true
    }
  }
  return false
}

private let connectingNames: [StaticString] = [
  "fetch", "XMLHttpRequest", "EventSource", "WebSocket", "sendBeacon", "WebTransport",
]
