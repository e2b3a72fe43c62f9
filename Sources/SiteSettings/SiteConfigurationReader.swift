import CivilTime
package import ContentSchema
package import Diagnostics
import Markdown
import Prose
import SourceFormats
import Templates
import Text

/// The keys of `site.yaml` and what each takes.
package let siteFields: [Field] = [
  Field("lectern", .count, help: "The format of the site's files: 1."),
  Field("title", .text, isRequired: true, help: "The site's name."),
  Field(
    "description", .text, help: "One sentence about the site, for search engines and feeds."),
  Field(
    "base_url", .url, isRequired: true,
    help: "The address at which the site is published, with its path."),
  Field("timezone", .text, help: "The zone of all dates and times, such as Europe/Stockholm."),
  Field(
    "languages",
    .map(
      .record([
        Field("name", .text, help: "The language's name in itself."),
        Field("title", .text, help: "The site's title in it."),
        Field("description", .text, help: "The site's description in it."),
        Field(
          "untranslated", .choice(Language.Untranslated.allCases.map(\.rawValue)),
          help: "Whether pages that are not translated are shown in it with their own text."),
      ])), help: "The site's languages by their codes; the first is the main one."),
  Field(
    "taxonomies",
    .map(
      .record([
        Field("title", .textByLanguage, help: "Its title on pages."),
        Field("paginate", .count, help: "How many pages a term's list shows at a time."),
      ])), help: "Keys of pages whose values have pages of their own."),
  Field(
    "menus", .map(.list(.record(menuFields(depth: 3)))),
    help: "Lists of entries that templates ask for by name."),
  Field(
    "kinds",
    .map(
      .record([Field("fields", .raw, help: "What its pages may set: each a type, or a group.")])),
    help: "More kinds of pages, or more fields for those that are there."),
  Field(
    "markdown",
    .record([Field("raw_html", .boolean, help: "`true` lets HTML in texts through.")]),
    help: "How texts are read."),
  Field(
    "limits",
    .record([
      Field("page_weight", .text, help: "The most that a page may weigh without its pictures."),
      Field(
        "picture_weight", .text, help: "The most that a phone may load of a page's pictures."),
      Field("hosts", .list(.text), help: "Other hosts that pages may load something from."),
    ]), help: "What pages may cost their visitors."),
  Field(
    "publish_files", .list(.text),
    help: "Files that are published though they look like slips, as patterns: `*.docx`, `forms/**`."
  ),
  Field("event", .record(eventFields), help: "The conference: when, where, by whom."),
  Field("design", .record(designFields), help: "How the conference design looks on this site."),
  Field("hosting", .record(hostingFields), help: "What web servers are told of the site."),
  Field("publish", .record(publishFields), help: "Where `lectern publish` puts the site."),
  Field(
    "accessibility", .record(accessibilityFields),
    help: "The accessibility statement, which every page links to."),
  Field("privacy", .record(privacyFields), help: "The privacy page, which every page links to."),
  Field("pictures", .record(pictureFields), help: "How large pages show pictures."),
  Field(
    "cards", .boolean,
    help: "`true` draws a picture for sharing for each page that the design has a drawing for."),
  Field(
    "search", .text,
    help:
      "The search page, by its address: `/search/`. Without it, or with `false`, there is no search."
  ),
  Field("data", .free, help: "Anything that templates ask for."),
]

private func menuFields(depth: Int) -> [Field] {
  let own = [
    Field("title", .textByLanguage, help: "What the entry says; without it the page's title."),
    Field("page", .text, help: "The page that it leads to, by its address or its file."),
    Field("url", .url, help: "The address on another site that it leads to."),
  ]
  guard depth > 0 else { return own }
  let children = FieldType.list(.record(menuFields(depth: depth - 1)))
  return own + [Field("children", children, help: "Entries below it.")]
}

/// Reads `site.yaml`. What cannot be read has its default, so that the content can still be checked.
package func readConfiguration(
  _ source: SourceText, _ names: TemplateNames
) -> Diagnosed<SiteConfiguration> {
  var reader = SiteConfigurationReader(source: source, names: names)
  let configuration = reader.read()
  return Diagnosed(configuration, reader.diagnostics)
}

private struct SiteConfigurationReader {
  let source: SourceText
  let names: TemplateNames
  var diagnostics: [Diagnostic] = []

  /// What no field, inverse or taxonomy may be called: every page has it, or every row.
  private var namesOfEveryPage: [String] {
    names.ofPages + (commonFields + sectionFields).map(\.name) + ["body"]
  }

  private var start: SourceLocation { SourceLocation(file: source.file, line: 1, column: 1) }

