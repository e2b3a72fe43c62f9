import ContentSchema
package import Diagnostics
import Markdown
import Prose
import SiteSettings
import SourceFormats
import Text

/// Reads one content file into the pages it holds: one, or one for each row.
package func parsePages(
  at path: ContentPath, _ bytes: [UInt8], _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let source = SourceText(file: path.source, bytes: bytes)
  let help = path.ending == "csv" ? savingAsCSV : nil
  if path.role == .rows, path.ending == "csv", let mistake = noSpreadsheet(in: source) {
    return Diagnosed([], [mistake].asCauses())
  }
  if let mistake = unreadable(in: source, help: help) {
    return Diagnosed(
      path.role == .rows ? [] : [brokenPage(at: path, reading)],
      path.role == .page ? [mistake] : [mistake].asCauses())
  }
  switch path.role {
  case .page, .section: return parsePage(at: path, source, reading)
  case .rows:
    return path.ending == "csv"
      ? parseCSVRows(at: path, source, reading) : parseYAMLRows(at: path, source, reading)
  case .data, .file, .addresses, .releases, .leftover, .unknownInstruction: return Diagnosed([])
  }
}

/// What a file of rows is that was never exported: empty, a spreadsheet's own file, a page of the web.
private func noSpreadsheet(in source: SourceText) -> Diagnostic? {
  let bytes = source.bytes
  let start = String(decoding: bytes.prefix(200), as: UTF8.self).drop(while: \.isWhitespace)
  let what: String? =
    if bytes.starts(with: "PK\u{3}\u{4}".utf8) || bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) {
      "this is a spreadsheet of Excel or LibreOffice under another name"
    } else if ["<!doctype html", "<html"].contains(where: start.lowercased().hasPrefix) {
      "this is a web page under another name"
    } else if bytes.isEmpty {
      "this file is empty"
    } else {
      nil
    }
  return what.map {
    .error(
      SyntaxCode.noSpreadsheet, $0, at: SourceLocation(file: source.file),
      help: "export the spreadsheet as CSV in UTF-8, or remove this file")
  }
}

private func brokenPage(at path: ContentPath, _ reading: PageReading) -> ParsedPage {
  var page = emptyPage(
    components: path.components, at: path, reading,
    location: SourceLocation(file: path.source, line: 1))
  page.isBroken = true
  return page
}

private func emptyPage(
  components: [String], at path: ContentPath, _ reading: PageReading, location: SourceLocation
) -> ParsedPage {
  let language = path.language ?? reading.defaultLanguage
  return ParsedPage(
    source: path.source, location: location, folder: path.folder, components: components,
    language: language, isSection: path.role == .section,
    kind: reading.schema.kindNumber("page") ?? 0, fields: PageFields(),
    sortKey: reading.sortKey(PageFields(), language: language), body: MarkdownDocument())
}

private func parsePage(
  at path: ContentPath, _ source: SourceText, _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let parts = FrontMatter.split(source)
  var diagnostics = parts.diagnostics
  var page = brokenPage(at: path, reading)
  var isRead = false
  page.location.column = 1
  if !diagnostics.hasErrors {
    let yaml = parts.value.yaml.map(parseYAML) ?? Diagnosed(nil)
    let conflict = parts.value.yaml.flatMap { mergeConflict(in: $0, isBroken: true) }
    diagnostics += conflict.map { [$0] } ?? yaml.diagnostics
    if !yaml.hasErrors && conflict == nil {
      let yamlSource = parts.value.yaml ?? source
      if let entries = entries(of: yaml.value, in: yamlSource, "the front matter", &diagnostics) {
        page.decode(entries, at: page.location, sheet: nil, reading, &diagnostics)
        isRead = true
        if parts.value.yaml == nil { diagnostics.tellHowFrontMatterBegins() }
      }
    }
  }
  if !isRead || parts.value.yaml == nil, path.role == .section {
    diagnostics = diagnostics.asCauses()
  }
  if let options = reading.markdown[page.language] {
    var body = parseMarkdown(parts.value.body, options)
    if parts.value.yaml == nil,
      let index = diagnostics.firstIndex(where: { $0.code == FieldCode.missingKey.rawValue }),
      let first = body.diagnostics.firstIndex(where: {
        $0.code == MarkdownCode.headingLevelOne.rawValue
      })
    {
      // The heading is the title that is missing.
      let heading = body.diagnostics.remove(at: first)
      let line = heading.location.flatMap { parts.value.body.line($0.line) } ?? ""
      let title = line.drop { $0 == "#" || $0 == " " }
      diagnostics[index].help =
        "begin the file with three lines in place of the heading: ---, then title: \(writtenInYAML(String(title))), then ---"
    }
    diagnostics += body.diagnostics
    page.body = body.value
  }
  return Diagnosed([page], diagnostics.without(meantBy: page.fields))
}

