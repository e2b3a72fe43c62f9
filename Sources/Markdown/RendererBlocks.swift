import Diagnostics
import Prose
import Text

extension Renderer {
  /// Writes the beginning of a node, or all of it. Says whether its children come next, and its end.
  mutating func enter(_ node: Node) -> Bool {
    switch kind(of: node) {
    case .text: writeText(node)
    case .softBreak: writeSoftBreak(node)
    case .lineBreak: writeLineBreak(node)
    case .code: writeCode(node)
    case .html: writeInlineHTML(node)
    case .emphasis:
      put("<em>")
      return true
    case .strong:
      put("<strong>")
      return true
    case .strikethrough:
      put("<del>")
      return true
    case .link: return openLink(node)
    case .image: writeImage(node)
    case .footnoteReference: writeReference(to: node)

    case .paragraph: return openParagraph(node)
    case .heading: return openHeading(node)
    case .list: return openList(node)
    case .item: return openItem(node)
    case .blockQuote: return openQuote(node)
    case .codeBlock: writeCodeBlock(node)
    case .htmlBlock: writeHTMLBlock(node)
    case .thematicBreak: writeBreak(node)
    case .table: return openTable(node)
    case .tableRow: return openRow(node)
    case .tableCell: return openCell(node)
    case .footnoteDefinition: return openFootnote(node)
    case .directive: return openDirective(node)
    case .document, .customBlock, .customInline, .unknown: return true
    }
    return false
  }

  mutating func exit(_ node: Node) {
    switch kind(of: node) {
    case .emphasis: put("</em>")
    case .strong: put("</strong>")
    case .strikethrough: put("</del>")
    case .link: closeLink(node)
    case .paragraph: closeParagraph(node)
    case .heading: closeHeading(node)
    case .list: node.isOrderedList ? put("</ol>\n") : put("</ul>\n")
    case .item: put("</li>\n")
    case .blockQuote: closeQuote(node)
    case .table: closeTable()
    case .tableRow: closeRow(node)
    case .tableCell: closeCell()
    case .footnoteDefinition: closeFootnote(node)
    case .directive: closeDirective(node)
    default: break
    }
  }

  // MARK: Paragraphs

  private mutating func openParagraph(_ node: Node) -> Bool {
    typography.reset()
    if !isPlain {
      if !skipped.isEmpty, isWhollySkipped(node) { return false }
      if let image = kinds.imageAlone(in: node) {
        writeFigure(image)
        return false
      }
      checkBoldParagraph(node)
    }
    let isTight = kinds.isInTightList(node)
    let language = isPlain ? nil : languageAtEnd(of: node)
    if language == nil && !isPlain { checkLanguage(of: node) }
    if !isTight {
      beginLine()
      put("<p")
      if let language { begin(language) }
      put(">")
    } else if let language {
      openSpan(language)
    }
    paragraphEnd = language == nil ? nil : isTight ? .span : .paragraph
    if summaryStart == nil && !isPlain && footnote == 0 { summaryStart = html.count }
    if let first = node.firstChild, let parent = node.parent, parent.firstChild == node,
      let isDone = kinds.task(parent)
    {
      openTask(first, isDone: isDone)
    }
    return true
  }

  private mutating func closeParagraph(_ node: Node) {
    switch paragraphEnd {
    case .span: closeSpan()
    case .paragraph: endLanguage()
    case nil: break
    }
    paragraphEnd = nil
    if isInTask {
      if !isPlain { put("</label>") }
      isInTask = false
    }
    if let start = summaryStart, document.firstParagraph == nil, !isPlain {
      // What a value says is not known here, so the summary is the first paragraph without one.
      let hasValue = document.values.isEmpty ? false : hasValue(since: start)
      if !hasValue && hasText(since: start) {
        document.firstParagraph = start..<html.count
      } else {
        summaryStart = nil
      }
    }
    guard !kinds.isInTightList(node) else { return }
    if let parent = node.parent, node.next == nil, kind(of: parent) == .footnoteDefinition {
      html.append(0x20)
      writeBackLinks(of: parent)
    }
    put("</p>\n")
  }

  /// Whether the paragraph that begins there says anything: nearly all begin with a word.
  private func hasText(since start: Int) -> Bool {
    guard let first = html.bytes[start...].first else { return false }
    return isNameCharacter(first)
      || !plainText(ofInline: html.bytes[start...], of: document).isEmpty
  }

  private func isWhollySkipped(_ node: Node) -> Bool {
    var child = node.firstChild
    while let current = child {
      guard skipped.contains(current) else { return false }
      child = current.next
    }
    return true
  }

  // MARK: Lists

  private mutating func openList(_ node: Node) -> Bool {
    beginLine()
    put(node.isOrderedList ? "<ol" : "<ul")
    if node.isOrderedList && node.listStart != 1 {
      put(" start=\"")
      html.append(decimal: node.listStart)
      put("\"")
    }
    if !isPlain && kinds.holdsTasks(node) { put(" class=\"tasks\"") }
    put(">\n")
    return true
  }

  private mutating func openItem(_ node: Node) -> Bool {
    beginLine()
    put(!isPlain && kinds.task(node) != nil ? "<li class=\"task\">" : "<li>")
    return true
  }

  /// The checkbox is named by the text of its task, which stands in its label.
  private mutating func openTask(_ text: Node, isDone: Bool) {
    if isPlain {
      put("<input type=\"checkbox\" ")
      if isDone { put("checked=\"\" ") }
      put("disabled=\"\" />")
    } else {
      put("<label><input type=\"checkbox\" disabled")
      if isDone { put(" checked") }
      put(">")
    }
    trimmed.append((text, first: 3, last: 0))
    isInTask = true
  }

  // MARK: Code, HTML, breaks

  private mutating func writeCodeBlock(_ node: Node) {
    checkFence(of: node)
    beginLine()
    let language = node.codeInfo.prefix { !isSpace($0) }
    if language.isEmpty {
      put("<pre><code>")
    } else {
      put("<pre><code class=\"language-")
      escape((language).rebased)
      put("\">")
    }
    escape(node.codeLiteral)
    countWords(node.codeLiteral)
    put("</code></pre>\n")
  }

  /// Code that no fence closes takes the rest of the page.
  private mutating func checkFence(of code: Node) {
    guard !isPlain, let fence = code.codeFence, let last = locator.line(code.endLine) else {
      return
    }
    let closing = bytes[last].rebased.reversed().drop { isSpace($0) }.prefix { $0 == fence.mark }
    let isClosed = code.endLine > code.startLine && closing.count >= fence.length
    guard !isClosed else { return }
    diagnostics.append(
      .warning(
        MarkdownCode.codeNotClosed, "this code is never closed, so all that follows is code",
        at: locator.location(ofBlock: code),
        help:
          "write '\(String(repeating: Character(Unicode.Scalar(fence.mark)), count: fence.length))' alone in a line where it ends"
      ))
  }

  private mutating func writeBreak(_ node: Node) {
    if let role = node.directiveRole { return writeDirectiveLine(node, role) }
    beginLine()
    isPlain ? put("<hr />\n") : put("<hr>\n")
  }
}
