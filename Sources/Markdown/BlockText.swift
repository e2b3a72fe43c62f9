import Text

/// The text of a block, in which its links are looked for. What was found out is kept, since a block
/// may have thousands of them. A class, so that it is changed in place.
@safe final class BlockText {
  let node: Node
  /// Without the prefixes of the block's containers.
  let text: Bytes
  /// The lines of the text, without their ends.
  private(set) lazy var lines = Markdown.lines(of: text)
  /// The line of the source that the text begins with, if it can be found; nil until it is looked for.
  var firstLine: Int??
  private var destinations: [InlineDestination]?
  /// The destinations by what they are in the tree, made where there are many.
  private var index: [[UInt8]: [InlineDestination]]?

  init(_ node: Node) {
    self.node = node
    text = node.content
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

  /// Where a destination stands behind a `](`, the first one from a byte on that fits.
  func find(
    _ destination: Bytes, from start: Int, where fits: (InlineDestination) -> Bool
  ) -> InlineDestination? {
    let all = destinations ?? findDestinations()
    destinations = all
    guard all.count > 16 else {
      return all.first {
        $0.bracket >= start && isSame($0.destination, as: destination) && fits($0)
      }
    }
    let index =
      index ?? Dictionary(grouping: all) { unescaped(text[$0.destination].rebased) }
    self.index = index
    let same = index[Array(destination)] ?? []
    var low = 0
    var high = same.count
    while low < high {
      let middle = (low + high) / 2
      if same[middle].bracket < start { low = middle + 1 } else { high = middle }
    }
    return same[low...].first(where: fits)
  }

  private func isSame(_ range: Range<Int>, as destination: Bytes) -> Bool {
    let raw = text[range].rebased
    if raw.elementsEqual(destination) { return true }
    return raw.contains { $0 == UInt8(ascii: "\\") || $0 == UInt8(ascii: "&") }
      && unescaped(raw).elementsEqual(destination)
  }

  private func findDestinations() -> [InlineDestination] {
    var found: [InlineDestination] = []
    let (backslash, backtick, bracket) = (
      UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "]")
    )
    var index = 0
    while index < text.count,
      let place = text.firstIndex(of: bracket, or: backtick, or: backslash, from: index)
    {
      index = place + 1
      switch text[place] {
      case backslash: index += 1
      case backtick: index = endOfCode(in: text, from: place)
      default:
        if let range = destinationRange(in: text, behind: place) {
          found.append(InlineDestination(bracket: place, destination: range))
        }
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
