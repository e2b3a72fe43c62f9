import Content
package import ContentSchema

/// The options of an import from a spreadsheet.
package struct TableOptions: Sendable {
  package enum Form: String, Sendable, CaseIterable { case files, rows }

  /// `nil` to guess the kind from the header.
  package var kind: String?
  package var folder: String?
  /// The sheet of a spreadsheet. `nil` if it has one to see.
  package var sheet: String?
  package var form: Form?
  package var dates: DateOrder?
  /// How cells with joined names of people are meant. `nil` to decide by who is known, and else to ask.
  package var splitting: PeopleSplitting?
  /// Names of columns, each with the name of its field.
  package var columns: [(name: String, field: String)] = []
  package var ignored: [String] = []
  /// Whether columns without a meaning are left out.
  package var ignoresUnknown = false

  package init() {}
}
