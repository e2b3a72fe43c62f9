// A language of its own for a part of a text: `[mot]{lang=fr}` in a sentence, `{lang=fr}` at the end of a paragraph
// or heading, and `:::lang{code=fr}` around several blocks. Screen readers change their voice there (EN 301 549,
// clause 9.3.1.2), and quotation marks follow.

import Diagnostics
import Prose
import Text

/// A mark within a sentence: where a language of its own begins or ends, or where a value of the site stands.
struct InlineMark {
  enum Role {
    case language(LanguageTag)
    case languageEnd
    /// By its index in the document.
    case value(Int)
    /// A component, by its index among the directives of the document.
    case componentStart(Int)
    case componentEnd(Int)
  }

  var node: Node
  /// The mark in the bytes of the node's text.
  var range: Range<Int>
  var role: Role
}

extension Renderer {
  /// Finds `[words]{lang=…}` in a block before its text is written.
  mutating func findLanguages(in block: Node, _ source: Bytes, outside code: [Range<Int>]) {
    guard contains(source, "]{lang=") else { return }
    var open: [(node: Node, index: Int)] = []
    var cursor = 0
    for node in textNodes(of: block) {
      let text = node.literal
      var taken = inlineMarks.filter { $0.node == node }.map(\.range)[...]
      taken.sort { $0.lowerBound < $1.lowerBound }
      var index = 0
      while index < text.count {
        if let mark = taken.first, mark.lowerBound <= index {
          taken.removeFirst()
          index = max(index, mark.upperBound)
          if let place = written(Array(text[mark]), in: source, from: cursor, outside: code) {
            cursor = place.upperBound
          }
          continue
        }
        let start = index
        index += 1
        if text[start] == UInt8(ascii: "[") { open.append((node, start)) }
        guard text[start] == UInt8(ascii: "]"), let opening = open.popLast(),
          text[start...].starts(with: "]{lang=".utf8),
          let close = text[start...].firstIndex(of: UInt8(ascii: "}"))
        else { continue }
        let mark = Array(text[start...close])
        index = close + 1
        guard let place = written(mark, in: source, from: cursor, outside: code) else { continue }
        cursor = place.upperBound
        guard self.opening(before: place, in: source) != nil else { continue }
        guard opening.node.parent == node.parent else {
          diagnostics.append(
            .error(
              MarkdownCode.languageInvalid, "this language begins and ends in different emphasis",
              at: locator.location(of: place, inTextOf: block),
              help: "put both brackets inside or outside of the stars"))
          continue
        }
        let location = locator.location(
          of: (place.lowerBound + 1)..<place.upperBound, inTextOf: block)
        guard
          let tag = tag(String(decoding: mark.dropFirst(7).dropLast(), as: UTF8.self), at: location)
        else { continue }
        inlineMarks.append(
          InlineMark(
            node: opening.node, range: opening.index..<(opening.index + 1), role: .language(tag)))
        inlineMarks.append(
          InlineMark(node: node, range: start..<(close + 1), role: .languageEnd))
      }
    }
  }

  private func contains(_ bytes: Bytes, _ text: StaticString) -> Bool {
    var index = 0
    while let found = bytes.firstIndex(of: UInt8(ascii: "]"), from: index) {
      if bytes[found..<bytes.endIndex].hasPrefix(text) { return true }
      index = found + 1
    }
    return false
  }

  func textNodes(of block: Node) -> [Node] {
    var nodes: [Node] = []
    guard var node = block.firstChild else { return nodes }
    while true {
      if kind(of: node) == .text { nodes.append(node) }
      if let child = node.firstChild, kind(of: node) != .image {
        node = child
        continue
      }
      while node.next == nil {
        guard let parent = node.parent, parent != block else { return nodes }
        node = parent
      }
      node = node.next!
    }
  }

  /// A tag that an editor wrote, or an error.
  func parsedTag(_ written: String) -> (text: String, tag: LanguageTag?) {
    let text = written.filter { $0 != "\"" && $0 != "'" && $0 != "\\" }.trimmingSpaces
    return (text, LanguageTag(text))
  }

  mutating func tag(_ written: String, at location: SourceLocation) -> LanguageTag? {
    let (text, tag) = parsedTag(written)
    if tag == nil { reportLanguage(text, at: location) }
    return tag
  }

  private mutating func reportLanguage(_ text: String, at location: SourceLocation) {
    diagnostics.append(
      .error(
        MarkdownCode.languageInvalid, "'\(text)' is no code of a language", at: location,
        help: LanguageTag.meant(by: text).map { "write \($0)" }
          ?? "it has two or three letters, such as sv, de or fr, perhaps with a country: pt-BR"))
  }

