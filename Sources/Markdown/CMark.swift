// The only file that sees C. What libcmark-gfm allocates is freed before a function returns: parsers
// allocate in the arena of their thread (`CMarkGFM/arena.h`), which is given back when one is done.
//
// libcmark-gfm is not thread-safe once extensions take part: which characters begin an inline
// construct stands in two global tables, which every parser with such an extension sets when it
// begins and clears when it ends, under the feet of the others. So the characters are set once
// (`pinSpecialCharacters`), and afterwards no extension that a parser sees lists any:
// - autolink needs its list for nothing else, so it stays empty;
// - strikethrough is looked up by its character when delimiters are matched. Each parser gets a copy
//   of the extension whose list is there only while inlines are parsed: two marker nodes, visited
//   first and last, put it in and take it out (`marker`).
// Nothing is shared between parsers that anybody writes to, so no lock is needed.

import CMarkGFM
import Text

/// A node of a parsed document. Valid only inside the closure of `withTree`, whose result cannot hold
/// one: a pointer is not `Sendable`.
///
/// What only some kinds of node have is read from a union of C. So those accessors check the kind, in
/// release builds too: the text of a link would be an address made from something else.
@safe struct Node: Equatable {
  fileprivate let pointer: UnsafeMutablePointer<cmark_node>

  fileprivate init(_ pointer: UnsafeMutablePointer<cmark_node>) { unsafe self.pointer = pointer }

  fileprivate init?(_ pointer: UnsafeMutablePointer<cmark_node>?) {
    guard let pointer = unsafe pointer else { return nil }
    unsafe self.pointer = pointer
  }

  static func == (a: Node, b: Node) -> Bool { unsafe a.pointer == b.pointer }

  enum Kind: UInt8 {
    case unknown
    case document, blockQuote, list, item, codeBlock, htmlBlock, customBlock, paragraph, heading
    case thematicBreak, footnoteDefinition, table, tableRow, tableCell, directive
    case text, softBreak, lineBreak, code, html, customInline, emphasis, strong, link, image
    case footnoteReference, strikethrough
  }

  @inline(__always) var type: UInt16 { unsafe pointer.pointee.type }
  @inline(__always) var next: Node? { unsafe Node(pointer.pointee.next) }
  @inline(__always) var previous: Node? { unsafe Node(pointer.pointee.prev) }
  @inline(__always) var parent: Node? { unsafe Node(pointer.pointee.parent) }
  @inline(__always) var firstChild: Node? { unsafe Node(pointer.pointee.first_child) }
  @inline(__always) var lastChild: Node? { unsafe Node(pointer.pointee.last_child) }

  /// The first child, else the next node behind this one and its ancestors.
  var nextInDocument: Node? {
    if let firstChild { return firstChild }
    var node = self
    while true {
      if let next = node.next { return next }
      guard let parent = node.parent else { return nil }
      node = parent
    }
  }

  /// From 1 in the parsed bytes. Right for blocks only, and 0 where the library forgets it.
  var startLine: Int { Int(unsafe pointer.pointee.start_line) }
  var endLine: Int { Int(unsafe pointer.pointee.end_line) }

  /// The text of a text, code span, raw HTML, or footnote (its label).
  @inline(__always) var literal: Bytes {
    require(typesWithLiteral)
    return unsafe bytes(pointer.pointee.as.literal)
  }
  var codeLiteral: Bytes {
    require(bit(of: CMARK_NODE_CODE_BLOCK))
    return unsafe bytes(pointer.pointee.as.code.literal)
  }
  var codeInfo: Bytes {
    require(bit(of: CMARK_NODE_CODE_BLOCK))
    return unsafe bytes(pointer.pointee.as.code.info)
  }
  /// What a block of code is fenced by: so many of these marks. `nil` for one that is indented.
  var codeFence: (mark: UInt8, length: Int)? {
    require(bit(of: CMARK_NODE_CODE_BLOCK))
    guard unsafe pointer.pointee.as.code.fenced != 0 else { return nil }
    return unsafe (
      pointer.pointee.as.code.fence_char,
      Int(pointer.pointee.as.code.fence_length)
    )
  }
  var url: Bytes {
    require(bit(of: CMARK_NODE_LINK) | bit(of: CMARK_NODE_IMAGE))
    return unsafe bytes(pointer.pointee.as.link.url)
  }
  var title: Bytes {
    require(bit(of: CMARK_NODE_LINK) | bit(of: CMARK_NODE_IMAGE))
    return unsafe bytes(pointer.pointee.as.link.title)
  }

