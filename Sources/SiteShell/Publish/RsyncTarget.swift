// rsync(1) writes each file under a passing name and moves it into place, and over SSH it is what hosts with a
// shell have. Its `--delete` isn't used: that removes whatever the site doesn't have, also what others put there.

import Publishing
import Web

/// A place that rsync reaches: over SSH, as a daemon's module, or a folder of this machine.
struct RsyncTarget: PublicationTarget {
  let place: String
  let scratch: PublicationScratch

  private var root: String { place.hasSuffix("/") ? place : place + "/" }

  func list() throws(WorkspaceError) -> PlaceListing {
    let result = try run([
      "--list-only", "-rl", "--no-human-readable", "--8-bit-output", "--", root,
    ])
    // 24: a file went while others were listed.
    if result.code == 0 || result.code == 24 { return PlaceListing(rsync: result.output) }
    let words = String(decoding: result.error, as: UTF8.self)
    // What else can't be found there is an error, not an empty place: after it too little would be known.
    if result.code == 23, words.contains("change_dir"), words.contains("No such file") {
      return PlaceListing()
    }
    throw failure(result, "look at what is there")
  }

  func fetch(_ paths: [String], into folder: String) throws(WorkspaceError) {
    if paths.isEmpty { return }
    // Patterns, since a daemon doesn't find files below a module's folder by a list (`--files-from`).
    let folders = Set(paths.flatMap { OutputPath($0).folders }).sorted()
    let patterns = folders.map { pattern(for: $0) + "/" } + paths.map(pattern)
    let list = try list(patterns, ending: 0)
    let result = try run([
      "-r", "--from0", "--include-from=" + list, "--exclude=*", "--", root, folder + "/",
    ])
    guard result.code == 0 else { throw failure(result, "fetch files") }
  }

  /// A pattern that only this path fits (rsync(1), "Pattern matching rules"): a backslash is an escape only in a
  /// pattern that has wildcards.
  private func pattern(for path: String) -> String {
    let wildcards: Set<Character> = ["*", "?", "["]
    guard path.contains(where: wildcards.contains) else { return "/" + path }
    return path.reduce(into: "/") { pattern, character in
      if wildcards.contains(character) || character == "\\" { pattern += "\\" }
      pattern.append(character)
    }
  }

  func put(_ paths: [String], from folder: String) throws(WorkspaceError) {
    if paths.isEmpty { return }
    let options = [
      "--files-from=" + (try list(paths, ending: 0)), "--from0", "--times", "--omit-dir-times",
      "--no-implied-dirs", "--ignore-times",
    ]
    var result = try run(options + ["--", folder + "/", root])
    if result.code == 11 || String(decoding: result.error, as: UTF8.self).contains("mkdir") {
      // The folders above the place are missing, too. Not every rsync knows how to make those.
      result = try run(options + ["--mkpath", "--", folder + "/", root])
    }
    guard result.code == 0 else { throw failure(result, "put files there") }
  }

  /// Lists what is to go, and shows rsync a folder that has none of it (rsync(1), `--delete-missing-args`). A folder
  /// that isn't empty stays, since neither `--delete` nor `--force` is said.
  func remove(_ paths: [String]) throws(WorkspaceError) {
    if paths.isEmpty { return }
    let result = try removeListed(paths)
    guard [0, 24].contains(result.code) else { throw failure(result, "remove files") }
  }

  func removeIfEmpty(_ folders: [String]) throws(WorkspaceError) {
    // One run for each depth: what is below has to be gone first.
    let byDepth = Dictionary(grouping: folders) { $0.split(separator: "/").count }
    for depth in byDepth.keys.sorted(by: >) {
      let result = try removeListed(byDepth[depth] ?? [])
      // 23: some are not empty, and stay.
      guard [0, 23, 24, 25].contains(result.code) else {
        throw failure(result, "remove empty folders")
      }
    }
  }

  private func removeListed(_ paths: [String]) throws(WorkspaceError) -> ChildProcess.Result {
    let empty = try scratch.folder("empty")
    // The folders above are there: of one that isn't rsync says that it vanished.
    for path in paths { try FileSystem.makeFolder(FileSystem.parent(of: empty + "/" + path)) }
    let list = try list(paths, ending: 0)
    return try run([
      "--files-from=" + list, "--from0", "--dirs", "--no-implied-dirs", "--delete-missing-args",
      "--", empty + "/", root,
    ])
  }

  private func run(_ arguments: [String]) throws(WorkspaceError) -> ChildProcess.Result {
    try ChildProcess.run("rsync", arguments, in: scratch.folder, package: "rsync")
  }

  private func failure(_ result: ChildProcess.Result, _ doing: String) -> WorkspaceError {
    let words = result.lastWords
    let isRefused =
      words.contains("Permission denied") || words.contains("connection unexpectedly closed")
    return WorkspaceError(
      "rsync could not \(doing), at \(place): \(words) (it ended with \(result.code))",
      help: isRefused
        ? "look whether 'ssh' gets to that host without a question, and whether its user may write there"
        : "try it by hand: rsync --list-only '\(root)'")
  }
}
