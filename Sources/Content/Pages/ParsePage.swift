package import Diagnostics
import Markdown
import Text

/// Reads one content file into the pages it holds: one, or one for each row.
package func parsePages(
  at path: ContentPath, _ bytes: [UInt8], _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let source = SourceText(file: path.source, bytes: bytes)
  if let mistake = unreadable(in: source) {
    return Diagnosed(
      path.role == .rows ? [] : [brokenPage(at: path, reading)],
      path.role == .page ? [mistake] : [mistake].asCauses())
  }
  switch path.role {
  case .page, .section: return parsePage(at: path, source, reading)
  case .rows:
    return path.ending == "csv"
      ? parseCSVRows(at: path, source, reading) : parseYAMLRows(at: path, source, reading)
  case .data, .file, .unknownInstruction: return Diagnosed([])
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
    diagnostics += yaml.diagnostics
    if !yaml.hasErrors {
      let yamlSource = parts.value.yaml ?? source
      if let entries = entries(of: yaml.value, in: yamlSource, "the front matter", &diagnostics) {
        page.decode(entries, at: page.location, sheet: nil, reading, &diagnostics)
        isRead = true
      }
    }
  }
  if !isRead && path.role == .section { diagnostics = diagnostics.asCauses() }
  if let options = reading.markdown[page.language] {
    let body = parseMarkdown(parts.value.body, options)
    diagnostics += body.diagnostics
    page.body = body.value
  }
  return Diagnosed([page], diagnostics)
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
      ContentCode.notAGroup, "\(name) should be a group of keys, but here is \(node.describedForm)",
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
    sortKey = reading.sortKey(fields, language: language)
  }
}

// MARK: Rows

private func parseCSVRows(
  at path: ContentPath, _ source: SourceText, _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let table = CSV.parse(source)
  // An open quotation mark swallows the rows below it.
  var diagnostics = table.diagnostics.flatMap { mistake in
    mistake.code == ContentCode.unclosedQuote.rawValue ? [mistake].asCauses() : [mistake]
  }
  let header = table.value.header
  diagnostics += table.value.failures()
  let sheet = SheetReading(order: table.value.orderOfDates, zone: reading.zone)
  let pages = table.value.rows.map { row in
    // Columns without a name of their own were reported once, and not for each row.
    var names: Set<String> = [""]
    let entries = zip(header, row.cells).compactMap { name, cell -> YAMLNode.Entry? in
      guard names.insert(name.text).inserted else { return nil }
      // What a formula left there was reported, too.
      if isSpreadsheetFailure(cell.text) && !["id", "title"].contains(name.text) { return nil }
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
    return rowPage(entries, at: location, path, sheet: sheet, reading, &diagnostics)
  }
  return Diagnosed(pages, diagnostics)
}

private func parseYAMLRows(
  at path: ContentPath, _ source: SourceText, _ reading: PageReading
) -> Diagnosed<[ParsedPage]> {
  let yaml = parseYAML(source)
  var diagnostics = yaml.diagnostics.asCauses()
  guard let root = yaml.value, !root.isNull else { return Diagnosed([], diagnostics) }
  guard let rows = root.elements else {
    let mistake = Diagnostic.error(
      ContentCode.notAList,
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
  sheet: SheetReading?, _ reading: PageReading, _ diagnostics: inout [Diagnostic]
) -> ParsedPage {
  func value(_ key: String) -> YAMLNode? {
    entries.first { $0.key == key && !$0.value.isNull }?.value
  }
  let id = value("id")?.text ?? value("title")?.text.map(slug) ?? ""
  let isOriginal = path.language == nil || path.language == reading.defaultLanguage
  if id.isEmpty ? !isOriginal : id.contains("/") || writtenComponent(id) == nil {
    diagnostics.append(
      .error(
        ContentCode.invalidRowID,
        id.isEmpty ? "this row has neither an id nor a title" : "'\(id)' cannot be an id",
        at: value("id")?.location ?? location, help: "give it an id such as mark-hidson"))
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
  return page
}
