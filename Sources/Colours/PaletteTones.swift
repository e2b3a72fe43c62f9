// The numbers are those of a palette that was made by hand for the accent #0a4341. Chroma is what that palette has;
// an accent that is nearly grey gets less of it.

/// A colour as the design would have it, before contrast is looked at.
struct Tone {
  enum Hue { case accent, cream, second }

  let lightness: Double
  let chroma: Double
  let hue: Hue

  init(_ lightness: Double, _ chroma: Double, _ hue: Hue) {
    self.lightness = lightness
    self.chroma = chroma
    self.hue = hue
  }
}

/// What a scheme's colours begin with.
struct SchemeTones {
  /// What others stand on.
  let grounds: [(name: ColourName, tone: Tone)]
  /// What stands on them.
  let texts: [(name: ColourName, tone: Tone)]
  /// The lightness and chroma of a track's three colours; the hue is the track's.
  let track: (soft: Tone, text: Tone, edge: Tone)
  let onAccent: (ink: Tone, soft: Tone)

  static let light = SchemeTones(
    grounds: [
      (.paper, Tone(0.991, 0.004, .cream)),
      (.paperSoft, Tone(0.954, 0.011, .cream)),
    ],
    texts: [
      (.ink, Tone(0.237, 0.016, .accent)),
      (.inkSoft, Tone(0.419, 0.018, .accent)),
      (.line, Tone(0.863, 0.019, .cream)),
      (.edge, Tone(0.608, 0.013, .accent)),
      (.warm, Tone(0.444, 0.131, .second)),
    ],
    track: (
      Tone(0.935, 0.04, .accent), Tone(0.5, 0.13, .accent), Tone(0.605, 0.14, .accent)
    ),
    onAccent: (Tone(1, 0, .accent), Tone(0.906, 0.026, .accent)))

  static let dark = SchemeTones(
    grounds: [
      (.paper, Tone(0.197, 0.011, .accent)),
      (.paperSoft, Tone(0.25, 0.015, .accent)),
    ],
    texts: [
      (.ink, Tone(0.947, 0.008, .accent)),
      (.inkSoft, Tone(0.78, 0.016, .accent)),
      (.line, Tone(0.373, 0.019, .accent)),
      (.edge, Tone(0.627, 0.018, .accent)),
      (.warm, Tone(0.815, 0.116, .second)),
    ],
    track: (Tone(0.29, 0.045, .accent), Tone(0.8, 0.1, .accent), Tone(0.6, 0.1, .accent)),
    onAccent: (Tone(0.979, 0.008, .accent), Tone(0.871, 0.032, .accent)))

  /// On an accent that is too light for white text; in both schemes.
  static let onLightAccent = (ink: Tone(0.237, 0.016, .accent), soft: Tone(0.33, 0.04, .accent))
}
