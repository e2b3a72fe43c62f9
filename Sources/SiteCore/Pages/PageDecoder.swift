import CivilTime
import Diagnostics
import Markdown
import Text

/// What a section gives to the pages below it: the `defaults` of its `_index.md`.
package struct SectionDefaults: Sendable {
  struct Entry: Sendable {
    var components: [String]
    var values: [YAMLNode.Entry]
  }

  var entries: [Entry] = []

  /// The defaults that hold for a page, those of the nearest section first.
  func values(for components: [String]) -> [YAMLNode.Entry] {
    guard !entries.isEmpty else { return [] }
    let holding = entries.filter {
      components.count > $0.components.count && components.starts(with: $0.components)
    }
    return holding.sorted { $0.components.count > $1.components.count }.flatMap(\.values)
  }
}

/// What reading a page needs to know beside the page's own bytes.
package struct PageReading: Sendable {
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

  func sortKey(_ fields: PageFields, language: String) -> SortKey {
    SortKey(fields, collations[language] ?? Collation(language: language))
  }
}

/// Reads the keys of a page. What fails is reported; the page stays, marked as broken.
struct PageDecoder {
  let reading: PageReading
  let language: String
  let isSection: Bool
  var isSpreadsheet = false
  var diagnostics: [Diagnostic] = []

  /// The page's kind and fields.
  ///
  /// - Parameter isTranslation: a translation inherits what it doesn't say, so nothing is missing yet.
  mutating func decode(
    _ entries: [YAMLNode.Entry], of components: [String], at place: SourceLocation,
    isTranslation: Bool
  ) -> (kind: Int, fields: PageFields) {
    let schema = reading.schema
    let defaults = isSection ? [] : reading.defaults.values(for: components)
    let kind = kind(of: components, entries, defaults)
    var decoder = FieldDecoder(
      isSpreadsheet: isSpreadsheet, markdown: reading.markdown[language])
    var fields = PageFields()
    var present: [String] = []
    for (entry, isDefault) in entries.map({ ($0, false) }) + defaults.map({ ($0, true) }) {
      guard let field = schema.field(entry.key, ofKind: kind, isSection: isSection) else {
        if !isDefault {
          decoder.reportUnknown(entry, among: schema.fieldNames(ofKind: kind, isSection: isSection))
        }
        continue
      }
      if isDefault && present.contains(entry.key) { continue }
      if !entry.value.isNull { present.append(entry.key) }
      guard let slot = schema.slot(of: entry.key),
        let value = decoder.value(entry.value, as: field.type, key: entry.key)
      else { continue }
      fields.set(slot, value, at: entry.value.location)
    }
    if !isTranslation {
      let required = schema.requiredFields(ofKind: kind)
      decoder.requireKeys(of: required, present: present, at: place, called: "the page")
    }
    diagnostics += decoder.diagnostics
    return (kind, fields)
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
        "there is no kind '\(name)'", at: entry.value.location,
        help: meant ?? "the kinds are " + names.joined(separator: ", ")))
    return nil
  }
}