  mutating func read() -> SiteConfiguration {
    var root: YAMLNode?
    if let mistake = unreadable(in: source) {
      diagnostics.append(mistake)
    } else {
      let yaml = parseYAML(source)
      diagnostics += yaml.diagnostics
      root = yaml.value
    }
    if let root, let slip = slip(in: root, of: source) { diagnostics.append(slip) }
    if diagnostics.isEmpty, root?.isNull ?? true {
      diagnostics.append(
        .error(
          FieldCode.missingKey, "site.yaml says nothing", at: start,
          help: "write title: and base_url: into it, each on a line of its own"))
    }
    if let format = root?["lectern"],
      let mistake = SiteConfiguration.mistakeInFormat(
        format.text.flatMap { Int($0) }, at: format.location)
    {
      diagnostics.append(mistake)
    }
    let isUnread = diagnostics.hasErrors
    if isUnread { diagnostics = diagnostics.asCauses() }
    var decoder = FieldDecoder()
    let record =
      isUnread
      ? DecodedRecord()
      : decoder.record(root, fields: siteFields, at: start, called: "site.yaml")
    diagnostics += decoder.diagnostics
    let configuration = configuration(from: record)
    if let entries = root?.entries { markCauses(keys: entries) }
    return configuration
  }

  /// Marks the mistakes as causes if other files would only repeat one of them: what keeps a kind, a taxonomy,
  /// a language, a menu, data or what pages may load from being known.
  private mutating func markCauses(keys: [YAMLNode.Entry]) {
    let hasCause = diagnostics.contains { mistake in
      let place = mistake.location ?? start
      let key = keys.last { $0.keyLocation <= place }
      return mistake.isError && key.map { others(need: $0, mistake) } ?? false
    }
    if hasCause { diagnostics = diagnostics.asCauses() }
  }

  /// Whether other files rely on what a mistake under a key of `site.yaml` spoils.
  private func others(need entry: YAMLNode.Entry, _ mistake: Diagnostic) -> Bool {
    func isOne(of codes: any DiagnosticCode...) -> Bool {
      codes.contains { $0.rawValue == mistake.code }
    }
    if isOne(of: FieldCode.missingKey, SettingsCode.unknownLanguage) { return false }
    let names = siteFields.map(\.name)
    let isKnown = names.contains(entry.key)
    let meant = isKnown ? entry.key : nearest(to: entry.key, in: names) ?? entry.key
    switch meant {
    case "title", "description", "base_url", "timezone", "event", "design", "hosting", "publish",
      "accessibility", "privacy", "search", "pictures", "cards":
      return false
    // A wrong entry is left out, and nothing else misses it.
    case "menus" where isKnown:
      return isOne(of: FieldCode.notAList, FieldCode.notAGroup, FieldCode.wrongType)
    case "limits": return entry.value.entries?.contains { $0.key.hasPrefix("host") } ?? false
    default: return true
    }
  }

  private mutating func configuration(from record: DecodedRecord) -> SiteConfiguration {
    let taxonomies = taxonomies(record["taxonomies"], at: record.location(of: "taxonomies"))
    let schema = Schema(
      kinds: kinds(record["kinds"], taxonomies: taxonomies.map(\.name)),
      taxonomies: taxonomies.map(\.name), names: names)
    var site = SiteConfiguration(zone: zone(record), schema: schema)
    site.title = record["title"]?.text ?? ""
    site.description = record["description"]?.text ?? ""
    site.taxonomies = taxonomies
    site.languages = languages(record["languages"])
    site.formats = formats(of: site.languages, record["languages"]?.map ?? [])
    site.menus = menus(record["menus"])
    site.allowsRawHTML = record["markdown"]?.record?["raw_html"]?.boolean ?? false
    if let url = record["base_url"]?.text { site.baseURL = baseURL(url, record) }
    site.pageWeightLimit = weight("page_weight", record["limits"]?.record)
    site.pictureWeightLimit = weight("picture_weight", record["limits"]?.record)
    site.publishedFiles = (record["publish_files"]?.list ?? []).compactMap(\.text)
      .map { Wildcard($0) }
    site.allowedHosts = hosts(record["limits"]?.record)
    if let event = record["event"]?.record {
      site.event = EventSettings(event)
      diagnostics += EventSettings.mistakes(in: event)
    }
    if record.written.contains("design") {
      let written = record["design"]?.record ?? DecodedRecord()
      var design = DesignSettings(written)
      let mistakes = design.readAccent(written)
      let places = mistakes.map(\.location)
      diagnostics.removeAll { !$0.isError && places.contains($0.location) }
      diagnostics += mistakes
      site.design = design
    }
    if let hosting = record["hosting"]?.record {
      let settings = HostingSettings(hosting)
      diagnostics += settings.mistakes
      site.hosting = settings
    }
    // What is written in a language that is none is told there.
    let languages = site.formats.contains { $0 == nil } ? [] : site.languages
    if let statement = record["accessibility"]?.record {
      site.accessibility = AccessibilitySettings(statement)
      diagnostics += AccessibilitySettings.mistakes(in: statement, languages: languages)
    }
    if let privacy = record["privacy"]?.record {
      site.privacy = PrivacySettings(privacy)
      diagnostics += PrivacySettings.mistakes(
        in: privacy, beside: record["accessibility"]?.record, languages: languages)
    }
    if let pictures = record["pictures"]?.record { site.pictures = PictureSettings(pictures) }
    site.drawsCards = record["cards"]?.boolean ?? false
    if let page = SettingsAddress("search", of: record), page.text != "false" { site.search = page }
    diagnostics += [site.event?.mistakeInCountryCode].compactMap(\.self)
    site.event?.writeDates(in: site.languages, site.design?.dateStyle ?? .dayFirst)
    if let written = record["publish"]?.record {
      let publish = PublishSettings.read(written)
      site.publish = publish.value
      diagnostics += publish.diagnostics
    }
    if case .free(let value)? = record["data"] { site.data = value }
    checkLanguages(of: site)
    return site
  }

