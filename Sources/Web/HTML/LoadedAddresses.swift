// What a browser asks for by itself when it shows a page: pictures, style sheets, scripts, frames. Links
// are followed by people and are none of it.
//
// Every page is read for this once it is rendered.

import Text

/// What a browser makes of something that it loads.
package enum LoadUse: Hashable, Sendable {
  case picture, style, script, font, media, frame, object, manifest
  /// A request whose answer is not shown.
  case connection
  /// What a script loads in a way that doesn't say what it is for.
  case ofScript
  /// What all relative addresses of the page begin with.
  case base
  /// A page that the browser goes to, or something that it only prepares for.
  case ahead
}

/// An address that a page makes a browser load.
package struct LoadedAddress: Hashable, Sendable {
  /// Where it is in the page's bytes; of an address in a style or a page within an attribute, where the
  /// attribute's value is.
  package let range: Range<Int>
  /// The address, if it isn't the text there with its character references resolved.
  package var written: String?
  package var use: LoadUse

  package init(range: Range<Int>, written: String? = nil, _ use: LoadUse = .ahead) {
    self.range = range
    self.written = written
    self.use = use
  }

  /// The address as a browser reads it.
  package func text(in html: [UInt8]) -> String {
    written ?? resolved(html[range], isAttribute: true)
  }
}

/// The addresses that an HTML page or an SVG picture loads, in the order in which they are written.
package func loadedAddresses(in html: [UInt8]) -> [LoadedAddress] { loads(in: html).addresses }

/// What one reading of a page finds, each in the order of the page.
package struct PageLoads: Sendable {
  package fileprivate(set) var addresses: [LoadedAddress] = []
  /// The values of all attributes `id`.
  package fileprivate(set) var ids: [Range<Int>] = []
  package fileprivate(set) var inlineCode: [InlineCode] = []
  /// Where forms send what is typed into them.
  package fileprivate(set) var formTargets: [LoadedAddress] = []
}

/// A script or style that stands in a page itself.
package struct InlineCode: Hashable, Sendable {
  package enum Form: Hashable, Sendable {
    case script, style
    /// In an attribute such as `onclick`.
    case handler
    /// In an attribute `style`.
    case styleAttribute
  }

  package let form: Form
  /// Where it is in the page's bytes; of code in a page within an attribute, where the attribute's value is.
  let range: Range<Int>
  /// What a browser runs, if it isn't what stands there.
  var written: [UInt8]?

  /// What a browser runs: with character references resolved in an attribute, and line ends as it reads them.
  package func bytes(in html: [UInt8]) -> [UInt8] {
    if let written { return written }
    let code =
      switch form {
      case .script, .style: Array(html[range])
      case .handler, .styleAttribute: Array(resolved(html[range], isAttribute: true).utf8)
      }
    return code.withPlainLineEnds
  }
}

/// What an HTML page or an SVG picture loads, and what stands in it.
package func loads(in html: [UInt8]) -> PageLoads {
  var reader = LoadReader(html)
  reader.read()
  return reader.loads
}

