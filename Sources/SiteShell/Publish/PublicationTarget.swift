import Content
import Publishing
import SiteSettings

/// A place that a site is published to, and what can be done there. Paths are from the place.
protocol PublicationTarget {
  var scratch: PublicationScratch { get }
  /// The names that the record may have: the first that has a whole one counts.
  var recordNames: [String] { get }

  /// What stands there, and below. Nothing if the place isn't there yet.
  func list() throws(WorkspaceError) -> PlaceListing
  /// Fetches files into a folder of this machine.
  func fetch(_ paths: [String], into folder: String) throws(WorkspaceError)
  /// Puts files of a folder there; each takes the place of what was there.
  func put(_ paths: [String], from folder: String) throws(WorkspaceError)
  func remove(_ paths: [String]) throws(WorkspaceError)
  /// Removes those folders that are empty. They come innermost first.
  func removeIfEmpty(_ folders: [String]) throws(WorkspaceError)
  /// Puts the record there in one step, so that there is always one.
  func put(_ record: PublicationRecord) throws(WorkspaceError)
}

/// A folder for what goes to a place and comes from it, which goes when the publication ends.
struct PublicationScratch {
  let folder: String

  init(of workspace: Workspace, named name: String) throws(WorkspaceError) {
    folder = workspace.path(".lectern/" + name)
    try FileSystem.removeTree(folder)
    try FileSystem.makeFolder(folder)
  }

  /// A folder of its own in it, empty.
  func folder(_ name: String) throws(WorkspaceError) -> String {
    let path = folder + "/" + name
    try FileSystem.removeTree(path)
    try FileSystem.makeFolder(path)
    return path
  }

  func discard() throws(WorkspaceError) { try FileSystem.removeTree(folder) }
}

extension PublicationPlace {
  /// - Parameter base: where a relative folder is meant from.
  func target(
    from base: String, _ scratch: PublicationScratch
  ) throws(WorkspaceError) -> any PublicationTarget {
    switch self {
    case .folder(let path):
      let whole = path.hasPrefix("/") ? path : base + "/" + path
      return FolderTarget(folder: try absolutePath(whole), scratch: scratch)
    case .rsync(let place): return RsyncTarget(place: place, scratch: scratch)
    case .rclone(let place): return RcloneTarget(place: place, scratch: scratch)
    }
  }
}

extension PublicationTarget {
  var recordNames: [String] { [PublicationRecord.fileName] }

  /// The record of earlier publications. `nil` if there is none.
  func record(in listing: PlaceListing) throws(WorkspaceError) -> PublicationRecord? {
    let present = recordNames.filter { listing.entries[$0] != nil }
    guard let first = present.first else { return nil }
    let folder = try scratch.folder("record")
    for name in present {
      try fetch([name], into: folder)
      if let record = PublicationRecord(try FileSystem.read(folder + "/" + name)) { return record }
    }
    throw WorkspaceError(
      "the record of what was published there, \(first), is not as Lectern writes it",
      help: "remove it, and publish once with --adopt; what the site has no more stays there then")
  }

  func put(_ record: PublicationRecord) throws(WorkspaceError) {
    let folder = try scratch.folder("record")
    try FileSystem.write(record.text, to: folder + "/" + PublicationRecord.fileName)
    try put([PublicationRecord.fileName], from: folder)
  }

  /// Writes a list of paths for a program, each with an end.
  func list(_ paths: [String], ending end: UInt8) throws(WorkspaceError) -> String {
    let file = scratch.folder + "/list"
    try FileSystem.write(paths.flatMap { Array($0.utf8) + [end] }, to: file)
    return file
  }
}
