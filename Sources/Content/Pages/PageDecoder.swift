import CivilTime
import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteSettings
package import SourceFormats
import Text

/// What a section gives to the pages below it: the `defaults` of its `_index.md`.
package struct SectionDefaults: Hashable, Sendable {
  package struct Entry: Hashable, Sendable {
    package var components: [String]
    package var values: [YAMLNode.Entry]

    package init(components: [String], values: [YAMLNode.Entry]) {
      self.components = components
      self.values = values
    }
  }

  package var entries: [Entry] = []
  /// The sections whose defaults could not be read.
  var unread: [[String]] = []

  package init(entries: [Entry] = []) { self.entries = entries }

  /// Whether a page may have defaults that could not be read.
  func areUnread(for components: [String]) -> Bool {
    unread.contains { components.count > $0.count && components.starts(with: $0) }
  }

  /// The defaults that hold for a page, those of the nearest section first.
  package func values(for components: [String]) -> [YAMLNode.Entry] {
    guard !entries.isEmpty else { return [] }
    let holding = entries.filter {
      components.count > $0.components.count && components.starts(with: $0.components)
    }
    return holding.sorted { $0.components.count > $1.components.count }.flatMap(\.values)
  }
}

/// What reading a page needs to know beside the page's own bytes.
package struct PageReading: Sendable {
  /// The bytes of `site.yaml`, which everything but `words`, `defaults` and `kinds` follows from.
  var settings: [UInt8]
  var schema: Schema
  var defaultLanguage: String
  var languages: [String]
  var defaults = SectionDefaults()
  /// The kinds of the pages read already, by path: a translation is of its original's kind.
  var kinds: [String: Int] = [:]
  /// How Markdown in each language is read.
  var markdown: [String: MarkdownOptions]
  /// What the site says in each language about words that say nothing, which `markdown` follows from, too.
  var words: [String: SiteWords]
  /// How each language orders titles.
  var collations: [String: Collation]
  /// The site's zone, to which times with an offset are converted.
  var zone: Zone

  func sortKey(_ fields: PageFields, language: String) -> SortKey {
    SortKey(fields, collations[language] ?? Collation(language: language))
  }

  /// Whether every file gives the same pages with both.
  package func agrees(with other: PageReading) -> Bool {
    settings == other.settings && words == other.words && defaults == other.defaults
      && kinds == other.kinds
  }
}

/// The keys of a section that decide what the pages below it, and templates, may rely on.
private let keysThatOthersNeed = ["defaults", "programme"]

extension FieldDecoder {
  /// Marks the latest mistakes, from an index on, as what others follow from.
  fileprivate mutating func markCauses(from index: Int) {
    diagnostics[index...] = diagnostics[index...].map(\.self).asCauses()[...]
  }
}

/// Reads the keys of a page. What fails is reported; the page stays, marked as broken.
struct PageDecoder {
  let reading: PageReading
  let language: String
  let isSection: Bool
  /// `nil` for YAML.
  var sheet: SheetReading?
  var diagnostics: [Diagnostic] = []
  /// Whether only a section that could not be read knows the page's kind.
  private(set) var isOfUnknownKind = false
  private(set) var foreignKey: ForeignKey?

  /// The page's kind and fields.
  ///
  /// - Parameter isTranslation: a translation inherits what it doesn't say, so nothing is missing yet.
  mutating func decode(
    _ entries: [YAMLNode.Entry], of components: [String], at location: SourceLocation,
    isTranslation: Bool
  ) -> (kind: Int, fields: PageFields) {
    let schema = reading.schema
    let defaults = isSection ? [] : reading.defaults.values(for: components)
    let kind = kind(of: components, entries, defaults)
    var decoder = FieldDecoder(sheet: sheet, markdown: reading.markdown[language])
    decoder.listsOfNames = schema.taxonomies
    var fields = PageFields(capacity: entries.count + defaults.count)
    var present: [String] = []
    present.reserveCapacity(entries.count + defaults.count)
    for (group, isDefault) in [(entries, false), (defaults, true)] {
      for entry in group {
        guard let field = schema.field(entry.key, ofKind: kind, isSection: isSection) else {
          if !isDefault { reportUnknown(entry, kind, &decoder) }
          continue
        }
        if isDefault && present.contains(entry.key) { continue }
        if !entry.value.isNull && entry.value.text != "" { present.append(entry.key) }
        let mistakes = decoder.diagnostics.count
        if case .defaults = field.type { checkDefaults(entry.value, &decoder) }
        let value = decoder.value(entry.value, of: field)
        if isSection && keysThatOthersNeed.contains(entry.key) {
          decoder.markCauses(from: mistakes)
        }
        guard let slot = schema.slot(of: entry.key), let value else { continue }
        fields.set(slot, value, at: entry.value.location)
      }
    }
    if !isTranslation {
      decoder.requireKeys(
        of: schema.requiredFields(ofKind: kind), present: present, among: entries, at: location,
        called: "the page")
    }
    diagnostics += decoder.diagnostics + contradictions(in: fields, schema)
    if let mistake = invalidFocus(in: fields) { diagnostics.append(mistake) }
    return (kind, fields)
  }

