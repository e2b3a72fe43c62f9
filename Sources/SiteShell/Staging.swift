import Web

/// A folder beside the output folder, on its file system, where a build's files wait until all of it
/// is well.
///
/// Files whose bytes the output folder has already are not staged, so that moving them touches
/// nothing. Writing is safe from several threads: no two outputs have one path.
struct Staging: Sendable {
  let output: String
  let folder: String

  /// The rights of files and folders, as the process's mask has them.
  let fileMode, folderMode: UInt32

  /// Assets lie apart from pages, so that they can be moved in before the pages that need them; what lists others comes last.
  enum Part: String, CaseIterable { case assets, pages, lists }

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
    folderMode = try FileSystem.status(folder).map { $0.mode & 0o777 } ?? 0o755
    fileMode = folderMode & 0o666
  }

  /// What became of a file that was to be staged.
  enum Outcome {
    case staged
    /// The output folder has a file with the same bytes already.
    case same
    /// It has, and the file has other rights than it would have if it was written now.
    case sameWithOtherRights
  }

  /// Stages a file, unless the output folder has one with the same bytes.
  func write(_ bytes: [UInt8], to path: OutputPath, _ part: Part) throws(WorkspaceError) -> Outcome
  {
    let target = output + "/" + path.text
    if let status = try FileSystem.status(target, followingLinks: false), status.kind == .file,
      status.size == bytes.count, try FileSystem.readIfPresent(target) == bytes
    {
      return status.mode & 0o777 == fileMode ? .same : .sameWithOtherRights
    }
    try FileSystem.write(bytes, to: folder + "/" + part.rawValue + "/" + path.text)
    return .staged
  }

  /// The bytes of a file that was staged, or that the output folder has already.
  func bytes(of path: OutputPath) throws(WorkspaceError) -> [UInt8] {
    for part in Part.allCases {
      let staged = folder + "/" + part.rawValue + "/" + path.text
      if let bytes = try FileSystem.readIfPresent(staged) { return bytes }
    }
    return try FileSystem.readIfPresent(output + "/" + path.text) ?? []
  }

  /// Gives files in place, and the folders that they lie in, the rights that they would have if they were made
  /// now. The output folder itself keeps those that its owner gave it.
  func giveRights(to files: [OutputPath], inFoldersOf paths: [OutputPath]) throws(WorkspaceError) {
    for file in files { try FileSystem.setMode(of: output + "/" + file.text, to: fileMode) }
    for path in Set(paths.flatMap(\.folders)) {
      let folder = output + "/" + path
      guard let mode = try FileSystem.status(folder)?.mode, mode & 0o777 != folderMode else {
        continue
      }
      try FileSystem.setMode(of: folder, to: mode & 0o7000 | folderMode)
    }
  }

  /// How many files wait.
  func count() throws(WorkspaceError) -> Int { try FileSystem.countFiles(below: folder) }

  func discard() throws(WorkspaceError) { try FileSystem.removeTree(folder) }

  /// Moves everything into the output folder: assets first, then pages, then lists. Nothing else may be in the way.
  func moveIntoPlace() throws(WorkspaceError) {
    for part in Part.allCases { try move(part, "") }
  }

  private func move(_ part: Part, _ path: String) throws(WorkspaceError) {
    let staged = folder + "/" + part.rawValue + path
    guard try FileSystem.status(staged) != nil else { return }
    for case let name? in try FileSystem.names(in: staged) {
      let target = output + path + "/" + name
      let isFolder = try FileSystem.status(staged + "/" + name)?.kind == .folder
      if isFolder, try FileSystem.status(target, followingLinks: false)?.kind == .folder {
        try move(part, path + "/" + name)
      } else {
        try FileSystem.move(staged + "/" + name, to: target)
      }
    }
  }
}
