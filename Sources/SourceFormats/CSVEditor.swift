// Changes single cells of a spreadsheet, and leaves every other byte where it is.

import Diagnostics
import Text

/// A spreadsheet of pages, whose rows are known by their ids.
package struct CSVEditor {
  /// The names of the columns.
  package private(set) var columns: [String]
  private var records: [Record] = []
  /// The index of the first line's record.
  private let header: Int
  private var indexByID: [String: Int] = [:]
  private let separator: UInt8
  /// What the cells hold, by record.
  private var texts: [Int: [String]] = [:]

  /// A line, with its cells as they are written.
  private struct Record {
    var cells: [[UInt8]]
    var end: [UInt8]
    var line: Int
  }

  /// `nil` if the file cannot be read, or has no ids.
  package init?(file: String, bytes: [UInt8]) {
    let source = SourceText(file: file, bytes: bytes)
    let table = CSV.parse(source)
    guard !table.diagnostics.hasErrors, !table.value.header.isEmpty,
      let separator = table.value.separator.utf8.first,
      source.bytes.contains(0x0A) || !source.bytes.contains(0x0D)
    else { return nil }
    self.separator = separator
    columns = table.value.header.map(\.text)
    let mark = bytes.prefix(bytes.count - source.bytes.count)
    records = Self.records(of: source.bytes, separator)
    if !records.isEmpty, !mark.isEmpty { records[0].cells[0] = mark + records[0].cells[0] }
    let line = table.value.header[0].location.line
    guard let header = records.firstIndex(where: { $0.line == line }),
      let id = columns.firstIndex(of: "id")
    else { return nil }
    self.header = header
    let indexByLine = Dictionary(records.enumerated().map { ($1.line, $0) }) { first, _ in first }
    for row in table.value.rows {
      guard let index = indexByLine[row.line] else { return nil }
      texts[index] = row.cells.map(\.text)
      if row.cells.indices.contains(id) { indexByID[row.cells[id].text] = index }
    }
  }

  private static func records(of bytes: [UInt8], _ separator: UInt8) -> [Record] {
    var records: [Record] = []
    var record = Record(cells: [], end: [], line: 1)
    var (line, start, index, isQuoted) = (1, 0, 0, false)
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "\"") && (isQuoted || index == start) {
        isQuoted.toggle()
        // A quotation mark that is written twice belongs to the text.
        if !isQuoted, index + 1 < bytes.count, bytes[index + 1] == byte {
          isQuoted = true
          index += 1
        }
      } else if byte == 0x0A {
        line += 1
        if !isQuoted {
          let hasReturn = index > start && bytes[index - 1] == 0x0D
          record.cells.append(Array(bytes[start..<(hasReturn ? index - 1 : index)]))
          record.end = hasReturn ? [0x0D, 0x0A] : [0x0A]
          records.append(record)
          record = Record(cells: [], end: [], line: line)
          start = index + 1
        }
      } else if byte == separator && !isQuoted {
        record.cells.append(Array(bytes[start..<index]))
        start = index + 1
      }
      index += 1
    }
    if start < bytes.count || !record.cells.isEmpty {
      record.cells.append(Array(bytes[start...]))
      records.append(record)
    }
    return records
  }

  package func hasRow(_ id: String) -> Bool { indexByID[id] != nil }

  /// What a cell holds; empty if the row or the column isn't there.
  package func text(ofRow id: String, _ column: String) -> String {
    guard let record = indexByID[id], let column = columns.firstIndex(of: column),
      let cells = texts[record], cells.indices.contains(column)
    else { return "" }
    return cells[column]
  }

  package mutating func set(_ text: String, ofRow id: String, _ column: String) {
    guard let record = indexByID[id] else { return }
    write(text, in: record, self.column(column))
  }

  /// Adds a row at the end.
  package mutating func append(_ id: String, _ cells: [(column: String, text: String)]) {
    let end = records[header].end.isEmpty ? [0x0A] : records[header].end
    for index in records.indices.suffix(1) where records[index].end.isEmpty {
      records[index].end = end
    }
    for cell in cells where !columns.contains(cell.column) { _ = column(cell.column) }
    indexByID[id] = records.count
    records.append(
      Record(cells: columns.map { _ in [] }, end: end, line: (records.last?.line ?? 0) + 1))
    for cell in [("id", id)] + cells { set(cell.1, ofRow: id, cell.0) }
  }

  /// The index of a column, which is added if it isn't there.
  private mutating func column(_ name: String) -> Int {
    if let index = columns.firstIndex(of: name) { return index }
    columns.append(name)
    write(name, in: header, columns.count - 1)
    return columns.count - 1
  }

  private mutating func write(_ text: String, in record: Int, _ column: Int) {
    while records[record].cells.count <= column { records[record].cells.append([]) }
    records[record].cells[column] = Array(quotedForCSV(text).utf8)
    var cells = texts[record] ?? []
    while cells.count <= column { cells.append("") }
    cells[column] = text
    texts[record] = cells
  }

  package var bytes: [UInt8] {
    var result: [UInt8] = []
    for record in records {
      for (index, cell) in record.cells.enumerated() {
        if index > 0 { result.append(separator) }
        result += cell
      }
      result += record.end
    }
    return result
  }
}

/// A text as a cell, whatever separates cells.
package func quotedForCSV(_ text: String) -> String {
  let isPlain = text.utf8.allSatisfy {
    ![
      UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\""), UInt8(ascii: "|"), 0x0A, 0x0D, 0x09,
    ].contains($0)
  }
  if isPlain { return text }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    if scalar == "\"" { quoted += "\"" }
    quoted.unicodeScalars.append(scalar)
  }
  return quoted + "\""
}
