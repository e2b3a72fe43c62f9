package import Diagnostics

/// A spreadsheet as it was saved (RFC 4180, with the liberties that spreadsheets take): separated by
/// comma, semicolon or tab, with or without a byte order mark.
package struct CSV {
  package struct Cell {
    package var text: String
    package var location: SourceLocation
    var isQuoted = false

    package init(text: String, location: SourceLocation) {
      self.text = text
      self.location = location
    }
  }

  package struct Row {
    package var cells: [Cell]
    /// The line of the file the row begins in.
    package var line: Int
  }

  package var header: [Cell]
  package var rows: [Row]

  package static func parse(_ source: SourceText) -> Diagnosed<CSV> {
    var reader = CSVReader(source)
    var records: [Row] = []
    while let record = reader.nextRecord() {
      if record.cells.contains(where: { !$0.text.isEmpty }) { records.append(record) }
    }
    guard let header = records.first?.cells else {
      return Diagnosed(CSV(header: [], rows: []), reader.diagnostics)
    }
    let named = Array(header.reversed().drop { $0.text.isEmpty }.reversed())
    reader.diagnostics += mistakes(inHeader: named)
    let rows = records.dropFirst().map { $0.fitting(named.count, &reader.diagnostics) }
    return Diagnosed(CSV(header: named, rows: Array(rows)), reader.diagnostics)
  }
}

/// Columns that cannot be told apart by their names.
private func mistakes(inHeader header: [CSV.Cell]) -> [Diagnostic] {
  var seen: Set<String> = []
  return header.compactMap { cell in
    if cell.text.isEmpty {
      return .error(
        ContentCode.ambiguousColumn, "this column has no name", at: cell.location,
        help: "write what it holds in the first line, or remove the column")
    }
    if seen.insert(cell.text).inserted { return nil }
    return .error(
      ContentCode.ambiguousColumn, "two columns are called '\(cell.text)'", at: cell.location,
      help: "rename one of them")
  }
}

extension CSV.Row {
  /// The row without empty cells beyond the header's; a filled one there is a mistake.
  fileprivate func fitting(_ width: Int, _ diagnostics: inout [Diagnostic]) -> CSV.Row {
    if let stray = cells.dropFirst(width).first(where: { !$0.text.isEmpty }) {
      diagnostics.append(
        .error(
          ContentCode.tooManyCells,
          "this row has \(cells.count) cells, but the first line names \(width) columns",
          at: stray.location,
          help: "put a cell that contains the separator in quotes, or name the column"))
    }
    return CSV.Row(cells: Array(cells.prefix(width)), line: line)
  }
}

private struct CSVReader {
  let source: SourceText
  let separator: UInt8
  var position: Int
  var line: Int
  var lineStart: Int
  var diagnostics: [Diagnostic] = []

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
    while true {
      row.cells.append(nextCell())
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
            ContentCode.unclosedQuote, "a quotation mark is opened here and never closed",
            at: location
          ))
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
    while position < source.bytes.count && source.bytes[position] != separator
      && source.bytes[position] != UInt8(ascii: "\n")
    {
      text.append(source.bytes[position])
      position += 1
    }
    var result = cell(from: start, text: text[...])
    result.location = location
    result.isQuoted = true
    return result
  }

  private mutating func startLine() {
    line += 1
    lineStart = position
  }

  private func cell(from start: Int, text: ArraySlice<UInt8>) -> CSV.Cell {
    let content = String(decoding: text, as: UTF8.self).trimmed
    let before = source.bytes[min(lineStart, start)..<start].count { $0 & 0xC0 != 0x80 }
    return CSV.Cell(
      text: content,
      location: SourceLocation(
        file: source.file, line: line, column: before + 1,
        length: max(1, content.prefix { $0 != "\n" }.unicodeScalars.count)))
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
