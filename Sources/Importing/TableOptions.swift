/// What an editor said about an import from a spreadsheet.
package struct TableOptions: Sendable {
  package enum Form: String, Sendable, CaseIterable { case files, rows }

  /// Nothing: guessed from the header.
  package var kind: String?
  package var folder: String?
  package var form: Form?
  package var dates: DateOrder?
  /// Columns by name, each with its field.
  package var columns: [(name: String, field: String)] = []
  package var ignored: [String] = []
  /// Whether columns that are nothing are left out.
  package var ignoresUnknown = false

  package init() {}
}
