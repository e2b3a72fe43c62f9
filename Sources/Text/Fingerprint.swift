/// A short name for some bytes: other bytes, another name; the same in every process and on every
/// machine.
///
/// FNV-1a with 64 bits (Fowler, Noll and Vo; RFC 9923). It tells versions of a file apart and keeps no
/// secret: somebody who wants two files of one name can make them.
package struct Fingerprint: Hashable, Sendable {
  package let value: UInt64

  package init(_ bytes: [UInt8]) {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in bytes {
      hash ^= UInt64(byte)
      hash = hash &* 0x0000_0100_0000_01b3
    }
    value = hash
  }

  /// Ten letters and digits.
  package var text: String {
    var rest = value
    let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)
    var text: [UInt8] = []
    for _ in 0..<10 {
      text.append(digits[Int(rest & 31)])
      rest >>= 5
    }
    return String(decoding: text, as: UTF8.self)
  }
}
