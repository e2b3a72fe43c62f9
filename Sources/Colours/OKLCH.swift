/// A colour by lightness, chroma and hue, as Björn Ottosson defined them and CSS writes `oklch()`.
///
/// Steps of the same size look about the same size, whatever the hue. So a palette can say "as light as that one,
/// in another hue", which sRGB and HSL cannot.
package struct OKLCH: Hashable, Sendable {
  /// 0 is black, 1 is white.
  package var lightness: Double
  /// 0 is grey; the strongest colours of a screen have 0.1 to 0.32, depending on hue and lightness.
  package var chroma: Double
  /// In degrees: about 29 is red, 110 yellow, 142 green, 264 blue.
  package var hue: Double

  package init(lightness: Double, chroma: Double, hue: Double) {
    self.lightness = lightness
    self.chroma = chroma
    self.hue = hue
  }

  /// How far two hues are apart, 0 to 180 degrees.
  package func isNear(hue other: Double, within degrees: Double) -> Bool {
    let apart = (hue - other).magnitude.truncatingRemainder(dividingBy: 360)
    return min(apart, 360 - apart) <= degrees
  }
}

extension Colour {
  /// The colour that a screen shows: what is too strong for it keeps lightness and hue, and loses chroma.
  package init(_ wanted: OKLCH) {
    if wanted.lightness <= 0 {
      self = .black
    } else if wanted.lightness >= 1 {
      self = .white
    } else {
      self.init(wanted.withShowableChroma.light)
    }
  }
}

extension OKLCH {
  fileprivate var withShowableChroma: OKLCH {
    guard !light.isShowable else { return self }
    var shown = self
    var (showable, tooStrong) = (0.0, chroma)
    // Twenty halvings are finer than a byte is.
    for _ in 0..<20 {
      shown.chroma = (showable + tooStrong) / 2
      if shown.light.isShowable { showable = shown.chroma } else { tooStrong = shown.chroma }
    }
    shown.chroma = showable
    return shown
  }
}
