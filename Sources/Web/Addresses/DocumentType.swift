import Text

/// What people call the file that an address leads to, if it is one that browsers save or open in another way than a
/// page: `PDF`. `nil` for pages, pictures and what can't be told.
package func documentType(ofAddress address: String) -> String? {
  let bytes = address.utf8Span.span
  let end =
    bytes.indices.first { bytes[$0] == UInt8(ascii: "?") || bytes[$0] == UInt8(ascii: "#") }
    ?? bytes.count
  // Nearly all addresses have no dot near their end, or end in `.md`.
  guard let dot = (max(0, end - 6)..<end).last(where: { bytes[$0] == UInt8(ascii: ".") }),
    end - dot != 3 || bytes[dot + 1] != UInt8(ascii: "m") || bytes[dot + 2] != UInt8(ascii: "d")
  else { return nil }
  let ending = String(decoding: address.utf8.prefix(end).dropFirst(dot + 1), as: UTF8.self)
    .lowercased()
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
