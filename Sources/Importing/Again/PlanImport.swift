import Content
package import Diagnostics
import Planners
import Programme
import SourceFormats
import Text

extension Import {
  /// The files of the site that a plan has to know.
  package var filesToRead: [String] {
    let pages = pages.flatMap { [$0.known].compactMap(\.self) + ($0.isRow ? [$0.file] : []) }
    return Set(pages + withdrawn.compactMap(\.known)).sorted()
  }
}

/// Compares what an import has made with the site, field by field, and says what to write.
///
/// - Parameter files: those of `filesToRead` that there are.
package func plan(
  _ made: Import, _ files: [String: [UInt8]], _ choices: ImportChoices
) -> Diagnosed<ImportPlan> {
  if let mistake = made.mistakeIfMostIsMissing, choices.withdrawn == nil {
    return Diagnosed(ImportPlan(), [mistake])
  }
  var planner = ImportPlanner(made, files, choices)
  planner.run()
  return Diagnosed(planner.plan, planner.diagnostics)
}

extension Import {
  /// The mistake of an export that has only a small part of the programme.
  fileprivate var mistakeIfMostIsMissing: Diagnostic? {
    let missing = withdrawn.filter { $0.entry.kind == mainKind && !$0.entry.isWithdrawn }
    let rest = pages.count { $0.kind == mainKind && $0.entry != nil }
    guard missing.count > 3, missing.count > rest else { return nil }
    return .error(
      ImportCode.importMostlyMissing,
      "\(missing.count) of \(missing.count + rest) pages of the last import are not in this file",
      at: SourceLocation(file: file),
      help:
        "export the whole programme; if they really were withdrawn, import with --withdrawn cancel or --withdrawn name"
    )
  }
}

private struct ImportPlanner {
  let made: Import
  let choices: ImportChoices
  var plan = ImportPlan()
  var diagnostics: [Diagnostic] = []
  private var files: [String: [UInt8]]
  /// The spreadsheets that get rows or cells, by path. `nil` if one can't be read.
  private var tables: [String: CSVEditor?] = [:]
  /// The rows of spreadsheets that are new, by path.
  private var newRows: [String: [ImportedPage]] = [:]
  private var written: [String: [UInt8]] = [:]
  private var entries: [ImportMemory.Entry] = []

  init(_ made: Import, _ files: [String: [UInt8]], _ choices: ImportChoices) {
    (self.made, self.files, self.choices) = (made, files, choices)
  }

  mutating func run() {
    for page in made.pages { add(page) }
    for page in made.withdrawn { add(page) }
    for file in made.files { written[file.path] = Array(file.contents.utf8) }
    for (path, pages) in newRows {
      written[path] = addRows(pages, to: path) ?? Array(rows(of: pages).utf8)
    }
    for case (let path, let table?) in tables where newRows[path] == nil {
      written[path] = table.bytes
    }
    plan.files = written.filter { files[$0.key] != $0.value }.sorted { $0.key < $1.key }
      .map { PlannedFile(path: $0.key, bytes: $0.value, isKnown: files[$0.key] != nil) }
    plan.lines.sort { ($0.place, $0.action.rawValue) < ($1.place, $1.action.rawValue) }
    remember()
  }

  private mutating func remember() {
    let kept = made.memory.entries.filter { entry in
      entry.source != made.source
        || !made.scopes.contains { $0.kind == entry.kind && $0.folder == entry.folder }
    }
    let known = Set(entries.map { "\($0.kind) \($0.path)" })
    // What a sheet names beside its own rows stays known even if it doesn't name it now.
    let others = made.memory.entries.filter { entry in
      entry.source == made.source && !made.complete.contains(entry.kind)
        && made.scopes.contains { $0.kind == entry.kind && $0.folder == entry.folder }
        && !known.contains("\(entry.kind) \(entry.path)")
    }
    let all = kept + others + entries
    guard !all.isEmpty || !made.memory.entries.isEmpty else { return }
    let bytes = Array(ImportMemory(all).fileText.utf8)
    plan.memory =
      bytes == made.memory.bytes
      ? nil
      : PlannedFile(path: ImportMemory.file, bytes: bytes, isKnown: made.memory.bytes != nil)
  }

