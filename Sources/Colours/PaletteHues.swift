/// The hues of a palette, all of which follow from the accent.
struct PaletteHues {
  let accent: OKLCH
  let second: SecondHue
  /// How much of a tint greys and papers get: none if the accent is grey, all if it is a colour of some strength.
  private let tint: Double

  init(_ accent: OKLCH) {
    self.accent = accent
    tint = min(1, accent.chroma / 0.05)
    let isRusty = !accent.isGrey && accent.isNear(hue: SecondHue.rust.light, within: 60)
    second = isRusty ? .blue : .rust
  }

  func colour(_ tone: Tone, in scheme: ColourScheme) -> OKLCH {
    switch tone.hue {
    case .accent:
      OKLCH(lightness: tone.lightness, chroma: tone.chroma * tint, hue: accent.hue)
    case .cream: OKLCH(lightness: tone.lightness, chroma: tone.chroma * tint, hue: 92)
    case .second:
      OKLCH(lightness: tone.lightness, chroma: tone.chroma, hue: second[scheme])
    }
  }

  /// The hue of a track, 1 to 8: eighths of the circle, beginning with the accent's. Tracks that follow each other
  /// are far apart, since most programmes have two to four.
  func track(_ number: Int) -> Double {
    let first = accent.isGrey ? 250 : accent.hue
    return first + [0, 180, 90, 270, 45, 225, 135, 315][(number - 1) % 8]
  }
}

extension OKLCH {
  /// Whether it has no hue that anybody would name.
  var isGrey: Bool { chroma < 0.02 }
}

/// The hue beside the accent's, for what counts: rust, or blue if the accent is too near to rust. Warm against cold is the
/// contrast that people see who don't tell red from green.
struct SecondHue {
  let light: Double
  let dark: Double
  /// On a dark accent: peach or pale gold.
  let spark: Double

  static let rust = SecondHue(light: 41, dark: 55, spark: 57)
  static let blue = SecondHue(light: 240, dark: 240, spark: 90)

  subscript(scheme: ColourScheme) -> Double {
    switch scheme {
    case .light: light
    case .dark: dark
    }
  }
}
