import Diagnostics
import Prose
import Text

/// Block quotes, and the alerts among them: `> [!NOTE]`.
extension Renderer {
  mutating func openQuote(_ node: Node) -> Bool {
    beginLine()
    if !isPlain { checkConflict(at: node) }
    guard !isPlain, let marker = alertMarker(in: node) else {
      put("<blockquote>\n")
      return true
    }
    guard let alert = alert(marker) else {
      report(marker)
      put("<blockquote>\n")
      return true
    }
    put("<div class=\"alert alert-")
    html.append(alert.name)
    put("\" role=\"note\">\n<p class=\"alert-title\">")
    html.append(escaping: alert.title, as: .markdown)
    put("</p>\n")
    skipped.append(marker)
    if let lineEnd = marker.next { skipped.append(lineEnd) }
    return true
  }

  /// `>>>>>>> branch`, which ends two versions of a text that were never joined, is seven quotes to Markdown.
  private mutating func checkConflict(at quote: Node) {
    var depth = 1
    var outer = quote
    while depth < 8, let parent = outer.parent, kind(of: parent) == .blockQuote {
      outer = parent
      depth += 1
    }
    guard depth == 7, !hasConflict else { return }
    hasConflict = true
    diagnostics.append(
      .error(
        LookAlikeCode.mergeConflict, MergeConflict.message, at: locator.location(ofBlock: outer),
        help: MergeConflict.help))
  }

  mutating func closeQuote(_ node: Node) {
    beginLine()
    guard !isPlain, let marker = alertMarker(in: node), alert(marker) != nil else {
      return put("</blockquote>\n")
    }
    skipped.removeLast(marker.next == nil ? 1 : 2)
    put("</div>\n")
  }

  /// The text at the beginning of a quote that looks like the marker of an alert.
  private func alertMarker(in quote: Node) -> Node? {
    guard let paragraph = quote.firstChild, kind(of: paragraph) == .paragraph,
      let text = paragraph.firstChild, kind(of: text) == .text,
      text.literal.starts(with: [UInt8(ascii: "["), UInt8(ascii: "!")]),
      paragraph.content.first != UInt8(ascii: "\\")
    else { return nil }
    return text
  }

  private func alert(_ marker: Node) -> (name: String, title: String)? {
    if let next = marker.next, kind(of: next) != .softBreak && kind(of: next) != .lineBreak {
      return nil
    }
    let text = marker.literal.string
    guard text.hasSuffix("]") else { return nil }
    let name = text.dropFirst(2).dropLast().lowercased()
    return alerts.first { $0.name == name }
  }

  private var alerts: [(name: String, title: String)] {
    [
      ("note", options.labels.note), ("tip", options.labels.tip),
      ("important", options.labels.important), ("warning", options.labels.warning),
      ("caution", options.labels.caution),
    ]
  }

  private mutating func report(_ marker: Node) {
    let literal = marker.literal
    guard let end = literal.firstIndex(of: UInt8(ascii: "]")) else { return }
    let name = String(decoding: literal[2..<end], as: UTF8.self)
    let names = alerts.map { $0.name.uppercased() }
    let location = locator.location(
      ofText: (literal[...end]).rebased, in: marker)
    if names.contains(name.uppercased()) {
      diagnostics.append(
        .error(
          MarkdownCode.alertMarkerNotAlone, "the marker of an alert stands alone in its line",
          at: location,
          help: "begin the text in the next line, with '> ' before it"))
    } else {
      let guess =
        nearest(to: name.uppercased(), in: names).map { "did you mean '[!\($0)]'? " } ?? ""
      diagnostics.append(
        .error(
          MarkdownCode.alertUnknown, "there is no alert '\(name)'", at: location,
          help: guess + "alerts are \(names.joined(separator: ", "))"))
    }
  }
}
