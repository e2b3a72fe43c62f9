// The rows of a sheet, and which of them are one page: rows that continue the row above, and rows that repeat one.

import Content
import ContentSchema
import Diagnostics
import Planners
import SourceFormats
import Text

/// A row's cells by what they mean. Cells that are empty or say that nothing is known are left out.
struct TableRow {
  struct Cell {
    let column: Int
    let meaning: ColumnMeaning
    let cell: CSV.Cell
  }

  let line: Int
  private(set) var cells: [Cell] = []

  init(_ row: CSV.Row, _ matching: ColumnMatching) {
    line = row.line
    for (column, cell) in row.cells.enumerated() where !cell.text.isEmpty {
      guard let meaning = matching.meaning(ofColumn: column) else { continue }
      cells.append(Cell(column: column, meaning: meaning, cell: cell))
    }
  }

  init(line: Int, cells: [Cell]) {
    self.line = line
    self.cells = cells
  }

  /// The first cell with a meaning.
  subscript(meaning: ColumnMeaning) -> CSV.Cell? { cells.first { $0.meaning == meaning }?.cell }

  func cell(ofField isWanted: (Field) -> Bool) -> CSV.Cell? {
    cells.first { if case .field(let field) = $0.meaning { isWanted(field) } else { false } }?.cell
  }

  var start: CSV.Cell? { cell(ofField: \.isStart) }
  var end: CSV.Cell? { cell(ofField: \.isEnd) }

  /// The code or the id that tells the row from others.
  var key: CSV.Cell? { self[.id] ?? self[.key] }

  /// The ids of the row as `ImportMemory` keeps them.
  var planKeys: [String] {
    [planKey("id", self[.id]?.text), planKey("key", self[.key]?.text)].compactMap(\.self)
  }

  /// The cell that the title, or a part of it, stands in, with the whole title.
  var nameCell: CSV.Cell? {
    let part = cells.first { if case .name = $0.meaning { true } else { false } }?.cell
    guard var cell = cell(ofField: \.isTitle) ?? part else { return nil }
    cell.text = title
    return cell
  }

  /// The cells that name people of a session.
  var peopleCells: [CSV.Cell] {
    let cells = cells.filter { cell in
      if case .people = cell.meaning { return true }
      if case .field(let field) = cell.meaning { return field.personKind != nil }
      return false
    }
    return cells.map(\.cell) + [personCell].compactMap(\.self)
  }

  /// The row with a person's name instead of the names it has.
  func named(_ person: PersonName, as field: Field?) -> TableRow {
    guard let field, var cell = nameCell else { return self }
    cell.text = person.name
    let others = cells.filter {
      switch $0.meaning {
      case .name, .id, .key: false
      case .field(let field): !field.isTitle
      default: true
      }
    }
    return TableRow(
      line: line, cells: [Cell(column: -1, meaning: .field(field), cell: cell)] + others)
  }

  var title: String {
    name(full: cell(ofField: \.isTitle)?.text ?? "") { self[.name($0)]?.text }
  }

  /// The name of the person of a session, if it has columns of its own. Not what stands under *Speakers*.
  var personCell: CSV.Cell? {
    let parts: [NamePart] = [.full, .first, .last, .reversed, .middle]
    guard var cell = parts.lazy.compactMap({ self[.person(.name($0))] }).first else { return nil }
    cell.text = name(full: self[.person(.name(.full))]?.text ?? "") {
      self[.person(.name($0))]?.text
    }
    return cell
  }

  /// A whole name, if there is one, otherwise its parts. *Name* beside *First name* may be the last name.
  private func name(full: String, part: (NamePart) -> String?) -> String {
    if let reversed = part(.reversed) { return oneLine(turned(reversed)) }
    let (first, middle, last) = (part(.first), part(.middle), part(.last))
    let parts = [first, middle, last].compactMap(\.self)
    if full.isEmpty { return oneLine(parts.joined(separator: " ")) }
    if parts.isEmpty || (first != nil && last != nil) { return oneLine(full) }
    let words = slug(full).split(separator: "-")
    let isWhole = parts.contains { part in
      slug(part).split(separator: "-").allSatisfy(words.contains)
    }
    if isWhole { return oneLine(full) }
    let whole = last == nil ? [first, middle, full] : [full, middle, last]
    return oneLine(whole.compactMap(\.self).joined(separator: " "))
  }
}

