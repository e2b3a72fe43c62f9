import Diagnostics

/// A content file taken apart: the YAML between its `---` lines, and what follows.
struct FrontMatter {
  /// `nil` if the file has no front matter.
  var yaml: SourceText?
  var body: SourceText

  /// Splits a file. An opening line that is never closed is an error, and all of it is front matter,
  /// so that a half-written page does not appear as text.
  static func split(_ source: SourceText) -> Diagnosed<FrontMatter> {
    let bytes = source.bytes
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    guard let opening = fence(bytes, at: start) else {
      return Diagnosed(FrontMatter(yaml: nil, body: part(of: source, from: start, line: 1)))
    }
    var line = 2
    var position = opening
    while position < bytes.count {
      if let end = fence(bytes, at: position) {
        return Diagnosed(
          FrontMatter(
            yaml: SourceText(
              file: source.file, bytes: Array(bytes[opening..<position]), firstLine: 2),
            body: part(of: source, from: end, line: line + 1)))
      }
      position = (bytes[position...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
      line += 1
    }
    let mistake = Diagnostic.error(
      ContentCode.unclosedFrontMatter, "the front matter is opened here and never closed",
      at: source.location(of: start..<start + 3),
      help: "write a line with only --- after the last key")
    return Diagnosed(
      FrontMatter(
        yaml: SourceText(file: source.file, bytes: [], firstLine: 2),
        body: part(of: source, from: bytes.count, line: line)), [mistake])
  }

  private static func part(of source: SourceText, from start: Int, line: Int) -> SourceText {
    if start == 0 { return source }
    return SourceText(file: source.file, bytes: Array(source.bytes[start...]), firstLine: line)
  }

  /// Where the line after a `---` line begins, if one stands at `start`.
  private static func fence(_ bytes: [UInt8], at start: Int) -> Int? {
    let dash = UInt8(ascii: "-")
    guard start + 3 <= bytes.count, bytes[start] == dash, bytes[start + 1] == dash,
      bytes[start + 2] == dash
    else { return nil }
    var index = start + 3
    while index < bytes.count && bytes[index] != UInt8(ascii: "\n") {
      guard [UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\r")].contains(bytes[index])
      else {
        return nil
      }
      index += 1
    }
    return min(index + 1, bytes.count)
  }
}
