extension [UInt8] {
  /// The bytes without one byte order mark at their beginning, which some programs write in UTF-8, too.
  package var withoutByteOrderMark: [UInt8] {
    starts(with: [0xEF, 0xBB, 0xBF]) ? Array(dropFirst(3)) : self
  }
}

/// A stretch of a file with the file's name, so that a position in it can be reported to an editor.
///
/// Parsers count bytes; editors count lines and characters. This is where the one becomes the other. A
/// line ends with a line feed, a carriage return, or both, as in Markdown and YAML.
package struct SourceText: Sendable {
  /// The file's path from the site's folder, as the editor knows it.
  package let file: String
  package let bytes: [UInt8]
  /// The line of the file, from 1, that `bytes` begins with: a body's, below its front matter.
  package let firstLine: Int
  private let marks = LocationMarks()

  /// - Parameter bytes: without the byte order mark that a file may begin with; it is no part of the text.
  package init(file: String, bytes: [UInt8], firstLine: Int = 1) {
    self.file = file
    self.bytes = firstLine == 1 ? bytes.withoutByteOrderMark : bytes
    self.firstLine = firstLine
  }

  package init(file: String, _ text: String) { self.init(file: file, bytes: Array(text.utf8)) }

  /// The location of a range of bytes. An empty range lies between two characters.
  ///
  /// The first costs time in proportion to the text, so it is for mistakes, not for every file.
  package func location(of range: Range<Int>) -> SourceLocation {
    let start = min(range.lowerBound, bytes.count)
    let end = min(max(range.upperBound, start), bytes.count)
    let mark = marks.last(upTo: start, in: bytes)
    let lineEnd =
      bytes[start..<end].firstIndex { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") } ?? end
    return SourceLocation(
      file: file, line: firstLine + mark.line,
      column: mark.column + bytes[mark.offset..<start].scalarCount + 1,
      length: bytes[start..<lineEnd].scalarCount)
  }

  /// The text of a line, counted from 1 in the file, without its line ending.
  package func line(_ number: Int) -> String? {
    var current = firstLine
    var start = 0
    while current < number {
      guard let next = self.line(at: start).next else { return nil }
      start = next
      current += 1
    }
    guard number >= firstLine else { return nil }
    return String(decoding: bytes[start..<line(at: start).end], as: UTF8.self)
  }

  /// Where the line that begins at an index ends, and where the next one begins, if there is one.
  private func line(at start: Int) -> (end: Int, next: Int?) {
    let (lineFeed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard let end = bytes[start...].firstIndex(where: { $0 == lineFeed || $0 == carriageReturn })
    else { return (bytes.count, nil) }
    let hasBoth =
      bytes[end] == carriageReturn && end + 1 < bytes.count && bytes[end + 1] == lineFeed
    return (end, end + (hasBoth ? 2 : 1))
  }
}
