package import Diagnostics
import Text

/// A spreadsheet as it was saved (RFC 4180, with the liberties that spreadsheets take): separated by
/// comma, semicolon or tab, with or without a byte order mark.
package struct CSV {
  package struct Cell {
    package var text: String
    package var location: SourceLocation
    package var isQuoted = false
    /// Whether white space comes before the text, as after the comma of a sentence.
    let beginsWithSpace: Bool

    package init(text: String, location: SourceLocation, beginsWithSpace: Bool = false) {
      self.text = text
      self.location = location
      self.beginsWithSpace = beginsWithSpace
    }
  }

  package struct Row {
    package var cells: [Cell]
    /// The line of the file the row begins in.
    package var line: Int
    /// Whether the row has more cells than the first line, so that it isn't certain which is in which column.
    package var isTooLong = false
    /// Whether that was reported.
    package var isReported = false

    package init(cells: [Cell], line: Int, isTooLong: Bool = false, isReported: Bool = false) {
      (self.cells, self.line) = (cells, line)
      (self.isTooLong, self.isReported) = (isTooLong, isReported)
    }
  }

  package var header: [Cell]
  package var rows: [Row]
  /// What stands between two cells.
  package var separator = ","

  package static func parse(_ source: SourceText) -> Diagnosed<CSV> {
    var reader = CSVReader(source)
    var records: [Row] = []
    while let record = reader.nextRecord() {
      if record.cells.contains(where: { !$0.text.isEmpty }) { records.append(record) }
    }
    let separator = String(Unicode.Scalar(reader.separator))
    var table = table(of: records, separator)
    // What an open quotation mark made one cell of is no row.
    if !table.value.rows.isEmpty, reader.isEndedByQuote {
      table.value.rows[table.value.rows.count - 1].isReported = true
    }
    table.diagnostics = reader.diagnostics + table.diagnostics
    return table
  }

  /// A table of rows, of which the first names the columns.
  package static func table(of records: [Row], _ separator: String = ",") -> Diagnosed<CSV> {
    guard let header = records.first?.cells else { return Diagnosed(CSV(header: [], rows: [])) }
    let named = Array(header.reversed().drop { $0.text.isEmpty }.reversed())
    var diagnostics = mistakes(inHeader: named)
    let width = Width(named: named.count, written: header.count, separator: separator)
    let areAllTooLong = records.count > 2 && records.dropFirst().allSatisfy(width.isExceeded)
    var rows = records.dropFirst().map { width.fit($0) }
    if areAllTooLong {
      diagnostics.append(width.mistake(ofAll: records[1]))
      for index in rows.indices { rows[index].isReported = true }
    } else {
      for (index, record) in records.dropFirst().enumerated()
      where !record.isReported && width.isExceeded(by: record) {
        diagnostics.append(width.mistake(of: record))
        rows[index].isReported = true
      }
    }
    return Diagnosed(CSV(header: named, rows: rows, separator: separator), diagnostics)
  }
}

/// Columns that cannot be told apart by their names.
private func mistakes(inHeader header: [CSV.Cell]) -> [Diagnostic] {
  var seen: Set<String> = []
  return header.compactMap { cell in
    if cell.text.isEmpty {
      return .error(
        SyntaxCode.ambiguousColumn, "this column has no name", at: cell.location,
        help: "write what it holds in the first line, or remove the column")
    }
    if seen.insert(cell.text).inserted { return nil }
    return .error(
      SyntaxCode.ambiguousColumn, "two columns are called '\(cell.text)'", at: cell.location,
      help: "rename one of them")
  }
}

/// How many cells a row may have.
struct Width {
  /// The columns that have a name.
  let named: Int
  /// The cells of the first line, with empty ones at its end.
  let written: Int
  let separator: String

  /// Whether a cell of a row has no column.
  func isExceeded(by row: CSV.Row) -> Bool {
    row.cells.dropFirst(named).contains { !$0.text.isEmpty }
  }

  /// The row without empty cells beyond the header's.
  func fit(_ row: CSV.Row) -> CSV.Row {
    CSV.Row(
      cells: Array(row.cells.prefix(named)), line: row.line,
      isTooLong: row.cells.count > written, isReported: row.isReported)
  }

