// Which column of a stranger's spreadsheet is which field: by its name, by a word that means the same, or by
// the nearest word. Every choice is told, and what remains is asked for.

import Content
import Diagnostics
import SiteModel
import Text

/// What a column is for.
enum Column {
  case field(Field)
  case id, body
  /// The day that times in other columns are on.
  case day
  /// How long it takes, instead of an end.
  case duration
  case firstName, lastName
  /// People of a session who are more than speakers.
  case people(Field, role: String)
  case ignored
}

/// The columns of a spreadsheet matched with what pages of a kind may say.
struct ColumnMatching {
  private let names: [String]
  private let fields: [String: Field]
  private let kind: String
  /// The names of the kind's own fields.
  private let ownNames: [String]
  private var taken: Set<String> = []
  /// By column, the name of what it is for.
  private var matches: [Int: String] = [:]
  private var ignored: Set<Int> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(kind: Kind, schema: Schema) {
    self.kind = kind.name
    let number = schema.kindNumber(kind.name) ?? 0
    let all = schema.fieldNames(ofKind: number, isSection: false).filter { $0 != "kind" }
    var fields: [String: Field] = [:]
    for name in all { fields[name] = schema.field(name, ofKind: number, isSection: false) }
    self.fields = fields
    ownNames = ["title"] + kind.fields.map(\.name) + ["body"]
    var names = all + ["id", "body"]
    if case .dateTime? = fields["start"]?.type { names += ["day", "duration"] }
    self.names = names + ["first_name", "last_name"]
  }

  func column(_ index: Int) -> Column {
    guard let name = matches[index] else { return .ignored }
    if let field = fields[name] { return .field(field) }
    switch name {
    case "id": return .id
    case "body": return .body
    case "day": return .day
    case "duration": return .duration
    case "first_name": return .firstName
    case "last_name": return .lastName
    default: return people(name) ?? .ignored
    }
  }

  /// `speakers:moderator`.
  private func people(_ name: String) -> Column? {
    let parts = name.split(separator: ":", maxSplits: 1).map(\.trimmed)
    guard parts.count == 2, !parts[1].isEmpty, let field = fields[parts[0]], field.hasRoles else {
      return nil
    }
    return .people(field, role: parts[1])
  }

  var hasTitle: Bool { taken.contains("title") || hasNames }

  /// Whether people's names are in columns of their own.
  var hasNames: Bool { taken.contains("first_name") || taken.contains("last_name") }

  /// How many columns are the kind's own, by name or by a word that means the same.
  func score(_ own: Kind) -> Int {
    let names = own.fields.map(\.name) + ["day", "duration"]
    return matches.values.count { names.contains($0) }
  }

  // MARK: Matching

  /// Takes what the editor said. What they said of no column, or of no field, is told.
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
      guard names.contains(field) || people(field) != nil else {
        diagnostics.append(
          .error(
            ImportCode.fieldUnknown, "a \(kind) has no field '\(field)'",
            at: header[column].location,
            help: suggestion(
              for: field, in: names, otherwise: "it has " + names.joined(separator: ", "))))
        ignored.insert(column)
        continue
      }
      take(field, for: column, header)
    }
    for name in options.ignored { if let column = index(of: name) { ignored.insert(column) } }
  }

  private mutating func take(_ name: String, for column: Int, _ header: [CSV.Cell]) {
    if let other = matches.filter({ $0.value == name }).keys.min(), !isList(name) {
      diagnostics.append(
        .error(
          ImportCode.columnTwice,
          "'\(header[column].text)' and '\(header[other].text)' would both be '\(name)'",
          at: header[column].location, help: "leave one out with --ignore \"\(header[other].text)\""
        ))
    }
    matches[column] = name
    taken.insert(name)
  }

  /// Whether several columns may be for it, such as `Speaker 1` and `Speaker 2`.
  private func isList(_ name: String) -> Bool {
    if case .list? = fields[name]?.type { return true }
    return people(name) != nil
  }

  /// Matches the other columns: names first, then words that mean the same, then the nearest words.
  mutating func match(_ header: [CSV.Cell]) {
    matchSurely(header)
    for (column, cell) in header.enumerated() where isFree(column) {
      guard let name = near(cell.text) else { continue }
      take(name, for: column, header)
      diagnostics.append(
        .warning(
          ImportCode.columnGuessed, "the column '\(cell.text)' is taken for '\(name)'",
          at: cell.location,
          help:
            "if it is something else, say what with --column \"\(cell.text)=field\", or leave it "
            + "out with --ignore \"\(cell.text)\""))
    }
  }

  /// Matches the columns of whose meaning there is no doubt.
  mutating func matchSurely(_ header: [CSV.Cell]) {
    for way in [exact, synonym] {
      for (column, cell) in header.enumerated() where isFree(column) {
        guard let name = way(cell.text), !taken.contains(name) || isList(name) else { continue }
        take(name, for: column, header)
      }
    }
  }

  private func isFree(_ column: Int) -> Bool {
    matches[column] == nil && !ignored.contains(column)
  }

  /// Tells the columns that are nothing.
  mutating func reportUnknown(_ header: [CSV.Cell]) {
    let unknown = header.enumerated().filter { isFree($0.offset) && !$0.element.text.isEmpty }
    for (number, (_, cell)) in unknown.enumerated() {
      let fields = "; its fields are " + ownNames.joined(separator: ", ")
      let all = unknown.count > 1 ? ", or all that are no field with --ignore-unknown" : ""
      diagnostics.append(
        .error(
          ImportCode.columnUnknown, "the column '\(cell.text)' is no field of a \(kind)",
          at: cell.location,
          help:
            "say which it is with --column \"\(cell.text)=field\", or leave it out with --ignore "
            + "\"\(cell.text)\"" + (number == unknown.count - 1 ? all + fields : "")))
    }
  }

  private func exact(_ header: String) -> String? {
    let name = key(header)
    // A stranger's URL is no address within the site.
    if name == "url" { return ["website", "links"].first { fields[$0] != nil } }
    if name == "date" && names.contains("day") { return "day" }
    return names.first { $0 == name }
  }

  private func synonym(_ header: String) -> String? {
    let name = slug(header)
    if name == slug(kind) { return "title" }
    return meanings(of: name).first { !taken.contains($0) || isList($0) }
      ?? meanings(of: withoutNumber(name)).first(where: isList)
  }

  /// What a word can be for, the likeliest first.
  private func meanings(of word: String) -> [String] {
    let fields = [word].filter(names.contains)
    return fields
      + columnSynonyms.filter { $0.words.contains(word) }.map(\.field)
      .filter { names.contains($0) || people($0) != nil }
  }

  private func near(_ header: String) -> String? {
    let free = names.filter { !taken.contains($0) && $0 != "id" && $0 != "day" }
    return key(header).count < 4 ? nil : nearest(to: key(header), in: free)
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

extension Field {
  /// Whether it is a list of people who may have a role.
  fileprivate var hasRoles: Bool {
    guard case .list(.record(let fields)) = type, case .reference? = fields.first?.type else {
      return false
    }
    return fields.contains { $0.name == "role" && $0.type == .text }
  }
}
