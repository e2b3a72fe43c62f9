// What a script loads from elsewhere can't be known without running it. What is certain enough to be reported is
// an absolute address that the script hands to something that loads:
//
// * modules: `import "https://…"`, `import("https://…")`
// * calls: `fetch("https://…")`, `new Worker("…")`, `request.open("GET", "…")`, `e.setAttribute("src", "…")` …
// * `e.src = "https://…"`, also `srcset` and `poster`, and `href` in a script that makes a `link`
// * the same by a name: `var u = "//…"; s.src = u + "x.js"`, and the arguments of a function that is called at
//   once, as analytics give it: `(function (w, u) { s.src = u })(window, "https://…")`
//
// An address that is only compared, shown, linked to or opened in a window loads nothing with the page.

import Text

/// The addresses of other hosts that a script makes a browser load.
package func scriptLoads(in bytes: [UInt8], _ range: Range<Int>) -> [ScriptReference] {
  // Most scripts hold no absolute address.
  guard hasAbsoluteAddress(bytes, range) else { return [] }
  var reader = LoadReader(bytes: bytes)
  var tokens = ScriptTokenizer(bytes, range)
  while let token = tokens.next() { reader.read(token) }
  return reader.loads
}

/// The addresses of other hosts among the values of an import map, or of rules for what is loaded early.
package func importMapLoads(in bytes: [UInt8], _ range: Range<Int>) -> [ScriptReference] {
  var references: [ScriptReference] = []
  var tokens = ScriptTokenizer(bytes, range)
  while let token = tokens.next() {
    guard token.kind == .string, let address = absolute(token, bytes) else { continue }
    let next = bytes[..<range.upperBound].dropFirst(token.range.upperBound + 1).first { $0 > 0x20 }
    if next == UInt8(ascii: ":") { continue }
    references.append(ScriptReference(address: address, range: token.range))
  }
  return references
}

private func hasAbsoluteAddress(_ bytes: [UInt8], _ range: Range<Int>) -> Bool {
  var index = range.lowerBound
  while let slash = bytes.firstIndex(of: UInt8(ascii: "/"), from: index), slash < range.upperBound {
    if slash > range.lowerBound, slash + 1 < range.upperBound,
      "/\\".utf8.contains(bytes[slash - 1]) || "/\\".utf8.contains(bytes[slash + 1])
    {
      return true
    }
    index = slash + 1
  }
  return bytes[range].contains(UInt8(ascii: "\\"))
}

/// The address that a string is, if it is one of another host.
private func absolute(_ token: ScriptToken, _ bytes: [UInt8]) -> String? {
  let text = scriptDecoded(bytes[token.range])
  guard let host = host(of: Array(text.utf8)[...]), host.utf8.contains(UInt8(ascii: ".")) else {
    return nil
  }
  return namespaces.contains(text) ? nil : text
}

/// Addresses that are names: nothing is loaded from them.
private let namespaces = [
  "http://www.w3.org/1999/xhtml", "http://www.w3.org/2000/svg",
  "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/1999/xlink",
  "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/",
]

private struct LoadReader {
  /// Open parentheses and brackets, and what their commas part.
  private struct Bracket {
    /// The name before an opening parenthesis.
    var name: String?
    /// Whether a function is called where it is written.
    var callsFunction = false
    var argument = 0
    /// The first argument, if it is a string.
    var first: String?
  }

  let bytes: [UInt8]
  private var before = RecentTokens()
  private var brackets: [Bracket] = []
  private var found: [ScriptReference] = []
  /// Addresses that a name is set to, and those that a function which is called at once gets.
  private var named: [(name: String, reference: ScriptReference)] = []
  private var passed: [ScriptReference] = []
  /// Addresses that a `link` may get, or a link that people follow.
  private var linked: [ScriptReference] = []
  private var loadedNames: Set<String> = []
  private var makesLink = false

  init(bytes: [UInt8]) { self.bytes = bytes }

