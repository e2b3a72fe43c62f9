// Office Open XML, SpreadsheetML (ECMA-376 part 1, chapter 18): a file for the list of sheets, one for the texts that cells
// share, one for styles, and one for each sheet. Which is where, the files of relationships say (part 2, 8).

import Text

/// The sheets of a workbook, in its order.
func excelSheets(in archive: ZipArchive) throws(WorkbookError) -> [Sheet] {
  let root = try relationships(of: "", in: archive)
  guard let path = root.first(where: { $0.type == "officeDocument" })?.path,
    let workbook = try archive.contents(of: path)
  else { throw .isNoSpreadsheet }
  let parts = try relationships(of: path, in: archive)
  var room = WorkbookRoom()
  func part(_ type: String) throws(WorkbookError) -> [UInt8]? {
    guard let path = parts.first(where: { $0.type == type })?.path else { return nil }
    return try archive.contents(of: path)
  }
  var texts: [String] = []
  if let shared = try part("sharedStrings") { texts = try sharedTexts(in: shared, &room) }
  var styles = ExcelStyles()
  if let written = try part("styles") { styles = try ExcelStyles(written) }

  var reader = PartReader(workbook)
  var since1904 = false
  var listed: [(name: String, isHidden: Bool, relationship: String)] = []
  var isWorkbook = false
  while let event = try reader.next() {
    switch event {
    case .start("workbook"): isWorkbook = true
    case .start("workbookPr"): since1904 = reader.isTrue("date1904")
    case .start("sheet"):
      listed.append(
        (
          reader.value(of: "name") ?? "",
          ["hidden", "veryHidden"].contains(reader.value(of: "state")), reader.value(of: "id") ?? ""
        ))
    default: break
    }
  }
  guard isWorkbook else { throw .isNoSpreadsheet }
  var sheets: [Sheet] = []
  for (name, isHidden, relationship) in listed {
    // A chart may be a sheet of its own, which has no cells.
    guard let part = parts.first(where: { $0.id == relationship && $0.type == "worksheet" })
    else { continue }
    guard let bytes = try archive.contents(of: part.path) else { throw .isDamaged }
    var sheetReader = ExcelSheetReader(
      name: name, texts: texts, styles: styles, since1904: since1904)
    var sheet = try sheetReader.read(bytes, &room)
    sheet.isHidden = isHidden
    sheets.append(sheet)
  }
  return sheets
}

private struct Relationship {
  var id: String
  /// The last part of its address.
  var type: String
  /// From the archive's root.
  var path: String
}

/// What a part of the package refers to; `""` is the package itself.
private func relationships(
  of path: String, in archive: ZipArchive
) throws(WorkbookError) -> [Relationship] {
  let cut = path.lastIndex(of: "/")
  let folder = cut.map { String(path[..<$0]) } ?? ""
  let name = cut.map { path[path.index(after: $0)...] } ?? path[...]
  let file = (folder.isEmpty ? "" : folder + "/") + "_rels/\(name).rels"
  guard let bytes = try archive.contents(of: file) else { return [] }
  var reader = PartReader(bytes)
  var found: [Relationship] = []
  while let event = try reader.next() {
    guard case .start("Relationship") = event, let target = reader.value(of: "Target"),
      let address = reader.value(of: "Type")
    else { continue }
    let path = target.hasPrefix("/") ? String(target.dropFirst()) : joined(folder, target) ?? target
    let type = address.split(separator: "/").last.map(String.init) ?? ""
    found.append(Relationship(id: reader.value(of: "Id") ?? "", type: type, path: path))
  }
  return found
}

/// The texts that cells share (18.4): runs of different letters are one text; how Japanese is read stays out.
private func sharedTexts(
  in part: [UInt8], _ room: inout WorkbookRoom
) throws(WorkbookError) -> [String] {
  var reader = PartReader(part)
  var texts: [String] = []
  var text = ""
  var isText = false
  var isReading = false
  while let event = try reader.next() {
    switch event {
    case .start("si"):
      text = ""
    case .end("si"):
      try room.take(text)
      texts.append(withoutEscapes(text))
    case .start("rPh"): isReading = true
    case .end("rPh"): isReading = false
    case .start("t"): isText = !isReading
    case .end("t"): isText = false
    case .text(let part): if isText { text += part }
    default: break
    }
  }
  return texts
}

/// Reads one sheet (18.3).
private struct ExcelSheetReader {
  let texts: [String]
  let styles: ExcelStyles
  let since1904: Bool
  private var sheet: Sheet
  private var row = 0
  private var column = 0
  private var type = "n"
  private var style = 0
  private var text = ""
  private var hasFormula = false
  private var isText = false
  private var isInCell = false
  private var columnDefinitions = 0

  init(name: String, texts: [String], styles: ExcelStyles, since1904: Bool) {
    (self.texts, self.styles, self.since1904) = (texts, styles, since1904)
    sheet = Sheet(name: name)
  }

  mutating func read(
    _ part: [UInt8], _ room: inout WorkbookRoom
  ) throws(WorkbookError) -> Sheet {
    var reader = PartReader(part)
    var isReading = false
    while let event = try reader.next() {
      switch event {
      case .start("col"): try hideColumns(reader)
      case .start("row"): try begin(row: reader)
      case .start("c"): try begin(cell: reader)
      case .start("f"): hasFormula = true
      case .start("rPh"): isReading = true
      case .end("rPh"): isReading = false
      case .start("v"), .start("t"): isText = !isReading
      case .end("v"), .end("t"): isText = false
      case .text(let part): if isText { text += part }
      case .end("c"): try endCell(&room)
      case .start("mergeCell"): try merge(reader)
      default: break
      }
    }
    return sheet
  }

