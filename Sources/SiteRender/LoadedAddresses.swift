// What a browser asks for by itself when it shows a page: pictures, style sheets, scripts, frames. Links
// are followed by people and are none of it.
//
// Every page is read for this once it is rendered, so the reader is a plain walk over its bytes by the rules
// of the HTML Living Standard (section 13.2.5), as far as tags and attributes go.

import Web

/// The addresses that an HTML page loads, as places in its bytes, in the order of the page.
func loadedAddresses(in html: [UInt8]) -> [Range<Int>] {
  var reader = LoadReader(html: html)
  reader.read()
  return reader.found
}

private struct LoadReader {
  let html: [UInt8]
  var position = 0
  var found: [Range<Int>] = []
  /// Of the tag being read.
  private var pending: [Range<Int>] = []
  private var isLoadingLink = false

  init(html: [UInt8]) { self.html = html }

  mutating func read() {
    while let open = html.place(of: UInt8(ascii: "<"), from: position) {
      position = open + 1
      guard position < html.count else { return }
      if html[position...].beginsWith("!--") {
        skip(past: "-->")
      } else if html[position].isLetter {
        readTag()
      }
    }
  }

  private mutating func readTag() {
    let start = position
    while position < html.count, !html[position].endsName { position += 1 }
    let element = Element(html, start..<position)
    isLoadingLink = false
    while readAttribute(of: element) {}
    if !pending.isEmpty {
      if element != .link || isLoadingLink { found += pending }
      pending = []
    }
    switch element {
    case .script: skip(past: "</script")
    case .style:
      let text = position
      skip(past: "</style")
      found += cssReferences(in: html, text..<position).map(\.range)
    default: break
    }
  }

  /// Reads one attribute; false at the end of the tag.
  private mutating func readAttribute(of element: Element) -> Bool {
    while position < html.count, html[position].isSpace || html[position] == UInt8(ascii: "/") {
      position += 1
    }
    guard position < html.count else { return false }
    if html[position] == UInt8(ascii: ">") {
      position += 1
      return false
    }
    let start = position
    while position < html.count, !html[position].endsAttributeName { position += 1 }
    let name = start..<position
    while position < html.count, html[position].isSpace { position += 1 }
    guard position < html.count, html[position] == UInt8(ascii: "=") else {
      // A stray quote or angle is no name; the tag goes on behind it.
      if name.isEmpty { position += 1 }
      return true
    }
    position += 1
    while position < html.count, html[position].isSpace { position += 1 }
    take(name, readValue(), of: element)
    return true
  }

  private mutating func readValue() -> Range<Int> {
    guard position < html.count else { return position..<position }
    let quote = html[position]
    if quote.isQuote {
      let start = position + 1
      let end = html.place(of: quote, from: start) ?? html.count
      position = min(end + 1, html.count)
      return start..<end
    }
    let start = position
    while position < html.count, !html[position].isSpace, html[position] != UInt8(ascii: ">") {
      position += 1
    }
    return start..<position
  }

  private mutating func take(_ name: Range<Int>, _ value: Range<Int>, of element: Element) {
    if html.holds("style", name) {
      found += cssReferences(in: html, value).map(\.range)
      return
    }
    switch element {
    case .none, .style: return
    case .link:
      if html.holds("rel", name) { isLoadingLink = html.relLoads(value) }
      if html.holds("href", name) { pending.append(html.trimmed(value)) }
      if html.holds("imagesrcset", name) { pending += candidates(value) }
    case .picture:
      if html.holds("href", name) || html.holds("xlink:href", name) {
        pending.append(html.trimmed(value))
      }
    case .object:
      if html.holds("data", name) { pending.append(html.trimmed(value)) }
    case .media, .script:
      if html.holds("src", name) || html.holds("poster", name) {
        pending.append(html.trimmed(value))
      }
      if html.holds("srcset", name) { pending += candidates(value) }
    }
  }

  /// The addresses of a `srcset`, each followed by a width or a density.
  private func candidates(_ value: Range<Int>) -> [Range<Int>] {
    var result: [Range<Int>] = []
    for candidate in html[value].split(separator: UInt8(ascii: ",")) {
      let whole = html.trimmed(candidate.startIndex..<candidate.endIndex)
      let end = html[whole].firstIndex { $0.isSpace } ?? whole.upperBound
      if !whole.isEmpty { result.append(whole.lowerBound..<end) }
    }
    return result
  }

  /// Moves behind a text, in upper or lower case; to the end if it is not there.
  private mutating func skip(past text: StaticString) {
    position = html.end(of: text, in: position..<html.count) ?? html.count
  }
}

