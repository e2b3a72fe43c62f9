// A component within a sentence: `:session[opening]`, `:abbr[GPP]{title="Green public procurement"}`. What stands between the brackets
// is Markdown, and the host's template writes what is around it.

import Diagnostics
import Prose
import Text

extension Renderer {
  /// Finds `:name[words]{…}` in a block before its text is written.
  mutating func findComponents(in block: Node, _ source: Bytes, outside code: [Range<Int>]) {
    guard !isPlain, source.contains(UInt8(ascii: ":")) else { return }
    var open: [OpenBracket] = []
    var cursor = 0
    for node in textNodes(of: block) {
      let text = node.literal
      var index = 0
      while index < text.count {
        let start = index
        index += 1
        switch text[start] {
        case UInt8(ascii: ":"):
          guard let bracket = openingBracket(in: text, at: start) else { continue }
          let name = Array(text[(start + 1)..<bracket])
          index = bracket + 1
          let mark = Array(text[start...bracket])
          guard let place = written(mark, in: source, from: cursor, outside: code) else {
            open.append(OpenBracket(node: node, range: start..<index))
            continue
          }
          cursor = place.upperBound
          open.append(
            OpenBracket(
              node: node, range: start..<index, name: String(decoding: name, as: UTF8.self),
              location: locator.location(
                of: (place.lowerBound + 1)..<(place.upperBound - 1), inTextOf: block)))
        case UInt8(ascii: "["): open.append(OpenBracket(node: node, range: start..<index))
        case UInt8(ascii: "]"):
          guard let opening = open.popLast(), let name = opening.name,
            let location = opening.location
          else { continue }
          let end = endOfAttributes(in: text, from: index)
          let mark = Array(text[start..<end])
          let place = written(mark, in: source, from: cursor, outside: code)
          if let place { cursor = place.upperBound }
          index = end
          if end == start + 1, isOpenBrace(in: text, at: end), let place {
            diagnostics.append(
              .error(
                MarkdownCode.directiveAttributeInvalid, "these attributes are never closed",
                at: locator.location(
                  of: place.upperBound..<(place.upperBound + 1), inTextOf: block),
                help: "write '}' behind the last one"))
          }
          add(
            Found(
              opening: opening, node: node, closing: start..<end, name: name, location: location,
              attributes: place.map { ($0.lowerBound + 1)..<$0.upperBound }), in: block)
        default: break
        }
      }
    }
  }

  private func openingBracket(in text: Bytes, at colon: Int) -> Int? {
    if colon > 0, isNameCharacter(text[colon - 1]) || text[colon - 1] == UInt8(ascii: ":") {
      return nil
    }
    let name = text[(colon + 1)...].prefix { isNameCharacter($0) }
    guard let first = name.first, first < 0x80, isLetterOrHigh(first), name.endIndex < text.count,
      text[name.endIndex] == UInt8(ascii: "["), !name.elementsEqual("value".utf8)
    else { return nil }
    return name.endIndex
  }

  /// Whether attributes seem to begin that no brace ends.
  private func isOpenBrace(in text: Bytes, at index: Int) -> Bool {
    guard index + 1 < text.count, text[index] == UInt8(ascii: "{") else { return false }
    let key = text[(index + 1)...].prefix { isNameCharacter($0) }
    return !key.isEmpty && key.endIndex < text.count && text[key.endIndex] == UInt8(ascii: "=")
  }

  /// Where the braces end that stand right behind a component. The start if there are none.
  private func endOfAttributes(in text: Bytes, from start: Int) -> Int {
    guard start < text.count, text[start] == UInt8(ascii: "{") else { return start }
    var quote: UInt8?
    var index = start + 1
    while index < text.count {
      let byte = text[index]
      index += 1
      if byte == quote {
        quote = nil
      } else if quote == nil, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if quote == nil, byte == UInt8(ascii: "}") {
        return index
      }
    }
    return start
  }

  private mutating func add(_ found: Found, in block: Node) {
    let problem: (message: String, help: String)? =
      if kind(of: block) == .heading {
        (
          "a component cannot stand in a heading, since the address of the heading would change with it",
          "write it in the text below"
        )
      } else if found.opening.node.parent != found.node.parent {
        (
          "this component begins and ends in different emphasis",
          "put both brackets inside or outside of the stars"
        )
      } else {
        nil
      }
    if let problem {
      diagnostics.append(
        .error(
          MarkdownCode.valueBroken, problem.message, at: found.location, help: problem.help))
      return
    }
    var directive = MarkdownDocument.Directive(
      name: found.name, attributes: [], isLeaf: false, isInline: true, location: found.location)
    if let attributes = found.attributes, attributes.count > 1 {
      let read = locator.attributes(at: attributes, inTextOf: block)
      diagnostics += read.diagnostics
      directive.attributes = read.value
    }
    let index = document.directives.count
    document.directives.append(directive)
    inlineMarks.append(
      InlineMark(
        node: found.opening.node, range: found.opening.range, role: .componentStart(index)))
    inlineMarks.append(
      InlineMark(node: found.node, range: found.closing, role: .componentEnd(index)))
  }
}

/// A bracket that is open, of a component or of something else.
private struct OpenBracket {
  var node: Node
  /// With the colon and the name.
  var range: Range<Int>
  var name: String?
  var location: SourceLocation?
}

/// A component, from its colon to its bracket or brace.
private struct Found {
  var opening: OpenBracket
  var node: Node
  var closing: Range<Int>
  var name: String
  var location: SourceLocation
  /// The braces in the source of the block, and whatever is between.
  var attributes: Range<Int>?
}
