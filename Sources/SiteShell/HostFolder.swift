import Web

/// The folder beside the output folder with what hosts are told: written like it, with a record of its own, and removed when
/// nothing is to be told any more.
struct HostFolder {
  private let workspace: Workspace
  private let staging: Staging
  private let change: OutputChange
  private let changed: [OutputPath]
  private let current: Set<OutputPath>
  private var record: OwnedFiles

  /// Finds out what is to be done, before anything is touched. `nil` if there is nothing, and never was.
  init?(
    of site: Workspace, _ files: [(path: OutputPath, bytes: [UInt8])], adopts: Bool
  ) throws(WorkspaceError) {
    workspace = site.hosts
    record = try OwnedFiles(of: workspace)
    guard !files.isEmpty || record.earlier?.isEmpty == false else { return nil }
    staging = try Staging(beside: workspace.output)
    do {
      var changed: [OutputPath] = []
      for file in files {
        let outcome = try staging.write(file.bytes, to: file.path, .pages)
        if outcome == .staged { changed.append(file.path) }
      }
      self.changed = changed
      current = Set(files.map(\.path))
      change = try OutputChange(
        staging, changed: changed, current: current, owned: record.earlier, adopts: adopts)
    } catch {
      try? staging.discard()  // The first failure is the one to report.
      throw error
    }
  }

  /// Puts the files in place.
  ///
  /// - Returns: the names of those that are new or changed.
  func perform() throws(WorkspaceError) -> [String] {
    var record = record
    try record.write(current.union(record.earlier ?? []), output: workspace.output)
    try change.perform()
    try record.write(current, output: workspace.output)
    try staging.discard()
    if current.isEmpty { _ = FileSystem.removeIfEmpty(workspace.output) }
    return changed.map(\.text).sorted()
  }
}
