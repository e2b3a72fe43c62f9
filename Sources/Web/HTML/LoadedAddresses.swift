// What a browser asks for by itself when it shows a page: pictures, style sheets, scripts, frames. Links
// are followed by people and are none of it.
//
// Every page is read for this once it is rendered.

import Text

/// An address that a page makes a browser load.
package struct LoadedAddress: Hashable, Sendable {
  /// Where it is in the page's bytes; of an address in a style or a page within an attribute, where the
  /// attribute's value is.
  package let range: Range<Int>
  /// The address, if it isn't the text there with its character references resolved.
  package var written: String?

  package init(range: Range<Int>, written: String? = nil) {
    self.range = range
    self.written = written
  }

  /// The address as a browser reads it.
  package func text(in html: [UInt8]) -> String {
    written ?? resolved(html[range], isAttribute: true)
  }
}

/// The addresses that an HTML page or an SVG picture loads, in the order in which they are written.
package func loadedAddresses(in html: [UInt8]) -> [LoadedAddress] { loads(in: html).addresses }

/// The same, and the values of all attributes `id`, in the order of the page.
package func loads(in html: [UInt8]) -> (addresses: [LoadedAddress], ids: [Range<Int>]) {
  var reader = LoadReader(html)
  reader.read()
  return (reader.found, reader.ids)
}

private struct LoadReader {
  private let html: [UInt8]
  private var tokenizer: HTMLTokenizer
  private(set) var found: [LoadedAddress] = []
  private(set) var ids: [Range<Int>] = []

  init(_ html: [UInt8]) {
    self.html = html
    tokenizer = HTMLTokenizer(html)
  }

  mutating func read() {
    while let name = tokenizer.nextStartTag() { read(Element(html, name)) }
  }

  private mutating func read(_ element: Element) {
    for index in 0..<tokenizer.attributeCount { readOfAnyElement(tokenizer.attribute(index)) }
    switch element {
    case .none: break
    case .link: readLink()
    case .script: readScript()
    case .style: readStyle()
    case .meta: readMeta()
    case .base: take("href")
    case .object: take("data")
    case .input: if let type = value("type"), html.isWord("image", in: type) { take("src") }
    case .picture: for name in ["href", "xlink:href"] as [StaticString] { take(name) }
    case .frame:
      take("src")
      if let page = value("srcdoc") { readPage(page) }
    case .media:
      for name in ["src", "poster", "href", "xlink:href"] as [StaticString] { take(name) }
      if let candidates = value("srcset") { takeCandidates(candidates) }
    }
  }

  // MARK: Attributes

  private func value(_ name: StaticString) -> Range<Int>? { tokenizer.value(of: name) }

  private mutating func take(_ name: StaticString) {
    guard let value = value(name).map(html.trimmed), !value.isEmpty else { return }
    found.append(LoadedAddress(range: value))
  }

  /// Attributes that load something whatever element has them. Nearly all are told apart by their length and
  /// their first letter.
  private mutating func readOfAnyElement(_ attribute: HTMLTokenizer.Attribute) {
    let (name, value) = (attribute.name, attribute.value)
    guard !value.isEmpty else { return }
    switch html[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "s") where html.isWord("style", in: name): takeStyles(value)
    case UInt8(ascii: "i") where html.isWord("id", in: name): ids.append(value)
    case UInt8(ascii: "p") where html.isWord("ping", in: name):
      for address in html[value].split(whereSeparator: \.isHTMLSpace) {
        found.append(LoadedAddress(range: address.indices))
      }
    case UInt8(ascii: "b") where html.isWord("background", in: name):
      found.append(LoadedAddress(range: value))
    case UInt8(ascii: "f"), UInt8(ascii: "s"), UInt8(ascii: "m"), UInt8(ascii: "c"):
      guard isPresentation(name), html[value].contains(UInt8(ascii: "(")) else { return }
      takeStyles(value)
    default: break
    }
  }

  /// Whether an attribute of SVG holds a value as CSS has it, which may name a file.
  private func isPresentation(_ name: Range<Int>) -> Bool {
    switch name.count {
    case 4: html.isWord("fill", in: name) || html.isWord("mask", in: name)
    case 6:
      html.isWord("stroke", in: name) || html.isWord("filter", in: name)
        || html.isWord("cursor", in: name)
    case 9: html.isWord("clip-path", in: name)
    case 10: html.isWord("marker-end", in: name) || html.isWord("marker-mid", in: name)
    case 12: html.isWord("marker-start", in: name)
    default: false
    }
  }

  private mutating func takeStyles(_ value: Range<Int>) {
    guard html[value].contains(UInt8(ascii: "&")) else { return readStyles(value) }
    let styles = Array(resolved(html[value], isAttribute: true).utf8)
    for reference in cssReferences(in: styles, styles.indices) {
      found.append(LoadedAddress(range: value, written: reference.address))
    }
  }

  private mutating func readStyles(_ range: Range<Int>) {
    for reference in cssReferences(in: html, range) {
      found.append(LoadedAddress(range: reference.range, written: reference.address))
    }
  }

  private mutating func takeCandidates(_ value: Range<Int>) {
    found += sourceSetAddresses(in: html, value).map { LoadedAddress(range: $0) }
  }

  // MARK: Elements

  private mutating func readLink() {
    guard let relations = value("rel"), html.loadsByRelation(relations) else { return }
    take("href")
    if let candidates = value("imagesrcset") { takeCandidates(candidates) }
  }

  private mutating func readScript() {
    let type = value("type").map { resolved(html[$0]).lowercased() } ?? ""
    if value("src") != nil || value("href") != nil || value("xlink:href") != nil {
      for name in ["src", "href", "xlink:href"] as [StaticString] { take(name) }
      return
    }
    let isMap = type == "importmap" || type == "speculationrules"
    guard isMap || type.isEmpty || type == "module" || type.contains("script"),
      let text = tokenizer.followingText
    else { return }
    for load in isMap ? importMapLoads(in: html, text) : scriptLoads(in: html, text) {
      found.append(LoadedAddress(range: load.range, written: load.address))
    }
  }

  private mutating func readStyle() {
    if let text = tokenizer.followingText { readStyles(text) }
  }

  /// A page that another follows by itself: `content="5; url=…"`.
  private mutating func readMeta() {
    guard let kind = value("http-equiv"), html.isWord("refresh", in: kind),
      let content = value("content")
    else { return }
    let parts: (UInt8) -> Bool = { $0 == UInt8(ascii: ";") || $0 == UInt8(ascii: ",") }
    var address = html[content].drop { !parts($0) }.dropFirst().drop(while: \.isHTMLSpace)
    if html.hasWord("url", at: address.startIndex) {
      let after = address.dropFirst(3).drop(while: \.isHTMLSpace)
      if after.first == UInt8(ascii: "=") { address = after.dropFirst().drop(while: \.isHTMLSpace) }
    }
    if let quote = address.first, quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
      address = address.dropFirst().prefix { $0 != quote }
    }
    if !address.isEmpty { found.append(LoadedAddress(range: address.indices)) }
  }

  /// A page within an attribute.
  private mutating func readPage(_ value: Range<Int>) {
    let page = Array(resolved(html[value], isAttribute: true).utf8)
    for address in loadedAddresses(in: page) {
      found.append(LoadedAddress(range: value, written: address.text(in: page)))
    }
  }
}

