import Text
import Web

/// Where in HTML a template prints something, and what may be printed there.
struct HTMLPlace: Hashable {
  /// What branches have written of one tag.
  private enum Names: Hashable {
    case one
    /// The attribute's name depends on a branch.
    case several
    /// The branches have written different things. What follows has to begin anew.
    case joined
  }

  var html = HTMLState()
  private var names = Names.one

  /// Outside tags, comments, scripts and styles.
  static let betweenTags = HTMLPlace()

  var hasSeveralNames: Bool { names != .one }

  /// Whether printed markup would end the place that it is printed in.
  var takesNoMarkup: Bool {
    switch html.position {
    case .value, .comment, .bogusComment, .characterData: true
    default: html.isInPlainText
    }
  }

  /// Whether a value would become part of a name, or of what begins a tag.
  var isAmongNames: Bool {
    switch html.position {
    case .tagOpen, .endTagOpen, .tagName, .inTag, .attributeName, .afterName, .slash, .declaration:
      true
    case .rawMarkup: !html.isInScript
    default: names == .joined
    }
  }

  /// Whether whole attributes may stand here.
  var takesAttributes: Bool {
    switch html.position {
    case .tagName, .inTag, .afterName, .slash: true
    default: false
    }
  }

  var isInValue: Bool { if case .value = html.position { true } else { false } }

  /// Whether the attribute that is being written holds an address whose scheme is still open.
  var beginsAddress: Bool { isInValue && html.address.isOpen && holdsAddress }

  var holdsAddress: Bool { addressAttributes.contains(attribute) || animatesAddress }

  /// Whether it is an element of SVG that sets an attribute of another, which may be its address.
  private var animatesAddress: Bool {
    (isTag("set") || isTag("animate")) && animationValues.contains(attribute)
  }

  /// Whether the attribute lists what another is set to.
  var animatesAddresses: Bool { (isTag("set") || isTag("animate")) && attribute == "values" }

  /// Whether the attribute says where a page forwards to.
  var forwards: Bool { html.forwards && saysWhereTo }

  /// Whether the attribute says where a page forwards to, if its tag turns out to be one that forwards.
  var saysWhereTo: Bool { isTag("meta") && isInValue && attribute == "content" }

  var attribute: String { String(decoding: html.attribute, as: UTF8.self) }

  private func isTag(_ name: String) -> Bool { html.tag.elementsEqual(name.utf8) }

  /// For messages: `inside the attribute 'title'`.
  var title: String {
    let tag = String(decoding: html.tag, as: UTF8.self)
    if names == .joined { return "inside a tag" }
    return switch html.position {
    case .text, .rawMarkup, .characterData: contentTitle
    case .tagOpen, .endTagOpen: "after a '<'"
    case .tagName: "in the name of the tag <\(tag)"
    case .declaration, .comment, .bogusComment: "in a comment"
    case .inTag, .slash: "inside a tag"
    case .attributeName, .afterName: "after the attribute's name '\(attribute)'"
    case .beforeValue: "before the value of the attribute '\(attribute)'"
    case .value, .unquotedValue: "inside the value of the attribute '\(attribute)'"
    }
  }

  private var contentTitle: String {
    if html.isInScript {
      return html.script.isQuoted
        ? "in a script, inside a text between quotes"
        : html.script.isInComment ? "in a comment of a script" : "in a script"
    }
    if html.isInStyle { return "inside <style>" }
    let raw = String(decoding: html.rawElement, as: UTF8.self)
    return raw.isEmpty ? "between tags" : "inside <\(raw)>"
  }
}

/// Attributes that hold an address.
private let addressAttributes: Set<String> = [
  "href", "src", "action", "formaction", "poster", "data", "cite", "xlink:href", "background",
  "ping", "manifest", "codebase",
]

/// In SVG, what an attribute of another element is set to.
private let animationValues = ["to", "from", "by"]

// MARK: Attributes by name

extension HTMLPlace {
  /// Whether what an attribute holds runs or restyles the page, so that escaping makes nothing of it harmless.
  static func isActive(attribute name: String) -> Bool {
    name.hasPrefix("on") || name == "style" || name == "srcdoc" || name == "http-equiv"
  }

  /// Whether an attribute holds an address in any element.
  static func mayHoldAddress(attribute name: String) -> Bool {
    addressAttributes.contains(name) || animationValues.contains(name) || name == "values"
  }
}

// MARK: Reading

extension HTMLPlace {
  /// Follows a run of text. Returns whether it means the same after each of the branches before it.
  @discardableResult mutating func read(_ bytes: ArraySlice<UInt8>) -> Bool {
    var isClear = true
    for byte in bytes {
      if names == .one {
        html.read(byte)
      } else if !readAfterBranches(byte) {
        isClear = false
      }
    }
    return isClear
  }

  private mutating func readAfterBranches(_ byte: UInt8) -> Bool {
    let isApart =
      byte.isHTMLSpace || byte == UInt8(ascii: "/") || byte == UInt8(ascii: ">")
    let isClear = names == .joined ? isApart : byte != UInt8(ascii: "=")
    html.read(byte)
    if case .afterName = html.position { names = .several } else { names = .one }
    return isClear
  }
}

// MARK: Branches

extension HTMLPlace {
  /// The place after two branches, one of which ends here and the other there. `nil` if what follows would
  /// mean something else after each.
  func joined(with other: HTMLPlace) -> HTMLPlace? {
    if self == other { return self }
    guard html.hasSameContent(as: other.html) else { return nil }
    switch (html.position, other.html.position) {
    case (.text, .text):
      guard let script = html.script.joined(with: other.html.script) else { return nil }
      var place = self
      place.html.script = script
      return place
    case (.value(let a), .value(let b)):
      guard a == b, html.attribute == other.html.attribute, hasSameKindOfTag(as: other) else {
        return nil
      }
      var place = self
      if html.tag != other.html.tag { place.html.tag = [] }
      place.html.address = html.address.joined(with: other.html.address)
      place.html.formUnion(ofTagWith: other.html)
      return place
    default:
      guard isInTag, other.isInTag, hasSameKindOfTag(as: other) else { return nil }
      var place = self
      if html.tag != other.html.tag { place.html.tag = [] }
      place.html.attribute = []
      place.html.address = .begun([])
      place.html.position = .afterName
      place.html.formUnion(ofTagWith: other.html)
      let areBetween = [self, other].allSatisfy {
        $0.html.position == .inTag || $0.html.position == .afterName
      }
      place.names = areBetween ? .several : .joined
      return place
    }
  }

  /// Within a tag or where one begins, but in no quoted value.
  private var isInTag: Bool {
    switch html.position {
    case .tagOpen, .tagName, .inTag, .attributeName, .afterName, .slash, .unquotedValue: true
    default: false
    }
  }

  private func hasSameKindOfTag(as other: HTMLPlace) -> Bool {
    html.tag == other.html.tag || (!html.beginsRawElement && !other.html.beginsRawElement)
  }
}
