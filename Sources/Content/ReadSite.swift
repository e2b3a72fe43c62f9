import CivilTime
package import ContentSchema
package import Diagnostics
import Markdown
import Prose
package import SiteSettings
import SourceFormats
package import Templates

/// What the command line changes in the settings.
package struct ParseOptions: Sendable {
  /// Instead of the `base_url` of `site.yaml`.
  package var baseURL: BaseURL?

  package init(baseURL: BaseURL? = nil) { self.baseURL = baseURL }
}

/// Reads every file of a site by itself.
///
/// The settings come first, since they declare the kinds of pages. Pages follow in waves: a section says
/// of what kind its pages are, and an original what its translations inherit. Templates and data depend on
/// no page, so they are read at the same time.
///
/// - Parameters:
///   - names: what templates may ask the things of any site for.
///   - environment: what templates may use, as it follows from the site's kinds.
///   - shipped: the design behind the site's own.
package func read<Files: FileSource>(
  _ files: Files, _ options: ParseOptions,
  _ names: TemplateNames, _ environment: @escaping @Sendable (Schema) -> Environment,
  shipped: ShippedDesign = ShippedDesign(), memo: some ReadingMemo = NoMemo()
) async throws(Files.Failure) -> Diagnosed<SiteFiles> {
  let settings = SourceText(file: "site.yaml", bytes: try files.bytes(of: "site.yaml"))
  let read = readConfiguration(settings, names)
  if read.diagnostics.contains(where: \.isCause) {
    return Diagnosed(SiteFiles(allUnreadBut: read), read.diagnostics)
  }
  let languages = read.value.languages.map(\.code)
  var configuration = read.value
  if let baseURL = options.baseURL { configuration.baseURL = baseURL }
  let rules = PathRules(languages: languages, published: read.value.publishedFiles)
  let paths = await memo.paths(of: files.tree.content, rules) {
    files.tree.content.map { ContentPath($0, rules) }
  }

  let readSettings = read.value
  let refused = files.tree.refused.compactMap { $0.location?.file }
    .filter { $0.hasPrefix("templates/") && $0.hasSuffix(".html") }
    .map { String($0.dropFirst("templates/".count)) }
  async let design = result { () async throws(Files.Failure) in
    try await memo.design(of: files.tree.templates, settings) { () throws(Files.Failure) in
      let sources = try files.tree.templates.map { name throws(Files.Failure) in
        let path = "templates/" + name
        return DesignFile(name: name, path: path, bytes: try files.bytes(of: path))
      }
      return Design.read(
        DesignFiles(sources, over: shipped, settings: readSettings.design), refused: refused,
        shippedFonts: shipped.fonts,
        readSettings,
        environment(readSettings.schema))
    }
  }
  let second = SecondVersions(of: paths, languages)
  let dataPaths = paths.filter(\.isData).map(\.source)
  async let data = result { () async throws(Files.Failure) in
    try await memo.data(of: dataPaths, languages: languages) { () throws(Files.Failure) in
      readData(try files.sources(dataPaths), languages: languages)
    }
  }

  let words = try readSiteWords(files, languages: languages)
  var pages = ReadPages(PageReading(settings, configuration, words), capacity: paths.count)
  for (index, wave) in waves(paths.filter { !second.areUnread($0) }, languages).enumerated() {
    let reading = pages.reading
    let read = try await memo.pages(of: wave, wave: index, reading) {
      paths async throws(Files.Failure) in
      try await paths.parallelMap { path throws(Files.Failure) in
        shared(parsePages(at: path, try files.bytes(of: path.source), reading))
      }
    }
    pages.add(wave, read)
  }
  pages.tellMissingSections()
  let copies = paths.filter { $0.role == .file }
  let facts = try await facts(of: copies, files)
  var unmeant: [String: UnmeantFile] = [:]
  for copy in copies where !rules.publishes(copy.path) {
    unmeant[copy.path] = UnmeantFile(copy.path, size: facts[copy.path]?.size)
  }
  let (designRead, dataRead) = (try await design.get(), try await data.get())
  pages.unread.add(designRead.diagnostics)
  for mistake in files.tree.refused { pages.unread.add(refused: mistake, languages: languages) }
  pages.unread.add(dataRead.diagnostics)
  let mistakesInNames = paths.filter { !second.areUnread($0) }.compactMap { path in
    path.mistake(languages).map { mistake in
      guard path.isSpreadsheetUnread, !second.rowsAreRead(in: path) else { return mistake }
      let cause = [mistake].asCauses()
      pages.remember(unread: path, cause)
      return cause[0]
    }
  }
  let translations = translationsByOtherNames(paths, languages)
  let published = try paths.first { $0.role == .addresses }.map { path throws(Files.Failure) in
    PublishedAddresses.read(
      SourceText(file: path.source, bytes: try files.bytes(of: path.source)))
  }
  let released = try paths.first { $0.role == .releases }.map { path throws(Files.Failure) in
    Releases.read(SourceText(file: path.source, bytes: try files.bytes(of: path.source)))
  }
  var site = Diagnosed(
    SiteFiles(
      configuration: configuration, templates: designRead.value.templates,
      strings: designRead.value.strings, assets: designRead.value.assets,
      designTexts: designRead.value.texts, usesShippedDesign: designRead.value.isLayered,
      data: dataRead.value.byLanguage, pages: pages.pages,
      files: copies.map(\.path), facts: facts, unmeant: unmeant, unread: pages.unread),
    read.diagnostics + dataRead.diagnostics + mistakesInNames + second.diagnostics
      + translations
      + pages.diagnostics
      + designRead.diagnostics)
  site.value.callsImage = designRead.value.callsImage
  site.value.cardFonts = designRead.value.cardFonts
  if let published {
    site.value.published = published.value
    site.diagnostics += published.diagnostics
  }
  if let released {
    site.value.releases = released.value
    site.diagnostics += released.diagnostics
  }
  return site
}

