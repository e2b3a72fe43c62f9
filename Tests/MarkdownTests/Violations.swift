import Diagnostics
import Foundation
import Markdown
import Prose

/// What should be true of every document and isn't of this one.
func violations(of text: String) -> [String] {
  let source = SourceText(file: "page.md", bytes: Array(text.utf8), firstLine: 4)
  let document = parseMarkdown(source, MarkdownOptions())
  let plain = parseMarkdown(source, .plainGFM)
  var found = htmlViolations(document.value) + holeViolations(document.value)
  found += document.diagnostics.compactMap { misplaced($0.location, in: source, $0.message) }
  found += document.value.links.compactMap { misplaced($0.location, in: source, "link") }
  found += document.value.images.compactMap { misplaced($0.location, in: source, "picture") }
  found += document.value.outline.compactMap { misplaced($0.location, in: source, "heading") }
  if !plain.diagnostics.isEmpty || !plain.value.holes.isEmpty { found.append("plain is not plain") }
  return found
}

private let voidElements: Set<String> = ["br", "hr", "input", "img"]

/// Tags that do not balance, and ids that are not unique. Raw HTML is off, so all of it is ours.
private func htmlViolations(_ document: MarkdownDocument) -> [String] {
  var found: [String] = []
  var open: [String] = []
  var ids: [String] = []
  for piece in String(decoding: document.html, as: UTF8.self).split(separator: "<").dropFirst(
    document.html.first == UInt8(ascii: "<") ? 0 : 1)
  {
    guard let end = piece.firstIndex(of: ">") else {
      found.append("an unfinished tag")
      continue
    }
    let tag = piece[..<end]
    let name = String(tag.prefix { $0 != " " })
    if name.hasPrefix("/") {
      if open.popLast() != String(name.dropFirst()) { found.append("an unbalanced <\(name)>") }
    } else if !voidElements.contains(name) {
      if name == "a" && open.contains("a") { found.append("a link in a link") }
      if name == "p" && open.contains("p") { found.append("a paragraph in a paragraph") }
      open.append(name)
    }
    if let start = tag.range(of: " id=\"") {
      ids.append(String(tag[start.upperBound...].prefix { $0 != "\"" }))
    }
  }
  if !open.isEmpty { found.append("an unclosed <\(open.last ?? "")>") }
  if Set(ids).count != ids.count { found.append("an id twice") }
  if ids.sorted() != document.anchors { found.append("anchors that are not the ids") }
  return found
}

/// Holes out of order or out of the text, or that do not nest.
private func holeViolations(_ document: MarkdownDocument) -> [String] {
  var found: [String] = []
  var position = 0
  var open: [MarkdownDocument.Hole.Kind] = []
  for hole in document.holes {
    if hole.offset < position || hole.offset > document.html.count { found.append("a hole astray") }
    position = hole.offset
    switch hole.kind {
    case .linkStart, .directiveStart: open.append(hole.kind)
    case .linkEnd(let index):
      if open.popLast() != .linkStart(index) { found.append("a link that does not nest") }
    case .directiveEnd(let index):
      if open.popLast() != .directiveStart(index) { found.append("a directive that does not nest") }
    case .image, .address, .value: break
    }
  }
  if !open.isEmpty { found.append("a hole that is not closed") }
  return found
}

private func misplaced(
  _ location: SourceLocation?, in source: SourceText, _ what: String
) -> String? {
  guard let location, let line = source.line(location.line) else { return "\(what): no line" }
  let hasMark = location.line == 4 && line.unicodeScalars.first == "\u{FEFF}"
  let length = line.unicodeScalars.count - (hasMark ? 1 : 0)
  let isInside = location.column >= 1 && location.column - 1 + location.length <= length + 1
  return isInside ? nil : "\(what): column \(location.column)+\(location.length) of \(length)"
}
