import Diagnostics
import Text

/// A content file taken apart: the YAML between its `---` lines, and what follows.
struct FrontMatter {
  /// `nil` if the file has no front matter.
  var yaml: SourceText?
  var body: SourceText

  /// Splits a file. An opening line that is never closed is an error, and all of it is front matter,
  /// so that a half-written page does not appear as text.
  static func split(_ source: SourceText) -> Diagnosed<FrontMatter> {
    let bytes = source.bytes
    guard let opening = fence(bytes, at: 0) else {
      let mistake = misplacedOpening(in: source)
      return Diagnosed(
        FrontMatter(yaml: nil, body: mistake == nil ? source : part(of: source, from: bytes.count)),
        mistake.map { [$0] } ?? [])
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
    return Diagnosed(
      FrontMatter(
        yaml: SourceText(file: source.file, bytes: [], firstLine: 2),
        body: part(of: source, from: bytes.count, line: line)), [missingEnd(in: source)])
  }

  private static func part(of source: SourceText, from start: Int, line: Int = 1) -> SourceText {
    SourceText(file: source.file, bytes: Array(source.bytes[start...]), firstLine: line)
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

// MARK: Lines that should be three hyphens

/// The mistake of a file that seems to have front matter, but doesn't begin with `---`.
private func misplacedOpening(in source: SourceText) -> Diagnostic? {
  let lines = FenceLine.all(in: source, upTo: 40)
  guard let first = lines.firstIndex(where: { !$0.isBlank }) else { return nil }
  let line = lines[first]
  let isBeforeKeys = lines[(first + 1)...].first { !$0.isBlank }?.looksLikeKey ?? false
  func mistake(_ message: String, _ help: String) -> Diagnostic {
    .error(ContentCode.misplacedFrontMatter, message, at: line.place, help: help)
  }
  if line.text == "---" {
    return isBeforeKeys && first > 0
      ? mistake(
        "the front matter has to begin in the first line of the file",
        "remove what is empty above ---") : nil
  }
  if line.text.trimmed == "+++" {
    return mistake(
      "+++ begins front matter in TOML, and it is written in YAML here",
      "write --- above and below it, and each key as title: My page")
  }
  if line.text.trimmed.withoutLookAlikes.trimmed == "---", let lookAlike = line.text.firstLookAlike,
    lookAlike.isInvisible
  {
    return mistake(
      "before the front matter is \(lookAlike.name)", "remove it, so that --- comes first")
  }
  if line.isNearlyFence && isBeforeKeys {
    return mistake(line.whatItIs, "write three hyphens: ---")
  }
  if line.looksLikeKey {
    return mistake(
      "the line of three hyphens that begins the front matter is missing",
      "write --- above this line")
  }
  return nil
}

private func missingEnd(in source: SourceText) -> Diagnostic {
  let lines = FenceLine.all(in: source, upTo: .max)
  if let line = lines.dropFirst().first(where: \.isNearlyFence) {
    return .error(
      ContentCode.unclosedFrontMatter,
      "three hyphens end the front matter; " + line.whatItIs, at: line.place,
      help: "write three hyphens: ---")
  }
  return .error(
    ContentCode.unclosedFrontMatter, "the front matter is opened here and never closed",
    at: source.location(of: 0..<3),
    help: "write a line with only --- after the last key")
}

/// A line that may be meant as `---`.
private struct FenceLine {
  let text: String
  let place: SourceLocation

  static func all(in source: SourceText, upTo count: Int) -> [FenceLine] {
    source.bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: count, omittingEmptySubsequences: false
    )
    .prefix(count).enumerated().map { index, bytes in
      let text = String(decoding: bytes, as: UTF8.self)
      let written = text.hasSuffix("\r") ? String(text.dropLast()) : text
      return FenceLine(
        text: written,
        place: SourceLocation(
          file: source.file, line: index + 1, column: 1, length: written.unicodeScalars.count))
    }
  }

  var isBlank: Bool { text.withoutLookAlikes.trimmed.isEmpty }

  /// `title: …`
  var looksLikeKey: Bool {
    let word = text.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
    let rest = text.dropFirst(word.count)
    return word.first?.isLowercase == true && (rest == ":" || rest.hasPrefix(": "))
  }

  /// Nothing but hyphens, dashes and spaces, though not the three hyphens.
  var isNearlyFence: Bool {
    let dashes = text.trimmed
    let isOne = dashes.unicodeScalars.count > 1 || dashes == "—" || dashes == "–" || dashes == "―"
    return isOne && text != "---"
      && dashes.unicodeScalars.allSatisfy { $0 == "-" || $0 == " " || LookAlike($0)?.plain == "-" }
      && !dashes.withoutLookAlikes.filter { $0 == "-" }.isEmpty
  }

  var whatItIs: String {
    if let lookAlike = text.firstLookAlike, !lookAlike.isInvisible {
      return "here is \(lookAlike.name), which word processors make of hyphens"
    }
    let count = text.count { $0 == "-" }
    return count == 3 ? "here is something between them" : "here are \(count) hyphens"
  }
}
