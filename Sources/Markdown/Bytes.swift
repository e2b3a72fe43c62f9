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

  /// The first place of one of three bytes at or behind an index. Looks at eight at a time.
  func firstIndex(of a: UInt8, or b: UInt8, or c: UInt8, from start: Int) -> Int? {
    let (a8, b8, c8) = (Word(repeating: a), Word(repeating: b), Word(repeating: c))
    var index = start
    while index + 8 <= endIndex {
      let word = unsafe Word(at: base + index)
      let found = word.zeros(xor: a8) | word.zeros(xor: b8) | word.zeros(xor: c8)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < endIndex {
      let byte = self[index]
      if byte == a || byte == b || byte == c { return index }
      index += 1
    }
    return nil
  }

  /// How many words begin: what is no space after what is one, or at the beginning.
  var wordCount: Int {
    var count = 0
    var index = startIndex
    /// Whether the byte before is of a word: 0 or 0x80.
    var before: UInt64 = 0
    while index + 8 <= endIndex {
      let letters = unsafe Word(at: base + index).aboveSpace
      count += (letters & ~(letters << 8 | before)).nonzeroBitCount
      before = letters >> 56
      index += 8
    }
    while index < endIndex {
      let letter: UInt64 = self[index] > 0x20 ? 0x80 : 0
      if letter & ~before != 0 { count += 1 }
      before = letter
      index += 1
    }
    return count
  }

  func firstIndex(of byte: UInt8) -> Int? { firstIndex(of: byte, from: startIndex) }

  func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: startIndex) != nil }

  func hasPrefix(_ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount <= count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      .elementsEqual(self[startIndex..<(startIndex + text.utf8CodeUnitCount)])
  }
}

/// Eight bytes looked at together, the first in the lowest bits.
private struct Word {
  private let bits: UInt64
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) init(repeating byte: UInt8) { bits = UInt64(byte) &* Word.ones }

  @inline(__always) init(at place: UnsafePointer<UInt8>) {
    bits = unsafe UInt64(
      littleEndian: UnsafeRawPointer(place).loadUnaligned(as: UInt64.self))
  }

  /// The high bit of the first byte that is the same in both is the lowest bit that is set.
  @inline(__always) func zeros(xor other: Word) -> UInt64 {
    let difference = bits ^ other.bits
    return (difference &- Word.ones) & ~difference & Word.highs
  }

  /// The high bit of each byte above 0x20.
  @inline(__always) var aboveSpace: UInt64 {
    (((bits & ~Word.highs) &+ 0x5F5F_5F5F_5F5F_5F5F) | bits) & Word.highs
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
