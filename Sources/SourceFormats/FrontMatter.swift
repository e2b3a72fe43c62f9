package import Diagnostics
import Text

/// A content file taken apart: the YAML between its `---` lines, and what follows.
package struct FrontMatter {
  /// `nil` if the file has no front matter.
  package var yaml: SourceText?
  package var body: SourceText

  /// Splits a file. An opening line that is never closed is an error, and all of it is front matter,
  /// so that a half-written page does not appear as text.
  package static func split(_ source: SourceText) -> Diagnosed<FrontMatter> {
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
      position = endOfLine(bytes, from: position)
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
    let end = endOfLine(bytes, from: start + 3)
    let isBlank = bytes[(start + 3)..<end].allSatisfy { [0x20, 0x09, 0x0D, 0x0A].contains($0) }
    return isBlank ? end : nil
  }

  /// Where the next line begins. A line ends with a line feed, a carriage return, or both.
  private static func endOfLine(_ bytes: [UInt8], from start: Int) -> Int {
    guard let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return bytes.count
    }
    let isPair = bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A
    return end + (isPair ? 2 : 1)
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
    .error(SyntaxCode.misplacedFrontMatter, message, at: line.place, help: help)
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
    return line.text.hasPrefix("---")
      ? mistake("behind the three hyphens is \(lookAlike.name)", "remove it")
      : mistake(
        "before the front matter is \(lookAlike.name)", "remove it, so that --- comes first")
  }
  if line.text.trimmed == "{" || line.text.hasPrefix("{\"") {
    return mistake(
      "{ begins front matter in JSON, and it is written in YAML here",
      "write --- above and below it, and each key as title: My page")
  }
  if let opening = lines.indices.first(where: { lines.beginFrontMatter(at: $0) }) {
    return .error(
      SyntaxCode.misplacedFrontMatter,
      "the front matter has to begin in the first line of the file",
      at: lines[opening].place, help: "move what stands above --- below the front matter")
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
      SyntaxCode.unclosedFrontMatter,
      "three hyphens end the front matter; " + line.whatItIs, at: line.place,
      help: "write three hyphens: ---")
  }
  return .error(
    SyntaxCode.unclosedFrontMatter, "the front matter is opened here and never closed",
    at: source.location(of: 0..<3),
    help: "write a line with only --- after the last key")
}

/// A line that may be meant as `---`.
private struct FenceLine {
  let text: String
  let place: SourceLocation

  static func all(in source: SourceText, upTo count: Int) -> [FenceLine] {
    let lines = SourceLines(source)
    var found: [FenceLine] = []
    while found.count < count, let bytes = lines.bytes(of: found.count + 1) {
      let text = String(decoding: bytes, as: UTF8.self)
      found.append(
        FenceLine(
          text: text,
          place: SourceLocation(
            file: source.file, line: found.count + 1, column: 1, length: text.unicodeScalars.count))
      )
    }
    return found
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
    if count != 3 { return "here are \(count) hyphens" }
    return text.first == " "
      ? "here is a space before the hyphens" : "here is a space between the hyphens"
  }
}

extension [FenceLine] {
  /// Whether three hyphens stand there above keys, a title among them, that three hyphens end.
  fileprivate func beginFrontMatter(at index: Int) -> Bool {
    guard self[index].text == "---" else { return false }
    let keys = self[(index + 1)...].prefix { $0.text != "---" }
    return keys.endIndex < endIndex && keys.first?.looksLikeKey == true
      && keys.contains { $0.text.hasPrefix("title:") }
  }
}
