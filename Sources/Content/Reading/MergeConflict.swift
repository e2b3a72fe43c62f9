import Diagnostics
import Markdown
import Text

/// The mistake of a text that two people changed and in which both versions still stand, at the mark above the first.
/// `nil` if there are no such marks. Texts of pages are looked at where their Markdown is read.
///
/// - Parameter isBroken: whether something else keeps the text from being read, so that the first mark is enough.
func mergeConflict(in source: SourceText, isBroken: Bool = false) -> Diagnostic? {
  let bytes = source.bytes
  var position = 0
  while let open = bytes.firstIndex(of: UInt8(ascii: "<"), from: position) {
    position = open + 1
    let isAtStart = open == 0 || bytes[open - 1] == 0x0A || bytes[open - 1] == 0x0D
    guard isAtStart, bytes.hasWord("<<<<<<<", at: open), isBroken || bytes.hasMarks(after: open)
    else { continue }
    return .error(
      MarkdownCode.mergeConflict, "two versions of this text were never joined",
      at: source.location(of: open..<open + 7),
      help:
        "choose what is right, and delete the lines that begin with '<<<<<<<', '=======' and '>>>>>>>'"
    )
  }
  return nil
}

extension [UInt8] {
  /// Whether the marks between and below the two versions follow.
  fileprivate func hasMarks(after start: Int) -> Bool {
    guard let middle = self[start...].firstRange(of: Array("\n=======".utf8)) else { return false }
    return self[middle.upperBound...].firstRange(of: Array("\n>>>>>>>".utf8)) != nil
  }
}
