package import Diagnostics

/// A mistake that an import noticed, with the range of bytes that it is about.
///
/// Lines and columns are counted for all of them at once, since that is slow in a file of one long line.
package struct ImportFinding {
  package var severity: Diagnostic.Severity
  package var code: ImportCode
  package var message: String
  package var range: Range<Int>
  package var help: String?

  package init(
    severity: Diagnostic.Severity, code: ImportCode, message: String, range: Range<Int>,
    help: String?
  ) {
    self.severity = severity
    self.code = code
    self.message = message
    self.range = range
    self.help = help
  }
}

extension SourceText {
  /// Findings as diagnostics. Goes through the text once.
  package func diagnostics(of findings: [ImportFinding]) -> [Diagnostic] {
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
      let location = SourceLocation(file: file, line: line, column: column, length: length)
      return switch finding.severity {
      case .error: .error(finding.code, finding.message, at: location, help: finding.help)
      case .warning: .warning(finding.code, finding.message, at: location, help: finding.help)
      }
    }
  }
}
