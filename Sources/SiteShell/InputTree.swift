package import Content
package import Diagnostics
import Text

extension Workspace {
  /// Walks `content/` and `templates/`. What cannot be a part of a site is reported and left out.
  package func listInputs() throws(WorkspaceError) -> Diagnosed<InputTree> {
    var walker = Walker(workspace: self)
    let content = try walker.files(below: "content")
    let templates = try walker.files(below: "templates")
    return Diagnosed(
      InputTree(
        content: content, templates: templates, diskPaths: walker.diskPaths,
        refused: walker.diagnostics),
      walker.diagnostics)
  }
}

/// A folder or file, by its path from the site's folder: as Lectern calls it, and as the disk does.
private struct Place {
  var path: String
  var diskPath: String

  func appending(_ name: String) -> Place {
    Place(path: path + "/" + name.composed, diskPath: diskPath + "/" + name)
  }
}

private struct Walker {
  let workspace: Workspace
  var diagnostics: [Diagnostic] = []
  var diskPaths: [String: String] = [:]
  private var found: [String] = []
  /// `content` or `templates`.
  private var root = ""
  /// The folders above the one being read, so that a link in a circle is seen.
  private var above: [FolderID] = []
  /// How often each folder was reached. Links that lead to folders with links would double without end.
  private var visits: [FolderID: Int] = [:]

  private struct FolderID: Hashable {
    let device, inode: UInt64

    init(_ status: FileStatus) { (device, inode) = (status.device, status.inode) }
  }

  /// More often than this no folder is a part of a site.
  private static let mostVisits = 16

  init(workspace: Workspace) { self.workspace = workspace }

  mutating func files(below root: String) throws(WorkspaceError) -> [String] {
    self.root = root
    found = []
    let place = Place(path: root, diskPath: root)
    let status = try FileSystem.status(workspace.path(root), followingLinks: false)
    if status?.kind == .link, let target = try realTarget(workspace.path(root)),
      !target.isAtOrBelow(workspace.folder)
    {
      throw WorkspaceError(
        "\(root)/ is a link that leads out of the site's folder, to \(target)",
        help: "move the folder into the site, or call lectern with the folder that holds it")
    }
    if status?.kind == .folder || status?.kind == .link { try visit(place) }
    return found
  }

  private mutating func walk(_ folder: Place, _ status: FileStatus) throws(WorkspaceError) {
    above.append(FolderID(status))
    defer { above.removeLast() }
    var names: [String: String] = [:]
    for entry in try FileSystem.entries(in: workspace.path(folder.diskPath)) {
      guard let name = entry.name else {
        diagnostics.append(
          .error(
            ShellCode.unreadableName, "the name of '\(entry.shown)' in this folder is not UTF-8",
            at: SourceLocation(file: folder.path), help: "rename it"))
        continue
      }
      if name.hasPrefix(".") && !isHostFile(name, folder.path) { continue }
      let place = folder.appending(name)
      if !name.utf8.allSatisfy({ $0 < 0x80 }) {
        if let other = names.updateValue(name, forKey: name) {
          refuseTwin(of: other, place)
          continue
        }
        if !place.path.utf8.elementsEqual(place.diskPath.utf8) {
          diskPaths[place.path] = place.diskPath
        }
      } else if folder.path.utf8.count != folder.diskPath.utf8.count {
        diskPaths[place.path] = place.diskPath
      }
      if entry.kind == .file { add(place) } else { try visit(place) }
    }
  }

  private func isHostFile(_ name: String, _ folder: String) -> Bool {
    root == "content"
      && HostFile.isKnown(hidden: name, inFolder: String(folder.dropFirst(root.count + 1)))
  }

  private mutating func add(_ file: Place) {
    found.append(String(file.path.dropFirst(root.count + 1)))
  }

  /// Strings are the same if they look the same; two such names in one folder are two files all the same.
  private mutating func refuseTwin(of other: String, _ place: Place) {
    refuse(
      place,
      "the files '\(spelling(of: other))' and '\(spelling(of: lastName(of: place.diskPath)))' differ only in how their letters with accents are made of bytes, so they would have one address",
      "remove one of them, or give it another name")
  }

  private mutating func refuse(_ place: Place, _ message: String, _ help: String) {
    diagnostics.append(
      .error(ShellCode.unusableFile, message, at: SourceLocation(file: place.path), help: help))
  }

  private mutating func visit(_ place: Place) throws(WorkspaceError) {
    let path = workspace.path(place.diskPath)
    guard let own = try FileSystem.status(path, followingLinks: false) else { return }
    if own.kind == .link {
      guard let target = try realTarget(path) else {
        return refuse(place, "this link leads nowhere", "remove it, or mend what it leads to")
      }
      guard target.isAtOrBelow(workspace.folder) else {
        return refuse(
          place, "this link leads out of the site's folder", "copy the file into the site instead")
      }
      guard !isHidden(target) else {
        return refuse(
          place, "this link leads to files that are not for visitors", "remove it")
      }
    }
    guard let status = try FileSystem.status(path) else { return }
    switch status.kind {
    case .file: add(place)
    case .folder:
      let id = FolderID(status)
      if above.contains(id) { return refuse(place, "this link leads in a circle", "remove it") }
      visits[id, default: 0] += 1
      if let count = visits[id], count > Self.mostVisits {
        // Told once for each folder.
        if count == Self.mostVisits + 1 {
          refuse(
            place,
            "links lead to this folder in more than \(Self.mostVisits) ways, which would multiply its files",
            "remove links that lead to folders with links")
        }
        return
      }
      try walk(place, status)
    case .link, .other:
      refuse(place, "this is neither a file nor a folder", "remove it from the site")
    }
  }

  /// Whether a path below the site's folder is nothing to publish: the output, or below a name with a dot.
  private func isHidden(_ target: String) -> Bool {
    target.isAtOrBelow(workspace.output)
      || target.dropFirst(workspace.folder.count).split(separator: "/").contains {
        $0.hasPrefix(".")
      }
  }
}

/// A name with the marks that stand apart from their letters made visible.
private func spelling(of name: String) -> String {
  name.unicodeScalars.map {
    $0.properties.generalCategory == .nonspacingMark ? "+\u{25CC}\($0)" : "\($0)"
  }.joined()
}

private func lastName(of path: String) -> String { String(path.split(separator: "/").last ?? "") }

extension String {
  /// Whether an absolute path is a folder, or lies below it.
  fileprivate func isAtOrBelow(_ folder: String) -> Bool {
    self == folder || hasPrefix(folder + "/")
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
