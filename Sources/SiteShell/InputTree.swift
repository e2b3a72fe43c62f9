package import Content
package import Diagnostics

extension Workspace {
  /// Walks `content/` and `templates/`. What cannot be a part of a site is reported and left out.
  package func listInputs() throws(WorkspaceError) -> Diagnosed<InputTree> {
    var walker = Walker(workspace: self)
    let tree = InputTree(
      content: try walker.files(below: "content"), templates: try walker.files(below: "templates"))
    return Diagnosed(tree, walker.diagnostics)
  }
}

private struct Walker {
  let workspace: Workspace
  var diagnostics: [Diagnostic] = []
  var found: [String] = []
  /// The folders above the one being read, so that a link in a circle is seen.
  private var above: [(device: UInt64, inode: UInt64)] = []

  init(workspace: Workspace) { self.workspace = workspace }

  mutating func files(below root: String) throws(WorkspaceError) -> [String] {
    found = []
    if let status = try FileSystem.status(workspace.path(root)) {
      try walk(root, "", status)
    }
    return found
  }

  private mutating func walk(
    _ root: String, _ folder: String, _ status: FileStatus
  ) throws(WorkspaceError) {
    above.append((status.device, status.inode))
    defer { above.removeLast() }
    let path = folder.isEmpty ? root : root + "/" + folder
    for entry in try FileSystem.entries(in: workspace.path(path)) {
      guard let name = entry.name else {
        diagnostics.append(
          .error(
            ShellCode.unreadableName, "the name of '\(entry.shown)' in this folder is not UTF-8",
            at: SourceLocation(file: path), help: "rename it"))
        continue
      }
      if name.hasPrefix(".") && !(name == ".well-known" && folder.isEmpty && root == "content") {
        continue
      }
      let relative = folder.isEmpty ? name : folder + "/" + name
      if entry.kind == .file { found.append(relative) } else { try visit(root, relative) }
    }
  }

  private mutating func visit(_ root: String, _ relative: String) throws(WorkspaceError) {
    let shown = root + "/" + relative
    let path = workspace.path(shown)
    func refuse(_ message: String, _ help: String) {
      diagnostics.append(
        .error(ShellCode.unusableFile, message, at: SourceLocation(file: shown), help: help))
    }
    guard let own = try FileSystem.status(path, followingLinks: false) else { return }
    if own.kind == .link {
      guard let target = try realTarget(path) else {
        return refuse("this link leads nowhere", "remove it, or mend what it leads to")
      }
      guard target == workspace.folder || target.hasPrefix(workspace.folder + "/") else {
        return refuse(
          "this link leads out of the site's folder", "copy the file into the site instead")
      }
    }
    guard let status = try FileSystem.status(path) else { return }
    switch status.kind {
    case .file: found.append(relative)
    case .folder:
      let isCircle = above.contains { $0.device == status.device && $0.inode == status.inode }
      if isCircle { return refuse("this link leads in a circle", "remove it") }
      try walk(root, relative, status)
    case .link, .other:
      refuse("this is neither a file nor a folder", "remove it from the site")
    }
  }
}

/// Where a link leads in the end. `nil` if it leads nowhere, or in a circle.
private func realTarget(_ path: String) throws(WorkspaceError) -> String? {
  do {
    return try FileSystem.realPath(path)
  } catch  where error.isCircle {
    return nil
  }
}
