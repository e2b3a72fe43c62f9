import Glibc

/// Keeps two builds of one site from writing at the same time: the second waits, and then reads the
/// site as it is by then.
///
/// The system gives the lock back when a process ends, however it ends, so none is ever left behind.
struct BuildLock {
  /// Nothing where the file system has no locks; two builds at once are the editor's own care there.
  private let file: Int32?

  init(of workspace: Workspace) throws(WorkspaceError) {
    let folder = unsafe open(workspace.folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw .system("read the folder", workspace.folder, errno) }
    var result = flock(folder, LOCK_EX)
    while result != 0 && errno == EINTR { result = flock(folder, LOCK_EX) }
    file = result == 0 ? folder : nil
    if result != 0 { close(folder) }
  }

  func release() { if let file { close(file) } }
}
