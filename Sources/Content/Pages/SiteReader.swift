import CivilTime
package import Diagnostics
import Markdown
package import Templates

/// What the command line changes in the settings.
package struct ParseOptions: Sendable {
  /// Instead of the `base_url` of `site.yaml`.
  package var baseURL: BaseURL?

  package init(baseURL: BaseURL? = nil) { self.baseURL = baseURL }
}

/// Collects a site's files as they are read: settings, then data, then the pages in
/// waves, since a section says of what kind its pages are and an original what its translations may say.
package struct SiteReader: Sendable {
  private var configuration: SiteConfiguration
  private var diagnostics: [Diagnostic]
  private var design = Design()
  private var data: DataReader
  private var pages: [Shared<ParsedPage>] = []
  private var copies: [String] = []
  private var facts: [String: FileFacts] = [:]
  package private(set) var reading: PageReading
  /// Whether `site.yaml` could not be read as it was meant: then nothing else is, either.
  package let settingsHaveErrors: Bool

  /// - Parameter names: what templates may ask the things of any site for.
  package init(_ settings: SourceText, _ options: ParseOptions, _ names: TemplateNames) {
    let configuration = readConfiguration(settings, names)
    self.configuration = configuration.value
    diagnostics = configuration.diagnostics
    settingsHaveErrors = configuration.hasErrors
    data = DataReader(languages: configuration.value.languages.map(\.code))
    if let baseURL = options.baseURL { self.configuration.baseURL = baseURL }
    reading = PageReading(self.configuration)
  }

  package var languageCodes: [String] { configuration.languages.map(\.code) }

  /// Everything that was read.
  package var files: Diagnosed<SiteFiles> {
    Diagnosed(
      SiteFiles(
        configuration: configuration, templates: design.templates, strings: design.strings,
        assets: design.assets, data: data.values, pages: pages, files: copies, facts: facts),
      diagnostics)
  }

  // MARK: Templates and data

  /// Reads everything below `templates/`.
  ///
  /// - Parameter environment: what templates may use, as it follows from the site's kinds.
  package func design(
    of files: [SourceText], in environment: (Schema) -> Environment
  ) -> Diagnosed<Design> {
    Design.read(files, configuration, environment(configuration.schema))
  }

  package mutating func add(_ design: Diagnosed<Design>) {
    self.design = design.value
    diagnostics += design.diagnostics
  }

  /// Reads the files of `content/_data`.
  package func data(of files: [SourceText]) -> Diagnosed<DataReader> {
    var data = DataReader(languages: languageCodes)
    var diagnostics: [Diagnostic] = []
    for file in files { diagnostics += data.add(file) }
    return Diagnosed(data, diagnostics)
  }

  package mutating func add(_ data: Diagnosed<DataReader>) {
    self.data = data.value
    diagnostics += data.diagnostics
  }

  // MARK: Pages

  /// Takes note of the files that are no pages.
  package mutating func note(_ paths: [ContentPath]) {
    for path in paths {
      switch path.role {
      case .file: copies.append(path.path)
      case .unknownInstruction:
        diagnostics.append(
          .error(
            "a name that begins with _ is an instruction, and this one is unknown",
            at: SourceLocation(file: path.source),
            help: "there are _index.md, _pages.csv, _pages.yaml and _data/"))
      case .page, .section, .rows, .data: continue
      }
    }
  }

  /// Takes note of what is known of a file that is copied.
  package mutating func note(_ facts: FileFacts, of path: ContentPath) {
    self.facts[path.path] = facts
  }

  /// The files of pages in the order they have to be read in: what is together can be read at once.
  package func waves(_ paths: [ContentPath]) -> [[ContentPath]] {
    let first = languageCodes.first
    let isOriginal = { (path: ContentPath) in path.language == nil || path.language == first }
    let sections = paths.filter { $0.role == .section }
    let others = paths.filter { $0.role == .page || $0.role == .rows }
    return [
      sections.filter(isOriginal), sections.filter { !isOriginal($0) }, others.filter(isOriginal),
      others.filter { !isOriginal($0) },
    ]
  }

  package mutating func add(pages results: [Diagnosed<[Shared<ParsedPage>]>]) {
    let plain = reading.schema.kindNumber("page")
    pages.reserveCapacity(pages.count + results.count)
    for result in results {
      diagnostics += result.diagnostics
      pages += result.value
      for page in result.value { remember(page, plain) }
    }
  }

  /// - Parameter plain: the kind that a page has if nothing says another.
  private mutating func remember(_ page: Shared<ParsedPage>, _ plain: Int?) {
    guard
      page.value.language == reading.defaultLanguage || reading.kinds[page.value.path] == nil
    else { return }
    // Only translations ask for it.
    if page.value.kind != plain && reading.languages.count > 1 {
      reading.kinds[page.value.path] = page.value.kind
    }
    if case .raw(let node)? = page.value.fields[.defaults] {
      reading.defaults.entries.append(
        .init(components: page.value.components, values: node.entries ?? []))
    }
  }
}

extension ContentPath {
  package var isData: Bool { if case .data = role { true } else { false } }
}

extension PageReading {
  init(_ configuration: SiteConfiguration) {
    let languages = configuration.languages.map(\.code)
    self.init(
      schema: configuration.schema, defaultLanguage: languages[0], languages: languages,
      markdown: [:], collations: [:])
    for language in languages {
      markdown[language] = MarkdownOptions(
        language: language, rawHTML: configuration.allowsRawHTML)
      collations[language] = Collation(language: language)
    }
  }
}
