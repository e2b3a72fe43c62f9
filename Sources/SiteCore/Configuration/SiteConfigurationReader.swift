import CivilTime
package import Diagnostics
import Templates
import Text

/// The keys of `site.yaml` and what each takes.
private let siteFields: [Field] = [
  Field("title", .text, isRequired: true), Field("description", .text),
  Field("base_url", .url, isRequired: true), Field("timezone", .text),
  Field(
    "languages",
    .map(.record([Field("name", .text), Field("title", .text), Field("description", .text)]))),
  Field(
    "taxonomies", .map(.record([Field("title", .textByLanguage), Field("paginate", .number)]))),
  Field("menus", .map(.list(.record(menuFields(depth: 3))))),
  Field("kinds", .map(.record([Field("fields", .raw)]))),
  Field("markdown", .record([Field("raw_html", .boolean)])),
  Field("limits", .record([Field("page_weight", .text)])), Field("data", .free),
]

private func menuFields(depth: Int) -> [Field] {
  let own = [Field("title", .textByLanguage), Field("page", .text), Field("url", .url)]
  return depth == 0
    ? own : own + [Field("children", .list(.record(menuFields(depth: depth - 1))))]
}

/// Reads `site.yaml`. What cannot be read has its default, so that the content can still be checked.
package func readConfiguration(_ source: SourceText) -> Diagnosed<SiteConfiguration> {
  var reader = SiteConfigurationReader(source: source)
  let configuration = reader.read()
  return Diagnosed(configuration, reader.diagnostics)
}

private struct SiteConfigurationReader {
  let source: SourceText
  var diagnostics: [Diagnostic] = []

  private var start: SourceLocation { SourceLocation(file: source.file, line: 1, column: 1) }

  mutating func read() -> SiteConfiguration {
    var root: YAMLNode?
    if let mistake = invalidUTF8(in: source) {
      diagnostics.append(mistake)
    } else {
      let yaml = parseYAML(source)
      diagnostics += yaml.diagnostics
      root = yaml.value
    }
    let isUnread = diagnostics.hasErrors
    var decoder = FieldDecoder()
    let record =
      isUnread
      ? DecodedRecord()
      : decoder.record(root, fields: siteFields, at: start, called: "site.yaml")
    diagnostics += decoder.diagnostics
    return configuration(from: record)
  }

  private mutating func configuration(from record: DecodedRecord) -> SiteConfiguration {
    let taxonomies = taxonomies(record["taxonomies"])
    let schema = Schema(
      kinds: kinds(record["kinds"], taxonomies: taxonomies.map(\.name)),
      taxonomies: taxonomies.map(\.name))
    var site = SiteConfiguration(zone: zone(record), schema: schema)
    site.title = record["title"]?.text ?? ""
    site.description = record["description"]?.text ?? ""
    site.taxonomies = taxonomies
    site.languages = languages(record["languages"])
    site.formats = formats(of: site.languages, at: record.location(of: "languages"))
    site.menus = menus(record["menus"])
    site.allowsRawHTML = record["markdown"]?.record?["raw_html"]?.boolean ?? false
    if let url = record["base_url"]?.text { site.baseURL = baseURL(url, record) }
    site.pageWeightLimit = pageWeight(record["limits"]?.record)
    if case .free(let value)? = record["data"] { site.data = value }
    return site
  }

  private mutating func baseURL(_ text: String, _ record: DecodedRecord) -> BaseURL {
    if let url = BaseURL(text) { return url }
    diagnostics.append(
      .error(
        "the base_url should be a web address", at: record.location(of: "base_url"),
        help: "write it like https://example.org/malmo2012/"))
    return .root
  }

  private mutating func zone(_ record: DecodedRecord) -> Zone {
    guard let name = record["timezone"]?.text else { return .utc }
    do {
      return try Zone(named: name)
    } catch {
      diagnostics.append(
        .error(error.message, at: record.location(of: "timezone"), help: error.help))
      return .utc
    }
  }

  /// How each language writes dates, for those that there are.
  private mutating func formats(
    of languages: [Language], at place: SourceLocation
  ) -> [LanguageFormat?] {
    var formats: [LanguageFormat?] = []
    for language in languages {
      do {
        formats.append(try LanguageFormat(language: language.code))
      } catch {
        diagnostics.append(.error(error.message, at: place, help: error.help))
        formats.append(nil)
      }
    }
    return formats
  }

