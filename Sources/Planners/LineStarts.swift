import Diagnostics

/// The offsets at which the lines of a text begin.
struct LineStarts {
  private var starts = [0]
  /// The result of the last search, since the next location is often on the same line.
  private var last = (line: 0, column: 1, offset: 0)

  init(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
  }

  mutating func offset(of location: SourceLocation, in bytes: [UInt8]) -> Int {
    guard 1...starts.count ~= location.line else { return bytes.count }
    let isAfterLast = last.line == location.line && last.column <= location.column
    var offset = isAfterLast ? last.offset : starts[location.line - 1]
    var column = isAfterLast ? last.column : 1
    while offset < bytes.count && column < location.column && bytes[offset] != UInt8(ascii: "\n") {
      offset += 1
      while offset < bytes.count && bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    last = (location.line, column, offset)
    return offset
  }
}
