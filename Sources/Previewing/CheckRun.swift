import Glibc
import SiteShell
import Synchronization

/// A thread that looks at the whole site, and that whoever started it may end.
final class CheckRun: Sendable {
  private let isEnded = Atomic(false)

  var isCancelled: Bool { isEnded.load(ordering: .relaxed) }

  func cancel() { isEnded.store(true, ordering: .relaxed) }

  /// Runs something in a thread that leaves the processor to whoever waits for a page.
  func start(_ body: @escaping @Sendable (CheckRun) -> Void) throws(WorkspaceError) {
    try startThread {
      // On Linux this is about the calling thread alone. If the system refuses, the check is as urgent as all else.
      _ = setpriority(__priority_which_t(PRIO_PROCESS.rawValue), 0, 10)
      body(self)
    }
  }
}
