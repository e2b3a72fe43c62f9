// What the name of an element says of how its content is read.

import Text

/// An element whose content is text up to its end tag (HTML Living Standard, section 13.2.6.2).
enum RawElement: Equatable {
  case none, script, plaintext
  /// By the range of its name.
  case other(Range<Int>)

  /// Whether a name may be that of such an element, of SVG or of MathML, as its length and first letter say.
  @inline(__always) static func mayBegin(_ name: Range<Int>, in bytes: [UInt8]) -> Bool {
    guard name.count > 2 else { return false }
    return switch bytes[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "s"), UInt8(ascii: "p"), UInt8(ascii: "t"), UInt8(ascii: "i"),
      UInt8(ascii: "x"), UInt8(ascii: "n"), UInt8(ascii: "m"):
      true
    default: false
    }
  }

  init(_ name: Range<Int>, in bytes: [UInt8]) {
    // Most tags are none of these, and their first letter says so.
    switch bytes[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "s") where bytes.isWord("script", in: name): self = .script
    case UInt8(ascii: "p") where bytes.isWord("plaintext", in: name): self = .plaintext
    case UInt8(ascii: "s") where bytes.isWord("style", in: name),
      UInt8(ascii: "t") where bytes.isWord("title", in: name) || bytes.isWord("textarea", in: name),
      UInt8(ascii: "i") where bytes.isWord("iframe", in: name),
      UInt8(ascii: "x") where bytes.isWord("xmp", in: name),
      UInt8(ascii: "n")
    where bytes.isWord("noembed", in: name) || bytes.isWord("noframes", in: name):
      self = .other(name)
    default: self = .none
    }
  }
}

/// Whether the text is in SVG or MathML, where `<style>` holds markup and CDATA is text (HTML Living
/// Standard, section 13.2.6.5).
struct ForeignContent: Hashable {
  private enum Level { case foreign, script, style, html }

  /// `svg` and `math`; scripts and styles in them, whose content is markup, too; and the elements in them
  /// that hold HTML again.
  private var levels: [Level] = []

  var isEmpty: Bool { levels.isEmpty }
  var isInside: Bool { levels.last.map { $0 != .html } ?? false }
  var isInScript: Bool { levels.last == .script }
  var isInStyle: Bool { levels.last == .style }

  /// A start tag was read. Returns how its content is read.
  mutating func begin(
    _ name: Range<Int>, in bytes: [UInt8], isSelfClosing: Bool
  ) -> RawElement {
    if ForeignContent.beginsForeign(name, bytes) {
      if !isSelfClosing { levels.append(.foreign) }
      return .none
    }
    guard isInside else { return RawElement(name, in: bytes) }
    if ForeignContent.holdsHTML(name, bytes) {
      if !isSelfClosing { levels.append(.html) }
    } else if ForeignContent.leaves(name, bytes) {
      while isInside { levels.removeLast() }
    } else if !isSelfClosing, bytes.isWord("script", in: name) {
      levels.append(.script)
    } else if !isSelfClosing, bytes.isWord("style", in: name) {
      levels.append(.style)
    }
    return .none
  }

  mutating func end(_ name: Range<Int>, in bytes: [UInt8]) {
    guard !levels.isEmpty else { return }
    if ForeignContent.beginsForeign(name, bytes) {
      guard let index = levels.lastIndex(of: .foreign) else { return }
      levels.removeSubrange(index...)
    } else if levels.last == .html, ForeignContent.holdsHTML(name, bytes) {
      levels.removeLast()
    } else if isInScript && bytes.isWord("script", in: name)
      || isInStyle && bytes.isWord("style", in: name)
    {
      levels.removeLast()
    }
  }

  private static func beginsForeign(_ name: Range<Int>, _ bytes: [UInt8]) -> Bool {
    switch name.count {
    case 3: bytes.isWord("svg", in: name)
    case 4: bytes.isWord("math", in: name)
    default: false
    }
  }

  private static func holdsHTML(_ name: Range<Int>, _ bytes: [UInt8]) -> Bool {
    ["foreignobject", "desc", "title", "mi", "mo", "mn", "ms", "mtext", "annotation-xml"]
      .contains { bytes.isWord($0, in: name) }
  }

  /// Elements of HTML that end SVG and MathML.
  private static func leaves(_ name: Range<Int>, _ bytes: [UInt8]) -> Bool {
    let names: [StaticString] = [
      "b", "big", "blockquote", "body", "br", "center", "code", "dd", "div", "dl", "dt", "em",
      "embed", "h1", "h2", "h3", "h4", "h5", "h6", "head", "hr", "i", "img", "li", "listing",
      "menu", "meta", "nobr", "ol", "p", "pre", "ruby", "s", "small", "span", "strong", "strike",
      "sub", "sup", "table", "tt", "u", "ul", "var",
    ]
    return names.contains { bytes.isWord($0, in: name) }
  }
}
