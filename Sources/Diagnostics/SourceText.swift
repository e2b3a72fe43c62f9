/// A stretch of a file with the file's name, so that a place in it can be told to an editor.
///
/// Parsers count bytes; editors count lines and characters. This is where the one becomes the other.
package struct SourceText: Sendable {
  /// The file's path from the site's folder, as the editor knows it.
  package let file: String
  package let bytes: [UInt8]
  /// The line of the file, from 1, that `bytes` begins with: a body's, below its front matter.
  package let firstLine: Int

  package init(file: String, bytes: [UInt8], firstLine: Int = 1) {
    self.file = file
    self.bytes = bytes
    self.firstLine = firstLine
  }

  package init(file: String, _ text: String) { self.init(file: file, bytes: Array(text.utf8)) }

  /// Where a range of bytes stands. An empty range is a place between two characters.
  ///
  /// Costs time in proportion to the text before it, so it is for mistakes, not for every token.
  package func location(of range: Range<Int>) -> SourceLocation {
    let start = min(range.lowerBound, bytes.count)
    let end = min(max(range.upperBound, start), bytes.count)
    var line = firstLine
    var lineStart = 0
    for index in 0..<start where bytes[index] == UInt8(ascii: "\n") {
      line += 1
      lineStart = index + 1
    }
    let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    return SourceLocation(
      file: file, line: line, column: scalars(lineStart..<start) + 1,
      length: scalars(start..<max(start, min(end, lineEnd))))
  }

  private func scalars(_ range: Range<Int>) -> Int {
    bytes[range].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
  }

  /// The text of a line, counted from 1 in the file, without its line ending.
  package func line(_ number: Int) -> String? {
    var current = firstLine
    var start = 0
    while current < number {
      guard let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { return nil }
      start = end + 1
      current += 1
    }
    guard number >= firstLine else { return nil }
    var end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if end > start && bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    return String(decoding: bytes[start..<end], as: UTF8.self)
  }
}
