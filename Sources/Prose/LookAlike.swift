import Text

/// Something in a block's text that an editor meant otherwise.
package struct LookAlike {
  package var code: LookAlikeCode
  /// A dead reference, or text that surely nobody meant to publish.
  package var isError = false
  package var message: String
  package var help: String
  /// Where in the block's text it was found.
  package var position: Int
  /// What the source has there.
  package var needle: [UInt8]
  /// Whether the place begins with the bracket that the needle closes.
  package var beginsAtBracket = false
}

/// What stands in a block's text for something that is no text.
package enum Placeholder {
  package static let code: UInt8 = 1
  package static let link: UInt8 = 2
  package static let picture: UInt8 = 3
  package static let footnote: UInt8 = 4
}

extension Bytes {
  /// Whether a line of text begins like a heading, a list, a table, a directive or the like.
  package var mayBeginLikeMarkup: Bool {
    guard let first else { return false }
    let second = count > 1 ? self[startIndex + 1] : 0
    switch first {
    case UInt8(ascii: "#"), UInt8(ascii: "|"), UInt8(ascii: "*"), UInt8(ascii: "-"),
      UInt8(ascii: "+"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "="):
      return true
    case UInt8(ascii: ":"), UInt8(ascii: "!"):
      return second == first
    case UInt8(ascii: "0")...UInt8(ascii: "9"):
      var index = startIndex + 1
      while index < endIndex, isDigit(self[index]) { index += 1 }
      return index < endIndex
        && (self[index] == UInt8(ascii: ".") || self[index] == UInt8(ascii: ")"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"):
      return second == UInt8(ascii: ")") || second == 0x09
    case 0xC2, 0xE2: return true
    default: return false
    }
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

/// How far the end of something is looked for, so that many beginnings take no more than their number.
package let longestLookAlike = 1_000
