/// An address that a style sheet makes the browser load.
package struct CSSReference: Hashable, Sendable {
  package enum Role: Hashable, Sendable {
    /// Another style sheet: `@import`.
    case styleSheet
    /// A picture, or whatever else a property or a descriptor names.
    case resource
    /// What `@font-face` names.
    case font

    var use: LoadUse {
      switch self {
      case .styleSheet: .style
      case .resource: .picture
      case .font: .font
      }
    }
  }

  /// The address with its escapes read.
  package let address: String
  /// Where the address is in the bytes, without its quotes.
  package let range: Range<Int>
  package let role: Role
  package let isQuoted: Bool

  /// Another address, escaped as the place of this one needs it.
  package func escaped(_ address: String) -> [UInt8] {
    var result: [UInt8] = []
    for byte in address.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "\\"):
        result.append(UInt8(ascii: "\\"))
      case UInt8(ascii: " "), UInt8(ascii: "("), UInt8(ascii: ")"):
        if !isQuoted { result.append(UInt8(ascii: "\\")) }
      default: break
      }
      result.append(byte)
    }
    return result
  }
}

/// The addresses in a style sheet or in the value of a `style` attribute, in their order: `url(…)`,
/// `src(…)`, `@import` and the strings of `image-set(…)`.
package func cssReferences(in bytes: [UInt8], _ range: Range<Int>) -> [CSSReference] {
  var reader = CSSReferenceReader(bytes: bytes)
  var tokens = CSSTokenizer(bytes, range)
  while let token = tokens.next() { reader.read(token) }
  return reader.found
}

private struct CSSReferenceReader {
  /// What strings are, directly inside a pair of parentheses or brackets.
  private enum Block {
    case address(CSSReference.Role)
    case imageSet, fontFace, other
  }
  /// What the part of an at-rule before its block or semicolon says of addresses.
  private enum Prelude { case none, startOfImport, names, fontFace }

  let bytes: [UInt8]
  var found: [CSSReference] = []
  private var blocks: [Block] = []
  private var prelude = Prelude.none

  init(bytes: [UInt8]) { self.bytes = bytes }

  mutating func read(_ token: CSSToken) {
    switch token.kind {
    case .whitespace, .comment, .badComment: return
    case .atKeyword:
      prelude = preludeOfRule(named: name(token))
      return
    case .function: blocks.append(blockOfFunction(named: name(token)))
    case .opening:
      let isBody = bytes[token.range.lowerBound] == UInt8(ascii: "{")
      blocks.append(isBody && prelude == .fontFace ? .fontFace : .other)
      if isBody { prelude = .none }
    case .closing: _ = blocks.popLast()
    case .semicolon: prelude = .none
    case .url: take(token, prelude == .startOfImport ? .styleSheet : resource, isQuoted: false)
    case .string: takeString(token)
    case .badString, .badURL, .identifier, .hash, .number, .delimiter: break
    }
    // Only what comes first after `@import` is the style sheet.
    if prelude == .startOfImport { prelude = .none }
  }

  /// What an address is for that is no style sheet's.
  private var resource: CSSReference.Role {
    let isOfFont = blocks.contains { if case .fontFace = $0 { true } else { false } }
    return isOfFont ? .font : .resource
  }

  private func name(_ token: CSSToken) -> String { cssDecoded(bytes[token.content]).lowercased() }

  private func preludeOfRule(named name: String) -> Prelude {
    switch name {
    case "import": .startOfImport
    case "font-face": .fontFace
    // Their addresses are names, which nothing is loaded from.
    case "namespace", "document", "-moz-document": .names
    default: .none
    }
  }

  private func blockOfFunction(named name: String) -> Block {
    switch name {
    case "url", "src": .address(prelude == .startOfImport ? .styleSheet : resource)
    case "image-set", "-webkit-image-set": .imageSet
    default: .other
    }
  }

  private mutating func takeString(_ token: CSSToken) {
    if prelude == .startOfImport { return take(token, .styleSheet, isQuoted: true) }
    switch blocks.last {
    case .address(let role): take(token, role, isQuoted: true)
    case .imageSet: take(token, .resource, isQuoted: true)
    case .other, .fontFace, nil: break
    }
  }

  private mutating func take(_ token: CSSToken, _ role: CSSReference.Role, isQuoted: Bool) {
    guard prelude != .names else { return }
    found.append(
      CSSReference(
        address: cssDecoded(bytes[token.content]), range: token.content, role: role,
        isQuoted: isQuoted))
  }
}
