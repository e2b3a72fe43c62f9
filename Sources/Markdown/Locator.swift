import Diagnostics
import Prose
import Text

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
  private var definitions: [[UInt8]: [LinkDefinition]]?
  /// The block whose links are looked for, and how far they have been found.
  private var block: BlockText?
  private var cursor = 0
  /// The place whose column was asked for last, so that a long line is counted once.
  private var counted = (lineStart: -1, end: 0, scalars: 0)

  init(_ source: SourceText, _ bytes: Bytes, _ kinds: NodeKinds) {
    self.source = source
    self.bytes = bytes
    self.kinds = kinds
    firstLine = source.firstLine
  }

  // MARK: Lines

  /// The bytes of a line from 1, without its end.
  mutating func line(_ number: Int) -> Range<Int>? {
    findLines()
    guard number >= 1 && number <= lineStarts.count else { return nil }
    let start = lineStarts[number - 1]
    var end = number < lineStarts.count ? lineStarts[number] : bytes.count
    while end > start, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
    return start..<end
  }

  private mutating func findLines() {
    guard lineStarts.isEmpty else { return }
    guard !bytes.contains(0x0D) else {
      lineStarts = source.bytes.lineStarts
      return
    }
    // Nearly all texts have line feeds alone, which are found quickest.
    lineStarts = [0]
    var start = 0
    while let end = bytes.firstIndex(of: 0x0A, from: start) {
      start = end + 1
      lineStarts.append(start)
    }
  }

  /// Where bytes of a line stand.
  mutating func location(of range: Range<Int>, inLine line: Int) -> SourceLocation {
    findLines()
    guard line >= 1 && line <= lineStarts.count else { return SourceLocation(file: source.file) }
    return SourceLocation(
      file: source.file, line: firstLine + line - 1,
      column: column(of: range.lowerBound, lineStart: lineStarts[line - 1]),
      length: scalars(range))
  }

  /// From 1, in scalars.
  private mutating func column(of position: Int, lineStart: Int) -> Int {
    if counted.lineStart != lineStart || counted.end > position {
      // A byte order mark is no character of the line.
      let start = lineStart == 0 && bytes.hasPrefix("\u{FEFF}") ? 3 : lineStart
      counted = (lineStart, min(start, position), 0)
    }
    counted.scalars += scalars(counted.end..<position)
    counted.end = position
    return counted.scalars + 1
  }

  private func scalars(_ range: Range<Int>) -> Int { bytes[range].scalarCount }

  /// The first line of a block, from where its text begins.
  mutating func location(ofBlock node: Node) -> SourceLocation {
    var node = node
    while node.startLine == 0 || !isBlock(node), let parent = node.parent { node = parent }
    guard let line = line(node.startLine) else { return SourceLocation(file: source.file) }
    var start = line.lowerBound + max(node.startColumn - 1, 0)
    if start > line.upperBound { start = line.lowerBound }
    return location(of: start..<line.upperBound, inLine: node.startLine)
  }

  /// A part of a block of HTML. Each of the block's lines is the end of a line of the source, after what the
  /// blocks around it have there.
  ///
  /// - Parameter lines: how many lines of the block end before the part.
  mutating func location(
    of part: Range<Int>, afterLines lines: Int, ofBlock node: Node
  ) -> SourceLocation {
    let literal = node.literal
    let end =
      literal[part.lowerBound...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? literal.endIndex
    guard let line = line(node.startLine + lines), end - part.lowerBound <= line.count else {
      return location(ofBlock: node)
    }
    let start = line.upperBound - (end - part.lowerBound)
    return location(
      of: start..<min(start + part.count, line.upperBound), inLine: node.startLine + lines)
  }

  private func isBlock(_ node: Node) -> Bool { node.type & 0x4000 == 0 }

  mutating func line(ofDirective node: Node) -> DirectiveLine? {
    guard let line = line(node.startLine) else { return nil }
    let start = line.lowerBound + node.startColumn - 1
    guard start < line.upperBound else { return nil }
    return DirectiveLine(source, node.startLine, start..<line.upperBound, self)
  }

  // MARK: Links

  /// The destination of a link or picture.
  mutating func location(ofDestination node: Node) -> SourceLocation {
    locations(of: node).destination
  }

  /// The destination of a link or picture, and all of a picture without a text: `![](hall.jpg)`.
  mutating func locations(of node: Node) -> (destination: SourceLocation, whole: SourceLocation?) {
    let block = moveCursor(toBlockOf: node)
    if let location = locationByColumn(of: node, in: block) { return (location, nil) }
    let destination = node.url
    if let found = findDestination(destination, of: node, in: block) {
      cursor = found.destination.upperBound
      if let location = locate(found.destination, in: block) {
        let whole = emptyPicture(around: found, in: block.text)
        return (location, whole.flatMap { locate($0, in: block) })
      }
    }
    if !destination.isEmpty, !kinds.isAutolink(node),
      let location = locateDefinition(of: destination, usedIn: block.text)
    {
      return (location, nil)
    }
    return (locate(text: destination, in: block), nil)
  }

  /// The destination of a link in a paragraph of one line, where the library's columns are right. `nil` unless the
  /// link stands there as `](destination)`.
  private mutating func locationByColumn(of link: Node, in block: BlockText) -> SourceLocation? {
    let paragraph = block.node
    guard kinds[link.type] == .link, kinds[paragraph.type] == .paragraph,
      paragraph.startLine == paragraph.endLine, let line = line(paragraph.startLine)
    else { return nil }
    let destination = link.url
    let offset = line.lowerBound + paragraph.startColumn - 1
    let end = line.lowerBound + link.endColumn - 1
    let start = end - destination.count
    guard !destination.isEmpty, start - 2 >= offset + cursor, end < line.upperBound,
      bytes[end] == UInt8(ascii: ")"), bytes[start - 1] == UInt8(ascii: "("),
      bytes[start - 2] == UInt8(ascii: "]"), bytes[start..<end].elementsEqual(destination)
    else { return nil }
    cursor = end - offset
    return location(of: start..<end, inLine: paragraph.startLine)
  }

  /// A text that stands in a block as it is in the tree, else the block.
  mutating func location(ofText text: Bytes, in node: Node) -> SourceLocation {
    let block = moveCursor(toBlockOf: node)
    return locate(text: text, in: block)
  }

  /// Bytes of the text of a block.
  mutating func location(of range: Range<Int>, inTextOf block: Node) -> SourceLocation {
    let text = block == self.block?.node ? self.block! : BlockText(block)
    return locate(range, in: text) ?? location(ofBlock: block)
  }

  /// A text at the end of a block.
  mutating func location(ofEnd text: Bytes, of node: Node) -> SourceLocation {
    let before = cursor
    let block = moveCursor(toBlockOf: node)
    cursor = max(block.text.count - text.count, 0)
    while cursor > 0 && !block.text[cursor...].starts(with: text) { cursor -= 1 }
    let location = locate(text: text, in: block)
    cursor = before
    return location
  }

  private mutating func locate(text: Bytes, in block: BlockText) -> SourceLocation {
    if let found = find(text, in: block.text, from: cursor) {
      cursor = found.upperBound
      if let location = locate(found, in: block) { return location }
    }
    return location(ofBlock: block.node)
  }

  private mutating func moveCursor(toBlockOf node: Node) -> BlockText {
    var node = node
    while !isBlock(node), let parent = node.parent { node = parent }
    if let block, block.node == node { return block }
    cursor = 0
    let block = BlockText(node)
    self.block = block
    return block
  }

  /// A link's destination in the text of its block: the first one behind `](` that is the same.
  private func findDestination(
    _ destination: Bytes, of node: Node, in block: BlockText
  ) -> InlineDestination? {
    let last = lastLetter(of: node)
    let text = block.text
    return block.find(destination, from: cursor) { ends(text, $0.bracket, with: last) }
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
    let all =
      definitions
      ?? Dictionary(grouping: findDefinitions()) {
        unescaped(bytes[$0.destination].rebased)
      }
    definitions = all
    // A few may lead to the same place; more than a few are not worth the time.
    let fitting = all[Array(destination)] ?? []
    let used = fitting.count < 2 ? nil : fitting.prefix(8).first { isUsed($0, in: text) }
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
    findLines()
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

  // MARK: Attributes in a text

  /// The attributes in braces that a range of a block's text begins with.
  mutating func attributes(
    at range: Range<Int>, inTextOf block: Node
  ) -> Diagnosed<[MarkdownDocument.Directive.Attribute]> {
    let place = location(of: range, inTextOf: block)
    guard let line = line(place.line - firstLine + 1) else { return Diagnosed([]) }
    var start = line.lowerBound
    var column = 1
    while start < line.upperBound, column < place.column {
      start += 1
      while start < line.upperBound, bytes[start] & 0xC0 == 0x80 { start += 1 }
      column += 1
    }
    return directiveAttributes(
      in: source.bytes, start..<min(start + range.count, line.upperBound),
      line: place.line - firstLine + 1, self)
  }

  // MARK: From a block's text to its lines

  /// Where bytes of a block's text stand in the source.
  private mutating func locate(_ range: Range<Int>, in block: BlockText) -> SourceLocation? {
    if kinds[block.node.type] == .tableCell { return locate(range, inCell: block.node) }
    let wanted = block.line(of: range.lowerBound)
    let textLine = block.lines[wanted]
    if block.firstLine == nil { block.firstLine = .some(firstLine(of: block)) }
    guard let first = block.firstLine ?? nil, let line = line(first + wanted),
      let start = endOrPlace(of: block.text[textLine].rebased, in: line)
    else { return nil }
    let offset = start - textLine.lowerBound
    let end = min(range.upperBound, textLine.upperBound)
    return location(of: (range.lowerBound + offset)..<(end + offset), inLine: first + wanted)
  }

  /// The line that the text of a block begins with: definitions of links may stand before it.
  private mutating func firstLine(of block: BlockText) -> Int? {
    let node = block.node
    let start = max(node.startLine, 1)
    let underline = kinds[node.type] == .heading && node.endLine > node.startLine ? 1 : 0
    let likely = node.endLine - underline - block.lines.count + 1
    if likely >= start && fits(block, atLine: likely) { return likely }
    // The library forgets where a paragraph stands that a table follows without a blank line.
    let table = node.startLine == 0 ? node.next : nil
    let first = table?.startLine ?? start
    for candidate in first...max(first, table?.endLine ?? node.endLine)
    where fits(block, atLine: candidate) {
      return candidate
    }
    return nil
  }

  private mutating func fits(_ block: BlockText, atLine first: Int) -> Bool {
    for (index, range) in block.lines.enumerated() {
      guard let line = line(first + index),
        endOrPlace(of: block.text[range].rebased, in: line) != nil
      else { return false }
    }
    return true
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

  mutating func location(ofRow row: Node) -> SourceLocation {
    guard let number = line(ofRow: row), let line = line(number) else {
      return location(ofBlock: row)
    }
    return location(of: line, inLine: number)
  }

  /// What of a row stands behind the last column of its table. `nil` if there is nothing.
  mutating func excessCells(of row: Node, columns: Int) -> SourceLocation? {
    guard let number = line(ofRow: row), let line = line(number) else { return nil }
    // Nearly all rows have a pipe at both ends and those between their cells.
    let pipe = UInt8(ascii: "|")
    let isFramed = bytes[line].first == pipe && bytes[line].last == pipe
    if isFramed && bytes[line].count(of: pipe) <= columns + 1 { return nil }
    var pieces = cells(in: bytes, line)
    guard pieces.count > columns else { return nil }
    if let first = pieces.first, isPrefix(bytes[first]) { pieces.removeFirst() }
    if let last = pieces.last, bytes[last].allSatisfy({ isSpace($0) }) { pieces.removeLast() }
    guard pieces.count > columns, let last = pieces.last else { return nil }
    return location(of: pieces[columns].lowerBound..<last.upperBound, inLine: number)
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
