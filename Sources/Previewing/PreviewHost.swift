import SiteShell

/// The names under which the preview answers.
///
/// A page of somebody else's can make its own name lead to this machine (DNS rebinding) and would then be
/// of the same origin as the preview; its requests still carry that name in `Host`.
struct PreviewHost: Hashable, Sendable {
  /// As it was asked for: `127.0.0.1`, `0.0.0.0`, `localhost`, `::1`.
  var host: String
  var port: Int

  /// Whether a `Host` header means this server.
  func answers(to header: String) -> Bool {
    guard let (name, port) = Self.parts(of: header.lowercased()), port == self.port else {
      return false
    }
    return names.contains(name) || (listensEverywhere && Self.isNumeric(name))
  }

  /// What to open in a browser.
  var address: String {
    let name = listensEverywhere ? "localhost" : host.contains(":") ? "[\(host)]" : host
    return "http://\(name):\(port)"
  }

  private var names: Set<String> {
    ["localhost", "127.0.0.1", "[::1]", host.lowercased(), "[\(host.lowercased())]"]
  }

  /// Then it has all the addresses of the machine. A name can be made to lead here, a number can't.
  private var listensEverywhere: Bool { host == "0.0.0.0" || host == "::" }

  private static func isNumeric(_ name: String) -> Bool {
    if name.hasPrefix("[") { return true }
    let parts = name.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count == 4 && parts.allSatisfy { UInt8($0) != nil }
  }

  /// Name and port of `localhost:4000` or `[::1]:4000`; without a port it is 80.
  private static func parts(of header: String) -> (name: String, port: Int)? {
    let nameEnd: String.Index
    if header.hasPrefix("[") {
      guard let close = header.firstIndex(of: "]") else { return nil }
      nameEnd = header.index(after: close)
    } else {
      nameEnd = header.firstIndex(of: ":") ?? header.endIndex
    }
    let rest = header[nameEnd...]
    if rest.isEmpty { return (header, 80) }
    let digits = rest.dropFirst()
    guard rest.hasPrefix(":"), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let port = Int(digits)
    else { return nil }
    return (String(header[..<nameEnd]), port)
  }
}