  /// The mistake of a row that is longer than the first line. The cell with the separator in it is known by the
  /// space that follows a comma in a sentence; it may stand far before the last cell.
  func mistake(of row: CSV.Row) -> Diagnostic {
    let cells = row.cells
    if let quote = cells.first(where: \.opensTypographicQuote) {
      return .error(
        SyntaxCode.typographicQuotes,
        "the quotation marks around this cell are typographic ones, which spreadsheets don't know",
        at: quote.location, help: "write straight ones: \"…\"")
    }
    let message = "this row has \(cells.count) cells, but the first line names \(named) columns"
    let split = cells.indices.dropLast().first { cells[$0 + 1].beginsWithSpace }
    if let split, !cells[split].text.isEmpty {
      let whole = "\(cells[split].text)\(separator) \(cells[split + 1].text)"
      return .error(
        SyntaxCode.tooManyCells, message, at: cells[split].location,
        help: "a cell with the separator in it needs quotes: \"\(whole)\"")
    }
    let stray = cells.dropFirst(named).first { !$0.text.isEmpty } ?? cells[0]
    return .error(
      SyntaxCode.tooManyCells, message, at: stray.location,
      help: "put a cell that contains the separator in quotes, or name the column")
  }

  func mistake(ofAll row: CSV.Row) -> Diagnostic {
    .error(
      SyntaxCode.tooManyCells,
      "the rows have more cells than the first line names columns: \(row.cells.count) and \(named)",
      at: SourceLocation(file: row.cells[0].location.file, line: row.line, column: 1),
      help: "name each column in the first line, in the order of the cells")
  }
}

extension CSV.Cell {
  /// Whether the cell begins with a typographic quotation mark that another cell closes.
  fileprivate var opensTypographicQuote: Bool {
    guard !isQuoted, let first = text.unicodeScalars.first else { return false }
    let opening: Set<Unicode.Scalar> = ["“", "”", "„", "«", "»", "‟"]
    return opening.contains(first)
      && !text.unicodeScalars.dropFirst().contains(where: opening.contains)
  }
}

private struct CSVReader {
  let source: SourceText
  let separator: UInt8
  var position: Int
  var line: Int
  var lineStart: Int
  var diagnostics: [Diagnostic] = []
  /// Whether the last cell was never closed.
  private(set) var isEndedByQuote = false
  /// Whether a cell of the last row goes on behind its closing quotation mark.
  private var isMisquoted = false
  /// The bytes of a line whose characters were counted last, and how many those are.
  private var counted = 0..<0
  private var characters = 0

  init(_ source: SourceText) {
    let source = CSVReader.withLineFeeds(source)
    self.source = source
    if let written = CSVReader.separatorLine(of: source.bytes[...]) {
      (separator, position, line) = (written.separator, written.end, source.firstLine + 1)
    } else {
      separator = CSVReader.separator(of: source.bytes[...])
      (position, line) = (0, source.firstLine)
    }
    lineStart = position
  }

  /// A first line `sep=;`, which tells Excel the separator.
  private static func separatorLine(
    of bytes: ArraySlice<UInt8>
  ) -> (separator: UInt8, end: Int)? {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else { return nil }
    let line = bytes[..<end].filter { $0 != UInt8(ascii: "\r") }
    guard line.count == 5, line.starts(with: "sep=".utf8), ",;\t|".utf8.contains(line[4]) else {
      return nil
    }
    return (line[4], end + 1)
  }

  /// Some spreadsheets end lines with a carriage return alone.
  private static func withLineFeeds(_ source: SourceText) -> SourceText {
    let (feed, carriageReturn) = (UInt8(ascii: "\n"), UInt8(ascii: "\r"))
    guard source.bytes.contains(carriageReturn), !source.bytes.contains(feed) else { return source }
    return SourceText(
      file: source.file, bytes: source.bytes.map { $0 == carriageReturn ? feed : $0 },
      firstLine: source.firstLine)
  }

