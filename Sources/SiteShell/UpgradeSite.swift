package import Content
package import Diagnostics
import Text

extension Workspace {
  /// The files of the site that are other ones in the newest format. Nothing is written.
  package func upgraded() throws(WorkspaceError) -> Diagnosed<[UpgradedFile]> {
    let tree = try listInputs()
    let paths =
      ["site.yaml"]
      + tree.value.content.filter { path in
        let name = path.split(separator: "/").last ?? ""
        return name.hasSuffix(".md") || ["_pages.csv", "_pages.yaml", "_pages.yml"].contains(name)
          || name.hasPrefix("_pages.") && name.hasSuffix(".csv")
      }.map { "content/" + $0 }
    let files = try paths.map { (path) throws(WorkspaceError) in
      (path: path, bytes: try FileSystem.read(spelledPath(path)))
    }
    let upgraded = Content.upgraded(files)
    return Diagnosed(
      upgraded.value, upgraded.diagnostics.inReadingOrder().withExcerpts { source($0) })
  }

  /// Writes files of the site anew, each in one step and with the rights that it has.
  package func write(_ files: [UpgradedFile]) throws(WorkspaceError) {
    for file in files {
      let spelled = try spelledPath(file.path)
      let path = try FileSystem.realPath(spelled) ?? spelled
      let mode = try FileSystem.status(path)?.mode
      try FileSystem.write(file.bytes, to: path + ".new")
      if let mode { try FileSystem.setMode(of: path + ".new", to: mode & 0o7777) }
      try FileSystem.move(path + ".new", to: path)
    }
  }
}