  /// Ends the program if the node is of none of these types.
  @inline(__always) private func require(_ types: UInt64) {
    precondition(types & 1 << UInt64(slot(of: type)) != 0)
  }

  /// The lines of a paragraph, heading or cell without the prefixes of its containers.
  var content: Bytes {
    unsafe Bytes(pointer.pointee.content.ptr, count: Int(pointer.pointee.content.size))
  }

  var headingLevel: Int { Int(unsafe pointer.pointee.as.heading.level) }
  var isOrderedList: Bool { unsafe pointer.pointee.as.list.list_type == CMARK_ORDERED_LIST }
  var listStart: Int { Int(unsafe pointer.pointee.as.list.start) }
  var isTightList: Bool { unsafe pointer.pointee.as.list.tight }

  /// The alignment of a table's column: `l`, `c`, `r` or 0.
  func alignment(ofColumn column: Int) -> UInt8 {
    guard (0..<columnCount).contains(column),
      let alignments = unsafe cmark_gfm_extensions_get_table_alignments(pointer)
    else { return 0 }
    return unsafe alignments[column]
  }
  var columnCount: Int { Int(unsafe cmark_gfm_extensions_get_table_columns(pointer)) }

  /// How often a footnote is referred to.
  var footnoteReferenceCount: Int { Int(unsafe pointer.pointee.footnote.def_count) }
  /// Which of the references to its footnote this one is, from 1.
  var footnoteReferenceIndex: Int { Int(unsafe pointer.pointee.footnote.ref_ix) }

  /// What the directive extension made of the node, if it was that.
  var directiveRole: DirectiveRole? { unsafe DirectiveRole(mark: pointer.pointee.user_data) }
  /// From 1, in bytes of the line. Right for directives, which set it themselves.
  var startColumn: Int { Int(unsafe pointer.pointee.start_column) }
  /// From 1, in bytes of the line. Right for links in blocks of one line without a table's `\|`.
  var endColumn: Int { Int(unsafe pointer.pointee.end_column) }
}

/// What a line with colons is.
enum DirectiveRole: Equatable {
  /// `:::name`, with so many colons.
  case block(fence: Int)
  /// `::name`
  case leaf
  /// `:::` alone.
  case closer

  fileprivate init?(mark: UnsafeMutableRawPointer?) {
    let value = Int(bitPattern: mark)
    switch value & 3 {
    case 1: self = .block(fence: value >> 2)
    case 2: self = .leaf
    case 3: self = .closer
    default: return nil
    }
  }

  fileprivate var mark: UnsafeMutableRawPointer? {
    switch self {
    case .block(let fence): unsafe UnsafeMutableRawPointer(bitPattern: fence << 2 | 1)
    case .leaf: unsafe UnsafeMutableRawPointer(bitPattern: 2)
    case .closer: unsafe UnsafeMutableRawPointer(bitPattern: 3)
    }
  }
}

@inline(__always)
private func bytes(_ chunk: cmark_chunk) -> Bytes {
  unsafe Bytes(chunk.data, count: Int(chunk.len))
}

/// Which kind a node type is. Extensions get their types when they are registered.
struct NodeKinds {
  private var kinds = InlineArray<64, Node.Kind>(repeating: .unknown)

  @inline(__always) subscript(_ type: UInt16) -> Node.Kind { kinds[slot(of: type)] }

  fileprivate mutating func set(_ type: UInt32, _ kind: Node.Kind) {
    kinds[slot(of: UInt16(type))] = kind
  }
}

private let typesWithLiteral =
  bit(of: CMARK_NODE_TEXT) | bit(of: CMARK_NODE_CODE) | bit(of: CMARK_NODE_HTML_INLINE)
  | bit(of: CMARK_NODE_HTML_BLOCK) | bit(of: CMARK_NODE_FOOTNOTE_REFERENCE)
  | bit(of: CMARK_NODE_FOOTNOTE_DEFINITION)

@inline(__always) private func bit(of type: cmark_node_type) -> UInt64 {
  1 << UInt64(slot(of: UInt16(type.rawValue)))
}

/// The number below 64 of a node type: the library counts blocks and inlines, each from 1.
@inline(__always) private func slot(of type: UInt16) -> Int {
  Int((type & 0x1F) | ((type >> 9) & 0x20))
}