private struct LoadReader {
  private let html: [UInt8]
  private var tokenizer: HTMLTokenizer
  private(set) var loads = PageLoads()

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
    case .base: take("href", .base)
    case .object(let attribute): take(attribute, .object)
    case .input:
      if let type = value("type"), html.isWord("image", in: type) { take("src", .picture) }
    case .picture: for name in ["href", "xlink:href"] as [StaticString] { take(name, .picture) }
    case .frame:
      take("src", .frame)
      if let page = value("srcdoc") { readPage(page) }
    case .media(let use):
      take("src", use)
      for name in ["poster", "href", "xlink:href"] as [StaticString] { take(name, .picture) }
      if let candidates = value("srcset") { takeCandidates(candidates) }
    case .form:
      loads.formTargets.append(
        value("action").map { LoadedAddress(range: $0) } ?? LoadedAddress(range: 0..<0, written: "")
      )
    }
  }

  // MARK: Attributes

  private func value(_ name: StaticString) -> Range<Int>? { tokenizer.value(of: name) }

  private mutating func take(_ name: StaticString, _ use: LoadUse) {
    guard let value = value(name).map(html.trimmed), !value.isEmpty else { return }
    loads.addresses.append(LoadedAddress(range: value, use))
  }

  /// Attributes that load something whatever element has them. Nearly all are told apart by their length and
  /// their first letter.
  private mutating func readOfAnyElement(_ attribute: HTMLTokenizer.Attribute) {
    let (name, value) = (attribute.name, attribute.value)
    guard !value.isEmpty else { return }
    switch html[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "s") where html.isWord("style", in: name):
      takeStyles(value)
      loads.inlineCode.append(InlineCode(form: .styleAttribute, range: value))
    case UInt8(ascii: "i") where html.isWord("id", in: name): loads.ids.append(value)
    case UInt8(ascii: "o") where name.count > 2 && html.hasWord("on", at: name.lowerBound):
      loads.inlineCode.append(InlineCode(form: .handler, range: value))
    case UInt8(ascii: "f") where html.isWord("formaction", in: name):
      loads.formTargets.append(LoadedAddress(range: value))
    case UInt8(ascii: "p") where html.isWord("ping", in: name):
      for address in html[value].split(whereSeparator: \.isHTMLSpace) {
        loads.addresses.append(LoadedAddress(range: address.indices, .connection))
      }
    case UInt8(ascii: "b") where html.isWord("background", in: name):
      loads.addresses.append(LoadedAddress(range: value, .picture))
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
      loads.addresses.append(
        LoadedAddress(range: value, written: reference.address, reference.role.use))
    }
  }

  private mutating func readStyles(_ range: Range<Int>) {
    for reference in cssReferences(in: html, range) {
      loads.addresses.append(
        LoadedAddress(range: reference.range, written: reference.address, reference.role.use))
    }
  }

  private mutating func takeCandidates(_ value: Range<Int>) {
    loads.addresses += sourceSetAddresses(in: html, value)
      .map { LoadedAddress(range: $0, .picture) }
  }

  // MARK: Elements

  private mutating func readLink() {
    guard let relations = value("rel"), let use = html.use(byRelation: relations) else { return }
    let asked = use == .ahead ? value("as").flatMap(html.use(ofDestination:)) : nil
    take("href", asked ?? use)
    if let candidates = value("imagesrcset") { takeCandidates(candidates) }
  }

  private mutating func readScript() {
    let type = value("type").map { resolved(html[$0]).lowercased() } ?? ""
    if value("src") != nil || value("href") != nil || value("xlink:href") != nil {
      for name in ["src", "href", "xlink:href"] as [StaticString] { take(name, .script) }
      return
    }
    let isMap = type == "importmap" || type == "speculationrules"
    guard isMap || type.isEmpty || type == "module" || type.contains("script"),
      let text = tokenizer.followingText
    else { return }
    loads.inlineCode.append(InlineCode(form: .script, range: text))
    for load in isMap ? importMapLoads(in: html, text) : scriptLoads(in: html, text) {
      loads.addresses.append(
        LoadedAddress(range: load.range, written: load.address, isMap ? .script : .ofScript))
    }
  }

  private mutating func readStyle() {
    guard let text = tokenizer.followingText else { return }
    readStyles(text)
    loads.inlineCode.append(InlineCode(form: .style, range: text))
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
    if !address.isEmpty { loads.addresses.append(LoadedAddress(range: address.indices, .ahead)) }
  }

  /// A page within an attribute.
  private mutating func readPage(_ value: Range<Int>) {
    let page = Array(resolved(html[value], isAttribute: true).utf8)
    let inner = Web.loads(in: page)
    func moved(_ address: LoadedAddress) -> LoadedAddress {
      LoadedAddress(range: value, written: address.text(in: page), address.use)
    }
    loads.addresses += inner.addresses.map(moved)
    loads.formTargets += inner.formTargets.map(moved)
    // Such a page has the policy of the one that holds it.
    loads.inlineCode += inner.inlineCode.map {
      InlineCode(form: $0.form, range: value, written: $0.bytes(in: page))
    }
  }
}

