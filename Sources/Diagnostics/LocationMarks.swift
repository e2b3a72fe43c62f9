// A file may have thousands of mistakes, and all of them may be in one line. Counting lines and characters from its
// beginning for each would take the square of its size, so marks on the way are made when the first is asked for. Files
// are read on several threads, hence the lock.

import Synchronization

/// A byte of a text whose line and column are known, both from 0.
struct LocationMark {
  var offset = 0
  var line = 0
  var column = 0
}

/// Marks in a text: where each line begins, and now and then within a long one.
final class LocationMarks: Sendable {
  private let marks = Mutex<[LocationMark]?>(nil)

  /// So many bytes at most lie between two marks.
  private static let distance = 512

  /// The last mark that is not behind an offset.
  func last(upTo offset: Int, in bytes: [UInt8]) -> LocationMark {
    marks.withLock { marks in
      let made = marks ?? Self.marks(in: bytes)
      marks = made
      var range = 0..<made.count
      while range.count > 1 {
        let middle = range.lowerBound + range.count / 2
        range =
          made[middle].offset <= offset
          ? middle..<range.upperBound : range.lowerBound..<middle
      }
      return made[range.lowerBound]
    }
  }

  private static func marks(in bytes: [UInt8]) -> [LocationMark] {
    var mark = LocationMark()
    var marks = [mark]
    var position = 0
    while position < bytes.count {
      let byte = bytes[position]
      position += 1
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        let isPair =
          byte == UInt8(ascii: "\r") && position < bytes.count
          && bytes[position] == UInt8(ascii: "\n")
        if isPair { position += 1 }
        mark = LocationMark(offset: position, line: mark.line + 1)
        marks.append(mark)
      } else if position - mark.offset >= distance {
        mark.column += bytes[mark.offset..<position].scalarCount
        mark.offset = position
        marks.append(mark)
      }
    }
    return marks
  }
}

extension ArraySlice<UInt8> {
  /// How many characters begin among the bytes.
  package var scalarCount: Int { reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) } }
}
