import Diagnostics
import Prose
import Text
import Web

/// What a browser does with an address in HTML.
private enum AddressUse {
  case load, link
  /// It goes there in another way, or does that as well: all that matters is that no script runs.
  case elsewhere
}

/// Attributes beside those of links whose address may be a script, with the element if it matters.
private let runningAddresses: [(tag: StaticString?, attribute: StaticString)] = [
  (nil, "action"), (nil, "formaction"), (nil, "xlink:href"), ("object", "data"), ("iframe", "src"),
  ("embed", "src"), ("frame", "src"), ("base", "href"),
]

/// Raw HTML.
extension Renderer {
  mutating func writeHTMLBlock(_ node: Node) {
    let literal = node.literal
    checkEndOfComment(literal, of: node)
    guard options.rawHTML else {
      if let start = firstMarkup(in: literal) {
        refuse(at: locator.location(ofBlock: node), element(at: start, in: literal))
      }
      return
    }
    beginLine()
    writeHTML(literal, of: node)
    beginLine()
  }

  mutating func writeInlineHTML(_ node: Node) {
    let literal = node.literal
    if options.rawHTML {
      writeHTML(literal, of: node)
    } else if let start = firstMarkup(in: literal) {
      let element = element(at: start, in: literal)
      // What opened it was refused.
      if element.hasPrefix("'</"), refusedTags.contains("'<" + element.dropFirst(3)) { return }
      refusedTags.insert(element)
      refuse(at: locator.location(ofText: literal, in: node), element)
    }
  }

  /// A comment that is never closed hides the rest of the page.
  private mutating func checkEndOfComment(_ literal: Bytes, of node: Node) {
    guard !isPlain, literal.drop(while: { isSpace($0) }).starts(with: "<!--".utf8),
      !literal.contains("-->")
    else { return }
    diagnostics.append(
      .error(
        LookAlikeCode.commentNotClosed,
        "this comment is never closed, so it hides all that follows",
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

  private func element(at start: Int, in literal: Bytes) -> String {
    let tag = literal[start...].prefix { $0 != UInt8(ascii: ">") && !isSpace($0) }
    return "'\(String(decoding: tag.prefix(40), as: UTF8.self))>'"
  }

  /// Where the first thing begins that is no comment. A block may go on behind its comment.
  private func firstMarkup(in literal: Bytes) -> Int? {
    let bytes = Array(literal)
    var tokenizer = HTMLTokenizer(bytes)
    var start = 0
    func isBlank(_ range: Range<Int>) -> Bool { bytes[range].allSatisfy { isSpace($0) } }
    while let token = tokenizer.next() {
      switch token {
      case .comment where bytes.hasWord("<!--", at: start): break
      case .text(let range) where isBlank(range): break
      default: return bytes[start...].firstIndex { !isSpace($0) }
      }
      start = tokenizer.position
    }
    return bytes[start...].firstIndex { !isSpace($0) }
  }

  // MARK: HTML that the site lets through

  private mutating func writeHTML(_ literal: Bytes, of node: Node) {
    if isPlain { return appendFiltered(literal) }
    let bytes = Array(literal)
    var position = 0
    var lines = (before: 0, upTo: 0)
    for address in addresses(in: bytes) where address.resource.range.lowerBound >= position {
      let range = address.resource.range
      let destination = address.resource.text(in: bytes)
      lines.before += bytes[lines.upTo..<range.lowerBound].count { $0 == 0x0A }
      lines.upTo = range.lowerBound
      let location = { (renderer: inout Renderer) in
        renderer.kind(of: node) == .htmlBlock
          ? renderer.locator.location(of: range, afterLines: lines.before, ofBlock: node)
          : renderer.locator.location(ofText: literal[range].rebased, in: node)
      }
      if address.use != .load, scriptScheme(ofAttribute: bytes[range]) != nil {
        report(LinkAddress(destination), of: "link", at: location(&self))
        continue
      }
      if address.use == .elsewhere { continue }
      switch LinkAddress(destination) {
      case .ours where address.resource.written == nil:
        html.append(bytes[position..<range.lowerBound])
        addHole(.address(document.links.count))
        document.links.append(.init(destination: destination, location: location(&self)))
        position = range.upperBound
      case .external where address.use == .load:
        document.externalResources.append(
          .init(destination: destination, location: location(&self)))
      case .malformed: report(.malformed, of: "link", at: location(&self))
      case .ours, .external, .empty, .refused, .hostless: break
      }
    }
    html.append(bytes[position...])
  }

  /// What HTML links to and loads, in the order in which it is written. Notes its ids, which are anchors, too.
  private mutating func addresses(
    in bytes: [UInt8]
  ) -> [(resource: LoadedAddress, use: AddressUse)] {
    var found = loadedAddresses(in: bytes).map { (resource: $0, use: AddressUse.load) }
    var tokenizer = HTMLTokenizer(bytes)
    while let token = tokenizer.next() {
      guard case .startTag(let name) = token else { continue }
      if let id = tokenizer.value(of: "id") {
        headingIDs.note(resolved(bytes[id], isAttribute: true))
      }
      if tokenizer.isNamed(name, "a") || tokenizer.isNamed(name, "area"),
        let address = tokenizer.value(of: "href")
      {
        found.append((LoadedAddress(range: bytes.trimmed(address)), .link))
      }
      for (tag, attribute) in runningAddresses
      where tag.map({ tokenizer.isNamed(name, $0) }) ?? true {
        guard let address = tokenizer.value(of: attribute) else { continue }
        found.append((LoadedAddress(range: bytes.trimmed(address)), .elsewhere))
      }
    }
    return found.sorted { $0.resource.range.lowerBound < $1.resource.range.lowerBound }
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
