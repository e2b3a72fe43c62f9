import Diagnostics
import Prose
import Text

/// Footnotes come last in the tree, in the order in which the text refers to them.
extension Renderer {
  mutating func writeReference(to reference: Node) {
    if link != .none && !isPlain {
      postponedReferences.append(reference)
      return
    }
    let start = html.count
    let number = reference.literal
    put("<sup class=\"footnote-ref\"><a href=\"#")
    html.append(options.idPrefix)
    put("fn-")
    escape(number)
    put("\" id=\"")
    let idStart = html.count
    html.append(options.idPrefix)
    put("fnref-")
    escape(number)
    if reference.footnoteReferenceIndex > 1 {
      put("-")
      html.append(decimal: reference.footnoteReferenceIndex)
    }
    headingIDs.note(String(decoding: html.bytes[idStart...], as: UTF8.self))
    if isPlain {
      put("\" data-footnote-ref>")
    } else {
      put("\" role=\"doc-noteref\">")
    }
    escape(number)
    put("</a></sup>")
    heading?.leaveOut(start..<html.count)
    typography.passWord()
  }

  mutating func openFootnote(_ node: Node) -> Bool {
    if footnote == 0 { openFootnotes() }
    footnote += 1
    beginLine()
    put("<li id=\"")
    let idStart = html.count
    writeFootnoteID()
    headingIDs.note(String(decoding: html.bytes[idStart...], as: UTF8.self))
    put("\">\n")
    return true
  }

  mutating func closeFootnote(_ node: Node) {
    let endsWithParagraph = node.lastChild.map { kind(of: $0) == .paragraph } ?? false
    if !endsWithParagraph {
      put("<p>")
      writeBackLinks(of: node)
      put("</p>\n")
    }
    put("</li>\n")
  }

  private mutating func openFootnotes() {
    beginLine()
    if isPlain {
      put("<section class=\"footnotes\" data-footnotes>\n<ol>\n")
      return
    }
    put("<section class=\"footnotes\" role=\"doc-endnotes\" aria-labelledby=\"")
    html.append(options.idPrefix)
    put("fn-title\">\n<h2 id=\"")
    html.append(options.idPrefix)
    put("fn-title\">")
    html.append(escaping: options.labels.footnotes, as: .markdown)
    put("</h2>\n<ol>\n")
    headingIDs.note(options.idPrefix + "fn-title")
  }

  /// Reports the footnotes that nothing refers to: the library leaves them out.
  mutating func report(_ unused: [UnusedFootnote]) {
    for footnote in unused {
      guard let line = locator.line(footnote.line) else { continue }
      let label = "[^\(footnote.label)]"
      let start = line.lowerBound + bytes[line].rebased.prefix { $0 != UInt8(ascii: "[") }.count
      diagnostics.append(
        .warning(
          MarkdownCode.footnoteUnused,
          "nothing in the text refers to the footnote '\(footnote.label)', so it is left out",
          at: locator.location(
            of: start..<min(start + label.utf8.count, line.upperBound), inLine: footnote.line),
          help: "write \(label) where it belongs, or delete the note"))
    }
  }

  mutating func closeFootnotes() {
    if footnote > 0 { put("</ol>\n</section>\n") }
  }

  mutating func writeBackLinks(of definition: Node) {
    for use in 1...max(definition.footnoteReferenceCount, 1) {
      if use > 1 { html.append(0x20) }
      put("<a href=\"#")
      html.append(options.idPrefix)
      put("fnref-")
      html.append(decimal: footnote)
      if use > 1 {
        put("-")
        html.append(decimal: use)
      }
      put("\" role=\"doc-backlink\" aria-label=\"")
      html.append(escaping: options.labels.backToReference, as: .markdown)
      html.append(0x20)
      html.append(decimal: footnote)
      if use > 1 {
        put("-")
        html.append(decimal: use)
      }
      put("\" class=\"footnote-back\">↩\u{FE0E}</a>")
    }
  }

  private mutating func writeFootnoteID() {
    html.append(options.idPrefix)
    put("fn-")
    html.append(decimal: footnote)
  }
}
