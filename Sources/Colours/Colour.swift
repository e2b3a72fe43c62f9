import Text
import Web

/// An sRGB colour of three bytes, as a style sheet writes it: `#0a4341`.
package struct Colour: Hashable, Sendable {
  package let red: UInt8
  package let green: UInt8
  package let blue: UInt8

  package init(red: UInt8, green: UInt8, blue: UInt8) {
    self.red = red
    self.green = green
    self.blue = blue
  }

  package static let black = Colour(red: 0, green: 0, blue: 0)
  package static let white = Colour(red: 255, green: 255, blue: 255)

  /// A colour as an editor writes it: `#` and six hexadecimal digits, or three, each of which stands for two.
  ///
  /// The `#` may be missing, since a shell and YAML take it for the start of a comment. Names of colours are not
  /// read: nobody's brand is called `teal`, and of two people who write it one means another colour.
  package init(_ written: String) throws(AccentMistake) {
    let digits = (written.hasPrefix("#") ? written.dropFirst() : written[...]).utf8
    let values = digits.compactMap(hexadecimalValue)
    guard values.count == digits.count else { throw .unreadable(written) }
    switch values.count {
    case 3: self.init(red: values[0] * 17, green: values[1] * 17, blue: values[2] * 17)
    case 6:
      self.init(
        red: values[0] * 16 + values[1], green: values[2] * 16 + values[3],
        blue: values[4] * 16 + values[5])
    default: throw .unreadable(written)
    }
  }

  /// The colour as `#rrggbb`, in small letters.
  package var hexadecimal: String {
    let digits = Array("0123456789abcdef".utf8)
    var buffer = ByteBuffer()
    buffer.append("#")
    for byte in [red, green, blue] {
      buffer.append(digits[Int(byte >> 4)])
      buffer.append(digits[Int(byte & 15)])
    }
    return buffer.string
  }
}

// MARK: Contrast

extension Colour {
  /// The relative luminance as WCAG 2.2 defines it: 0 for black, 1 for white.
  package var luminance: Double {
    let light = LinearColour(self)
    return 0.2126 * light.red + 0.7152 * light.green + 0.0722 * light.blue
  }

  /// The contrast ratio with another colour as WCAG 2.2 defines it, from 1 to 21.
  package func contrast(with other: Colour) -> Double {
    let (darker, lighter) = (min(luminance, other.luminance), max(luminance, other.luminance))
    return (lighter + 0.05) / (darker + 0.05)
  }
}
