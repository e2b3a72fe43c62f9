import Text
import Web

/// The record of the files that builds wrote into an output folder, in `.lectern/` at the site's root:
/// what a later build may replace and remove.
///
/// While files are moved into place it names what was there before and what is to come.
struct OwnedFiles {
  let recordPath: String
  /// What the record said when the build began. `nil` if there is no record.
  let earlier: Set<OutputPath>?
  private var recorded: Set<OutputPath>?

  /// More bytes than this no record has: a million paths.
  private static let largestRecord = 128 << 20

  init(of workspace: Workspace) throws(WorkspaceError) {
    let inside = workspace.folder + "/"
    let output =
      workspace.output.hasPrefix(inside)
      ? String(workspace.output.dropFirst(inside.count)) : workspace.output
    let name = Fingerprint(Array(output.utf8)).text
    recordPath = workspace.path(".lectern/owned-\(name).txt")
    earlier = try Self.read(recordPath)
    recorded = earlier
  }

  private static func read(_ path: String) throws(WorkspaceError) -> Set<OutputPath>? {
    guard let status = try FileSystem.status(path, followingLinks: false) else { return nil }
    if status.kind == .file, status.size <= largestRecord,
      let paths = recordedPaths(in: try FileSystem.read(path))
    {
      return paths
    }
    throw WorkspaceError(
      "the record of what earlier builds wrote, \(path), is not as Lectern writes it",
      help: "remove it; the next build then keeps what it doesn't know, and says so")
  }

  mutating func write(_ paths: Set<OutputPath>, output: String) throws(WorkspaceError) {
    if paths == recorded { return }
    try FileSystem.write(recordText(of: paths, in: output), to: recordPath + ".new")
    try FileSystem.move(recordPath + ".new", to: recordPath)
    recorded = paths
  }
}

// MARK: The form of the record

private let recordStart = "What Lectern wrote into "

/// The record of paths: a line that says what it is, an empty one, then a line for each path, in order.
func recordText(of paths: Set<OutputPath>, in output: String) -> [UInt8] {
  var text = "\(recordStart)\(inOneLine(output)). A build removes only what stands here.\n\n"
  for path in paths.sorted() { text += path.recordedForm + "\n" }
  return Array(text.utf8)
}

/// The paths of a record. `nil` if it is none, or names something that no build can have written.
func recordedPaths(in bytes: [UInt8]) -> Set<OutputPath>? {
  guard let text = String(validating: bytes, as: UTF8.self), text.hasPrefix(recordStart) else {
    return nil
  }
  var lines = text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
  // What follows the last line end: a record that was cut off has something there.
  guard lines.count >= 3, lines.removeLast().isEmpty, lines[1].isEmpty else { return nil }
  var paths: Set<OutputPath> = []
  for line in lines.dropFirst(2) {
    guard let path = OutputPath(recordedForm: Substring(line)) else { return nil }
    paths.insert(path)
  }
  return paths
}
