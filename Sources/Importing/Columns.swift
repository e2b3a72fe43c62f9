// Finds out which field each column of somebody else's spreadsheet is: by its name, by a word with the same
// meaning, or by the nearest word. Guesses are reported, and for all other columns the editor is asked.

import Content
import ContentSchema
import Diagnostics
import Planners
import SiteModel
import SourceFormats
import Text

/// The columns of a spreadsheet, matched with the fields of a kind.
struct ColumnMatching {
  let kind: Kind
  /// All meanings that a column can have. Those that come first win.
  private let meanings: [ColumnMeaning]
  private var matches: [Int: ColumnMeaning] = [:]
  /// Columns that mean the same as another one, which has the place.
  private var rivals: [Int: ColumnMeaning] = [:]
  private var ignored: Set<Int> = []
  private(set) var diagnostics: [Diagnostic] = []

  init(kind: Kind, schema: Schema) {
    self.kind = kind
    let fields = schema.fields(ofKind: kind.name)
    var meanings = fields.map(ColumnMeaning.field) + [.id, .body, .key]
    if fields.contains(where: \.isStart) { meanings += [.day, .duration] }
    if KindDefaults(ofKind: kind.name).isPeople {
      meanings += [.name(.first), .name(.middle), .name(.last), .name(.reversed)]
      if fields.contains(where: { $0.name == "honorific" && $0.type == .text }) {
        meanings.append(.honorificOrRole)
      }
    }
    if let personKind = kind.fields.lazy.compactMap(\.personKind).first {
      let names: [NamePart] = [.full, .first, .middle, .last, .reversed]
      let known = ["honorific", "role", "affiliation", "country", "website", "photo"]
      meanings += names.map { .person(.name($0)) } + [.person(.key), .person(.body)]
      meanings += schema.fields(ofKind: personKind).filter { known.contains($0.name) }
        .map { .person(.field($0)) }
    }
    self.meanings = meanings
  }

  /// What a column means. `nil` if it is left out.
  func meaning(ofColumn index: Int) -> ColumnMeaning? { matches[index] }

  /// Why a column is left out, if another one has its place.
  func rival(ofColumn index: Int) -> ColumnMeaning? {
    ignored.contains(index) ? nil : rivals[index]
  }

  func column(of meaning: ColumnMeaning) -> Int? {
    matches.filter { $0.value == meaning }.keys.min()
  }

  var hasTitle: Bool { hasNames || matches.values.contains(where: \.isTitle) }

  /// Whether people's names are in columns of their own.
  var hasNames: Bool { matches.values.contains { if case .name = $0 { true } else { false } } }

  /// Whether a column names people of a session.
  private var namesPeople: Bool { matches.values.contains(where: \.isAboutPeople) }

