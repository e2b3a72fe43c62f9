import Diagnostics

/// Finds where in the source something of the tree stands.
///
/// Blocks know their lines. Inlines do not: the library's lines are off after a backslash break or a
/// title over two lines, its columns after lazy continuations and `\|`. So a link is searched for in
/// the text of its block, from where the last one ended, and what is found is searched for in the
/// lines of the block. Asked for mistakes and internal links only.
@safe struct Locator {
  private let source: SourceText
  private let bytes: Bytes
  private let kinds: NodeKinds
  private let firstLine: Int
  /// Where each line begins, as the library counts lines; made when first needed.
  private var lineStarts: [Int] = []
  private var definitions: [LinkDefinition]?
  /// How far the links of a block have been found, in bytes of its text.
  private var block: Node?
  private var cursor = 0

  init(_ source: SourceText, _ bytes: Bytes, _ kinds: NodeKinds) {
    self.source = source
    self.bytes = bytes
    self.kinds = kinds
    firstLine = source.firstLine
  }

  // MARK: Lines

  /// The bytes of a line from 1, without its end.
  mutating func line(_ number: Int) -> Range<Int>? {
    if lineStarts.isEmpty { findLines() }
    guard number >= 1 && number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  private mutating func findLines() {
    lineStarts = [0]
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if byte == 0x0D {
        if index < bytes.count && bytes[index] == 0x0A { index += 1 }
        lineStarts.append(index)
      } else if byte == 0x0A {
        lineStarts.append(index)
      }
    }
  }

  /// Where bytes of a line stand.
  func location(of range: Range<Int>, inLine line: Int) -> SourceLocation {
    guard line >= 1 && line <= lineStarts.count else { return SourceLocation(file: source.file) }
    return SourceLocation(
      file: source.file, line: firstLine + line - 1,
      column: scalars(lineStarts[line - 1]..<range.lowerBound) + 1, length: scalars(range))
  }

  private func scalars(_ range: Range<Int>) -> Int {
    var count = 0
    for index in range where bytes[index] & 0xC0 != 0x80 { count += 1 }
    return count
  }

  /// The first line of a block, from where its text begins.
  mutating func location(ofBlock node: Node) -> SourceLocation {
    var node = node
    while node.startLine == 0 || !isBlock(node), let parent = node.parent { node = parent }
    guard let line = line(node.startLine) else { return SourceLocation(file: source.file) }
    var start = line.lowerBound + max(node.startColumn - 1, 0)
    if start > line.upperBound { start = line.lowerBound }
    return location(of: start..<line.upperBound, inLine: node.startLine)
  }

  private func isBlock(_ node: Node) -> Bool { node.type & 0x4000 == 0 }

  mutating func line(ofDirective node: Node) -> DirectiveLine? {
    guard let line = line(node.startLine) else { return nil }
    let start = line.lowerBound + node.startColumn - 1
    guard start < line.upperBound else { return nil }
    return DirectiveLine(from: start, in: source)
  }

  // MARK: Links

  /// The destination of a link or picture.
  mutating func location(ofDestination node: Node) -> SourceLocation {
    let block = moveCursor(toBlockOf: node)
    let destination = node.url
    let text = block.content
    if let found = findDestination(destination, of: node, in: text, from: cursor) {
      cursor = found.upperBound
      if let location = locate(found, in: block) { return location }
    }
    if !destination.isEmpty, let location = locateDefinition(of: destination, usedIn: text) {
      return location
    }
    return location(ofText: destination, in: node)
  }

  /// A text that stands in a block as it is in the tree, else the block.
  mutating func location(ofText text: Bytes, in node: Node) -> SourceLocation {
    let block = moveCursor(toBlockOf: node)
    if let found = find(text, in: block.content, from: cursor) {
      cursor = found.upperBound
      if let location = locate(found, in: block) { return location }
    }
    return location(ofBlock: block)
  }

  private mutating func moveCursor(toBlockOf node: Node) -> Node {
    var block = node
    while !isBlock(block), let parent = block.parent { block = parent }
    if self.block != block {
      self.block = block
      cursor = 0
    }
    return block
  }