  var loads: [ScriptReference] {
    let byName = named.filter { loadedNames.contains($0.name) }.map(\.reference)
    let all =
      found + byName + (loadedNames.isEmpty ? [] : passed) + (makesLink ? linked : [])
    return all.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }

  mutating func read(_ token: ScriptToken) {
    switch token.kind {
    case .string, .template(isFirst: true, _): readString(token)
    case .word: if isLoaded == .yes { loadedNames.insert(text(token)) }
    case .sign: readSign(token)
    case .template, .regularExpression: break
    }
    before.append(token)
  }

  private mutating func readString(_ token: ScriptToken) {
    let text = scriptDecoded(bytes[token.range])
    if text == "link" || text == "stylesheet" { makesLink = true }
    if brackets.last?.argument == 0, before.end("(", in: bytes) {
      brackets[brackets.count - 1].first = text
    }
    guard let address = absolute(token, bytes) else { return }
    let reference = ScriptReference(address: address, range: token.range)
    switch isLoaded {
    case .yes: found.append(reference)
    case .ifLink: linked.append(reference)
    case .no:
      if let name = nameBeingSet {
        named.append((name, reference))
      } else if isArgument, brackets.last?.callsFunction == true {
        passed.append(reference)
      }
    }
  }

  private mutating func readSign(_ token: ScriptToken) {
    switch bytes[token.range.lowerBound] {
    case UInt8(ascii: "("):
      let callee = before[1]
      let isName = callee?.kind == .word
      brackets.append(
        Bracket(
          name: isName ? callee.map(text) : nil,
          callsFunction: before.end("}", in: bytes) || before.end(")", in: bytes)))
    case UInt8(ascii: "["), UInt8(ascii: "{"): brackets.append(Bracket())
    case UInt8(ascii: ")"), UInt8(ascii: "]"), UInt8(ascii: "}"): _ = brackets.popLast()
    case UInt8(ascii: ","): if !brackets.isEmpty { brackets[brackets.count - 1].argument += 1 }
    default: break
    }
  }

  private enum Loading { case yes, ifLink, no }

  /// Whether the value that begins here is loaded.
  private var isLoaded: Loading {
    if before.endImport(in: bytes) { return .yes }
    if before.end("=", in: bytes) || before.end(":", in: bytes) {
      guard let name = before[2], name.kind == .word else { return .no }
      let isAttribute = before[3].map { isExactly(".", $0, bytes) } ?? false
      let isKey = before.end(":", in: bytes)
      if loadingAttributes.contains(text(name)) { return isAttribute || isKey ? .yes : .no }
      return text(name) == "href" && isAttribute && !isKey ? .ifLink : .no
    }
    guard isArgument, let call = brackets.last, let name = call.name else { return .no }
    if name == "setAttribute", call.argument == 1, let attribute = call.first {
      return loadingAttributes.contains(attribute) ? .yes : attribute == "href" ? .ifLink : .no
    }
    if name == "importScripts" { return .yes }
    return loadingCalls[name] == call.argument ? .yes : .no
  }

  /// Whether an argument of a call begins here.
  private var isArgument: Bool {
    before.end("(", in: bytes) || before.end(",", in: bytes)
  }

  /// The name in `name = …`.
  private var nameBeingSet: String? {
    guard before.end("=", in: bytes), let name = before[2], name.kind == .word else { return nil }
    let isAttribute = before[3].map { isExactly(".", $0, bytes) } ?? false
    return isAttribute ? nil : text(name)
  }

  private func text(_ token: ScriptToken) -> String {
    String(decoding: bytes[token.range], as: UTF8.self)
  }
}

private let loadingAttributes = ["src", "srcset", "poster"]

/// Calls by name, and which of their arguments they load.
private let loadingCalls = [
  "fetch": 0, "Worker": 0, "SharedWorker": 0, "EventSource": 0, "WebSocket": 0, "Audio": 0,
  "sendBeacon": 0, "getScript": 0, "getJSON": 0, "addModule": 0, "register": 0, "Request": 0,
  "open": 1,
]
