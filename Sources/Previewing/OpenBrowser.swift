import Glibc
import SiteShell

/// Opens an address in the browser of whoever sits at this machine.
func openBrowser(at address: String) throws(WorkspaceError) {
  var process = pid_t()
  var arguments: [UnsafeMutablePointer<CChar>?] = unsafe []
  let words = ["xdg-open", address]
  for word in words { unsafe arguments.append(strdup(word)) }
  unsafe arguments.append(nil)
  let result = unsafe posix_spawnp(&process, "xdg-open", nil, nil, arguments, environ)
  for place in words.indices { unsafe free(arguments[place]) }
  guard result == 0 else {
    throw WorkspaceError(
      "cannot open a browser: the program xdg-open cannot be started",
      help: "open \(address) yourself")
  }
}

/// Ends the program without a word when it is asked to: nothing is left to be done.
package func endQuietlyOnSignals() {
  for number in [SIGINT, SIGTERM, SIGHUP] {
    signal(number) { _ in
      _ = unsafe write(STDOUT_FILENO, "\n", 1)
      _exit(0)
    }
  }
}
