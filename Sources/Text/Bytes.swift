import ByteScan

/// A view of bytes that something else owns: the source, or a node of the tree.
///
/// Every access checks its bounds, in release builds too: a wrong index ends the program and never
/// publishes what happens to be in memory next to the text. What the compiler cannot check is how
/// long the owner lives; the closures of `parseMarkdown` and `withTree` see to that.
///
/// It is `public`, like the rest of this target that other targets' loops over bytes call: of what is `package`, release
/// builds inline nothing into another target, whatever `@inlinable` says (Swift 6.3).
///
/// Like a slice, it keeps the indices of the bytes it was cut from; those of the library's texts
/// begin at 0.
@safe @frozen public struct Bytes: RandomAccessCollection {
  @usableFromInline let base: UnsafePointer<UInt8>
  public let startIndex: Int
  public let endIndex: Int

  @inlinable public init(_ start: UnsafePointer<UInt8>?, count: Int) {
    precondition(unsafe count == 0 || count > 0 && start != nil)
    // The pointer of an empty text is never read through.
    unsafe base = start ?? UnsafePointer(bitPattern: 1)!
    startIndex = 0
    endIndex = count
  }

  @inlinable public init(_ buffer: UnsafeBufferPointer<UInt8>) {
    unsafe self.init(buffer.baseAddress, count: buffer.count)
  }

  @inlinable init(_ base: UnsafePointer<UInt8>, _ range: Range<Int>) {
    unsafe self.base = base
    startIndex = range.lowerBound
    endIndex = range.upperBound
  }

  @inline(__always) @inlinable public subscript(index: Int) -> UInt8 {
    precondition(index >= startIndex && index < endIndex)
    return unsafe base[index]
  }

  @inline(__always) @inlinable public subscript(range: Range<Int>) -> Bytes {
    precondition(range.lowerBound >= startIndex && range.upperBound <= endIndex)
    return unsafe Bytes(base, range)
  }

  // The library has these for every collection, but other targets would call them through the table of a protocol, byte by byte.

  @inline(__always) @inlinable public var count: Int { endIndex - startIndex }

  @inline(__always) @inlinable public var isEmpty: Bool { endIndex == startIndex }

  @inline(__always) @inlinable public func index(after index: Int) -> Int { index + 1 }

  @inline(__always) @inlinable public func formIndex(after index: inout Int) { index += 1 }

  @inline(__always) @inlinable public func index(before index: Int) -> Int { index - 1 }

  @inline(__always) @inlinable public func index(_ index: Int, offsetBy distance: Int) -> Int {
    index + distance
  }

  @inline(__always) @inlinable public func distance(from start: Int, to end: Int) -> Int {
    end - start
  }

  @inline(__always) @inlinable public var first: UInt8? { isEmpty ? nil : self[startIndex] }

  @inline(__always) @inlinable public var last: UInt8? { isEmpty ? nil : self[endIndex - 1] }

  /// The same bytes with indices from 0.
  @inlinable public var rebased: Bytes { unsafe Bytes(base + startIndex, count: count) }

  package var string: String { String(decoding: self, as: UTF8.self) }

