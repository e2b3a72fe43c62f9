/// The path of a request, read back from how it is written in an address.
///
/// Invariant: it begins with a slash, none of its parts is empty (but the last), `.` or `..`, and it has
/// no control characters and no backslashes. It is only ever looked up among the outputs of the site.
struct RequestPath: Hashable, Sendable {
  let path: String
  /// As it stands in the request.
  let writtenPath: String
  /// The question mark and what follows it, as it was written.
  let query: String

  /// The longest target that is read; longer ones are answered with 414.
  static let longest = 2048

  /// Nothing if no browser would write it like this.
  init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.count <= Self.longest else {
      return nil
    }
    let end = target.firstIndex(of: "?") ?? target.endIndex
    query = String(target[end...])
    writtenPath = String(target[..<end])
    guard !target.contains("#"), let bytes = Self.decoded(target[..<end]),
      let path = String(validating: bytes, as: UTF8.self)
    else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
    let isPlain = parts.enumerated().allSatisfy { number, part in
      part != "." && part != ".." && (!part.isEmpty || number == parts.count - 1)
    }
    guard isPlain else { return nil }
    self.path = path
  }

  /// The bytes that are meant. Nothing for a broken `%`, and for what has no place in a path: an encoded
  /// slash, a backslash, a control character.
  private static func decoded(_ text: Substring) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      var meant = byte
      if byte == UInt8(ascii: "%") {
        guard rest.count >= 2, let code = hexadecimal(rest.removeFirst(), rest.removeFirst()),
          code != UInt8(ascii: "/")
        else { return nil }
        meant = code
      }
      if meant < 0x20 || meant == 0x7F || meant == UInt8(ascii: "\\") { return nil }
      bytes.append(meant)
    }
    return bytes
  }

  private static func hexadecimal(_ first: UInt8, _ second: UInt8) -> UInt8? {
    guard let high = digit(first), let low = digit(second) else { return nil }
    return high << 4 | low
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension RequestPath {
  /// The values of a parameter in the query, read back from how they are written.
  func parameter(_ name: String) -> String? {
    for pair in query.dropFirst().split(separator: "&") where pair.hasPrefix(name + "=") {
      return Self.decodedParameter(pair.dropFirst(name.count + 1))
    }
    return nil
  }

  private static func decodedParameter(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2, let code = hexadecimal(rest.removeFirst(), rest.removeFirst()) else {
        return nil
      }
      bytes.append(code)
    }
    return String(validating: bytes, as: UTF8.self)
  }
}
