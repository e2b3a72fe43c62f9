import Diagnostics

/// Where the lines of a text begin.
struct LineStarts {
  private var starts = [0]
  /// The place that was asked for last, since the next one often stands on the same line.
  private var last = (line: 0, column: 1, offset: 0)

  init(_ bytes: [UInt8]) {
    for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
      starts.append(index + 1)
    }
  }

  mutating func offset(of place: SourceLocation, in bytes: [UInt8]) -> Int {
    guard 1...starts.count ~= place.line else { return bytes.count }
    let goesOn = last.line == place.line && last.column <= place.column
    var offset = goesOn ? last.offset : starts[place.line - 1]
    var column = goesOn ? last.column : 1
    while offset < bytes.count && column < place.column && bytes[offset] != UInt8(ascii: "\n") {
      offset += 1
      while offset < bytes.count && bytes[offset] & 0xC0 == 0x80 { offset += 1 }
      column += 1
    }
    last = (place.line, column, offset)
    return offset
  }
}
