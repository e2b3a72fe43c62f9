import Diagnostics
import Markdown
import Prose
import TestSupport
import Text

/// A document as a golden shows it: its HTML with readable holes, then what is known beside it.
func readable(_ document: MarkdownDocument) -> String {
  var text = htmlWithHoles(document)
  func section(_ title: String, _ lines: [String]) {
    if !lines.isEmpty { text += "--- \(title)\n" + lines.map { $0 + "\n" }.joined() }
  }
  section("links", document.links.enumerated().map { "\($0) \(describe($1))" })
  section("pictures", document.images.enumerated().map { "\($0) \(describe($1))" })
  section("directives", document.directives.enumerated().map { "\($0) \(describe($1))" })
  section("outline", document.outline.map(describe))
  section("anchors", document.anchors)
  section("summary", document.summary.isEmpty ? [] : [document.summary])
  section("plain text, \(document.words) words", [document.plainText()])
  return text
}

private func htmlWithHoles(_ document: MarkdownDocument) -> String {
  var text = ""
  var position = 0
  for hole in document.holes {
    text += String(decoding: document.html[position..<hole.offset], as: UTF8.self)
    text += describe(hole.kind)
    position = hole.offset
  }
  return text + String(decoding: document.html[position...], as: UTF8.self)
}

private func describe(_ kind: MarkdownDocument.Hole.Kind) -> String {
  switch kind {
  case .linkStart(let index): "«link \(index)»"
  case .linkEnd(let index): "«/link \(index)»"
  case .address(let index): "«address \(index)»"
  case .image(let index): "«picture \(index)»"
  case .directiveStart(let index): "«directive \(index)»"
  case .directiveEnd(let index): "«/directive \(index)»"
  case .value(let index): "«value \(index)»"
  }
}

private func describe(_ link: MarkdownDocument.Link) -> String {
  link.destination + (link.title.map { " \"\($0)\"" } ?? "") + place(link.location)
}

private func describe(_ image: MarkdownDocument.Image) -> String {
  image.destination + " [\(image.alternative)]" + (image.title.map { " \"\($0)\"" } ?? "")
    + (image.isDecorative ? ", decorative" : "") + (image.isFigure ? ", figure" : "")
    + place(image.location)
}

private func describe(_ directive: MarkdownDocument.Directive) -> String {
  let attributes = directive.attributes.map { attribute in
    " \(attribute.key)" + (attribute.isFlag ? "" : "=«\(attribute.value)»")
      + place(attribute.location) + (attribute.isFlag ? "" : place(attribute.valueLocation))
  }
  return directive.name + place(directive.location) + (directive.isLeaf ? ", leaf" : "")
    + attributes.joined()
}

private func describe(_ heading: MarkdownDocument.Heading) -> String {
  "\(heading.level) #\(heading.id) \(String(decoding: heading.title, as: UTF8.self)) "
    + "[\(heading.plainTitle)]" + place(heading.location)
}

private func place(_ location: SourceLocation) -> String {
  " @\(location.line):\(location.column)+\(location.length)"
}