extension [Diagnostic] {
  /// Says of keys that are missing where to write them in a file that has no front matter.
  fileprivate mutating func tellHowFrontMatterBegins() {
    for index in indices where self[index].code == FieldCode.missingKey.rawValue {
      self[index].help = "begin the file with three lines: ---, then title: My page, then ---"
    }
  }
}

/// The keys of a page; `nil` if it is no group of keys, which is then said.
private func entries(
  of node: YAMLNode?, in source: SourceText, _ name: String, _ diagnostics: inout [Diagnostic]
) -> [YAMLNode.Entry]? {
  guard let node, !node.isNull else { return [] }
  if let entries = node.entries { return entries }
  if let slip = slip(in: node, of: source) {
    diagnostics.append(slip)
    return nil
  }
  diagnostics.append(
    .error(
      FieldCode.notAGroup, "\(name) should be a group of keys, but here is \(node.describedForm)",
      at: node.location, help: "write each key on its own line, as title: My page"))
  return nil
}

extension ParsedPage {
  fileprivate mutating func decode(
    _ entries: [YAMLNode.Entry], at location: SourceLocation, sheet: SheetReading?,
    _ reading: PageReading, _ diagnostics: inout [Diagnostic]
  ) {
    var decoder = PageDecoder(
      reading: reading, language: language, isSection: isSection, sheet: sheet)
    (kind, fields) = decoder.decode(
      entries, of: components, at: location, isTranslation: language != reading.defaultLanguage)
    diagnostics += decoder.diagnostics
    isBroken = decoder.diagnostics.hasErrors || decoder.isOfUnknownKind
    foreignKey = decoder.foreignKey
    sortKey = reading.sortKey(fields, language: language)
  }
}

// MARK: Rows

private func parseCSVRows(
  at path: ContentPath, _ source: SourceText, _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let table = CSV.parse(source)
  let isOriginal = path.language == nil || path.language == reading.defaultLanguage
  if let mistake = table.value.mistakeOfAllRows(isOriginal: isOriginal) {
    return Diagnosed([], [mistake].asCauses())
  }
  let header = table.value.header
  let hasID = header.contains { $0.text == "id" }
  var diagnostics = table.diagnostics.map { mistake in
    // An open quotation mark swallows the rows below it, and rows without their column `id` have other ones.
    let isCause =
      mistake.code == SyntaxCode.unclosedQuote.rawValue
      || !hasID && mistake.location?.line == header.first?.location.line
    return isCause ? [mistake].asCauses()[0] : mistake
  }
  diagnostics += table.value.failures()
  let sheet = SheetReading(order: table.value.orderOfDates, zone: reading.zone)
  var unknownColumns: Set<SourceLocation> = []
  /// Of rows that have too few cells, and values that fit no column.
  var shifted: [Diagnostic] = []
  let pages = table.value.rows.map { row in
    // Columns without a name of their own were reported once, and so were unknown ones.
    var names: Set<String> = [""]
    var isIncomplete = false
    let entries = zip(header, row.cells).compactMap { name, cell -> YAMLNode.Entry? in
      guard names.insert(name.text).inserted, !unknownColumns.contains(name.location) else {
        return nil
      }
      // What a formula left there was reported, too.
      if isSpreadsheetFailure(cell.text) && !["id", "title"].contains(name.text) {
        isIncomplete = true
        return nil
      }
      return YAMLNode.Entry(
        key: name.text, keyLocation: name.location,
        value: YAMLNode(
          content: .scalar(
            .init(
              text: cell.text, isPlain: cell.text.isEmpty,
              offset: .init(columns: cell.isQuoted ? 1 : 0))),
          location: cell.location))
    }
    let location = SourceLocation(file: source.file, line: row.line, column: 1)
    var mistakes: [Diagnostic] = []
    var page = rowPage(entries, at: location, path, sheet: sheet, reading, &mistakes)
    if isIncomplete { page.isBroken = true }
    let mayBeShifted =
      row.isTooLong && mistakes.hasErrors
      || row.cells.count < header.count && mistakes.count(where: \.isError) > 1
    if row.isReported || mayBeShifted {
      // The cells may stand in other columns than they are meant for, so what they say isn't followed.
      if !row.isReported {
        let mistake = table.value.mistake(of: row)
        row.isTooLong ? diagnostics.append(mistake) : shifted.append(mistake)
      }
      page.isBroken = true
      page.fields.keep(only: .title)
      return page
    }
    for mistake in mistakes where mistake.code == FieldCode.unknownKey.rawValue {
      if let location = mistake.location { unknownColumns.insert(location) }
    }
    diagnostics += mistakes.map { mistake in
      guard !hasID, mistake.code == FieldCode.unknownKey.rawValue else { return mistake }
      var cause = [mistake].asCauses()[0]
      if cause.location == header.first?.location {
        cause.help = "if it holds what is in addresses, call the column id; if not, remove it"
      }
      return cause
    }
    return page
  }
  // Where most rows have too few, it is the first line that has too many.
  let areMostShifted = shifted.count > 2 && shifted.count * 2 >= table.value.rows.count
  diagnostics += areMostShifted ? [table.value.mistakeOfHeader].asCauses() : shifted
  return Diagnosed(pages, diagnostics)
}

