// What a build does to the output folder. All of it is found out before anything is touched: what isn't ours is
// neither replaced nor removed, whatever its owner made of the folder since the last build.

import Web

/// How an output folder becomes what a build made.
struct OutputChange {
  private let staging: Staging
  private let output: String
  /// The files that earlier builds wrote.
  private let owned: Set<OutputPath>
  /// Files of earlier builds that lie where something else comes, or in a folder that becomes a file.
  private var inTheWay: [OutputPath] = []
  /// Folders that become files, innermost first: nothing is left in them when the files in the way are gone.
  private var emptied: [String] = []
  /// Other files of earlier builds that are no part of the site any more, pages first, so that no page is ever
  /// without its style.
  private(set) var stale: [OutputPath] = []
  /// Paths at which something that no build wrote is replaced, since that was asked for.
  private(set) var adopted: [String] = []

  private var foreign: [Foreign] = []
  /// The paths of those.
  private var noted: Set<String> = []
  /// What stands at the folders that were looked at.
  private var folders: [String: FileKind?] = [:]

  private struct Foreign {
    let path: String
    /// What no option replaces: a folder with files in it.
    let isFolder: Bool
  }

  /// Finds out what is to be done.
  ///
  /// - Parameters:
  ///   - changed: the files that wait in the staging folder.
  ///   - owned: the files that earlier builds wrote; `nil` if there is no record of any.
  ///   - adopts: whether files that no build wrote may be replaced.
  init(
    _ staging: Staging, changed: [OutputPath], current: Set<OutputPath>, owned: Set<OutputPath>?,
    adopts: Bool
  ) throws(WorkspaceError) {
    self.staging = staging
    self.owned = owned ?? []
    output = staging.output
    var inTheWay: Set<OutputPath> = []
    for path in changed { try makeRoom(for: path, &inTheWay) }
    for path in self.owned.subtracting(current).sorted() where !inTheWay.contains(path) {
      if try isStillOurs(path) { stale.append(path) }
    }
    stale.sort { ($0.goesLast ? 1 : 0, $0) < ($1.goesLast ? 1 : 0, $1) }
    self.inTheWay = inTheWay.sorted()
    try checkFolders(of: changed + inTheWay + stale)
    if !foreign.isEmpty { try settle(adopts, hasRecord: owned != nil) }
  }

  // MARK: Looking

  /// Looks at all that stands where a file comes.
  private mutating func makeRoom(
    for path: OutputPath, _ inTheWay: inout Set<OutputPath>
  ) throws(WorkspaceError) {
    for folder in path.folders {
      switch try kind(ofFolder: folder) {
      case .folder?: continue
      case nil: return
      case .file? where owned.contains(OutputPath(folder)):
        inTheWay.insert(OutputPath(folder))
        return
      case .file?, .link?, .other?:
        note(Foreign(path: folder, isFolder: false))
        return
      }
    }
    switch try FileSystem.status(output + "/" + path.text, followingLinks: false)?.kind {
    case nil: return
    case .file? where owned.contains(path): return
    case .folder?: try emptyFolder(path.text, &inTheWay)
    case .file?, .link?, .other?: note(Foreign(path: path.text, isFolder: false))
    }
  }

  /// Looks whether all in a folder is ours.
  private mutating func emptyFolder(
    _ folder: String, _ inTheWay: inout Set<OutputPath>
  ) throws(WorkspaceError) {
    for name in try FileSystem.names(in: output + "/" + folder) {
      guard let name else { return note(Foreign(path: folder, isFolder: true)) }
      let path = folder + "/" + name
      switch try FileSystem.status(output + "/" + path, followingLinks: false)?.kind {
      case nil: continue
      case .folder?: try emptyFolder(path, &inTheWay)
      case .file? where OutputPath(exactly: path).map(owned.contains) == true:
        inTheWay.insert(OutputPath(path))
      case .file?, .link?, .other?: note(Foreign(path: path, isFolder: true))
      }
    }
    emptied.append(folder)
  }

  private mutating func note(_ found: Foreign) {
    if noted.insert(found.path).inserted { foreign.append(found) }
  }

  /// What stands at a folder's path, without following a link.
  private mutating func kind(ofFolder path: String) throws(WorkspaceError) -> FileKind? {
    if let known = folders[path] { return known }
    let kind = try FileSystem.status(output + "/" + path, followingLinks: false)?.kind
    folders[path] = .some(kind)
    return kind
  }

  /// Whether a file of an earlier build is still where it was: a folder may have become a link to somebody's files.
  private mutating func isStillOurs(_ path: OutputPath) throws(WorkspaceError) -> Bool {
    for folder in path.folders {
      guard try kind(ofFolder: folder) == .folder else { return false }
    }
    return try FileSystem.status(output + "/" + path.text, followingLinks: false)?.kind == .file
  }

  private mutating func checkFolders(of paths: [OutputPath]) throws(WorkspaceError) {
    var checked: Set<String> = []
    for path in paths {
      var folder = ""
      for next in path.folders {
        guard try kind(ofFolder: next) == .folder else { break }
        folder = next
      }
      guard checked.insert(folder).inserted else { continue }
      let whole = folder.isEmpty ? output : output + "/" + folder
      if try FileSystem.status(whole) != nil { try FileSystem.checkWritable(whole) }
    }
  }

  /// Takes over what may be taken over, or refuses to go on.
  private mutating func settle(_ adopts: Bool, hasRecord: Bool) throws(WorkspaceError) {
    let refused = adopts ? foreign.filter(\.isFolder) : foreign
    guard let first = refused.first else {
      adopted = foreign.map(\.path)
      return
    }
    let more = refused.count - 1
    let others = more == 0 ? "" : more == 1 ? " (and 1 more)" : " (and \(more) more)"
    if first.isFolder {
      throw WorkspaceError(
        "cannot write \(output)/\(first.path): a file of the site would take the place of its folder, and no build wrote what is there\(others)",
        help: "move it away, then build again")
    }
    throw WorkspaceError(
      "cannot write \(output)/\(first.path): no build wrote what is there\(others)",
      help: hasRecord
        ? "move it away, or build with --adopt to replace it"
        : "there is no record of an earlier build; if there was one, build with --adopt to replace its files, else choose another folder with --output"
    )
  }

  // MARK: Doing

  /// How many files are removed.
  var removals: Int { inTheWay.count + stale.count }

  /// Moves what waits into place and removes what is no part of the site any more.
  func perform() throws(WorkspaceError) {
    try FileSystem.makeFolder(output)
    for path in adopted { try FileSystem.remove(output + "/" + path) }
    try remove(inTheWay)
    for folder in emptied { _ = FileSystem.removeIfEmpty(output + "/" + folder) }
    try staging.moveIntoPlace()
    try remove(stale)
  }

  /// Removes files, and folders that this empties.
  private func remove(_ paths: [OutputPath]) throws(WorkspaceError) {
    for path in paths {
      try FileSystem.remove(output + "/" + path.text)
      for folder in path.folders.reversed() {
        guard FileSystem.removeIfEmpty(output + "/" + folder) else { break }
      }
    }
  }
}

extension OutputPath {
  /// Whether pages may need the file, so that it goes after them.
  fileprivate var goesLast: Bool { !text.hasSuffix(".html") }
}
