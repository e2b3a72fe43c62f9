import ContentSchema
package import Diagnostics
import SiteSettings
import SourceFormats
import Text

/// The interface's words in each language: `templates/strings/<language>.yaml`.
package struct Strings: Sendable {
  private var byLanguage: [String: [String: String]] = [:]
  /// The words of the design that ships, by the site's languages; the site's own go before them, key by key.
  private var shipped: [String: [String: String]] = [:]
  /// Whether English words stand in for those that a language lacks.
  var fallsBackToEnglish = false
  /// The file each language's words come from.
  private var files: [String: String] = [:]
  /// Where each of a language's words stands in its file.
  private var places: [String: [String: SourceLocation]] = [:]
  /// The message that told that words are missing, by what rendering a page would say of them.
  private var told: [String: Diagnostic] = [:]

  package init() {}

  /// Reads one language's words. Nested keys are joined by dots.
  package mutating func add(_ source: SourceText, language: String) -> [Diagnostic] {
    files[language] = source.file
    if let mistake = unreadable(in: source) { return [mistake].asCauses() }
    let yaml = parseYAML(source)
    var diagnostics = yaml.diagnostics.asCauses()
    var words: [String: String] = [:]
    var locations: [String: SourceLocation] = [:]
    if let root = yaml.value, !root.isNull, root.entries == nil {
      let mistake =
        slip(in: root, of: source)
        ?? .error(
          FieldCode.notAGroup,
          "the words should be a group of keys, but here is \(root.describedForm)",
          at: root.location, help: "write each on its own line, as menu: Main menu")
      diagnostics += [mistake].asCauses()
    }
    for entry in yaml.value?.entries ?? [] {
      collect(entry, prefix: "", &words, &locations, &diagnostics)
    }
    byLanguage[language] = words
    places[language] = locations
    return diagnostics + unknownChecks(at: locations)
      + missingPluralForms(in: locations, language: language)
  }

  /// Reads one language's words of the design that ships, if one of the site's languages has them.
  mutating func addShipped(_ source: SourceText, language: String, for languages: [String]) {
    let served = languages.filter { $0 == language || wordsLanguage(of: $0) == language }
    guard !served.isEmpty else { return }
    var words: [String: String] = [:]
    var locations: [String: SourceLocation] = [:]
    var diagnostics: [Diagnostic] = []
    for entry in parseYAML(source).value?.entries ?? [] {
      collect(entry, prefix: "", &words, &locations, &diagnostics)
    }
    for other in served where other == language || shipped[other] == nil { shipped[other] = words }
  }

  /// A site in `de-AT` has the design's words in `de`, and one in `no` those in `nb`, as most Norwegian is written.
  private func wordsLanguage(of language: String) -> String {
    let primary = String(language.prefix { $0 != "-" })
    return primary == "no" ? "nb" : primary
  }

  private func collect(
    _ entry: YAMLNode.Entry, prefix: String, _ words: inout [String: String],
    _ locations: inout [String: SourceLocation], _ diagnostics: inout [Diagnostic]
  ) {
    let key = prefix + entry.key
    switch entry.value.content {
    case .scalar(let scalar):
      words[key] = scalar.text
      locations[key] = entry.value.location
    case .mapping(let entries):
      for entry in entries {
        collect(entry, prefix: key + ".", &words, &locations, &diagnostics)
      }
    case .sequence:
      // The words are there, so no template misses them.
      words[key] = ""
      diagnostics.append(
        .error(
          FieldCode.wrongType, "'\(key)' should be text, but here is a list",
          at: entry.value.location))
    }
  }

  func hasFile(language: String) -> Bool {
    files[language] != nil || shipped[language] != nil
  }

  /// What is said of words that a language lacks.
  package func lackOfWords(_ key: String, language: String) -> String {
    "\(file(language: language)) has no words for '\(key)'"
  }

  /// Remembers the message that tells that words are missing, among others of the language.
  mutating func tell(_ mistake: Diagnostic, of key: String, language: String) {
    told[lackOfWords(key, language: language)] = mistake
  }

  /// Remembers the message that tells the cause of what rendering a page would say.
  mutating func tell(_ mistake: Diagnostic, insteadOf message: String) { told[message] = mistake }

  func places(language: String) -> [String: SourceLocation] { places[language] ?? [:] }

  /// The message that told what a page's rendering found missing.
  package func told(_ mistake: Diagnostic) -> Diagnostic? { told[mistake.message] }

  package func text(_ key: String, language: String) -> String? {
    ownText(key, language: language) ?? (fallsBackToEnglish ? ownText(key, language: "en") : nil)
  }

  /// What the design that ships says under a key, in a language or in English.
  func shippedText(_ key: String, language: String) -> String? {
    shipped[language]?[key] ?? shipped["en"]?[key]
  }

  /// The keys of the design that ships.
  var shippedKeys: [String] { Set(shipped.values.flatMap(\.keys)).sorted() }

  /// Whether the design that ships has words of its own for a key.
  func isShipped(_ key: String) -> Bool { shipped.values.contains { $0[key] != nil } }

  /// Whether the design that ships writes dates by what a key says.
  func isShippedDatePattern(_ key: String) -> Bool {
    key.hasPrefix("date.") && isShipped(key)
  }

  /// A text in the language itself.
  func ownText(_ key: String, language: String) -> String? {
    byLanguage[language]?[key] ?? shipped[language]?[key]
  }

  package func keys(language: String) -> [String] {
    Set((byLanguage[language] ?? [:]).keys).union((shipped[language] ?? [:]).keys).sorted()
  }

  package func file(language: String) -> String {
    files[language] ?? "templates/strings/\(language).yaml"
  }
}

/// A text with `{name}` replaced by values. Names without a value stay, and are returned.
package func fill(_ text: String, _ values: [(String, String)]) -> (text: String, missing: [String])
{
  let bytes = text.utf8Span.span
  guard bytes.indices.contains(where: { bytes[$0] == UInt8(ascii: "{") }) else { return (text, []) }
  var result = ""
  var missing: [String] = []
  var rest = text[...]
  while let open = rest.firstIndex(of: "{") {
    result += rest[..<open]
    guard let close = rest[open...].firstIndex(of: "}") else { break }
    let name = rest[rest.index(after: open)..<close]
    if let value = values.first(where: { $0.0 == name })?.1 {
      result += value
    } else {
      missing.append(String(name))
      result += rest[open...close]
    }
    rest = rest[rest.index(after: close)...]
  }
  return (result + rest, missing)
}
