import CivilTime
package import Diagnostics
import Markdown

/// A page as its own file says it, before it knows of any other.
package struct ParsedPage: Sendable {
  /// From the site's folder: `content/programme/opening.md`.
  package var source: String
  /// Where messages about the page as a whole point.
  package var location: SourceLocation
  /// The folder that links in the page are meant from, below `content/`.
  var folder: String
  /// The page's path without endings: `programme`, `opening`.
  let components: [String]
  /// The components joined by slashes.
  let path: String
  /// The last of the components.
  let id: String
  var language: String
  var isSection: Bool
  var isRow = false
  var kind: Int
  var fields: PageFields
  /// Made while reading, since assembling has no time to spare.
  var sortKey: SortKey
  var body: MarkdownDocument
  /// Set if the front matter could not be read: the page keeps its address, so that links to it
  /// raise no second error.
  var isBroken = false

  init(
    source: String, location: SourceLocation, folder: String, components: [String],
    language: String, isSection: Bool, kind: Int, fields: PageFields, sortKey: SortKey,
    body: MarkdownDocument
  ) {
    self.source = source
    self.location = location
    self.folder = folder
    self.components = components
    path = components.joined(separator: "/")
    id = components.last ?? ""
    self.language = language
    self.isSection = isSection
    self.kind = kind
    self.fields = fields
    self.sortKey = sortKey
    self.body = body
  }
}

/// What a page says in its front matter, by the slots of the schema.
package struct PageFields: Sendable {
  struct Entry: Sendable {
    var slot: Int
    var value: FieldValue
    var location: SourceLocation
  }

  private(set) var entries: [Entry] = []

  init(capacity: Int = 0) { entries.reserveCapacity(capacity) }

  subscript(slot: Int) -> FieldValue? {
    // By index, since an entry that is only looked at would be copied.
    for index in entries.indices where entries[index].slot == slot { return entries[index].value }
    return nil
  }

  subscript(attribute: Attribute) -> FieldValue? { self[attribute.slot] }

  func location(of slot: Int) -> SourceLocation? { entries.first { $0.slot == slot }?.location }

  mutating func set(_ slot: Int, _ value: FieldValue, at location: SourceLocation) {
    if let index = entries.firstIndex(where: { $0.slot == slot }) {
      entries[index] = Entry(slot: slot, value: value, location: location)
    } else {
      entries.append(Entry(slot: slot, value: value, location: location))
    }
  }

  mutating func mapValues(_ transform: (FieldValue, Int, SourceLocation) -> FieldValue?) {
    var mapped: [Entry] = []
    mapped.reserveCapacity(entries.count)
    for entry in entries {
      if let value = transform(entry.value, entry.slot, entry.location) {
        mapped.append(Entry(slot: entry.slot, value: value, location: entry.location))
      }
    }
    entries = mapped
  }

  /// Takes what the other says where this one says nothing.
  mutating func inherit(_ other: PageFields) {
    for entry in other.entries where self[entry.slot] == nil { entries.append(entry) }
  }
}
