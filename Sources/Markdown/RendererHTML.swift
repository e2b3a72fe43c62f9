import Diagnostics
import Text

/// Raw HTML.
extension Renderer {
  mutating func writeHTMLBlock(_ node: Node) {
    let literal = node.literal
    checkEndOfComment(literal, of: node)
    guard options.rawHTML else {
      if !isComment(literal) {
        refuse(at: locator.location(ofBlock: node), element(in: literal))
      }
      return
    }
    beginLine()
    if isPlain {
      appendFiltered(literal)
    } else {
      html.append(literal)
      collectIDs(in: literal)
    }
    beginLine()
  }

  mutating func writeInlineHTML(_ node: Node) {
    let literal = node.literal
    guard options.rawHTML else {
      if !isComment(literal) {
        refuse(at: locator.location(ofText: literal, in: node), element(in: literal))
      }
      return
    }
    if isPlain {
      appendFiltered(literal)
    } else {
      html.append(literal)
      collectIDs(in: literal)
    }
  }

  /// A comment that is never closed hides the rest of the page.
  private mutating func checkEndOfComment(_ literal: Bytes, of node: Node) {
    guard !isPlain, literal.drop(while: { isSpace($0) }).starts(with: "<!--".utf8),
      find("-->", in: literal) == nil
    else { return }
    diagnostics.append(
      .error(
        MarkdownCode.commentNotClosed, "this comment is never closed, so it hides all that follows",
        at: locator.location(ofBlock: node), help: "write '-->' where it ends"))
  }

  private mutating func refuse(at location: SourceLocation, _ element: String) {
    diagnostics.append(
      .error(
        MarkdownCode.htmlNotAllowed, "HTML is not allowed here, so \(element) would be lost",
        at: location,
        help:
          "use Markdown or a directive (':::name'), write '\\<' for the character itself, or set "
          + "'raw_html: true' under 'markdown' in site.yaml"))
  }

  private func element(in literal: Bytes) -> String {
    let tag = behindComments(literal).prefix { $0 != UInt8(ascii: ">") && !isSpace($0) }
    return "'\(String(decoding: tag.prefix(40), as: UTF8.self))>'"
  }

  /// Whether there is nothing but comments. A block may go on behind its comment.
  private func isComment(_ literal: Bytes) -> Bool { behindComments(literal).isEmpty }

  private func behindComments(_ literal: Bytes) -> Bytes {
    var rest = literal.drop { isSpace($0) }
    while rest.starts(with: "<!--".utf8) {
      let end = find("-->", in: rest.dropFirst(4)) ?? rest.endIndex
      rest = rest[end..<rest.endIndex].drop { isSpace($0) }
    }
    return rest
  }

  /// The index behind the first place of a text.
  private func find(_ text: StaticString, in whole: Bytes) -> Int? {
    var rest = whole
    while !rest.isEmpty {
      if rest.hasPrefix(text) { return rest.startIndex + text.utf8CodeUnitCount }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Ids in raw HTML are anchors, too.
  private mutating func collectIDs(in literal: Bytes) {
    let name = Array(" id=".utf8)
    var rest = literal[...]
    while let space = rest.firstIndex(where: { isSpace($0) }) {
      rest = rest[space...]
      guard rest.dropFirst().starts(with: name.dropFirst()) else {
        rest = rest.dropFirst()
        continue
      }
      rest = rest.dropFirst(name.count)
      let quote =
        rest.first == UInt8(ascii: "'") || rest.first == UInt8(ascii: "\"") ? rest.first : nil
      if quote != nil { rest = rest.dropFirst() }
      let id = rest.prefix { byte in
        quote.map { byte != $0 } ?? (!isSpace(byte) && byte != UInt8(ascii: ">"))
      }
      headingIDs.note(id.string)
    }
  }

  /// Raw HTML with the tags disarmed that GFM's tag filter names (specification, section 6.11).
  private mutating func appendFiltered(_ literal: Bytes) {
    var runStart = 0
    for index in 0..<literal.count
    where literal[index] == UInt8(ascii: "<") && isDisallowedTag(literal[index...]) {
      html.append(literal[runStart..<index])
      put("&lt;")
      runStart = index + 1
    }
    html.append(literal[runStart...])
  }
}

private let disallowedTags = [
  "title", "textarea", "style", "xmp", "iframe", "noembed", "noframes", "script", "plaintext",
]

private func isDisallowedTag(_ text: Bytes) -> Bool {
  var rest = text.dropFirst()
  if rest.first == UInt8(ascii: "/") { rest = rest.dropFirst() }
  let name = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
  let word = name.string.lowercased()
  guard disallowedTags.contains(word) else { return false }
  rest = rest.dropFirst(name.count)
  guard let after = rest.first else { return false }
  return isSpace(after) || after == UInt8(ascii: ">")
    || (after == UInt8(ascii: "/") && rest.dropFirst().first == UInt8(ascii: ">"))
}
