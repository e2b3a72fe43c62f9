import Glibc

/// Standard output or standard error.
package enum StandardStream: Int32, Sendable {
  case output = 1
  case error = 2

  package var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Writes all bytes. A reader that has gone is no failure of ours.
  package func write(_ bytes: [UInt8]) throws(WorkspaceError) {
    var written = 0
    while written < bytes.count {
      let result = unsafe bytes.withUnsafeBytes { buffer in
        unsafe Glibc.write(
          rawValue, buffer.baseAddress?.advanced(by: written), buffer.count - written)
      }
      if result < 0 && errno == EINTR { continue }
      if result < 0 && errno == EPIPE { return }
      guard result >= 0 else { throw .system("write to", "standard output", errno) }
      written += result
    }
  }
}

/// Whether an environment variable is set to something.
package func environmentSays(_ name: String) -> Bool {
  guard let value = unsafe getenv(name) else { return false }
  return unsafe value.pointee != 0
}
