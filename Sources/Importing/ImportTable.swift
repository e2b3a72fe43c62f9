import CivilTime
import Content
import ContentSchema
package import Diagnostics
import Planners
import Programme
import SourceFormats
import Text

/// Makes content files from a spreadsheet whose rows are pages.
package func importTable(
  _ source: SourceText, into target: ImportTarget, _ options: TableOptions
) -> Diagnosed<Import> {
  if let mistake = notCSV(source)
    ?? invalidUTF8(
      in: source,
      help: savingAsCSV
        + "; or, if it is what Excel calls CSV on Windows, add --encoding windows-1252")
  {
    return Diagnosed(Import(), [mistake])
  }
  return importTable(CSV.parse(source), source.file, into: target, options)
}

/// Makes content files from a table whose rows are pages.
func importTable(
  _ table: Diagnosed<CSV>, _ file: String, into target: ImportTarget, _ options: TableOptions
) -> Diagnosed<Import> {
  guard !table.value.header.isEmpty else {
    let location = SourceLocation(file: file, line: 1)
    return Diagnosed(
      Import(),
      [
        .error(
          ImportCode.importFileEmpty, "there is nothing in this file", at: location,
          help: "its first line should name the columns"
        )
      ])
  }
  let kind = kind(of: table.value.header, file, target.schema, options)
  guard let kind = kind.value else {
    return Diagnosed(Import(), table.diagnostics + kind.diagnostics)
  }
  var maker = TableImport(table.value, kind, target, options, file)
  let made = maker.make()
  return Diagnosed(made, table.diagnostics + maker.diagnostics)
}