  private var isPeople: Bool { KindDefaults(ofKind: kind.name).isPeople }

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
      match(column, with: meaning)
    }
    for name in options.ignored { if let column = index(of: name) { ignored.insert(column) } }
  }

  private mutating func match(_ column: Int, with meaning: ColumnMeaning) {
    if isAvailable(meaning) { matches[column] = meaning } else { rivals[column] = meaning }
  }

  /// Gives a column another meaning, which its cells have shown.
  mutating func change(column: Int, to meaning: ColumnMeaning) {
    matches[column] = nil
    match(column, with: meaning)
  }

  /// Matches the other columns: names first, then words that mean the same, then the nearest words.
  mutating func match(_ header: [CSV.Cell]) {
    matchExactly(header)
    if isOfSessionize(header) { ignored.formUnion(header.indices.filter(isFree)) }
    for (column, cell) in header.enumerated() where isFree(column) {
      guard let meaning = nearestMeaning(of: cell.text) else { continue }
      match(column, with: meaning)
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
    if isOfSessionize(header) { ignoreWhatSessionizeAloneHas(header) }
    let steps =
      (isPeople ? [namePartMeaning, titleOfPerson(in: header)] : [personMeaning(in: header)])
      + [namedMeaning, synonymousMeaning, keyMeaning]
    for find in steps {
      for (column, cell) in header.enumerated() where isFree(column) {
        guard let meaning = find(cell.text) else { continue }
        match(column, with: meaning)
      }
    }
    if !isPeople && namesPeople {
      for (column, cell) in header.enumerated() where isFree(column) {
        if let meaning = personField(cell.text) { match(column, with: meaning) }
      }
    }
  }

  private func isFree(_ column: Int) -> Bool {
    matches[column] == nil && rivals[column] == nil && !ignored.contains(column)
  }

  private func isAvailable(_ meaning: ColumnMeaning) -> Bool {
    meaning.isRepeatable || !matches.values.contains(meaning)
  }

  // MARK: Messages

  /// Reports columns that would be one and the same field, all of them in one message.
  mutating func reportRivals(_ header: [CSV.Cell]) {
    let contested = rivals.filter { !ignored.contains($0.key) }
    for (column, meaning) in contested.sorted(by: { $0.key < $1.key })
    where contested.filter({ $0.value == meaning }).keys.min() == column {
      let columns = header.indices.filter { matches[$0] == meaning || contested[$0] == meaning }
      let names = columns.map { "'\(header[$0].text)'" }
      let first = names.dropLast().joined(separator: ", ")
      diagnostics.append(
        .error(
          ImportCode.columnTwice,
          "the columns \(first) and \(names.last ?? "") would \(columns.count == 2 ? "both" : "all") be "
            + "'\(meaning.fieldName)'", at: header[column].location,
          help:
            "leave out all but one, as with --ignore \"\(header[column].text)\", or make it another field with "
            + "--column \"\(header[column].text)=field\""))
    }
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
    let word = columnKey(header)
    if word == slug(kind.name) || (isPeople && isPerson(word)) { return meaning(named: "title") }
    let meant = meanings(of: word)
    return meant.first(where: isAvailable)
      ?? meanings(of: withoutNumber(word)).first(where: \.isRepeatable) ?? meant.first
  }

  /// What a word can mean, the most likely meaning first.
  private func meanings(of word: String) -> [ColumnMeaning] {
    let names = [word] + columnSynonyms.filter { $0.words.contains(word) }.map(\.field)
    return names.compactMap(meaning(named:))
  }

  private func keyMeaning(of header: String) -> ColumnMeaning? {
    plannersIDs.contains(columnKey(header)) ? .key : nil
  }

  private func nearestMeaning(of header: String) -> ColumnMeaning? {
    let name = key(header)
    guard name.count >= 4 else { return nil }
    let free = meanings.filter {
      !matches.values.contains($0) && $0 != .id && $0 != .day && $0 != .key
    }
    return nearest(to: name, in: free.map(\.name)).flatMap(meaning(named:))
  }

  private func key(_ header: String) -> String { columnKey(header).replacing("-", with: "_") }

  // MARK: Names of people

  private func namePartMeaning(of header: String) -> ColumnMeaning? {
    switch namePart(of: header) {
    case .full?: meaning(named: "title")
    case let part?: .name(part)
    case nil: nil
    }
  }

  /// Beside a person's name, *Title* is a title such as `Dr` or what the person does.
  private func titleOfPerson(in header: [CSV.Cell]) -> (String) -> ColumnMeaning? {
    let hasName = header.contains { namePart(of: $0.text) != nil || isPerson(columnKey($0.text)) }
    return { header in
      let isTitle = hasName && titleWords.contains(columnKey(header))
      return isTitle && meanings.contains(.honorificOrRole) ? .honorificOrRole : nil
    }
  }

  /// Whether a word means the people of sessions, such as `speaker` and `presenter`.
  private func isPerson(_ word: String) -> Bool {
    columnSynonyms.contains {
      $0.field.hasPrefix("speakers") && ($0.field == word || $0.words.contains(withoutNumber(word)))
    }
  }

  /// What columns say about the people of sessions: their names, and their biographies.
  private func personMeaning(in header: [CSV.Cell]) -> (String) -> ColumnMeaning? {
    guard meanings.contains(.person(.body)) else { return { _ in nil } }
    let words = header.map { columnKey($0.text) }
    let hasTitle = words.contains { titleWords.contains($0) || sessionTitleWords.contains($0) }
    let namesPeople = header.contains { cell in
      let part = namePart(of: cell.text)
      return isPerson(columnKey(cell.text)) || withoutPersonPrefix(cell.text) != nil
        || part != nil && (part != .full || hasTitle)
    }
    return { header in
      let own = withoutPersonPrefix(header)
      if own == "id" { return .person(.key) }
      if let part = namePart(of: own ?? header), own != nil || part != .full || hasTitle {
        return .person(.name(part))
      }
      return namesPeople && biographyWords.contains(own ?? slug(header)) ? .person(.body) : nil
    }
  }

  /// What a column says about the one person that a row names, for words that are no field of a session.
  private func personField(_ header: String) -> ColumnMeaning? {
    let own = withoutPersonPrefix(header)
    let word = own ?? slug(header)
    let synonyms = columnSynonyms.filter { $0.words.contains(word) }.map(\.field)
    let meaning = ([word.replacing("-", with: "_")] + synonyms).lazy
      .compactMap { self.meaning(named: "speaker:" + $0) }.first
    // In a sheet of sessions, a role or a country can be the session's.
    return own != nil || !["role", "country"].contains(word) ? meaning : nil
  }

  // MARK: Sessionize

  /// Whether it is the flat export of Sessionize, which has a row for each session and person.
  private func isOfSessionize(_ header: [CSV.Cell]) -> Bool {
    let words = Set(header.map { slug($0.text) })
    return words.isSuperset(of: ["session-id", "speaker-id", "title"])
  }

  private mutating func ignoreWhatSessionizeAloneHas(_ header: [CSV.Cell]) {
    let ofSessions = ["title", "description", "session-id"]
    for (column, cell) in header.enumerated() where isFree(column) {
      let word = slug(cell.text)
      if columnsOfSessionizeAlone.contains(word) || (isPeople && ofSessions.contains(word)) {
        ignored.insert(column)
      }
    }
  }
}

