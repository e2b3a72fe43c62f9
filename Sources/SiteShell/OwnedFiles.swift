import Importing
import Text

/// The record of the files that builds wrote into an output folder, in `.lectern/` at the site's root:
/// what a later build may remove.
///
/// While files are moved into place it names what was there before and what is to come.
struct OwnedFiles {
  let recordPath: String
  /// What the record said when the build began. `nil` if there is no record.
  let earlier: Set<String>?
  private var recorded: Set<String>?

  init(of workspace: Workspace) throws(WorkspaceError) {
    let inside = workspace.folder + "/"
    let output =
      workspace.output.hasPrefix(inside)
      ? String(workspace.output.dropFirst(inside.count)) : workspace.output
    let name = Fingerprint(Array(output.utf8)).text
    recordPath = workspace.path(".lectern/owned-\(name).txt")
    earlier = try FileSystem.readIfPresent(recordPath).map { bytes in
      let lines = bytes.split(separator: UInt8(ascii: "\n")).dropFirst(2)
      return Set(lines.map { unescaped(String(decoding: $0, as: UTF8.self)) })
    }
    recorded = earlier
  }

  /// Finds out before anything is changed whether what is to go can be removed.
  func checkRemoval(ofAllBut current: Set<String>, in output: String) throws(WorkspaceError) {
    let stale = (earlier ?? []).subtracting(current).filter(isInside)
    for folder in Set(stale.map { FileSystem.parent(of: output + "/" + $0) }).sorted()
    where try FileSystem.status(folder)?.kind == .folder {
      try FileSystem.checkWritable(folder)
    }
  }

  /// Removes what the earlier build owned and this one doesn't, and folders that this empties.
  ///
  /// - Returns: how many files were removed.
  func removeAllBut(_ current: Set<String>, in output: String) throws(WorkspaceError) -> Int {
    let stale = (earlier ?? []).subtracting(current).sorted()
    for path in stale {
      guard isInside(path) else { continue }
      if try FileSystem.status(output + "/" + path, followingLinks: false)?.kind == .folder {
        continue
      }
      try FileSystem.remove(output + "/" + path)
      var folder = FileSystem.parent(of: path)
      while folder != "." && FileSystem.removeIfEmpty(output + "/" + folder) {
        folder = FileSystem.parent(of: folder)
      }
    }
    return stale.count
  }

  mutating func write(_ paths: Set<String>, output: String) throws(WorkspaceError) {
    if paths == recorded { return }
    var text = "What Lectern wrote into \(output). A build removes only what stands here.\n\n"
    for path in paths.sorted() {
      text += escaped(path)
      text += "\n"
    }
    try FileSystem.write(Array(text.utf8), to: recordPath + ".new")
    try FileSystem.move(recordPath + ".new", to: recordPath)
    recorded = paths
  }

  /// A record that somebody changed by hand must not lead out of the output folder.
  private func isInside(_ path: String) -> Bool {
    !path.hasPrefix("/") && !path.split(separator: "/").contains("..")
  }
}

private func escaped(_ path: String) -> String {
  if path.utf8.allSatisfy({ $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\n") }) { return path }
  var text = ""
  for scalar in path.unicodeScalars {
    switch scalar {
    case "\\": text += "\\\\"
    case "\n": text += "\\n"
    default: text.unicodeScalars.append(scalar)
    }
  }
  return text
}

private func unescaped(_ line: String) -> String {
  if !line.utf8.contains(UInt8(ascii: "\\")) { return line }
  var text = ""
  var isEscaped = false
  for scalar in line.unicodeScalars {
    if isEscaped {
      text.unicodeScalars.append(scalar == "n" ? "\n" : scalar)
      isEscaped = false
    } else if scalar == "\\" {
      isEscaped = true
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  return text
}
