package import Diagnostics
package import Markdown
package import Prose
package import SourceFormats

/// Reads Markdown that stands in a value, with the places it has in the file.
package func parseMarkdown(
  in node: YAMLNode, _ text: String, _ options: MarkdownOptions
) -> Diagnosed<MarkdownDocument> {
  var offset = YAMLNode.TextOffset()
  if case .scalar(let scalar) = node.content { offset = scalar.offset }
  let start = SourceLocation(
    file: node.location.file, line: max(1, node.location.line + offset.lines),
    column: max(1, node.location.column + offset.columns))
  let source = SourceText(file: start.file, bytes: Array(text.utf8), firstLine: start.line)
  var document = parseMarkdown(source, options)
  guard start.column > 1 else { return document }
  func move(_ place: inout SourceLocation) {
    if place.column > 0 && (offset.isBlock || place.line == start.line) {
      place.column += start.column - 1
    }
  }
  document.value.moveLocations(move)
  for index in document.diagnostics.indices {
    if var place = document.diagnostics[index].location {
      move(&place)
      document.diagnostics[index].location = place
    }
  }
  return document
}

extension MarkdownDocument {
  fileprivate mutating func moveLocations(_ move: (inout SourceLocation) -> Void) {
    for index in links.indices { move(&links[index].location) }
    for index in images.indices { move(&images[index].location) }
    for index in outline.indices { move(&outline[index].location) }
    for index in directives.indices {
      move(&directives[index].location)
      for attribute in directives[index].attributes.indices {
        move(&directives[index].attributes[attribute].location)
        move(&directives[index].attributes[attribute].valueLocation)
      }
    }
  }
}
