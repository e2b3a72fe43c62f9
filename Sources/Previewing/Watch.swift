// Changes of files, by inotify (man 7 inotify). A thread waits for them, since waiting holds up whoever
// does it. It keeps what is watched to itself and hands out paths.
//
// inotify watches a folder and not what lies below, so each folder is watched by itself. A folder is
// watched before its names are read: whatever is made in it later is reported, whatever was made earlier is
// found. When folders come, go or move, the tree is walked again; that is rare and costs little.

import Glibc
import SiteShell

/// Tells what changes below `content/` and `templates/`, and `site.yaml`, for as long as the program runs;
/// and why, if it cannot watch all of it any more.
func watch(
  _ workspace: Workspace, tell: @escaping @Sendable (FileChanges, WorkspaceError?) -> Void
) throws(WorkspaceError) {
  let file = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
  guard file >= 0 else {
    if errno == EMFILE {
      throw WorkspaceError(
        "cannot watch \(workspace.folder): as many programs watch folders as may",
        help: "end another preview, or let an administrator raise fs.inotify.max_user_instances")
    }
    throw .system("watch the folder", workspace.folder, errno)
  }
  var watcher = Watcher(workspace: workspace, file: file)
  try watcher.watchAll()
  try startThread { [watcher] in
    var watcher = watcher
    while let (changes, failure) = watcher.nextChanges() { tell(changes, failure) }
  }
}

private struct Watcher: Sendable {
  /// A reason to look at an event of a folder that is watched.
  enum Interest: Hashable, Sendable {
    /// The site's own folder: only what a site is made from matters.
    case site
    /// A folder of the site, by its path from there.
    case folder(String)
    /// The folder of a file that a link of the site leads to, with the file's name and the link's path.
    case target(name: String, link: String)
  }

  let workspace: Workspace
  let file: Int32
  private var interests: [Int32: [Interest]] = [:]

  init(workspace: Workspace, file: Int32) {
    self.workspace = workspace
    self.file = file
  }

  /// A few files are waited for this long after the last event, in milliseconds: a save is several.
  private static let pause: Int32 = 4
  /// Many files, or a file that is still open: then a program is at work.
  private static let longPause: Int32 = 40
  /// Nobody waits longer than this, in milliseconds.
  private static let longestPause = 500

  // MARK: Events

  /// Waits until something has changed and then a moment longer, so that what belongs together comes
  /// together. `nil` if there is nothing more to wait for.
  mutating func nextChanges() -> (FileChanges, WorkspaceError?)? {
    var batch = Batch()
    repeat {
      guard wait(-1) else { return nil }
      read(into: &batch)
    } while batch.isEmpty
    let start = ContinuousClock.now
    while ContinuousClock.now - start < .milliseconds(Self.longestPause),
      wait(batch.isLarge ? Self.longPause : Self.pause)
    {
      read(into: &batch)
    }
    var failure: WorkspaceError?
    do throws(WorkspaceError) {
      if batch.hasFolders { try watchAll() }
    } catch {
      failure = error
    }
    return (batch.isEverything ? .everything : .paths(batch.paths), failure)
  }

  /// Whether there is something to read before the time is over.
  private func wait(_ milliseconds: Int32) -> Bool {
    var descriptor = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
    var result = unsafe poll(&descriptor, 1, milliseconds)
    while result < 0 && errno == EINTR { result = unsafe poll(&descriptor, 1, milliseconds) }
    return result > 0
  }

  private struct Batch {
    var paths: Set<String> = []
    /// Files that were written to and are still open.
    var open: Set<String> = []
    var hasFolders = false
    var isEverything = false

    var isEmpty: Bool { paths.isEmpty && !isEverything && !hasFolders }
    var isLarge: Bool { paths.count > 8 || hasFolders || isEverything || !open.isEmpty }
  }

