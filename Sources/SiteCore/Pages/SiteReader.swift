import CivilTime
package import Diagnostics
import Markdown
import Templates
import Text

/// What the command line changes in the settings.
package struct ParseOptions: Sendable {
  /// Instead of the `base_url` of `site.yaml`.
  package var baseURL: BaseURL?

  package init(baseURL: BaseURL? = nil) { self.baseURL = baseURL }
}

/// Collects a site's files as they are read: settings, then templates and data, then the pages in
/// waves, since a section says of what kind its pages are and an original what its translations may say.
package struct SiteReader {
  private var configuration: SiteConfiguration
  private var diagnostics: [Diagnostic]
  private var templates = TemplateSet.empty
  private var strings = Strings()
  private var assets = Assets()
  private var data: DataReader
  private var pages: [ParsedPage] = []
  private var copies: [String] = []
  private var facts: [String: FileFacts] = [:]
  package private(set) var reading: PageReading

  package init(_ settings: SourceText, _ options: ParseOptions) {
    let configuration = readConfiguration(settings)
    self.configuration = configuration.value
    diagnostics = configuration.diagnostics
    data = DataReader(languages: configuration.value.languages.map(\.code))
    if let baseURL = options.baseURL { self.configuration.baseURL = baseURL }
    reading = PageReading(self.configuration)
  }

  package var languageCodes: [String] { configuration.languages.map(\.code) }

  /// Everything that was read.
  package var files: Diagnosed<SiteFiles> {
    Diagnosed(
      SiteFiles(
        configuration: configuration, templates: templates, strings: strings, assets: assets,
        data: data.values, pages: pages, files: copies, facts: facts), diagnostics)
  }

  // MARK: Templates and data

  /// Takes in everything below `templates/`.
  package mutating func add(templates files: [SourceText]) {
    var sources: [SourceText] = []
    var designFiles: [(name: String, bytes: [UInt8])] = []
    for file in files {
      let name = String(file.file.dropFirst("templates/".count))
      if name.hasPrefix("assets/") {
        designFiles.append((String(name.dropFirst("assets/".count)), file.bytes))
      } else if name.hasPrefix("strings/") {
        addStrings(file, name)
      } else if let mistake = invalidUTF8(in: file) {
        diagnostics.append(mistake)
      } else {
        sources.append(file)
      }
    }
    let made = Assets.make(designFiles)
    assets = made.value
    diagnostics += made.diagnostics
    let compiled = compileTemplates(sources, configuration)
    templates = compiled.value
    diagnostics += compiled.diagnostics
  }

  private mutating func addStrings(_ file: SourceText, _ name: String) {
    let language = String(name.dropFirst("strings/".count).prefix { $0 != "." })
    guard languageCodes.contains(language) else {
      diagnostics.append(
        .error(
          "'\(language)' is no language of the site", at: SourceLocation(file: file.file),
          help: "the languages in site.yaml are " + languageCodes.joined(separator: ", ")))
      return
    }
    guard name == "strings/\(language).yaml" else {
      diagnostics.append(
        .error(
          "words are read from files such as strings/\(language).yaml",
          at: SourceLocation(file: file.file), help: "rename it, or move it out of the folder"))
      return
    }
    diagnostics += strings.add(file, language: language)
  }

  /// Takes in the files of `content/_data`.
  package mutating func add(data files: [SourceText]) {
    for file in files { diagnostics += data.add(file) }
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
    let isOriginal = { (path: ContentPath) in
      path.language == nil || path.language == languageCodes.first
    }
    let sections = paths.filter { $0.role == .section }
    let others = paths.filter { $0.role == .page || $0.role == .rows }
    return [
      sections.filter(isOriginal), sections.filter { !isOriginal($0) }, others.filter(isOriginal),
      others.filter { !isOriginal($0) },
    ].filter { !$0.isEmpty }
  }

  package mutating func add(pages results: [Diagnosed<[ParsedPage]>]) {
    for result in results {
      diagnostics += result.diagnostics
      pages += result.value
      for page in result.value { remember(page) }
    }
  }

  private mutating func remember(_ page: ParsedPage) {
    guard page.language == reading.defaultLanguage || reading.kinds[page.path] == nil else {
      return
    }
    if page.kind != reading.schema.kindNumber("page") {
      reading.kinds[page.path] = page.kind
    }
    if case .raw(let node)? = page.fields[.defaults] {
      reading.defaults.entries.append(
        .init(components: page.components, values: node.entries ?? []))
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