extension SiteFiles {
  /// A site of which only the settings were read.
  fileprivate init(allUnreadBut settings: Diagnosed<SiteConfiguration>) {
    self.init(
      configuration: settings.value, templates: .empty, strings: Strings(), assets: Assets(),
      designTexts: [], data: settings.value.languages.map { _ in .mapping(Mapping()) }, pages: [],
      files: [],
      facts: [:], unmeant: [:], unread: .all(because: settings.diagnostics))
  }
}

/// Runs work that may fail as a value that can be awaited later: `async let` forgets the type of errors.
private func result<Value: Sendable, Failure: Error>(
  _ work: @Sendable () async throws(Failure) -> Value
) async -> Result<Value, Failure> {
  do throws(Failure) { return .success(try await work()) } catch { return .failure(error) }
}

/// The pages that a file holds, each shared: copying ten thousand of them takes longer than the rest of a
/// change in the preview.
private func shared(_ pages: Diagnosed<[ParsedPage]>) -> FilePages {
  Diagnosed(pages.value.map(Shared.init), pages.diagnostics)
}

private func facts<Files: FileSource>(
  of copies: [ContentPath], _ files: Files
) async throws(Files.Failure) -> [String: FileFacts] {
  let found = try await copies.parallelMap { path throws(Files.Failure) in
    try files.facts(of: path.source)
  }
  var facts: [String: FileFacts] = [:]
  for (path, known) in zip(copies, found) { facts[path.path] = known }
  return facts
}

/// Reports pages beside others of the same name with a language behind it: `about_sv.md`, `about-sv.md`. They would be
/// pages of the main language.
private func translationsByOtherNames(
  _ paths: [ContentPath], _ languages: [String]
) -> [Diagnostic] {
  guard languages.count > 1 else { return [] }
  let names = Set(paths.lazy.filter { $0.role == .page }.map(\.path))
  return paths.compactMap { path in
    guard path.role == .page, path.language == nil, path.path.hasSuffix(".md") else { return nil }
    let stem = path.path.dropLast(3)
    for language in languages.dropFirst() {
      for sign in ["_", "-"] where stem.hasSuffix(sign + language) {
        let original = stem.dropLast(language.count + 1)
        guard names.contains(original + ".md") else { continue }
        return .warning(
          ContentCode.misnamedPage,
          "this is a page of its own, and no translation of content/\(original).md",
          at: SourceLocation(file: path.source),
          help:
            "if it is meant as one, rename it to \(original.split(separator: "/").last ?? "").\(language).md"
        )
      }
    }
    return nil
  }
}