  /// Writes a text in pieces, between which languages begin and end, and values stand.
  mutating func writeText(_ text: Bytes, of node: Node, from first: Int) {
    let kinds = self.kinds
    var position = 0
    for mark in inlineMarks where mark.node == node {
      let (start, end) = (mark.range.lowerBound - first, mark.range.upperBound - first)
      guard start >= position, end <= text.count else { continue }
      let following: UInt8 =
        switch mark.role {
        case .languageEnd, .componentEnd: UInt8(ascii: ".")
        case .language, .componentStart: end < text.count ? text[end] : text[start]
        case .value: UInt8(ascii: "x")
        }
      typography.append(text[position..<start].rebased, to: &html) { following }
      switch mark.role {
      case .language(let language): openSpan(language)
      case .languageEnd: closeSpan()
      case .value(let index):
        addHole(.value(index))
        typography.passWord()
      case .componentStart(let index): addHole(.directiveStart(index))
      case .componentEnd(let index):
        addHole(.directiveEnd(index))
        typography.passWord()
      }
      position = end
    }
    typography.append(text[position..<text.count].rebased, to: &html) {
      firstByte(after: node, kinds)
    }
  }

  mutating func openSpan(_ language: LanguageTag) {
    put("<span")
    begin(language)
    put(">")
  }

  mutating func closeSpan() {
    put("</span>")
    endLanguage()
  }

  /// Writes the attributes of an element that is in another language, and goes on in it.
  mutating func begin(_ language: LanguageTag) {
    writeAttributes(of: language)
    outerLanguages.append((typography, isRightToLeft))
    isRightToLeft = language.isRightToLeft
    var typography = Typography(Quotes(language: language.text), language: language.text)
    typography.pass(self.typography)
    self.typography = typography
  }

  mutating func endLanguage() {
    guard let outer = outerLanguages.popLast() else { return }
    let inner = typography
    typography = outer.typography
    typography.pass(inner)
    isRightToLeft = outer.isRightToLeft
  }

  func attributes(of language: LanguageTag) -> String {
    let direction =
      language.isRightToLeft == isRightToLeft ? "" : language.isRightToLeft ? "rtl" : "ltr"
    return " lang=\"\(language.text)\"" + (direction.isEmpty ? "" : " dir=\"\(direction)\"")
  }

  private mutating func writeAttributes(of language: LanguageTag) {
    html.append(attributes(of: language))
  }

  // MARK: Blocks

  /// The language that a paragraph or heading sets with `{lang=…}` at its end. The mark is left out.
  mutating func languageAtEnd(of block: Node) -> LanguageTag? {
    guard let last = block.lastChild, kind(of: last) == .text else { return nil }
    let text = last.literal
    guard text.last == UInt8(ascii: "}"), let open = text.lastIndex(of: UInt8(ascii: "{")),
      text[open...].starts(with: "{lang=".utf8),
      open > 0 ? isSpace(text[open - 1]) : last.previous != nil
    else { return nil }
    let mark = text[open...].rebased
    guard !isEscaped(mark, in: block) else { return nil }
    let location = locator.location(ofEnd: mark, of: last)
    var start = open
    while start > 0 && isSpace(text[start - 1]) { start -= 1 }
    trimmed.append((last, first: 0, last: text.count - start))
    if start == 0, let lineEnd = last.previous, kind(of: lineEnd) == .softBreak {
      omittedBreak = lineEnd
    }
    return tag(String(decoding: text[(open + 6)..<(text.count - 1)], as: UTF8.self), at: location)
  }

  /// Opens `:::lang{code=…}`, the one directive that needs no template.
  mutating func openLanguage(_ directive: MarkdownDocument.Directive) {
    put("<div")
    var tag: LanguageTag?
    if let code = directive["code"] {
      tag = self.tag(code.value, at: code.valueLocation)
    } else {
      diagnostics.append(
        .error(
          MarkdownCode.languageInvalid, "this block doesn't say its language",
          at: directive.location,
          help: "write :::lang{code=sv}"))
    }
    for attribute in directive.attributes where attribute.key != "code" {
      diagnostics.append(
        .error(
          MarkdownCode.languageInvalid, "'lang' has no attribute '\(attribute.key)'",
          at: attribute.location, help: "it has code"))
    }
    if let tag {
      begin(tag)
    } else {
      outerLanguages.append((typography, isRightToLeft))
    }
    put(">\n")
  }

  mutating func closeLanguage() {
    put("</div>\n")
    endLanguage()
  }
}
