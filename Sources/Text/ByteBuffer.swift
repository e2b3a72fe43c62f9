/// UTF-8 bytes that are being written: a page, a feed, a calendar.
///
/// Renderers append runs of bytes and never build a `String` on the way. Anything appended must be
/// valid UTF-8; the buffer does not look.
public struct ByteBuffer: Hashable, Sendable {
  public var bytes: [UInt8]

  @inlinable public init() { bytes = [] }

  @inlinable public init(capacity: Int) {
    bytes = []
    bytes.reserveCapacity(capacity)
  }

  @inlinable public init(_ bytes: [UInt8]) { self.bytes = bytes }

  @inlinable public init(_ text: String) { bytes = Array(text.utf8) }

  @inlinable public var count: Int { bytes.count }
  @inlinable public var isEmpty: Bool { bytes.isEmpty }

  /// What was written, as a string. For tests and messages; renderers have no use for it.
  package var string: String { String(decoding: bytes, as: UTF8.self) }

  @inlinable public mutating func append(_ byte: UInt8) { bytes.append(byte) }

  /// Appends a run. The library's way to append the contents of something takes twice the time, since there might
  /// be more in it than it says.
  @unsafe package mutating func append(_ run: UnsafeBufferPointer<UInt8>) {
    guard let start = run.baseAddress, !run.isEmpty else { return }
    bytes.append(addingCapacity: run.count) { span in
      unsafe span.withUnsafeMutableBufferPointer { room, count in
        unsafe room.baseAddress!.initialize(from: start, count: run.count)
        count = run.count
      }
    }
  }

  package mutating func append(_ other: [UInt8]) {
    unsafe other.withUnsafeBufferPointer { unsafe append($0) }
  }

  package mutating func append(_ other: ArraySlice<UInt8>) {
    unsafe other.withUnsafeBufferPointer { unsafe append($0) }
  }

  package mutating func append(_ other: ByteBuffer) { append(other.bytes) }

  @inlinable public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  @inlinable public mutating func append(_ text: Substring) { bytes.append(contentsOf: text.utf8) }

  package mutating func append(_ text: StaticString) {
    unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends a number in decimal digits.
  package mutating func append(decimal number: Int) {
    if number >= 0 && number < 10 {
      bytes.append(UInt8(ascii: "0") + UInt8(number))
    } else {
      append(String(number))
    }
  }
}

extension ByteBuffer {
  /// Appends a part of other bytes.
  package mutating func append(_ other: [UInt8], in range: Range<Int>) {
    unsafe other.withUnsafeBufferPointer { other in
      unsafe append(UnsafeBufferPointer(rebasing: other[range]))
    }
  }
}
