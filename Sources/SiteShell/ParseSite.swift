import ConferenceDesign
package import Content
package import Diagnostics
import Pictures
import SiteRender
import SiteViews
import Text
import Web

/// The files of a site on the disk.
package struct DiskFiles: FileSource {
  let workspace: Workspace
  package let tree: InputTree

  package init(workspace: Workspace, tree: InputTree) {
    self.workspace = workspace
    self.tree = tree
  }

  package func bytes(of path: String) throws(WorkspaceError) -> [UInt8] {
    try FileSystem.read(diskPath(of: path))
  }

  /// Where a file is on the disk.
  func diskPath(of path: String) -> String { workspace.path(tree.diskPath(of: path)) }

  package func facts(of path: String) throws(WorkspaceError) -> FileFacts? {
    let file = diskPath(of: path)
    guard let status = try FileSystem.status(file) else { return nil }
    guard PictureSize.isPicture(path) else { return FileFacts(size: status.size) }
    let start = try FileSystem.read(file, upTo: PictureSize.bytesNeeded)
    var picture = PictureSize(ofPictureStarting: start)
    if picture == nil, start.count < status.size {
      picture = PictureSize(ofPictureStarting: try FileSystem.read(file))
    }
    var facts = FileFacts(size: status.size, picture: picture)
    if let picture, PictureSource.isWorthIt(bytes: status.size, picture),
      let fallback = FallbackFormat(forPictureStarting: start)
    {
      let content = Fingerprint(start.count < status.size ? try FileSystem.read(file) : start)
      facts.source = PictureSource(
        file: path, size: picture, fallback: fallback, content: content)
    }
    return facts
  }
}

extension Workspace {
  /// Reads the files of a tree.
  package func parse(
    _ tree: InputTree, _ options: ParseOptions, memo: some ReadingMemo = NoMemo()
  ) async throws(WorkspaceError) -> Diagnosed<SiteFiles> {
    try await read(
      DiskFiles(workspace: self, tree: tree), options, templateNames, templateEnvironment,
      shipped: ShippedDesign(
        conferenceDesign.filter { !$0.isBinary }.map { ($0.path, $0.bytes) },
        fonts: { conferenceDesign.filter(\.isBinary).map { ($0.path, $0.bytes) } }), memo: memo)
  }
}
