import CivilTime
package import ContentSchema
package import Diagnostics
import Markdown
package import Prose

/// A page as its own file says it, before it knows of any other.
package struct ParsedPage: Sendable {
  /// From the site's folder: `content/programme/opening.md`.
  package var source: String
  /// Where messages about the page as a whole point.
  package var location: SourceLocation
  /// The folder that links in the page are meant from, below `content/`.
  package var folder: String
  /// The page's path without endings: `programme`, `opening`.
  package let components: [String]
  /// The components joined by slashes.
  package let path: String
  /// The last of the components.
  package let id: String
  package var language: String
  package var isSection: Bool
  package var isRow = false
  package var kind: Int
  package var fields: PageFields
  /// Made while reading, since assembling has no time to spare.
  package var sortKey: SortKey
  package var body: MarkdownDocument
  /// Set if the front matter could not be read: the page keeps its address, so that links to it
  /// raise no second error.
  package var isBroken = false
  /// The first of its keys that pages of its kind don't have and others do, and the kind that does.
  var foreignKey: ForeignKey?

  package init(
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

/// A key of a page that only pages of another kind have.
struct ForeignKey: Hashable, Sendable {
  var name: String
  var kind: String
}

/// What a page says in its front matter, by the slots of the schema.
package struct PageFields: Sendable {
  package struct Entry: Sendable {
    package var slot: Int
    package var value: FieldValue
    package var location: SourceLocation
  }

  package private(set) var entries: [Entry] = []

  package init(capacity: Int = 0) { entries.reserveCapacity(capacity) }

  package subscript(slot: Int) -> FieldValue? {
    // By index, since an entry that is only looked at would be copied.
    for index in entries.indices where entries[index].slot == slot { return entries[index].value }
    return nil
  }

  package subscript(key: PageKey) -> FieldValue? { self[key.slot] }

  /// Forgets what the page says but under one key.
  mutating func keep(only key: PageKey) { entries.removeAll { $0.slot != key.slot } }

  package func location(of slot: Int) -> SourceLocation? {
    entries.first { $0.slot == slot }?.location
  }

  package mutating func set(_ slot: Int, _ value: FieldValue, at location: SourceLocation) {
    if let index = entries.firstIndex(where: { $0.slot == slot }) {
      entries[index] = Entry(slot: slot, value: value, location: location)
    } else {
      entries.append(Entry(slot: slot, value: value, location: location))
    }
  }

  package mutating func mapValues(_ transform: (FieldValue, Int, SourceLocation) -> FieldValue?) {
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
  package mutating func inherit(_ other: PageFields) {
    for entry in other.entries where self[entry.slot] == nil { entries.append(entry) }
  }
}
