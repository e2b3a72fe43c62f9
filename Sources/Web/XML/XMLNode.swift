import Text

/// An element of an XML document, with its place.
package struct XMLNode: Sendable {
  /// Without the prefix of a namespace.
  package var name: String
  package var attributes: [(name: String, value: String)] = []
  package var children: [XMLNode] = []
  /// All text directly in the element.
  package var text = ""
  /// From its start tag to its end tag, in bytes of the source.
  package var range: Range<Int>

  package subscript(attribute name: String) -> String? {
    attributes.first { $0.name == name }?.value
  }

  /// The first child with a name.
  package subscript(name: String) -> XMLNode? { children.first { $0.name == name } }
}

/// Reads a whole document, and returns its outermost element.
package func readXML(_ bytes: [UInt8]) throws(XMLMistake) -> XMLNode {
  var reader = XMLReader(bytes)
  var open: [XMLNode] = []
  var root: XMLNode?
  while let token = try reader.next() {
    switch token {
    case .startTag(let name):
      guard open.count < deepest else {
        throw XMLMistake(
          message: "elements lie in each other more than \(deepest) deep", range: name)
      }
      var node = XMLNode(name: reader.localName(name), range: name.lowerBound - 1..<name.upperBound)
      node.attributes = reader.attributes.map { attribute in
        (
          reader.localName(attribute.name), resolved(bytes[attribute.value], isAttribute: true)
        )
      }
      open.append(node)
    case .endTag:
      guard var node = open.popLast() else { break }
      node.range = node.range.lowerBound..<reader.position
      if open.isEmpty { root = node } else { open[open.count - 1].children.append(node) }
    case .text(let range): open[open.count - 1].text += resolved(bytes[range])
    case .plainText(let range):
      open[open.count - 1].text += String(decoding: bytes[range], as: UTF8.self)
    }
  }
  guard let root else { throw XMLMistake(message: "there is no element", range: 0..<0) }
  return root
}

/// How deep elements may lie in each other; what planners write has ten levels.
private let deepest = 100

extension XMLReader {
  /// A name without the prefix of a namespace.
  fileprivate func localName(_ name: Range<Int>) -> String {
    let bytes = bytes[name]
    let start = bytes.lastIndex(of: UInt8(ascii: ":")).map { $0 + 1 } ?? bytes.startIndex
    return String(decoding: bytes[start...], as: UTF8.self)
  }
}