/// Which constructs a document can hold, so that the parser isn't asked for others.
struct Constructs {
  var tables = true
  var autolinks = true
  /// Whether an autolink may be the address of a mailbox.
  var mailboxes = true
  var strikethrough = true
  var directives = true
  var footnotes = true
  /// Whether a backslash keeps a quote, hyphen or period as it is (the backslash stays in the text).
  var keepsPunctuationEscapes = true
}

/// The library, set up once.
@safe private struct Library {
  let table, autolink, strikethrough, marker: UnsafeMutablePointer<cmark_syntax_extension>
  /// Autolinks without those of mailboxes, which the library searches all texts for.
  let webAutolink = UnsafeMutablePointer<cmark_syntax_extension>.allocate(capacity: 1)
  let strikethroughCharacters: UnsafeMutablePointer<cmark_llist>?
  let kinds: NodeKinds
  let directiveType: cmark_node_type
  /// What parsers allocate with: the arena of their thread.
  let memory = UnsafeMutablePointer<cmark_mem>.allocate(capacity: 1)

  init() {
    unsafe memory.initialize(to: lectern_memory())
    cmark_gfm_core_extensions_ensure_registered()
    unsafe table = cmark_find_syntax_extension("table")
    unsafe autolink = cmark_find_syntax_extension("autolink")
    unsafe strikethrough = cmark_find_syntax_extension("strikethrough")
    unsafe strikethroughCharacters = strikethrough.pointee.special_inline_chars
    unsafe pinSpecialCharacters(of: autolink, and: strikethrough)
    unsafe webAutolink.initialize(to: autolink.pointee)
    unsafe webAutolink.pointee.postprocess_func = nil
    unsafe marker = cmark_syntax_extension_new("marker")
    unsafe cmark_syntax_extension_set_contains_inlines_func(marker) { _, node in
      unsafe toggleStrikethrough(node!)
    }
    directiveType = cmark_syntax_extension_add_node(0)
    kinds = nodeKinds(directive: directiveType)
  }
}

// Written once, before anybody reads it; what it points to stays as it is for good.
nonisolated(unsafe) private let library = Library()

private var directiveType: cmark_node_type { unsafe library.directiveType }

/// Has the characters of extensions looked at by every parser from now on, and empties their lists.
private func pinSpecialCharacters(of first: Extension, and second: Extension) {
  let parser = unsafe cmark_parser_new(CMARK_OPT_DEFAULT)!
  defer { unsafe cmark_parser_free(parser) }
  unsafe cmark_parser_attach_syntax_extension(parser, first)
  unsafe cmark_parser_attach_syntax_extension(parser, second)
  unsafe cmark_manage_extensions_special_characters(parser, 1)
  unsafe first.pointee.special_inline_chars = nil
  unsafe second.pointee.special_inline_chars = nil
}

/// Puts the `~` into the list of the parser's own strikethrough extension, or takes it out again.
private func toggleStrikethrough(_ marker: UnsafeMutablePointer<cmark_node>) -> Int32 {
  let strikethrough = unsafe marker.pointee.user_data!
    .assumingMemoryBound(to: cmark_syntax_extension.self)
  let isFirst = unsafe strikethrough.pointee.special_inline_chars == nil
  unsafe strikethrough.pointee.special_inline_chars =
    isFirst ? library.strikethroughCharacters : nil
  return 0
}

private func nodeKinds(directive: cmark_node_type) -> NodeKinds {
  var kinds = NodeKinds()
  let all: [(cmark_node_type, Node.Kind)] = [
    (CMARK_NODE_DOCUMENT, .document), (CMARK_NODE_BLOCK_QUOTE, .blockQuote),
    (CMARK_NODE_LIST, .list), (CMARK_NODE_ITEM, .item), (CMARK_NODE_CODE_BLOCK, .codeBlock),
    (CMARK_NODE_HTML_BLOCK, .htmlBlock), (CMARK_NODE_PARAGRAPH, .paragraph),
    (CMARK_NODE_HEADING, .heading), (CMARK_NODE_THEMATIC_BREAK, .thematicBreak),
    (CMARK_NODE_FOOTNOTE_DEFINITION, .footnoteDefinition), (cmark_table_type(), .table),
    (cmark_table_row_type(), .tableRow), (cmark_table_cell_type(), .tableCell),
    (directive, .directive), (CMARK_NODE_TEXT, .text), (CMARK_NODE_SOFTBREAK, .softBreak),
    (CMARK_NODE_LINEBREAK, .lineBreak), (CMARK_NODE_CODE, .code), (CMARK_NODE_HTML_INLINE, .html),
    (CMARK_NODE_EMPH, .emphasis), (CMARK_NODE_STRONG, .strong), (CMARK_NODE_LINK, .link),
    (CMARK_NODE_IMAGE, .image), (CMARK_NODE_FOOTNOTE_REFERENCE, .footnoteReference),
    (cmark_strikethrough_type(), .strikethrough),
  ]
  for (type, kind) in all { kinds.set(type.rawValue, kind) }
  return kinds
}

