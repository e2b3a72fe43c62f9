import Glibc
import SiteShell

/// Runs something that takes its time in a thread of its own.
func startThread(_ body: @escaping @Sendable () -> Void) throws(WorkspaceError) {
  final class Box: Sendable {
    let body: @Sendable () -> Void
    init(_ body: @escaping @Sendable () -> Void) { self.body = body }
  }
  var thread = pthread_t()
  let box = unsafe Unmanaged.passRetained(Box(body))
  let result = unsafe pthread_create(
    &thread, nil,
    { argument in
      if let argument = unsafe argument {
        unsafe Unmanaged<Box>.fromOpaque(argument).takeRetainedValue().body()
      }
      return nil
    }, unsafe box.toOpaque())
  guard result == 0 else {
    unsafe box.release()
    throw WorkspaceError(
      "the preview cannot go on: the system gives no thread",
      help: "end programs that are not needed, then try again")
  }
  // Nobody asks how it ended, so the system needn't remember it.
  pthread_detach(thread)
}
