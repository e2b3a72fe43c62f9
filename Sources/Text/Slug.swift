/// The form of a text that stands in an address or an id: lower case, words joined by hyphens.
///
/// Letters that come from the Latin ones are written with those (`Malmö` → `malmo`, `Straße` → `strasse`, `ﬁ` → `fi`,
/// `x²` → `x2`); letters and digits of other scripts stay as they are, composed (NFC). Everything else parts words.
/// Empty if nothing is left. The slug of a slug is the same text.
package func slug(_ text: String) -> String {
  let bytes = text.utf8Span.span
  if bytes.indices.allSatisfy({ bytes[$0] < 0x80 }) {
    return unsafe String(unsafeUninitializedCapacity: 2 * bytes.count + 1) { slug in
      var count = 0
      var wordEnded = false
      for index in bytes.indices {
        switch slugByte(bytes[index]) {
        case .letter(let letter):
          if wordEnded && count > 0 {
            unsafe slug[count] = UInt8(ascii: "-")
            count += 1
          }
          wordEnded = false
          unsafe slug[count] = letter
          count += 1
        case .nothing: break
        case .endOfWord: wordEnded = true
        }
      }
      return count
    }
  }
  var writer = SlugWriter(capacity: text.utf8.count)
  for scalar in text.composed.unicodeScalars { writer.append(scalar) }
  return writer.text.composed
}

/// What a byte of ASCII is in a slug.
private enum SlugByte {
  case letter(UInt8)
  case nothing
  case endOfWord
}

@inline(__always) private func slugByte(_ byte: UInt8) -> SlugByte {
  switch byte {
  case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): .letter(byte)
  case UInt8(ascii: "A")...UInt8(ascii: "Z"): .letter(byte + 32)
  case UInt8(ascii: "'"): .nothing
  default: .endOfWord
  }
}

private struct SlugWriter {
  private var bytes: [UInt8] = []
  private var wordEnded = false

  init(capacity: Int) { bytes.reserveCapacity(capacity) }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func append(ascii byte: UInt8) {
    switch slugByte(byte) {
    case .letter(let letter): put(letter)
    case .nothing: break
    case .endOfWord: wordEnded = true
    }
  }

  private mutating func append(ascii text: String) {
    for byte in text.utf8 { append(ascii: byte) }
  }

  mutating func append(_ scalar: Unicode.Scalar) {
    if scalar.isASCII { return append(ascii: UInt8(scalar.value)) }
    switch scalar {
    // An apostrophe, a soft hyphen, the joiners inside of words, and accents, which belong to the letter before.
    case "’", "\u{2BC}", "\u{AD}", "\u{200C}", "\u{200D}", "\u{FE00}"..."\u{FE0F}",
      "\u{300}"..."\u{36F}":
      return
    default: break
    }
    if let plain = plainForm(of: scalar) { return append(ascii: plain) }
    // Without its accents it may be a Latin letter.
    let parts = String(scalar).decomposed.unicodeScalars
    if let first = parts.first, parts.count > 1, first.isASCII || plainForm(of: first) != nil {
      return append(first)
    }
    let properties = scalar.properties
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark:
      // A part of the letter before it. Latin letters lose theirs.
      if !wordEnded, let last = bytes.last, last >= 0x80 { put(String(scalar).utf8) }
    case .decimalNumber, .letterNumber: put(String(scalar).utf8)
    case .otherNumber:
      let number = properties.numericValue.flatMap { Int(exactly: $0) }
      if let number, number >= 0 {
        append(ascii: String(number))
      } else {
        wordEnded = true
      }
    default:
      guard properties.isAlphabetic else {
        wordEnded = true
        return
      }
      let small = properties.lowercaseMapping.unicodeScalars
      if let first = small.first, small.count == 1, first != scalar { return append(first) }
      put(properties.lowercaseMapping.utf8)
    }
  }

  private mutating func put(_ letters: String.UTF8View) {
    for byte in letters { put(byte) }
  }

  private mutating func put(_ byte: UInt8) {
    if wordEnded && !bytes.isEmpty { bytes.append(UInt8(ascii: "-")) }
    wordEnded = false
    bytes.append(byte)
  }
}

/// How a sign is written with Latin letters and digits alone, if that is not by leaving its accent out.
private func plainForm(of scalar: Unicode.Scalar) -> String? {
  switch scalar.value {
  case 0xFF01...0xFF5E: Unicode.Scalar(scalar.value - 0xFEE0).map(String.init)  // full width
  case 0x2160...0x216F: romanNumerals[Int(scalar.value - 0x2160)]
  case 0x2170...0x217F: romanNumerals[Int(scalar.value - 0x2170)]
  case 0x24B6...0x24CF: Unicode.Scalar(scalar.value - 0x24B6 + 0x61).map(String.init)  // in circles
  case 0x24D0...0x24E9: Unicode.Scalar(scalar.value - 0x24D0 + 0x61).map(String.init)
  default: plainLatin[scalar]
  }
}

private let romanNumerals = [
  "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "l", "c", "d", "m",
]

/// Latin letters and signs that have no accent to leave out, by the plain letters they are written with.
private let plainLatin: [Unicode.Scalar: String] = {
  let families: [(String, String)] = [
    ("a", "ªₐᵃ"), ("ae", "æÆ"), ("b", "ƀɓƁƃƂ"), ("c", "ƈƇȼȻ"), ("d", "đĐɖƉɗƊƌƋ"), ("dh", "ðÐ"),
    ("dz", "ǆǅǄǳǲǱ"),
    ("e", "ɇɆǝƎɛƐəƏₑᵉ"), ("f", "ƒƑ"), ("g", "ǥǤɠƓ"), ("h", "ħĦⱨⱧ"), ("i", "ıɨƗⁱ"), ("ij", "ĳĲ"),
    ("j", "ɉɈȷ"),
    ("k", "ĸƙƘⱪⱩ"), ("l", "łŁŀĿƚȽℓ"), ("lj", "ǉǈǇ"), ("n", "ŋŊŉɲƝƞȠⁿ"), ("nj", "ǌǋǊ"),
    ("o", "øØɵƟºɔƆₒᵒ"),
    ("oe", "œŒ"), ("p", "ƥƤ"), ("r", "ɍɌ"), ("s", "ſ"), ("ss", "ßẞ"), ("t", "ŧŦƭƬʈƮ"), ("th", "þÞ"),
    ("u", "ʉɄ"),
    ("v", "ʋƲ"), ("y", "ƴƳɏɎ"), ("z", "ƶƵȥȤ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ"), ("ffi", "ﬃ"),
    ("ffl", "ﬄ"),
    ("st", "ﬅﬆ"), ("no", "№"),
    ("1-4", "¼"), ("1-2", "½"), ("3-4", "¾"), ("1-7", "⅐"), ("1-9", "⅑"), ("1-10", "⅒"),
    ("1-3", "⅓"), ("2-3", "⅔"),
    ("1-5", "⅕"), ("2-5", "⅖"), ("3-5", "⅗"), ("4-5", "⅘"), ("1-6", "⅙"), ("5-6", "⅚"),
    ("1-8", "⅛"), ("3-8", "⅜"),
    ("5-8", "⅝"), ("7-8", "⅞"), ("0-3", "↉"),
  ]
  var table: [Unicode.Scalar: String] = [:]
  for (plain, letters) in families {
    for letter in letters.unicodeScalars { table[letter] = plain }
  }
  return table
}()
