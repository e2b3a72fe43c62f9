package import Diagnostics

/// The first thing in a file that is no text: bytes that are not UTF-8, or a character that no page, feed or
/// calendar can have; also two versions of a text that were never joined, but for those in pages.
package func unreadable(in source: SourceText, help: String? = nil) -> Diagnostic? {
  if let mistake = help.map({ invalidUTF8(in: source, help: $0) }) ?? invalidUTF8(in: source) {
    return mistake
  }
  guard let range = forbiddenCharacter(in: source.bytes) else {
    return source.file.hasSuffix(".md") ? nil : mergeConflict(in: source)
  }
  return forbidden(
    String(decoding: source.bytes[range], as: UTF8.self).unicodeScalars.first ?? "\0",
    at: source.location(of: range))
}

/// The mistake of a character that neither XML 1.0 (section 2.2) nor HTML allows.
func forbidden(_ scalar: Unicode.Scalar, at location: SourceLocation?) -> Diagnostic {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  let number = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  let origin =
    scalar == "\u{B}" ? "; word processors write it for a line break within a paragraph" : ""
  return .error(
    SyntaxCode.invisibleCharacter,
    "the invisible control character \(number) cannot stand in a text\(origin)", at: location,
    help: "remove it, or write a space or a new line in its place")
}

/// Whether a text may stand in pages, feeds and calendars.
package func isForbidden(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0x09, 0x0A, 0x0D, 0x85: false
  case 0..<0x20, 0x7F...0x9F, 0xFFFE, 0xFFFF: true
  default: false
  }
}

/// Where the first character stands that is not allowed.
private func forbiddenCharacter(in bytes: [UInt8]) -> Range<Int>? {
  guard isSuspect(bytes) else { return nil }
  for (index, byte) in bytes.enumerated() {
    switch byte {
    case 0x09, 0x0A, 0x0D: continue
    case 0..<0x20, 0x7F: return index..<index + 1
    case 0xC2 where (0x80...0x9F).contains(bytes[index + 1]) && bytes[index + 1] != 0x85:
      return index..<index + 2
    case 0xEF where bytes[index + 1] == 0xBF && bytes[index + 2] >= 0xBE:
      return index..<index + 3
    default: continue
    }
  }
  return nil
}

/// Whether there is a byte that a forbidden character begins with. Nearly no file has one, so eight are looked at
/// together, and one by one only where one is no sign or letter of ASCII.
private func isSuspect(_ bytes: [UInt8]) -> Bool {
  func isSuspect(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x09, 0x0A, 0x0D: false
    case 0..<0x20, 0x7F, 0xC2, 0xEF: true
    default: false
    }
  }
  return unsafe bytes.withUnsafeBytes { bytes in
    var index = 0
    while index + 8 <= bytes.count {
      let word = unsafe UInt64(
        littleEndian: bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
      // The high bit of a byte below a space, of DEL and of all above; of some next to them, too.
      var unusual = ((word &- ones &* 0x20) | (word &+ ones) | word) & highs
      while unusual != 0 {
        if unsafe isSuspect(bytes[index + unusual.trailingZeroBitCount / 8]) { return true }
        unusual &= unusual &- 1
      }
      index += 8
    }
    return (index..<bytes.count).contains { unsafe isSuspect(bytes[$0]) }
  }
}

private let ones: UInt64 = 0x0101_0101_0101_0101
private let highs: UInt64 = 0x8080_8080_8080_8080
