// Headings, lists, tables and other blocks that a paragraph's lines look like.

import Text

/// What in a paragraph looks like markup that begins a line.
package func lineLookAlikes(in text: [UInt8]) -> [LookAlike] {
  var reader = LineReader(text)
  reader.read()
  return reader.found
}

private struct LineReader {
  let text: [UInt8]
  let lines: [Range<Int>]
  var found: [LookAlike] = []

  init(_ text: [UInt8]) {
    self.text = text
    var lines: [Range<Int>] = []
    var start = 0
    for (index, byte) in text.enumerated() where byte == 0x0A {
      lines.append(start..<index)
      start = index + 1
    }
    lines.append(start..<text.count)
    self.lines = lines
  }

  mutating func read() {
    for (number, line) in lines.enumerated() {
      switch text[line].first {
      case UInt8(ascii: "#"): readHeading(line)
      case UInt8(ascii: ":"): readDirective(line)
      case UInt8(ascii: "!"): readAdmonition(line)
      case UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="): readConflict(line)
      default: break
      }
      if number == 0 { readMark(line) }
    }
    readList()
    readTable()
  }

  private func byte(_ index: Int, _ line: Range<Int>) -> UInt8 {
    line.contains(index) ? text[index] : 0
  }

  private func string(_ range: Range<Int>) -> String {
    String(decoding: text[range].filter { $0 > Placeholder.footnote }, as: UTF8.self)
  }

  private mutating func add(
    _ code: LookAlikeCode, isError: Bool = false, _ message: String, _ range: Range<Int>,
    help: String
  ) {
    let needle = Array(text[range].prefix { $0 > Placeholder.footnote })
    guard !needle.isEmpty else { return }
    found.append(
      LookAlike(
        code: code, isError: isError, message: message, help: help, position: range.lowerBound,
        needle: needle))
  }

  // MARK: Headings

