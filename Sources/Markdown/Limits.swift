import Diagnostics

/// Where the work of the library is not linear. What goes beyond is an ordinary error; no page that
/// somebody wrote comes near.
enum Limits {
  /// The deepest that elements may nest.
  static let nesting = 200
  /// The columns of a table: a row takes the square of its cells.
  static let columns = 250
  /// The cells that rows lack: the library fills them up, and 20 kB become 90 MB.
  static let addedCells = 50_000
  /// The text before lines that may make a table of it: the square of its lines, and its bytes by 20.
  static let workOnHeadings = 10_000_000
  /// What a text or a reference may always have.
  static let shortText = 1_000
  /// The sum over all texts of the square of their brackets and other costly characters.
  static let work = 100_000_000
  /// What all uses of the longest link reference may take together.
  static let bytesOfReferences = 30_000_000
}

/// Something in a document that would take far more time or memory than the document's size.
struct Excess: Error {
  enum Kind { case nesting, columns, cells, heading, text, references }

  var kind: Kind
  /// From 1 in the parsed bytes.
  var line: Int

  func diagnostic(_ source: SourceText) -> Diagnostic {
    let location = SourceLocation(
      file: source.file, line: source.firstLine + max(line, 1) - 1, column: 1)
    return .error(MarkdownCode.markdownTooComplex, message, at: location, help: help)
  }

  private var message: String {
    switch kind {
    case .nesting: "this is nested more than \(Limits.nesting) levels deep"
    case .columns: "this table has more than \(Limits.columns) columns"
    case .cells: "the tables lack more than \(Limits.addedCells) cells"
    case .heading: "there is too much text before the line that makes a table of it"
    case .text: "there are too many brackets and the like in this text"
    case .references: "a long link reference is used too often"
    }
  }

  private var help: String {
    switch kind {
    case .nesting: "no page needs that; is a quote, list or bracket written by accident?"
    case .columns:
      "are the pipes ('|') there by accident? If not, turn the table round or divide it"
    case .cells: "give every row as many cells as the heading has"
    case .heading: "put an empty line before the heading of a table"
    case .text: "divide it into paragraphs, with empty lines between them"
    case .references: "shorten its address and title"
    }
  }
}