extension CSV {
  fileprivate var mistakeOfHeader: Diagnostic {
    .error(
      SyntaxCode.tooManyCells,
      "the first line names \(header.count) columns, and most rows have \(rows.first?.cells.count ?? 0) cells, which don't fit them",
      at: header.first?.location,
      help: "name the columns that the rows have, in the order of the cells")
  }

  /// What is wrong with every row, so that none can be read. `nil` if rows can be read.
  ///
  /// - Parameter isOriginal: whether the pages are no translations, which inherit their titles.
  fileprivate func mistakeOfAllRows(isOriginal: Bool) -> Diagnostic? {
    guard let first = header.first else { return nil }
    let names = Set(header.map(\.text))
    if rows.isEmpty && !names.isDisjoint(with: ["id", "title"]) { return nil }
    if header.count == 1, !["id", "title"].contains(first.text) {
      let other = first.text.unicodeScalars.first { "|:/".unicodeScalars.contains($0) }
      return .error(
        SyntaxCode.wrongSeparator,
        other.map { "the columns of this spreadsheet are separated by '\($0)'" }
          ?? "this spreadsheet has a single column, and it is called neither 'id' nor 'title'",
        at: first.location, help: "separate the columns by comma, semicolon or tab, in all lines")
    }
    let others = [",", ";", "\t"].filter { $0 != separator }
    if header.count > 1, !rows.isEmpty,
      let other = others.first(where: { other in
        rows.allSatisfy { row in
          row.cells.dropFirst().allSatisfy(\.text.isEmpty)
            && row.cells.first?.text.contains(other) == true
        }
      })
    {
      return .error(
        SyntaxCode.wrongSeparator,
        "the rows are separated by \(named(other)), and the first line by \(named(separator))",
        at: rows[0].cells.first?.location, help: "use one separator in all lines")
    }
    if isOriginal, names.contains("id"), !names.contains("title"), !names.contains(""),
      !rows.isEmpty
    {
      let meant =
        header.first { $0.text.trimmed.lowercased() == "title" }
        ?? header.first { ["name", "titel", "titre", "titulo", "titolo"].contains(slug($0.text)) }
      return .error(
        FieldCode.missingKey,
        "no column of this spreadsheet is called 'title', and each page needs one",
        at: (meant ?? first).location,
        help: meant.map { "write title instead of \($0.text)" }
          ?? "write title in the first line, above the names")
    }
    guard names.isDisjoint(with: ["id", "title"]), !names.contains("") else { return nil }
    return .error(
      FieldCode.missingKey, "no column of this spreadsheet is called 'id' or 'title'",
      at: first.location,
      help: helpWithNames
        ?? "the first line names the columns; write id above what is in addresses, and title above names"
    )
  }

