import Text
import Web

/// The path of a request, read back from how it is written in an address.
///
/// Invariant: it begins with a slash, none of its parts is empty (but the last), `.` or `..`, and it has
/// no control characters and no backslashes. It is only ever looked up among the outputs of the site.
package struct RequestPath: Hashable, Sendable {
  package let path: String
  /// As it stands in the request.
  let writtenPath: String
  /// The question mark and what follows it, as it was written.
  let query: String

  /// The longest target that is read; longer ones are answered with 414.
  static let longest = 2048

  /// `nil` if no browser would write it like this.
  package init?(_ target: String) {
    guard target.utf8.first == UInt8(ascii: "/"), target.utf8.count <= Self.longest else {
      return nil
    }
    // Read as bytes: as a character, a slash or a dot with an accent behind it is another one.
    let end = target.utf8.firstIndex(of: UInt8(ascii: "?")) ?? target.endIndex
    query = String(target[end...])
    writtenPath = String(target[..<end])
    guard !target.utf8.contains(UInt8(ascii: "#")), let path = Self.decoded(target[..<end])
    else { return nil }
    let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .dropFirst()
    let isPlain = parts.enumerated().allSatisfy { number, part in
      !part.elementsEqual(".".utf8) && !part.elementsEqual("..".utf8)
        && (!part.isEmpty || number == parts.count - 1)
    }
    guard isPlain else { return nil }
    self.path = path
  }

  /// The decoded path. `nil` for a broken `%`, and for what has no place in a path: an encoded
  /// slash, a backslash, a control character.
  private static func decoded(_ text: Substring) -> String? {
    let slashes = text.utf8.count { $0 == UInt8(ascii: "/") }
    guard let path = percentDecoded(String(text)),
      path.utf8.count(where: { $0 == UInt8(ascii: "/") }) == slashes,
      path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F && $0 != UInt8(ascii: "\\") })
    else { return nil }
    return path
  }
}

extension RequestPath {
  /// The values of a parameter in the query, read back from how they are written.
  func parameter(_ name: String) -> String? {
    for pair in query.dropFirst().split(separator: "&") where pair.hasPrefix(name + "=") {
      return percentDecoded(String(pair.dropFirst(name.count + 1)))
    }
    return nil
  }
}
