// Finds out which field each column of somebody else's spreadsheet is: by its name, by a word with the same
// meaning, or by the nearest word. Guesses are reported, and for all other columns the editor is asked.

import Content
import Diagnostics
import SiteModel
import Text

/// The columns of a spreadsheet, matched with the fields of a kind.
struct ColumnMatching {
  private let kind: Kind
  /// All meanings that a column can have. Those that come first win.
  private let meanings: [ColumnMeaning]
  private var matches: [Int: ColumnMeaning] = [:]
  private var ignored: Set<Int> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(kind: Kind, schema: Schema) {
    self.kind = kind
    let index = schema.kindNumber(kind.name) ?? 0
    let fields = schema.fieldNames(ofKind: index, isSection: false).filter { $0 != "kind" }
      .compactMap { schema.field($0, ofKind: index, isSection: false) }
    var meanings = fields.map(ColumnMeaning.field) + [.id, .body]
    if fields.contains(where: \.isStart) { meanings += [.day, .duration] }
    self.meanings = meanings + [.firstName, .lastName]
  }

  /// What a column means. `nil` if it is left out.
  func meaning(ofColumn index: Int) -> ColumnMeaning? { matches[index] }

  var hasTitle: Bool {
    hasNames
      || matches.values.contains { if case .field(let field) = $0 { field.isTitle } else { false } }
  }

  /// Whether people's names are in columns of their own.
  var hasNames: Bool { matches.values.contains(where: \.isPersonName) }

  /// The number of columns that are fields of the kind itself and not of every page.
  var score: Int {
    matches.values.count { meaning in
      switch meaning {
      case .field(let field): kind.fields.contains { $0.name == field.name }
      case .day, .duration: true
      default: false
      }
    }
  }

  // MARK: Matching

  /// Applies what the editor wrote, and reports columns and fields that don't exist.
  mutating func apply(_ options: TableOptions, _ header: [CSV.Cell], _ file: String) {
    func index(of name: String) -> Int? {
      header.firstIndex { $0.text == name } ?? header.firstIndex { slug($0.text) == slug(name) }
    }
    for name in options.columns.map(\.name) + options.ignored where index(of: name) == nil {
      diagnostics.append(
        .error(
          ImportCode.columnMissing, "there is no column '\(name)'",
          at: SourceLocation(file: file, line: header.first?.location.line ?? 1),
          help: "the columns are " + header.map { "'\($0.text)'" }.joined(separator: ", ")))
    }
    for (name, field) in options.columns {
      guard let column = index(of: name) else { continue }
      guard let meaning = meaning(named: field) else {
        let names = meanings.map(\.name)
        diagnostics.append(
          .error(
            ImportCode.fieldUnknown, "a \(kind.name) has no field '\(field)'",
            at: header[column].location,
            help: suggestion(
              for: field, in: names, otherwise: "it has " + names.joined(separator: ", "))))
        ignored.insert(column)
        continue
      }
      match(column, with: meaning, header)
    }
    for name in options.ignored { if let column = index(of: name) { ignored.insert(column) } }
  }

  private mutating func match(
    _ column: Int, with meaning: ColumnMeaning, _ header: [CSV.Cell]
  ) {
    if let other = matches.filter({ $0.value == meaning }).keys.min(), !meaning.isRepeatable {
      diagnostics.append(
        .error(
          ImportCode.columnTwice,
          "'\(header[column].text)' and '\(header[other].text)' would both be '\(meaning.name)'",
          at: header[column].location, help: "leave one out with --ignore \"\(header[other].text)\""
        ))
    }
    matches[column] = meaning
  }

  /// Matches the other columns: names first, then words that mean the same, then the nearest words.
  mutating func match(_ header: [CSV.Cell]) {
    matchExactly(header)
    for (column, cell) in header.enumerated() where isFree(column) {
      guard let meaning = nearestMeaning(of: cell.text) else { continue }
      match(column, with: meaning, header)
      diagnostics.append(
        .warning(
          ImportCode.columnGuessed, "the column '\(cell.text)' is taken for '\(meaning.name)'",
          at: cell.location,
          help:
            "if it is something else, say what with --column \"\(cell.text)=field\", or leave it "
            + "out with --ignore \"\(cell.text)\""))
    }
  }