  private mutating func reportUnknown(
    _ entry: YAMLNode.Entry, _ kind: Int, _ decoder: inout FieldDecoder
  ) {
    let help = helpWithOtherPagesKey(entry.key)
    if foreignKey == nil, !isSection, let kind = kinds(with: entry.key).first {
      foreignKey = ForeignKey(name: entry.key, kind: kind)
    }
    if isOfUnknownKind && help != nil { return }
    let mistakes = decoder.diagnostics.count
    let names = reading.schema.fieldNames(ofKind: kind, isSection: isSection)
    decoder.reportUnknown(entry, among: names, help: help)
    let meant = isSection ? nearest(to: entry.key, in: names) : nil
    if let meant, keysThatOthersNeed.contains(meant) { decoder.markCauses(from: mistakes) }
  }

  /// For a key that pages have, but not this one.
  private func helpWithOtherPagesKey(_ key: String) -> String? {
    if sectionFields.contains(where: { $0.name == key }) {
      return "only the _index.md of a section can have it"
    }
    let kinds = kinds(with: key)
    guard let first = kinds.first else { return nil }
    return "a \(kinds.joined(separator: " or a ")) has it; is kind: \(first) missing?"
  }

  /// The kinds whose pages have a key.
  private func kinds(with key: String) -> [String] {
    reading.schema.kinds.filter { $0.fields.contains { $0.name == key } }.map(\.name)
  }

  /// The keys of `defaults` may be for pages of any kind, so each has to be known to one.
  private func checkDefaults(_ node: YAMLNode, _ decoder: inout FieldDecoder) {
    guard let entries = node.entries else {
      if node.isNull { return }
      decoder.diagnostics.append(
        .error(
          FieldCode.notAGroup,
          "'defaults' should be a group of keys, but here is \(node.describedForm)",
          at: node.location, help: "write it as defaults: {kind: session}"))
      return
    }
    let names = reading.schema.fieldNamesOfAllKinds
    for entry in entries where !names.contains(entry.key) {
      let meant = nearest(to: entry.key, in: names).map { "did you mean '\($0)'?" }
      decoder.reportUnknown(entry, among: names, help: meant ?? "no kind of page has such a key")
    }
    if let kind = entries.first(where: { $0.key == "kind" }), let name = kind.value.text,
      reading.schema.kindNumber(name) == nil
    {
      decoder.diagnostics.append(unknownKind(name, at: kind.value.location))
    }
  }

  private mutating func kind(
    of components: [String], _ entries: [YAMLNode.Entry], _ defaults: [YAMLNode.Entry]
  ) -> Int {
    let page = reading.schema.kindNumber("page") ?? 0
    if let own = entries.first(where: { $0.key == "kind" && $0.value.text != nil }) {
      if let kind = kindNumber(own) { return kind }
      isOfUnknownKind = true
      return page
    }
    if let original = reading.kinds[components.joined(separator: "/")] { return original }
    let given = defaults.first { $0.key == "kind" && $0.value.text != nil }?.value.text
    if let kind = given.flatMap(reading.schema.kindNumber) { return kind }
    isOfUnknownKind = reading.defaults.areUnread(for: components)
    return page
  }

  private mutating func kindNumber(_ entry: YAMLNode.Entry) -> Int? {
    guard let name = entry.value.text else { return nil }
    if let number = reading.schema.kindNumber(name) { return number }
    diagnostics.append(unknownKind(name, at: entry.value.location))
    return nil
  }

  private func unknownKind(_ name: String, at location: SourceLocation) -> Diagnostic {
    let names = reading.schema.kinds.map(\.name)
    let meant = nearest(to: name, in: names).map { "did you mean '\($0)'?" }
    return .error(
      FieldCode.unknownKind, "there is no kind '\(name)'\(name.lookAlikeWithin)", at: location,
      help: meant ?? "the kinds are " + names.joined(separator: ", "))
  }
}