  @inline(__always) @inlinable
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try unsafe body(UnsafeBufferPointer(start: base + startIndex, count: count))
  }

  /// Whether both have the same bytes. Compares eight at a time.
  package func elementsEqual(_ other: Bytes) -> Bool {
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

  /// The first index of a byte, at `start` or after it.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    precondition(start >= startIndex)
    let found = unsafe lectern_find(base, endIndex, start, byte)
    return found < endIndex ? found : nil
  }

  /// The first index at which other bytes stand, at `start` or after it. `nil` if there are none to look for.
  package func firstIndex(of text: Bytes, from start: Int) -> Int? {
    precondition(start >= startIndex)
    guard !text.isEmpty else { return nil }
    let found = unsafe lectern_find_text(
      base, endIndex, start, text.base + text.startIndex, text.count)
    return found < endIndex ? found : nil
  }

  /// How many of the bytes are this one.
  package func count(of byte: UInt8) -> Int {
    unsafe lectern_count(base + startIndex, count, byte)
  }

  /// The first index, at `start` or after it, of what typography or HTML may write otherwise
  /// (`& < > " ' - . % \`, and a space if asked), else the end.
  package func firstIndexOfMark(orSpace: Bool, from start: Int) -> Int {
    precondition(start >= startIndex)
    return unsafe lectern_find_mark(base, endIndex, start, orSpace ? 1 : 0)
  }

  /// The first index of one of three bytes, at `start` or after it. Looks at eight bytes at a time.
  package func firstIndex(of a: UInt8, or b: UInt8, or c: UInt8, from start: Int) -> Int? {
    precondition(start >= startIndex)
    let (a8, b8, c8) = (Word(repeating: a), Word(repeating: b), Word(repeating: c))
    var index = start
    while index + 8 <= endIndex {
      let word = unsafe Word(at: base + index)
      let found = word.zeros(xor: a8) | word.zeros(xor: b8) | word.zeros(xor: c8)
      if found != 0 { return index + found.trailingZeroBitCount / 8 }
      index += 8
    }
    while index < endIndex {
      let byte = unsafe base[index]
      if byte == a || byte == b || byte == c { return index }
      index += 1
    }
    return nil
  }

  /// Whether a text has a character that markup is made of: one of `[ \ ] ^ _ { | } ~ * <`.
  package var mayLookLikeMarkup: Bool { unsafe lectern_has_markup(base + startIndex, count) != 0 }

  /// Whether a text of ASCII stands anywhere.
  package func contains(_ text: StaticString) -> Bool {
    let first = unsafe text.utf8Start.pointee
    var start = startIndex
    while let found = firstIndex(of: first, from: start) {
      if self[found...].rebased.hasPrefix(text) { return true }
      start = found + 1
    }
    return false
  }

  /// Counts words: bytes above a space that follow a space or start the text.
  package var wordCount: Int { unsafe lectern_count_words(base + startIndex, count) }

  /// Counts Unicode scalars: bytes that do not continue one.
  package var scalarCount: Int {
    var count = count
    var index = startIndex
    while index + 8 <= endIndex {
      count -= unsafe Word(at: base + index).continuations.nonzeroBitCount
      index += 8
    }
    while index < endIndex {
      if unsafe base[index] & 0xC0 == 0x80 { count -= 1 }
      index += 1
    }
    return count
  }

  package func firstIndex(of byte: UInt8) -> Int? { firstIndex(of: byte, from: startIndex) }

  package func contains(_ byte: UInt8) -> Bool { firstIndex(of: byte, from: startIndex) != nil }

  package func hasPrefix(_ text: StaticString) -> Bool {
    guard text.utf8CodeUnitCount <= count else { return false }
    return unsafe UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
      .elementsEqual(self[startIndex..<(startIndex + text.utf8CodeUnitCount)])
  }
}

/// Eight bytes in one number, the first in the lowest bits.
private struct Word {
  private let bits: UInt64
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let highs: UInt64 = 0x8080_8080_8080_8080

  @inline(__always) init(repeating byte: UInt8) { bits = UInt64(byte) &* Word.ones }

  @inline(__always) init(at start: UnsafePointer<UInt8>) {
    bits = unsafe UInt64(
      littleEndian: UnsafeRawPointer(start).loadUnaligned(as: UInt64.self))
  }

  /// A number whose lowest set bit is the high bit of the first byte that both have in common.
  @inline(__always) func zeros(xor other: Word) -> UInt64 {
    let difference = bits ^ other.bits
    return (difference &- Word.ones) & ~difference & Word.highs
  }

  /// The high bit of each byte that continues a scalar of UTF-8.
  @inline(__always) var continuations: UInt64 { bits & ~(bits << 1) & Word.highs }
}

extension ByteBuffer {
  package mutating func append(_ text: Bytes) {
    unsafe text.withContiguousStorageIfAvailable { unsafe append($0) }
  }

  package mutating func append(escaping text: Bytes) {
    unsafe text.withContiguousStorageIfAvailable { unsafe append(escaping: $0, as: .markdown) }
  }
}
