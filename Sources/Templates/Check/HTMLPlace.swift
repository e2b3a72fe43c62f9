/// Where in HTML a run of text ends: between tags, within one, in a script.
///
/// Follows the states of the tokenizer of the HTML Living Standard (section 13.2.5) as far as they decide
/// what may be printed.
struct HTMLPlace: Hashable {
  enum State: Hashable {
    case text, comment
    case tagName, inTag, attributeName, afterName, beforeValue
    case value(quote: UInt8)
    case unquotedValue
    /// Within a tag, after branches that have written different things. What follows has to begin anew.
    case joined
  }

  var state = State.text
  /// The tag's name in lower case; empty outside tags, and where branches differ in it.
  var tag: [UInt8] = []
  var attribute: [UInt8] = []
  /// `script`, `style` and the like, whose content ends with their end tag only.
  var rawElement: [UInt8] = []
  /// How the attribute's value begins, if it is an address.
  var address = AddressStart.begun([])
  /// Where in a script the text ends.
  var script = ScriptPlace()
  /// Whether the attribute's name depends on a branch.
  var hasSeveralNames = false

  /// Outside tags, comments, scripts and styles.
  static let betweenTags = HTMLPlace()

  var isInScript: Bool { state == .text && rawElement.elementsEqual("script".utf8) }
  var isInStyle: Bool { state == .text && rawElement.elementsEqual("style".utf8) }

  /// Whether printed markup would end the place that it is printed in.
  var takesNoMarkup: Bool {
    switch state {
    case .value, .comment: true
    default: false
    }
  }

  /// Whether the attribute that is being written holds an address whose scheme is still open.
  var beginsAddress: Bool {
    guard case .value = state, address.isOpen else { return false }
    return holdsAddress
  }

  var holdsAddress: Bool {
    HTMLPlace.addresses.contains { attribute.elementsEqual($0.utf8) }
      || (HTMLPlace.animations.contains { tag.elementsEqual($0.utf8) }
        && HTMLPlace.animated.contains { attribute.elementsEqual($0.utf8) })
  }

  private static let addresses = [
    "href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href", "background",
    "ping", "manifest",
  ]
  // In SVG, these elements set an attribute of another, which may be its address.
  private static let animations = ["set", "animate"]
  private static let animated = ["to", "from", "by", "values"]
  private static let rawElements = [
    "script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes",
  ]

  /// For messages: `inside the attribute 'title'`.
  var title: String {
    let tag = String(decoding: tag, as: UTF8.self)
    let attribute = String(decoding: attribute, as: UTF8.self)
    return switch state {
    case .text where isInScript: "in a script" + script.title
    case .text where rawElement.isEmpty: "between tags"
    case .text: "inside <\(String(decoding: rawElement, as: UTF8.self))>"
    case .comment: "in a comment"
    case .tagName: "in the name of the tag <\(tag)"
    case .inTag, .joined: "inside a tag"
    case .attributeName, .afterName: "after the attribute's name '\(attribute)'"
    case .beforeValue: "before the value of the attribute '\(attribute)'"
    case .value, .unquotedValue: "inside the value of the attribute '\(attribute)'"
    }
  }
}

/// How the value of an attribute that holds an address begins.
enum AddressStart: Hashable {
  /// With this, which may become the name of a scheme that runs scripts. In lower case.
  case begun([UInt8])
  /// With a value that is known only when it is printed.
  case perhaps
  /// With something harmless.
  case settled
  /// With `javascript:` or the like.
  case script

  var isOpen: Bool {
    switch self {
    case .begun, .perhaps: true
    case .settled, .script: false
    }
  }

  static let dangerous = ["javascript", "vbscript", "data"]

  mutating func read(_ byte: UInt8) {
    switch self {
    case .begun(var scheme):
      // A browser leaves out spaces before an address, and tabs and line breaks everywhere.
      if [0x09, 0x0A, 0x0D].contains(byte) || (byte <= 0x20 && scheme.isEmpty) { return }
      if byte == UInt8(ascii: ":") {
        let isDangerous = AddressStart.dangerous.contains { scheme.elementsEqual($0.utf8) }
        self = isDangerous ? .script : .settled
        return
      }
      scheme.append(byte | 0x20)
      let isPossible = AddressStart.dangerous.contains { $0.utf8.starts(with: scheme) }
      self = isPossible ? .begun(scheme) : .settled
    case .perhaps:
      if [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains(byte) {
        self = .settled
      }
    case .settled, .script: break
    }
  }

  func joined(with other: AddressStart) -> AddressStart {
    if self == other { return self }
    return self == .script || other == .script ? .script : .perhaps
  }
}

// MARK: Branches

extension HTMLPlace {
  /// The place after two branches, one of which ends here and the other there. `nil` if what follows would
  /// mean something else after each.
  func joined(with other: HTMLPlace) -> HTMLPlace? {
    if self == other { return self }
    guard rawElement == other.rawElement else { return nil }
    switch (state, other.state) {
    case (.text, .text):
      guard let script = script.joined(with: other.script) else { return nil }
      var place = self
      place.script = script
      return place
    case (.value(let a), .value(let b)):
      guard a == b, attribute == other.attribute, hasSameKindOfTag(as: other) else { return nil }
      var place = self
      if tag != other.tag { place.tag = [] }
      place.address = address.joined(with: other.address)
      return place
    default:
      guard isAmongNames, other.isAmongNames, hasSameKindOfTag(as: other) else { return nil }
      var place = HTMLPlace()
      if tag == other.tag { place.tag = tag }
      let areBetween = [self, other].allSatisfy { $0.state == .inTag || $0.state == .afterName }
      place.state = areBetween ? .afterName : .joined
      place.hasSeveralNames = true
      return place
    }
  }

