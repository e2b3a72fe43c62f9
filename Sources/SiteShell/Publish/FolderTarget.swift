import Publishing
import Web

/// A folder of this machine, perhaps on a drive of the network.
struct FolderTarget: PublicationTarget {
  /// Absolute.
  let folder: String
  let scratch: PublicationScratch

  func list() throws(WorkspaceError) -> PlaceListing {
    var listing = PlaceListing()
    func visit(_ path: String) throws(WorkspaceError) {
      for case let name? in try FileSystem.names(in: place(of: path)) {
        let path = path.isEmpty ? name : path + "/" + name
        guard let status = try FileSystem.status(place(of: path), followingLinks: false) else {
          continue
        }
        if status.kind == .folder {
          try visit(path)
        } else {
          listing.entries.updateValue(status.kind == .file ? status.size : nil, forKey: path)
        }
      }
    }
    if try FileSystem.status(folder) != nil { try visit("") }
    return listing
  }

  private func place(of path: String) -> String { path.isEmpty ? folder : folder + "/" + path }

  func fetch(_ paths: [String], into folder: String) throws(WorkspaceError) {
    for path in paths {
      try FileSystem.write(try FileSystem.read(place(of: path)), to: folder + "/" + path)
    }
  }

  func put(_ paths: [String], from source: String) throws(WorkspaceError) {
    for path in paths {
      let bytes = try FileSystem.read(source + "/" + path)
      let passing = passingPlace(of: path)
      try FileSystem.write(bytes, to: passing)
      try FileSystem.move(passing, to: place(of: path))
    }
    if !paths.isEmpty { try FileSystem.flush(folder) }
  }

  /// Where a file is written before it takes its place in one step: a name by which the next publication knows it.
  private func passingPlace(of path: String) -> String {
    let parts = path.split(separator: "/")
    return place(of: (parts.dropLast() + [".\(parts.last ?? "").lectern"]).joined(separator: "/"))
  }

  func remove(_ paths: [String]) throws(WorkspaceError) {
    for path in paths where try isFileHere(path) { try FileSystem.remove(place(of: path)) }
  }

  /// Whether it is a file, and no folder above it has become a link to somebody else's files.
  private func isFileHere(_ path: String) throws(WorkspaceError) -> Bool {
    for folder in OutputPath(path).folders {
      let status = try FileSystem.status(place(of: folder), followingLinks: false)
      guard status?.kind == .folder else { return false }
    }
    return try FileSystem.status(place(of: path), followingLinks: false)?.kind == .file
  }

  func removeIfEmpty(_ folders: [String]) throws(WorkspaceError) {
    for path in folders { _ = FileSystem.removeIfEmpty(place(of: path)) }
  }
}
