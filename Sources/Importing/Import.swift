import Diagnostics

/// The result of an import, before anything is written.
package struct Import: Sendable {
  /// Sections that pages need, sorted by path.
  var files: [NewFile] = []
  var pages: [PlacedPage] = []
  /// What an earlier import made and the planner has no more.
  var withdrawn: [WithdrawnPage] = []
  /// The file that is imported.
  var file = ""
  /// The kind of the pages that the file is about.
  var mainKind = "session"
  /// What the things come from, as the memory calls it.
  var source = ""
  /// Where pages of each kind go.
  var scopes: [ImportMemory.Scope] = []
  /// The kinds of which the file has all there are.
  var complete: Set<String> = []
  var memory = ImportMemory()
  /// What else an editor may want to know: which column became which field.
  package var remarks: [String] = []
}

/// A mistake that an import noticed, with the range of bytes that it is about.
///
/// Lines and columns are counted for all of them at once, since that is slow in a file of one long line.
struct ImportFinding {
  var severity: Diagnostic.Severity
  var code: ImportCode
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
      let location = SourceLocation(file: file, line: line, column: column, length: length)
      return switch finding.severity {
      case .error: .error(finding.code, finding.message, at: location, help: finding.help)
      case .warning: .warning(finding.code, finding.message, at: location, help: finding.help)
      }
    }
  }
}