/// Elements by what they load.
private enum Element {
  case none, link, script, style, object, meta, base, frame, input
  /// By `src`, `srcset` and `poster`.
  case media
  /// Of SVG, by `href`.
  case picture

  init(_ html: [UInt8], _ name: Range<Int>) {
    func isNamed(_ word: StaticString) -> Bool { html.isWord(word, in: name) }
    // Most tags of a page are none of these, and their first letter says so.
    switch html[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "l") where isNamed("link"): self = .link
    case UInt8(ascii: "s") where isNamed("script"): self = .script
    case UInt8(ascii: "s") where isNamed("style"): self = .style
    case UInt8(ascii: "s") where isNamed("source"): self = .media
    // In HTML, browsers take `image` for `img`.
    case UInt8(ascii: "i") where isNamed("img") || isNamed("image"): self = .media
    case UInt8(ascii: "i") where isNamed("iframe"): self = .frame
    case UInt8(ascii: "i") where isNamed("input"): self = .input
    case UInt8(ascii: "u") where isNamed("use"): self = .picture
    case UInt8(ascii: "f") where isNamed("feimage"): self = .picture
    case UInt8(ascii: "f") where isNamed("frame"): self = .frame
    case UInt8(ascii: "o") where isNamed("object"): self = .object
    case UInt8(ascii: "m") where isNamed("meta"): self = .meta
    case UInt8(ascii: "b") where isNamed("base"): self = .base
    case UInt8(ascii: "v") where isNamed("video"): self = .media
    case UInt8(ascii: "a") where isNamed("audio"): self = .media
    case UInt8(ascii: "t") where isNamed("track"): self = .media
    case UInt8(ascii: "e") where isNamed("embed"): self = .media
    default: self = .none
    }
  }
}

extension [UInt8] {
  /// A range without the white space at its ends.
  package func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = self[range].first, first.isHTMLSpace { range = range.dropFirst() }
    while let last = self[range].last, last.isHTMLSpace { range = range.dropLast() }
    return range
  }

  /// Whether a `rel` makes the browser load what a `<link>` names (HTML Living Standard, section 4.6.7).
  fileprivate func loadsByRelation(_ value: Range<Int>) -> Bool {
    self[value].split(whereSeparator: \.isHTMLSpace).contains { word in
      loadingRelations.contains { isWord($0, in: word.indices) }
    }
  }
}

private let loadingRelations: [StaticString] = [
  "stylesheet", "icon", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest",
  "preload", "modulepreload", "prefetch", "prerender", "preconnect", "dns-prefetch",
]

/// The addresses of a `srcset`, each followed by a width or a density (HTML Living Standard, section 4.8.4.3.10).
package func sourceSetAddresses(in html: [UInt8], _ value: Range<Int>) -> [Range<Int>] {
  let comma = UInt8(ascii: ",")
  var found: [Range<Int>] = []
  var rest = html[value]
  while true {
    rest = rest.drop { $0.isHTMLSpace || $0 == comma }
    guard !rest.isEmpty else { return found }
    var address = rest.prefix { !$0.isHTMLSpace }
    rest = rest[address.endIndex...]
    if address.last == comma {
      while address.last == comma { address = address.dropLast() }
    } else {
      rest = rest.drop { $0 != comma }
    }
    found.append(address.indices)
  }
}
