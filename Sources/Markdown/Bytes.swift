import Text

/// Bytes that somebody else keeps: of the source, or of a node of the tree. Valid as long as those.
///
/// Like a slice, it has indices of its own; those of the library's texts begin at 0.
@safe struct Bytes: RandomAccessCollection {
  private let base: UnsafePointer<UInt8>
  let startIndex: Int
  let endIndex: Int

  init(_ start: UnsafePointer<UInt8>?, count: Int) {
    // Nobody reads through the pointer of an empty text.
    unsafe base = start ?? UnsafePointer(bitPattern: 1)!
    startIndex = 0
    endIndex = count
  }

  init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe self.init(buffer.baseAddress, count: buffer.count)
  }

  private init(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    unsafe self.base = base
    startIndex = range.lowerBound
    endIndex = range.upperBound
  }

  @inline(__always) subscript(index: Int) -> UInt8 {
    assert(index >= startIndex && index < endIndex)
    return unsafe base[index]
  }

  @inline(__always) subscript(range: Range<Int>) -> Bytes {
    precondition(range.lowerBound >= startIndex && range.upperBound <= endIndex)
    return unsafe Bytes(base, range)
  }

  /// The same bytes, their indices from 0.
  var rebased: Bytes { unsafe Bytes(base + startIndex, count: count) }

  var string: String { String(decoding: self, as: UTF8.self) }

  @inline(__always)
  func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try unsafe body(UnsafeBufferPointer(start: base + startIndex, count: count))
  }

  func hasPrefix(_ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount <= count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      .elementsEqual(self[startIndex..<(startIndex + text.utf8CodeUnitCount)])
  }
}

extension ByteBuffer {
  @inline(__always) mutating func append(_ text: Bytes) {
    unsafe text.withContiguousStorageIfAvailable { unsafe bytes.append(contentsOf: $0) }
  }

  mutating func append(escaping text: Bytes) {
    unsafe text.withContiguousStorageIfAvailable { unsafe append(escaping: $0, as: .markdown) }
  }
}