extension ContentPath {
  /// What is wrong with the file's name. `nil` if nothing is.
  fileprivate func mistake(_ languages: [String]) -> Diagnostic? {
    let place = SourceLocation(file: source)
    switch misnaming {
    case .undeclaredLanguage(let code)?:
      return .error(
        SettingsCode.unknownLanguage,
        "'\(code)' is no language of the site, so this file belongs to no page",
        at: place,
        help: languageMeant(byEnding: code, languages).map {
          "rename it to end with .\($0).\(ending)"
        }
          ?? "add \(code) under languages: in site.yaml, or rename the file; the languages are "
          + languages.joined(separator: ", "))
    case .shouldBe(let name)? where role != .unknownInstruction && role != .file:
      return .error(
        ContentCode.misnamedPage, "a file of this name is not read", at: place,
        help: role == .rows && !path.hasPrefix("_") && !path.contains("/_")
          ? "rename it to \(name); if it is to be downloaded, list it under publish_files: in site.yaml"
          : "rename it to \(name)")
    default: break
    }
    guard role == .unknownInstruction else { return nil }
    return .error(
      ContentCode.unknownInstruction,
      "a name that begins with _ is an instruction, and this one is unknown", at: place,
      help: instructionHelp)
  }

  /// A language of the site that is meant by the code of its country, or of the language there: `se`, `sv-SE`.
  private func languageMeant(byEnding code: String, _ languages: [String]) -> String? {
    let base = String(code.lowercased().prefix { $0 != "-" })
    let meant = [base, base == "se" ? "sv" : base, Prose.languageMeant(by: base) ?? base]
    return languages.first { meant.contains($0) }
  }

  /// Whether it is a spreadsheet of pages in a form that is not read.
  fileprivate var isSpreadsheetUnread: Bool {
    let name = path.split(separator: "/").last?.lowercased() ?? ""
    return role == .unknownInstruction && name.hasPrefix("_page")
      && [".xlsx", ".xls", ".xlsm", ".ods", ".numbers", ".tsv", ".txt"].contains {
        name.hasSuffix($0)
      }
  }

  private var instructionHelp: String {
    let name = String(path.split(separator: "/").last ?? "").lowercased()
    if isSpreadsheetUnread {
      return "save the spreadsheet as CSV (UTF-8), and call it _pages.csv"
    }
    if name.hasPrefix("_pages") {
      return "only _pages.csv and _pages.yaml are read: rename this file, or remove a copy"
    }
    if name.hasPrefix("_index") {
      return "only _index.md is read: rename this one, or remove it if it is a copy"
    }
    return "there are _index.md, _pages.csv, _pages.yaml, _addresses.tsv, _releases.tsv and _data/"
  }
}

// MARK: Waves

/// The files of pages in the order that they have to be read in. The files of one wave do not depend on
/// each other.
private func waves(_ paths: [ContentPath], _ languages: [String]) -> [[ContentPath]] {
  let isOriginal = { (path: ContentPath) in
    path.language == nil || path.language == languages.first
  }
  let ours = paths.filter { !$0.isInUndeclaredLanguage }
  let sections = ours.filter { $0.role == .section }
  let others = ours.filter { $0.role == .page || $0.role == .rows }
  return [
    sections.filter(isOriginal), sections.filter { !isOriginal($0) }, others.filter(isOriginal),
    others.filter { !isOriginal($0) },
  ]
}

