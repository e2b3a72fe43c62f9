import Text
import Web

extension MarkdownDocument {
  /// The plain text of the first paragraph.
  package var summary: String {
    firstParagraph.map { Prose.plainText(ofInline: html[$0], of: self) } ?? ""
  }

  /// The document as a reader reads it, blocks apart by line feeds, for searching. Pictures are
  /// their alternative texts; directives are what is in them.
  package func plainText() -> String {
    var text: [UInt8] = []
    text.reserveCapacity(html.count)
    appendPlainText(html[...], of: self, to: &text)
    return String(decoding: text, as: UTF8.self)
  }
}

/// Appends the plain text of a part of a document, its pictures included.
private func appendPlainText(
  _ html: ArraySlice<UInt8>, of document: MarkdownDocument?, to text: inout [UInt8]
) {
  guard let document else { return appendPlainText(html, to: &text) }
  var position = html.startIndex
  let holes = document.holes.reversed().prefix { $0.offset >= html.startIndex }.reversed()
  for hole in holes {
    guard hole.offset <= html.endIndex else { break }
    guard case .image(let index) = hole.kind else { continue }
    appendPlainText(html[position..<hole.offset], to: &text)
    text.append(contentsOf: document.images[index].alternative.utf8)
    position = hole.offset
  }
  appendPlainText(html[position...], to: &text)
}

/// The plain text of inline HTML, on one line.
package func plainText(
  ofInline html: ArraySlice<UInt8>, of document: MarkdownDocument? = nil
) -> String {
  // Most headings and links have no markup in them.
  if document?.holes.isEmpty ?? true, isPlainLine(html.span) {
    return String(decoding: html, as: UTF8.self)
  }
  var text: [UInt8] = []
  appendPlainText(html, of: document, to: &text)
  makeOneLine(&text)
  return String(decoding: text, as: UTF8.self)
}

/// Whether a text has no markup, no line feed, and no space at an end or behind another.
private func isPlainLine(_ text: Span<UInt8>) -> Bool {
  var previous = UInt8(ascii: " ")
  for index in text.indices {
    let byte = text[index]
    switch byte {
    case UInt8(ascii: "<"), UInt8(ascii: "&"), 0x0A: return false
    case 0x20 where previous == 0x20: return false
    default: previous = byte
    }
  }
  return previous != 0x20 || text.isEmpty
}

/// Takes out line feeds, spaces at both ends, and the second of two spaces.
private func makeOneLine(_ text: inout [UInt8]) {
  let end = unsafe text.withUnsafeMutableBufferPointer { text in
    var end = 0
    var isBehindSpace = true
    for index in text.indices {
      let byte = unsafe text[index]
      let isSpace = byte == 0x20 || byte == 0x0A
      if isSpace && isBehindSpace { continue }
      unsafe text[end] = isSpace ? 0x20 : byte
      end += 1
      isBehindSpace = isSpace
    }
    return end > 0 && isBehindSpace ? end - 1 : end
  }
  text.removeLast(text.count - end)
}

/// Appends what HTML says: without tags, scripts and the marks of footnotes, references resolved, a line
/// feed where a block ends.
func appendPlainText(_ html: ArraySlice<UInt8>, to text: inout [UInt8]) {
  let bytes = Array(html)
  var tokenizer = HTMLTokenizer(bytes)
  var buffer = ByteBuffer(text)
  /// The element that is left out with its content.
  var leftOut: Range<Int>?
  while let token = tokenizer.next() {
    switch token {
    case .text(let range): if leftOut == nil { append(bytes[range], to: &buffer) }
    case .startTag(let name):
      if leftOut == nil, isLeftOut(name, tokenizer) { leftOut = name }
    case .endTag(let name):
      if let open = leftOut {
        if bytes[open].elementsEqual(bytes[name]) { leftOut = nil }
      } else if isBlock(bytes[name]), let last = buffer.bytes.last, last != 0x0A {
        buffer.append(0x0A)
      }
    case .comment, .doctype: break
    }
  }
  text = buffer.bytes
}

/// Appends a run of text, without the line feeds that only stand between tags.
private func append(_ run: ArraySlice<UInt8>, to text: inout ByteBuffer) {
  let isAtLineStart = (text.bytes.last ?? 0x0A) == 0x0A
  appendResolved(isAtLineStart ? run.drop { $0 == 0x0A } : run, to: &text)
}

/// Whether an element says nothing to readers: a script, a style, a reference to a footnote or the way back
/// from one.
private func isLeftOut(_ name: Range<Int>, _ tokenizer: HTMLTokenizer) -> Bool {
  switch name.count {
  case 1: hasClass("footnote-back", tokenizer)
  case 3: hasClass("footnote-ref", tokenizer)
  case 5: tokenizer.isNamed(name, "style")
  case 6: tokenizer.isNamed(name, "script")
  default: false
  }
}

private func hasClass(_ name: StaticString, _ tokenizer: HTMLTokenizer) -> Bool {
  tokenizer.value(of: "class").map { tokenizer.bytes.isWord(name, in: $0) } ?? false
}

private func isBlock(_ name: ArraySlice<UInt8>) -> Bool {
  name.count > 8 || !inlineElements.contains(packed(name))
}

/// The names of elements within a line, each as a number.
private let inlineElements = [
  "a", "em", "strong", "code", "del", "sup", "label", "span", "b", "i", "u", "s", "small", "sub",
  "abbr", "cite", "dfn", "ins", "kbd", "mark", "q", "samp", "time", "var",
].map { packed($0.utf8) }

/// Up to eight bytes as one number.
private func packed(_ bytes: some Sequence<UInt8>) -> UInt64 {
  bytes.reduce(0) { $0 << 8 | UInt64($1) }
}
