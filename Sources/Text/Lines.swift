/// The text on one line: a line break with the space around it is a space, and none begins or ends it.
package func joinedLines(_ text: String) -> String {
  // U+0085, U+2028 and U+2029 end lines, too; the last two bytes begin them in UTF-8.
  let bytes = text.utf8Span.span
  let mayBreak = bytes.indices.contains { index in
    bytes[index] < 0x20 || bytes[index] == 0xC2 || bytes[index] == 0xE2
  }
  guard mayBreak else { return text }
  return text.split(whereSeparator: \.isNewline).map(trimmed).filter { !$0.isEmpty }
    .joined(separator: " ")
}

private func trimmed(_ line: Substring) -> Substring {
  let start = line.drop(while: \.isWhitespace)
  return start[
    ..<(start.lastIndex { !$0.isWhitespace }.map(start.index(after:)) ?? start.startIndex)]
}

extension [UInt8] {
  /// Where each line of a text begins. A line ends with a line feed, a carriage return, or both.
  package var lineStarts: [Int] {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    let hasReturns = firstIndex(of: carriageReturn, from: 0) != nil
    var starts = [0]
    var index = 0
    while index < count {
      let end = firstIndex(of: lineFeed, from: index) ?? count
      if hasReturns {
        for place in index..<end where self[place] == carriageReturn {
          // Before a line feed it is a part of that.
          if place + 1 < end || end == count { starts.append(place + 1) }
        }
      }
      index = end + 1
      if end < count { starts.append(index) }
    }
    return starts
  }
}
