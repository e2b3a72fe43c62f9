/// Makes the colours of one scheme, what others stand on first.
struct SchemeMixer {
  private let scheme: ColourScheme
  private let tones: SchemeTones
  private let hues: PaletteHues
  /// Away from the page: the way to more contrast.
  private let away: Shading
  private var colours = SchemeColours()

  static func light(_ accent: Colour) -> SchemeColours {
    var mixer = SchemeMixer(.light, .light, accent, away: .darker)
    mixer.mixGrounds()
    mixer.colours[.accent] = accent
    mixer.mixTexts()
    mixer.mixLinkOnLight(from: accent)
    mixer.mixOnAccent()
    return mixer.colours
  }

  static func dark(_ accent: Colour) -> SchemeColours {
    var mixer = SchemeMixer(.dark, .dark, accent, away: .lighter)
    mixer.mixGrounds()
    mixer.mixAccentOnDark()
    mixer.mixTexts()
    mixer.mixLinkOnDark()
    mixer.mixOnAccent()
    return mixer.colours
  }

  /// Whether an accent can be seen on its own page.
  static func canStandOnLight(_ accent: Colour) -> Bool {
    var mixer = SchemeMixer(.light, .light, accent, away: .darker)
    mixer.mixGrounds()
    return mixer.colours.holds(accent, as: .accent)
  }

  private init(
    _ scheme: ColourScheme, _ tones: SchemeTones, _ accent: Colour, away: Shading
  ) {
    self.scheme = scheme
    self.tones = tones
    self.away = away
    hues = PaletteHues(OKLCH(accent))
  }

  /// Sets a colour: the wanted one, or its first shade that holds all pairs of its name.
  private mutating func mix(_ name: ColourName, _ wanted: OKLCH, _ shading: Shading) {
    colours[name] = wanted.firstShade(shading) { colours.holds($0, as: name) }
  }
}

// MARK: On the page

extension SchemeMixer {
  private mutating func mixGrounds() {
    for (name, tone) in tones.grounds { colours[name] = Colour(hues.colour(tone, in: scheme)) }
    for number in 1...ColourName.trackCount {
      colours[.trackSoft(number)] = Colour(trackColour(tones.track.soft, number))
    }
  }

  private mutating func mixTexts() {
    for (name, tone) in tones.texts { mix(name, hues.colour(tone, in: scheme), away) }
    for number in 1...ColourName.trackCount {
      mix(.track(number), trackColour(tones.track.text, number), away)
      mix(.trackEdge(number), trackColour(tones.track.edge, number), away)
    }
  }

  private func trackColour(_ tone: Tone, _ number: Int) -> OKLCH {
    OKLCH(lightness: tone.lightness, chroma: tone.chroma, hue: hues.track(number))
  }

  /// The accent itself where it is legible and can be told from the ink, else the nearest shade that is.
  private mutating func mixLinkOnLight(from accent: Colour) {
    var link = hues.accent
    guard link.lightness < 0.4 || link.isGrey else {
      if colours.holds(accent, as: .link) {
        colours[.link] = accent
      } else {
        mix(.link, link, .darker)
      }
      return
    }
    // A lighter shade may be stronger, too. Black with a trace of a hue would become a bright colour.
    let stronger = link.chroma * 0.412 / max(link.lightness, 0.05)
    link.chroma = min(stronger, max(link.chroma, 0.12))
    link.lightness = 0.412
    mix(.link, link, .darker)
  }

  private mutating func mixLinkOnDark() {
    let accent = hues.accent
    let link = OKLCH(
      lightness: min(max(accent.lightness, 0.81), 0.85), chroma: min(accent.chroma * 1.55, 0.115),
      hue: accent.hue)
    mix(.link, link, .lighter)
  }
}

// MARK: The accent

extension SchemeMixer {
  /// A band of a bright accent would glare on a dark page. So it is darkened, by about half of what it is lighter than a
  /// calm one, and until light text can stand on it. Yellow would turn to mud: it becomes gold, with dark text.
  private mutating func mixAccentOnDark() {
    var accent = hues.accent
    if isYellow(accent) {
      accent.lightness = min(accent.lightness, 0.78)
      mix(.accent, accent, .lighter)
      return
    }
    let calm = 0.34
    if accent.lightness > calm {
      let lightness = calm + (accent.lightness - calm) * 0.45
      accent.chroma *= (lightness / accent.lightness).squareRoot()
      accent.lightness = lightness
    }
    accent.lightness = max(accent.lightness, 0.3)
    let ink = Colour(hues.colour(tones.onAccent.ink, in: scheme))
    colours[.accent] = accent.firstShade(.darker) {
      $0.contrast(with: ink) >= ColourPair.Use.text.leastContrast
    }
  }

  private func isYellow(_ colour: OKLCH) -> Bool {
    colour.chroma > 0.08 && colour.lightness > 0.7 && colour.isNear(hue: 90, within: 25)
  }

  /// White or nearly black, whichever can stand on the accent (one of them always can), and what goes with it.
  private mutating func mixOnAccent() {
    guard let accent = colours[.accent] else { return }
    let isDark = accent.contrast(with: .white) >= ColourPair.Use.text.leastContrast
    let shading = isDark ? Shading.lighter : .darker
    let tones = isDark ? tones.onAccent : SchemeTones.onLightAccent
    mix(.accentInk, hues.colour(tones.ink, in: scheme), shading)
    mix(.accentSoft, hues.colour(tones.soft, in: scheme), shading)
    mix(
      .spark,
      isDark
        ? OKLCH(lightness: 0.875, chroma: 0.08, hue: hues.second.spark)
        : OKLCH(lightness: 0.36, chroma: 0.12, hue: hues.second.light), shading)
    var line = OKLCH(accent)
    line.chroma *= 0.9
    mix(.accentLine, line, shading)
  }
}
