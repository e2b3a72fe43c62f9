import Text

/// Where in HTML a run of text ends: between tags, within one, in a script.
///
/// The states of the tokenizer of the HTML Living Standard (section 13.2.5), byte by byte, so that reading can
/// stop and go on anywhere and two places can be compared. `HTMLTokenizer` reads the same way and is quicker;
/// a test compares them.
package struct HTMLState: Hashable, Sendable {
  package enum Position: Hashable, Sendable {
    /// Between tags, or in an element whose content is text.
    case text
    /// After a `<` that may begin markup, and after `</`.
    case tagOpen, endTagOpen
    /// After a `<` in an element whose content is text, and what follows it of an end tag.
    case rawMarkup([UInt8])
    case tagName, inTag, attributeName, afterName, beforeValue
    case value(quote: UInt8)
    case unquotedValue
    /// After a slash in a tag.
    case slash
    /// After `<!`, with what follows it.
    case declaration([UInt8])
    case comment(CommentEnd)
    /// In what browsers take for a comment (`<?xml … >`), or a doctype.
    case bogusComment
    /// In CDATA, after so many closing brackets.
    case characterData(brackets: Int)
  }

  /// How much of `-->` has been read.
  package struct CommentEnd: Hashable, Sendable {
    var dashes = 0
    var isStart = true
    var hasBang = false
  }

  /// How much of a comment in a script has been read: `</script>` ends no script that is in such a one.
  private enum ScriptEscape: Hashable { case plain, escaped, doubleEscaped }

  package var position = Position.text
  /// The tag's name in lower case; empty outside tags.
  package var tag: [UInt8] = []
  /// The attribute's name in lower case; empty if none is being written.
  package var attribute: [UInt8] = []
  /// How the attribute's value begins, should it be an address.
  package var address = AddressStart.begun([])
  /// Whether the tag is of a page that forwards: `<meta http-equiv=refresh`, as far as it is written.
  package private(set) var forwards = false
  /// Whether the tag is of a page that forwards and shows a value of the template's where to.
  package var forwardsToValue = false
  /// Whether a value was printed in the attribute `content` of the tag.
  private var hasPrintedContent = false
  /// What has been read of the value of `http-equiv`.
  private var pragma: [UInt8] = []
  /// Where in a script the text ends.
  package var script = ScriptState()
  /// Whether the script is a list of what browsers load as scripts or pages: its values are addresses.
  package private(set) var listsAddresses = false
  /// What has been read of the value of `type`.
  private var type: [UInt8] = []
  /// The name of the element whose content is text, if the text is in one.
  package private(set) var rawElement: [UInt8] = []
  private var isEndTag = false
  private var foreign = ForeignContent()
  private var scriptEscape = ScriptEscape.plain
  private var scriptDashes = 0

  package init() {}

  package var isInScript: Bool {
    isBetweenTags && (rawElement.elementsEqual("script".utf8) || foreign.isInScript)
  }

  package var isInStyle: Bool {
    isBetweenTags && (rawElement.elementsEqual("style".utf8) || foreign.isInStyle)
  }

  /// Whether references are resolved, but tags are text: in `title` and `textarea`.
  package var isInPlainText: Bool {
    isBetweenTags && !rawElement.isEmpty && !isInScript && !isInStyle
  }

  /// Whether no tag or comment is open. In an element whose content is text, this is so up to its end tag.
  package var isBetweenTags: Bool {
    switch position {
    case .text, .rawMarkup, .characterData: true
    default: false
    }
  }

  /// Whether two texts are in elements that end in the same way.
  package func hasSameContent(as other: HTMLState) -> Bool {
    rawElement == other.rawElement && foreign == other.foreign && scriptEscape == other.scriptEscape
  }

  /// Whether the open tag begins an element whose content is text.
  package var beginsRawElement: Bool {
    !isEndTag && !tag.isEmpty && RawElement(tag.indices, in: tag) != .none
  }

  /// Notes that what stands in `content` is a value, which matters if the tag turns out to forward. Attributes may
  /// stand in any order.
  package mutating func notePrintedContent() { hasPrintedContent = true }

  /// The state after two branches that may have written different things into one tag: whatever either has, this has.
  package mutating func formUnion(ofTagWith other: HTMLState) {
    if pragma != other.pragma { forwards = true }
    forwards = forwards || other.forwards
    forwardsToValue = forwardsToValue || other.forwardsToValue
    hasPrintedContent = hasPrintedContent || other.hasPrintedContent
  }

  /// A value was printed that can end nothing: it is escaped as its place needs it.
  package mutating func readValue() {
    switch position {
    case .text:
      if isInScript { script.readValue() }
      scriptDashes = 0
    case .rawMarkup:
      if isInScript { script.readValue() }
      position = .text
    case .tagOpen, .endTagOpen, .declaration: position = .text
    case .beforeValue: position = .unquotedValue
    case .comment: position = .comment(CommentEnd(isStart: false))
    case .characterData: position = .characterData(brackets: 0)
    default: break
    }
  }

  package mutating func read(_ byte: UInt8) {
    switch position {
    case .text: readText(byte)
    case .rawMarkup(let word): readRawMarkup(byte, word)
    case .tagOpen: readTagOpen(byte)
    case .endTagOpen: readEndTagOpen(byte)
    case .tagName:
      if !endsTagName(byte) { tag.append(byte.asciiLowercased) }
    case .inTag:
      if endsTagName(byte) { return }
      attribute = [byte.asciiLowercased]
      position = .attributeName
    case .slash:
      position = .inTag
      if byte == UInt8(ascii: ">") { endTag(isSelfClosing: true) } else { read(byte) }
    case .attributeName:
      if byte == UInt8(ascii: "=") {
        position = .beforeValue
      } else if byte.isHTMLSpace {
        position = .afterName
      } else if !endsAttribute(byte) {
        attribute.append(byte.asciiLowercased)
      }
    case .afterName:
      if byte.isHTMLSpace { return }
      if byte == UInt8(ascii: "=") {
        position = .beforeValue
      } else if !endsAttribute(byte) {
        endAttribute()
        read(byte)
      }
    case .beforeValue: readBeforeValue(byte)
    case .value(let quote): if byte == quote { endAttribute() } else { readValue(byte) }
    case .unquotedValue:
      if byte.isHTMLSpace {
        endAttribute()
      } else if byte == UInt8(ascii: ">") {
        endTag()
      } else {
        readValue(byte)
      }
    case .declaration(let word): readDeclaration(byte, word)
    case .comment(let end): readComment(byte, end)
    case .bogusComment: if byte == UInt8(ascii: ">") { position = .text }
    case .characterData(let brackets): readCharacterData(byte, brackets)
    }
  }

  // MARK: Text

  private mutating func readText(_ byte: UInt8) {
    if isInScript { script.read(byte) }
    if rawElement.isEmpty {
      if byte == UInt8(ascii: "<") { position = .tagOpen }
    } else if byte == UInt8(ascii: "<") {
      scriptDashes = 0
      if !rawElement.elementsEqual("plaintext".utf8) { position = .rawMarkup([]) }
    } else if byte == UInt8(ascii: "-") {
      scriptDashes += 1
    } else {
      if byte == UInt8(ascii: ">"), scriptDashes >= 2 { scriptEscape = .plain }
      scriptDashes = 0
    }
  }

  private mutating func readRawMarkup(_ byte: UInt8, _ word: [UInt8]) {
    let longer = word + [byte.asciiLowercased]
    if byte.endsTagName, word == [UInt8(ascii: "/")] + rawElement {
      if scriptEscape == .doubleEscaped {
        scriptEscape = .escaped
      } else {
        return endRawElement(byte)
      }
    } else if byte.endsTagName, scriptEscape == .escaped, word.elementsEqual("script".utf8) {
      scriptEscape = .doubleEscaped
    } else if rawMarkup.contains(where: { $0.starts(with: longer) }) {
      if isInScript { script.read(byte) }
      position = .rawMarkup(longer)
      if longer.elementsEqual("!--".utf8) {
        (scriptEscape, scriptDashes, position) = (.escaped, 2, .text)
      }
      return
    }
    position = .text
    readText(byte)
  }

  /// What may follow a `<` and mean something.
  private var rawMarkup: [[UInt8]] {
    let end = [UInt8(ascii: "/")] + rawElement
    guard rawElement.elementsEqual("script".utf8) else { return [end] }
    return switch scriptEscape {
    case .plain: [end, Array("!--".utf8)]
    case .escaped: [end, rawElement]
    case .doubleEscaped: [end]
    }
  }

  private mutating func endRawElement(_ byte: UInt8) {
    (tag, isEndTag) = (rawElement, true)
    (rawElement, script, scriptEscape, scriptDashes) = ([], ScriptState(), .plain, 0)
    position = .tagName
    read(byte)
  }

  // MARK: Markup

  private mutating func readTagOpen(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "!"): position = .declaration([])
    case UInt8(ascii: "/"): position = .endTagOpen
    case UInt8(ascii: "?"): position = .bogusComment
    case _ where byte.isASCIILetter: beginTag(byte, isEnd: false)
    default:
      position = .text
      readText(byte)
    }
  }

  private mutating func readEndTagOpen(_ byte: UInt8) {
    if byte.isASCIILetter {
      beginTag(byte, isEnd: true)
    } else {
      position = byte == UInt8(ascii: ">") ? .text : .bogusComment
    }
  }

  private mutating func beginTag(_ byte: UInt8, isEnd: Bool) {
    (position, tag, isEndTag) = (.tagName, [byte.asciiLowercased], isEnd)
  }

  /// Whether a byte ends the name of a tag, or nothing but parts attributes.
  private mutating func endsTagName(_ byte: UInt8) -> Bool {
    if byte.isHTMLSpace {
      position = .inTag
      return true
    }
    return endsAttribute(byte)
  }

  private mutating func endsAttribute(_ byte: UInt8) -> Bool {
    if byte == UInt8(ascii: "/") {
      endAttribute()
      position = .slash
    } else if byte == UInt8(ascii: ">") {
      endTag()
    } else {
      return false
    }
    return true
  }

  private mutating func readBeforeValue(_ byte: UInt8) {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      position = .value(quote: byte)
    } else if byte == UInt8(ascii: ">") {
      endTag()
    } else if !byte.isHTMLSpace {
      position = .unquotedValue
      readValue(byte)
    }
  }

  private mutating func readValue(_ byte: UInt8) {
    address.read(byte)
    if attribute.count == 4, attribute.elementsEqual("type".utf8) { type.append(byte) }
    if attribute.count == 10, attribute.elementsEqual("http-equiv".utf8) { pragma.append(byte) }
  }

  private mutating func endAttribute() {
    if !pragma.isEmpty {
      if resolved(pragma[...], isAttribute: true).lowercased() == "refresh" { forwards = true }
      pragma = []
    }
    if forwards, hasPrintedContent { forwardsToValue = true }
    (position, attribute, address) = (.inTag, [], .begun([]))
  }

  private mutating func endTag(isSelfClosing: Bool = false) {
    endAttribute()
    position = .text
    // After branches that differ in it, the name isn't known.
    if tag.isEmpty {
      (forwards, hasPrintedContent) = (false, false)
      return
    } else if isEndTag {
      foreign.end(tag.indices, in: tag)
    } else if foreign.begin(tag.indices, in: tag, isSelfClosing: isSelfClosing) != .none {
      rawElement = tag
      let kind = resolved(type[...], isAttribute: true).lowercased()
      listsAddresses = kind == "importmap" || kind == "speculationrules"
    }
    if !isInScript { script = ScriptState() }
    type = []
    (tag, isEndTag, forwards, hasPrintedContent) = ([], false, false, false)
  }

  // MARK: Declarations and comments

  private mutating func readDeclaration(_ byte: UInt8, _ word: [UInt8]) {
    let longer = word + [byte.asciiLowercased]
    if longer.elementsEqual("--".utf8) {
      position = .comment(CommentEnd())
    } else if foreign.isInside, longer.elementsEqual("[cdata[".utf8) {
      position = .characterData(brackets: 0)
    } else if "--".utf8.starts(with: longer) || "[cdata[".utf8.starts(with: longer) {
      position = .declaration(longer)
    } else {
      position = byte == UInt8(ascii: ">") ? .text : .bogusComment
    }
  }

  private mutating func readComment(_ byte: UInt8, _ end: CommentEnd) {
    var end = end
    switch byte {
    case UInt8(ascii: ">") where end.isStart || end.dashes >= 2 || end.hasBang:
      position = .text
      return
    case UInt8(ascii: "-"):
      end.dashes = end.hasBang ? 1 : min(end.dashes + 1, 2)
      end.hasBang = false
    case UInt8(ascii: "!") where end.dashes >= 2:
      end = CommentEnd(isStart: false, hasBang: true)
    default: end = CommentEnd(isStart: false)
    }
    position = .comment(end)
  }

  private mutating func readCharacterData(_ byte: UInt8, _ brackets: Int) {
    if byte == UInt8(ascii: "]") {
      position = .characterData(brackets: min(brackets + 1, 2))
    } else if byte == UInt8(ascii: ">"), brackets == 2 {
      position = .text
    } else {
      position = .characterData(brackets: 0)
    }
    if isInScript { script.read(byte) }
  }
}
