package import Diagnostics

/// A line of a file in which a site remembers what was published, released or imported: cells that tabs part.
package struct RecordLine: Sendable {
  package var cells: [String]
  package var location: SourceLocation
}

extension SourceText {
  /// The lines that say something: not those that are blank, or begin with `#`.
  package var recordLines: [RecordLine] {
    let text = String(decoding: bytes, as: UTF8.self)
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    return lines.enumerated().compactMap { index, line in
      if line.allSatisfy(\.isWhitespace) || line.hasPrefix("#") { return nil }
      return RecordLine(
        cells: line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init),
        location: SourceLocation(
          file: file, line: index + 1, column: 1, length: line.unicodeScalars.count))
    }
  }
}
