import Content
import Diagnostics
import Foundation
import Pictures
import SiteModel
import SiteRender
import SiteViews
import Web

@testable import SiteShell

/// The files of a site as a dictionary, by their paths from the site's folder.
struct MemoryFiles: FileSource {
  typealias Failure = NoSuchFile

  struct NoSuchFile: Error { let path: String }

  private let bytes: [String: [UInt8]]
  let tree: InputTree

  init(_ files: [String: String]) {
    bytes = files.mapValues { Array($0.utf8) }
    // In the order in which folders are walked, where a/b comes before a.md.
    let paths = files.keys.sorted {
      $0.split(separator: "/").lexicographicallyPrecedes($1.split(separator: "/"))
    }
    func below(_ folder: String) -> [String] {
      paths.filter { $0.hasPrefix(folder) }.map { String($0.dropFirst(folder.count)) }
    }
    tree = InputTree(content: below("content/"), templates: below("templates/"))
  }

  func bytes(of path: String) throws(NoSuchFile) -> [UInt8] {
    guard let bytes = bytes[path] else { throw NoSuchFile(path: path) }
    return bytes
  }

  func facts(of path: String) throws(NoSuchFile) -> FileFacts? {
    bytes[path].map { bytes in
      FileFacts(
        size: bytes.count,
        picture: PictureSize.isPicture(path) ? PictureSize(ofPictureStarting: bytes) : nil)
    }
  }

  func source(_ path: String) -> SourceText? {
    bytes[path].map { SourceText(file: path, bytes: $0) }
  }
}

/// A site that was built without a disk.
struct MemoryBuild {
  /// As an editor reads them.
  let diagnostics: [Diagnostic]
  /// The bytes of each file, by its path from the site's folder. Empty if there are errors.
  private(set) var outputs: [String: [UInt8]] = [:]

  init(_ files: MemoryFiles, _ options: BuildOptions) async throws {
    let read = try await read(files, options.parse, templateNames, templateEnvironment)
    let site = assemble(read.value, options.assemble)
    let outputs = plan(site.value)
    var diagnostics = read.diagnostics + site.diagnostics + outputs.diagnostics
    let (published, withheld) = site.value.withholding(outputs.value)
    var named: Set<String> = []
    var anchorLinks = site.value.anchorLinksOfSite
    let hasSearch = published.contains(where: \.isSearchFile)
    let search = hasSearch ? site.value.searchIndexes(renderingAll: published) : []
    for output in published {
      let rendered = render(output, of: site.value, search: search)
      diagnostics += rendered.diagnostics
      anchorLinks += rendered.anchorLinks
      named.formUnion(site.value.withheldFiles(namedIn: rendered.value, of: output))
      self.outputs["output/\(output.path)"] = rendered.value
    }
    for output in published + withheld.filter({ $0.copiedFile.map(named.contains) == true }) {
      guard let file = output.copiedFile else { continue }
      self.outputs["output/\(output.path)"] = try files.bytes(of: "content/" + file)
    }
    diagnostics += site.value.mistakes(inFilesBut: named)
    diagnostics += site.value.deadAnchors(among: anchorLinks)
    self.diagnostics = gathered(diagnostics).inReadingOrder().withExcerpts { files.source($0) }
    if diagnostics.hasErrors || options.isStrict && !diagnostics.isEmpty { self.outputs = [:] }
  }
}
