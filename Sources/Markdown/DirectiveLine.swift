import Diagnostics
import Prose
import Text

/// The line that opens a directive: `:::name{key=value key="a value" flag}`.
@safe struct DirectiveLine {
  private let source: SourceText
  private let number: Int
  private var locator: Locator
  /// The colons, in bytes of the source.
  let fence: Range<Int>
  let end: Int

  init(_ source: SourceText, _ number: Int, _ range: Range<Int>, _ locator: Locator) {
    self.source = source
    self.number = number
    self.locator = locator
    let colons = source.bytes[range].prefix { $0 == UInt8(ascii: ":") }
    fence = colons.startIndex..<colons.endIndex
    end = range.upperBound
  }

  var colons: Int { fence.count }

  /// The colons with the name behind them.
  var opening: SourceLocation {
    var opening = fence
    while opening.upperBound < end, isNameCharacter(source.bytes[opening.upperBound]) {
      opening = opening.lowerBound..<(opening.upperBound + 1)
    }
    return location(of: opening)
  }

  private func location(of range: Range<Int>) -> SourceLocation {
    var locator = locator
    return locator.location(of: range, inLine: number)
  }

  /// The name and the attributes, as far as they can be read.
  func read() -> Diagnosed<MarkdownDocument.Directive> {
    var reader = Reader(source.bytes, number, locator, fence.upperBound..<end)
    let name = reader.name()
    var directive = MarkdownDocument.Directive(
      name: name.text, attributes: [], isLeaf: false, location: reader.location(of: name.range))
    if name.text.isEmpty {
      reader.report(
        .directiveNameMissing, "this directive has no name",
        fence.lowerBound..<max(end, fence.upperBound),
        help: reader.lookAlikeAhead.map { "remove \($0) behind the colons" }
          ?? "write it right behind the colons, as in ':::note'")
    } else if reader.opensAttributes() {
      directive.attributes = reader.attributes()
    }
    reader.expectEnd()
    return Diagnosed(directive, reader.diagnostics)
  }
}

/// The attributes in braces that a range of a line begins with, of a component in a sentence.
func directiveAttributes(
  in bytes: [UInt8], _ range: Range<Int>, line: Int, _ locator: Locator
) -> Diagnosed<[MarkdownDocument.Directive.Attribute]> {
  var reader = Reader(bytes, line, locator, range)
  guard reader.opensAttributes() else { return Diagnosed([]) }
  let attributes = reader.attributes()
  return Diagnosed(attributes, reader.diagnostics)
}

@safe private struct Reader {
  private let bytes: [UInt8]
  private let line: Int
  private var locator: Locator
  private var position: Int
  private let end: Int
  /// Whether the line ends within quotation marks: then that is the mistake.
  private var endsInQuotation = false
  var diagnostics: [Diagnostic] = []

  init(_ bytes: [UInt8], _ line: Int, _ locator: Locator, _ range: Range<Int>) {
    self.bytes = bytes
    self.line = line
    self.locator = locator
    position = range.lowerBound
    end = range.upperBound
  }

  mutating func location(of range: Range<Int>) -> SourceLocation {
    locator.location(of: range, inLine: line)
  }

  mutating func report(
    _ code: MarkdownCode, _ message: String, _ range: Range<Int>, help: String
  ) {
    diagnostics.append(.error(code, message, at: location(of: range), help: help))
  }

  private var current: UInt8? { position < end ? bytes[position] : nil }

  private mutating func skipSpaces() {
    while let byte = current, byte == 0x20 || byte == 0x09 { position += 1 }
  }

  mutating func name() -> (text: String, range: Range<Int>) {
    skipSpaces()
    let start = position
    while let byte = current, isNameCharacter(byte) { position += 1 }
    return (text(start..<position), start..<position)
  }

  mutating func opensAttributes() -> Bool {
    skipSpaces()
    guard current == UInt8(ascii: "{") else { return false }
    position += 1
    return true
  }

