/// The address the site is published at, taken apart.
package struct BaseURL: Hashable, Sendable {
  /// Scheme and host, without a slash at the end: `https://example.org`.
  package var origin: String
  /// The path before every address of the site: empty, or `/malmo2012`.
  package var path: String

  package static let root = BaseURL(origin: "", path: "")

  /// Reads `https://example.org/malmo2012/`. `nil` if it is no such address.
  package init?(_ text: String) {
    guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else {
      return nil
    }
    let rest = text.dropFirst(scheme.count)
    let host = rest.prefix { $0 != "/" }
    let isPlain = text.unicodeScalars.allSatisfy {
      !"?#\\<>\"`^{|}".unicodeScalars.contains($0) && !$0.properties.isWhitespace
        && $0.properties.generalCategory != .control
    }
    guard isPlain, Self.isHost(host) else { return nil }
    origin = scheme + host
    let components = rest.dropFirst(host.count).split(separator: "/")
    // A browser takes `%2e` for a dot, too.
    let dots = [".", "..", "%2e", ".%2e", "%2e.", "%2e%2e"]
    guard components.allSatisfy({ !dots.contains($0.lowercased()) }) else { return nil }
    path = components.map { "/" + $0 }.joined()
  }

  /// Whether a text is a host, perhaps with a port. Nobody's name and password belong into the addresses of pages.
  private static func isHost(_ text: Substring) -> Bool {
    let isNumeric = text.hasPrefix("[")
    let name = text.prefix { $0 != (isNumeric ? "]" : ":") }
    guard !name.isEmpty, !text.contains("@"), !isNumeric || text.contains("]") else { return false }
    let port = text.dropFirst(name.count + (isNumeric ? 1 : 0))
    return port.isEmpty || port.first == ":" && UInt16(port.dropFirst()).map { $0 > 0 } == true
  }

  private init(origin: String, path: String) {
    self.origin = origin
    self.path = path
  }

  /// The whole address, with a slash at the end.
  package var text: String { origin + path + "/" }

  /// The host, without a port: what a calendar's ids end with.
  package var host: String {
    let afterScheme = origin.split(separator: "/").last.map(String.init) ?? ""
    return String(afterScheme.prefix { $0 != ":" })
  }
}
