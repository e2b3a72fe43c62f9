import Content
package import Diagnostics
import Markdown
import Prose
import SourceFormats
import Text

/// Markdown by itself as HTML. Without a site there is nothing to check links against, so they stay
/// as written; a directive is its content in a `div`.
package func renderFragment(
  _ source: SourceText, isPlainGFM: Bool, language: String
) -> Diagnosed<[UInt8]> {
  if let mistake = invalidUTF8(in: source) { return Diagnosed([], [mistake]) }
  let options =
    isPlainGFM ? MarkdownOptions.plainGFM : MarkdownOptions(language: language, placement: .alone)
  let document = parseMarkdown(source, options)
  var buffer = ByteBuffer(capacity: document.value.html.count)
  var filler = FragmentFiller()
  document.value.write(to: &buffer, filling: &filler)
  return Diagnosed(buffer.bytes, document.diagnostics)
}

private struct FragmentFiller: HoleFiller {
  mutating func open(_ link: MarkdownDocument.Link, in buffer: inout ByteBuffer) -> Bool {
    buffer.append("<a href=\"")
    buffer.append(escaping: link.destination, as: .markdown)
    if let title = link.title {
      buffer.append("\" title=\"")
      buffer.append(escaping: title, as: .markdown)
    }
    buffer.append("\">")
    return true
  }

  mutating func writeAddress(of link: MarkdownDocument.Link, to buffer: inout ByteBuffer) {
    buffer.append(escaping: link.destination, as: .template)
  }

  mutating func write(_ image: MarkdownDocument.Image, to buffer: inout ByteBuffer) {
    buffer.append("<img src=\"")
    buffer.append(escaping: image.destination, as: .markdown)
    buffer.append("\" alt=\"")
    buffer.append(escaping: image.alternative, as: .markdown)
    if let title = image.title {
      buffer.append("\" title=\"")
      buffer.append(escaping: title, as: .markdown)
    }
    buffer.append("\">")
  }

  mutating func write(
    _ directive: MarkdownDocument.Directive, content: ByteBuffer, to buffer: inout ByteBuffer
  ) {
    buffer.append("<div class=\"")
    buffer.append(escaping: directive.name, as: .markdown)
    buffer.append("\">\n")
    buffer.append(content)
    buffer.append("</div>\n")
  }

  mutating func write(_ value: MarkdownDocument.SiteValue, to buffer: inout ByteBuffer) {
    buffer.append(escaping: ":value[\(value.path)]", as: .markdown)
  }
}
