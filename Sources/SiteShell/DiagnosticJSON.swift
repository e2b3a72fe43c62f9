package import Diagnostics
import Web

extension Diagnostic {
  /// One JSON object on one line: `severity`, `code`, `file`, `line`, `column`, `message`, `help`, `notes`.
  ///
  /// Keys without a value are left out.
  package var jsonForm: String {
    var json = JSONWriter(.compact)
    json.object {
      $0.member("severity", severity.rawValue)
      $0.member("code", code)
      if let location {
        $0.member("file", location.file)
        if location.line > 0 { $0.member("line", location.line) }
        if location.column > 0 { $0.member("column", location.column) }
      }
      $0.member("message", message)
      if let help { $0.member("help", help) }
      if !notes.isEmpty {
        $0.member("notes", notes) { json, note in
          json.text((note.location.map { $0.clickable + ": " } ?? "") + note.message)
        }
      }
    }
    return json.string
  }
}
