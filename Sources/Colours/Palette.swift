// A palette is made in two steps. Each colour begins as a tone: a lightness, a chroma and a hue that a designer
// chose by eye for a dark green (PaletteTones.swift). Then its lightness moves, by little steps away from what it
// stands on, until the colour as bytes holds the contrast of all its pairs (ColourPair.swift). So the pairs hold by
// construction, and most palettes are as calm as the first one, because most tones need not move.

/// The colours of a design in light and dark, computed from its accent.
package struct Palette: Hashable, Sendable {
  package let accent: Colour
  package let light: SchemeColours
  package let dark: SchemeColours

  /// In light the accent is a colour of the palette as it is. An accent fails only if nobody could see it on the page.
  package init(accent: Colour) throws(AccentMistake) {
    guard SchemeMixer.canStandOnLight(accent) else {
      throw .tooLight(accent, nearest: nearestVisible(to: accent))
    }
    self.accent = accent
    light = SchemeMixer.light(accent)
    dark = SchemeMixer.dark(accent)
  }

  package subscript(scheme: ColourScheme) -> SchemeColours {
    switch scheme {
    case .light: light
    case .dark: dark
    }
  }
}

package enum ColourScheme: String, CaseIterable, Sendable { case light, dark }

/// The colours of one scheme.
package struct SchemeColours: Hashable, Sendable {
  private var colours: [ColourName: Colour] = [:]

  /// Returns `nil` for a track without a colour of its own.
  package internal(set) subscript(name: ColourName) -> Colour? {
    get { colours[name] }
    set { colours[name] = newValue }
  }

  /// The colours with their names, in the order of `ColourName.all`.
  package var all: [(name: ColourName, colour: Colour)] {
    ColourName.all.compactMap { name in colours[name].map { (name, $0) } }
  }

  /// Whether a colour under a name has the contrast it needs with all backgrounds that there are by now.
  func holds(_ colour: Colour, as name: ColourName) -> Bool {
    Palette.pairs(of: name).allSatisfy { pair in
      guard let background = colours[pair.background] else { return true }
      return colour.contrast(with: background) >= pair.use.leastContrast
    }
  }
}

/// The lightest visible shade of the accent: with the same hue and chroma, no other is as near.
private func nearestVisible(to accent: Colour) -> Colour {
  OKLCH(accent).firstShade(.darker, where: SchemeMixer.canStandOnLight)
}
