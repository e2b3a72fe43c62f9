import Text

/// The path of a file below the output folder, such as `programme/opening/index.html`.
///
/// Invariant: its text is composed (NFC), as people type it, whatever form the name of the file that it comes from
/// has on the disk. So two paths are the same if and only if a web server takes them for the same.
package struct OutputPath: Hashable, Comparable, Sendable {
  package let text: String

  package init(_ text: String) { self.text = text.composed }

  /// A path as somebody else wrote it. `nil` if no output can be called like this.
  package init?(exactly text: String) {
    guard text.isComposed else { return nil }
    self.text = text
  }

  /// By their bytes, as texts in one normal form are compared.
  package static func < (a: OutputPath, b: OutputPath) -> Bool { a.text < b.text }

  /// The path as disks see it that don't tell small letters from capitals.
  package var folded: String {
    let isPlain = text.hasOnlyBytes { $0 < 0x80 && !(0x41...0x5A).contains($0) }
    // Capitals first, since ß and ς have others' capitals.
    return isPlain ? text : text.uppercased().lowercased().composed
  }

  /// The longest name that the file systems of common hosts take, in bytes.
  package static let longestName = 255

  /// A part of the path that is too long for a disk.
  package var overlongPart: Substring? {
    guard text.utf8.count > Self.longestName else { return nil }
    return text.split(separator: "/").first { $0.utf8.count > Self.longestName }
  }

  /// What lists of the files that phones keep are called: once one has changed, all that it names has to be there.
  package static let offlineListName = "offline.json"
  package var isOfflineList: Bool {
    text == Self.offlineListName || text.hasSuffix("/" + Self.offlineListName)
  }

  /// The folder that the file lies in. Empty for the output folder itself.
  package var folder: String {
    text.utf8.lastIndex(of: UInt8(ascii: "/")).map { String(text[..<$0]) } ?? ""
  }

  /// The folders that the path leads through, the outermost first.
  package var folders: [String] {
    let bytes = text.utf8Span.span
    return bytes.indices.filter { bytes[$0] == UInt8(ascii: "/") }
      .compactMap { String(text.utf8.prefix($0)) }
  }
}

extension OutputPath: CustomStringConvertible {
  package var description: String { text }
}