  private func languages(_ value: FieldValue?) -> [Language] {
    let languages = (value?.map ?? []).map { code, value in
      Language(
        code: code, name: value.record?["name"]?.text ?? code,
        title: value.record?["title"]?.text, description: value.record?["description"]?.text)
    }
    return languages.isEmpty ? [Language(code: "en", name: "English")] : languages
  }

  private func taxonomies(_ value: FieldValue?) -> [TaxonomySettings] {
    (value?.map ?? []).map { name, value in
      var title = TextByLanguage(everywhere: name)
      if case .textByLanguage(let text)? = value.record?["title"] { title = text }
      return TaxonomySettings(
        name: name, title: title, paginate: value.record?["paginate"]?.integer)
    }
  }

  private mutating func menus(_ value: FieldValue?) -> [(name: String, entries: [MenuEntry])] {
    (value?.map ?? []).map { ($0, menuEntries($1)) }
  }

  private mutating func menuEntries(_ value: FieldValue?) -> [MenuEntry] {
    (value?.list ?? []).compactMap { element in
      guard let record = element.record else { return nil }
      var entry = MenuEntry(
        title: nil, target: .none, children: menuEntries(record["children"]),
        location: record.location(of: "page"))
      if case .textByLanguage(let text)? = record["title"] { entry.title = text }
      if let page = record["page"]?.text {
        entry.target = .page(page)
      } else if let url = record["url"]?.text {
        entry.target = .url(url)
      } else if entry.children.isEmpty {
        diagnostics.append(
          .error(
            "this menu entry leads nowhere", at: record.place,
            help: "give it a page or a url"))
      }
      return entry
    }
  }

  /// `60 kB`, `1.5 MB` or a number of bytes; decimal units.
  private mutating func pageWeight(_ limits: DecodedRecord?) -> Int? {
    guard let limits, let text = limits["page_weight"]?.text else { return nil }
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(number.count)).trimmed.lowercased()
    let factors = ["": 1.0, "b": 1, "kb": 1000, "mb": 1_000_000]
    if let amount = Double(number), let factor = factors[unit] { return Int(amount * factor) }
    diagnostics.append(
      .error(
        "'\(text)' is no weight", at: limits.location(of: "page_weight"), help: "write 60 kB"))
    return nil
  }

  // MARK: Kinds

  private mutating func kinds(_ value: FieldValue?, taxonomies: [String]) -> [Kind] {
    var kinds = builtInKinds
    for (name, value) in value?.map ?? [] {
      guard let record = value.record else { continue }
      let place = record.place
      if ["base", "home", "section", "term", "taxonomy"].contains(name) {
        diagnostics.append(
          .error(
            "a kind cannot be called '\(name)'", at: place,
            help: "that is the name of a template with another purpose"))
        continue
      }
      let fields = declarations(record["fields"]).compactMap { entry in
        field(entry, taxonomies: taxonomies)
      }
      if let index = kinds.firstIndex(where: { $0.name == name }) {
        for field in fields {
          kinds[index].fields.removeAll { $0.name == field.name }
          kinds[index].fields.append(field)
        }
      } else {
        kinds.append(Kind(name: name, fields: fields))
      }
    }
    return kinds
  }

  private mutating func declarations(_ value: FieldValue?) -> [YAMLNode.Entry] {
    guard case .raw(let node)? = value, !node.isNull else { return [] }
    if let entries = node.entries { return entries }
    diagnostics.append(
      .error(
        "fields should be a group of keys, but here is \(node.describedForm)", at: node.location,
        help: "write each field on its own line, as name: type"))
    return []
  }

  private mutating func field(_ entry: YAMLNode.Entry, taxonomies: [String]) -> Field? {
    let taken =
      Attribute.ofPages.map(\.name) + commonFields.map(\.name) + sectionFields.map(\.name)
      + taxonomies
    guard !taken.contains(entry.key) else {
      diagnostics.append(
        .error(
          "a field cannot be called '\(entry.key)', every page has that name already",
          at: entry.keyLocation))
      return nil
    }
    let field = readFieldDeclaration(named: entry.key, entry.value)
    diagnostics += field.diagnostics
    return field.value
  }
}
