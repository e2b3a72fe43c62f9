// Which column of a stranger's spreadsheet is which field: by its name, by a word that means the same, or by
// the nearest word. Every choice is told, and what remains is asked for.

import Diagnostics
import Text

/// What an editor said about an import from a spreadsheet.
package struct TableOptions: Sendable {
  package enum Form: String, Sendable, CaseIterable { case files, rows }

  /// Nothing: guessed from the header.
  package var kind: String?
  package var folder: String?
  package var form: Form?
  package var dates: DateOrder?
  /// Columns by name, each with its field.
  package var columns: [(name: String, field: String)] = []
  package var ignored: [String] = []

  package init() {}
}

/// What a column is for.
enum Column {
  case field(Field)
  case id, body
  /// The day that times in other columns are on.
  case day
  /// How long it takes, instead of an end.
  case duration
  case firstName, lastName
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
  private(set) var matches: [Int: String] = [:]
  var diagnostics: [Diagnostic] = []

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
    switch matches[index] {
    case "id": .id
    case "body": .body
    case "day" where fields["day"] == nil: .day
    case "duration" where fields["duration"] == nil: .duration
    case "first_name" where fields["first_name"] == nil: .firstName
    case "last_name" where fields["last_name"] == nil: .lastName
    case let name?: fields[name].map { .field($0) } ?? .ignored
    case nil: .ignored
    }
  }

  var hasTitle: Bool {
    taken.contains("title") || taken.contains("first_name") || taken.contains("last_name")
  }

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
          "there is no column '\(name)'",
          at: SourceLocation(file: file, line: header.first?.location.line ?? 1),
          help: "the columns are " + header.map { "'\($0.text)'" }.joined(separator: ", ")))
    }
    for (name, field) in options.columns {
      guard let column = index(of: name) else { continue }
      guard names.contains(field) else {
        let meant = nearest(to: field, in: names).map { "did you mean '\($0)'?" }
        diagnostics.append(
          .error(
            "a \(kind) has no field '\(field)'", at: header[column].location,
            help: meant ?? "it has " + names.joined(separator: ", ")))
        matches[column] = ""
        continue
      }
      take(field, for: column, header)
    }
    for name in options.ignored { if let column = index(of: name) { matches[column] = "" } }
  }

  private mutating func take(_ name: String, for column: Int, _ header: [CSV.Cell]) {
    if let other = matches.filter({ $0.value == name }).keys.min() {
      diagnostics.append(
        .error(
          "'\(header[column].text)' and '\(header[other].text)' would both be '\(name)'",
          at: header[column].location, help: "leave one out with --ignore \"\(header[other].text)\""
        ))
    }
    matches[column] = name
    taken.insert(name)
  }

  /// Matches the other columns: names first, then words that mean the same, then the nearest words.
  mutating func match(_ header: [CSV.Cell], guessing: Bool) {
    let ways: [(String) -> String?] = [exact, synonym, near]
    for way in guessing ? ways.prefix(2) : ways[...] {
      for (column, cell) in header.enumerated() where matches[column] == nil {
        guard let name = way(cell.text), !taken.contains(name) else { continue }
        take(name, for: column, header)
      }
    }
  }

  /// Tells the columns that are nothing.
  mutating func reportUnknown(_ header: [CSV.Cell]) {
    for (column, cell) in header.enumerated() where matches[column] == nil && !cell.text.isEmpty {
      diagnostics.append(
        .error(
          "the column '\(cell.text)' is no field of a \(kind)", at: cell.location,
          help:
            "say which it is with --column \"\(cell.text)=field\", or leave it out with --ignore "
            + "\"\(cell.text)\"; its fields are " + ownNames.joined(separator: ", ")))
    }
  }

  private func exact(_ header: String) -> String? {
    let name = key(header)
    if name == "url" && fields["website"] != nil { return "website" }
    if name == "date" && names.contains("day") { return "day" }
    return names.first { $0 == name }
  }

  private func synonym(_ header: String) -> String? {
    let name = slug(header)
    if name == slug(kind) { return "title" }
    return synonyms.lazy.filter { $0.words.contains(name) }.map(\.field)
      .first { names.contains($0) && !taken.contains($0) }
  }

  private func near(_ header: String) -> String? {
    let free = names.filter { !taken.contains($0) && $0 != "id" && $0 != "day" }
    return key(header).count < 4 ? nil : nearest(to: key(header), in: free)
  }

  private func key(_ header: String) -> String { slug(header).replacing("-", with: "_") }
}

/// What columns are called in English, German, Swedish and French, and the field that is meant.
private let synonyms: [(field: String, words: [String])] = [
  (
    "title",
    [
      "name", "full-name", "titel", "titre", "namn", "nom", "rubrik", "session-title", "talk",
      "talk-title",
    ]
  ),
  (
    "body",
    [
      "bio", "biography", "biographie", "biografi", "text", "abstract", "content", "about",
      "beschreibung",
    ]
  ),
  (
    "start",
    ["start-time", "starts", "begin", "begins", "beginn", "from", "startzeit", "starttid", "time"]
  ),
  ("end", ["end-time", "ends", "to", "until", "ende", "slut", "sluttid", "endzeit", "fin"]),
  ("day", ["date", "datum", "dag", "tag", "jour"]),
  ("duration", ["length", "minutes", "dauer", "langd", "duree"]),
  (
    "speakers",
    [
      "speaker", "presenter", "presenters", "who", "people", "persons", "talare", "referent",
      "referenten",
    ]
  ),
  ("room", ["location", "venue", "raum", "sal", "hall", "lokal", "salle"]),
  ("place", ["location", "venue", "building", "gebaude", "byggnad"]),
  ("track", ["theme", "stream", "spar"]), ("format", ["type", "session-type", "typ"]),
  ("spoken_language", ["language", "sprache", "sprak", "langue"]),
  (
    "affiliation",
    ["organization", "organisation", "company", "employer", "institution", "firma", "foretag"]
  ),
  ("role", ["position", "job-title", "function", "funktion"]),
  ("website", ["url", "link", "homepage", "web", "site", "webseite", "hemsida"]),
  ("email", ["mail", "e-mail", "e-post"]), ("phone", ["telephone", "tel", "telefon"]),
  ("photo", ["picture", "image", "portrait", "headshot", "foto", "bild"]),
  ("image", ["picture", "bild"]), ("capacity", ["seats", "size", "platser", "platze"]),
  ("colour", ["color", "farbe", "farg"]), ("country", ["land", "pays"]),
  ("topics", ["topic", "tags", "keywords", "themen", "amnen"]),
  ("first_name", ["firstname", "given-name", "forename", "vorname", "fornamn", "prenom"]),
  ("last_name", ["lastname", "surname", "family-name", "nachname", "efternamn"]),
]

/// The kind whose fields the columns are beyond doubt.
func guessedKind(_ header: [CSV.Cell], _ schema: Schema, _ options: TableOptions) -> String? {
  let scores = schema.kinds.compactMap { kind -> (name: String, score: Int)? in
    var matching = ColumnMatching(kind: kind, schema: schema)
    matching.match(header, guessing: true)
    let isTitled = matching.hasTitle || options.columns.contains { $0.field == "title" }
    let score = matching.score(kind)
    return isTitled && score > 0 ? (kind.name, score) : nil
  }
  guard let best = scores.map(\.score).max() else { return nil }
  let names = scores.filter { $0.score == best }.map(\.name)
  return names.count == 1 ? names[0] : nil
}