extension ColumnMeaning {
  fileprivate var isTitle: Bool {
    if case .field(let field) = self { field.isTitle } else { false }
  }

  /// The field that a page gets, as its front matter names it.
  fileprivate var fieldName: String { if case .name = self { "title" } else { name } }
}

extension Schema {
  /// The fields that pages of a kind may have, except `kind`.
  fileprivate func fields(ofKind kind: String) -> [Field] {
    guard let index = kindNumber(kind) else { return [] }
    return fieldNames(ofKind: index, isSection: false).filter { $0 != "kind" }
      .compactMap { field($0, ofKind: index, isSection: false) }
  }
}

/// `bio` of `Speaker bio`. `nil` if the header says nothing of people.
private func withoutPersonPrefix(_ header: String) -> String? {
  let words = columnKey(header).split(separator: "-").map(String.init)
  let people = [
    "speaker", "speakers", "presenter", "author", "referent", "talare", "ponente", "relatore",
    "spreker", "puhuja",
  ]
  guard words.count > 1, people.contains(words[0]), Int(words[1]) == nil else {
    return nil
  }
  return words.dropFirst().joined(separator: "-")
}

/// `speaker` of `speaker-2`.
private func withoutNumber(_ slug: String) -> String {
  guard let hyphen = slug.lastIndex(of: "-"),
    slug[hyphen...].dropFirst().allSatisfy(\.isNumber)
  else { return slug }
  return String(slug[..<hyphen])
}
