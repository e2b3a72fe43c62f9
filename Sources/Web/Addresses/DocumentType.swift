import Text

/// What people call the file that an address leads to, if it is one that browsers save or open in another way than a
/// page: `PDF`. `nil` for pages, pictures and what can't be told.
package func documentType(ofAddress address: String) -> String? {
  let path = address.utf8.prefix { $0 != UInt8(ascii: "?") && $0 != UInt8(ascii: "#") }
  // Nearly no address has a dot near its end.
  let tail = path.suffix(6)
  guard let dot = tail.lastIndex(of: UInt8(ascii: ".")) else { return nil }
  let ending = String(decoding: path[path.index(after: dot)...], as: UTF8.self).lowercased()
  return documentEndings.contains(ending) ? ending.uppercased() : nil
}

private let documentEndings: Set<String> = [
  "pdf", "epub", "doc", "docx", "odt", "rtf", "xls", "xlsx", "ods", "csv", "ppt", "pptx", "odp",
  "key", "pages", "numbers", "zip", "7z", "gz", "mp3", "m4a", "mp4", "m4v", "mov", "webm",
]

/// What the words of a link say about the file that it leads to.
package struct SaidOfFile {
  package let type: Bool
  package let size: Bool

  /// - Parameter type: as `documentType` gives it.
  package init(in words: String, type: String) {
    let parts = words.lowercased().split { !$0.isLetter && !$0.isNumber }
    self.type = parts.contains { $0 == type.lowercased() }
    size = parts.indices.contains { index in
      if sizeUnits.contains(String(parts[index])) {
        return index > 0 && parts[index - 1].allSatisfy(\.isNumber)
      }
      let unit = parts[index].drop(while: \.isNumber)
      return unit.count < parts[index].count && sizeUnits.contains(String(unit))
    }
  }
}

/// In small letters; `ko` and `mo` are French.
private let sizeUnits: Set<String> = [
  "b", "kb", "mb", "gb", "kib", "mib", "gib", "ko", "mo", "go", "kt", "mt", "bytes",
]