  private mutating func baseURL(_ text: String, _ record: DecodedRecord) -> BaseURL {
    if let url = BaseURL(text) { return url }
    diagnostics.append(
      .error(
        SettingsCode.invalidBaseURL, "the base_url should be a web address",
        at: record.location(of: "base_url"),
        help: "write it like https://example.org/malmo2012/"))
    return .root
  }

  private mutating func zone(_ record: DecodedRecord) -> Zone {
    guard let name = record["timezone"]?.text else { return .utc }
    do {
      return try Zone(named: name)
    } catch {
      diagnostics.append(
        .error(
          FieldCode.invalidTime, error.message, at: record.location(of: "timezone"),
          help: error.help))
      return .utc
    }
  }

  /// A title can only be in a language of the site.
  private mutating func checkLanguages(of site: SiteConfiguration) {
    let codes = site.languages.map(\.code)
    func titles(_ entries: [MenuEntry]) -> [TextByLanguage] {
      entries.flatMap { [$0.title].compactMap(\.self) + titles($0.children) }
    }
    let all =
      site.taxonomies.map(\.title) + site.menus.flatMap { titles($0.entries) }
      + (site.event?.texts ?? [])
      + [site.design?.heroText, site.design?.cardText].compactMap(\.self)
      + (site.accessibility?.texts ?? []) + (site.privacy?.texts ?? [])
    if site.formats.contains(where: { $0 == nil }) { return }
    for (code, place) in all.flatMap(\.codes) where !codes.contains(code) {
      diagnostics.append(
        .error(
          SettingsCode.unknownLanguage, "'\(code)' is no language of the site", at: place,
          help: "the languages in site.yaml are " + codes.joined(separator: ", ")))
    }
  }

  /// How each language writes dates, for those that there are.
  private mutating func formats(
    of languages: [Language], _ written: [(key: String, value: FieldValue)]
  ) -> [LanguageFormat?] {
    var formats: [LanguageFormat?] = []
    for language in languages {
      let place = written.first { $0.key == language.code }?.value.record?.place
      let primary = language.code.prefix { $0 != "-" }
      if primary != primary.lowercased() {
        diagnostics += [
          Diagnostic.error(
            SettingsCode.unknownLanguage, "the code of a language has small letters", at: place,
            help: "write \(primary.lowercased())\(language.code.dropFirst(primary.count))")
        ].asCauses()
        formats.append(nil)
        continue
      }
      do {
        formats.append(try LanguageFormat(language: language.code))
      } catch {
        diagnostics.append(
          // What is said in the language that is meant would be said in none.
          contentsOf: [
            .error(
              SettingsCode.unknownLanguage, error.message, at: place,
              help: languageMeant(by: language.code).map { "did you mean '\($0)'?" } ?? error.help)
          ].asCauses())
        formats.append(nil)
      }
    }
    return formats
  }

  private func languages(_ value: FieldValue?) -> [Language] {
    let languages = (value?.map ?? []).map { code, value in
      Language(
        code: code, name: value.record?["name"]?.text ?? code,
        title: value.record?["title"]?.text, description: value.record?["description"]?.text,
        untranslated: value.record?["untranslated"]?.text.flatMap(
          Language.Untranslated.init(rawValue:)))
    }
    return languages.isEmpty ? [Language(code: "en", name: "English")] : languages
  }