  /// Within a tag, but in no quoted value.
  private var isAmongNames: Bool {
    switch state {
    case .tagName, .inTag, .attributeName, .afterName, .unquotedValue, .joined: true
    case .text, .comment, .beforeValue, .value: false
    }
  }

  private func hasSameKindOfTag(as other: HTMLPlace) -> Bool {
    tag == other.tag || (!beginsRawElement && !other.beginsRawElement)
  }

  private var beginsRawElement: Bool {
    HTMLPlace.rawElements.contains { tag.elementsEqual($0.utf8) }
  }
}

// MARK: Reading

extension HTMLPlace {
  /// Follows a run of text. Returns whether it means the same after each of the branches before it.
  @discardableResult mutating func read(_ bytes: ArraySlice<UInt8>) -> Bool {
    var isClear = true
    var index = bytes.startIndex
    while index < bytes.endIndex {
      let byte = bytes[index]
      switch state {
      case .text: readText(byte, bytes[index...], &index)
      case .comment:
        if bytes[index...].starts(with: "-->".utf8) {
          state = .text
          index += 2
        } else if bytes[index...].starts(with: "--!>".utf8) {
          state = .text
          index += 3
        }
      case .tagName:
        if isSpace(byte) || byte == UInt8(ascii: "/") {
          state = .inTag
        } else if byte == UInt8(ascii: ">") {
          endTag()
        } else {
          tag.append(byte | 0x20)
        }
      case .joined:
        if !isSpace(byte), byte != UInt8(ascii: "/"), byte != UInt8(ascii: ">") { isClear = false }
        state = .afterName
        readInTag(byte)
      case .inTag, .attributeName: readInTag(byte)
      case .afterName:
        if byte == UInt8(ascii: "="), hasSeveralNames { isClear = false }
        readInTag(byte)
      case .beforeValue: readBeforeValue(byte)
      case .unquotedValue:
        if isSpace(byte) { endAttribute() } else if byte == UInt8(ascii: ">") { endTag() }
      case .value(let quote):
        if byte == quote { endAttribute() } else { address.read(byte) }
      }
      index += 1
    }
    return isClear
  }

  private mutating func readText(_ byte: UInt8, _ rest: ArraySlice<UInt8>, _ index: inout Int) {
    guard byte == UInt8(ascii: "<") else {
      if isInScript { script.read(byte) }
      return
    }
    if !rawElement.isEmpty {
      let end = Array("</".utf8) + rawElement
      guard rest.prefix(end.count).map({ $0 == 0x2F || $0 == 0x3C ? $0 : $0 | 0x20 }) == end else {
        if isInScript { script.read(byte) }
        return
      }
      rawElement = []
      script = ScriptPlace()
    } else if rest.starts(with: "<!--".utf8) {
      // `<!-->` and `<!--->` are comments that end at once.
      let after = rest.dropFirst(4)
      if after.first == UInt8(ascii: ">") {
        index += 4
      } else if after.starts(with: "->".utf8) {
        index += 5
      } else {
        state = .comment
        index += 3
      }
      return
    }
    // What is printed right after it is the tag's name.
    guard let next = rest.dropFirst().first else {
      state = .tagName
      return
    }
    let letter = next | 0x20
    if next == UInt8(ascii: "/") || (letter >= UInt8(ascii: "a") && letter <= UInt8(ascii: "z")) {
      state = .tagName
      if next == UInt8(ascii: "/") {
        index += 1
        tag = [next]
      }
    } else if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") {
      state = .inTag
    }
  }

  private mutating func readInTag(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: ">"): endTag()
    case UInt8(ascii: "=") where state == .attributeName || state == .afterName:
      state = .beforeValue
    case UInt8(ascii: "/"): endAttribute()
    case _ where isSpace(byte): if state == .attributeName { state = .afterName }
    default:
      if state != .attributeName {
        endAttribute()
        state = .attributeName
      }
      attribute.append(byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte)
    }
  }

  private mutating func readBeforeValue(_ byte: UInt8) {
    if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
      state = .value(quote: byte)
    } else if byte == UInt8(ascii: ">") {
      endTag()
    } else if !isSpace(byte) {
      state = .unquotedValue
    }
  }

  private mutating func endAttribute() {
    state = .inTag
    attribute = []
    address = .begun([])
    hasSeveralNames = false
  }

  private mutating func endTag() {
    endAttribute()
    state = .text
    rawElement = beginsRawElement ? tag : []
    tag = []
  }
}
