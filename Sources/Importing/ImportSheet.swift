import Content
package import Diagnostics
import Planners
import SourceFormats
import Spreadsheets
import Text

/// Makes content files from a sheet of a spreadsheet of Excel or LibreOffice, as `importTable` makes them from CSV.
package func importSpreadsheet(
  _ source: SourceText, into target: ImportTarget, _ options: TableOptions
) -> Diagnosed<Import> {
  let sheets: [Sheet]
  do throws(WorkbookError) {
    guard source.bytes.starts(with: "PK".utf8) else { throw .isNoSpreadsheet }
    sheets = try Workbook(source.bytes).sheets
  } catch {
    return Diagnosed(Import(), [mistake(error, in: source)])
  }
  switch chosen(options.sheet, of: sheets, in: source.file) {
  case .failure(let mistake): return Diagnosed(Import(), [mistake.diagnostic])
  case .success(let sheet):
    var table = SheetTable(sheet, file: source.file)
    let csv = table.table()
    var made = importTable(csv, source.file, into: target, options)
    made.value.remarks = table.remarks + made.value.remarks
    return made
  }
}

private func mistake(_ error: WorkbookError, in source: SourceText) -> Diagnostic {
  let location = SourceLocation(file: source.file)
  switch error {
  case .isNoSpreadsheet:
    let form = ForeignFile(source)
    if form == .excel || form == .openDocument || form == .archive {
      return .error(
        ImportCode.importFileUnsuitable,
        "this is an archive (.zip), but not one of a spreadsheet", at: location,
        help: "take the spreadsheet out of it, and import that")
    }
    return form.mistake(.importFileUnsuitable, in: source.file)
  case .isDamaged:
    return .error(
      ImportCode.importFileUnsuitable, "this spreadsheet is damaged", at: location,
      help: "open it in Excel or LibreOffice, save it under another name, and import that")
  case .isProtected:
    return .error(
      ImportCode.importFileUnsuitable, "this spreadsheet is protected by a password", at: location,
      help: "save it without a password")
  case .isTooLarge:
    return .error(
      ImportCode.importFileUnsuitable,
      "this spreadsheet has more than a million cells, or texts of more than 64 MB", at: location,
      help: "copy the rows that belong to the programme into a new file, and import that")
  }
}

private struct SheetMistake: Error { var diagnostic: Diagnostic }

/// The sheet that was asked for, or the only one with something to see.
private func chosen(
  _ name: String?, of sheets: [Sheet], in file: String
) -> Result<Sheet, SheetMistake> {
  func mistake(_ code: ImportCode, _ message: String, help: String) -> Result<Sheet, SheetMistake> {
    .failure(
      SheetMistake(
        diagnostic: .error(code, message, at: SourceLocation(file: file), help: help)))
  }
  let names = sheets.map { "'\($0.name)'" }.joined(separator: ", ")
  if let name {
    if let sheet = sheets.first(where: { $0.name == name }) { return .success(sheet) }
    return mistake(
      .sheetUnclear, "there is no sheet '\(name)'",
      help: suggestion(for: name, in: sheets.map(\.name), otherwise: "the sheets are \(names)"))
  }
  let filled = sheets.filter { !$0.isHidden && !$0.cells.isEmpty }
  if filled.count > 1 {
    return mistake(
      .sheetUnclear,
      "this spreadsheet has \(filled.count) sheets: "
        + filled.map { "'\($0.name)'" }.joined(separator: ", "),
      help: "say which to read: --sheet \"\(filled[0].name)\"")
  }
  if let sheet = filled.first { return .success(sheet) }
  if let hidden = sheets.first(where: { !$0.cells.isEmpty }) {
    return mistake(
      .sheetUnclear, "the only sheet with something in it, '\(hidden.name)', is hidden",
      help: "say that it is meant: --sheet \"\(hidden.name)\"")
  }
  return mistake(
    .importFileEmpty, "there is nothing in this spreadsheet",
    help: "its first row should name the columns")
}

/// Makes a table of a sheet: what is hidden stays out, and a cell that reaches over several rows counts for each.
private struct SheetTable {
  let file: String
  let sheet: Sheet
  private(set) var remarks: [String] = []

  init(_ sheet: Sheet, file: String) { (self.sheet, self.file) = (sheet, file) }