  mutating func attributes() -> [MarkdownDocument.Directive.Attribute] {
    let open = position - 1
    var attributes: [MarkdownDocument.Directive.Attribute] = []
    var keys: Set<String> = []
    while true {
      skipSpaces()
      guard let byte = current else {
        if !endsInQuotation {
          report(
            .directiveAttributeInvalid, "these attributes are never closed", open..<end,
            help: "write '}' behind the last one")
        }
        return attributes
      }
      if byte == UInt8(ascii: "}") {
        position += 1
        return attributes
      }
      guard let attribute = attribute() else { continue }
      if !keys.insert(attribute.key).inserted {
        diagnostics.append(
          .error(
            MarkdownCode.directiveAttributeTwice, "the attribute '\(attribute.key)' is there twice",
            at: attribute.location,
            help: "keep one of them"))
      } else {
        attributes.append(attribute)
      }
    }
  }

  private mutating func attribute() -> MarkdownDocument.Directive.Attribute? {
    let start = position
    let key = name()
    guard !key.text.isEmpty else {
      while let byte = current, byte != 0x20, byte != UInt8(ascii: "}") { position += 1 }
      report(
        .directiveAttributeInvalid, "'\(text(start..<position))' is no attribute", start..<position,
        help: "attributes are written 'key=value', 'key=\"a value\"' or 'key'")
      return nil
    }
    guard current == UInt8(ascii: "=") else {
      let location = location(of: key.range)
      if let byte = current, byte != 0x20 && byte != 0x09 && byte != UInt8(ascii: "}") {
        while let byte = current, byte != 0x20, byte != UInt8(ascii: "}") { position += 1 }
        report(
          .directiveAttributeInvalid, "'\(text(start..<position))' is no attribute",
          start..<position,
          help: "attributes are written 'key=value', 'key=\"a value\"' or 'key'")
        return nil
      }
      return .init(
        key: key.text, value: "", isFlag: true, location: location, valueLocation: location)
    }
    position += 1
    guard let value = value(of: key.text) else { return nil }
    return .init(
      key: key.text, value: value.text, isFlag: false,
      location: location(of: start..<position),
      valueLocation: location(of: value.range))
  }

  private mutating func value(of key: String) -> (text: String, range: Range<Int>)? {
    if let quote = current, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      return quotedValue(quote)
    }
    let start = position
    if let quote = typographicQuote() {
      while let byte = current, byte != UInt8(ascii: "}") { position += 1 }
      report(
        .directiveAttributeInvalid,
        "the value of '\(key)' is in typographic quotes (\(quote)), which are part of the text here",
        start..<position, help: "type straight ones: \(key)=\"…\"")
      return nil
    }
    while let byte = current, byte != 0x20, byte != 0x09, byte != UInt8(ascii: "}") {
      position += 1
    }
    if position == start {
      report(
        .directiveAttributeInvalid, "the attribute '\(key)' has no value",
        max(start - 1, 0)..<start,
        help: "write it behind '=', in quotes if it has spaces, or leave out '='")
    }
    return (text(start..<position), start..<position)
  }

  /// The quotation mark at the position, if it is one that a word processor made of a straight one.
  private func typographicQuote() -> Character? {
    let end = min(position + 3, end)
    guard let first = text(position..<end).first else { return nil }
    return "“”„«»‟″‘’‚".contains(first) ? first : nil
  }

  private mutating func quotedValue(_ quote: UInt8) -> (text: String, range: Range<Int>)? {
    let open = position
    position += 1
    var value: [UInt8] = []
    while let byte = current {
      position += 1
      if byte == quote {
        return (String(decoding: value, as: UTF8.self), (open + 1)..<(position - 1))
      }
      if byte == UInt8(ascii: "\\"), let next = current,
        next == quote || next == UInt8(ascii: "\\")
      {
        value.append(next)
        position += 1
      } else {
        value.append(byte)
      }
    }
    endsInQuotation = true
    report(
      .directiveAttributeInvalid, "this quotation mark is never closed", open..<end,
      help: "write another one behind the value")
    return nil
  }

  mutating func expectEnd() {
    skipSpaces()
    guard position < end, diagnostics.isEmpty else { return }
    if let lookAlike = lookAlikeAhead {
      report(
        .directiveLineTooLong, "behind the name of this directive is \(lookAlike)", position..<end,
        help: "remove it")
      return
    }
    report(
      .directiveLineTooLong, "a directive's line ends with its name or its attributes",
      position..<end,
      help: "put attributes in braces, '{title=\"…\"}', and text into the next line")
  }

  /// The name of the character that comes next, if it looks like another or like nothing.
  var lookAlikeAhead: String? {
    text(position..<end).unicodeScalars.first.flatMap { String($0).firstLookAlike?.name }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
