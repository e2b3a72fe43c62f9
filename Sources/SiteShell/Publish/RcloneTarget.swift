// rclone (rclone.org) reaches what has no rsync: SFTP alone, WebDAV, S3 and the like. Where it is and how one gets
// in stands in rclone's own settings, under the name of a remote.

import Publishing

/// A place that rclone reaches: `storage:bucket/path`.
struct RcloneTarget: PublicationTarget {
  let place: String
  let scratch: PublicationScratch

  /// Some remotes write a file in its place, so that one which was cut off is none. A record is put beside the old
  /// one first, and then moved.
  private static let newRecord = PublicationRecord.fileName + ".new"

  var recordNames: [String] { [PublicationRecord.fileName, Self.newRecord] }

  private func path(_ path: String) -> String {
    place.hasSuffix(":") || place.hasSuffix("/") ? place + path : place + "/" + path
  }

  func list() throws(WorkspaceError) -> PlaceListing {
    let result = try run([
      "lsf", "-R", "--files-only", "--format", "sp", "--separator", "\t", "--", place,
    ])
    // 3: the folder isn't there (rclone.org/docs, "Exit code").
    if result.code == 3 { return PlaceListing() }
    guard result.code == 0 else { throw failure(result, "look at what is there") }
    return PlaceListing(rclone: result.output)
  }

  func fetch(_ paths: [String], into folder: String) throws(WorkspaceError) {
    if paths.isEmpty { return }
    let list = try lines(paths)
    let result = try run(["copy", "--files-from-raw", list, "--no-traverse", "--", place, folder])
    guard result.code == 0 else { throw failure(result, "fetch files") }
  }

  func put(_ paths: [String], from folder: String) throws(WorkspaceError) {
    if paths.isEmpty { return }
    let list = try lines(paths)
    let result = try run([
      "copy", "--files-from-raw", list, "--no-traverse", "--ignore-times", "--", folder, place,
    ])
    guard result.code == 0 else { throw failure(result, "put files there") }
  }

  func put(_ record: PublicationRecord) throws(WorkspaceError) {
    let folder = try scratch.folder("record")
    try FileSystem.write(record.text, to: folder + "/" + Self.newRecord)
    try put([Self.newRecord], from: folder)
    let moved = try run([
      "moveto", "--", path(Self.newRecord), path(PublicationRecord.fileName),
    ])
    guard moved.code == 0 else { throw failure(moved, "write down what is published") }
  }

  func remove(_ paths: [String]) throws(WorkspaceError) {
    if paths.isEmpty { return }
    let list = try lines(paths)
    let result = try run(["delete", "--files-from-raw", list, "--", place])
    guard result.code == 0 else { throw failure(result, "remove files") }
  }

  func removeIfEmpty(_ folders: [String]) throws(WorkspaceError) {
    // It fails for a folder that isn't empty, and for one that some remotes have removed themselves.
    for folder in folders { _ = try run(["rmdir", "--retries", "1", "--", path(folder)]) }
  }

  /// A list in rclone's form, a path on each line.
  private func lines(_ paths: [String]) throws(WorkspaceError) -> String {
    if let path = paths.first(where: { $0.contains("\n") || $0.contains("\r") }) {
      throw WorkspaceError(
        "rclone can't be told of the file '\(path.replacing("\n", with: "\\n"))', whose name has a line break",
        help: "rename it")
    }
    return try list(paths, ending: UInt8(ascii: "\n"))
  }

  private func run(_ arguments: [String]) throws(WorkspaceError) -> ChildProcess.Result {
    try ChildProcess.run(
      "rclone", ["--ask-password=false"] + arguments, in: scratch.folder, package: "rclone")
  }

  private func failure(_ result: ChildProcess.Result, _ doing: String) -> WorkspaceError {
    let isUnknown = result.lastWords.contains("didn't find section in config file")
    return WorkspaceError(
      "rclone could not \(doing), at \(place): \(result.lastWords) (it ended with \(result.code))",
      help: isUnknown
        ? "make the remote with 'rclone config', or look at its name with 'rclone listremotes'"
        : "try it by hand: rclone lsf '\(place)'")
  }
}
