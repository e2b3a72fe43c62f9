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
      for name in ["site.yml", "Site.yaml", "site.YAML", "site.yaml.txt"]
      where try FileSystem.status(folder + "/" + name)?.kind == .file {
        throw WorkspaceError(
          "the settings in '\(site)' are called \(name), and not site.yaml",
          help: "rename \(name) to site.yaml")
      }
      throw WorkspaceError(
        "there is no site.yaml in '\(site)'",
        help:
          "go to the folder that holds site.yaml or name it; 'lectern init DIR' makes a new site")
    }
    self.folder = folder
    self.output =
      if let output { try absolutePath(output) } else { folder + "/output" }
  }

  private init(folder: String, output: String) {
    self.folder = folder
    self.output = output
  }

  /// The folder beside the output folder that holds what its hosts are told and visitors are not to get, as an output
  /// folder of its own: with a record, so that nothing of others is touched in it.
  var hosts: Workspace { Workspace(folder: folder, output: output + ".hosts") }

  package func path(_ relative: String) -> String { folder + "/" + relative }

  /// Where a file of the site is on the disk, whose name may be composed of other bytes there. Looks through its
  /// folders if it has to, so for many files a listed tree is quicker.
  package func spelledPath(_ relative: String) throws(WorkspaceError) -> String {
    let plain = path(relative)
    if relative.utf8.allSatisfy({ $0 < 0x80 }) { return plain }
    if try FileSystem.status(plain, followingLinks: false) != nil { return plain }
    var spelled = folder
    for component in relative.split(separator: "/") {
      let isThere = try FileSystem.status(spelled + "/" + component, followingLinks: false) != nil
      if !isThere, try FileSystem.status(spelled)?.kind == .folder {
        let same = try FileSystem.names(in: spelled).compactMap(\.self).first { $0 == component }
        spelled += "/" + (same ?? String(component))
      } else {
        spelled += "/" + component
      }
    }
    return spelled
  }

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
        if missing.isEmpty { return real }
        return ([real == "/" ? "" : real] + missing.reversed()).joined(separator: "/")
      }
      missing.append(String(path.split(separator: "/").last ?? ""))
      path = FileSystem.parent(of: path)
    }
  }
}

/// A path from the root, without `.` and `..`.
func absolutePath(_ path: String) throws(WorkspaceError) -> String {
  let whole = path.hasPrefix("/") ? path : try FileSystem.currentFolder() + "/" + path
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