/// Parses a document and hands on its tree, which is gone when `body` returns; or says what in the
/// document would take far more time or memory than its size.
func withTree<Result: Sendable>(
  of source: Bytes, _ constructs: Constructs,
  _ body: (Node, NodeKinds, [UnusedFootnote]) -> Result
) -> Swift.Result<Result, Excess> {
  lectern_arena_open()
  defer { lectern_arena_close() }
  let options = constructs.footnotes ? CMARK_OPT_FOOTNOTES : CMARK_OPT_DEFAULT
  let parser = unsafe cmark_parser_new_with_mem(options, library.memory)!
  defer { unsafe cmark_parser_free(parser) }
  if constructs.keepsPunctuationEscapes {
    unsafe cmark_parser_set_backslash_ispunct_func(parser) { isEscapable($0) ? 1 : 0 }
  }

  // Extensions of this parser alone; nodes point to them, so they go last.
  let own = UnsafeMutablePointer<cmark_syntax_extension>.allocate(capacity: 3)
  defer { unsafe own.deallocate() }
  var blocks = BlockParser()
  return unsafe withUnsafeMutablePointer(to: &blocks) { blocks in
    // Directives before tables, which end the search.
    if constructs.directives { unsafe attachDirectives(own, parser, blocks) }
    if constructs.tables { unsafe attachTables(own + 1, parser, blocks) }
    if constructs.autolinks {
      unsafe cmark_parser_attach_syntax_extension(
        parser, constructs.mailboxes ? library.autolink : library.webAutolink)
    }
    unsafe feed(source, to: parser)
    let excess = unsafe blocks.pointee.excess ?? excessInText(of: parser, source)

    if constructs.strikethrough && excess == nil {
      unsafe attachStrikethrough(own + 2, parser)
    }
    if constructs.footnotes && excess == nil { unsafe mendBrackets(in: parser) }
    // The library has no way to leave inlines alone, but those of blocks without text take no time.
    if excess != nil { unsafe removeText(of: parser) }
    let footnotes = constructs.footnotes ? unsafe footnotes(below: Node(parser.pointee.root)) : []
    // The arena gives the tree back as a whole.
    let root = unsafe cmark_parser_finish(parser)!
    if let excess { return .failure(excess) }
    let unused = unsafe footnotes.isEmpty ? [] : unusedFootnotes(footnotes, in: Node(root))
    return unsafe .success(body(Node(root), library.kinds, unused))
  }
}

/// A footnote that the library leaves out, since nothing refers to it.
struct UnusedFootnote {
  var label: String
  /// From 1 in the parsed bytes.
  var line: Int
}

private func footnotes(below root: Node) -> [UnusedFootnote] {
  var found: [UnusedFootnote] = []
  var node: Node? = root
  while let current = node {
    if unsafe library.kinds[current.type] == .footnoteDefinition {
      found.append(UnusedFootnote(label: current.literal.string, line: current.startLine))
    }
    node = current.nextInDocument
  }
  return found
}

private func unusedFootnotes(_ all: [UnusedFootnote], in root: Node) -> [UnusedFootnote] {
  var used: Set<Int> = []
  var node = root.lastChild
  while let current = node, unsafe library.kinds[current.type] == .footnoteDefinition {
    used.insert(current.startLine)
    node = current.previous
  }
  return all.filter { !used.contains($0.line) }
}

/// Has the parser read the blocks of a text, all of them: a last line without an end would be read
/// only when the parser is finished.
private func feed(_ source: Bytes, to parser: CParser) {
  if source.contains(0x0D) || source.contains(0) {
    unsafe feedWhole(source, to: parser)
  } else {
    unsafe feedLines(source, to: parser)
  }
  if let last = source.last, last != 0x0A && last != 0x0D {
    unsafe cmark_parser_feed(parser, "\n", 1)
  }
  // A last paragraph may hold definitions, which are read when it is closed.
  if unsafe parser.pointee.current.pointee.type == CMARK_NODE_PARAGRAPH.rawValue {
    unsafe cmark_parser_feed(parser, "\n", 1)
  }
}

