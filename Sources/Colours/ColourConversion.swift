// From bytes to light and on to OKLCH, and back. The one file that needs the C library's functions for numbers.
//
// The matrices are Björn Ottosson's, "A perceptual color space for image processing"
// (https://bottosson.github.io/posts/oklab/), with his correction of 2021.

import Glibc

/// The light that a colour's three parts give: 0 for none, 1 for all. Numbers outside are no colour of a screen.
struct LinearColour {
  var red: Double
  var green: Double
  var blue: Double

  /// Whether a screen can show it. The matrices have ten digits, so a pure colour may miss its limit by a little.
  var isShowable: Bool {
    let limits = -0.0001...1.0001
    return limits.contains(red) && limits.contains(green) && limits.contains(blue)
  }
}

// MARK: Bytes and light

extension LinearColour {
  init(_ colour: Colour) {
    red = lightOfByte[Int(colour.red)]
    green = lightOfByte[Int(colour.green)]
    blue = lightOfByte[Int(colour.blue)]
  }
}

extension Colour {
  /// The nearest colour that bytes can say.
  init(_ light: LinearColour) {
    self.init(red: byte(light.red), green: byte(light.green), blue: byte(light.blue))
  }
}

/// What each byte means. Palettes ask thousands of times.
private let lightOfByte: [Double] = (0...255).map { byte in
  let part = Double(byte) / 255
  return part <= 0.04045 ? part / 12.92 : pow((part + 0.055) / 1.055, 2.4)
}

private func byte(_ light: Double) -> UInt8 {
  let light = min(max(light, 0), 1)
  let part = light <= 0.0031308 ? light * 12.92 : 1.055 * pow(light, 1 / 2.4) - 0.055
  return UInt8((part * 255).rounded())
}

// MARK: Light and OKLCH

extension OKLCH {
  package init(_ colour: Colour) {
    let light = LinearColour(colour)
    let long = cbrt(
      0.4122214708 * light.red + 0.5363325363 * light.green + 0.0514459929 * light.blue)
    let medium = cbrt(
      0.2119034982 * light.red + 0.6806995451 * light.green + 0.1073969566 * light.blue)
    let short = cbrt(
      0.0883024619 * light.red + 0.2817188376 * light.green + 0.6299787005 * light.blue)
    let a = 1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short
    let b = 0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short
    let angle = atan2(b, a) * 180 / .pi
    self.init(
      lightness: 0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
      chroma: hypot(a, b), hue: angle < 0 ? angle + 360 : angle)
  }

  /// The point on the plane of hues, whose middle is grey.
  private var plane: (a: Double, b: Double) {
    (chroma * cos(hue * .pi / 180), chroma * sin(hue * .pi / 180))
  }

  var light: LinearColour {
    let (a, b) = plane
    let long = cube(lightness + 0.3963377774 * a + 0.2158037573 * b)
    let medium = cube(lightness - 0.1055613458 * a - 0.0638541728 * b)
    let short = cube(lightness - 0.0894841775 * a - 1.2914855480 * b)
    return LinearColour(
      red: 4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
      green: -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
      blue: -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short)
  }

  /// How different two colours look: 0 is the same, 1 is black and white.
  package func distance(to other: OKLCH) -> Double {
    hypot(
      lightness - other.lightness, hypot(plane.a - other.plane.a, plane.b - other.plane.b))
  }
}

private func cube(_ number: Double) -> Double { number * number * number }
