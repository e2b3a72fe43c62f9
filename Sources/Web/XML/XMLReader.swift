// XML 1.0 (fifth edition), for documents that have to be well-formed: whoever reads them next refuses any other. Document type
// declarations are refused, too: they can name files to read and texts that unfold without an end, and nothing here needs one.

import Text

/// Why a text is no well-formed XML.
package struct XMLMistake: Error, Hashable {
  package let message: String
  /// What is wrong, in the bytes.
  package let range: Range<Int>
}

/// Reads an XML document token by token and finds the first mistake in it.
package struct XMLReader {
  package enum Token: Hashable, Sendable {
    /// Also one that closes itself, which an `endTag` follows. Its attributes are in `attributes` until the next token is read.
    case startTag(name: Range<Int>)
    case endTag(name: Range<Int>)
    /// Text with its character references, as it is written.
    case text(Range<Int>)
    /// What stands in a CDATA section: there are no references in it.
    case plainText(Range<Int>)
  }

  package struct Attribute: Hashable, Sendable {
    package let name: Range<Int>
    /// Without quotes. Character references are as written.
    package let value: Range<Int>
  }

  package let bytes: [UInt8]
  package private(set) var attributes: [Attribute] = []
  package private(set) var position = 0
  private var open: [Range<Int>] = []
  /// The element that has just closed itself.
  private var closedItself: Range<Int>?
  private var hasRoot = false

  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    // A byte order mark.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
  }

  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range], as: UTF8.self)
  }

  /// The next token; `nil` at the end of the document.
  package mutating func next() throws(XMLMistake) -> Token? {
    if let name = closedItself {
      closedItself = nil
      return .endTag(name: name)
    }
    while position < bytes.count {
      let start = position
      if bytes[position] != UInt8(ascii: "<") {
        let end = bytes[position...].firstIndex(of: UInt8(ascii: "<")) ?? bytes.count
        position = end
        guard !open.isEmpty else {
          guard bytes[start..<end].allSatisfy(\.isXMLSpace) else {
            throw mistake("there is text outside of the outermost element", start..<end)
          }
          continue
        }
        try check(start..<end)
        return .text(start..<end)
      }
      if follows("<!--") {
        try skip(to: "-->", from: start + 4, "a comment has no end")
      } else if follows("<![CDATA[") {
        guard !open.isEmpty else {
          throw mistake("there is text outside of the outermost element", start..<start + 9)
        }
        try skip(to: "]]>", from: start + 9, "a CDATA section has no end")
        return .plainText(start + 9..<position - 3)
      } else if follows("<?") {
        try skip(to: "?>", from: start + 2, "a processing instruction has no end")
      } else if follows("<!") {
        throw mistake("a document type declaration isn't allowed", start..<start + 2)
      } else if follows("</") {
        return try readEndTag()
      } else {
        return try readStartTag()
      }
    }
    if let name = open.last {
      throw mistake("<\(text(name))> is never closed", name)
    }
    if !hasRoot { throw mistake("there is no element", 0..<0) }
    return nil
  }

  // MARK: Tags

  private mutating func readStartTag() throws(XMLMistake) -> Token {
    let start = position
    position += 1
    guard let name = readName() else {
      throw mistake("a < has to be written as &lt;", start..<start + 1)
    }
    if open.isEmpty, hasRoot { throw mistake("there is a second outermost element", name) }
    hasRoot = true
    attributes = []
    var names: Set<String> = []
    while true {
      let hasSpace = skipSpace()
      if follows("/>") {
        position += 2
        closedItself = name
        return .startTag(name: name)
      }
      if follows(">") {
        position += 1
        open.append(name)
        return .startTag(name: name)
      }
      guard hasSpace, let attribute = readName() else {
        throw mistake("the tag <\(text(name))> has no end", name)
      }
      _ = skipSpace()
      guard follows("=") else {
        throw mistake("the attribute '\(text(attribute))' has no value", attribute)
      }
      position += 1
      _ = skipSpace()
      guard let quote = position < bytes.count ? bytes[position] : nil,
        quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
        let end = bytes[(position + 1)...].firstIndex(of: quote)
      else {
        throw mistake(
          "the value of '\(text(attribute))' has to stand in quotation marks", attribute)
      }
      let value = position + 1..<end
      position = end + 1
      if let sign = bytes[value].firstIndex(of: UInt8(ascii: "<")) {
        throw mistake("a < has to be written as &lt;", sign..<sign + 1)
      }
      try check(value)
      guard names.insert(text(attribute)).inserted else {
        throw mistake("the attribute '\(text(attribute))' is there twice", attribute)
      }
      attributes.append(Attribute(name: attribute, value: value))
    }
  }

  private mutating func readEndTag() throws(XMLMistake) -> Token {
    let start = position
    position += 2
    guard let name = readName() else {
      throw mistake("a < has to be written as &lt;", start..<start + 1)
    }
    _ = skipSpace()
    guard follows(">") else { throw mistake("the tag </\(text(name))> has no end", name) }
    position += 1
    guard let opened = open.popLast() else {
      throw mistake("</\(text(name))> closes nothing", start..<position)
    }
    guard bytes[opened].elementsEqual(bytes[name]) else {
      throw mistake("</\(text(name))> closes <\(text(opened))>", start..<position)
    }
    return .endTag(name: name)
  }

  /// A name: which letters of other scripts it may have is left open.
  private mutating func readName() -> Range<Int>? {
    let start = position
    while position < bytes.count, bytes[position].continuesXMLName { position += 1 }
    guard start < position, bytes[start].beginsXMLName else { return nil }
    return start..<position
  }

  private mutating func skipSpace() -> Bool {
    let start = position
    while position < bytes.count, bytes[position].isXMLSpace { position += 1 }
    return position > start
  }

  private func follows(_ text: StaticString) -> Bool {
    bytes[position...].starts(with: Array(text.description.utf8))
  }

  private mutating func skip(
    to end: String, from start: Int, _ message: String
  ) throws(XMLMistake) {
    guard start <= bytes.count, let found = bytes.firstIndex(of: Array(end.utf8), from: start)
    else { throw mistake(message, position..<min(start, bytes.count)) }
    position = found + end.utf8.count
  }

  // MARK: Text

  /// Finds references and characters that XML forbids (sections 2.2 and 4.1).
  private func check(_ range: Range<Int>) throws(XMLMistake) {
    var index = range.lowerBound
    while index < range.upperBound {
      let byte = bytes[index]
      if byte < 0x20, !byte.isXMLSpace {
        throw mistake("there is a control character", index..<index + 1)
      }
      guard byte == UInt8(ascii: "&") else {
        index += 1
        continue
      }
      let end = bytes[index..<min(range.upperBound, index + 12)].firstIndex(of: UInt8(ascii: ";"))
      guard let end, isReference(bytes[index + 1..<end]) else {
        throw mistake(
          "an & has to be written as &amp;, and XML knows no other names than amp, lt, gt, quot and apos",
          index..<(end.map { $0 + 1 } ?? index + 1))
      }
      index = end + 1
    }
  }

  private func isReference(_ name: ArraySlice<UInt8>) -> Bool {
    let text = String(decoding: name, as: UTF8.self)
    guard text.hasPrefix("#") else { return ["amp", "lt", "gt", "quot", "apos"].contains(text) }
    let digits = text.dropFirst()
    let number =
      digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
    guard let number, let scalar = Unicode.Scalar(number) else { return false }
    return scalar.value >= 0x20 ? true : UInt8(scalar.value).isXMLSpace
  }

  private func mistake(_ message: String, _ range: Range<Int>) -> XMLMistake {
    XMLMistake(message: message, range: range)
  }
}

extension UInt8 {
  fileprivate var isXMLSpace: Bool { [0x20, 0x09, 0x0A, 0x0D].contains(self) }

  fileprivate var beginsXMLName: Bool {
    isASCIILetter || self == UInt8(ascii: "_") || self == UInt8(ascii: ":") || self >= 0x80
  }

  fileprivate var continuesXMLName: Bool {
    beginsXMLName || 0x30...0x39 ~= self || self == UInt8(ascii: "-") || self == UInt8(ascii: ".")
  }
}