  private mutating func tell(_ action: ImportPlan.Action, _ place: String, _ fields: [String] = [])
  {
    plan.lines.append(.init(action: action, place: place, fields: fields))
  }

  // MARK: Pages that the planner has

  private mutating func add(_ placed: PlacedPage) {
    let said = placed.page.said
    var entry = ImportMemory.Entry(
      source: made.source, kind: placed.kind, path: placed.path, keys: placed.page.keys)
    for (key, text) in said where entry.fields[key] == nil { entry.fields[key] = fingerprint(text) }
    if let known = placed.known {
      merge(placed, said, with: known, &entry)
    } else if placed.isRemoved && !choices.prefersPlanner {
      entry = placed.entry ?? entry
      tell(.removed, "content/" + placed.path)
    } else {
      let place = placed.isRow ? "\(placed.file) (\(placed.page.id))" : placed.file
      // A spreadsheet that can't be read gets no rows.
      if placed.isRow, files[placed.file] != nil, table(placed.file) == nil {
        return refuse(place, placed.file, said.map(\.key))
      }
      write(placed)
      tell(.new, place)
    }
    entries.append(entry)
  }

  private mutating func write(_ placed: PlacedPage) {
    if placed.isRow {
      newRows[placed.file, default: []].append(placed.page)
    } else {
      written[placed.file] = Array(placed.page.file.utf8)
    }
  }

  private mutating func merge(
    _ placed: PlacedPage, _ said: [(key: String, text: String)], with known: String,
    _ entry: inout ImportMemory.Entry
  ) {
    let place = placed.isKnownAsRow ? "\(known) (\(placed.page.id))" : known
    guard let fields = fields(of: placed, in: known) else {
      // Told when the planner says something new.
      if placed.entry?.fields == entry.fields {
        plan.unchanged += 1
        return
      }
      return refuse(place, known, said.map(\.key))
    }
    let merge = FieldMerge(said, earlier: placed.entry?.fields ?? [:], file: fields.text)
    let overruled = choices.prefersPlanner ? merge.conflicts + merge.ours : []
    let taken = merge.taken + overruled.map(\.key)
    let changed = taken.isEmpty ? [] : change(placed, taken, in: known)
    let refused = taken.filter { !changed.contains($0) }
    if !refused.isEmpty {
      // What was not taken is asked again next time.
      for key in refused { entry.fields[key] = placed.entry?.fields[key] }
      refuse(place, known, refused)
    }
    if !changed.isEmpty {
      let action: ImportPlan.Action =
        placed.entry == nil ? .joined : placed.entry?.isWithdrawn == true ? .returned : .changed
      tell(action, place, changed)
    } else if placed.entry?.isWithdrawn == true {
      tell(.returned, place)
    } else if placed.entry == nil {
      tell(.joined, place)
    } else if merge.conflicts.isEmpty && merge.ours.isEmpty && refused.isEmpty {
      plan.unchanged += 1
    }
    let kept = choices.prefersPlanner ? [] : merge.conflicts + merge.ours
    if !kept.isEmpty { tell(.kept, place, kept.map(\.key)) }
    for difference in merge.conflicts where !choices.prefersPlanner {
      warn(.importFieldKept, difference, fields, known) {
        "the file has \($1), and the planner says \($0): the file stays as it is"
      }
    }
    for difference in overruled where changed.contains(difference.key) {
      warn(.importFieldReplaced, difference, fields, known) {
        "the file had \($1), and gets what the planner says: \($0)"
      }
    }
  }

