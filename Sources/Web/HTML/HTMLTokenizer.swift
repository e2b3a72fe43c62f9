import Text

/// Reads HTML token by token, as the tokenizer of the HTML Living Standard does (section 13.2.5).
///
/// This is the only reader of HTML in Lectern. It reads any bytes without an error, as browsers do, and
/// gives ranges of them, so nothing is copied. What it knows of the tree is what changes how text is read:
/// elements whose content is no markup (`script`, `title`), and SVG and MathML, where it is. `HTMLState` reads
/// the same way where reading has to stop in the middle.
///
/// Scripting counts as disabled: what `noscript` holds is read, since it is shown to some visitors.
package struct HTMLTokenizer {
  package enum Token: Hashable, Sendable {
    /// Text with its character references, as it is written.
    case text(Range<Int>)
    /// Also one that closes itself. Its attributes are in `attributes` until the next token is read.
    case startTag(name: Range<Int>)
    case endTag(name: Range<Int>)
    /// What stands between the ends of a comment, or in what browsers take for one (`<?xml … >`).
    case comment(Range<Int>)
    case doctype(Range<Int>)
  }

  package struct Attribute: Hashable, Sendable {
    package let name: Range<Int>
    /// Without quotes; empty if the attribute has no value. Character references are as written.
    package let value: Range<Int>
  }

  package let bytes: [UInt8]
  /// The index after the last token.
  package private(set) var position = 0
  /// Room for attributes, of which the first belong to the start tag that was read last: it is not given up
  /// between tags.
  private var room: [Attribute] = []
  private(set) var attributeCount = 0
  /// Whether the start tag that was read last ends with `/>`.
  package private(set) var isSelfClosing = false
  /// Where a tag begins that the text ends in.
  package private(set) var unfinishedTag: Int?
  /// The element whose content is being read as text.
  private var rawElement = RawElement.none
  private var foreign = ForeignContent()

  package init(_ bytes: [UInt8]) { self.bytes = bytes }

  func attribute(_ index: Int) -> Attribute { room[index] }

  /// Of the start tag that was read last. Of two with one name, the first counts.
  package var attributes: ArraySlice<Attribute> { room[..<attributeCount] }

  /// The next token; `nil` at the end. A tag that the text ends in is none.
  package mutating func next() -> Token? {
    if rawElement != .none {
      let start = position
      position = endOfRawText()
      rawElement = .none
      if start < position { return .text(start..<position) }
    }
    var start = position
    while let open = bytes.firstIndex(of: UInt8(ascii: "<"), from: position) {
      guard open + 1 < bytes.count, beginsMarkup(bytes[open + 1], at: open) else {
        position = open + 1
        continue
      }
      position = open
      if start < open { return .text(start..<open) }
      if let token = readMarkup() { return token }
      start = position
    }
    position = bytes.count
    return start < position ? .text(start..<position) : nil
  }

  /// The text that comes next, if it is a text that comes next: of a script or style its content.
  package var followingText: Range<Int>? {
    var ahead = self
    if case .text(let range) = ahead.next() { return range }
    return nil
  }

  /// The name of the next start tag that has attributes or whose name may mean something; `nil` if none follows.
  /// Quicker than all tokens one by one: most tags of a page say nothing but their name, and few names change how
  /// their content is read.
  package mutating func nextStartTag() -> Range<Int>? {
    if rawElement != .none {
      position = endOfRawText()
      rawElement = .none
    }
    while let open = bytes.firstIndex(of: UInt8(ascii: "<"), from: position),
      open + 1 < bytes.count
    {
      position = open + 1
      let isEndTag = bytes[position] == UInt8(ascii: "/")
      let start = isEndTag ? position + 1 : position
      guard foreign.isEmpty, start < bytes.count, bytes[start].isASCIILetter else {
        guard beginsMarkup(bytes[position], at: open) else { continue }
        position = open
        if case .startTag(let name)? = readMarkup() { return name }
        continue
      }
      let name = start..<endOfTagName(from: start)
      position = name.upperBound
      let mayBegin = !isEndTag && RawElement.mayBegin(name, in: bytes)
      // A form without attributes sends to its own page.
      let isForm = name.count == 4 && bytes.isWord("form", in: name)
      if !mayBegin, !isForm, position < bytes.count, bytes[position] == UInt8(ascii: ">") {
        position += 1
        continue
      }
      guard readAttributes(after: name) else { return nil }
      if isEndTag { continue }
      if mayBegin { rawElement = foreign.begin(name, in: bytes, isSelfClosing: isSelfClosing) }
      return name
    }
    position = bytes.count
    return nil
  }

  /// The value of an attribute of the start tag that was read last.
  ///
  /// - Parameter name: in lower case.
  package func value(of name: StaticString) -> Range<Int>? {
    for index in 0..<attributeCount where bytes.isWord(name, in: room[index].name) {
      return room[index].value
    }
    return nil
  }

  /// Whether a name is this one, in upper or lower case.
  package func isNamed(_ name: Range<Int>, _ word: StaticString) -> Bool {
    bytes.isWord(word, in: name)
  }

  // MARK: Markup

  /// Whether a `<` begins markup, as the byte after it says; else it is text.
  private func beginsMarkup(_ byte: UInt8, at open: Int) -> Bool {
    if byte.isASCIILetter || byte == UInt8(ascii: "!") || byte == UInt8(ascii: "?") { return true }
    return byte == UInt8(ascii: "/") && open + 2 < bytes.count
  }

  /// Reads from a `<` on. `nil` for `</>` and for a tag that never ends.
  private mutating func readMarkup() -> Token? {
    position += 1
    switch bytes[position] {
    case UInt8(ascii: "/"):
      position += 1
      if bytes[position] == UInt8(ascii: ">") {
        position += 1
        return nil
      }
      guard bytes[position].isASCIILetter else { return readBogusComment() }
      return readTag().map { name in
        foreign.end(name, in: bytes)
        return .endTag(name: name)
      }
    case UInt8(ascii: "!"): return readDeclaration()
    case UInt8(ascii: "?"): return readBogusComment()
    default:
      return readTag().map { name in
        rawElement = foreign.begin(name, in: bytes, isSelfClosing: isSelfClosing)
        return .startTag(name: name)
      }
    }
  }

  /// Reads `<!…`: a comment, a doctype, CDATA in SVG and MathML.
  private mutating func readDeclaration() -> Token {
    if bytes.hasWord("!--", at: position) { return readComment() }
    if bytes.hasWord("!doctype", at: position) {
      let start = position + 8
      position = (bytes.firstIndex(of: UInt8(ascii: ">"), from: start) ?? bytes.count)
      defer { position = min(position + 1, bytes.count) }
      return .doctype(start..<position)
    }
    if foreign.isInside, bytes.hasWord("![cdata[", at: position) {
      let start = position + 8
      let end = bytes.firstIndex(of: "]]>", from: start) ?? bytes.count
      position = min(end + 3, bytes.count)
      return .text(start..<end)
    }
    position += 1
    return readBogusComment()
  }

  private mutating func readComment() -> Token {
    let start = position + 3
    // `<!-->` and `<!--->` end at once.
    for closing: StaticString in [">", "->"] where bytes.hasWord(closing, at: start) {
      position = start + closing.utf8CodeUnitCount
      return .comment(start..<start)
    }
    var index = start
    while let dashes = bytes.firstIndex(of: "--", from: index) {
      if bytes.hasWord(">", at: dashes + 2) || bytes.hasWord("!>", at: dashes + 2) {
        position = dashes + (bytes[dashes + 2] == UInt8(ascii: ">") ? 3 : 4)
        return .comment(start..<dashes)
      }
      index = dashes + 1
    }
    position = bytes.count
    return .comment(min(start, bytes.count)..<bytes.count)
  }

  private mutating func readBogusComment() -> Token {
    let start = position
    let end = bytes.firstIndex(of: UInt8(ascii: ">"), from: start) ?? bytes.count
    position = min(end + 1, bytes.count)
    return .comment(start..<end)
  }

  // MARK: Tags

  /// Reads a tag from its name on. `nil` if the text ends in it.
  private mutating func readTag() -> Range<Int>? {
    let name = position..<endOfTagName(from: position)
    position = name.upperBound
    return readAttributes(after: name) ? name : nil
  }

  @inline(__always) private func endOfTagName(from start: Int) -> Int {
    var end = start
    while end < bytes.count, !bytes[end].endsTagName { end += 1 }
    return end
  }

  /// Reads a tag from the end of its name on. Returns whether it has an end.
  private mutating func readAttributes(after name: Range<Int>) -> Bool {
    attributeCount = 0
    isSelfClosing = false
    while position < bytes.count {
      switch bytes[position] {
      case UInt8(ascii: ">"):
        position += 1
        return true
      case UInt8(ascii: "/"):
        position += 1
        isSelfClosing = position < bytes.count && bytes[position] == UInt8(ascii: ">")
      case let byte where byte.isHTMLSpace: position += 1
      default: readAttribute()
      }
    }
    let start = name.lowerBound
    unfinishedTag = bytes[start - 1] == UInt8(ascii: "<") ? start - 1 : start - 2
    return false
  }

  private mutating func readAttribute() {
    let start = position
    // An equals sign at the beginning belongs to the name.
    position += 1
    while position < bytes.count, !bytes[position].endsAttributeName { position += 1 }
    let name = start..<position
    skipSpaces()
    guard position < bytes.count, bytes[position] == UInt8(ascii: "=") else {
      return add(Attribute(name: name, value: name.upperBound..<name.upperBound))
    }
    position += 1
    skipSpaces()
    add(Attribute(name: name, value: readValue()))
  }

  private mutating func add(_ attribute: Attribute) {
    if attributeCount < room.count {
      room[attributeCount] = attribute
    } else {
      room.append(attribute)
    }
    attributeCount += 1
  }

  private mutating func readValue() -> Range<Int> {
    guard position < bytes.count else { return position..<position }
    let quote = bytes[position]
    if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      let start = position + 1
      let end = bytes.firstIndex(of: quote, from: start) ?? bytes.count
      position = min(end + 1, bytes.count)
      return start..<end
    }
    let start = position
    while position < bytes.count, !bytes[position].isHTMLSpace,
      bytes[position] != UInt8(ascii: ">")
    {
      position += 1
    }
    return start..<position
  }

  private mutating func skipSpaces() {
    while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
  }

  // MARK: Text that is no markup

  /// Where the content of the open element ends: at its end tag, or at the end.
  private func endOfRawText() -> Int {
    switch rawElement {
    case .none: position
    case .plaintext: bytes.count
    case .script: endOfScript()
    case .other(let name):
      endTag(of: bytes[name], from: position) ?? bytes.count
    }
  }

  private func endTag(of name: ArraySlice<UInt8>, from start: Int) -> Int? {
    var index = start
    while let open = bytes.firstIndex(of: UInt8(ascii: "<"), from: index) {
      if isEndTag(of: name, at: open) { return open }
      index = open + 1
    }
    return nil
  }

  private func isEndTag(of name: ArraySlice<UInt8>, at open: Int) -> Bool {
    let end = open + 2 + name.count
    guard end < bytes.count, bytes[open + 1] == UInt8(ascii: "/"), bytes[end].endsTagName else {
      return false
    }
    return zip(bytes[open + 2..<end], name).allSatisfy { $0.asciiLowercased == $1.asciiLowercased }
  }

  /// A script may hold `<!--`, and a `<script>` after that: then `</script>` does not end it (the states
  /// "script data escaped" and "script data double escaped", sections 13.2.5.20 and 27).
  private func endOfScript() -> Int {
    enum State { case plain, escaped, doubleEscaped }
    let name = Array("script".utf8)[...]
    var state = State.plain
    var dashes = 0
    var index = position
    while index < bytes.count {
      let byte = bytes[index]
      if byte == UInt8(ascii: "<") {
        dashes = 0
        if state != .doubleEscaped, isEndTag(of: name, at: index) { return index }
        if state == .plain, bytes.hasWord("<!--", at: index) {
          (state, dashes) = (.escaped, 2)
          index += 3
        } else if state == .escaped, beginsScript(at: index) {
          state = .doubleEscaped
        } else if state == .doubleEscaped, isEndTag(of: name, at: index) {
          state = .escaped
        }
      } else if byte == UInt8(ascii: "-") {
        dashes += 1
      } else {
        if byte == UInt8(ascii: ">"), dashes >= 2 { state = .plain }
        dashes = 0
        if state == .plain {
          index = bytes.firstIndex(of: UInt8(ascii: "<"), from: index + 1) ?? bytes.count
          continue
        }
      }
      index += 1
    }
    return bytes.count
  }

  private func beginsScript(at open: Int) -> Bool {
    bytes.hasWord("<script", at: open) && open + 7 < bytes.count && bytes[open + 7].endsTagName
  }
}

extension UInt8 {
  /// Tab, line feed, form feed, carriage return and space.
  @inlinable public var isHTMLSpace: Bool {
    self <= 0x20 && (self == 0x20 || self == 0x0A || self == 0x09 || self == 0x0D || self == 0x0C)
  }

  /// Letters come after all that ends a name.
  var endsTagName: Bool {
    self <= UInt8(ascii: ">")
      && (self == UInt8(ascii: ">") || isHTMLSpace || self == UInt8(ascii: "/"))
  }

  fileprivate var endsAttributeName: Bool {
    self <= UInt8(ascii: ">")
      && (self == UInt8(ascii: "=") || self == UInt8(ascii: ">") || self == UInt8(ascii: "/")
        || isHTMLSpace)
  }
}

extension [UInt8] {
  /// The first index of a few bytes, from a start on.
  package func firstIndex(of text: StaticString, from start: Int) -> Int? {
    guard start < count else { return nil }
    let first = unsafe text.utf8Start[0]
    var index = start
    while let found = firstIndex(of: first, from: index) {
      if hasWord(text, at: found) { return found }
      index = found + 1
    }
    return nil
  }
}