private func feedWhole(_ source: Bytes, to parser: CParser) {
  unsafe source.withContiguousStorageIfAvailable { source in
    let text = unsafe UnsafeRawBufferPointer(source).assumingMemoryBound(to: CChar.self)
    unsafe cmark_parser_feed(parser, text.baseAddress, text.count)
  }
}

/// Feeds a text whose lines end with line feeds alone. The library takes ten instructions for each byte to find
/// the end of a line, so it gets each line as what it has read so far, and then the end.
private func feedLines(_ source: Bytes, to parser: CParser) {
  var start = 0
  while let end = source.firstIndex(of: 0x0A, from: start) {
    unsafe put(source[start..<end], to: parser)
    unsafe cmark_parser_feed(parser, "\n", 1)
    start = end + 1
  }
  unsafe put(source[start...], to: parser)
}

private func put(_ line: Bytes, to parser: CParser) {
  unsafe line.withContiguousStorageIfAvailable {
    unsafe cmark_strbuf_put(&parser.pointee.linebuf, $0.baseAddress, bufsize_t($0.count))
  }
}

private func attachStrikethrough(_ own: Extension, _ parser: CParser) {
  unsafe own.initialize(to: library.strikethrough.pointee)
  unsafe cmark_parser_attach_syntax_extension(parser, own)
  for isFirst in [true, false] {
    let marker = unsafe cmark_node_new_with_mem_and_ext(
      CMARK_NODE_CUSTOM_BLOCK, library.memory, library.marker)!
    unsafe marker.pointee.user_data = UnsafeMutableRawPointer(own)
    if isFirst {
      unsafe cmark_node_prepend_child(parser.pointee.root, marker)
    } else {
      unsafe cmark_node_append_child(parser.pointee.root, marker)
    }
  }
}

/// Which characters a backslash takes their meaning from. Quotes, hyphens and periods mean nothing
/// to the library; the backslash stays in the text, for our typography to see.
private func isEscapable(_ character: CChar) -> Bool {
  switch UInt8(bitPattern: character) {
  case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "-"), UInt8(ascii: "."): false
  case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
  default: false
  }
}

/// What the callbacks of a parser's extensions remember.
@safe private struct BlockParser {
  /// The directive that the closing fence in `closerLine` closes.
  var closing: UnsafeMutablePointer<cmark_node>?
  var closerLine: Int32 = 0
  var excess: Excess?
  /// How many cells rows have been given that they don't have in the source.
  var addedCells = 0
  /// What it has cost to look for the headings of tables.
  var workOnHeadings = 0

  static func of(_ own: Extension) -> UnsafeMutablePointer<BlockParser> {
    unsafe own.pointee.priv.assumingMemoryBound(to: BlockParser.self)
  }
}

private typealias Extension = UnsafeMutablePointer<cmark_syntax_extension>
private typealias CNode = UnsafeMutablePointer<cmark_node>
private typealias CParser = UnsafeMutablePointer<cmark_parser>

// MARK: - Tables

/// Attaches the library's tables, but watches what they cost: reading a line takes the square of its
/// cells, and a short row is filled up with cells.
private func attachTables(
  _ own: Extension, _ parser: CParser, _ blocks: UnsafeMutablePointer<BlockParser>
) {
  unsafe own.initialize(to: library.table.pointee)
  unsafe own.pointee.priv = UnsafeMutableRawPointer(blocks)
  unsafe own.pointee.try_opening_block = { own, indented, parser, container, input, length in
    guard unsafe mayBeTable(own!, parser!, container!, input!, Int(length)) else { return nil }
    return unsafe library.table.pointee.try_opening_block(
      own, indented, parser, container, input, length)
  }
  unsafe own.pointee.last_block_matches = { own, parser, input, length, container in
    unsafe continuesTable(own!, parser!, container!, input!, Int(length)) ? 1 : 0
  }
  unsafe cmark_parser_attach_syntax_extension(parser, own)
}

