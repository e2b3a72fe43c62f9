import Prose
import Text

extension Renderer {
  mutating func writeText(_ node: Node) {
    var text = node.literal
    var first = 0
    if !trimmed.isEmpty { (text, first) = untrimmed(text, of: node) }
    if isPlain { return escape(text) }
    if !skipped.isEmpty, skipped.contains(node) { return }
    countWords(text)
    check(text, of: node)
    if !inlineMarks.isEmpty { return writeText(text, of: node, from: first) }
    let kinds = self.kinds
    typography.append(text, to: &html) { firstByte(after: node, kinds) }
  }

  private mutating func check(_ text: Bytes, of node: Node) {
    let beginsLine = node.previous.map { kind(of: $0) == .softBreak || kind(of: $0) == .lineBreak }
    if text.mayLookLikeMarkup || (beginsLine ?? true) && text.mayBeginLikeMarkup {
      checkLookAlikes(around: node)
    }
    checkCapitals(text, of: node)
  }

  private mutating func untrimmed(
    _ text: Bytes, of node: Node
  ) -> (text: Bytes, first: Int) {
    var (text, first) = (text, 0)
    while let index = trimmed.firstIndex(where: { $0.node == node }) {
      let trim = trimmed.remove(at: index)
      text = text.dropFirst(trim.first).dropLast(trim.last)
      first += trim.first
    }
    return (text.rebased, first)
  }

  mutating func writeSoftBreak(_ node: Node) {
    if node == omittedBreak { return }
    if !skipped.isEmpty, skipped.contains(node) { return }
    html.append(0x0A)
    typography.passSpace()
  }

  mutating func writeLineBreak(_ node: Node) {
    if !skipped.isEmpty, skipped.contains(node) { return }
    isPlain ? put("<br />\n") : put("<br>\n")
    typography.passSpace()
  }

  mutating func writeCode(_ node: Node) {
    put("<code>")
    escape(node.literal)
    put("</code>")
    countWords(node.literal)
    typography.passWord()
  }

  mutating func countWords(_ text: Bytes) {
    if !isPlain { document.words += text.wordCount }
  }
}

/// The first byte of what a reader sees after a node in its block, 0 if there is nothing.
func firstByte(after node: Node, _ kinds: NodeKinds) -> UInt8 {
  var node = node
  while true {
    guard let next = node.next else {
      guard let parent = node.parent, isInline(kinds[parent.type]) else { return 0 }
      node = parent
      continue
    }
    node = next
    while let child = node.firstChild, kinds[node.type] != .image { node = child }
    switch kinds[node.type] {
    case .text:
      if let first = node.literal.first { return first }
    case .softBreak, .lineBreak: return 0x20
    case .code, .image: return UInt8(ascii: "x")
    case .html: continue
    default: return UInt8(ascii: ".")
    }
  }
}

private func isInline(_ kind: Node.Kind) -> Bool {
  switch kind {
  case .emphasis, .strong, .strikethrough, .link: true
  default: false
  }
}
