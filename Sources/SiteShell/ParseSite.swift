package import Diagnostics
package import SiteCore
import Text

extension Workspace {
  /// Reads every file of the site, each by itself and on all cores: the settings and the sections
  /// first, since they say of what kind the other pages are.
  package func parse(
    _ tree: InputTree, _ options: ParseOptions
  ) async throws(WorkspaceError) -> Diagnosed<SiteFiles> {
    let settings = SourceText(file: "site.yaml", bytes: try FileSystem.read(path("site.yaml")))
    var reader = SiteReader(settings, options)
    let paths = tree.content.map { ContentPath($0, languages: reader.languageCodes) }

    reader.add(templates: try readAll(tree.templates, below: "templates"))
    reader.add(data: try readAll(paths.filter(\.isData).map(\.path), below: "content"))
    reader.note(paths)
    for path in paths where path.role == .file {
      if let facts = try facts(of: path) { reader.note(facts, of: path) }
    }
    for wave in reader.waves(paths) {
      reader.add(pages: try await parsed(wave, reader.reading))
    }
    return reader.files
  }

  private func parsed(
    _ paths: [ContentPath], _ reading: PageReading
  ) async throws(WorkspaceError) -> [Diagnosed<[ParsedPage]>] {
    let results = await paths.parallelMap { path in
      do throws(WorkspaceError) {
        return Result<Diagnosed<[ParsedPage]>, WorkspaceError>.success(
          parsePages(at: path, try FileSystem.read(self.path(path.source)), reading))
      } catch {
        return .failure(error)
      }
    }
    var pages: [Diagnosed<[ParsedPage]>] = []
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
