// A text from elsewhere stays Markdown, but everything that would be a mistake in a page is changed: HTML is
// escaped, links to pages of the other site become text or absolute links, and pictures become links. Our own
// parser reports what is a mistake and where, so nothing is guessed. A text that it still rejects becomes plain.

import Content
import Diagnostics
package import Markdown
import Prose

/// A text that a page can have, and what was changed for that.
package struct ImportedMarkdown {
  package enum Change: String, CaseIterable {
    case html = "HTML is shown as it was typed"
    case links = "links that lead nowhere here became text"
    case pictures = "pictures became links"
    case other = "what has a meaning of its own here is shown as it was typed"
    case plain = "it became plain text, since it cannot be read as Markdown"
  }

  package private(set) var text: String
  package private(set) var changes: Set<Change> = []
  private let options: MarkdownOptions
  /// Scheme and host of the site that addresses without a host belong to.
  private let origin: String?
  private var bytes: [UInt8]

  package init(_ written: String, _ options: MarkdownOptions, origin: String? = nil) {
    self.options = options
    self.origin = origin
    text = ""
    let clean = cleaned(written)
    bytes = Array((options.rawHTML ? clean : markdownForSimpleHTML(clean)).utf8)
    guard !bytes.isEmpty else { return }
    convert()
    text = String(decoding: bytes, as: UTF8.self)
  }

  private mutating func convert() {
    for _ in 0..<30 {
      let document = parseMarkdown(SourceText(file: "", bytes: bytes), options)
      let edits = edits(for: document)
      if edits.isEmpty {
        if !document.hasErrors && !document.value.leadsAstray { return }
        break
      }
      let before = bytes
      apply(edits)
      if bytes == before { break }
    }
    bytes = plain(bytes)
    changes = [.plain]
  }

  // MARK: What to change

  /// A range of the text and its replacement.
  private struct Edit {
    var range: Range<Int>
    var replacement: [UInt8]
    var change: Change?
  }

  private func edits(for document: Diagnosed<MarkdownDocument>) -> [Edit] {
    var lines = LineStarts(bytes)
    var edits: [Edit] = []
    for image in document.value.images {
      edits += self.edits(for: image, at: lines.offset(of: image.location, in: bytes))
    }
    for link in document.value.strayLinks {
      edits += self.edits(for: link, at: lines.offset(of: link.location, in: bytes))
    }
    for directive in document.value.directives {
      let start = lines.offset(of: directive.location, in: bytes)
      let colons = bytes[..<start].reversed().prefix { $0 == UInt8(ascii: ":") }.count
      edits.append(escape(at: start - colons, .other))
    }
    for value in document.value.values {
      edits.append(
        escape(at: lines.offset(of: value.location, in: bytes) - ":value[".utf8.count, .other))
    }
    for diagnostic in document.diagnostics where diagnostic.isError {
      guard let location = diagnostic.location else { continue }
      let offset = lines.offset(of: location, in: bytes)
      if let edit = edit(forHeading: diagnostic.code, at: offset) {
        edits.append(edit)
      } else if let edit = edit(forMistakeAt: offset) {
        edits.append(edit)
      }
    }
    return edits
  }

  /// A heading of level 1 or of a level too low gets the next one.
  private func edit(forHeading code: String, at offset: Int) -> Edit? {
    guard offset < bytes.count, bytes[offset] == UInt8(ascii: "#") else { return nil }
    switch MarkdownCode(rawValue: code) {
    case .headingLevelOne:
      return Edit(range: offset..<offset, replacement: [UInt8(ascii: "#")], change: nil)
    case .headingLevelSkipped:
      return Edit(range: offset..<(offset + 1), replacement: [], change: nil)
    default: return nil
    }
  }

  private func edit(forMistakeAt offset: Int) -> Edit? {
    guard offset < bytes.count else { return nil }
    let byte = bytes[offset]
    if byte == UInt8(ascii: "<") { return escapeHTML(at: offset) }
    // The address of a link or picture that leads to what is refused.
    if let opening = openingParenthesis(before: offset) { return escape(at: opening, .links) }
    if byte == UInt8(ascii: "!"), offset + 1 < bytes.count { return escape(at: offset, .pictures) }
    let isPunctuation = byte.isPunctuation
    return isPunctuation ? escape(at: offset, .other) : nil
  }

  private func edits(for link: MarkdownDocument.Link, at offset: Int) -> [Edit] {
    let isAtHome = link.destination.hasPrefix("/") && !link.destination.hasPrefix("//")
    if isAtHome, let origin, offset < bytes.count, bytes[offset] == UInt8(ascii: "/") {
      return [Edit(range: offset..<offset, replacement: Array(origin.utf8), change: nil)]
    }
    if let opening = openingParenthesis(before: offset) { return [escape(at: opening, .links)] }
    return definition(before: offset).map { [escape(at: $0, .links)] } ?? []
  }

  /// `![What it shows](address)` becomes `[What it shows](address)`.
  private func edits(for image: MarkdownDocument.Image, at offset: Int) -> [Edit] {
    if let definition = definition(before: offset) { return [escape(at: definition, .pictures)] }
    var start = offset
    while start > 0 {
      start -= 1
      guard bytes[start] == UInt8(ascii: "!"), bytes[start + 1] == UInt8(ascii: "[") else {
        continue
      }
      let mark = Edit(range: start..<start + 1, replacement: [], change: .pictures)
      let isNameless = start + 2 < bytes.count && bytes[start + 2] == UInt8(ascii: "]")
      guard isNameless else { return [mark] }
      let name = Array("picture".utf8)
      return [mark, Edit(range: start + 2..<start + 2, replacement: name, change: .pictures)]
    }
    return []
  }

  private func escape(at offset: Int, _ change: Change) -> Edit {
    Edit(range: offset..<offset, replacement: [UInt8(ascii: "\\")], change: change)
  }

  /// A backslash directly before the character would escape the new backslash, so an entity replaces both.
  private func escapeHTML(at offset: Int) -> Edit {
    let backslashes = bytes[..<offset].reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    if backslashes.isMultiple(of: 2) { return escape(at: offset, .html) }
    return Edit(
      range: offset - 1..<offset + 1, replacement: Array("&lt;".utf8), change: .html)
  }

  private func openingParenthesis(before offset: Int) -> Int? {
    var index = offset
    while index > 0, bytes[index - 1] == 0x20 || bytes[index - 1] == UInt8(ascii: "<") {
      index -= 1
    }
    guard index > 1, bytes[index - 1] == UInt8(ascii: "("), bytes[index - 2] == UInt8(ascii: "]")
    else { return nil }
    return index - 1
  }

  /// The bracket that begins `[name]: address`, if the address at the offset is part of such a line.
  private func definition(before offset: Int) -> Int? {
    var index = offset
    while index > 0, [0x20, 0x09, 0x0A, UInt8(ascii: "<")].contains(bytes[index - 1]) { index -= 1 }
    guard index > 2, bytes[index - 1] == UInt8(ascii: ":"), bytes[index - 2] == UInt8(ascii: "]")
    else { return nil }
    return bytes[..<(index - 2)].lastIndex(of: UInt8(ascii: "["))
  }

  private mutating func apply(_ edits: [Edit]) {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + edits.count)
    var position = 0
    var last = -1
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      guard edit.range.lowerBound >= position, edit.range.lowerBound > last else { continue }
      last = edit.range.lowerBound
      result += bytes[position..<edit.range.lowerBound] + edit.replacement
      position = edit.range.upperBound
      if let change = edit.change { changes.insert(change) }
    }
    bytes = result + bytes[position...]
  }
}

extension MarkdownDocument {
  /// The links to pages and files of this site, which a text from elsewhere cannot mean.
  fileprivate var strayLinks: [Link] {
    links.filter { link in
      !(link.destination.hasPrefix("#") && hasAnchor(String(link.destination.dropFirst())))
    }
  }

  fileprivate var leadsAstray: Bool {
    !strayLinks.isEmpty || !images.isEmpty || !directives.isEmpty
  }
}

/// The text with all punctuation escaped, so that only its paragraphs remain.
private func plain(_ bytes: [UInt8]) -> [UInt8] {
  var result: [UInt8] = []
  var isLineStart = true
  for byte in bytes {
    if isLineStart && (byte == 0x20 || byte == 0x09) { continue }
    isLineStart = byte == UInt8(ascii: "\n")
    if byte.isPunctuation { result.append(UInt8(ascii: "\\")) }
    result.append(byte)
  }
  return result
}

extension UInt8 {
  /// ASCII punctuation, the characters that a backslash escapes in Markdown.
  fileprivate var isPunctuation: Bool {
    switch self {
    case 0x21...0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
    default: false
    }
  }
}
