/// A spreadsheet of Excel (`.xlsx`, ECMA-376) or LibreOffice (`.ods`, OpenDocument 1.3), as text.
package struct Workbook: Sendable {
  package var sheets: [Sheet] = []

  /// Reads all sheets.
  package init(_ bytes: [UInt8]) throws(WorkbookError) {
    let archive = try ZipArchive(bytes)
    if archive.has("content.xml") {
      sheets = try openDocumentSheets(in: archive)
    } else if archive.has("_rels/.rels") {
      sheets = try excelSheets(in: archive)
    } else {
      throw .isNoSpreadsheet
    }
  }
}

/// One table of a spreadsheet.
package struct Sheet: Sendable {
  /// A cell with what it shows, or what it would show without a format of its own.
  package struct Cell: Sendable {
    /// From 1.
    package var row: Int
    /// From 1.
    package var column: Int
    /// Days are `2012-09-19`, moments `2012-09-19 13:30`, times of day `13:30`.
    package var text: String
    /// Whether its formula has no result in the file.
    package var isUncalculated = false
  }

  package struct Merge: Sendable {
    package var rows: ClosedRange<Int>
    package var columns: ClosedRange<Int>
  }

  package var name: String
  package var isHidden = false
  /// Those with a text or an open formula, row by row.
  package var cells: [Cell] = []
  package var merges: [Merge] = []
  package var hiddenRows: Set<Int> = []
  package var hiddenColumns: Set<Int> = []

  init(name: String) { self.name = name }
}

/// Why a file cannot be read as a spreadsheet.
package enum WorkbookError: Error, Hashable, Sendable {
  /// An archive, but not one of a spreadsheet.
  case isNoSpreadsheet
  case isDamaged
  case isProtected
  /// More than a programme of a conference can be: what would fill the memory.
  case isTooLarge
}

/// What a spreadsheet may hold in all. A small file can unpack to any size.
struct WorkbookRoom {
  private var cells = 0
  private var bytes = 0

  static let columns = 16_384
  static let rows = 1_048_576
  static let mostMerges = 20_000
  private static let mostCells = 1_000_000
  private static let mostBytes = 64 << 20

  mutating func take(_ text: String) throws(WorkbookError) {
    cells += 1
    bytes += text.utf8.count
    if cells > WorkbookRoom.mostCells || bytes > WorkbookRoom.mostBytes { throw .isTooLarge }
  }
}
