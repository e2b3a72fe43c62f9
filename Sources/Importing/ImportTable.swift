import CivilTime
package import Content
package import Diagnostics
import Text

/// Makes content files from a spreadsheet whose rows are pages.
package func importTable(
  _ source: SourceText, into site: SiteFiles, _ options: TableOptions
) -> Diagnosed<Import> {
  if let mistake = notCSV(source) ?? invalidUTF8(in: source, help: savingAsCSV) {
    return Diagnosed(Import(), [mistake])
  }
  let table = CSV.parse(source)
  guard !table.value.header.isEmpty else {
    let location = SourceLocation(file: source.file, line: 1)
    return Diagnosed(
      Import(),
      [
        .error(
          ImportCode.importFileEmpty, "there is nothing in this file", at: location,
          help: "its first line should name the columns"
        )
      ])
  }
  let target = ImportTarget(site)
  let kind = kind(of: table.value.header, source.file, target.schema, options)
  guard let kind = kind.value else {
    return Diagnosed(Import(), table.diagnostics + kind.diagnostics)
  }
  var maker = TableImport(table.value, kind, target, options, source.file)
  let made = maker.make()
  return Diagnosed(made, table.diagnostics + maker.diagnostics)
}

/// The mistake of a file whose first bytes show that it isn't CSV.
private func notCSV(_ source: SourceText) -> Diagnostic? {
  let location = SourceLocation(file: source.file)
  let first = source.bytes.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
  if source.bytes.starts(with: Array("PK\u{3}\u{4}".utf8)) {
    return .error(
      ImportCode.importFileUnsuitable,
      "this is a spreadsheet in a format of its own, or an archive", at: location,
      help: savingAsCSV)
  }
  if source.bytes.starts(with: [0xFF, 0xFE]) || source.bytes.starts(with: [0xFE, 0xFF]) {
    return .error(
      ImportCode.importFileUnsuitable, "this file is UTF-16", at: location, help: savingAsCSV)
  }
  guard first == UInt8(ascii: "{") || first == UInt8(ascii: "[") else { return nil }
  return .error(
    ImportCode.importFileUnsuitable, "this looks like JSON and not like a spreadsheet",
    at: location,
    help: "a schedule is imported with: lectern import pretalx FILE")
}

/// Turns the rows of a spreadsheet into pages.
struct TableImport {
  let table: CSV
  let kind: Kind
  let target: ImportTarget
  let options: TableOptions
  let file: String
  let folder: String
  let asRows: Bool
  var reader: CellReader
  var matching: ColumnMatching
  var diagnostics: [Diagnostic] = []

  init(
    _ table: CSV, _ kind: Kind, _ target: ImportTarget, _ options: TableOptions, _ file: String
  ) {
    (self.table, self.kind, self.target) = (table, kind, target)
    (self.options, self.file) = (options, file)
    folder = options.folder ?? target.folder(forKind: kind.name)
    asRows = options.form.map { $0 == .rows } ?? KindDefaults(ofKind: kind.name).isRow
    reader = CellReader(
      target: target, kind: kind.name, folder: folder, dates: options.dates,
      taxonomies: Set(target.schema.taxonomies), references: ImportReferences(target))
    matching = ColumnMatching(kind: kind, schema: target.schema)
  }

  mutating func make() -> Import {
    matchColumns()
    if diagnostics.hasErrors { return Import() }
    let pages = pages()
    diagnostics += reader.diagnostics
    var layout = ImportLayout(target)
    for (index, cell) in table.header.enumerated() {
      layout.remark("\(cell.text) → \(displayText(ofColumn: index))")
    }
    layout.add(pages, ofKind: kind.name, to: folder, asRows: asRows)
    for (kind, pages) in reader.references.made {
      layout.add(
        pages, ofKind: kind, to: target.folder(forKind: kind, beside: folder), asRows: true)
    }
    return layout.made.sorted()
  }

  // MARK: Columns

  private mutating func matchColumns() {
    matching.apply(options, table.header, file)
    matching.match(table.header)
    if !options.ignoresUnknown { matching.reportUnknown(table.header) }
    diagnostics += matching.diagnostics
    for (index, cell) in table.header.enumerated() {
      guard let reason = refusal(ofColumn: index) else { continue }
      diagnostics.append(
        .error(
          ImportCode.columnUnsuitable,
          "'\(cell.text)' is '\(displayText(ofColumn: index))', and \(reason)",
          at: cell.location,
          help:
            "leave it out with --ignore \"\(cell.text)\", or make it another field with --column"))
    }
    if !matching.hasTitle {
      diagnostics.append(
        .error(
          ImportCode.titleColumnMissing, "no column is the title",
          at: SourceLocation(file: file, line: table.header[0].location.line),
          help: "say which it is: --column \"\(table.header[0].text)=title\""))
    }
  }