/// `Ada Example` of `Example, Ada`.
func turned(_ name: String) -> String {
  var names = parts(of: name, at: [","])
  if names.count == 1 {
    let words = name.split(separator: " ")
    return words.count == 2 ? "\(words[1]) \(words[0])" : name
  }
  let last = names.removeFirst()
  let first = names.removeFirst()
  return ([first + " " + last] + names).joined(separator: ", ")
}

// MARK: Rows of one page

/// Rows that make one page together.
struct TableEntry {
  private(set) var rows: [TableRow]

  init(_ row: TableRow) { rows = [row] }

  mutating func append(_ row: TableRow) { rows.append(row) }

  /// The rows as one. Lists have the cells of all rows; of other columns the first cell counts.
  var row: TableRow {
    guard rows.count > 1 else { return rows[0] }
    var cells = rows[0].cells
    for other in rows.dropFirst().flatMap(\.cells) {
      let same = cells.filter { $0.column == other.column }
      let isNew = same.isEmpty || other.meaning.isRepeatable && other.meaning != .body
      if isNew && !same.contains(where: { $0.cell.text == other.cell.text }) { cells.append(other) }
    }
    return TableRow(line: rows[0].line, cells: cells.sorted { $0.column < $1.column })
  }

  /// Cells that say something else than a row before them, and the cell that counts.
  var contradictions: [(first: CSV.Cell, other: TableRow.Cell)] {
    guard rows.count > 1 else { return [] }
    var firsts: [Int: CSV.Cell] = [:]
    var found: [(first: CSV.Cell, other: TableRow.Cell)] = []
    for cell in rows.flatMap(\.cells) {
      guard let first = firsts[cell.column] else {
        firsts[cell.column] = cell.cell
        continue
      }
      let isSingle =
        !cell.meaning.isAboutPeople && (!cell.meaning.isRepeatable || cell.meaning == .body)
      if isSingle && slug(first.text) != slug(cell.cell.text) { found.append((first, cell)) }
    }
    return found
  }
}

/// Puts rows together that are one page.
struct RowGrouping {
  private(set) var entries: [TableEntry] = []
  private(set) var diagnostics: [Diagnostic] = []
  private let kind: KindDefaults
  private var indexByKey: [String: Int] = [:]
  private var indexByName: [String: Int] = [:]

  init(_ kind: KindDefaults) { self.kind = kind }

  mutating func add(_ row: TableRow) {
    if row.cells.isEmpty { return }
    let index = indexOfSame(row) ?? entries.count
    if index < entries.count { entries[index].append(row) } else { entries.append(TableEntry(row)) }
    if let key = row.key?.text, indexByKey[key] == nil { indexByKey[key] = index }
    if let name = identity(of: row), indexByName[name] == nil { indexByName[name] = index }
  }

  private mutating func indexOfSame(_ row: TableRow) -> Int? {
    let title = row.title
    if let key = row.key?.text, let index = indexByKey[key] {
      let isSame = title.isEmpty || name(title) == name(entries[index].rows[0].title)
      return isSame ? index : nil
    }
    if title.isEmpty { return indexOfContinued(row) }
    guard let identity = identity(of: row), let index = indexByName[identity] else { return nil }
    // Codes of their own say that two of one name are two.
    let keys = [row.key?.text, entries[index].rows[0].key?.text].compactMap(\.self)
    return Set(keys).count == 2 ? nil : index
  }

  /// The page above, for a row with people and nothing else: spreadsheets export merged cells like that.
  private mutating func indexOfContinued(_ row: TableRow) -> Int? {
    guard row.key == nil, row.cells.allSatisfy(\.meaning.isAboutPeople), let above = entries.last,
      let cell = row.cells.first?.cell
    else { return nil }
    diagnostics.append(
      .warning(
        ImportCode.rowContinued,
        "this row has no title, so its people are added to '\(above.rows[0].title)' above it",
        at: cell.location,
        help: "write the title if it is a session of its own, and import again"))
    return entries.count - 1
  }

  /// What rows of one page have in common. Several sessions may be called *Lunch*.
  private func identity(of row: TableRow) -> String? {
    if row.title.isEmpty { return nil }
    if kind.hasUniqueNames { return name(row.title) }
    let compared = row.start == nil ? row.cells : row.cells.filter { !$0.meaning.isAboutPeople }
    return compared.map { "\($0.column) \(oneLine($0.cell.text).lowercased())" }.joined(
      separator: "\n")
  }

  /// A title without what people write in two ways: case, spaces, and titles before a name. Normal forms are equal anyway.
  private func name(_ title: String) -> String {
    (kind.isPeople ? PersonName(title).name : oneLine(title)).lowercased()
  }
}
