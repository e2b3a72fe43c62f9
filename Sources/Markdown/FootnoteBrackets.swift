// The library takes a bracket for a reference to a footnote after it has read the text inside, if that
// begins with a caret, and then cuts the label out of the source by columns. Two kinds of bracket go wrong:
//
// - The caret is written as an entity or with a backslash, so that the label is cut out of what lies in memory
//   after the caret, or one byte too long.
// - The bracket goes over the end of a line: then the library's columns begin anew, and text is lost.
//
// So the text of a block is mended before the library reads it, in documents that have footnotes. In
// others the library is not asked for footnotes at all.

import Text

/// The text of a block with the brackets escaped that the library would misread. `nil` if there is none.
func mendedBrackets(in text: Bytes) -> [UInt8]? {
  guard hasDoubtfulBracket(text) else { return nil }
  let (backslash, backtick, bracket) = (UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "["))
  var mended: [UInt8] = []
  var copied = 0
  var index = 0
  var endOfCode = 0
  lazy var trustsCode = hasOnlyCode(text)
  while let found = text.firstIndex(of: bracket, or: backtick, or: backslash, from: index) {
    let isInCode = found < endOfCode
    index = found + 1
    switch text[found] {
    case backslash:
      if !isInCode { index += 1 }
    case backtick:
      while index < text.count && text[index] == backtick { index += 1 }
      if !isInCode { endOfCode = Markdown.endOfCode(in: text, from: found) }
    default:
      guard let caret = writtenCaret(in: text, at: index) else { continue }
      // What is doubtful is escaped where the library would cut a text apart.
      let mayStay: Bool
      if let end = end(of: text, from: caret.upperBound) {
        mayStay =
          end.isOnOneLine
          ? caret.count == 1 || isInCode || isLink(text, closedAt: end.index)
          : isInCode && trustsCode || isPlainLink(text, closedAt: end.index)
      } else if text.firstIndex(of: 0x0A, from: found) != nil {
        mayStay = isInCode && trustsCode
      } else {
        mayStay = caret.count == 1 || isInCode
      }
      if mayStay && text[index] != UInt8(ascii: "&") { continue }
      mended += text[copied..<found]
      if !mayStay { mended.append(backslash) }
      mended += [bracket, UInt8(ascii: "^")]
      copied = caret.upperBound
      index = copied
    }
  }
  return copied > 0 ? mended + text[copied...] : nil
}

/// Whether a bracket begins with a caret, but is no plain label in one line.
private func hasDoubtfulBracket(_ text: Bytes) -> Bool {
  var index = 0
  while let found = text.firstIndex(of: UInt8(ascii: "["), from: index) {
    index = found + 1
    guard index < text.count else { return false }
    switch text[index] {
    case UInt8(ascii: "^"):
      if end(of: text, from: index + 1)?.isOnOneLine != true { return true }
    case UInt8(ascii: "\\"), UInt8(ascii: "&"):
      if writtenCaret(in: text, at: index) != nil { return true }
    default: break
    }
  }
  return false
}

/// The bytes that make a caret at an index: itself, an escape, or an entity.
private func writtenCaret(in text: Bytes, at start: Int) -> Range<Int>? {
  let rest = text[start..<min(start + longestEntity, text.count)].rebased
  if rest.hasPrefix("^") { return start..<(start + 1) }
  if rest.hasPrefix("\\^") { return start..<(start + 2) }
  guard rest.first == UInt8(ascii: "&"), let end = rest.firstIndex(of: UInt8(ascii: ";")),
    unescaped(rest[0...end].rebased) == [UInt8(ascii: "^")]
  else { return nil }
  return start..<(start + end + 1)
}

/// More than the longest entity that can be a caret has.
private let longestEntity = 40
/// How far the end of a bracket is looked for, so that many brackets take no more than their number.
private let longestLabel = 1_000

/// Where a bracket ends for sure. `nil` if something in it may hide its end: another bracket, code, HTML.
private func end(of text: Bytes, from start: Int) -> (index: Int, isOnOneLine: Bool)? {
  var isOnOneLine = true
  var index = start
  while index < min(start + longestLabel, text.count) {
    switch text[index] {
    case UInt8(ascii: "]"): return (index, isOnOneLine)
    case UInt8(ascii: "["), UInt8(ascii: "`"), UInt8(ascii: "<"): return nil
    case 0x0A: isOnOneLine = false
    case UInt8(ascii: "\\") where index + 1 < text.count && text[index + 1] != 0x0A: index += 1
    default: break
    }
    index += 1
  }
  return nil
}

/// Whether backticks are surely code: there is no HTML, and none stands in the address of a link.
private func hasOnlyCode(_ text: Bytes) -> Bool {
  if text.contains(UInt8(ascii: "<")) { return false }
  var depth = 0
  var previous: UInt8 = 0
  for byte in text {
    switch byte {
    case UInt8(ascii: "(") where depth > 0 || previous == UInt8(ascii: "]"): depth += 1
    case UInt8(ascii: ")") where depth > 0: depth -= 1
    case UInt8(ascii: "`") where depth > 0: return false
    default: break
    }
    previous = byte
  }
  return true
}

/// Whether an address of letters, digits and the like follows, which makes the bracket a link for sure.
private func isPlainLink(_ text: Bytes, closedAt closing: Int) -> Bool {
  guard closing + 2 < text.count, text[closing + 1] == UInt8(ascii: "(") else {
    return false
  }
  let rest = text[(closing + 2)...].drop {
    isNameCharacter($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "/")
  }
  return rest.first == UInt8(ascii: ")")
}

private func isLink(_ text: Bytes, closedAt closing: Int) -> Bool {
  guard closing + 1 < text.count else { return false }
  return text[closing + 1] == UInt8(ascii: "(") || text[closing + 1] == UInt8(ascii: "[")
}
