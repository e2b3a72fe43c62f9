package import Content
package import Diagnostics
import SiteRender

/// What a site's files said when they were read last.
///
/// Parsing is a function: of a page's path, its bytes, the settings and what the waves before it said of
/// kinds and defaults (`PageReading`). So a result holds as long as these are the same, and nothing
/// else needs to be known of what depends on what.
struct ParsedFiles {
  struct Wave {
    var paths: [ContentPath] = []
    var results: [Diagnosed<[Shared<ParsedPage>]>] = []
    var reading: PageReading
  }

  var settings: SourceText
  var tree: InputTree
  var paths: [ContentPath]
  var design: Diagnosed<Design>?
  var data: Diagnosed<DataReader>?
  var waves: [Wave] = []
  /// Whether `site.yaml` itself has errors.
  var settingsHaveErrors = false
}

/// Which files may say something else than when they were read last.
enum FileChanges: Sendable {
  case everything
  /// Paths from the site's folder. What lies below a path may have changed, too.
  case paths(Set<String>)

  func touch(_ path: String) -> Bool {
    guard case .paths(let paths) = self else { return true }
    // One file that was saved is the common case, and ten thousand are asked about.
    if paths.count < 8 { return paths.contains { path.lies(at: $0) } }
    if paths.contains(path) { return true }
    var end = path.utf8.endIndex
    while let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
      if paths.contains(String(path[..<slash])) { return true }
      end = slash
    }
    return false
  }

  mutating func formUnion(_ other: FileChanges) {
    guard case .paths(let paths) = self, case .paths(let others) = other else {
      self = .everything
      return
    }
    self = .paths(paths.union(others))
  }

  func touch(anyOf paths: [String]) -> Bool { paths.contains(where: touch) }
}

extension String {
  /// Whether a path is another one, or lies below it.
  fileprivate func lies(at path: String) -> Bool {
    utf8.starts(with: path.utf8)
      && (utf8.count == path.utf8.count || utf8.dropFirst(path.utf8.count).first == 0x2F)
  }
}

extension Workspace {
  /// Reads every file of the site, each by itself and on all cores: the settings and the sections
  /// first, since they say of what kind the other pages are.
  package func parse(
    _ tree: InputTree, _ options: ParseOptions
  ) async throws(WorkspaceError) -> Diagnosed<SiteFiles> {
    var files: ParsedFiles?
    return try await parse(tree, options, again: .everything, &files)
  }

  /// Reads what may have changed, and takes the rest from what is known.
  func parse(
    _ tree: InputTree, _ options: ParseOptions, again changes: FileChanges,
    _ files: inout ParsedFiles?
  ) async throws(WorkspaceError) -> Diagnosed<SiteFiles> {
    let settings = SourceText(file: "site.yaml", bytes: try FileSystem.read(path("site.yaml")))
    var reader = SiteReader(settings, options, templateNames)
    let known = files?.settings.bytes == settings.bytes ? files : nil
    let languages = reader.languageCodes
    let paths =
      known?.tree.content == tree.content
      ? known?.paths ?? [] : tree.content.map { ContentPath($0, languages: languages) }
    var read = ParsedFiles(
      settings: settings, tree: tree, paths: paths, settingsHaveErrors: reader.settingsHaveErrors)

    // Templates and pages ask nothing of each other, so the ones are compiled while the others are read.
    let templates = try templates(tree, known, changes)
    let (empty, earlier) = (reader, known?.design)
    async let design = templates.map { empty.design(of: $0, in: templateEnvironment) } ?? earlier
    try addData(paths, to: &reader, &read, known, changes)
    reader.note(paths)
    for path in paths where path.role == .file {
      if let facts = try facts(of: path) { reader.note(facts, of: path) }
    }
    for (number, wave) in reader.waves(paths).enumerated() {
      let earlier = known?.waves.indices.contains(number) == true ? known?.waves[number] : nil
      let results = try await parsed(wave, reader.reading, earlier, changes)
      read.waves.append(.init(paths: wave, results: results, reading: reader.reading))
      reader.add(pages: results)
    }
    read.design = await design
    if let design = read.design { reader.add(design) }
    files = read
    return reader.files
  }

