/// Bytes to be sent, in pieces that others may hold, too: a client that takes its time keeps no copy of its own.
struct SharedBytes: Sendable {
  private var pieces: [ArraySlice<UInt8>]

  init(_ pieces: [ArraySlice<UInt8>]) { self.pieces = pieces.filter { !$0.isEmpty } }

  init(_ bytes: [UInt8]) { self.init([bytes[...]]) }

  var count: Int { pieces.reduce(0) { $0 + $1.count } }

  /// All bytes, copied.
  var joined: [UInt8] { pieces.reduce(into: []) { $0 += $1 } }

  /// The bytes at some offsets, as parts of the same pieces.
  subscript(range: Range<Int>) -> SharedBytes {
    var offset = 0
    return SharedBytes(
      pieces.map { piece in
        defer { offset += piece.count }
        let own = range.clamped(to: offset..<offset + piece.count)
        if own.isEmpty { return [] }
        let start = piece.startIndex - offset
        return piece[start + own.lowerBound..<start + own.upperBound]
      })
  }

  /// The bytes in order, at most so many at once.
  func chunks(of size: Int) -> [ArraySlice<UInt8>] {
    pieces.flatMap { piece in
      stride(from: piece.startIndex, to: piece.endIndex, by: size).map { start in
        piece[start..<min(start + size, piece.endIndex)]
      }
    }
  }
}