  /// Why a column's cells cannot be values of its field. `nil` if they can.
  private func refusal(ofColumn index: Int) -> String? {
    switch matching.meaning(ofColumn: index) {
    case .field(let field)?: CellReader.refusal(of: field.type, asRows: asRows)
    case .people? where asRows: "a row of a _pages.csv says nobody's role"
    default: nil
    }
  }

  private func displayText(ofColumn index: Int) -> String {
    matching.meaning(ofColumn: index)?.displayText ?? "left out"
  }

  // MARK: Rows

  /// A row's cells by what they mean. Empty cells are left out.
  struct Row {
    let line: Int
    private(set) var fields: [(field: Field, cell: CSV.Cell)] = []
    private(set) var people: [(field: Field, role: String, cell: CSV.Cell)] = []
    private var others: [ColumnMeaning: CSV.Cell] = [:]

    init(_ row: CSV.Row, _ matching: ColumnMatching) {
      line = row.line
      for (index, cell) in row.cells.enumerated() where !cell.text.isEmpty {
        switch matching.meaning(ofColumn: index) {
        case .field(let field)?: fields.append((field, cell))
        case .people(let field, let role)?: people.append((field, role, cell))
        case let meaning?: others[meaning] = cell
        case nil: continue
        }
      }
    }

    /// The cell of a column that is no field.
    subscript(meaning: ColumnMeaning) -> CSV.Cell? { others[meaning] }

    var start: CSV.Cell? { fields.first { $0.field.isStart }?.cell }
    var end: CSV.Cell? { fields.first { $0.field.isEnd }?.cell }

    var title: String {
      let title = fields.first { $0.field.isTitle }?.cell.text
      let names = [others[.firstName]?.text, others[.lastName]?.text].compactMap(\.self)
      return oneLine(title ?? names.joined(separator: " "))
    }
  }

  private mutating func pages() -> [ImportedPage] {
    let rows = table.rows.map { Row($0, matching) }
    if rows.isEmpty {
      diagnostics.append(
        .error(
          ImportCode.rowsMissing, "there is no row below the names of the columns",
          at: SourceLocation(file: file, line: table.header[0].location.line),
          help: "export the spreadsheet again"))
    }
    let ids = ids(of: rows)
    // Rows may refer to each other, so all are known before the first is read.
    for (row, id) in zip(rows, ids) {
      reader.references.add(id, title: row.title, kind: kind.name)
    }
    return zip(rows, ids).map { page(of: $0, id: $1) }
  }

  private mutating func ids(of rows: [Row]) -> [String] {
    var ids = UniqueIDs()
    for row in rows {
      guard let cell = row[.id] else { continue }
      let isValid =
        writtenComponent(cell.text) == cell.text && !cell.text.hasPrefix("_")
        && cell.text != "index"
      guard isValid, ids.take(cell.text) else {
        diagnostics.append(
          .error(
            ImportCode.rowIDInvalid,
            isValid
              ? "another row has the id '\(cell.text)', too" : "'\(cell.text)' cannot be an id",
            at: cell.location, help: "give it an id of its own, such as mark-hidson"))
        continue
      }
    }
    return rows.map { row in row[.id]?.text ?? ids.next(for: row.title, otherwise: kind.name) }
  }

  private mutating func page(of row: Row, id: String) -> ImportedPage {
    var page = ImportedPage(kind: kind.name, id: id)
    if row.title.isEmpty {
      diagnostics.append(
        .error(
          ImportCode.rowIncomplete, "this row has no title",
          at: SourceLocation(file: file, line: row.line, column: 1),
          help: "write one, or remove the row"))
    }
    page.set("title", text: row.title)
    setTimes(of: row, in: &page)
    for (field, cell) in row.fields where !field.isTitle && !field.isTime {
      page.add(field.name, reader.value(cell, field))
    }
    for (field, role, cell) in row.people {
      page.add(field.name, reader.people(cell, field, role: role))
    }
    if let body = row[.body] { page.body = reader.markdown(body.text, at: body.location) }
    checkRequired(row)
    return page
  }

  private mutating func checkRequired(_ row: Row) {
    for field in target.schema.requiredFields(ofKind: target.schema.kindNumber(kind.name) ?? 0)
    where !field.isTitle && !row.fields.contains(where: { $0.field.name == field.name }) {
      diagnostics.append(
        .error(
          ImportCode.rowIncomplete, "this row has no '\(field.name)', which a \(kind.name) needs",
          at: SourceLocation(file: file, line: row.line, column: 1),
          help: "write \(field.type.inWords)"))
    }
  }
}
