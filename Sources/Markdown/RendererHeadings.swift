import Diagnostics
import Prose
import Text

/// What is known of a heading whose text is being written.
struct HeadingInProgress {
  /// Where the tag ends but for `>`, the place of the id.
  var tagEnd: Int
  var textStart: Int
  var firstHole: Int
  var explicitID: String?
  /// What of the HTML is no part of the title, and what stands there instead.
  var changes: [(range: Range<Int>, text: [UInt8])] = []

  mutating func leaveOut(_ range: Range<Int>) { changes.append((range, [])) }
  mutating func insert(_ text: [UInt8], at offset: Int) { changes.append((offset..<offset, text)) }
}

extension Renderer {
  mutating func openHeading(_ node: Node) -> Bool {
    typography.reset()
    beginLine()
    put("<h")
    html.append(decimal: node.headingLevel)
    let tagEnd = html.count
    if !isPlain {
      let id = explicitID(of: node)
      headingLanguage = headingLanguage ?? languageAtEnd(of: node)
      if let headingLanguage { begin(headingLanguage) }
      put(">")
      heading = HeadingInProgress(
        tagEnd: tagEnd, textStart: html.count, firstHole: document.holes.count, explicitID: id)
    } else {
      put(">")
    }
    return true
  }

  mutating func closeHeading(_ node: Node) {
    if let heading { finish(heading, node) }
    heading = nil
    if headingLanguage != nil { endLanguage() }
    headingLanguage = nil
    put("</h")
    html.append(decimal: node.headingLevel)
    put(">\n")
  }

  private mutating func finish(_ heading: HeadingInProgress, _ node: Node) {
    let title = title(of: heading)
    let plainTitle = plainText(ofInline: title[...])
    checkHeading(node, isEmpty: plainTitle.isBlank)
    let id =
      heading.explicitID.map { options.idPrefix + $0 }
      ?? headingIDs.unique(options.idPrefix, slug(plainTitle))
    var attribute = ByteBuffer(capacity: id.utf8.count + 8)
    attribute.append(" id=\"" as StaticString)
    attribute.append(escaping: id, as: .markdown)
    attribute.append("\"" as StaticString)
    html.bytes.insert(contentsOf: attribute.bytes, at: heading.tagEnd)
    for index in heading.firstHole..<document.holes.count {
      document.holes[index].offset += attribute.count
    }
    document.outline.append(
      .init(
        level: node.headingLevel, id: id, title: title, plainTitle: plainTitle,
        location: locator.location(ofBlock: node)))
  }

  private func title(of heading: HeadingInProgress) -> [UInt8] {
    var title = ByteBuffer()
    var position = heading.textStart
    for (range, text) in heading.changes {
      title.append(html.bytes[position..<range.lowerBound])
      title.append(escaping: text, as: .markdown)
      position = range.upperBound
    }
    title.append(html.bytes[position...])
    return title.bytes
  }

  /// The id that a heading sets with `{#id}` at its end.
  private mutating func explicitID(of node: Node) -> String? {
    guard let last = node.lastChild, kind(of: last) == .text else { return nil }
    let text = last.literal
    guard text.last == UInt8(ascii: "}"),
      let open = text.lastIndex(of: UInt8(ascii: "{")), open + 1 < text.count,
      text[open + 1] == UInt8(ascii: "#"),
      open == 0 || isSpace(text[open - 1]), !isEscaped(text[open...], in: node)
    else { return nil }
    var id = String(decoding: text[(open + 2)..<(text.count - 1)], as: UTF8.self)
    // `{#travel lang=sv}`
    var language: Substring?
    if let space = id.firstIndex(of: " "), id[space...].hasPrefix(" lang=") {
      language = id[space...].dropFirst(6)
      id = String(id[..<space])
    }
    var start = open
    while start > 0 && isSpace(text[start - 1]) { start -= 1 }
    trimmed.append((last, first: 0, last: text.count - start))
    let mark = (text[open...]).rebased
    if let language {
      headingLanguage = tag(String(language), at: locator.location(ofEnd: mark, of: last))
    }
    guard let problem = headingIDs.claim(options.idPrefix, id) else { return id }
    diagnostics.append(
      .error(
        problem.code, problem.message, at: locator.location(ofEnd: mark, of: last),
        help: problem.help))
    return nil
  }

  /// Whether a backslash stands before a mark at the end of a heading.
  func isEscaped(_ mark: Bytes, in heading: Node) -> Bool {
    let text = heading.content
    var end = text.count
    while end > 0 && isSpace(text[end - 1]) { end -= 1 }
    let start = end - mark.count
    return start > 0 && text[start - 1] == UInt8(ascii: "\\")
      && text[start..<end].elementsEqual(mark)
  }
}