  mutating func table() -> Diagnosed<CSV> {
    var rows = visibleRows()
    leaveOutTitles(of: &rows)
    guard let header = rows.first else { return CSV.table(of: []) }
    let columns = header.cells.map(\.column)
    let named = Set(columns)
    var diagnostics: [Diagnostic] = []
    var records = [record(of: header, columns)]
    for row in rows.dropFirst() {
      if let stray = row.cells.first(where: { !named.contains($0.column) }) {
        diagnostics.append(
          .error(
            SyntaxCode.tooManyCells,
            "this cell stands in column \(columnName(stray.column)), which has no name in row "
              + "\(header.number)",
            at: location(of: stray), help: "name the column, or empty the cell"))
      }
      for cell in row.cells where cell.isUncalculated {
        diagnostics.append(
          .error(
            ImportCode.formulaOpen,
            "the file doesn't hold the result of the formula in \(columnName(cell.column))\(cell.row)",
            at: location(of: cell),
            help: "open the file in Excel or LibreOffice, save it, and import it again"))
      }
      records.append(record(of: row, columns))
    }
    var table = CSV.table(of: records)
    table.diagnostics += diagnostics
    return table
  }

  private struct Row {
    var number: Int
    var cells: [Sheet.Cell]
  }

  private mutating func visibleRows() -> [Row] {
    var byRow: [Int: [Int: Sheet.Cell]] = [:]
    for cell in sheet.cells { byRow[cell.row, default: [:]][cell.column] = cell }
    for merge in sheet.merges where merge.rows.count > 1 {
      let column = merge.columns.lowerBound
      guard let first = byRow[merge.rows.lowerBound]?[column] else { continue }
      // Below the last row with something in it nothing is filled in.
      for row in byRow.keys where merge.rows.contains(row) && byRow[row]?[column] == nil {
        var copy = first
        copy.row = row
        byRow[row]?[column] = copy
      }
    }
    let hiddenRows = byRow.keys.filter(sheet.hiddenRows.contains).sorted()
    remark(hidden: hiddenRows.map(String.init), "row", "rows")
    let columns = Set(byRow.values.flatMap(\.keys))
    let hidden = columns.filter(sheet.hiddenColumns.contains).sorted()
    remark(hidden: hidden.map(columnName), "column", "columns")
    return byRow.keys.sorted().filter { !sheet.hiddenRows.contains($0) }.compactMap { number in
      let cells = (byRow[number] ?? [:]).values.filter {
        !sheet.hiddenColumns.contains($0.column)
      }.sorted { $0.column < $1.column }
      return cells.isEmpty ? nil : Row(number: number, cells: cells)
    }
  }

  private mutating func remark(hidden names: [String], _ one: String, _ many: String) {
    guard let first = names.first else { return }
    let listed = names.prefix(12).joined(separator: ", ") + (names.count > 12 ? ", …" : "")
    remarks.append(
      names.count == 1
        ? "Left out: \(one) \(first), which is hidden"
        : "Left out: \(names.count) \(many) that are hidden (\(listed))")
  }

  /// Leaves out what stands above the names of the columns: rows of one cell above one with several.
  private mutating func leaveOutTitles(of rows: inout [Row]) {
    guard let header = rows.firstIndex(where: { $0.cells.count > 1 }), header > 0 else { return }
    for row in rows[..<header] {
      remarks.append("Left out: row \(row.number), '\(row.cells[0].text)'")
    }
    rows.removeFirst(header)
  }

  /// The cells of the named columns. The row has its own in their order.
  private func record(of row: Row, _ columns: [Int]) -> CSV.Row {
    var rest = row.cells[...]
    let cells = columns.map { column in
      rest = rest.drop { $0.column < column }
      if let cell = rest.first, cell.column == column {
        return CSV.Cell(text: cell.text.trimmed, location: location(of: cell))
      }
      return CSV.Cell(
        text: "", location: SourceLocation(file: file, line: row.number, column: column))
    }
    return CSV.Row(cells: cells, line: row.number)
  }

  private func location(of cell: Sheet.Cell) -> SourceLocation {
    SourceLocation(file: file, line: cell.row, column: cell.column)
  }
}

/// The letters of a column, as spreadsheets show them.
private func columnName(_ number: Int) -> String {
  var (rest, name) = (number, "")
  while rest > 0 {
    let letter = UInt8(ascii: "A") + UInt8((rest - 1) % 26)
    name = String(UnicodeScalar(letter)) + name
    rest = (rest - 1) / 26
  }
  return name
}
