import Text

/// How an address begins: whether with the name of a scheme that runs scripts, as a browser reads it (URL
/// Standard, section 4.4).
///
/// Reads the value of an attribute byte by byte, with the character references in it.
package enum AddressStart: Hashable, Sendable {
  /// With this, which may become the name of a scheme that runs scripts. In lower case, except for a
  /// reference at the end that is not complete.
  case begun([UInt8])
  /// With a value that is known only when it is printed.
  case perhaps
  /// With something harmless.
  case settled
  /// With `javascript:` or the like.
  case script

  package var isOpen: Bool {
    switch self {
    case .begun, .perhaps: true
    case .settled, .script: false
    }
  }

  private static let dangerous = ["javascript", "vbscript", "data"]

  package mutating func read(_ byte: UInt8) {
    switch self {
    case .begun(let scheme): read(byte, after: scheme)
    case .perhaps:
      if [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte) {
        self = .settled
      }
    case .settled, .script: break
    }
  }

  private mutating func read(_ byte: UInt8, after scheme: [UInt8]) {
    guard let ampersand = scheme.lastIndex(of: UInt8(ascii: "&")) else {
      if byte == UInt8(ascii: "&") {
        self = .begun(scheme + [byte])
      } else {
        readResolved(byte, after: scheme)
      }
      return
    }
    let isPartOfReference =
      byte.isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
      || byte == UInt8(ascii: "#")
    guard !isPartOfReference || scheme.count - ampersand > 40 else {
      self = .begun(scheme + [byte])
      return
    }
    self = .begun(Array(scheme[..<ampersand]))
    let isEnd = byte == UInt8(ascii: ";")
    let text = resolved((scheme[ampersand...] + (isEnd ? [byte] : [])), isAttribute: true)
    // What is no reference is harmless: no scheme has an ampersand.
    guard !text.hasPrefix("&") else {
      self = .settled
      return
    }
    for byte in text.utf8 {
      if case .begun(let scheme) = self { readResolved(byte, after: scheme) }
    }
    if !isEnd { read(byte) }
  }

  private mutating func readResolved(_ byte: UInt8, after scheme: [UInt8]) {
    // A browser leaves out spaces before an address, and tabs and line breaks everywhere.
    if byte.isLeftOutOfAddresses || (byte <= 0x20 && scheme.isEmpty) { return }
    if byte == UInt8(ascii: ":") {
      let isDangerous = AddressStart.dangerous.contains { scheme.elementsEqual($0.utf8) }
      self = isDangerous ? .script : .settled
      return
    }
    let longer = scheme + [byte.asciiLowercased]
    let isPossible = AddressStart.dangerous.contains { $0.utf8.starts(with: longer) }
    self = isPossible ? .begun(longer) : .settled
  }

  /// After two branches, one of which ends here and the other there.
  package func joined(with other: AddressStart) -> AddressStart {
    if self == other { return self }
    return self == .script || other == .script ? .script : .perhaps
  }
}

/// The scheme of an address in an attribute that would run a script; `nil` if it would run none.
package func scriptScheme(ofAttribute address: ArraySlice<UInt8>) -> String? {
  // Nearly all addresses are told apart by their first letter.
  switch address.first(where: { $0 > 0x20 }).map(\.asciiLowercased) {
  case UInt8(ascii: "j"), UInt8(ascii: "v"), UInt8(ascii: "d"), UInt8(ascii: "&"): break
  default: return nil
  }
  var start = AddressStart.begun([])
  var scheme: [UInt8] = []
  for byte in resolved(address, isAttribute: true).utf8 {
    // What is resolved has no references any more.
    if byte == UInt8(ascii: "&") { return nil }
    if case .begun(let begun) = start { scheme = begun }
    start.read(byte)
    if start == .script { return String(decoding: scheme, as: UTF8.self) }
    if !start.isOpen { return nil }
  }
  return nil
}

extension UInt8 {
  /// Tab, line feed and carriage return, which browsers remove from addresses.
  var isLeftOutOfAddresses: Bool { self == 0x09 || self == 0x0A || self == 0x0D }
}