/// Whether a line may be given to the library as the line below a table's heading.
private func mayBeTable(
  _ own: Extension, _ parser: CParser, _ container: CNode,
  _ input: UnsafeMutablePointer<UInt8>, _ length: Int
) -> Bool {
  let state = unsafe BlockParser.of(own)
  guard unsafe state.pointee.excess == nil else { return false }
  guard unsafe container.pointee.type == CMARK_NODE_PARAGRAPH.rawValue else { return true }
  let line = unsafe rest(of: input, length, parser)
  guard line.allSatisfy({ isInDelimiterRow($0) }) else { return false }
  let heading = unsafe Node(container).content
  let lines = lines(of: heading)
  unsafe state.pointee.workOnHeadings += lines.count * lines.count + 20 * heading.count
  if cells(in: line) > Limits.columns
    || lines.contains(where: { cells(in: heading[$0]) > Limits.columns })
  {
    unsafe stop(state, parser, .columns)
  } else if unsafe state.pointee.workOnHeadings > Limits.workOnHeadings {
    unsafe stop(state, parser, .heading)
  }
  return unsafe state.pointee.excess == nil
}

/// Whether a line is a row of an open table. Says what the library's function says, which takes the row apart,
/// and then again to open it.
private func continuesTable(
  _ own: Extension, _ parser: CParser, _ container: CNode,
  _ input: UnsafeMutablePointer<UInt8>, _ length: Int
) -> Bool {
  let state = unsafe BlockParser.of(own)
  guard unsafe state.pointee.excess == nil,
    unsafe container.pointee.type == cmark_table_type().rawValue
  else { return false }
  let line = unsafe rest(of: input, length, parser)
  let columns = Int(unsafe cmark_gfm_extensions_get_table_columns(container))
  let count = cells(in: line)
  unsafe state.pointee.addedCells += max(0, columns - count)
  if count > Limits.columns {
    unsafe stop(state, parser, .columns)
  } else if unsafe state.pointee.addedCells > Limits.addedCells {
    unsafe stop(state, parser, .cells)
  }
  return unsafe state.pointee.excess == nil && hasCell(line)
}

/// Whether a line has a cell, be it an empty one: whether anything but its end follows a first pipe and the spaces
/// behind that.
private func hasCell(_ line: Bytes) -> Bool {
  var index = 0
  if line.first == UInt8(ascii: "|") {
    repeat { index += 1 } while index < line.count && isSpace(line[index])
  }
  return index < line.count && line[index] != 0x0A
}

private func stop(
  _ state: UnsafeMutablePointer<BlockParser>, _ parser: CParser, _ kind: Excess.Kind
) {
  guard unsafe state.pointee.excess == nil else { return }
  unsafe state.pointee.excess = Excess(kind: kind, line: Int(parser.pointee.line_number))
}

/// A line behind the marks of its containers.
private func rest(
  of input: UnsafeMutablePointer<UInt8>, _ length: Int, _ parser: CParser
) -> Bytes {
  let start = min(Int(unsafe parser.pointee.first_nonspace), length)
  return unsafe Bytes(input + start, count: length - start)
}

private func cells(in line: Bytes) -> Int {
  line.count(of: UInt8(ascii: "|")) + 1
}

/// Whether it can stand in the line below a table's heading.
private func isInDelimiterRow(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "|"), UInt8(ascii: "-"), UInt8(ascii: ":"): true
  default: isSpace(byte)
  }
}

// MARK: - Text

/// What in the text of the blocks would take too long.
private func excessInText(of parser: CParser, _ source: Bytes) -> Excess? {
  let longestReference = unsafe longestDefinition(of: parser)
  var work = 0
  var costly: Node?
  var node = unsafe Node(parser.pointee.root)
  while let current = node {
    let text = current.content
    if text.count > Limits.shortText {
      let count = text.reduce(into: 0) { $0 += isCostly($1) ? 1 : 0 }
      work += count * count
      if work > Limits.work && costly == nil { costly = current }
    }
    node = current.nextInDocument
  }
  if longestReference > Limits.shortText {
    let uses = source.count(of: UInt8(ascii: "]"))
    if longestReference * uses > Limits.bytesOfReferences {
      return Excess(kind: .references, line: longestLine(of: source))
    }
  }
  return costly.map { Excess(kind: .text, line: $0.startLine) }
}

/// The number of the longest line, which is where the longest definition stands.
private func longestLine(of source: Bytes) -> Int {
  let lines = lines(of: source)
  return 1 + (lines.indices.max { lines[$0].count < lines[$1].count } ?? 0)
}

