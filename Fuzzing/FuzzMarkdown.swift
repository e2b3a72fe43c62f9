// Feeds bytes to the Markdown reader and to what is made of a document. What must not happen is a crash,
// a hang, or HTML that the rest of Lectern could not take; a diagnostic is a good end.

import Diagnostics
import FuzzSupport
import Markdown
import Prose
import Text

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ start: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
  var bytes = unsafe bytes(start, count)
  // The first byte chooses the options, so that one corpus serves all of them.
  let choice = bytes.popLast() ?? 0
  // What reads files refuses bytes that are no UTF-8.
  guard String(validating: bytes, as: UTF8.self) != nil else { return -1 }
  let source = SourceText(file: "page.md", bytes: bytes, firstLine: 4)
  let parsed = parseMarkdown(source, options(choice))
  check(parsed.value, choice)
  for diagnostic in parsed.diagnostics.prefix(20) {
    check(diagnostic.location, in: source)
    _ = diagnostic.consoleForm()
  }
  for link in parsed.value.links { check(link.location, in: source) }
  for image in parsed.value.images { check(image.location, in: source) }
  for heading in parsed.value.outline { check(heading.location, in: source) }
  return 0
}

private func options(_ choice: UInt8) -> MarkdownOptions {
  if choice & 7 == 0 { return .plainGFM }
  let languages = ["en", "sv", "de", "fr", "nl", "de-CH", "hu", "xx"]
  return MarkdownOptions(
    language: languages[Int(choice >> 5)], rawHTML: choice & 8 != 0,
    idPrefix: choice & 16 != 0 ? "part-" : "")
}

private func check(_ document: MarkdownDocument, _ choice: UInt8) {
  expectUTF8(document.html)
  var filler = Filler()
  var buffer = ByteBuffer()
  document.write(to: &buffer, filling: &filler)
  expectUTF8(buffer.bytes)
  expect(filler.links == document.links.count, "a link was written twice or never")
  expect(filler.images == document.images.count, "a picture was written twice or never")
  expect(filler.directives == document.directives.count, "a directive was left out")
  expectUTF8(Array(document.plainText().utf8))
  for heading in document.outline {
    expectUTF8(heading.title)
    expect(document.hasAnchor(heading.id), "a heading is no anchor")
  }
  expect(document.anchors == document.anchors.sorted(), "anchors are not sorted")
}

private func check(_ location: SourceLocation?, in source: SourceText) {
  guard let location, let line = source.line(location.line) else {
    fatalError("\(String(describing: location)) is in no line")
  }
  expect(
    location.column >= 1 && location.length >= 0
      && location.column - 1 + location.length <= line.unicodeScalars.count + 1,
    "\(location) is not in the line \(line.debugDescription)")
}

private struct Filler: HoleFiller {
  var links = 0
  var images = 0
  var directives = 0
  var values = 0

  mutating func open(_ link: MarkdownDocument.Link, in buffer: inout ByteBuffer) -> Bool {
    links += 1
    guard link.destination.utf8.count % 3 != 0 else { return false }
    buffer.append("<a href=\"")
    buffer.append(escaping: link.destination, as: .markdown)
    buffer.append("\">")
    return true
  }

  mutating func writeAddress(of link: MarkdownDocument.Link, to buffer: inout ByteBuffer) {
    links += 1
    buffer.append(escaping: link.destination, as: .template)
  }

  mutating func write(_ image: MarkdownDocument.Image, to buffer: inout ByteBuffer) {
    images += 1
    buffer.append("<img alt=\"")
    buffer.append(escaping: image.alternative, as: .markdown)
    buffer.append("\">")
  }

  mutating func write(
    _ directive: MarkdownDocument.Directive, content: ByteBuffer, to buffer: inout ByteBuffer
  ) {
    directives += 1
    buffer.append("<div>")
    buffer.append(content)
    buffer.append("</div>")
  }

  mutating func write(_ value: MarkdownDocument.SiteValue, to buffer: inout ByteBuffer) {
    values += 1
    buffer.append("value")
  }
}
