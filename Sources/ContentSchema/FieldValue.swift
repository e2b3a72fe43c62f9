package import CivilTime
package import Diagnostics
import Markdown
package import Prose
package import SourceFormats
package import Templates
import Text

/// What a page says in a field, in the type that its kind asks for. What is large stands apart, so that the
/// texts and numbers that nearly all values are need no more than their own room.
package enum FieldValue: Sendable {
  case text(String)
  indirect case markdown(MarkdownDocument)
  case number(Double)
  case boolean(Bool)
  indirect case date(CivilDate)
  /// A day, and the time of day if it is known.
  indirect case moment(CivilMoment)
  case list([FieldValue])
  indirect case record(DecodedRecord)
  case map([(key: String, value: FieldValue)])
  indirect case textByLanguage(TextByLanguage)
  indirect case free(Value)
  indirect case raw(YAMLNode)
  /// A page by the id that the editor wrote; becomes `page` when the site is assembled.
  indirect case reference(String, SourceLocation)
  indirect case file(String, SourceLocation)
  case page(PageID)
  case address(Address)
}

extension FieldValue {
  package var text: String? { if case .text(let text) = self { text } else { nil } }
  package var boolean: Bool? { if case .boolean(let boolean) = self { boolean } else { nil } }
  package var list: [FieldValue]? { if case .list(let list) = self { list } else { nil } }
  package var record: DecodedRecord? { if case .record(let record) = self { record } else { nil } }
  package var map: [(key: String, value: FieldValue)]? {
    if case .map(let map) = self { map } else { nil }
  }
  package var date: CivilDate? { if case .date(let date) = self { date } else { nil } }
  package var moment: CivilMoment? { if case .moment(let moment) = self { moment } else { nil } }
  package var page: PageID? { if case .page(let page) = self { page } else { nil } }
  package var number: Double? { if case .number(let number) = self { number } else { nil } }
  package var integer: Int? { number.flatMap { Int(exactly: $0) } }
}

extension FieldValue {
  /// The value with each of its texts on one line.
  var onOneLine: FieldValue {
    switch self {
    case .text(let text): .text(joinedLines(text))
    case .list(let values): .list(values.map(\.onOneLine))
    default: self
    }
  }
}

extension FieldType {
  /// What a field of this type is to templates where a page doesn't set it.
  package var emptyValue: Value { if case .list = self { .list([]) } else { Value.none } }
}

extension FieldValue {
  /// The documents in Markdown that the value is or holds.
  package var documents: [MarkdownDocument] {
    switch self {
    case .markdown(let document): [document]
    case .list(let values): values.flatMap(\.documents)
    case .record(let record): record.entries.flatMap(\.value.documents)
    default: []
    }
  }

  package var hasDirectives: Bool { documents.contains { !$0.directives.isEmpty } }
}

/// A group of keys, each with its value and place, in the order they were written.
package struct DecodedRecord: Sendable {
  package struct Entry: Sendable {
    package var name: String
    package var value: FieldValue
    package var location: SourceLocation

    package init(name: String, value: FieldValue, location: SourceLocation) {
      self.name = name
      self.value = value
      self.location = location
    }
  }

  package var entries: [Entry] = []
  package var place: SourceLocation = SourceLocation(file: "")
  /// The keys that may stand in it, set or not. None if it was no group of keys.
  package var names: [String] = []
  /// The keys that an editor wrote, also those whose value doesn't fit.
  package var written: [String] = []

  package init(
    entries: [Entry] = [], place: SourceLocation = SourceLocation(file: ""), names: [String] = [],
    written: [String] = []
  ) {
    self.entries = entries
    self.place = place
    self.names = names
    self.written = written
  }

  package subscript(name: String) -> FieldValue? { entries.first { $0.name == name }?.value }

  /// Where a key's value stands; the record's own place if it doesn't.
  package func location(of name: String) -> SourceLocation {
    entries.first { $0.name == name }?.location ?? place
  }
}