  private mutating func readHeading(_ line: Range<Int>) {
    let signs = text[line].prefix { $0 == UInt8(ascii: "#") }.count
    var start = line.lowerBound + signs
    guard start < line.upperBound else { return }
    if signs > 6 {
      if text[start] == 0x20 {
        add(
          .headingBroken, "there are only six levels of headings", line.lowerBound..<start,
          help: "write six # or fewer")
      }
      return
    }
    let isNoBreakSpace = text[line].dropFirst(signs).starts(with: [0xC2, 0xA0])
    if isNoBreakSpace { start += 2 }
    guard isNoBreakSpace || signs > 1 || isHeading(line, start) else { return }
    let title = string(start..<line.upperBound).trimmingSpaces
    add(
      .headingBroken,
      isNoBreakSpace
        ? "this is no heading, because a no-break space follows the #"
        : "this is no heading, because no space follows the #",
      line, help: "write '\(String(repeating: "#", count: max(signs, 2))) \(title)'")
  }

  /// Whether a line that begins with a single `#` and a word is a heading rather than a hashtag or a number.
  private func isHeading(_ line: Range<Int>, _ start: Int) -> Bool {
    guard lines.count == 1, isLetterOrHigh(text[start]),
      !text[start..<line.upperBound].contains(UInt8(ascii: "#")),
      let last = text[line].last, !".!?:;,".utf8.contains(last)
    else { return false }
    let word = string(start..<line.upperBound).prefix { $0 != " " }
    guard let first = word.first, first.isUppercase else { return false }
    return !word.dropFirst().contains { $0.isUppercase || $0.isNumber || $0 == "_" }
  }

  // MARK: Single lines

  private mutating func readDirective(_ line: Range<Int>) {
    let colons = text[line].prefix { $0 == UInt8(ascii: ":") }.count
    guard colons > 1 else { return }
    let rest = text[(line.lowerBound + colons)..<line.upperBound].drop { $0 == 0x20 }
    let name = rest.prefix { isNameCharacter($0) }
    guard let first = name.first, isLetterOrHigh(first) else { return }
    let written = string(name.startIndex..<name.endIndex)
    add(
      .directiveMistyped, "this is no component, so the line is printed as it was typed", line,
      help: rest.startIndex > line.lowerBound + colons
        ? "write the name right behind the colons: '\(String(repeating: ":", count: colons))\(written)'"
        : "a line of its own is '::\(written)' or '::\(written){key=\"value\"}'; text inside needs ':::\(written)', the text, and ':::'"
    )
  }

  private mutating func readAdmonition(_ line: Range<Int>) {
    guard text[line].starts(with: "!!! ".utf8), line.count > 4 else { return }
    add(
      .foreignMarkup, "'!!!' is the markup of another program and is printed as it was typed", line,
      help: "write '> [!NOTE]' and the text in the lines below, each with '> ' before it")
  }

  private mutating func readConflict(_ line: Range<Int>) {
    let marks = ["<<<<<<<", ">>>>>>>", "======="]
    guard marks.contains(where: { text[line].starts(with: $0.utf8) }),
      byte(line.lowerBound + 7, line) <= 0x20, !found.contains(where: { $0.code == .mergeConflict })
    else { return }
    add(.mergeConflict, isError: true, MergeConflict.message, line, help: MergeConflict.help)
  }

  /// `[TOC]` and the like, alone in a paragraph.
  private mutating func readMark(_ line: Range<Int>) {
    guard lines.count == 1, ["[toc]", "[[toc]]", "[[_toc_]]"].contains(string(line).lowercased())
    else { return }
    found.removeAll { $0.position >= line.lowerBound }
    add(
      .foreignMarkup,
      "'\(string(line))' is the markup of another program and is printed as it was typed",
      line, help: "take it out: the design shows an outline where it has one")
  }

  // MARK: Lists

  /// What a line of a list by hand begins with.
  private enum Bullet: Equatable {
    case dot
    case dash
    case sign(UInt8)
    case number(Int)
    case letter(UInt8)
  }

  private mutating func readList() {
    let bullets = lines.map(bullet)
    guard let start = bullets.firstIndex(where: { $0 != nil }), let first = bullets[start] else {
      return
    }
    let next = start + 1 < bullets.count ? bullets[start + 1] : nil
    let isList =
      switch (first, next) {
      case (.dot, _): true
      case (.number(let a), .number(let b)): b == a + 1
      case (.letter(let a), .letter(let b)): b == a + 1
      case (.dash, .dash), (.sign, .sign): first == next
      case (.number(1), nil): start == 0 && lines.count == 1 && isParenthesis(lines[start])
      case (.sign(UInt8(ascii: "-")), _):
        start == 0 && lines.count == 1
          && string(lines[start]).dropFirst().first?.isUppercase == true
      default: false
      }
    guard isList else { return }
    let isNumbered = if case .number = first { true } else { false }
    let isLettered = if case .letter = first { true } else { false }
    add(
      .listByHand, "this is no list, only lines that look like one (EN 9.1.3.1)", lines[start],
      help: isNumbered
        ? "leave a line empty above it, begin with '1. ', and put a space behind each number"
        : isLettered
          ? "begin each line with '- ' or '1. ', after an empty line" : "begin each line with '- '")
  }

  private func isParenthesis(_ line: Range<Int>) -> Bool {
    text[line].drop { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }.first
      == UInt8(ascii: ")")
  }

  private func bullet(_ line: Range<Int>) -> Bullet? {
    guard let first = text[line].first else { return nil }
    let second = byte(line.lowerBound + 1, line)
    switch first {
    case 0xC2:
      return second == 0xB7 && line.count > 2 ? .dot : nil
    case 0xE2:
      let scalar = String(decoding: text[line].prefix(3), as: UTF8.self)
      if ["–", "—", "‒", "―"].contains(scalar) {
        return byte(line.lowerBound + 3, line) == 0x20 ? .dash : nil
      }
      return ["•", "‣", "◦", "▪", "●", "■", "○", "➢", "►", "▸", "✓", "✔"].contains(scalar)
        && line.count > 3
        ? .dot : nil
    case UInt8(ascii: "*"), UInt8(ascii: "-"), UInt8(ascii: "+"):
      return isLetterOrHigh(second) || second == UInt8(ascii: "[") ? .sign(first) : nil
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      let digits = text[line].prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
      let mark = byte(digits.endIndex, line)
      let after = byte(digits.endIndex + 1, line)
      guard digits.count < 4, mark == UInt8(ascii: ")") || mark == UInt8(ascii: "."),
        after == 0x20 || isLetterOrHigh(after)
      else { return nil }
      return Int(String(decoding: digits, as: UTF8.self)).map(Bullet.number)
    default:
      // Word's second bullet is a letter in its own font.
      if "o§Ø".utf8.contains(first), second == 0x09, line.count > 2 { return .dot }
      guard isLetterOrHigh(first), first < 0x80, second == UInt8(ascii: ")"),
        byte(line.lowerBound + 2, line) == 0x20
      else { return nil }
      return .letter(first | 0x20)
    }
  }

  // MARK: Tables

  private mutating func readTable() {
    let bar = UInt8(ascii: "|")
    guard let start = lines.firstIndex(where: { text[$0].contains(bar) }) else { return }
    let rows = lines[start...].prefix { text[$0].contains(bar) }
    if let rule = rows.indices.first(where: { isRule(lines[$0]) }) {
      guard rule > start else {
        if rows.count > 1 {
          add(
            .tableBroken, "this is no table, because it has no row of headers (EN 9.1.3.1)",
            lines[rule], help: "write the names of the columns into a row above this line")
        }
        return
      }
      let (headers, columns) = (columns(lines[rule - 1]), columns(lines[rule]))
      add(
        .tableBroken,
        headers == columns
          ? "this is no table, because the line below the headers isn't made of hyphens and bars"
          : "this is no table, because its first row has \(headers) columns and the line below it \(columns)",
        lines[rule], help: "write '\(self.rule(headers))'")
      return
    }
    let hasOuterBars = text[lines[start]].first == bar
    let firstColumns = columns(lines[start])
    let isTable =
      hasOuterBars
      ? firstColumns > 1 && (rows.count > 1 || text[lines[start]].last == bar)
      : firstColumns > 1 && rows.count > 2 && rows.allSatisfy { columns($0) == firstColumns }
    guard isTable else { return }
    add(
      .tableBroken, "this is no table, because the line of hyphens is missing", lines[start],
      help: "write '\(rule(firstColumns))' below the row of headers")
  }

  /// The line that belongs below a row of headers.
  private func rule(_ columns: Int) -> String {
    columns > 12 ? "|---|---| …" : String(repeating: "|---", count: columns) + "|"
  }

  private func columns(_ line: Range<Int>) -> Int {
    let bars = text[line].count { $0 == UInt8(ascii: "|") }
    let first = text[line].first { $0 != 0x20 } == UInt8(ascii: "|") ? 1 : 0
    let last = text[line].last { $0 != 0x20 } == UInt8(ascii: "|") ? 1 : 0
    return max(bars + 1 - first - last, 1)
  }

  /// Whether a line is or was meant to be the one between a table's headers and its rows.
  private func isRule(_ line: Range<Int>) -> Bool {
    let signs = string(line).unicodeScalars
    return signs.allSatisfy { "|-:=–—_+* ".unicodeScalars.contains($0) }
      && signs.contains { "-=–—_".unicodeScalars.contains($0) }
  }
}