  /// For a first line that has the names in another form: `ID`, `“title”`.
  private var helpWithNames: String? {
    for name in ["id", "title"] {
      let written = header.first { cell in
        let plain = (cell.text.insideTypographicQuotes ?? cell.text).withoutLookAlikes
        return cell.text != name && plain.trimmed.lowercased() == name
      }
      if let written { return "write \(name) instead of \(written.text)" }
    }
    return nil
  }

  private func named(_ separator: String) -> String {
    separator == "\t" ? "tabs" : "'\(separator)'"
  }

  fileprivate func mistake(of row: Row) -> Diagnostic {
    let isShort = row.cells.count < header.count
    return .error(
      SyntaxCode.tooManyCells,
      isShort
        ? "this row has \(row.cells.count) cells, and the first line names \(header.count) columns; they seem to be in the wrong ones"
        : "this row has more cells than the first line names columns, so they may be in the wrong ones",
      at: SourceLocation(file: row.cells.first?.location.file ?? "", line: row.line, column: 1),
      help: isShort
        ? "look for a separator that is missing between two cells"
        : "put a cell that contains the separator in quotes, or remove empty cells at the end")
  }
}

private func parseYAMLRows(
  at path: ContentPath, _ source: SourceText, _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let yaml = parseYAML(source)
  var diagnostics = yaml.diagnostics.asCauses()
  guard let root = yaml.value, !root.isNull else { return Diagnosed([], diagnostics) }
  guard let rows = root.elements else {
    let mistake = Diagnostic.error(
      FieldCode.notAList,
      "this file should be a list of pages, but here is \(root.describedForm)", at: root.location,
      help: "begin each page with a hyphen, as in - title: My page")
    return Diagnosed([], [mistake].asCauses())
  }
  let pages = rows.compactMap { row -> ParsedPage? in
    guard let entries = entries(of: row, in: source, "each page", &diagnostics) else { return nil }
    return rowPage(entries, at: row.location, path, sheet: nil, reading, &diagnostics)
  }
  return Diagnosed(pages, diagnostics)
}

/// A row as a page: its `id` is the last part of its path, its `body` is Markdown.
private func rowPage(
  _ entries: [YAMLNode.Entry], at location: SourceLocation, _ path: ContentPath,
  sheet: SheetReading?, _ reading: PageReading, _ mistakes: inout [Diagnostic]
) -> ParsedPage {
  var diagnostics: [Diagnostic] = []
  func value(_ key: String) -> YAMLNode? {
    entries.first { $0.key == key && !$0.value.isNull }?.value
  }
  let id = value("id")?.text ?? value("title")?.text.map(slug) ?? ""
  let isOriginal = path.language == nil || path.language == reading.defaultLanguage
  if id.isEmpty ? !isOriginal : id.contains("/") || writtenComponent(id) == nil {
    diagnostics.append(
      .error(
        FieldCode.invalidRowID,
        id.isEmpty ? "this row has neither an id nor a title" : "'\(id)' cannot be an id",
        at: value("id")?.location ?? location, help: "give it an id such as mark-hidson"))
  } else if let written = writtenComponent(id), written != id, let place = value("id")?.location {
    // What names the row by another id than it has would only repeat this.
    diagnostics += [
      .error(
        FieldCode.invalidRowID,
        "an id has small letters, digits and hyphens, and this one is '\(id)'", at: place,
        help: "write \(written)")
    ].asCauses()
  }
  var page = emptyPage(
    components: path.components + [id.isEmpty ? "row-\(location.line)" : id], at: path, reading,
    location: location)
  page.isSection = false
  page.isRow = true
  // The row lies in its section's folder, as a file beside the spreadsheet would.
  page.decode(
    entries.filter { $0.key != "id" && $0.key != "body" }, at: location,
    sheet: sheet, reading, &diagnostics)
  if let body = value("body"), let text = body.text, let options = reading.markdown[page.language] {
    let document = parseMarkdown(in: body, text, options)
    diagnostics += document.diagnostics
    page.body = document.value
  }
  mistakes += diagnostics.without(meantBy: page.fields)
  return page
}
