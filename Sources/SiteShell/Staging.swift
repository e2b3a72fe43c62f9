import Glibc

/// A folder beside the output folder, on its file system, where a build's files wait until all of it
/// is well.
///
/// Files whose bytes the output folder has already are not staged, so that moving them touches
/// nothing. Writing is safe from several threads: no two outputs have one path.
struct Staging: Sendable {
  let output: String
  let folder: String

  /// Assets lie apart from pages, so that they can be moved in before the pages that need them.
  enum Part: String, CaseIterable { case assets, pages }

  init(beside output: String) throws(WorkspaceError) {
    self.output = output
    let parent = FileSystem.parent(of: output)
    try FileSystem.makeFolder(parent)
    let name = output.split(separator: "/").last ?? "output"
    let outputStatus = try FileSystem.status(output)
    let isMountPoint =
      try outputStatus.map { (status) throws(WorkspaceError) in
        try FileSystem.status(parent)?.device != status.device
      } ?? false
    folder = isMountPoint ? output + "/.lectern-staging" : parent + "/.\(name).lectern-staging"
    if outputStatus != nil { try FileSystem.checkWritable(output) }
    try FileSystem.removeTree(folder)
    try FileSystem.makeFolder(folder)
  }

  /// Stages a file, unless the output folder has one with the same bytes.
  ///
  /// - Returns: whether it is new or changed.
  func write(_ bytes: [UInt8], to path: String, _ part: Part) throws(WorkspaceError) -> Bool {
    if try FileSystem.hasContents(bytes, at: output + "/" + path) { return false }
    try FileSystem.write(bytes, to: folder + "/" + part.rawValue + "/" + path)
    return true
  }

  func discard() throws(WorkspaceError) { try FileSystem.removeTree(folder) }

  /// Finds what cannot be put in place, before anything is moved.
  func check(replacing owned: Set<String>) throws(WorkspaceError) {
    for part in Part.allCases { try check(part, "", owned) }
  }

  /// Moves everything into the output folder: assets first, then pages.
  func moveIntoPlace() throws(WorkspaceError) {
    try FileSystem.makeFolder(output)
    for part in Part.allCases { try move(part, "") }
    try discard()
  }

  private func check(_ part: Part, _ path: String, _ owned: Set<String>) throws(WorkspaceError) {
    let target = path.isEmpty ? output : output + "/" + path
    if try FileSystem.status(target) != nil { try FileSystem.checkWritable(target) }
    try forEachEntry(part, path) { (path, status, target) throws(WorkspaceError) in
      guard let target else { return }
      if status.kind == .folder && target.kind == .folder { return try check(part, path, owned) }
      let isOurs = owned.contains(path) || owned.contains { $0.hasPrefix(path + "/") }
      if status.kind != target.kind && !isOurs {
        throw WorkspaceError(
          "cannot write \(output)/\(path): somebody else's \(target.kind == .folder ? "folder" : "file") of that name is there",
          help: "move it away, then build again")
      }
    }
  }

  private func move(_ part: Part, _ path: String) throws(WorkspaceError) {
    try forEachEntry(part, path) { (path, status, target) throws(WorkspaceError) in
      if let target {
        if status.kind == .folder && target.kind == .folder { return try move(part, path) }
        if status.kind != target.kind { try FileSystem.removeTree(output + "/" + path) }
      }
      try FileSystem.move(folder + "/" + part.rawValue + "/" + path, to: output + "/" + path)
    }
  }

  private func forEachEntry(
    _ part: Part, _ path: String,
    _ body: (String, FileStatus, FileStatus?) throws(WorkspaceError) -> Void
  ) throws(WorkspaceError) {
    let staged = folder + "/" + part.rawValue + (path.isEmpty ? "" : "/" + path)
    guard try FileSystem.status(staged) != nil else { return }
    for name in try FileSystem.names(in: staged) {
      guard let name, let status = try FileSystem.status(staged + "/" + name) else { continue }
      let relative = path.isEmpty ? name : path + "/" + name
      let target = try FileSystem.status(output + "/" + relative, followingLinks: false)
      try body(relative, status, target)
    }
  }
}

extension FileSystem {
  /// Whether a file holds just these bytes.
  static func hasContents(_ bytes: [UInt8], at path: String) throws(WorkspaceError) -> Bool {
    guard let status = try status(path, followingLinks: false), status.kind == .file,
      status.size == bytes.count
    else { return false }
    return try readIfPresent(path) == bytes
  }
}
