import Text

/// Searching Markdown for destinations of links, by the rules of CommonMark 0.29, section 6.6.

/// The destination behind the `]` at an index, if `(` follows it.
func destinationRange(in text: Bytes, behind bracket: Int) -> Range<Int>? {
  guard bracket + 1 < text.count && text[bracket + 1] == UInt8(ascii: "(") else {
    return nil
  }
  var start = bracket + 2
  while start < text.count && isSpace(text[start]) { start += 1 }
  return destinationRange(in: text, at: start)
}

func destinationRange(in text: Bytes, at start: Int) -> Range<Int>? {
  guard start < text.count else { return nil }
  if text[start] == UInt8(ascii: "<") {
    var end = start + 1
    while end < text.count {
      switch text[end] {
      case UInt8(ascii: ">"): return (start + 1)..<end
      case UInt8(ascii: "\\"): end += 2
      case 0x0A, UInt8(ascii: "<"): return nil
      default: end += 1
      }
    }
    return nil
  }
  var depth = 0
  var end = start
  scan: while end < text.count {
    switch text[end] {
    case UInt8(ascii: "\\"):
      end += 1
    case UInt8(ascii: "("):
      depth += 1
      if depth > 32 { return nil }
    case UInt8(ascii: ")"):
      if depth == 0 { break scan }
      depth -= 1
    case 0...0x20: break scan
    default: break
    }
    end += 1
  }
  return start..<min(end, text.count)
}

/// All of a picture that has a destination and no text, `![](hall.jpg "A title")`.
func emptyPicture(around found: InlineDestination, in text: Bytes) -> Range<Int>? {
  var start = found.bracket
  while start > 0 && isSpace(text[start - 1]) { start -= 1 }
  guard start >= 2 && text[start - 1] == UInt8(ascii: "[") && text[start - 2] == UInt8(ascii: "!")
  else { return nil }
  var end = found.destination.upperBound
  if end < text.count && text[end] == UInt8(ascii: ">") { end += 1 }
  let behind = (text[end...].firstIndex { !isSpace($0) }) ?? text.count
  guard behind < text.count else { return (start - 2)..<end }
  let closing: UInt8
  switch text[behind] {
  case UInt8(ascii: ")"): return (start - 2)..<(behind + 1)
  case UInt8(ascii: "("): closing = UInt8(ascii: ")")
  case let quote: closing = quote
  }
  guard let titleEnd = text[(behind + 1)...].firstIndex(of: closing),
    let close = text[(titleEnd + 1)...].firstIndex(where: { !isSpace($0) }),
    text[close] == UInt8(ascii: ")")
  else { return (start - 2)..<end }
  return (start - 2)..<(close + 1)
}

/// The index behind a code span, or behind the backticks if none begins with them.
func endOfCode(in text: Bytes, from start: Int) -> Int {
  let backtick = UInt8(ascii: "`")
  var index = start
  while index < text.count && text[index] == backtick { index += 1 }
  let length = index - start
  let afterOpening = index
  // The library looks for no longer ones.
  guard length <= 80 else { return afterOpening }
  while index < text.count {
    guard text[index] == backtick else {
      index += 1
      continue
    }
    let runStart = index
    while index < text.count && text[index] == backtick { index += 1 }
    if index - runStart == length { return index }
  }
  return afterOpening
}

/// The first place of a text at or behind an index.
func find(_ text: Bytes, in whole: Bytes, from start: Int) -> Range<Int>? {
  guard let first = text.first else { return nil }
  var index = start
  while index + text.count <= whole.count {
    guard let found = whole[index...].firstIndex(of: first),
      found + text.count <= whole.count
    else { return nil }
    if whole[found..<(found + text.count)].elementsEqual(text) {
      return found..<(found + text.count)
    }
    index = found + 1
  }
  return nil
}

/// The lines of a block's text, without their ends.
func lines(of text: Bytes) -> [Range<Int>] {
  var lines: [Range<Int>] = []
  var start = 0
  while let end = text.firstIndex(of: 0x0A, from: start) {
    lines.append(start..<end)
    start = end + 1
  }
  if start < text.count || lines.isEmpty { lines.append(start..<text.count) }
  return lines
}

/// What stands between the pipes of a table's row.
func cells(in bytes: Bytes, _ line: Range<Int>) -> [Range<Int>] {
  var cells: [Range<Int>] = []
  var start = line.lowerBound
  var index = start
  while index < line.upperBound {
    switch bytes[index] {
    case UInt8(ascii: "\\"): index += 1
    case UInt8(ascii: "|"):
      cells.append(start..<index)
      start = index + 1
    default: break
    }
    index += 1
  }
  cells.append(start..<line.upperBound)
  return cells
}