  private mutating func taxonomies(
    _ value: FieldValue?, at place: SourceLocation
  ) -> [TaxonomySettings] {
    let fields = builtInKinds.flatMap(\.fields).map(\.name)
    return (value?.map ?? []).compactMap { name, value in
      guard !namesOfEveryPage.contains(name), !fields.contains(name) else {
        diagnostics.append(
          .error(
            SettingsCode.reservedName,
            "a taxonomy cannot be called '\(name)', pages have a key of that name already",
            at: value.record?.place ?? place, help: "give it another name"))
        return nil
      }
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
      guard let record = element.record, !record.names.isEmpty else { return nil }
      var entry = MenuEntry(
        title: nil, target: .none, children: menuEntries(record["children"]),
        location: record.location(of: "page"))
      if case .textByLanguage(let text)? = record["title"] { entry.title = text }
      if !record.written.contains("page") && !record.written.contains("title") {
        diagnostics.append(
          .error(
            SettingsCode.invalidMenuEntry, "this menu entry needs a title", at: record.place,
            help: "only an entry with a page has the page's own title"))
      }
      if record["page"] != nil && record["url"] != nil {
        diagnostics.append(
          .error(
            SettingsCode.invalidMenuEntry, "this menu entry has both a page and a url",
            at: record.location(of: "url"),
            help: "leave one of them out"))
      }
      if let page = record["page"]?.text {
        entry.target = .page(page)
      } else if let url = record["url"]?.text {
        entry.target = .url(url)
      } else if !["page", "url", "children"].contains(where: record.written.contains) {
        diagnostics.append(
          .error(
            SettingsCode.invalidMenuEntry, "this menu entry leads nowhere", at: record.place,
            help: "give it a page or a url"))
      }
      return entry
    }
  }

  /// `60 kB`, `1.5 MB` or a number of bytes; decimal units.
  private mutating func weight(_ key: String, _ limits: DecodedRecord?) -> Int? {
    guard let limits, let text = limits[key]?.text else { return nil }
    let number = text.prefix { $0.isNumber || $0 == "." }
    let unit = String(text.dropFirst(number.count)).trimmed.lowercased()
    let factors = ["": 1.0, "b": 1, "kb": 1000, "mb": 1_000_000]
    if let amount = Double(number), let factor = factors[unit],
      let bytes = Int(exactly: (amount * factor).rounded())
    {
      return bytes
    }
    diagnostics.append(
      .error(
        SettingsCode.invalidLimit, "'\(text)' is no weight", at: limits.location(of: key),
        help: "write 60 kB"))
    return nil
  }

  private mutating func hosts(_ limits: DecodedRecord?) -> [String] {
    (limits?["hosts"]?.list ?? []).compactMap(\.text).map { host in
      if host.contains("/") || host.contains(":") {
        diagnostics.append(
          .error(
            SettingsCode.invalidLimit, "'\(host)' is no host", at: limits?.location(of: "hosts"),
            help: "write its name alone, such as images.example.org"))
      }
      return host.lowercased()
    }
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
            SettingsCode.reservedName, "a kind cannot be called '\(name)'", at: place,
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
    checkReferences(in: kinds, value)
    return kinds
  }

  private mutating func declarations(_ value: FieldValue?) -> [YAMLNode.Entry] {
    guard case .raw(let node)? = value, !node.isNull else { return [] }
    if let entries = node.entries { return entries }
    diagnostics.append(
      .error(
        FieldCode.notAGroup,
        "fields should be a group of keys, but here is \(node.describedForm)", at: node.location,
        help: "write each field on its own line, as name: type"))
    return []
  }

  private mutating func field(_ entry: YAMLNode.Entry, taxonomies: [String]) -> Field? {
    let taken = namesOfEveryPage + taxonomies
    guard !taken.contains(entry.key) else {
      diagnostics.append(
        .error(
          SettingsCode.reservedName,
          "a field cannot be called '\(entry.key)', every page has that name already",
          at: entry.keyLocation, help: "give it another name"))
      return nil
    }
    let field = readFieldDeclaration(named: entry.key, entry.value)
    diagnostics += field.diagnostics
    for inverse in field.value?.type.inverses ?? [] where taken.contains(inverse.name) {
      diagnostics.append(
        .error(
          SettingsCode.reservedName,
          "an inverse cannot be called '\(inverse.name)', every page has that name already",
          at: entry.keyLocation, help: "give it another name"))
    }
    return field.value
  }

  /// References can name a kind that is declared further down, so they are looked at in the end.
  private mutating func checkReferences(in kinds: [Kind], _ value: FieldValue?) {
    let names = kinds.map(\.name)
    for (name, declared) in value?.map ?? [] {
      guard case .raw(let node)? = declared.record?["fields"] else { continue }
      let fields = kinds.first { $0.name == name }?.fields ?? []
      for entry in node.entries ?? [] {
        let type = fields.first { $0.name == entry.key }?.type
        for kind in type?.referredKinds ?? [] where !names.contains(kind) {
          diagnostics.append(
            .error(
              FieldCode.unknownKind, "there is no kind '\(kind)'", at: entry.value.location,
              help: nearest(to: kind, in: names).map { "did you mean '\($0)'?" }
                ?? "the kinds are " + names.joined(separator: ", ")))
        }
      }
    }
  }
}
