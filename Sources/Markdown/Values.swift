// A value of the site in a sentence: `:value[site.event.starts]`, or as the address of a link:
// `[Register](:value[site.event.registration.url])`. So a date or an address stands in one place only. What it says is known to
// the host; here it is a hole.

import Diagnostics
import Prose
import Text

extension Renderer {
  /// Finds the values in a block before its text is written.
  mutating func findValues(in block: Node, _ source: Bytes, outside code: [Range<Int>]) {
    guard !isPlain, source.contains(":value[") else { return }
    var cursor = 0
    for node in textNodes(of: block) {
      let text = node.literal
      var index = 0
      while let start = text.firstIndex(of: UInt8(ascii: ":"), from: index) {
        index = start + 1
        guard let close = endOfValue(in: text, at: start) else { continue }
        let mark = Array(text[start...close])
        guard let place = written(mark, in: source, from: cursor, outside: code) else { continue }
        cursor = place.upperBound
        index = close + 1
        add(
          SiteValueMark(node: node, range: start..<(close + 1)),
          path: String(decoding: mark.dropFirst(valueOpening.count).dropLast(), as: UTF8.self),
          at: locator.location(
            of: (place.lowerBound + valueOpening.count)..<(place.upperBound - 1), inTextOf: block),
          isInHeading: kind(of: block) == .heading)
      }
    }
  }

  /// Whether a value was written behind a place of the HTML.
  func hasValue(since start: Int) -> Bool {
    for hole in document.holes.reversed() {
      if hole.offset < start { return false }
      if case .value = hole.kind { return true }
    }
    return false
  }

  /// The bracket that ends a value. `nil` if there is none at the place.
  private func endOfValue(in text: Bytes, at start: Int) -> Int? {
    guard text[start...].starts(with: valueOpening),
      start == 0 || !isNameCharacter(text[start - 1]) && text[start - 1] != UInt8(ascii: ":"),
      let close = text[start...].firstIndex(of: UInt8(ascii: "]")), close - start < longestValue
    else { return nil }
    return close
  }

  private mutating func add(
    _ mark: SiteValueMark, path: String, at location: SourceLocation, isInHeading: Bool
  ) {
    let isPath =
      !path.isEmpty
      && path.utf8.allSatisfy { isNameCharacter($0) || $0 == UInt8(ascii: ".") }
    if isInHeading || !isPath {
      diagnostics.append(
        .error(
          MarkdownCode.valueBroken,
          isInHeading
            ? "a value cannot stand in a heading, since the address of the heading would change with it"
            : "'\(path)' is no name of a value",
          at: location,
          help: isInHeading
            ? "write it in the text below" : "write one like :value[site.event.starts]"))
      return
    }
    inlineMarks.append(
      InlineMark(node: mark.node, range: mark.range, role: .value(document.values.count)))
    document.values.append(.init(path: path, location: location))
  }
}

private struct SiteValueMark {
  var node: Node
  var range: Range<Int>
}

private let valueOpening = Array(":value[".utf8)
private let longestValue = 200
