/// What a field of a page takes.
package indirect enum FieldType: Hashable, Sendable {
  case text, markdown, number, count, boolean, date, dateTime, url, email, file, image
  case choice([String])
  /// The id of a page of one of these kinds (of any kind if there are none). The target then has
  /// the pages that name it under the name `inverse`.
  case reference(to: [String], inverse: String?)
  case list(FieldType)
  case record([Field])
  /// Keys of the editor's choice, each with a value of this type, in their order.
  case map(FieldType)
  /// One text, or one for each language: `title: {en: Programme, sv: Program}`.
  case textByLanguage
  /// Whatever YAML it is: `extra`, `data`.
  case free
  /// YAML that is read later, by who knows what it means.
  case raw
  /// What a section gives to its pages. Read before they are.
  case defaults
}

/// A key that a page may set.
package struct Field: Hashable, Sendable {
  package var name: String
  package var type: FieldType
  package var isRequired = false
  /// What it is for, in a sentence for editors.
  package var help: String?
  /// Whether its text may have several lines. In all others a break is a space.
  package var keepsLines = false

  package init(
    _ name: String, _ type: FieldType, isRequired: Bool = false, help: String? = nil,
    keepsLines: Bool = false
  ) {
    self.name = name
    self.type = type
    self.isRequired = isRequired
    self.help = help
    self.keepsLines = keepsLines
  }
}

extension FieldType {
  /// The type in an editor's words, for "this should be …".
  package var inWords: String {
    switch self {
    case .text: "text"
    case .markdown: "text in Markdown"
    case .number: "a number"
    case .count: "a whole number from 1"
    case .boolean: "true or false"
    case .date: "a date such as 2012-09-19"
    case .dateTime: "a date and time such as 2012-09-19 13:30"
    case .url: "a web address that begins with https://"
    case .email: "an e-mail address"
    case .file: "the name of a file"
    case .image: "the name of a picture"
    case .choice(let choices): "one of " + choices.joined(separator: ", ")
    case .reference(let kinds, _):
      kinds.isEmpty ? "the id of a page" : "the id of a \(kinds.joined(separator: " or "))"
    case .list(let element): "a list, each " + element.inWords
    case .record(let fields): "a group of keys: " + fields.map(\.name).joined(separator: ", ")
    case .map, .free, .raw, .defaults: "a group of keys"
    case .textByLanguage: "text, or a text for each language"
    }
  }

  /// The fields and their inverses that lie in this type.
  package var inverses: [(kinds: [String], name: String)] {
    switch self {
    case .reference(let kinds, let inverse): inverse.map { [(kinds, $0)] } ?? []
    case .list(let element): element.inverses
    case .record(let fields): fields.flatMap(\.type.inverses)
    default: []
    }
  }

  /// The kinds that references in this type may name.
  package var referredKinds: [String] {
    switch self {
    case .reference(let kinds, _): kinds
    case .list(let element): element.referredKinds
    case .record(let fields): fields.flatMap(\.type.referredKinds)
    default: []
    }
  }

  /// Whether a page's address may be needed to know the value.
  package var refersToPagesOrFiles: Bool {
    switch self {
    case .reference, .file, .image: true
    case .list(let element): element.refersToPagesOrFiles
    case .record(let fields): fields.contains { $0.type.refersToPagesOrFiles }
    default: false
    }
  }

  /// Whether the value may be, or hold, a text in Markdown.
  var holdsMarkdown: Bool {
    switch self {
    case .markdown: true
    case .list(let element): element.holdsMarkdown
    case .record(let fields): fields.contains { $0.type.holdsMarkdown }
    default: false
    }
  }
}