private func longestDefinition(of parser: CParser) -> Int {
  var longest = 0
  var entry = unsafe parser.pointee.refmap.pointee.refs
  while let current = unsafe entry {
    unsafe current.withMemoryRebound(to: cmark_reference.self, capacity: 1) {
      longest = max(longest, Int(unsafe $0.pointee.url.len + $0.pointee.title.len))
    }
    unsafe entry = current.pointee.next
  }
  return longest
}

/// Whether the time that the library takes for a text may grow with the square of their number.
private func isCostly(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "["), UInt8(ascii: "]"), UInt8(ascii: "("), UInt8(ascii: ")"),
    UInt8(ascii: "<"), UInt8(ascii: "@"), UInt8(ascii: ":"), UInt8(ascii: "~"):
    true
  default: false
  }
}

/// Mends the text of each block before its inlines are parsed; see `mendedBrackets`.
private func mendBrackets(in parser: CParser) {
  for node in unsafe blocksWithText(of: parser) {
    guard let mended = mendedBrackets(in: node.content) else { continue }
    unsafe cmark_strbuf_clear(&node.pointer.pointee.content)
    unsafe cmark_strbuf_put(&node.pointer.pointee.content, mended, bufsize_t(mended.count))
  }
}

/// Takes the text out of all blocks. Blocks that are still open belong to the parser, which closes
/// them; of code it then expects a line, so that stays.
private func removeText(of parser: CParser) {
  for node in unsafe blocksWithText(of: parser) {
    unsafe cmark_strbuf_clear(&node.pointer.pointee.content)
  }
}

/// The blocks whose inlines the library will parse.
private func blocksWithText(of parser: CParser) -> [Node] {
  var blocks: [Node] = []
  var node = unsafe Node(parser.pointee.root)
  while let current = node {
    switch unsafe library.kinds[current.type] {
    case .paragraph, .heading, .tableCell: blocks.append(current)
    default: break
    }
    node = current.nextInDocument
  }
  return blocks
}

// MARK: - Directives

private func attachDirectives(
  _ own: Extension, _ parser: CParser, _ blocks: UnsafeMutablePointer<BlockParser>
) {
  unsafe own.initialize(to: cmark_syntax_extension())
  unsafe own.pointee.priv = UnsafeMutableRawPointer(blocks)
  unsafe own.pointee.try_opening_block = { own, indented, parser, container, input, length in
    unsafe openDirective(own!, indented != 0, parser!, container!, input!, Int(length))
  }
  unsafe own.pointee.last_block_matches = { own, parser, input, length, container in
    unsafe continueDirective(own!, parser!, input!, Int(length), container!) ? 1 : 0
  }
  unsafe own.pointee.can_contain_func = { _, _, type in
    type.rawValue & UInt32(CMARK_NODE_TYPE_MASK) == UInt32(CMARK_NODE_TYPE_PRESENT)
      && type != CMARK_NODE_ITEM ? 1 : 0
  }
  unsafe cmark_parser_attach_syntax_extension(parser, own)
}

/// Opens a block directive, or a leaf or closing fence: those two are made as thematic breaks, the
/// one leaf block of the library that does not count as a blank line.
private func openDirective(
  _ own: Extension, _ isIndented: Bool, _ parser: CParser, _ container: CNode,
  _ input: UnsafeMutablePointer<UInt8>, _ length: Int
) -> CNode? {
  guard !isIndented else { return nil }
  let start = Int(unsafe parser.pointee.first_nonspace)
  let line = unsafe Bytes(input, count: length)
  guard let role = directiveRole(line, from: start) else { return nil }
  guard unsafe depth(of: container) <= Limits.nesting else {
    unsafe stop(BlockParser.of(own), parser, .nesting)
    return nil
  }
  let type = if case .block = role { directiveType } else { CMARK_NODE_THEMATIC_BREAK }
  guard let node = unsafe cmark_parser_add_child(parser, container, type, Int32(start + 1)) else {
    return nil
  }
  if case .block = role { unsafe node.pointee.extension = own }
  unsafe node.pointee.user_data = role.mark
  let rest = unsafe Int32(length) - 1 - parser.pointee.offset
  unsafe input.withMemoryRebound(to: CChar.self, capacity: length) { input in
    unsafe cmark_parser_advance_offset(parser, input, rest, 0)
  }
  return unsafe node
}

private func depth(of container: CNode) -> Int {
  var depth = 0
  var node = unsafe container.pointee.parent
  while let current = unsafe node, depth <= Limits.nesting {
    depth += 1
    unsafe node = current.pointee.parent
  }
  return depth
}