  /// A link's destination in the text of its block: the first one behind `](` that is the same.
  private func findDestination(
    _ destination: Bytes, of node: Node, in text: Bytes,
    from start: Int
  ) -> Range<Int>? {
    let last = lastLetter(of: node)
    var index = start
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = endOfCode(in: text, from: index)
      case UInt8(ascii: "]"):
        if let range = destinationRange(in: text, behind: index),
          isSame(text, range, as: destination), ends(text, index, with: last)
        {
          return range
        }
        index += 1
      default: index += 1
      }
    }
    return nil
  }

  /// The last letter or digit of a link's text, to tell it from a reference to the same place.
  private func lastLetter(of node: Node) -> UInt8? {
    guard let last = node.lastChild, kinds[last.type] == .text, let byte = last.literal.last,
      isNameCharacter(byte)
    else { return nil }
    return byte
  }

  private func ends(_ text: Bytes, _ end: Int, with letter: UInt8?) -> Bool {
    guard let letter, end > 0 else { return true }
    let last = text[end - 1]
    return last == letter || last == UInt8(ascii: ";") || isSpace(last)
  }

  // MARK: Definitions

  private mutating func locateDefinition(
    of destination: Bytes, usedIn text: Bytes
  ) -> SourceLocation? {
    let all = definitions ?? findDefinitions()
    definitions = all
    let fitting = all.filter { isSame(bytes, $0.destination, as: destination) }
    let used = fitting.count < 2 ? nil : fitting.first { isUsed($0, in: text) }
    guard let definition = used ?? fitting.first else { return nil }
    return location(of: definition.destination, inLine: definition.line)
  }

  private func isUsed(_ definition: LinkDefinition, in text: Bytes) -> Bool {
    let label = bytes[definition.label].map { $0 | 0x20 }
    guard label.count <= text.count else { return false }
    for start in 0...(text.count - label.count) {
      let piece = text[start..<(start + label.count)]
      if zip(piece, label).allSatisfy({ $0 | 0x20 == $1 }) { return true }
    }
    return false
  }

  private mutating func findDefinitions() -> [LinkDefinition] {
    if lineStarts.isEmpty { findLines() }
    var found: [LinkDefinition] = []
    for number in lineStarts.indices.map({ $0 + 1 }) {
      guard let line = line(number),
        let open = bytes[line].firstIndex(of: UInt8(ascii: "[")),
        let close = bytes[open..<line.upperBound].firstIndex(of: UInt8(ascii: "]")),
        close + 1 < line.upperBound && bytes[close + 1] == UInt8(ascii: ":")
      else { continue }
      var start = close + 2
      var destinationLine = number
      skipSpaces(&start, line.upperBound)
      if start == line.upperBound, let next = self.line(number + 1) {
        destinationLine += 1
        start = next.lowerBound
        while start < next.upperBound, isSpace(bytes[start]) || bytes[start] == UInt8(ascii: ">") {
          start += 1
        }
      }
      if let range = destinationRange(in: bytes, at: start) {
        found.append(
          .init(label: open..<(close + 1), destination: range, line: destinationLine))
      }
    }
    return found
  }

  private func skipSpaces(_ index: inout Int, _ end: Int) {
    while index < end, isSpace(bytes[index]) { index += 1 }
  }

  // MARK: From a block's text to its lines

  /// Where bytes of a block's text stand in the source.
  private mutating func locate(_ range: Range<Int>, in block: Node) -> SourceLocation? {
    if kinds[block.type] == .tableCell { return locate(range, inCell: block) }
    let text = block.content
    let textLines = lines(of: text)
    guard let wanted = textLines.lastIndex(where: { $0.lowerBound <= range.lowerBound }),
      let first = firstLine(of: block, textLines), let line = line(first + wanted)
    else { return nil }
    let piece = (text[textLines[wanted]]).rebased
    guard let start = endOrPlace(of: piece, in: line) else { return nil }
    let offset = start - textLines[wanted].lowerBound
    let end = min(range.upperBound, textLines[wanted].upperBound)
    return location(
      of: (range.lowerBound + offset)..<(end + offset), inLine: first + wanted)
  }

  /// The line that the text of a block begins with: definitions of links may stand before it.
  private mutating func firstLine(of block: Node, _ textLines: [Range<Int>]) -> Int? {
    let text = block.content
    var start = block.startLine
    if start == 0 { start = block.next?.startLine ?? block.previous?.startLine ?? 1 }
    for candidate in start..<(start + lineStarts.count + 2) {
      var fits = true
      for (index, range) in textLines.enumerated() {
        guard let line = line(candidate + index) else { return nil }
        let piece = (text[range]).rebased
        fits = endOrPlace(of: piece, in: line) != nil
        if !fits { break }
      }
      if fits { return candidate }
    }
    return nil
  }

  /// Where a line of text stands in a line of the source: at its end, but for a heading's `#`.
  private func endOrPlace(of text: Bytes, in line: Range<Int>) -> Int? {
    if text.count <= line.count {
      let start = line.upperBound - text.count
      if bytes[start..<line.upperBound].elementsEqual(text) { return start }
    }
    let whole = (bytes[line]).rebased
    return find(text, in: whole, from: 0).map { $0.lowerBound + line.lowerBound }
  }

  // MARK: Tables

  private mutating func locate(_ range: Range<Int>, inCell cell: Node) -> SourceLocation? {
    guard let number = line(ofRow: cell.parent), let line = line(number) else { return nil }
    let wanted = index(of: cell)
    var pieces = cells(in: bytes, line)
    if let first = pieces.first, isPrefix(bytes[first]) { pieces.removeFirst() }
    guard wanted < pieces.count else { return nil }
    var position = pieces[wanted].lowerBound
    while position < pieces[wanted].upperBound, isSpace(bytes[position]) { position += 1 }
    // The text of the cell has `|` for `\|`.
    var start = position
    for offset in 0..<range.upperBound {
      if offset == range.lowerBound { start = position }
      if position + 1 < line.upperBound && bytes[position] == UInt8(ascii: "\\")
        && bytes[position + 1] == UInt8(ascii: "|")
      {
        position += 1
      }
      position += 1
    }
    guard position <= line.upperBound else { return nil }
    return location(of: start..<position, inLine: number)
  }

  /// The library gives the header the line of the paragraph it came from.
  private func line(ofRow row: Node?) -> Int? {
    guard let row, let table = row.parent else { return nil }
    guard row.previous == nil else { return row.startLine }
    return row.next.map { $0.startLine - 2 } ?? table.endLine - 1
  }

  private func index(of node: Node) -> Int {
    var index = 0
    var node = node
    while let previous = node.previous {
      index += 1
      node = previous
    }
    return index
  }

  /// Whether it stands before the first pipe of a row, as marks of quotes and lists do.
  private func isPrefix(_ piece: Bytes) -> Bool {
    piece.allSatisfy { isSpace($0) || listMarks.contains($0) }
  }
}

private let listMarks = Array(">*+-.)0123456789".utf8)

/// `[label]: destination`
struct LinkDefinition {
  /// With its brackets.
  var label: Range<Int>
  var destination: Range<Int>
  var line: Int
}
