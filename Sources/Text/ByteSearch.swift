extension [UInt8] {
  /// The first index of a byte, from a start on. Looks at sixteen bytes at a time.
  package func firstIndex(of byte: UInt8, from start: Int) -> Int? {
    let wanted = SIMD16<UInt8>(repeating: byte)
    return unsafe withUnsafeBytes { bytes in
      var index = start
      while index + 16 <= bytes.count {
        let block = unsafe bytes.loadUnaligned(fromByteOffset: index, as: SIMD16<UInt8>.self)
        let found = unsafe unsafeBitCast(block .== wanted, to: SIMD2<UInt64>.self)
        if found[0] != 0 { return index + found[0].littleEndian.trailingZeroBitCount / 8 }
        if found[1] != 0 { return index + 8 + found[1].littleEndian.trailingZeroBitCount / 8 }
        index += 16
      }
      while unsafe index < bytes.count && bytes[index] != byte { index += 1 }
      return index < bytes.count ? index : nil
    }
  }

  /// The first index at which other bytes stand, from a start on. `nil` if there are none to look for.
  package func firstIndex(of text: [UInt8], from start: Int) -> Int? {
    unsafe withUnsafeBufferPointer { bytes in
      unsafe text.withUnsafeBufferPointer {
        unsafe Bytes(bytes).firstIndex(of: Bytes($0), from: start)
      }
    }
  }

  /// Whether a word in lower-case ASCII stands at an index, in any case.
  @inlinable public func hasWord(_ word: StaticString, at index: Int) -> Bool {
    guard index >= 0, count - index >= word.utf8CodeUnitCount else { return false }
    return word.withUTF8Buffer { word in
      for offset in 0..<word.count
      where unsafe self[index + offset].asciiLowercased != word[offset] { return false }
      return true
    }
  }

  /// Whether a range holds exactly a word in lower-case ASCII, in any case.
  @inlinable public func isWord(_ word: StaticString, in range: Range<Int>) -> Bool {
    range.count == word.utf8CodeUnitCount && hasWord(word, at: range.lowerBound)
  }
}

extension UInt8 {
  /// The letter in lower case, if it is one of ASCII; else the byte itself.
  @inlinable public var asciiLowercased: UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(self) ? self | 0x20 : self
  }

  @inlinable public var isASCIILetter: Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
  }
}

extension String {
  /// Whether all bytes of the text's UTF-8 are right. Quicker than its view, which looks at each byte by itself.
  @inlinable public func hasOnlyBytes(_ isRight: (UInt8) -> Bool) -> Bool {
    let bytes = utf8Span.span
    for index in bytes.indices where !isRight(bytes[index]) { return false }
    return true
  }
}
