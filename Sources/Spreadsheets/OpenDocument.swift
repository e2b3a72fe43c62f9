// OpenDocument 1.3 part 3: all tables stand in content.xml (9.1), rows and cells that repeat are written once.

/// The tables of a document, in its order.
func openDocumentSheets(in archive: ZipArchive) throws(WorkbookError) -> [Sheet] {
  if let manifest = try archive.contents(of: "META-INF/manifest.xml") {
    var reader = PartReader(manifest)
    while let event = try reader.next() {
      if case .start("encryption-data") = event { throw .isProtected }
    }
  }
  guard let bytes = try archive.contents(of: "content.xml") else { throw .isDamaged }
  var reader = OpenDocumentReader(bytes)
  return try reader.read()
}

private struct OpenDocumentReader {
  private var reader: PartReader
  private var room = WorkbookRoom()
  private var sheets: [Sheet] = []
  private var isSpreadsheet = false
  /// The styles of tables that are not shown.
  private var hiddenStyles: Set<String> = []
  private var style: String?
  private var row = 0
  private var column = 0
  private var definedColumn = 0
  /// How often the row is repeated.
  private var rows = 1
  /// The cells of the row.
  private var cells: [Sheet.Cell] = []

  init(_ bytes: [UInt8]) { reader = PartReader(bytes) }

  mutating func read() throws(WorkbookError) -> [Sheet] {
    while let event = try reader.next() {
      switch event {
      case .start("spreadsheet"): isSpreadsheet = true
      case .start("style"): style = reader.value(of: "name")
      case .start("table-properties"):
        if let style, reader.value(of: "display") == "false" { hiddenStyles.insert(style) }
      case .start("table") where isSpreadsheet: beginTable()
      case .start("table-column"): defineColumns()
      case .start("table-row"):
        beginRow()
      case .end("table-row"): try endRow()
      case .start("table-cell"), .start("covered-table-cell"):
        try readCell(isCovered: event == .start("covered-table-cell"))
      default: break
      }
    }
    guard isSpreadsheet else { throw .isNoSpreadsheet }
    return sheets
  }

  private mutating func beginTable() {
    var sheet = Sheet(name: reader.value(of: "name") ?? "")
    sheet.isHidden = reader.value(of: "style-name").map(hiddenStyles.contains) ?? false
    sheets.append(sheet)
    (row, column, definedColumn) = (0, 0, 0)
  }

  /// How often a row, column or cell is repeated.
  private func count(_ name: String) -> Int { max(1, min(reader.number(of: name) ?? 1, 1 << 21)) }

  private mutating func defineColumns() {
    let columns = count("number-columns-repeated")
    defer { definedColumn += columns }
    guard isHidden, !sheets.isEmpty else { return }
    // Programs write the rest of the sheet as one column.
    let end = min(definedColumn + columns, WorkbookRoom.columns)
    guard definedColumn < end else { return }
    sheets[sheets.count - 1].hiddenColumns.formUnion(definedColumn + 1...end)
  }

  private var isHidden: Bool {
    ["collapse", "filter"].contains(reader.value(of: "visibility"))
  }

  private mutating func beginRow() {
    row += 1
    rows = count("number-rows-repeated")
    column = 0
    cells = []
    guard isHidden, !sheets.isEmpty else { return }
    let end = min(row + rows - 1, WorkbookRoom.rows)
    if row <= end { sheets[sheets.count - 1].hiddenRows.formUnion(row...end) }
  }

  private mutating func endRow() throws(WorkbookError) {
    defer { row += rows - 1 }
    guard !cells.isEmpty, !sheets.isEmpty else { return }
    for offset in 0..<rows {
      for cell in cells {
        try room.take(cell.text)
        var copy = cell
        copy.row = row + offset
        sheets[sheets.count - 1].cells.append(copy)
      }
    }
  }

  private mutating func readCell(isCovered: Bool) throws(WorkbookError) {
    let copies = count("number-columns-repeated")
    let first = column + 1
    defer { column += copies }
    let value = typedValue()
    let isUncalculated = reader.value(of: "formula") != nil && reader.value(of: "value-type") == nil
    let merge = mergedCells(from: first)
    let text = try paragraphs(until: isCovered ? "covered-table-cell" : "table-cell")
    let shown = value ?? text
    if let merge, !sheets.isEmpty {
      if sheets[sheets.count - 1].merges.count == WorkbookRoom.mostMerges { throw .isTooLarge }
      sheets[sheets.count - 1].merges.append(merge)
    }
    guard !isCovered, !shown.isEmpty || isUncalculated else { return }
    guard first + copies - 1 <= WorkbookRoom.columns else { throw .isDamaged }
    for offset in 0..<copies {
      try room.take(shown)
      cells.append(
        Sheet.Cell(
          row: row, column: first + offset, text: shown,
          isUncalculated: isUncalculated && shown.isEmpty))
    }
  }

  private func mergedCells(from first: Int) -> Sheet.Merge? {
    let width = count("number-columns-spanned")
    let height = count("number-rows-spanned")
    guard width > 1 || height > 1 else { return nil }
    return .init(rows: row...row + height - 1, columns: first...first + width - 1)
  }

  /// The value of a cell that isn't a text (19.387 to 19.395).
  private func typedValue() -> String? {
    switch reader.value(of: "value-type") {
    case "float", "percentage", "currency": reader.value(of: "value").map(textOfNumber)
    case "date": reader.value(of: "date-value").map(textOfISOMoment)
    case "time": reader.value(of: "time-value").flatMap(textOfISODuration)
    case "boolean": reader.value(of: "boolean-value").map { $0 == "true" ? "TRUE" : "FALSE" }
    case "string": reader.value(of: "string-value")
    default: nil
    }
  }

  /// The text of a cell, a line for each paragraph, without comments (6.1).
  private mutating func paragraphs(until end: String) throws(WorkbookError) -> String {
    var lines: [String] = []
    var line: String?
    var comments = 0
    while let event = try reader.next() {
      switch event {
      case .end(end) where comments == 0: return lines.joined(separator: "\n")
      case .start("annotation"): comments += 1
      case .end("annotation"): comments -= 1
      case _ where comments > 0: break
      case .start("p"): line = ""
      case .end("p"):
        if let line { lines.append(line) }
        line = nil
      case .start("s"): line? += String(repeating: " ", count: min(count("c"), 1000))
      case .start("tab"): line? += "\t"
      case .start("line-break"): line? += "\n"
      case .text(let text): line?.append(collapsing: text)
      default: break
      }
    }
    return lines.joined(separator: "\n")
  }
}

extension String {
  /// White space counts as one space, and as none at the beginning (6.1.2).
  fileprivate mutating func append(collapsing text: String) {
    for character in text {
      guard character.isWhitespace else {
        append(character)
        continue
      }
      if let last, !last.isWhitespace { append(" ") }
    }
  }
}

/// A time of day or a length of time, from an ISO 8601 duration such as `PT13H30M00S` (XML Schema 2, 3.2.6).
private func textOfISODuration(_ written: String) -> String? {
  guard written.hasPrefix("PT") else { return nil }
  var seconds = 0.0
  var number = ""
  for character in written.dropFirst(2) {
    if character.isASCII, character.isNumber || character == "." || character == "," {
      number.append(character == "," ? "." : character)
      continue
    }
    guard let value = Double(number), value < 1e7, let unit = secondsOfUnit[character] else {
      return nil
    }
    seconds += value * unit
    number = ""
  }
  return textOfTime(seconds: Int(seconds.rounded()))
}

private let secondsOfUnit: [Character: Double] = ["H": 3600, "M": 60, "S": 1]
