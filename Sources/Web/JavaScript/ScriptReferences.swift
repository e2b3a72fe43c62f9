import Text

/// An address by which a script loads another file.
package struct ScriptReference: Hashable, Sendable {
  package let address: String
  /// Where the address is in the bytes, without its quotes.
  package let range: Range<Int>
}

/// The addresses by which a module loads other files: `import … from "…"`, `import "…"`,
/// `export … from "…"`, `import("…")` and `new URL("…", import.meta.url)` (ECMAScript, sections 13.3 and 16.2).
///
/// An address that is put together while the script runs is not found, nor one that has escapes in it.
package func scriptReferences(in bytes: [UInt8]) -> [ScriptReference] {
  var reader = ModuleReader(bytes: bytes)
  var tokens = ScriptTokenizer(bytes, bytes.indices)
  while let token = tokens.next() { reader.read(token) }
  return reader.references
}

private struct ModuleReader {
  let bytes: [UInt8]
  var references: [ScriptReference] = []
  /// The tokens before the next one, the last one last.
  private var before = RecentTokens()

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(_ token: ScriptToken) {
    if token.kind == .string, isReference(token), !bytes[token.range].contains(UInt8(ascii: "\\")) {
      let address = String(decoding: bytes[token.range], as: UTF8.self)
      references.append(ScriptReference(address: address, range: token.range))
    }
    before.append(token)
  }

  /// Whether a string is the address of a module or of a file beside the script.
  private func isReference(_ token: ScriptToken) -> Bool {
    if before.endImport(in: bytes) { return true }
    return before.end("new", "URL", "(", in: bytes) && isMeantFromScript(token)
  }

  private func isMeantFromScript(_ token: ScriptToken) -> Bool {
    let rest = bytes[token.range.upperBound...].dropFirst().prefix(40).filter { $0 > 0x20 }
    return rest.starts(with: ",import.meta.url)".utf8)
  }
}

/// The last few tokens of a script.
struct RecentTokens {
  private var tokens: [ScriptToken] = []

  mutating func append(_ token: ScriptToken) {
    tokens.append(token)
    if tokens.count > 12 { tokens.removeFirst(6) }
  }

  /// The token so many before the next one; 1 is the last.
  subscript(back: Int) -> ScriptToken? {
    tokens.count >= back ? tokens[tokens.count - back] : nil
  }

  /// Whether the last tokens are these words and signs.
  func end(_ words: StaticString..., in bytes: [UInt8]) -> Bool {
    for (offset, word) in words.reversed().enumerated() {
      guard let token = self[offset + 1], token.kind == .word || token.kind == .sign,
        isExactly(word, token, bytes)
      else { return false }
    }
    return true
  }

  /// Whether what follows is the address of a module.
  func endImport(in bytes: [UInt8]) -> Bool {
    if end("from", in: bytes) || end("import", in: bytes) { return !isAttribute(2, bytes) }
    return end("import", "(", in: bytes) && !isAttribute(3, bytes)
  }

  private func isAttribute(_ back: Int, _ bytes: [UInt8]) -> Bool {
    self[back].map { $0.kind == .sign && bytes[$0.range.lowerBound] == UInt8(ascii: ".") } ?? false
  }
}

/// Whether a token is a word, in the same case.
func isExactly(_ word: StaticString, _ token: ScriptToken, _ bytes: [UInt8]) -> Bool {
  token.range.count == word.utf8CodeUnitCount
    && word.withUTF8Buffer { unsafe bytes[token.range].elementsEqual($0) }
}
