/// Whether a text is the whole address of something on the web, and not a path.
package func isWebAddress(_ text: String) -> Bool {
  // In small letters; a colon and a slash stay what they are.
  let start = text.utf8.prefix(8).map { $0 | 0x20 }
  return ["https://", "http://"].contains { scheme in
    start.starts(with: scheme.utf8) && text.utf8.count > scheme.utf8.count
      && !hasSecondScheme(text.utf8.dropFirst(scheme.utf8.count))
  }
}

/// Whether a host is the beginning of another address: `https://https://example.org`.
private func hasSecondScheme(_ rest: Substring.UTF8View) -> Bool {
  let host = rest.prefix(6).map { $0 | 0x20 }
  return host.starts(with: "http:".utf8) || host.starts(with: "https:".utf8)
}
