package import Diagnostics
package import Prose
import Text

/// Reads a document and writes it as HTML with holes.
///
/// Takes time in proportion to the source: what would take more is an error (see `Limits`).
package func parseMarkdown(
  _ source: SourceText, _ options: MarkdownOptions
) -> Diagnosed<MarkdownDocument> {
  unsafe source.bytes.withUnsafeBufferPointer { buffer in
    let bytes = unsafe Bytes(buffer)
    let document = withTree(of: bytes, constructs(in: bytes, options)) { root, kinds, unused in
      var renderer = Renderer(source, bytes, options, kinds)
      renderer.render(root)
      if !options.isPlainGFM { renderer.report(unused) }
      return Diagnosed(renderer.finish(), renderer.diagnostics)
    }
    switch document {
    case .success(let document): return document
    case .failure(let excess): return Diagnosed(MarkdownDocument(), [excess.diagnostic(source)])
    }
  }
}

private func constructs(
  in bytes: Bytes, _ options: MarkdownOptions
) -> Constructs {
  Constructs(
    tables: bytes.contains(UInt8(ascii: "|"))
      || contains(bytes, UInt8(ascii: ":"), UInt8(ascii: "-"))
      || contains(bytes, UInt8(ascii: "-"), UInt8(ascii: ":")),
    autolinks: mayHaveAutolinks(bytes),
    mailboxes: mayHaveMailboxes(bytes),
    strikethrough: bytes.contains(UInt8(ascii: "~")),
    directives: !options.isPlainGFM && contains(bytes, UInt8(ascii: ":"), UInt8(ascii: ":")),
    footnotes: contains(bytes, UInt8(ascii: "["), UInt8(ascii: "^")),
    keepsPunctuationEscapes: !options.isPlainGFM)
}

/// Writes a tree. The parts are in extensions: blocks, inlines, links, headings and so on.
@safe struct Renderer {
  let source: SourceText
  let bytes: Bytes
  let options: MarkdownOptions
  let kinds: NodeKinds

  var html: ByteBuffer
  var document = MarkdownDocument()
  var diagnostics: [Diagnostic] = []
  var typography: Typography
  var locator: Locator

  var heading: HeadingInProgress?
  var headingLanguage: LanguageTag?
  var headingIDs = HeadingIDs()
  var link = LinkState.none
  /// How many links are open inside of the link.
  var linksInLink = 0
  /// References to footnotes inside a link, which may not hold another: they follow it.
  var postponedReferences: [Node] = []
  var footnote = 0
  var table = TableInProgress()
  /// How often each name of a table was wanted.
  var tableLabels: [String: Int] = [:]
  var openDirectives: [OpenDirective] = []
  var inlineMarks: [InlineMark] = []
  /// What the text around a text in another language is written with.
  var outerLanguages: [(typography: Typography, isRightToLeft: Bool)] = []
  var isRightToLeft: Bool
  /// The line end before the mark of a paragraph's language.
  var omittedBreak: Node?
  /// The end of a paragraph in another language.
  var paragraphEnd: ParagraphEnd?
  var summaryStart: Int?
  /// Text that is no text: its first or last bytes are a mark that has been dealt with.
  var trimmed: [(node: Node, first: Int, last: Int)] = []
  /// The nodes that are left out altogether.
  var skipped: [Node] = []
  var isInTask = false
  /// The block whose text was checked last.
  var checkedBlock: Node?
  /// Whether marks of a merge were found: what follows from them is not told.
  var hasConflict = false
  var linkText: LinkText?
  /// The tags that were refused, as `'<b>'`.
  var refusedTags: Set<String> = []
  /// Where the words of the links so far lead.
  var linkedWords: [String: String] = [:]
  var lastLevel: Int?
  /// The paragraph that was last told to be in capitals.
  var paragraphInCapitals: Node?

  var editorial: EditorialWords { options.words }

  init(
    _ source: SourceText, _ bytes: Bytes, _ options: MarkdownOptions,
    _ kinds: NodeKinds
  ) {
    self.source = source
    self.bytes = bytes
    self.options = options
    self.kinds = kinds
    html = ByteBuffer(capacity: bytes.count + bytes.count / 2 + 64)
    typography = Typography(options.quotes, language: options.language)
    locator = Locator(source, bytes, kinds)
    isRightToLeft = options.isRightToLeft
  }

