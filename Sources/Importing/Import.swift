import Diagnostics

/// What came of an import, before anything is written.
package struct Import: Sendable {
  /// In the order of their paths.
  package var files: [NewFile] = []
  /// What an editor may want to know besides: which column became which field, what was there already.
  package var remarks: [String] = []
}

/// What an import noticed, with its place in bytes, since places in lines are dear in a file of one line.
struct ImportFinding {
  var isError: Bool
  var message: String
  var range: Range<Int>
  var help: String?
}

extension SourceText {
  /// Findings as diagnostics. Goes through the text once.
  func diagnostics(of findings: [ImportFinding]) -> [Diagnostic] {
    var line = firstLine
    var column = 1
    var position = 0
    return findings.sorted { $0.range.lowerBound < $1.range.lowerBound }.map { finding in
      while position < min(finding.range.lowerBound, bytes.count) {
        if bytes[position] == UInt8(ascii: "\n") {
          line += 1
          column = 1
        } else if bytes[position] & 0xC0 != 0x80 {
          column += 1
        }
        position += 1
      }
      let shown = bytes[position..<min(finding.range.upperBound, bytes.count, position + 200)]
      let length = shown.prefix { $0 != UInt8(ascii: "\n") }.count { $0 & 0xC0 != 0x80 }
      let place = SourceLocation(file: file, line: line, column: column, length: length)
      return finding.isError
        ? .error(finding.message, at: place, help: finding.help)
        : .warning(finding.message, at: place, help: finding.help)
    }
  }
}
