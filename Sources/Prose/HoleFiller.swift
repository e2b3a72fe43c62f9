package import Text

/// Who writes what only the host of a document knows.
package protocol HoleFiller {
  /// Writes `<a href="…">` and says true, or writes nothing and says false: then the link is no link,
  /// only its text.
  mutating func open(_ link: MarkdownDocument.Link, in buffer: inout ByteBuffer) -> Bool
  /// Writes what ends the link that was opened last, `</a>` and what comes before it.
  ///
  /// - Parameter words: the HTML between, with its own holes left out.
  mutating func close(
    _ link: MarkdownDocument.Link, words: ArraySlice<UInt8>, in buffer: inout ByteBuffer)
  /// Writes the address that a link's destination means, for an attribute.
  mutating func writeAddress(of link: MarkdownDocument.Link, to buffer: inout ByteBuffer)
  /// Writes an `<img>`.
  mutating func write(_ image: MarkdownDocument.Image, to buffer: inout ByteBuffer)
  /// Is told of a directive before what stands in it is written.
  mutating func begin(_ directive: MarkdownDocument.Directive)
  /// Writes a directive around its content, which is HTML with its own holes filled (empty for a leaf).
  mutating func write(
    _ directive: MarkdownDocument.Directive, content: ByteBuffer, to buffer: inout ByteBuffer)
  /// Writes a value of the site.
  mutating func write(_ value: MarkdownDocument.SiteValue, to buffer: inout ByteBuffer)
}

extension HoleFiller {
  package mutating func begin(_ directive: MarkdownDocument.Directive) {}

  package mutating func close(
    _ link: MarkdownDocument.Link, words: ArraySlice<UInt8>, in buffer: inout ByteBuffer
  ) {
    buffer.append("</a>")
  }
}

extension MarkdownDocument {
  /// Appends the HTML with its holes filled.
  package func write(to buffer: inout ByteBuffer, filling filler: inout some HoleFiller) {
    // Directives nest, so their contents are written into buffers of their own, innermost on top.
    // The document itself is written straight into the buffer of the caller.
    var contents: [ByteBuffer] = []
    var linkIsOpen = false
    var words = 0
    var position = 0
    for hole in holes {
      with(&buffer, &contents) { $0.append(html[position..<hole.offset]) }
      position = hole.offset
      switch hole.kind {
      case .linkStart(let index):
        linkIsOpen = with(&buffer, &contents) { filler.open(links[index], in: &$0) }
        words = hole.offset
      case .linkEnd(let index):
        if linkIsOpen {
          let words = html[words..<hole.offset]
          with(&buffer, &contents) { filler.close(links[index], words: words, in: &$0) }
        }
        linkIsOpen = false
      case .address(let index):
        with(&buffer, &contents) { filler.writeAddress(of: links[index], to: &$0) }
      case .image(let index):
        with(&buffer, &contents) { filler.write(images[index], to: &$0) }
      case .value(let index):
        with(&buffer, &contents) { filler.write(values[index], to: &$0) }
      case .directiveStart(let index):
        filler.begin(directives[index])
        contents.append(ByteBuffer())
      case .directiveEnd(let index):
        let content = contents.removeLast()
        with(&buffer, &contents) { filler.write(directives[index], content: content, to: &$0) }
      }
    }
    with(&buffer, &contents) { $0.append(html[position...]) }
  }

  private func with<Result>(
    _ buffer: inout ByteBuffer, _ contents: inout [ByteBuffer],
    _ write: (inout ByteBuffer) -> Result
  ) -> Result {
    contents.isEmpty ? write(&buffer) : write(&contents[contents.count - 1])
  }
}
