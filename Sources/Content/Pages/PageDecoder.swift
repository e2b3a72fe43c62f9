import CivilTime
import Diagnostics
import Markdown
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

  package init(
    entries: [Entry] = []
  ) {
    self.entries = entries
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
  /// The bytes of `site.yaml`, which everything but `defaults` and `kinds` follows from.
  var settings: [UInt8]
  var schema: Schema
  var defaultLanguage: String
  var languages: [String]
  var defaults = SectionDefaults()
  /// The kinds of the pages read already, by path: a translation is of its original's kind.
  var kinds: [String: Int] = [:]
  /// How Markdown in each language is read.
  var markdown: [String: MarkdownOptions]
  /// How each language orders titles.
  var collations: [String: Collation]
  /// The site's zone, to which times with an offset are converted.
  var zone: Zone

  func sortKey(_ fields: PageFields, language: String) -> SortKey {
    SortKey(fields, collations[language] ?? Collation(language: language))
  }

  /// Whether every file gives the same pages with both.
  package func agrees(with other: PageReading) -> Bool {
    settings == other.settings && defaults == other.defaults && kinds == other.kinds
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
    var fields = PageFields(capacity: entries.count + defaults.count)
    var present: [String] = []
    present.reserveCapacity(entries.count + defaults.count)
    for (group, isDefault) in [(entries, false), (defaults, true)] {
      for entry in group {
        guard let field = schema.field(entry.key, ofKind: kind, isSection: isSection) else {
          if !isDefault {
            let names = schema.fieldNames(ofKind: kind, isSection: isSection)
            decoder.reportUnknown(entry, among: names, help: helpWithOtherPagesKey(entry.key))
          }
          continue
        }
        if isDefault && present.contains(entry.key) { continue }
        if !entry.value.isNull && entry.value.text != "" { present.append(entry.key) }
        if case .defaults = field.type { checkDefaults(entry.value, &decoder) }
        guard let slot = schema.slot(of: entry.key),
          let value = decoder.value(entry.value, as: field.type, key: entry.key)
        else { continue }
        fields.set(slot, value, at: entry.value.location)
      }
    }
    if !isTranslation {
      decoder.requireKeys(
        of: schema.requiredFields(ofKind: kind), present: present, among: entries, at: location,
        called: "the page")
    }
    diagnostics += decoder.diagnostics
    return (kind, fields)
  }

  /// For a key that pages have, but not this one.
  private func helpWithOtherPagesKey(_ key: String) -> String? {
    if sectionFields.contains(where: { $0.name == key }) {
      return "only the _index.md of a section can have it"
    }
    let kinds = reading.schema.kinds.filter { $0.fields.contains { $0.name == key } }.map(\.name)
    guard let first = kinds.first else { return nil }
    return "a \(kinds.joined(separator: " or a ")) has it; is kind: \(first) missing?"
  }

  /// The keys of `defaults` may be for pages of any kind, so each has to be known to one.
  private func checkDefaults(_ node: YAMLNode, _ decoder: inout FieldDecoder) {
    guard let entries = node.entries else {
      if node.isNull { return }
      decoder.diagnostics.append(
        .error(
          ContentCode.notAGroup,
          "'defaults' should be a group of keys, but here is \(node.describedForm)",
          at: node.location, help: "write it as defaults: {kind: session}"))
      return
    }
    let names = reading.schema.fieldNamesOfAllKinds
    for entry in entries where !names.contains(entry.key) {
      let meant = nearest(to: entry.key, in: names).map { "did you mean '\($0)'?" }
      decoder.reportUnknown(entry, among: names, help: meant ?? "no kind of page has such a key")
    }
  }

  private mutating func kind(
    of components: [String], _ entries: [YAMLNode.Entry], _ defaults: [YAMLNode.Entry]
  ) -> Int {
    let page = reading.schema.kindNumber("page") ?? 0
    if let own = entries.first(where: { $0.key == "kind" && $0.value.text != nil }) {
      return kindNumber(own) ?? page
    }
    if let original = reading.kinds[components.joined(separator: "/")] { return original }
    let given = defaults.first { $0.key == "kind" && $0.value.text != nil }
    return given.flatMap { kindNumber($0) } ?? page
  }

  private mutating func kindNumber(_ entry: YAMLNode.Entry) -> Int? {
    guard let name = entry.value.text else { return nil }
    if let number = reading.schema.kindNumber(name) { return number }
    let names = reading.schema.kinds.map(\.name)
    let meant = nearest(to: name, in: names).map { "did you mean '\($0)'?" }
    diagnostics.append(
      .error(
        ContentCode.unknownKind, "there is no kind '\(name)'", at: entry.value.location,
        help: meant ?? "the kinds are " + names.joined(separator: ", ")))
    return nil
  }
}
