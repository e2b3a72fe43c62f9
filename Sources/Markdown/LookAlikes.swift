// Text that looks like markup and isn't: a link whose address has a space, a heading without a space behind its
// `#`, a footnote that nobody wrote. Markdown has no mistakes, so such a thing is printed as it was typed.
//
// The text nodes of a block hold what the library took for text. Only where one has a character that markup is
// made of, the text of the whole block is put together and searched, and what is found is looked for in the
// source: a backslash there says that it is meant.

import Diagnostics
import Prose
import Text

extension Renderer {
  /// Reports what looks like markup in the block of a text, once for each block.
  mutating func checkLookAlikes(around text: Node) {
    var block = text
    while isInlineNode(block), let parent = block.parent { block = parent }
    guard block != checkedBlock else { return }
    checkedBlock = block
    inlineMarks = []
    let flat = flatText(of: block)
    let isHeading = kind(of: block) == .heading
    let source = block.content
    let code = codeSpans(in: source)
    findValues(in: block, source, outside: code)
    findComponents(in: block, source, outside: code)
    // Brackets and braces of a component are its own, whatever they say.
    findLanguages(in: block, source, outside: code)
    if inlineMarks.count > 1 { inlineMarks.sort { $0.range.lowerBound < $1.range.lowerBound } }
    var found = inlineLookAlikes(in: flat, isHeading: isHeading)
    switch kind(of: block) {
    case .paragraph: found += lineLookAlikes(in: flat)
    // The line between two versions makes a heading of the first.
    case .heading, .tableCell:
      found += lineLookAlikes(in: flat).filter { $0.code == .mergeConflict }
    default: break
    }
    guard !found.isEmpty else { return }
    found.sort { $0.position < $1.position }
    for lookAlike in found {
      // Of several of the same letters, the one that is meant.
      let before =
        found.count > 64 ? 0 : count(of: lookAlike.needle, in: flat[..<lookAlike.position])
      guard
        let place = written(lookAlike.needle, in: source, outside: code, skipping: before)
      else { continue }
      let begin = lookAlike.beginsAtBracket ? opening(before: place, in: source) : place.lowerBound
      guard let start = begin else { continue }
      let location = locator.location(of: start..<place.upperBound, inTextOf: block)
      if lookAlike.code == .mergeConflict {
        // The marks between and below the two versions follow from the first.
        if hasConflict { continue }
        hasConflict = true
      }
      diagnostics.append(
        Diagnostic.note(
          lookAlike.code, isError: lookAlike.isError, lookAlike.message, at: location,
          help: lookAlike.help))
    }
  }

  private func isInlineNode(_ node: Node) -> Bool { node.type & 0x4000 != 0 }

  /// The text of a block as a reader sees it, with placeholders for what is no text.
  private func flatText(of block: Node) -> [UInt8] {
    var flat: [UInt8] = []
    guard var node = block.firstChild else { return flat }
    while true {
      var entersChildren = false
      switch kind(of: node) {
      case .text: flat += node.literal
      case .softBreak, .lineBreak: flat.append(0x0A)
      case .code, .html: flat.append(Placeholder.code)
      case .image: flat.append(Placeholder.picture)
      case .footnoteReference: flat.append(Placeholder.footnote)
      case .link:
        if kinds.isAutolink(node) { entersChildren = true } else { flat.append(Placeholder.link) }
      default: entersChildren = true
      }
      if entersChildren, let child = node.firstChild {
        node = child
        continue
      }
      while node.next == nil {
        guard let parent = node.parent, parent != block else { return flat }
        node = parent
      }
      node = node.next!
    }
  }

  private func codeSpans(in text: Bytes) -> [Range<Int>] {
    let (backtick, backslash) = (UInt8(ascii: "`"), UInt8(ascii: "\\"))
    var spans: [Range<Int>] = []
    var index = 0
    while let found = text.firstIndex(of: backtick, or: backslash, or: backtick, from: index) {
      index = found + (text[found] == backslash ? 2 : 1)
      guard text[found] == backtick else { continue }
      let end = endOfCode(in: text, from: found)
      spans.append(found..<end)
      index = end
      if index > text.count { break }
    }
    return spans
  }

  private func count(of needle: [UInt8], in text: ArraySlice<UInt8>) -> Int {
    guard let first = needle.first else { return 0 }
    var count = 0
    var rest = text
    while let found = rest.firstIndex(of: first) {
      if rest[found...].starts(with: needle) { count += 1 }
      rest = rest[(found + 1)...]
    }
    return count
  }

  /// The place of a text outside of code, after so many others. `nil` if it is escaped.
  func written(
    _ needle: [UInt8], in source: Bytes, from start: Int = 0, outside code: [Range<Int>],
    skipping skipped: Int = 0
  ) -> Range<Int>? {
    guard let first = needle.first else { return nil }
    var skipped = skipped
    var index = start
    while index < source.count, let found = source.firstIndex(of: first, from: index),
      found + needle.count <= source.count
    {
      index = found + 1
      guard source[found..<(found + needle.count)].elementsEqual(needle),
        !code.contains(where: { $0.contains(found) })
      else { continue }
      if skipped > 0 {
        skipped -= 1
        continue
      }
      var backslashes = 0
      while found > backslashes && source[found - backslashes - 1] == UInt8(ascii: "\\") {
        backslashes += 1
      }
      return backslashes.isMultiple(of: 2) ? found..<(found + needle.count) : nil
    }
    return nil
  }

  /// The bracket that the one at the beginning of a place closes, with the `!` of a picture. `nil` if it is
  /// escaped.
  func opening(before place: Range<Int>, in source: Bytes) -> Int? {
    let (open, close) =
      source[place.lowerBound] == UInt8(ascii: ")")
      ? (UInt8(ascii: "("), UInt8(ascii: ")")) : (UInt8(ascii: "["), UInt8(ascii: "]"))
    var depth = 0
    var index = place.lowerBound
    while index > 0 && place.lowerBound - index < longestLookAlike {
      index -= 1
      if source[index] == close { depth += 1 }
      if source[index] == open {
        if depth == 0 {
          if index > 0 && source[index - 1] == UInt8(ascii: "\\") { return nil }
          let isPicture = index > 0 && source[index - 1] == UInt8(ascii: "!")
          return isPicture ? index - 1 : index
        }
        depth -= 1
      }
    }
    return place.lowerBound
  }
}

extension Diagnostic {
  /// An error or a warning.
  static func note(
    _ code: some DiagnosticCode, isError: Bool, _ message: String, at location: SourceLocation,
    help: String
  ) -> Diagnostic {
    isError
      ? .error(code, message, at: location, help: help)
      : .warning(code, message, at: location, help: help)
  }
}
