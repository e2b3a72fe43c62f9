/// Whether a text is the whole address of something on the web, and not a path.
package func isWebAddress(_ text: String) -> Bool {
  // In small letters; a colon and a slash stay what they are.
  let start = text.utf8.prefix(8).map { $0 | 0x20 }
  return ["https://", "http://"].contains { scheme in
    start.starts(with: scheme.utf8) && text.utf8.count > scheme.utf8.count
  }
}