  private mutating func hideColumns(_ reader: PartReader) throws(WorkbookError) {
    columnDefinitions += 1
    if columnDefinitions > WorkbookRoom.columns { throw .isTooLarge }
    guard reader.isTrue("hidden"), let first = reader.number(of: "min"),
      let last = reader.number(of: "max"), first >= 1, last >= first, last <= WorkbookRoom.columns
    else { return }
    sheet.hiddenColumns.formUnion(first...last)
  }

  private mutating func begin(row reader: PartReader) throws(WorkbookError) {
    row = reader.number(of: "r") ?? row + 1
    guard row >= 1, row <= WorkbookRoom.rows else { throw .isDamaged }
    column = 0
    if reader.isTrue("hidden") { sheet.hiddenRows.insert(row) }
  }

  private mutating func begin(cell reader: PartReader) throws(WorkbookError) {
    column += 1
    if let place = reader.value(of: "r") {
      guard let place = cellPlace(place), place.row == row else { throw .isDamaged }
      column = place.column
    }
    guard row >= 1, column <= WorkbookRoom.columns else { throw .isDamaged }
    type = reader.value(of: "t") ?? "n"
    style = reader.number(of: "s") ?? 0
    text = ""
    hasFormula = false
    isText = false
    isInCell = true
  }

  private mutating func endCell(_ room: inout WorkbookRoom) throws(WorkbookError) {
    guard isInCell else { return }
    isInCell = false
    let isUncalculated = hasFormula && text.isEmpty && type != "str"
    let shown = try shownText()
    guard !shown.isEmpty || isUncalculated else { return }
    try room.take(shown)
    sheet.cells.append(
      Sheet.Cell(row: row, column: column, text: shown, isUncalculated: isUncalculated))
  }

  /// What the cell shows, by its type (18.18.11).
  private func shownText() throws(WorkbookError) -> String {
    switch type {
    case "s":
      guard let index = Int(text), texts.indices.contains(index) else {
        if text.isEmpty { return "" }
        throw .isDamaged
      }
      return texts[index]
    case "b": return text.isEmpty ? "" : text == "1" || text == "true" ? "TRUE" : "FALSE"
    case "str", "inlineStr": return withoutEscapes(text)
    case "e": return text
    case "d": return textOfISOMoment(text)
    default:
      guard let number = Double(text) else { return text }
      let form = styles.form(ofStyle: style)
      if form == .length { return textOfTime(seconds: Int((min(number, 1e6) * 86_400).rounded())) }
      guard form != .number, let days = daysSince1970(excel: number, since1904: since1904) else {
        return textOfNumber(text)
      }
      // A day with a time, and a time alone, can both be shown in part.
      let hasDay = form == .day || form == .moment && number >= 1 || form == .time && number >= 1
      let hasTime = form != .day || number != number.rounded()
      return textOfMoment(days: days, hasDay: hasDay, hasTime: hasTime) ?? textOfNumber(text)
    }
  }

  private mutating func merge(_ reader: PartReader) throws(WorkbookError) {
    if sheet.merges.count == WorkbookRoom.mostMerges { throw .isTooLarge }
    guard let ends = reader.value(of: "ref")?.split(separator: ":"), ends.count == 2,
      let first = cellPlace(String(ends[0])), let last = cellPlace(String(ends[1])),
      first.row <= last.row, first.column <= last.column
    else { return }
    sheet.merges.append(
      .init(rows: first.row...last.row, columns: first.column...last.column))
  }
}

/// A cell's place from a name such as `C5`.
private func cellPlace(_ name: String) -> (row: Int, column: Int)? {
  var column = 0
  var row = 0
  for byte in name.utf8 where byte != UInt8(ascii: "$") {
    switch byte {
    case UInt8(ascii: "A")...UInt8(ascii: "Z") where row == 0:
      column = column * 26 + Int(byte - UInt8(ascii: "A")) + 1
    case UInt8(ascii: "0")...UInt8(ascii: "9") where column > 0:
      row = row * 10 + Int(byte - UInt8(ascii: "0"))
    default: return nil
    }
    if column > WorkbookRoom.columns || row > WorkbookRoom.rows { return nil }
  }
  return row > 0 ? (row, column) : nil
}

/// A text with the characters that XML cannot hold, which Excel writes as `_x000D_` (22.9.2.19).
private func withoutEscapes(_ text: String) -> String {
  guard text.utf8.contains(UInt8(ascii: "_")) else { return text }
  var result = ""
  var rest = text[...]
  while let start = rest.firstIndex(of: "_") {
    result += rest[..<start]
    let escape = rest[start...].prefix(7)
    let digits = escape.dropFirst(2).prefix(4)
    if escape.count == 7, escape.hasPrefix("_x"), escape.hasSuffix("_"),
      let value = UInt32(digits, radix: 16), let scalar = Unicode.Scalar(value)
    {
      result.unicodeScalars.append(scalar)
      rest = rest[escape.endIndex...]
    } else {
      result += "_"
      rest = rest[rest.index(after: start)...]
    }
  }
  result += rest
  return result.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
}

/// A moment of ISO 8601 as cells hold it, without seconds of nothing.
func textOfISOMoment(_ written: String) -> String {
  let parts = written.split(separator: "T", maxSplits: 1)
  guard parts.count == 2 else { return written }
  var time = parts[1].prefix { $0 != "." && $0 != "Z" && $0 != "," }
  if time.count == 8, time.hasSuffix(":00") { time = time.dropLast(3) }
  return time == "00:00" ? String(parts[0]) : "\(parts[0]) \(time)"
}