  /// The files below `templates/`. Nothing if the known ones say what they said.
  private func templates(
    _ tree: InputTree, _ known: ParsedFiles?, _ changes: FileChanges
  ) throws(WorkspaceError) -> [SourceText]? {
    if let known, known.design != nil, known.tree.templates == tree.templates,
      !changes.touch(anyOf: tree.templates.map { "templates/" + $0 })
    {
      return nil
    }
    return try readAll(tree.templates, below: "templates")
  }

  private func addData(
    _ paths: [ContentPath], to reader: inout SiteReader, _ read: inout ParsedFiles,
    _ known: ParsedFiles?, _ changes: FileChanges
  ) throws(WorkspaceError) {
    let data = paths.filter(\.isData)
    if let known, let result = known.data, known.paths.filter(\.isData) == data,
      !changes.touch(anyOf: data.map(\.source))
    {
      read.data = result
    } else {
      read.data = reader.data(of: try readAll(data.map(\.path), below: "content"))
    }
    if let data = read.data { reader.add(data) }
  }

  /// The pages of a wave. Those of files that are as they were are taken from what is known.
  private func parsed(
    _ wave: [ContentPath], _ reading: PageReading, _ earlier: ParsedFiles.Wave?,
    _ changes: FileChanges
  ) async throws(WorkspaceError) -> [Diagnosed<[Shared<ParsedPage>]>] {
    guard let earlier, case .paths = changes, earlier.reading.agrees(with: reading) else {
      return try await parsed(wave, reading)
    }
    let isSameList = earlier.paths == wave
    let places =
      isSameList
      ? [:]
      : Dictionary(earlier.paths.enumerated().map { ($1, $0) }, uniquingKeysWith: { a, _ in a })
    var results: [Diagnosed<[Shared<ParsedPage>]>?] = []
    results.reserveCapacity(wave.count)
    for (number, path) in wave.enumerated() {
      let place = isSameList ? number : places[path]
      results.append(changes.touch(path.source) ? nil : place.map { earlier.results[$0] })
    }
    let missing = results.indices.filter { results[$0] == nil }
    for (number, result) in zip(missing, try await parsed(missing.map { wave[$0] }, reading)) {
      results[number] = result
    }
    return results.compactMap(\.self)
  }

  private func parsed(
    _ paths: [ContentPath], _ reading: PageReading
  ) async throws(WorkspaceError) -> [Diagnosed<[Shared<ParsedPage>]>] {
    let results = await paths.parallelMap { path in
      do throws(WorkspaceError) {
        return Result<Diagnosed<[Shared<ParsedPage>]>, WorkspaceError>.success(
          shared(parsePages(at: path, try FileSystem.read(self.path(path.source)), reading)))
      } catch {
        return .failure(error)
      }
    }
    var pages: [Diagnosed<[Shared<ParsedPage>]>] = []
    pages.reserveCapacity(results.count)
    for result in results { pages.append(try result.get()) }
    return pages
  }

  /// What pages say of a file. Nothing if it was taken away since the folder was listed.
  private func facts(of path: ContentPath) throws(WorkspaceError) -> FileFacts? {
    let file = self.path(path.source)
    guard let status = try FileSystem.status(file) else { return nil }
    guard PictureSize.isPicture(path.path) else { return FileFacts(size: status.size) }
    let start = try FileSystem.read(file, upTo: PictureSize.bytesNeeded)
    return FileFacts(size: status.size, picture: PictureSize(ofPictureStarting: start))
  }

  private func readAll(
    _ paths: [String], below folder: String
  ) throws(WorkspaceError) -> [SourceText] {
    var sources: [SourceText] = []
    for relative in paths {
      let file = folder + "/" + relative
      sources.append(SourceText(file: file, bytes: try FileSystem.read(path(file))))
    }
    return sources
  }
}

/// The pages that a file holds, as they are kept: copying each of ten thousand takes longer than the rest
/// of a change.
private func shared(_ pages: Diagnosed<[ParsedPage]>) -> Diagnosed<[Shared<ParsedPage>]> {
  Diagnosed(pages.value.map(Shared.init), pages.diagnostics)
}