/// Elements by what they load.
private enum Element {
  case none, link, script, style, object
  /// By `src`, `srcset` and `poster`.
  case media
  /// Of SVG, by `href`.
  case picture

  init(_ html: [UInt8], _ name: Range<Int>) {
    func isText(_ word: StaticString) -> Bool { html.holds(word, name) }
    // Most tags of a page are none of these, and their first letter says so.
    switch html[name.lowerBound].lowercased {
    case UInt8(ascii: "l") where isText("link"): self = .link
    case UInt8(ascii: "s") where isText("script"): self = .script
    case UInt8(ascii: "s") where isText("style"): self = .style
    case UInt8(ascii: "s") where isText("source"): self = .media
    case UInt8(ascii: "i") where isText("image"): self = .picture
    case UInt8(ascii: "i") where isText("img") || isText("iframe") || isText("input"):
      self = .media
    case UInt8(ascii: "u") where isText("use"): self = .picture
    case UInt8(ascii: "f") where isText("feimage"): self = .picture
    case UInt8(ascii: "o") where isText("object"): self = .object
    case UInt8(ascii: "v") where isText("video"): self = .media
    case UInt8(ascii: "a") where isText("audio"): self = .media
    case UInt8(ascii: "t") where isText("track"): self = .media
    case UInt8(ascii: "e") where isText("embed"): self = .media
    case UInt8(ascii: "f") where isText("frame"): self = .media
    default: self = .none
    }
  }
}

// MARK: Bytes

extension UInt8 {
  fileprivate var isLetter: Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20) }
  fileprivate var isSpace: Bool { self == 0x20 || (0x09...0x0D).contains(self) }
  fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
  fileprivate var lowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }
  fileprivate var endsName: Bool {
    isSpace || self == UInt8(ascii: ">") || self == UInt8(ascii: "/")
  }
  fileprivate var endsAttributeName: Bool { endsName || self == UInt8(ascii: "=") }
}

extension ArraySlice<UInt8> {
  /// Whether this is a word, in upper or lower case.
  fileprivate func isText(_ word: StaticString) -> Bool {
    count == word.utf8CodeUnitCount && beginsWith(word)
  }

  fileprivate func beginsWith(_ word: StaticString) -> Bool {
    guard count >= word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { bytes in
      for offset in 0..<bytes.count
      where unsafe self[startIndex + offset].lowercased != bytes[offset] { return false }
      return true
    }
  }
}

extension [UInt8] {
  /// The first place of a byte at or behind an index. Looks at sixteen at a time.
  fileprivate func place(of byte: UInt8, from start: Int) -> Int? {
    let wanted = SIMD16<UInt8>(repeating: byte)
    return unsafe withUnsafeBytes { bytes in
      var index = start
      while index + 16 <= bytes.count {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let found = unsafe unsafeBitCast(block .== wanted, to: SIMD2<UInt64>.self)
        if found[0] != 0 { return index + found[0].littleEndian.trailingZeroBitCount / 8 }
        if found[1] != 0 { return index + 8 + found[1].littleEndian.trailingZeroBitCount / 8 }
        index += 16
      }
      while unsafe index < bytes.count && bytes[index] != byte { index += 1 }
      return index < bytes.count ? index : nil
    }
  }

  fileprivate func holds(_ word: StaticString, _ range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && self[range].beginsWith(word)
  }

  fileprivate func trimmed(_ range: Range<Int>) -> Range<Int> {
    var range = range
    while let first = self[range].first, first.isSpace { range = range.dropFirst() }
    while let last = self[range].last, last.isSpace { range = range.dropLast() }
    return range
  }

  /// Where the first of a text ends, in upper or lower case.
  fileprivate func end(of text: StaticString, in range: Range<Int>) -> Int? {
    range.first { self[$0..<range.upperBound].beginsWith(text) }
      .map { $0 + text.utf8CodeUnitCount }
  }

  /// Whether a `rel` makes the browser load what a `<link>` names (HTML Living Standard, section 4.6.7).
  fileprivate func relLoads(_ value: Range<Int>) -> Bool {
    self[value].split(whereSeparator: \.isSpace).contains { word in
      loadingRelations.contains { word.isText($0) }
    }
  }
}

private let loadingRelations: [StaticString] = [
  "stylesheet", "icon", "apple-touch-icon", "mask-icon", "manifest", "preload", "modulepreload",
  "prefetch", "prerender", "preconnect", "dns-prefetch",
]
