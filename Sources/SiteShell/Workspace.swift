import Glibc

/// A site's folder on the disk, and the folder it is built into.
package struct Workspace: Sendable {
  /// Absolute, with all links followed.
  package let folder: String
  /// Absolute.
  package let output: String

  /// Opens the folder that holds `site.yaml`.
  ///
  /// - Parameter output: where to build, from the current folder; `output` in the site's by default.
  package init(site: String, output: String? = nil) throws(WorkspaceError) {
    guard let folder = try FileSystem.realPath(site) else {
      throw WorkspaceError(
        "there is no folder '\(site)'", help: "name the folder that holds site.yaml")
    }
    guard try FileSystem.status(folder)?.kind == .folder else {
      throw WorkspaceError("'\(site)' is no folder", help: "name the folder that holds site.yaml")
    }
    guard try FileSystem.status(folder + "/site.yaml")?.kind == .file else {
      throw WorkspaceError(
        "there is no site.yaml in '\(site)'",
        help:
          "go to the folder that holds site.yaml or name it; 'lectern init DIR' makes a new site")
    }
    self.folder = folder
    self.output = output.map { absolutePath($0) } ?? folder + "/output"
  }

  package func path(_ relative: String) -> String { folder + "/" + relative }

  /// Refuses an output folder in which the build would write over the site's own sources.
  func checkOutput() throws(WorkspaceError) {
    let real = try realOutput()
    let sources = ["content", "templates"].map { folder + "/" + $0 }
    let isSource = sources.contains { real == $0 || real.hasPrefix($0 + "/") }
    if isSource || real == folder || real == "/" || folder.hasPrefix(real + "/") {
      throw WorkspaceError(
        "the output folder \(real) would mix what is built with the site's sources",
        help: "choose a folder of its own with --output")
    }
    if let status = try FileSystem.status(real), status.kind != .folder {
      throw WorkspaceError("the output \(real) is no folder", help: "choose a folder with --output")
    }
  }

  /// The output folder with the links in the part of the path that exists followed.
  private func realOutput() throws(WorkspaceError) -> String {
    var missing: [String] = []
    var path = output
    while true {
      if let real = try FileSystem.realPath(path) {
        return ([real == "/" ? "" : real] + missing.reversed()).joined(separator: "/")
      }
      missing.append(String(path.split(separator: "/").last ?? ""))
      path = FileSystem.parent(of: path)
    }
  }
}

/// A path from the root, without `.` and `..`.
func absolutePath(_ path: String) -> String {
  let whole = path.hasPrefix("/") ? path : FileSystem.currentFolder + "/" + path
  var components: [Substring] = []
  for component in whole.split(separator: "/") {
    switch component {
    case ".": continue
    case "..": components = components.dropLast()
    default: components.append(component)
    }
  }
  return "/" + components.joined(separator: "/")
}