  private mutating func warn(
    _ code: ImportCode, _ difference: FieldMerge.Difference, _ fields: KnownFields, _ file: String,
    _ message: (_ planner: String, _ file: String) -> String
  ) {
    let key = difference.key == "body" ? "the text" : "'\(difference.key)'"
    let help =
      code == .importFieldKept
      ? "write it into the file if the planner is right; you won't be told again until the planner changes it"
      : "if the file was right, take it back from its earlier version"
    diagnostics.append(
      .warning(
        code, "\(key): " + message(shown(difference.planner), shown(difference.file)),
        at: fields.location(difference.key) ?? SourceLocation(file: file), help: help))
  }

  private func shown(_ text: String?) -> String {
    guard let text else { return "nothing" }
    let line = oneLine(text)
    return "'" + (line.count > 80 ? line.prefix(80) + "…" : line[...]) + "'"
  }

  /// A page that can't be changed in the form that it is written in.
  private mutating func refuse(_ place: String, _ file: String, _ fields: [String]) {
    tell(.kept, place, fields)
    diagnostics.append(
      .warning(
        ImportCode.importPageUnchangeable,
        "these stay as they are, since they aren't written in a way in which single keys can be changed: "
          + fields.map { $0 == "body" ? "the text" : $0 }.joined(separator: ", "),
        at: SourceLocation(file: file),
        help: "change it by hand, and import again"))
  }

  // MARK: What the site has

  private mutating func fields(of placed: PlacedPage, in file: String) -> KnownFields? {
    placed.isKnownAsRow
      ? table(file).flatMap { $0.hasRow(placed.page.id) ? .row($0, placed.page.id, file) : nil }
      : editor(file).map { .page($0) }
  }

  private mutating func table(_ path: String) -> CSVEditor? {
    if let known = tables[path] { return known }
    let table =
      path.hasSuffix(".csv") ? files[path].flatMap { CSVEditor(file: path, bytes: $0) } : nil
    tables[path] = .some(table)
    return table
  }

  private func editor(_ path: String) -> PageEditor? {
    (written[path] ?? files[path]).flatMap { PageEditor(file: path, bytes: $0) }
  }

  /// Gives a page what the planner says under some keys. Returns those that could be changed.
  private mutating func change(_ placed: PlacedPage, _ keys: [String], in file: String) -> [String]
  {
    if changeAtOnce(placed, keys, in: file) { return keys }
    return keys.count == 1 ? [] : keys.filter { changeAtOnce(placed, [$0], in: file) }
  }

  private mutating func changeAtOnce(
    _ placed: PlacedPage, _ keys: [String], in file: String
  ) -> Bool {
    if placed.isKnownAsRow {
      guard let cells = placed.page.cells(keys), var table = table(file) else { return false }
      for cell in cells { table.set(cell.text, ofRow: placed.page.id, cell.column) }
      tables[file] = table
      return true
    }
    guard let editor = editor(file) else { return false }
    let order = placed.page.properties.map(\.key)
    let changes = keys.filter { $0 != "body" }.map { key in
      PageEditor.Change(
        key: key, lines: placed.page.properties.first { $0.key == key }.map(placed.page.lines),
        after: Array(order.prefix { $0 != key }))
    }
    let text = keys.contains("body") ? placed.page.body : nil
    guard let bytes = editor.changed(changes, text: text),
      isRight(bytes, file, editor, placed.page, keys)
    else { return false }
    written[file] = bytes
    return true
  }

  /// Whether a changed file says what it should, and nothing else has changed.
  private func isRight(
    _ bytes: [UInt8], _ file: String, _ before: PageEditor, _ page: ImportedPage, _ keys: [String]
  ) -> Bool {
    guard let after = PageEditor(file: file, bytes: bytes) else { return false }
    let said = Dictionary(page.said.map { ($0.key, $0.text) }) { first, _ in first }
    let all = (before.entries + after.entries).map(\.key) + keys
    return (Set(all).subtracting(["body"])).allSatisfy { key in
      after[key]?.comparable == (keys.contains(key) ? said[key] : before[key]?.comparable)
    }
      && comparable(after.text)
        == (keys.contains("body") ? said["body"] ?? "" : comparable(before.text))
  }

