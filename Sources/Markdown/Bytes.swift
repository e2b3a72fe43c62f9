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

  /// Whether the other has the same bytes. Compares eight at a time.
  func elementsEqual(_ other: Bytes) -> Bool {
    guard count == other.count else { return false }
    let (mine, others) = unsafe (
      UnsafeRawPointer(base + startIndex), UnsafeRawPointer(other.base + other.startIndex)
    )
    var offset = 0
    while offset + 8 <= count {
      guard
        unsafe mine.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
          == others.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
      else { return false }
      offset += 8
    }
    while offset < count {
      guard
        unsafe mine.load(fromByteOffset: offset, as: UInt8.self)
          == others.load(fromByteOffset: offset, as: UInt8.self)
      else { return false }
      offset += 1
    }
    return true
  }

  /// The first place of a byte at or behind an index. Looks at sixteen at a time.
  func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    let wanted = SIMD16<UInt8>(repeating: byte)
    var index = start
    while index + 16 <= endIndex {
      let block = unsafe UnsafeRawPointer(base + index).loadUnaligned(as: SIMD16<UInt8>.self)
      if any(block .== wanted) { break }
      index += 16
    }
    while index < endIndex {
      if self[index] == byte { return index }
      index += 1
    }
    return nil
  }

  func firstIndex(of byte: UInt8) -> Int? { firstIndex(of: byte, from: startIndex) }

  func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: startIndex) != nil }

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
