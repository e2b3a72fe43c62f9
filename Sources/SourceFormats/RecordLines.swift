package import Diagnostics
import Text

/// A line of a file in which a site remembers what was published, released or imported: cells that tabs part.
package struct RecordLine: Sendable {
  package var cells: [String]
  package var location: SourceLocation
}

extension SourceText {
  /// The lines that say something: not those that are blank, or begin with `#`.
  package var recordLines: [RecordLine] {
    let starts = bytes.lineStarts
    return starts.indices.compactMap { index in
      let next = index + 1 < starts.count ? starts[index + 1] : bytes.count
      var line = bytes[starts[index]..<next]
      while let last = line.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") {
        line.removeLast()
      }
      if line.first == UInt8(ascii: "#") || line.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) {
        return nil
      }
      return RecordLine(
        cells: line.split(separator: 0x09, omittingEmptySubsequences: false)
          .map { String(decoding: $0, as: UTF8.self) },
        location: SourceLocation(
          file: file, line: index + 1, column: 1, length: line.scalarCount))
    }
  }
}