  private func read(into batch: inout Batch) {
    let size = 64 << 10
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = max(0, unsafe Glibc.read(file, buffer.baseAddress, size))
    }
    var position = 0
    while position + 16 <= bytes.count {
      let watch = Int32(bitPattern: number(bytes, position))
      let mask = number(bytes, position + 4)
      let length = Int(number(bytes, position + 12))
      let name = bytes[(position + 16)..<min(position + 16 + length, bytes.count)]
        .prefix { $0 != 0 }
      take(watch, mask, Array(name), &batch)
      position += 16 + length
    }
  }

  private func number(_ bytes: [UInt8], _ place: Int) -> UInt32 {
    unsafe bytes.withUnsafeBytes { unsafe $0.loadUnaligned(fromByteOffset: place, as: UInt32.self) }
  }

  private func take(_ watch: Int32, _ mask: UInt32, _ name: [UInt8], _ batch: inout Batch) {
    // Events were lost: anything may have happened.
    if mask & UInt32(IN_Q_OVERFLOW) != 0 {
      batch.isEverything = true
      batch.hasFolders = true
      return
    }
    let name = String(validating: name, as: UTF8.self)
    for interest in interests[watch] ?? [] {
      guard let path = path(interest, name) else { continue }
      batch.paths.insert(path)
      // Somebody may have replaced a link, or a folder by a file, so all that isn't just written counts.
      if mask & UInt32(IN_ISDIR | IN_IGNORED | IN_DELETE_SELF | IN_MOVE_SELF) != 0 {
        batch.hasFolders = true
      }
      if mask & UInt32(IN_MODIFY) != 0 {
        batch.open.insert(path)
      } else {
        batch.open.remove(path)
      }
      if mask & UInt32(IN_CREATE | IN_MOVED_TO) != 0 && isLink(path) { batch.hasFolders = true }
    }
  }

  private func path(_ interest: Interest, _ name: String?) -> String? {
    switch interest {
    case .site:
      guard let name, !name.isEmpty else { return "site.yaml" }
      guard ["site.yaml", "content", "templates"].contains(name) else { return nil }
      return name
    case .folder(let folder):
      // A name that is no name, or the folder itself.
      guard let name, !name.isEmpty else { return folder }
      if name.hasPrefix(".") && name != ".well-known" { return nil }
      return folder + "/" + name
    case .target(let target, let link): return name == target ? link : nil
    }
  }

  private func isLink(_ path: String) -> Bool {
    let status = try? FileSystem.status(workspace.path(path), followingLinks: false)
    return status?.kind == .link
  }

  // MARK: Folders

  /// Watches each folder of the site as it is now, and no other.
  mutating func watchAll() throws(WorkspaceError) {
    let earlier = interests.keys
    interests = [:]
    try add(workspace.folder, .site)
    try watchFile("site.yaml")
    for root in ["content", "templates"] { try watchTree(root, above: []) }
    for watch in earlier where interests[watch] == nil { inotify_rm_watch(file, watch) }
  }

  private mutating func watchTree(_ folder: String, above: [Int32]) throws(WorkspaceError) {
    guard try FileSystem.status(workspace.path(folder))?.kind == .folder, isInside(folder),
      let watch = try add(workspace.path(folder), .folder(folder)), !above.contains(watch)
    else { return }
    // It can be gone already; then its own folder reports that. Who reads it reports what may not be read.
    guard let entries = try? FileSystem.entries(in: workspace.path(folder)) else { return }
    for entry in entries {
      guard let name = entry.name, !name.hasPrefix(".") || name == ".well-known" else { continue }
      switch entry.kind {
      case .file: continue
      case .folder: try watchTree(folder + "/" + name, above: above + [watch])
      default:
        try watchFile(folder + "/" + name)
        try watchTree(folder + "/" + name, above: above + [watch])
      }
    }
  }

  /// Watches the file that a link leads to, in the folder where it lies.
  private mutating func watchFile(_ path: String) throws(WorkspaceError) {
    guard isLink(path), let target = try? FileSystem.realPath(workspace.path(path)),
      let name = target.split(separator: "/").last
    else { return }
    try add(FileSystem.parent(of: target), .target(name: String(name), link: path))
  }

  /// What lies outside is no part of the site.
  private func isInside(_ folder: String) -> Bool {
    guard let real = try? FileSystem.realPath(workspace.path(folder)) else { return false }
    return real.hasPrefix(workspace.folder + "/")
  }

  @discardableResult
  private mutating func add(
    _ folder: String, _ interest: Interest
  ) throws(WorkspaceError) -> Int32? {
    let events =
      IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB
      | IN_DELETE_SELF | IN_MOVE_SELF
    let watch = unsafe inotify_add_watch(file, folder, UInt32(events) | UInt32(IN_ONLYDIR))
    if watch < 0 {
      if errno == ENOSPC {
        throw WorkspaceError(
          "cannot watch \(folder): the system watches as many folders as it may",
          help: "let an administrator raise fs.inotify.max_user_watches")
      }
      return nil
    }
    interests[watch, default: []].append(interest)
    return watch
  }
}