/// The mistake of a file that isn't CSV.
private func notCSV(_ source: SourceText) -> Diagnostic? {
  let form = ForeignFile(source)
  if form == .table || form == .empty { return nil }
  return form.mistake(.importFileUnsuitable, in: source.file)
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
  var people: PeopleCells
  var diagnostics: [Diagnostic] = []
  private var remarks: [String] = []
  /// Cells that say that something isn't known yet.
  private var placeholders: [CSV.Cell] = []

  init(
    _ table: CSV, _ kind: Kind, _ target: ImportTarget, _ options: TableOptions, _ file: String
  ) {
    (self.table, self.kind, self.target) = (table, kind, target)
    (self.options, self.file) = (options, file)
    folder = options.folder ?? target.folder(forKind: kind.name)
    asRows = options.form.map { $0 == .rows } ?? KindDefaults(ofKind: kind.name).isRow
    reader = CellReader(
      target: target, kind: kind.name, folder: folder,
      sheet: SheetReading(order: options.dates, zone: target.zone),
      taxonomies: Set(target.schema.taxonomies),
      references: ImportReferences(noneOf: target))
    matching = ColumnMatching(kind: kind, schema: target.schema)
    people = PeopleCells(options.splitting)
  }

  mutating func make() -> Import {
    matchColumns()
    diagnostics += table.failures { matching.meaning(ofColumn: $0) != nil }
    if diagnostics.hasErrors { return Import() }
    decideOrderOfDates()
    let source = target.memory.source(ofSheet: file, kind.name, folder, keys: keysOfRows())
    reader.references = ImportReferences(target, importing: kind.name, in: folder, from: source)
    let pages = pages(from: source)
    diagnostics += reader.diagnostics + people.diagnostics + reader.warningOfLevels
    warnOfPlaceholders()
    var layout = ImportLayout(target, from: source, of: file, kind: kind.name)
    for (index, cell) in table.header.enumerated() {
      layout.remark("\(cell.text) → \(displayText(ofColumn: index))")
    }
    for remark in remarks + reader.remarks { layout.remark(remark) }
    layout.add(pages, ofKind: kind.name, to: folder, asRows: asRows)
    for (kind, pages) in reader.references.made {
      layout.add(
        pages, ofKind: kind, to: target.folder(forKind: kind, beside: folder), asRows: true)
    }
    layout.findWithdrawn(ofKinds: [kind.name])
    return layout.made.sorted()
  }

  // MARK: Columns

  private mutating func matchColumns() {
    matching.apply(options, table.header, file)
    matching.match(table.header)
    decideDescription()
    decideTitleOfPeople()
    decideIDs()
    if !options.ignoresUnknown {
      matching.reportRivals(table.header)
      matching.reportUnknown(table.header)
    }
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
    if let rival = matching.rival(ofColumn: index), let column = matching.column(of: rival) {
      return "left out, since '\(table.header[column].text)' is \(rival.displayText)"
    }
    return matching.meaning(ofColumn: index)?.displayText ?? "left out"
  }

  private func cells(ofColumn column: Int) -> [CSV.Cell] {
    table.rows.compactMap { $0.cells.indices.contains(column) ? $0.cells[column] : nil }
      .filter { !$0.text.isEmpty }
  }

  private func wasStated(_ column: Int) -> Bool {
    let name = slug(table.header[column].text)
    return options.columns.contains { slug($0.name) == name }
  }

  // MARK: What the cells of a column show

  /// A long description, or one with paragraphs, is the page's text and not its summary for search engines.
  private mutating func decideDescription() {
    for column in table.header.indices {
      guard case .field(let field)? = matching.meaning(ofColumn: column), field.isDescription,
        !wasStated(column)
      else { continue }
      let isText = cells(ofColumn: column).contains { cell in
        cell.text.count > 300 || cell.text.contains(where: \.isNewline) || isMarkup(cell.text)
      }
      if isText { matching.change(column: column, to: .body) }
    }
  }

  private func isMarkup(_ text: String) -> Bool {
    oneLine(reader.plainText(text)) != oneLine(text)
  }

  /// A person's *Title* is what the cells show: titles such as `Dr`, or what the person does.
  private mutating func decideTitleOfPeople() {
    guard let column = matching.column(of: .honorificOrRole) else { return }
    let fields = Dictionary(kind.fields.map { ($0.name, $0) }) { first, _ in first }
    let cells = cells(ofColumn: column)
    let count = cells.count { isHonorific($0.text) }
    let hasHonorific = fields["honorific"].map { matching.column(of: .field($0)) != nil } ?? true
    if let field = fields["honorific"], count == cells.count, !hasHonorific {
      matching.change(column: column, to: .field(field))
    } else if let field = fields["role"],
      count == 0 || hasHonorific || matching.column(of: .field(field)) != nil
    {
      matching.change(column: column, to: .field(field))
    }
  }

  /// Numbers under *ID* are the codes of another program, and would be poor addresses.
  private mutating func decideIDs() {
    guard let column = matching.column(of: .id), !wasStated(column) else { return }
    let cells = cells(ofColumn: column)
    if !cells.isEmpty && cells.allSatisfy({ $0.text.allSatisfy { $0.isNumber || $0 == "." } }) {
      matching.change(column: column, to: .key)
    }
  }

  /// The order of day and month is the same in the whole sheet: some dates show it, otherwise the editor is asked.
  private mutating func decideOrderOfDates() {
    guard options.dates == nil else { return }
    let cells = table.header.indices.filter { matching.meaning(ofColumn: $0)?.isDated == true }
      .flatMap(cells(ofColumn:))
    reader.sheet.order = DateOrder(commonTo: cells.lazy.map(\.text))
    guard reader.sheet.order == nil else { return }
    let unclear = cells.compactMap { cell in DateOrder.meanings(of: cell.text).map { (cell, $0) } }
    guard let (cell, meanings) = unclear.first else { return }
    let others =
      unclear.count == 1 ? "" : ", and \(unclear.count - 1) more can be read in two ways, too"
    let readings = meanings.map { "\($0.date) with \($0.order.inWords)" }.joined(separator: " or ")
    let help = meanings.map { "--dates \($0.order.rawValue)" }.joined(separator: " or ")
    diagnostics.append(
      .error(
        ImportCode.cellTimeInvalid, "'\(cell.text)' can be \(readings)\(others)", at: cell.location,
        help: "say which for the whole sheet: \(help)"))
    // Nothing more is to be said of it; other mistakes of the cells are.
    reader.sheet.order = meanings.first?.order
  }

  // MARK: Rows

  /// The ids of the rows as they stand in the sheet.
  private func keysOfRows() -> Set<String> {
    Set(
      table.rows.map { row in
        let row = TableRow(row, matching)
        return row.planKeys.first ?? nameKey(slug(row.title))
      })
  }

  private mutating func pages(from source: String) -> [ImportedPage] {
    let rows = rows()
    if table.rows.isEmpty {
      diagnostics.append(
        .error(
          ImportCode.rowsMissing, "there is no row below the names of the columns",
          at: SourceLocation(file: file, line: table.header[0].location.line),
          help: "export the spreadsheet again"))
    }
    var grouping = RowGrouping(KindDefaults(ofKind: kind.name))
    for row in rows { grouping.add(row) }
    diagnostics += grouping.diagnostics
    let entries = grouping.entries
    warnOfContradictions(entries)
    if entries.count < rows.count {
      remarks.append(
        "\(rows.count - entries.count) of \(rows.count) rows continue or repeat a row above them")
    }
    let ids = ids(of: entries.map { $0.rows[0] }, from: source)
    // Rows may refer to each other, so all are known before the first is read.
    for (entry, id) in zip(entries, ids) {
      reader.references.add(id.id, title: entry.rows[0].title, kind: kind.name)
    }
    return zip(entries, ids).map { entry, id in
      var page = page(of: entry, id: id.id)
      page.keys = id.keys
      return page
    }
  }

  /// The rows that say something, with the names of people told apart.
  private mutating func rows() -> [TableRow] {
    let isPeople = KindDefaults(ofKind: kind.name).isPeople
    let all = table.rows.map { TableRow($0, matching) }
    for cell in all.flatMap({ isPeople ? [$0.nameCell].compactMap(\.self) : $0.peopleCells }) {
      people.learn(from: cell)
    }
    let rows = all.map { row in
      TableRow(line: row.line, cells: row.cells.filter { !isLeftOut($0) })
    }
    return isPeople ? rows.flatMap { rowsOfPeople(in: $0) } : rows
  }

  /// Whether a cell only says that something isn't known. People are looked at one by one, later.
  private mutating func isLeftOut(_ cell: TableRow.Cell) -> Bool {
    guard cell.meaning.canBeUnknown, isPlaceholder(cell.cell.text) else { return false }
    if !saysNothing(cell.cell.text) { placeholders.append(cell.cell) }
    return true
  }

  /// A row for each person that its name names: none for `TBA`, and two for `Ann Lee and Bo Moe`.
  private mutating func rowsOfPeople(in row: TableRow) -> [TableRow] {
    guard let cell = row.nameCell else { return [row] }
    let title = cell.text
    if namesNobody(title) {
      placeholders.append(cell)
      return []
    }
    if isTitleAlone(title) {
      diagnostics.append(
        .error(
          ImportCode.rowIncomplete, "this row has the title '\(title)' and no name",
          at: cell.location,
          help: "write the name, or say which column it is with --column \"Their name=title\""))
    }
    let names = people.peopleJoinedByWords(in: cell, reader.references, kind.name)
    return names.count < 2 ? [row] : names.map { row.named($0, as: titleField) }
  }

  private var titleField: Field? {
    target.schema.field("title", ofKind: target.schema.kindNumber(kind.name) ?? 0, isSection: false)
  }

  private mutating func warnOfContradictions(_ entries: [TableEntry]) {
    for entry in entries {
      for (first, other) in entry.contradictions {
        diagnostics.append(
          .warning(
            ImportCode.rowsDiffer,
            "'\(entry.rows[0].title)' has '\(other.cell.text.prefix(60))' here and '\(first.text.prefix(60))' in line "
              + "\(first.location.line), which is taken", at: other.cell.location,
            help: "correct one of the rows; if they are two, give each row an id of its own"))
      }
    }
  }

  private mutating func warnOfPlaceholders() {
    let all = (placeholders + people.unknown).sorted {
      ($0.location.line, $0.location.column) < ($1.location.line, $1.location.column)
    }
    for cell in all {
      guard let what = whatIsNoName(cell.text) else { continue }
      diagnostics.append(
        .warning(
          ImportCode.placeholderLeftOut,
          "'\(cell.text)' is \(what) and no name, so it is left out", at: cell.location,
          help: "write the name, and import again"))
    }
    let cells = all.filter { whatIsNoName($0.text) == nil }
    guard let first = cells.first else { return }
    let texts = cells.map { "'\($0.text)'" }.withoutRepetitions.prefix(5).joined(separator: ", ")
    let message =
      cells.count == 1
      ? "\(texts) says that something isn't known yet, so it is left out"
      : "\(texts) in \(cells.count) cells say that something isn't known yet, so they are left out"
    diagnostics.append(
      .warning(
        ImportCode.placeholderLeftOut, message, at: first.location,
        help: "import again when it is known"))
  }

  private mutating func ids(
    of rows: [TableRow], from source: String
  ) -> [(id: String, keys: [String])] {
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
    let scope = ImportMemory.Scope(source: source, kind: kind.name, folder: folder)
    return target.ids(
      for: rows.map { ($0.planKeys, $0.title) }, scope, written: rows.map { $0[.id]?.text })
  }

  private mutating func page(of entry: TableEntry, id: String) -> ImportedPage {
    let row = entry.row
    var page = ImportedPage(kind: kind.name, id: id)
    let title = entry.rows[0].title
    if title.isEmpty {
      diagnostics.append(
        .error(
          ImportCode.rowIncomplete, "this row has no title",
          at: SourceLocation(file: file, line: row.line, column: 1),
          help: "write one, or remove the row"))
    }
    page.set("title", text: title)
    setTimes(of: row, in: &page)
    var texts: [String] = []
    var hasPeople = false
    for cell in row.cells {
      switch cell.meaning {
      case let meaning where meaning.isAboutPeople:
        if !hasPeople { for row in entry.rows { setPeople(of: row, in: &page) } }
        hasPeople = true
      case .field(let field) where field.isTitle || field.isTime: continue
      case .field(let field): page.add(field.name, reader.value(cell.cell, field))
      case .honorificOrRole:
        page.set(isHonorific(cell.cell.text) ? "honorific" : "role", text: oneLine(cell.cell.text))
      case .body: texts.append(reader.markdown(cell.cell.text, at: cell.cell.location))
      default: continue
      }
    }
    page.body = texts.withoutRepetitions.filter { !$0.isEmpty }.joined(separator: "\n\n")
    checkRequired(row)
    return page
  }

  private mutating func checkRequired(_ row: TableRow) {
    for field in target.schema.requiredFields(ofKind: target.schema.kindNumber(kind.name) ?? 0)
    where !field.isTitle && row.cell(ofField: { $0.name == field.name }) == nil {
      diagnostics.append(
        .error(
          ImportCode.rowIncomplete, "this row has no '\(field.name)', which a \(kind.name) needs",
          at: SourceLocation(file: file, line: row.line, column: 1),
          help: "write \(field.type.inWords)"))
    }
  }
}

extension DateOrder {
  fileprivate var inWords: String {
    switch self {
    case .dayFirst: "the day first"
    case .monthFirst: "the month first"
    case .yearFirst: "the year first"
    }
  }
}

extension ColumnMeaning {
  /// Whether cells are days, perhaps with a time.
  fileprivate var isDated: Bool {
    switch self {
    case .day: true
    case .field(let field): field.type == .date || field.type == .dateTime
    default: false
    }
  }

  /// Whether `TBA` in a cell means that there is no value yet. A text or a session's title may be called so.
  fileprivate var canBeUnknown: Bool {
    switch self {
    case .field(let field): !field.isTitle && !field.isDescription && field.personKind == nil
    case .people, .person(.name), .name, .body, .id, .key: false
    case .day, .duration, .honorificOrRole, .person: true
    }
  }
}
