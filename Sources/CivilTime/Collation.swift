// Sort keys of our own rather than ICU's comparison: pages are ordered many times and on every
// machine alike, and Foundation compares two strings in a microsecond but gives no keys. The order
// is the CLDR's for the languages of Europe; what other scripts need beyond the order of their
// letters (Chinese by sound, say) would be ICU's to tell. The tests compare each with ICU.

/// The order in which a language lists titles and names.
///
/// Unicode Technical Standard 10: letters decide first, then accents, then case; and numbers count
/// as numbers, so that Session 10 follows Session 9.
package struct Collation: Sendable {
  let weights: CollationWeights

  /// The order of a language by its BCP 47 tag; languages without rules of their own share one.
  package init(language: String) {
    weights = CollationWeights(tailoredFor: language)
  }

  /// Where a text stands in the order. Made once for a title; comparing keys is comparing bytes.
  package func key(for text: String) -> CollationKey {
    var text = text
    return text.withUTF8 { utf8 in
      var writer = CollationKeyWriter(capacity: utf8.count)
      if unsafe weights.hasNoContractions && utf8.allSatisfy({ $0 < 0x80 }) {
        unsafe writer.write(ascii: utf8, weights)
      } else {
        let scalars = unsafe weights.composed(String(decoding: utf8, as: UTF8.self).unicodeScalars)
        writer.write(scalars, weights)
      }
      return CollationKey(bytes: writer.finish())
    }
  }
}

/// The place of a text in a language's order.
package struct CollationKey: Hashable, Sendable {
  package let bytes: [UInt8]
}

extension CollationKey: Comparable {
  package static func < (a: CollationKey, b: CollationKey) -> Bool {
    a.bytes.lexicographicallyPrecedes(b.bytes)
  }
}

/// What one letter weighs at the three levels. A primary of zero is an accent alone.
struct CollationElement: Hashable, Sendable {
  /// Two bytes, or four for letters that are ordered by their code point.
  var primary: UInt32
  var secondary: UInt8 = CollationElement.common
  var tertiary: UInt8 = CollationElement.common

  /// The least weight. Trailing ones are left out of a key.
  static let common: UInt8 = 5
}

/// Writes primary weights, then secondary, then tertiary ones, with 1 between the levels.
struct CollationKeyWriter {
  private var key: [UInt8] = []
  private var secondaries = Level()
  private var tertiaries = Level()

  private struct Level {
    var bytes: [UInt8] = []
    var commons = 0

    @inline(__always) mutating func append(_ weight: UInt8) {
      if weight == CollationElement.common {
        commons += 1
      } else {
        for _ in 0..<commons { bytes.append(CollationElement.common) }
        commons = 0
        bytes.append(weight)
      }
    }
  }

  init(capacity: Int) { key.reserveCapacity(2 * capacity + 8) }

  @inline(__always) mutating func append(_ element: CollationElement) {
    let primary = element.primary
    if primary > 0xFFFF {
      key.append(UInt8(truncatingIfNeeded: primary >> 24))
      key.append(UInt8(truncatingIfNeeded: primary >> 16))
    }
    if primary > 0 {
      key.append(UInt8(truncatingIfNeeded: primary >> 8))
      key.append(UInt8(truncatingIfNeeded: primary))
    }
    secondaries.append(element.secondary)
    tertiaries.append(element.tertiary)
  }

  @unsafe mutating func write(ascii text: UnsafeBufferPointer<UInt8>, _ weights: CollationWeights) {
    var index = 0
    while index < text.count {
      let byte = unsafe text[index]
      if isDigit(byte) {
        unsafe write(number: text[index...].prefix(while: isDigit))
        while index < text.count, isDigit(unsafe text[index]) { index += 1 }
      } else {
        if let element = weights.ascii[Int(byte)] { append(element) }
        index += 1
      }
    }
  }

  mutating func write(_ scalars: [Unicode.Scalar], _ weights: CollationWeights) {
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      if let byte = UInt8(exactly: scalar.value), isDigit(byte) {
        let digits = scalars[index...].prefix { $0.isASCII && isDigit(UInt8($0.value)) }
        write(number: digits.map { UInt8($0.value) })
        index += digits.count
      } else if let (elements, length) = weights.contraction(at: index, of: scalars) {
        for element in elements { append(element) }
        index += length
      } else {
        for element in weights.elements(of: scalar) { append(element) }
        index += 1
      }
    }
  }

  /// A number weighs by the count of its digits, then by the digits.
  private mutating func write(number: some Collection<UInt8>) {
    let digits = number.drop { $0 == UInt8(ascii: "0") }
    key.append(CollationWeights.numberLead)
    key.append(UInt8(min(digits.count, 250)) + 2)
    key.append(contentsOf: digits)
    secondaries.append(CollationElement.common)
    tertiaries.append(CollationElement.common)
  }

  mutating func finish() -> [UInt8] {
    guard !secondaries.bytes.isEmpty || !tertiaries.bytes.isEmpty else { return key }
    key.append(1)
    key.append(contentsOf: secondaries.bytes)
    key.append(1)
    key.append(contentsOf: tertiaries.bytes)
    return key
  }
}

@inline(__always) private func isDigit(_ byte: UInt8) -> Bool { 0x30...0x39 ~= byte }