  func kind(of node: Node) -> Node.Kind { kinds[node.type] }
  var isPlain: Bool { options.isPlainGFM }

  /// Walks the tree without recursion, so that deep nesting is no danger for the stack.
  mutating func render(_ root: Node) {
    guard var node = root.firstChild else { return }
    var depth = 1
    while true {
      if enter(node) {
        if let child = node.firstChild {
          node = child
          depth += 1
          guard depth <= Limits.nesting else { return reportNesting(at: node) }
          continue
        }
        exit(node)
      }
      while node.next == nil {
        guard let parent = node.parent, parent != root else { return }
        node = parent
        depth -= 1
        exit(node)
      }
      node = node.next!
    }
  }

  private mutating func reportNesting(at node: Node) {
    let line = locator.location(ofBlock: node).line - source.firstLine + 1
    diagnostics = [Excess(kind: .nesting, line: line).diagnostic(source)]
    html = ByteBuffer()
    document = MarkdownDocument()
    openDirectives = []
    footnote = 0
  }

  mutating func finish() -> MarkdownDocument {
    closeFootnotes()
    document.anchors = headingIDs.sorted()
    // Of just the size: a site keeps all its documents.
    document.html = html.bytes.withoutSpare()
    document.holes = document.holes.withoutSpare()
    document.links = document.links.withoutSpare()
    document.outline = document.outline.withoutSpare()
    return document
  }

  /// Begins a line if none has just begun.
  @inline(__always) mutating func beginLine() {
    if let last = html.bytes.last, last != 0x0A { html.append(0x0A) }
  }

  @inline(__always) mutating func put(_ text: StaticString) { html.append(text) }

  /// Appends text that means nothing but itself.
  @inline(__always) mutating func escape(_ text: Bytes) {
    html.append(escaping: text)
  }

  mutating func addHole(_ kind: MarkdownDocument.Hole.Kind) {
    document.holes.append(.init(offset: html.count, kind: kind))
  }
}

/// A block directive that has begun.
enum OpenDirective {
  /// By its index in the document.
  case component(Int)
  case language
}

/// How a paragraph in another language ends.
enum ParagraphEnd { case span, paragraph }

/// Whether something may become a link without brackets: an address begins with `www.`, a scheme or a name
/// and `@`. Character references count, since the library looks at texts in which they are resolved.
private func mayHaveAutolinks(_ bytes: Bytes) -> Bool {
  bytes.contains(UInt8(ascii: "@")) || bytes.contains(UInt8(ascii: "&"))
    || contains(bytes, UInt8(ascii: ":"), UInt8(ascii: "/"))
    || containsWWW(bytes)
}

/// Whether there may be an `@`, be it as a character reference: `&#64;`, `&commat;`.
private func mayHaveMailboxes(_ bytes: Bytes) -> Bool {
  bytes.contains(UInt8(ascii: "@")) || contains(bytes, UInt8(ascii: "&"), UInt8(ascii: "#"))
    || contains(bytes, UInt8(ascii: "&"), UInt8(ascii: "c"))
}

/// Whether a period follows a `w` anywhere. Periods are rarer than that letter.
private func containsWWW(_ bytes: Bytes) -> Bool {
  var start = 1
  while start < bytes.count, let period = bytes.firstIndex(of: UInt8(ascii: "."), from: start) {
    if bytes[period - 1] | 0x20 == UInt8(ascii: "w") { return true }
    start = period + 1
  }
  return false
}

/// Whether one byte is followed by another anywhere.
private func contains(_ bytes: Bytes, _ first: UInt8, _ second: UInt8) -> Bool {
  var start = 0
  while let found = bytes.firstIndex(of: first, from: start) {
    if found + 1 < bytes.count && bytes[found + 1] == second { return true }
    start = found + 1
  }
  return false
}

extension Array {
  /// The same elements in memory of just their size.
  fileprivate func withoutSpare() -> [Element] {
    guard capacity > count + count / 8 else { return self }
    var exact: [Element] = []
    exact.reserveCapacity(count)
    exact.append(contentsOf: self)
    return exact
  }
}