/// Elements by what they load.
private enum Element {
  case none, link, script, style, meta, base, frame, input, form
  /// By this attribute.
  case object(StaticString)
  /// By `src`, `srcset` and `poster`; what `src` is for.
  case media(LoadUse)
  /// Of SVG, by `href`.
  case picture

  init(_ html: [UInt8], _ name: Range<Int>) {
    func isNamed(_ word: StaticString) -> Bool { html.isWord(word, in: name) }
    // Most tags of a page are none of these, and their first letter says so.
    switch html[name.lowerBound].asciiLowercased {
    case UInt8(ascii: "l") where isNamed("link"): self = .link
    case UInt8(ascii: "s") where isNamed("script"): self = .script
    case UInt8(ascii: "s") where isNamed("style"): self = .style
    case UInt8(ascii: "s") where isNamed("source"): self = .media(.media)
    // In HTML, browsers take `image` for `img`.
    case UInt8(ascii: "i") where isNamed("img") || isNamed("image"): self = .media(.picture)
    case UInt8(ascii: "i") where isNamed("iframe"): self = .frame
    case UInt8(ascii: "i") where isNamed("input"): self = .input
    case UInt8(ascii: "u") where isNamed("use"): self = .picture
    case UInt8(ascii: "f") where isNamed("feimage"): self = .picture
    case UInt8(ascii: "f") where isNamed("frame"): self = .frame
    case UInt8(ascii: "f") where isNamed("form"): self = .form
    case UInt8(ascii: "o") where isNamed("object"): self = .object("data")
    case UInt8(ascii: "m") where isNamed("meta"): self = .meta
    case UInt8(ascii: "b") where isNamed("base"): self = .base
    case UInt8(ascii: "v") where isNamed("video"): self = .media(.media)
    case UInt8(ascii: "a") where isNamed("audio"): self = .media(.media)
    case UInt8(ascii: "t") where isNamed("track"): self = .media(.media)
    case UInt8(ascii: "e") where isNamed("embed"): self = .object("src")
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

  /// What a `<link>` with a `rel` loads what it names for (HTML Living Standard, section 4.6.7). `nil` if it loads
  /// nothing.
  fileprivate func use(byRelation value: Range<Int>) -> LoadUse? {
    for word in self[value].split(whereSeparator: \.isHTMLSpace) {
      if let found = loadingRelations.first(where: { isWord($0.name, in: word.indices) }) {
        return found.use
      }
    }
    return nil
  }

  /// What the `as` of a `<link>` says (Fetch Standard, section 2.2.5).
  fileprivate func use(ofDestination value: Range<Int>) -> LoadUse? {
    destinations.first { isWord($0.name, in: value) }?.use
  }

  /// The text with the line ends that browsers make of it when they read it (HTML Living Standard, section 13.2.3.5).
  fileprivate var withPlainLineEnds: [UInt8] {
    guard contains(0x0D) else { return self }
    var result: [UInt8] = []
    for (index, byte) in enumerated() where byte != 0x0A || index == 0 || self[index - 1] != 0x0D {
      result.append(byte == 0x0D ? 0x0A : byte)
    }
    return result
  }
}

private let loadingRelations: [(name: StaticString, use: LoadUse)] = [
  ("stylesheet", .style), ("icon", .picture), ("apple-touch-icon", .picture),
  ("apple-touch-icon-precomposed", .picture), ("mask-icon", .picture), ("manifest", .manifest),
  ("modulepreload", .script), ("preload", .ahead), ("prefetch", .ahead), ("prerender", .ahead),
  ("preconnect", .ahead), ("dns-prefetch", .ahead),
]

private let destinations: [(name: StaticString, use: LoadUse)] = [
  ("image", .picture), ("style", .style), ("script", .script), ("worker", .script),
  ("font", .font), ("audio", .media), ("video", .media), ("track", .media), ("fetch", .connection),
  ("embed", .object), ("object", .object),
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
