package import Text

/// What an address leads to, as far as its spelling says.
package enum LinkAddress: Equatable {
  /// Something that may be of the site: the host resolves it.
  case ours
  /// `https:`, `http:`, `mailto:`, `tel:`, `webcal:`, `//host`.
  case external
  case empty
  /// A scheme that we do not link to: `javascript:`, `data:`, an unknown one.
  case refused(scheme: String)
  /// One of another site that doesn't say which: `https:/programme/`, `//programme/`.
  case hostless(String)
  /// A control character, which browsers remove: `java&#10;script:` would be `javascript:`.
  case malformed

  package init(_ text: String) {
    var text = text
    self = text.withUTF8 { unsafe LinkAddress(Bytes($0)) }
  }

  /// - Parameter bytes: with indices from 0.
  package init(_ bytes: Bytes) {
    var start = 0
    while start < bytes.count && bytes[start] == 0x20 { start += 1 }
    guard start < bytes.count else {
      self = .empty
      return
    }
    for index in start..<bytes.count where bytes[index] < 0x20 || bytes[index] == 0x7F {
      self = .malformed
      return
    }
    let first = bytes[start]
    if first == UInt8(ascii: "/") {
      let isNetworkPath = start + 1 < bytes.count && bytes[start + 1] == first
      self = isNetworkPath ? Self.external(bytes, from: start, requiresDot: true) : .ours
      return
    }
    guard let scheme = Self.scheme(bytes, from: start) else {
      self = .ours
      return
    }
    switch scheme {
    case "https", "http":
      self = Self.external(bytes, from: start + scheme.utf8.count + 1, requiresDot: false)
    case "mailto", "tel", "webcal", "webcals": self = .external
    default: self = .refused(scheme: scheme)
    }
  }

  /// An address that goes on with two slashes and the name of a host.
  ///
  /// - Parameter requiresDot: whether a name without a dot is rather a folder of the site.
  private static func external(
    _ bytes: Bytes, from start: Int, requiresDot: Bool
  ) -> LinkAddress {
    let slash = UInt8(ascii: "/")
    let host = bytes[min(start + 2, bytes.count)...].prefix {
      $0 != slash && $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#")
    }
    let hasSlashes = start + 1 < bytes.count && bytes[start] == slash && bytes[start + 1] == slash
    let isHost = hasSlashes && !host.isEmpty && (!requiresDot || host.contains(UInt8(ascii: ".")))
    return isHost ? .external : .hostless(bytes.string)
  }

  /// The scheme (RFC 3986, section 3.1), in lower case.
  private static func scheme(_ bytes: Bytes, from start: Int) -> String? {
    guard isLetter(bytes[start]) else { return nil }
    var end = start
    while end < bytes.count, isSchemeCharacter(bytes[end]) { end += 1 }
    guard end < bytes.count && bytes[end] == UInt8(ascii: ":") else { return nil }
    return bytes[start..<end].string.lowercased()
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isSchemeCharacter(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "+"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: isLetter(byte)
    }
  }
}

extension ByteBuffer {
  /// Appends an address for a quoted attribute, with what may not stand in one percent-encoded, as
  /// the CommonMark specification's examples have it.
  package mutating func append(address: Bytes) {
    var runStart = 0
    for index in 0..<address.count {
      let byte = address[index]
      guard !isAllowedInAddress(byte) else { continue }
      bytes.append(contentsOf: address[runStart..<index])
      runStart = index + 1
      switch byte {
      case UInt8(ascii: "&"): append("&amp;" as StaticString)
      case UInt8(ascii: "'"): append("&#x27;" as StaticString)
      default: append(percentEncoded: byte)
      }
    }
    bytes.append(contentsOf: address[runStart...])
  }
}

private func isAllowedInAddress(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
    UInt8(ascii: "+"), UInt8(ascii: "!"), UInt8(ascii: "*"), UInt8(ascii: "("), UInt8(ascii: ")"),
    UInt8(ascii: ","), UInt8(ascii: "%"), UInt8(ascii: "#"), UInt8(ascii: "@"), UInt8(ascii: "?"),
    UInt8(ascii: "="), UInt8(ascii: ";"), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "$"),
    UInt8(ascii: "~"):
    true
  default: false
  }
}
