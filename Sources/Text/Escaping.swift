/// How text is made safe to stand in markup.
///
/// Both forms are safe in element content and in a quoted attribute's value. They differ in the
/// spelling that readers of the output expect: the GFM specification's examples, or Jinja's.
package enum Escaping: Sendable {
  /// `&amp; &lt; &gt; &quot;`, as the CommonMark specification's examples have it.
  case markdown
  /// `&amp; &lt; &gt; &#34; &#39;`, as Jinja's `escape` has it.
  case template
}

extension ByteBuffer {
  /// Appends text with the characters that mean something in HTML and XML written as references.
  package mutating func append(escaping text: String, as form: Escaping) {
    var text = text
    text.withUTF8 { unsafe append(escaping: $0, as: form) }
  }

  package mutating func append(escaping text: ArraySlice<UInt8>, as form: Escaping) {
    unsafe text.withUnsafeBufferPointer { unsafe append(escaping: $0, as: form) }
  }

  package mutating func append(escaping text: [UInt8], as form: Escaping) {
    unsafe text.withUnsafeBufferPointer { unsafe append(escaping: $0, as: form) }
  }

  /// Appends UTF-8 bytes escaped. Runs without special characters are copied whole.
  @unsafe package mutating func append(
    escaping text: UnsafeBufferPointer<UInt8>, as form: Escaping
  ) {
    var runStart = 0
    var index = unsafe firstSpecial(in: text, from: 0)
    while index < text.count {
      if let reference = unsafe form.reference(for: text[index]) {
        unsafe append(UnsafeBufferPointer(rebasing: text[runStart..<index]))
        append(reference)
        runStart = index + 1
      }
      index = unsafe firstSpecial(in: text, from: index + 1)
    }
    unsafe append(UnsafeBufferPointer(rebasing: text[runStart...]))
  }
}

/// The first index, at `start` or after it, of one of `& ' < > "`, else the end. Looks at eight bytes at a time.
@unsafe private func firstSpecial(in text: UnsafeBufferPointer<UInt8>, from start: Int) -> Int {
  let raw = UnsafeRawBufferPointer(text)
  var index = start
  while index + 8 <= text.count {
    let word = unsafe UInt64(
      littleEndian: raw.loadUnaligned(fromByteOffset: index, as: UInt64.self))
    // & and ', and < and >, differ in one bit each.
    let found =
      zeros(word & (ones &* 0xFE) ^ ones &* 0x26) | zeros(word & (ones &* 0xFD) ^ ones &* 0x3C)
      | zeros(word ^ ones &* 0x22)
    if found != 0 { return index + found.trailingZeroBitCount / 8 }
    index += 8
  }
  while index < text.count {
    switch unsafe text[index] {
    case UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "<"), UInt8(ascii: ">"),
      UInt8(ascii: "\""):
      return index
    default: index += 1
    }
  }
  return text.count
}

private let ones: UInt64 = 0x0101_0101_0101_0101

/// A number whose lowest set bit is the high bit of the first byte that is zero.
@inline(__always) private func zeros(_ word: UInt64) -> UInt64 {
  (word &- ones) & ~word & (ones &* 0x80)
}

extension Escaping {
  @inline(__always) fileprivate func reference(for byte: UInt8) -> StaticString? {
    switch byte {
    case UInt8(ascii: "&"): "&amp;"
    case UInt8(ascii: "<"): "&lt;"
    case UInt8(ascii: ">"): "&gt;"
    case UInt8(ascii: "\""): self == .markdown ? "&quot;" : "&#34;"
    case UInt8(ascii: "'"): self == .markdown ? nil : "&#39;"
    default: nil
    }
  }
}