/// The pages of the waves so far, and what the next wave needs to know of them.
private struct ReadPages {
  private(set) var pages: [Shared<ParsedPage>] = []
  private(set) var diagnostics: [Diagnostic] = []
  private(set) var reading: PageReading
  var unread = UnreadParts()
  /// The kind that a page has if nothing says another.
  private let usualKind: Int?

  init(_ reading: PageReading, capacity: Int) {
    self.reading = reading
    usualKind = reading.schema.kindNumber("page")
    pages.reserveCapacity(capacity)
  }

  mutating func add(_ paths: [ContentPath], _ files: [FilePages]) {
    for (path, file) in zip(paths, files) {
      diagnostics += file.diagnostics
      if file.diagnostics.contains(where: \.isCause) { remember(unread: path, file.diagnostics) }
      pages += file.value
      for page in file.value { remember(page) }
    }
  }

  mutating func remember(unread path: ContentPath, _ mistakes: [Diagnostic]) {
    if path.role == .section { reading.defaults.unread.append(path.components) }
    let ofRow = path.components + [""]
    let kind = reading.defaults.values(for: ofRow).first { $0.key == "kind" }?.value.text
    let isKnown = !reading.defaults.areUnread(for: ofRow)
    unread.add(path, mistakes, kind: kind ?? (isKnown ? "page" : nil))
  }

  /// Reports folders without an `_index.md` whose pages have keys of another kind, in place of each of these keys.
  mutating func tellMissingSections() {
    guard let usualKind, pages.contains(where: { $0.value.foreignKey != nil }) else { return }
    let sections = Set(pages.lazy.filter(\.value.isSection).map(\.value.path))
    var keys: [String: ForeignKey] = [:]
    var files: Set<String> = []
    for index in pages.indices {
      let page = pages[index].value
      let folder = page.components.dropLast().joined(separator: "/")
      guard let key = page.foreignKey, page.kind == usualKind, !folder.isEmpty,
        !sections.contains(folder),
        !reading.defaults.values(for: page.components).contains(where: { $0.key == "kind" })
      else { continue }
      if keys[folder] == nil { keys[folder] = key }
      files.insert(page.source)
      var broken = page
      broken.isBroken = true
      pages[index] = Shared(broken)
    }
    diagnostics.removeAll {
      $0.code == FieldCode.unknownKey.rawValue && files.contains($0.location?.file ?? "")
    }
    for (folder, key) in keys.sorted(by: { $0.key < $1.key }) {
      let mistake = [
        Diagnostic.error(
          ContentCode.missingSection,
          "this file is missing, so the pages of its folder are ordinary ones, which have no '\(key.name)'",
          at: SourceLocation(file: "content/\(folder)/_index.md"),
          help:
            "make it, with a title: and defaults: {kind: \(key.kind)}; or move the pages to their section"
        )
      ].asCauses()[0]
      diagnostics.append(mistake)
      unread.add(folder: folder, without: mistake, kind: key.kind)
    }
  }

  private mutating func remember(_ page: Shared<ParsedPage>) {
    guard
      page.value.language == reading.defaultLanguage || reading.kinds[page.value.path] == nil
    else { return }
    // Only translations look kinds up.
    if page.value.kind != usualKind && reading.languages.count > 1 {
      reading.kinds[page.value.path] = page.value.kind
    }
    if case .raw(let node)? = page.value.fields[.defaults] {
      reading.defaults.entries.append(
        .init(components: page.value.components, values: node.entries ?? []))
    }
  }
}

extension PageReading {
  fileprivate init(
    _ settings: SourceText, _ configuration: SiteConfiguration, _ words: [String: SiteWords]
  ) {
    let languages = configuration.languages.map(\.code)
    self.init(
      settings: settings.bytes, schema: configuration.schema, defaultLanguage: languages[0],
      languages: languages, markdown: [:], words: words, collations: [:], zone: configuration.zone)
    for language in languages {
      markdown[language] = MarkdownOptions(
        language: language, rawHTML: configuration.allowsRawHTML,
        siteWords: words[language] ?? SiteWords(), siteLanguages: languages)
      collations[language] = Collation(language: language)
    }
  }
}