/// What the line, which ends with a line feed, is as a directive.
private func directiveRole(_ line: Bytes, from start: Int) -> DirectiveRole? {
  let colon = UInt8(ascii: ":")
  var position = start
  while position < line.count && line[position] == colon { position += 1 }
  let colons = position - start
  guard colons >= 2 else { return nil }
  let nameStart = position
  while position < line.count && isNameCharacter(line[position]) { position += 1 }
  let nameEnd = position
  while position < line.count && (line[position] == 0x20 || line[position] == 0x09) {
    position += 1
  }
  let isAtEnd = position >= line.count || line[position] == 0x0A
  if colons >= 3 { return nameEnd == nameStart && isAtEnd ? .closer : .block(fence: colons) }
  let hasName = nameEnd > nameStart
  return hasName && (isAtEnd || line[position] == UInt8(ascii: "{")) ? .leaf : nil
}

/// Whether a line belongs to an open directive: any line but the closing fence of that one.
private func continueDirective(
  _ own: Extension, _ parser: CParser, _ input: UnsafeMutablePointer<UInt8>, _ length: Int,
  _ node: CNode
) -> Bool {
  guard unsafe parser.pointee.blank == false else { return true }
  let state = unsafe BlockParser.of(own)
  if unsafe state.pointee.closerLine != parser.pointee.line_number {
    unsafe state.pointee.closerLine = parser.pointee.line_number
    let line = unsafe Bytes(input, count: length)
    unsafe state.pointee.closing = closedDirective(line, parser, outermost: node)
  }
  guard unsafe state.pointee.closing == node else { return true }
  unsafe node.pointee.flags &= ~UInt16(CMARK_NODE__LAST_LINE_BLANK.rawValue)
  return false
}

/// The directive that a line closes: the innermost with as many colons, else the innermost with
/// fewer. None if the line is no closing fence, or is code.
private func closedDirective(
  _ line: Bytes, _ parser: CParser, outermost: CNode
) -> CNode? {
  let start = Int(unsafe parser.pointee.first_nonspace)
  guard directiveRole(line, from: start) == .closer else { return nil }
  let colons = line[start...].prefix { $0 == UInt8(ascii: ":") }.count
  var indent = unsafe parser.pointee.indent
  var exact: CNode?
  var shorter: CNode?
  var node = unsafe outermost
  while true {
    if indent <= 3, case .block(let fence) = unsafe DirectiveRole(mark: node.pointee.user_data) {
      if fence == colons { unsafe exact = node } else if fence < colons { unsafe shorter = node }
    }
    guard let child = unsafe node.pointee.last_child,
      unsafe child.pointee.flags & UInt16(CMARK_NODE__OPEN.rawValue) != 0
    else { break }
    unsafe node = child
    let type = cmark_node_type(UInt32(unsafe node.pointee.type))
    if type == CMARK_NODE_ITEM {
      indent -= unsafe node.pointee.as.list.marker_offset + node.pointee.as.list.padding
    } else if type == CMARK_NODE_FOOTNOTE_DEFINITION {
      indent -= 4
    } else if type == CMARK_NODE_CODE_BLOCK {
      if unsafe node.pointee.as.code.fenced != 0 || indent >= 4 { return nil }
    } else if type == CMARK_NODE_HTML_BLOCK {
      // Script, style and comments end where they say; other HTML ends with any block.
      if unsafe node.pointee.as.html_block_type <= 5 { return nil }
    }
    guard indent >= 0,
      type == CMARK_NODE_LIST || type == CMARK_NODE_ITEM || type == directiveType
        || type == CMARK_NODE_FOOTNOTE_DEFINITION
    else { break }
  }
  return unsafe exact ?? shorter
}

/// The text with entities and backslashes resolved, as the library does it for addresses.
func unescaped(_ text: Bytes) -> [UInt8] {
  var buffer = unsafe cmark_strbuf()
  unsafe cmark_strbuf_init(cmark_get_default_mem_allocator(), &buffer, 0)
  defer { unsafe cmark_strbuf_free(&buffer) }
  unsafe text.withContiguousStorageIfAvailable {
    unsafe houdini_unescape_html_f(&buffer, $0.baseAddress, bufsize_t($0.count))
  }
  unsafe cmark_strbuf_unescape(&buffer)
  return unsafe Array(UnsafeBufferPointer(start: buffer.ptr, count: Int(buffer.size)))
}
