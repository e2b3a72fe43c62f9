import Glibc

/// Keeps two builds of one site from writing at the same time: the second waits, and then reads the
/// site as it is by then.
///
/// The system releases the lock when a process ends, however it ends, so none is ever left behind.
struct BuildLock {
  /// `nil` where the file system has no locks; there, editors must avoid two builds at once themselves.
  private let file: Int32?

  /// Calls `whenWaiting` once, before it waits, if another build holds the lock.
  init(of workspace: Workspace, whenWaiting: () -> Void) throws(WorkspaceError) {
    let folder = unsafe open(workspace.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .system("read the folder", workspace.folder, errno) }
    var isLocked = Self.lock(folder, LOCK_EX | LOCK_NB)
    if !isLocked && errno == EWOULDBLOCK {
      whenWaiting()
      isLocked = Self.lock(folder, LOCK_EX)
    }
    file = isLocked ? folder : nil
    if !isLocked { close(folder) }
  }

  func release() { if let file { close(file) } }

  /// Whether the lock is taken; a signal that arrives meanwhile does not end the attempt.
  private static func lock(_ folder: Int32, _ operation: Int32) -> Bool {
    while flock(folder, operation) != 0 { if errno != EINTR { return false } }
    return true
  }
}
