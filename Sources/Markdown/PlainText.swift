import Text

extension MarkdownDocument {
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
  _ html: ArraySlice<UInt8>, of document: MarkdownDocument, to text: inout [UInt8]
) {
  var position = html.startIndex
  let holes = document.holes.reversed().prefix { $0.offset >= html.startIndex }.reversed()
  for hole in holes {
    guard case .image(let index) = hole.kind else { continue }
    appendPlainText(html[position..<hole.offset], to: &text)
    text.append(contentsOf: document.images[index].alternative.utf8)
    position = hole.offset
  }
  appendPlainText(html[position...], to: &text)
}

/// The plain text of inline HTML, on one line.
func plainText(
  ofInline html: ArraySlice<UInt8>, of document: MarkdownDocument = .init()
) -> String {
  var text: [UInt8] = []
  appendPlainText(html, of: document, to: &text)
  return String(decoding: onOneLine(text), as: UTF8.self)
}

/// Without line feeds, spaces at both ends, and the second of two spaces.
private func onOneLine(_ text: [UInt8]) -> [UInt8] {
  var line: [UInt8] = []
  line.reserveCapacity(text.count)
  for byte in text {
    let byte = byte == 0x0A ? 0x20 : byte
    if byte != 0x20 || (line.last ?? 0x20) != 0x20 { line.append(byte) }
  }
  if line.last == 0x20 { line.removeLast() }
  return line
}

/// Appends what HTML says: without tags, scripts and the marks of footnotes, references resolved, a line
/// feed where a block ends.
func appendPlainText(_ html: ArraySlice<UInt8>, to text: inout [UInt8]) {
  var index = html.startIndex
  var runStart = index
  while index < html.endIndex {
    switch html[index] {
    case UInt8(ascii: "<"):
      append(html[runStart..<index], to: &text)
      let isBlockEnd = isEndOfBlock(html[index...])
      index = endOfMarkup(html, from: index)
      runStart = index
      if isBlockEnd, let last = text.last, last != 0x0A { text.append(0x0A) }
    case UInt8(ascii: "&"):
      guard let (character, length) = reference(html[index...]) else {
        index += 1
        continue
      }
      append(html[runStart..<index], to: &text)
      text.append(character)
      index += length
      runStart = index
    default: index += 1
    }
  }
  append(html[runStart...], to: &text)
}

/// Appends a run of text, without the line feeds that only stand between tags.
private func append(_ run: ArraySlice<UInt8>, to text: inout [UInt8]) {
  let isAtLineStart = (text.last ?? 0x0A) == 0x0A
  text.append(contentsOf: isAtLineStart ? run.drop { $0 == 0x0A } : run)
}

/// The index behind a tag, or behind all of a reference to a footnote or the way back from one.
private func endOfMarkup(_ html: ArraySlice<UInt8>, from start: Int) -> Int {
  guard let end = html[start...].firstIndex(of: UInt8(ascii: ">")) else { return html.endIndex }
  let tag = html[start..<end]
  let closing: [UInt8]
  if tag.starts(with: referenceTag) {
    closing = referenceEnd
  } else if tag.starts(with: localLinkTag)
    && tag.suffix(backLinkTagEnd.count).elementsEqual(backLinkTagEnd)
  {
    closing = linkEnd
  } else if tag.starts(with: scriptTag) {
    closing = scriptEnd
  } else if tag.starts(with: styleTag) {
    closing = styleEnd
  } else {
    return end + 1
  }
  var index = end + 1
  while index < html.endIndex && !html[index...].starts(with: closing) { index += 1 }
  return min(index + closing.count, html.endIndex)
}

private let referenceTag = Array("<sup class=\"footnote-ref\"".utf8)
private let referenceEnd = Array("</sup>".utf8)
private let localLinkTag = Array("<a href=\"#".utf8)
private let backLinkTagEnd = Array("\"footnote-back\"".utf8)
private let scriptTag = Array("<script".utf8)
private let scriptEnd = Array("</script>".utf8)
private let styleTag = Array("<style".utf8)
private let styleEnd = Array("</style>".utf8)
private let linkEnd = Array("</a>".utf8)

private func isEndOfBlock(_ html: ArraySlice<UInt8>) -> Bool {
  guard html.dropFirst().first == UInt8(ascii: "/") else { return false }
  let name = html.dropFirst(2).prefix { $0 != UInt8(ascii: ">") }
  return name.count > 8 || !inlineElements.contains(packed(name))
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

/// One of the references that we write, and its length.
private func reference(_ html: ArraySlice<UInt8>) -> (UInt8, Int)? {
  for (name, character) in references where html.starts(with: name) {
    return (character, name.count)
  }
  return nil
}

private let references: [([UInt8], UInt8)] = [
  (Array("&amp;".utf8), UInt8(ascii: "&")), (Array("&lt;".utf8), UInt8(ascii: "<")),
  (Array("&gt;".utf8), UInt8(ascii: ">")), (Array("&quot;".utf8), UInt8(ascii: "\"")),
]