  /// The separator of the three that stands most often in the first line, outside quotes.
  private static func separator(of bytes: ArraySlice<UInt8>) -> UInt8 {
    var counts: [UInt8: Int] = [:]
    var isQuoted = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      if byte == UInt8(ascii: "\n") && !isQuoted { break }
      if !isQuoted { counts[byte, default: 0] += 1 }
    }
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    let most = candidates.map { counts[$0, default: 0] }.max() ?? 0
    return candidates.first { counts[$0, default: 0] == most } ?? UInt8(ascii: ",")
  }

  mutating func nextRecord() -> CSV.Row? {
    guard position < source.bytes.count else { return nil }
    var row = CSV.Row(cells: [], line: line)
    isMisquoted = false
    while true {
      row.cells.append(nextCell())
      row.isReported = isMisquoted
      guard position < source.bytes.count else { return row }
      let byte = source.bytes[position]
      position += 1
      if byte != separator {
        startLine()
        return row
      }
      if position == source.bytes.count { row.cells.append(cell(from: position, text: [])) }
      if position == source.bytes.count { return row }
    }
  }

  /// Reads up to the separator or line end that follows, and stops before it.
  private mutating func nextCell() -> CSV.Cell {
    let start = position
    if position < source.bytes.count && source.bytes[position] == UInt8(ascii: "\"") {
      return quotedCell(from: start)
    }
    while position < source.bytes.count && source.bytes[position] != separator
      && source.bytes[position] != UInt8(ascii: "\n")
    {
      position += 1
    }
    return cell(from: start, text: source.bytes[start..<position])
  }

  private mutating func quotedCell(from start: Int) -> CSV.Cell {
    let quote = UInt8(ascii: "\"")
    var text: [UInt8] = []
    let location = cell(from: start, text: []).location
    position += 1
    while true {
      guard position < source.bytes.count else {
        diagnostics.append(
          .error(
            SyntaxCode.unclosedQuote, "a quotation mark is opened here and never closed",
            at: location
          ))
        isEndedByQuote = true
        break
      }
      let byte = source.bytes[position]
      position += 1
      if byte == quote {
        guard position < source.bytes.count, source.bytes[position] == quote else { break }
        position += 1
      } else if byte == UInt8(ascii: "\n") {
        startLine()
      }
      text.append(byte)
    }
    let end = position
    while position < source.bytes.count && source.bytes[position] != separator
      && source.bytes[position] != UInt8(ascii: "\n")
    {
      text.append(source.bytes[position])
      position += 1
    }
    if !source.bytes[end..<position].allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D }) {
      reportText(behind: end, at: location)
    }
    var result = cell(from: start, text: text[...])
    result.location = location
    result.isQuoted = true
    return result
  }

  /// Reports that a cell goes on behind its closing quotation mark: either one was forgotten, or one belongs to the text.
  private mutating func reportText(behind end: Int, at location: SourceLocation) {
    isMisquoted = true
    let isLater = line > location.line
    diagnostics.append(
      .error(
        SyntaxCode.unclosedQuote,
        isLater
          ? "a quotation mark is opened here, and the next one stands within a text in line \(line)"
          : "a quotation mark ends this cell, and more text follows it", at: location,
        help:
          "write one at the end of the cell; a quotation mark within a cell is written twice: \"\"")
    )
  }

  private mutating func startLine() {
    line += 1
    lineStart = position
  }

  /// How many characters lie before a cell in its line. Counted on from the cell before, since a row may have
  /// thousands of cells.
  private mutating func column(of range: Range<Int>) -> Int {
    let isAhead = counted.lowerBound == range.lowerBound && counted.upperBound <= range.upperBound
    let from = isAhead ? counted.upperBound : range.lowerBound
    let rest = source.bytes[from..<range.upperBound].count { $0 & 0xC0 != 0x80 }
    characters = (isAhead ? characters : 0) + rest
    counted = range
    return characters
  }

  private mutating func cell(from start: Int, text: ArraySlice<UInt8>) -> CSV.Cell {
    let content = String(decoding: text, as: UTF8.self).trimmed
    let beginsWithSpace = text.first == UInt8(ascii: " ")
    let before = column(of: min(lineStart, start)..<start)
    return CSV.Cell(
      text: content,
      location: SourceLocation(
        file: source.file, line: line, column: before + 1,
        length: max(1, content.prefix { $0 != "\n" }.unicodeScalars.count)),
      beginsWithSpace: beginsWithSpace)
  }
}

extension StringProtocol {
  /// The text without white space at its ends.
  package var trimmed: String {
    var view = self[...]
    while let first = view.first, first.isWhitespace { view = view.dropFirst() }
    while let last = view.last, last.isWhitespace { view = view.dropLast() }
    return String(view)
  }
}