  /// Matches the columns whose meaning is beyond doubt.
  mutating func matchExactly(_ header: [CSV.Cell]) {
    for find in [namedMeaning, synonymousMeaning] {
      for (column, cell) in header.enumerated() where isFree(column) {
        guard let meaning = find(cell.text), isAvailable(meaning) else { continue }
        match(column, with: meaning, header)
      }
    }
  }

  private func isFree(_ column: Int) -> Bool {
    matches[column] == nil && !ignored.contains(column)
  }

  private func isAvailable(_ meaning: ColumnMeaning) -> Bool {
    meaning.isRepeatable || !matches.values.contains(meaning)
  }

  /// Reports the columns that have no meaning.
  mutating func reportUnknown(_ header: [CSV.Cell]) {
    let unknown = header.enumerated().filter { isFree($0.offset) && !$0.element.text.isEmpty }
    let names = ["title"] + kind.fields.map(\.name) + ["body"]
    for (index, (_, cell)) in unknown.enumerated() {
      let all = unknown.count > 1 ? ", or all that are no field with --ignore-unknown" : ""
      let fields = "; its fields are " + names.joined(separator: ", ")
      diagnostics.append(
        .error(
          ImportCode.columnUnknown, "the column '\(cell.text)' is no field of a \(kind.name)",
          at: cell.location,
          help:
            "say which it is with --column \"\(cell.text)=field\", or leave it out with --ignore "
            + "\"\(cell.text)\"" + (index == unknown.count - 1 ? all + fields : "")))
    }
  }

  // MARK: Meanings

  /// The meaning with a name as editors write it, such as `room` or `speakers:moderator`.
  private func meaning(named name: String) -> ColumnMeaning? {
    if let meaning = meanings.first(where: { $0.name == name }) { return meaning }
    let parts = name.split(separator: ":", maxSplits: 1).map(\.trimmed)
    guard parts.count == 2, !parts[1].isEmpty,
      case .field(let field)? = meanings.first(where: { $0.name == parts[0] }), field.hasRoles
    else { return nil }
    return .people(field, role: parts[1])
  }

  private func namedMeaning(of header: String) -> ColumnMeaning? {
    let name = key(header)
    // The address that somebody else's spreadsheet has is not the page's address in this site.
    if name == "url" { return ["website", "links"].lazy.compactMap(meaning(named:)).first }
    if name == "date" && meanings.contains(.day) { return .day }
    return meanings.first { $0.name == name }
  }

  private func synonymousMeaning(of header: String) -> ColumnMeaning? {
    let word = slug(header)
    if word == slug(kind.name) { return meaning(named: "title") }
    return meanings(of: word).first(where: isAvailable)
      ?? meanings(of: withoutNumber(word)).first(where: \.isRepeatable)
  }

  /// What a word can mean, the most likely meaning first.
  private func meanings(of word: String) -> [ColumnMeaning] {
    let names = [word] + columnSynonyms.filter { $0.words.contains(word) }.map(\.field)
    return names.compactMap(meaning(named:))
  }

  private func nearestMeaning(of header: String) -> ColumnMeaning? {
    let name = key(header)
    guard name.count >= 4 else { return nil }
    let free = meanings.filter { !matches.values.contains($0) && $0 != .id && $0 != .day }
    return nearest(to: name, in: free.map(\.name)).flatMap(meaning(named:))
  }

  private func key(_ header: String) -> String { slug(header).replacing("-", with: "_") }
}

/// `speaker` of `speaker-2`.
private func withoutNumber(_ slug: String) -> String {
  guard let hyphen = slug.lastIndex(of: "-"),
    slug[hyphen...].dropFirst().allSatisfy(\.isNumber)
  else { return slug }
  return String(slug[..<hyphen])
}
