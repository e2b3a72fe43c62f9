import Text

/// The lines of a text, found once, for whoever asks for many of them.
///
/// `SourceText` looks for a line from the beginning each time, which is right for a single mistake.
package struct SourceLines: Sendable {
  private let source: SourceText
  /// Where each line begins.
  private let starts: [Int]

  package init(_ source: SourceText) {
    self.source = source
    starts = source.bytes.lineStarts
  }

  /// The bytes of a line, counted from 1 in the file, without its end. `nil` if there is no such line.
  package func bytes(of number: Int) -> ArraySlice<UInt8>? {
    let index = number - source.firstLine
    guard starts.indices.contains(index) else { return nil }
    var end = index + 1 < starts.count ? starts[index + 1] : source.bytes.count
    while end > starts[index], source.bytes[end - 1] == 0x0A || source.bytes[end - 1] == 0x0D {
      end -= 1
    }
    return source.bytes[starts[index]..<end]
  }
}

/// The part of a line that a message shows.
package struct Excerpt: Hashable, Sendable {
  package var text: String
  /// The column of the text's first character, from 1.
  package var firstColumn = 1
  /// Whether the line goes on behind it.
  package var goesOn = false
}

/// Cuts the excerpts of the messages about one file. They come in the order of their places, so what was
/// counted for one is the beginning for the next: a line may be long and have thousands of mistakes.
struct ExcerptCutter {
  private let lines: SourceLines
  private var line = 0
  private var column = 1
  private var position = 0

  /// The longest stretch of a line that is shown; more would wrap and tear the caret off.
  private static let width = 100

  init(_ source: SourceText) { lines = SourceLines(source) }

  mutating func excerpt(at location: SourceLocation) -> Excerpt? {
    guard let bytes = lines.bytes(of: location.line) else { return nil }
    let wanted = max(location.column, 1)
    let first = wanted > Self.width - 20 ? wanted - 40 : 1
    if line != location.line || column > first {
      (line, column, position) = (location.line, 1, bytes.startIndex)
    }
    advance(to: first, in: bytes)
    let start = position
    var end = start
    var count = 0
    while end < bytes.endIndex, count < Self.width {
      end = next(after: end, in: bytes)
      count += 1
    }
    return Excerpt(
      text: String(decoding: bytes[start..<end], as: UTF8.self), firstColumn: column,
      goesOn: end < bytes.endIndex)
  }

  private mutating func advance(to wanted: Int, in bytes: ArraySlice<UInt8>) {
    while column < wanted, position < bytes.endIndex {
      position = next(after: position, in: bytes)
      column += 1
    }
  }

  /// Where the next character begins.
  private func next(after index: Int, in bytes: ArraySlice<UInt8>) -> Int {
    var next = index + 1
    while next < bytes.endIndex, bytes[next] & 0xC0 == 0x80 { next += 1 }
    return next
  }
}
