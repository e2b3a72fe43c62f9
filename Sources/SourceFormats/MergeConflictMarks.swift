package import Diagnostics
import Prose
import Text

/// The mistake of a text that two people changed and in which both versions still stand, at the mark above the first.
/// `nil` if there are no such marks. Texts of pages are looked at where their Markdown is read.
///
/// - Parameter isBroken: whether something else keeps the text from being read, so that the first mark is enough.
package func mergeConflict(in source: SourceText, isBroken: Bool = false) -> Diagnostic? {
  let bytes = source.bytes
  let found =
    firstMark("<", in: bytes) { isBroken || bytes.hasMarks(after: $0) }
    ?? firstMark(">", in: bytes) { bytes.hasWord(" ", at: $0 + 7) }
    ?? (isBroken ? firstMark("=", in: bytes) { bytes.endsLine(at: $0 + 7) } : nil)
  return found.map { mark in
    .error(
      LookAlikeCode.mergeConflict, MergeConflict.message,
      at: source.location(of: mark..<mark + 7), help: MergeConflict.help)
  }
}

/// Where a line begins with seven of a sign, and what follows is as it should be.
private func firstMark(
  _ sign: Unicode.Scalar, in bytes: [UInt8], where isRight: (Int) -> Bool
) -> Int? {
  let byte = UInt8(ascii: sign)
  var position = 0
  while let found = bytes.firstIndex(of: byte, from: position) {
    position = found + 1
    let isAtStart = found == 0 || bytes[found - 1] == 0x0A || bytes[found - 1] == 0x0D
    guard isAtStart, bytes[found...].prefix(7).count(where: { $0 == byte }) == 7, isRight(found)
    else { continue }
    return found
  }
  return nil
}

extension [UInt8] {
  fileprivate func endsLine(at index: Int) -> Bool {
    index >= count || self[index] == 0x0A || self[index] == 0x0D
  }

  /// Whether the marks between and below the two versions follow.
  fileprivate func hasMarks(after start: Int) -> Bool {
    guard let middle = self[start...].firstRange(of: Array("\n=======".utf8)) else { return false }
    return self[middle.upperBound...].firstRange(of: Array("\n>>>>>>>".utf8)) != nil
  }
}