  /// A spreadsheet with more rows. `nil` if there is none yet.
  private mutating func addRows(_ pages: [ImportedPage], to path: String) -> [UInt8]? {
    guard files[path] != nil, var table = table(path) else { return nil }
    for page in pages {
      let keys = page.said.map(\.key).withoutRepetitions
      table.append(page.id, page.cells(keys) ?? [])
    }
    return table.bytes
  }

  // MARK: Pages that the planner has no more

  private mutating func add(_ page: WithdrawnPage) {
    var entry = page.entry
    entry.isWithdrawn = true
    defer { entries.append(entry) }
    // Nothing is left of it, here or there.
    guard let known = page.known else { return }
    let place = page.isKnownAsRow ? "\(known) (\(entry.id))" : known
    guard entry.kind == "session", choices.withdrawn != .name else {
      return tell(.withdrawn, place)
    }
    var status = ImportedPage(kind: entry.kind, id: entry.id)
    status.set("status", .word(cancelled))
    let placed = PlacedPage(
      kind: entry.kind, path: entry.path, page: status, known: known,
      isKnownAsRow: page.isKnownAsRow, file: known, isRow: page.isKnownAsRow, entry: entry)
    guard let fields = fields(of: placed, in: known) else {
      return refuse(place, known, ["status"])
    }
    let own = fields.text("status") ?? ""
    if own == cancelled {
      guard page.entry.isWithdrawn else { return tell(.withdrawn, place) }
      plan.unchanged += 1
      return
    }
    // The editor has taken it back, or said something else of it.
    if page.entry.isWithdrawn && entry.fields["status"] != nil { return tell(.withdrawn, place) }
    guard own.isEmpty || own == "confirmed" || choices.prefersPlanner else {
      return tell(.withdrawn, place, ["status"])
    }
    guard !change(placed, ["status"], in: known).isEmpty else {
      return refuse(place, known, ["status"])
    }
    entry.fields["status"] = fingerprint(cancelled)
    tell(.cancelled, place)
  }
}

private let cancelled = "cancelled"

/// What a page of the site says.
private enum KnownFields {
  case page(PageEditor)
  case row(CSVEditor, String, String)

  func text(_ key: String) -> String? {
    switch self {
    case .page(let editor): key == "body" ? comparable(editor.text) : editor[key]?.comparable
    case .row(let table, let id, _): comparable(table.text(ofRow: id, key))
    }
  }

  func location(_ key: String) -> SourceLocation? {
    guard case .page(let editor) = self else { return nil }
    return editor.entries.first { $0.key == key }?.keyLocation
  }
}

extension ImportedPage {
  /// The cells of some keys; an empty one for what the page doesn't have. `nil` if a cell can't hold a value.
  fileprivate func cells(_ keys: [String]) -> [(column: String, text: String)]? {
    var cells: [(column: String, text: String)] = []
    for key in keys {
      if key == "body" {
        cells.append((key, body))
      } else if let value = properties.first(where: { $0.key == key })?.value {
        guard let cell = value.cell else { return nil }
        cells.append((key, cell))
      } else {
        cells.append((key, ""))
      }
    }
    return cells
  }
}

extension YAMLNode {
  /// The same text for values that mean the same, however they are written.
  fileprivate var comparable: String {
    switch content {
    case .scalar(let scalar): isNull ? "" : Importing.comparable(scalar.text)
    case .sequence(let elements): elements.map(\.comparable).joined(separator: "; ")
    case .mapping(let entries):
      entries.count == 1
        ? entries[0].value.comparable
        : "{" + entries.map { "\($0.key): \($0.value.comparable)" }.joined(separator: ", ") + "}"
    }
  }
}
