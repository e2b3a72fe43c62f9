import Content
import Diagnostics

/// What the files of a site said when the preview last read them.
///
/// A result holds as long as the files that it was made from, and everything else that it depends on, are
/// as they were. `changes` says which files may differ; it may only grow until all were read again.
actor ReadingMemory: ReadingMemo {
  private struct Wave {
    var paths: [ContentPath]
    var pages: [FilePages]
    var reading: PageReading
  }

  private var changes = FileChanges.everything
  private var paths: (content: [String], rules: PathRules, value: [ContentPath])?
  private var design: (paths: [String], settings: [UInt8], value: Diagnosed<Design>)?
  private var data: (paths: [String], languages: [String], value: Diagnosed<SiteData>)?
  private var waves: [Int: Wave] = [:]

  /// Says which files may have changed since the last reading that succeeded.
  func expect(_ changes: FileChanges) { self.changes = changes }

  func paths(
    of content: [String], _ rules: PathRules, _ make: @Sendable () -> [ContentPath]
  ) -> [ContentPath] {
    if let paths, paths.rules == rules, paths.content == content { return paths.value }
    let value = make()
    paths = (content, rules, value)
    return value
  }

  func design<Failure: Error>(
    of paths: [String], _ settings: SourceText,
    _ read: @Sendable () throws(Failure) -> Diagnosed<Design>
  ) async throws(Failure) -> Diagnosed<Design> {
    if let design, design.settings == settings.bytes, design.paths == paths,
      !changes.affects(anyOf: paths.map { "templates/" + $0 })
    {
      return design.value
    }
    let value = try await outsideOfActor(read)
    design = (paths, settings.bytes, value)
    return value
  }

  func data<Failure: Error>(
    of paths: [String], languages: [String],
    _ read: @Sendable () throws(Failure) -> Diagnosed<SiteData>
  ) async throws(Failure) -> Diagnosed<SiteData> {
    if let data, data.languages == languages, data.paths == paths, !changes.affects(anyOf: paths) {
      return data.value
    }
    let value = try await outsideOfActor(read)
    data = (paths, languages, value)
    return value
  }

  func pages<Failure: Error>(
    of paths: [ContentPath], wave index: Int, _ reading: PageReading,
    _ read: @Sendable ([ContentPath]) async throws(Failure) -> [FilePages]
  ) async throws(Failure) -> [FilePages] {
    var pages: [FilePages]
    if let earlier = waves[index], case .paths = changes, earlier.reading.agrees(with: reading) {
      let known = known(paths, in: earlier)
      let missing = paths.indices.filter { known[$0] == nil }
      var news = try await read(missing.map { paths[$0] }).makeIterator()
      pages = known.compactMap { $0 ?? news.next() }
    } else {
      pages = try await read(paths)
    }
    waves[index] = Wave(paths: paths, pages: pages, reading: reading)
    return pages
  }

  /// For each path, the pages of its file as they were read earlier. `nil` if it may have changed.
  private func known(_ paths: [ContentPath], in earlier: Wave) -> [FilePages?] {
    if earlier.paths == paths {
      return zip(paths, earlier.pages).map { changes.affects($0.source) ? nil : $1 }
    }
    let indices = Dictionary(
      earlier.paths.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    return paths.map { path in
      changes.affects(path.source) ? nil : indices[path].map { earlier.pages[$0] }
    }
  }
}

/// Runs work where it does not keep an actor from other work.
private nonisolated func outsideOfActor<Value: Sendable, Failure: Error>(
  _ work: @Sendable () throws(Failure) -> Value
) async throws(Failure) -> Value { try work() }
