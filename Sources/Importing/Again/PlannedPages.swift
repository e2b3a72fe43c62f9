package import Planners
import SourceFormats
import Text

/// A page that an import has made of something in the planner, and where it is or will be.
struct PlacedPage: Sendable {
  var kind: String
  /// `programme/opening`
  var path: String
  var page: ImportedPage
  /// The file that has the page already, from the site's folder.
  var known: String?
  /// Whether that file has the page as one of its rows.
  var isKnownAsRow = false
  /// The file to write it to if none has it.
  var file: String
  /// Whether it is to be a row there.
  var isRow: Bool
  /// What earlier imports remember of it.
  var entry: ImportMemory.Entry?

  /// Whether the editor has removed what an earlier import made.
  var isRemoved: Bool { known == nil && entry != nil }
}

/// A page of an earlier import that the planner has no more.
struct WithdrawnPage: Sendable {
  var entry: ImportMemory.Entry
  /// The file that has the page. `nil` if there is none any more.
  var known: String?
  var isKnownAsRow = false
}

/// What becomes of the pages of sessions that a planner has no more.
package enum WithdrawnSessions: String, CaseIterable, Sendable {
  /// They get `status: cancelled`.
  case cancel
  /// They are named, and stay as they are.
  case name
}

/// How an import treats what is there.
package struct ImportChoices: Sendable {
  /// Whether the planner is right wherever an editor changed what it says.
  package var prefersPlanner = false
  /// `nil` to cancel them, unless most would be.
  package var withdrawn: WithdrawnSessions?
  package var encoding = FileEncoding.utf8

  package init() {}
}

/// What an import is going to do.
package struct ImportPlan: Sendable {
  package enum Action: String, Sendable {
    case new, changed, joined, cancelled, returned, kept, withdrawn, removed
  }

  /// What is done with a page.
  package struct Line: Sendable {
    package var action: Action
    /// The file, or the file and the row.
    package var place: String
    /// The fields that it is about.
    package var fields: [String]
  }

  /// New and changed ones, sorted by path.
  package var files: [PlannedFile] = []
  /// `nil` if it is as it was.
  package var memory: PlannedFile?
  package var lines: [Line] = []
  /// The number of pages with which nothing is done.
  package var unchanged = 0

  package init() {}
}

/// A file as an import wants it.
package struct PlannedFile: Sendable {
  /// From the site's folder.
  package var path: String
  package var bytes: [UInt8]
  /// Whether it was there before, and is read.
  package var isKnown: Bool
}

extension ImportedPage {
  /// What the planner says under each key, and the text under `body`, as texts that can be compared.
  var said: [(key: String, text: String)] {
    properties.map { ($0.key, $0.value.comparable) }
      + (body.isEmpty ? [] : [("body", comparable(body))])
  }
}

extension ImportedPage.Value {
  /// The same text for values that mean the same, however they are written.
  var comparable: String {
    switch self {
    case .text(let text), .word(let text): Importing.comparable(text)
    case .list(let values): values.map(\.comparable).joined(separator: "; ")
    case .record(let parts):
      // In a list of records, the short form stands for the first part alone.
      parts.count == 1
        ? parts[0].value.comparable
        : "{" + parts.map { "\($0.key): \($0.value.comparable)" }.joined(separator: ", ") + "}"
    }
  }
}

/// A text without the ways in which files end their lines.
func comparable(_ text: String) -> String {
  text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    .joined(separator: "\n").trimmed
}

/// The name of what was said, for the memory.
func fingerprint(_ text: String) -> String { Fingerprint(Array(text.utf8)).text }
