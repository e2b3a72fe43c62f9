/// The text of a block, in which its links are looked for. What was found out is kept, since a block
/// may have thousands of them.
@safe struct BlockText {
  let node: Node
  /// Without the prefixes of the block's containers.
  let text: Bytes
  /// The lines of the text, without their ends.
  let lines: [Range<Int>]
  /// The line of the source that the text begins with, if it can be found; nil until it is looked for.
  var firstLine: Int??
  private var destinations: [[UInt8]: [InlineDestination]]?

  init(_ node: Node) {
    self.node = node
    text = node.content
    lines = Markdown.lines(of: text)
  }

  /// The index of the line with a byte.
  func line(of position: Int) -> Int {
    var low = 0
    var high = lines.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if lines[middle].lowerBound <= position { low = middle } else { high = middle }
    }
    return low
  }

  /// Where a destination stands behind a `](`, from a byte on.
  mutating func destinations(_ destination: [UInt8], from start: Int) -> ArraySlice<
    InlineDestination
  > {
    let all =
      destinations
      ?? Dictionary(grouping: findDestinations()) {
        unescaped(text[$0.destination].rebased)
      }
    destinations = all
    let same = all[destination] ?? []
    var low = 0
    var high = same.count
    while low < high {
      let middle = (low + high) / 2
      if same[middle].bracket < start { low = middle + 1 } else { high = middle }
    }
    return same[low...]
  }

  private func findDestinations() -> [InlineDestination] {
    var found: [InlineDestination] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "`"): index = endOfCode(in: text, from: index)
      case UInt8(ascii: "]"):
        if let range = destinationRange(in: text, behind: index) {
          found.append(InlineDestination(bracket: index, destination: range))
        }
        index += 1
      default: index += 1
      }
    }
    return found
  }
}

/// `](destination`
struct InlineDestination {
  /// The index of the `]`.
  var bracket: Int
  var destination: Range<Int>
}
