import Colours
import Diagnostics
import Testing

/// Pure colours, the ends of lightness, greys, the limits of white text, and what brands and flags have.
private let accents = """
  #000000 #010101 #0a0a2a #111111 #333333 #555555 #666666 #737373 #757575 #767676 #777777 #7f7f7f #808080 #999999 #bbbbbb \
  #dddddd #eeeeee #ff0000 #00ff00 #0000ff #00ffff #ff00ff #fff200 #800000 #008000 #000080 #008080 #800080 #808000 \
  #0a4341 #c8102e #ffcc00 #0057b7 #6f2da8 #ff6600 #00a86b #ffa500 #ffd700 #ffed00 #e91e63 #f44336 #ff5722 #ff9800 #8bc34a \
  #4caf50 #009688 #03a9f4 #2196f3 #3f51b5 #673ab7 #9c27b0 #5d4037 #607d8b #003366 #7fc8ff #ffb6c1 #d4af37 #b87333 \
  #cddc39 #f5deb3 #a0522d #2f4f4f #00205b #ba0c2f
  """.split(separator: " ").map(String.init)

@Suite struct PaletteTests {
  @Test(arguments: accents, ColourScheme.allCases)
  func holdsTheContrastOfAllPairs(_ accent: String, _ scheme: ColourScheme) throws {
    let colours = try Palette(accent: Colour(accent))[scheme]
    let weak = Palette.pairs.filter { pair in
      guard let foreground = colours[pair.foreground], let background = colours[pair.background]
      else { return true }
      return foreground.contrast(with: background) < pair.use.leastContrast
    }
    #expect(weak == [])
  }

  @Test(arguments: accents) func showsTheAccentAsItIs(_ accent: String) throws {
    #expect(try Palette(accent: Colour(accent)).light[.accent]?.hexadecimal == accent)
  }

  @Test func hasAColourForEachName() throws {
    let palette = try Palette(accent: Colour("#0a4341"))
    for scheme in ColourScheme.allCases {
      #expect(palette[scheme].all.map(\.name) == ColourName.all)
      #expect(palette[scheme][.track(9)] == nil)
    }
    #expect(Set(ColourName.all.map(\.property)).count == ColourName.all.count)
  }

  /// The palette that was made by hand for this accent, before palettes were computed.
  @Test(arguments: [
    (
      ColourScheme.light,
      """
      paper #fdfcf9 paper-soft #f2f0e8 ink #16211f ink-soft #43504c line #d6d2c4 edge #7d857f link #09574f accent #0a4341 \
      accent-ink #ffffff accent-soft #cfe6df accent-line #5f9b93 spark #ffc9a3 warm #8c3307
      """
    ),
    (
      .dark,
      """
      paper #101716 paper-soft #1a2422 ink #e9efec ink-soft #aebbb6 line #364441 edge #7e8c87 link #82d6c6 accent #0d403e \
      accent-ink #f3faf8 accent-soft #bfdcd5 spark #ffc9a3 warm #ffb07a
      """
    ),
  ])
  func looksLikeThePaletteThatWasMadeByHand(_ scheme: ColourScheme, _ handmade: String) throws {
    let colours = try Palette(accent: Colour("#0a4341"))[scheme]
    let words = handmade.split(separator: " ").map(String.init)
    for index in stride(from: 0, to: words.count, by: 2) {
      let name = try #require(ColourName.all.first { $0.property == words[index] })
      let colour = OKLCH(try #require(colours[name]))
      let distance = colour.distance(to: OKLCH(try Colour(words[index + 1])))
      #expect(distance < 0.05, "\(words[index]) is \(distance) away")
    }
  }

  @Test(arguments: accents, ColourScheme.allCases)
  func tellsTracksApart(_ accent: String, _ scheme: ColourScheme) throws {
    let colours = try Palette(accent: Colour(accent))[scheme]
    let kinds = [
      (ColourName.track, 0.06), (ColourName.trackEdge, 0.06), (ColourName.trackSoft, 0.02),
    ]
    for (kind, least) in kinds {
      let tracks = try (1...ColourName.trackCount).map { OKLCH(try #require(colours[kind($0)])) }
      let lightnesses = tracks.map(\.lightness).sorted()
      #expect(lightnesses[7] - lightnesses[0] < 0.03)
      let distances = tracks.enumerated().flatMap { index, track in
        tracks[..<index].map { track.distance(to: $0) }
      }
      #expect(try #require(distances.min()) > least)
    }
  }

  @Test(arguments: accents, ColourScheme.allCases)
  func tellsWhatCountsFromLinksAndText(_ accent: String, _ scheme: ColourScheme) throws {
    let colours = try Palette(accent: Colour(accent))[scheme]
    let warm = OKLCH(try #require(colours[.warm]))
    for other in [ColourName.link, .ink, .inkSoft] {
      #expect(warm.distance(to: OKLCH(try #require(colours[other]))) > 0.09)
    }
  }

  @Test func takesTheAccentForLinksWhereItIsLegible() throws {
    #expect(try Palette(accent: Colour("#c8102e")).light[.link]?.hexadecimal == "#c8102e")
    #expect(try Palette(accent: Colour("#0057b7")).light[.link]?.hexadecimal == "#0057b7")
  }

  @Test(arguments: ["#ffcc00", "#ff6600", "#00a86b", "#7fc8ff", "#0a4341", "#003366"])
  func keepsTheHueOfTheAccentInLinks(_ accent: String) throws {
    let palette = try Palette(accent: Colour(accent))
    for scheme in ColourScheme.allCases {
      let link = OKLCH(try #require(palette[scheme][.link]))
      #expect(link.isNear(hue: OKLCH(palette.accent).hue, within: 4), "\(scheme): \(link)")
    }
  }

  @Test(arguments: accents) func isCalmInTheDark(_ accent: String) throws {
    let colours = try Palette(accent: Colour(accent)).dark
    let band = try #require(colours[.accent])
    let isYellow = OKLCH(band).isNear(hue: 90, within: 25) && OKLCH(band).chroma > 0.08
    #expect(band.luminance < (isYellow ? 0.5 : 0.19))
  }

  @Test func leavesGreysWithoutAHue() throws {
    let palette = try Palette(accent: Colour("#808080"))
    for scheme in ColourScheme.allCases {
      for name in [ColourName.paper, .paperSoft, .ink, .inkSoft, .line, .edge, .link, .accent] {
        #expect(OKLCH(try #require(palette[scheme][name])).chroma < 0.001)
      }
    }
  }

  // MARK: What cannot be an accent

  @Test(arguments: ["#ffffff", "#fefefe", "#f2f2f2", "#ffff00", "#fffde0", "#fff0f5", "#f0ffff"])
  func namesTheNearestColourForAnAccentThatNobodySees(_ written: String) throws {
    let accent = try Colour(written)
    let mistake = #expect(throws: AccentMistake.self) { try Palette(accent: accent) }
    guard case .tooLight(accent, let nearest) = mistake else {
      Issue.record("another mistake: \(String(describing: mistake))")
      return
    }
    #expect(throws: Never.self) { try Palette(accent: nearest) }
    let (from, to) = (OKLCH(accent), OKLCH(nearest))
    #expect(to.lightness < from.lightness && from.distance(to: to) < 0.06)
    #expect(from.chroma < 0.02 || to.isNear(hue: from.hue, within: 6))
    var lighter = to
    lighter.lightness += 0.006
    #expect(throws: AccentMistake.self) { try Palette(accent: Colour(lighter)) }
  }

  @Test func saysWhatIsWrongWithAnAccent() throws {
    let white = AccentMistake.tooLight(.white, nearest: try Colour("#f0f0f0"))
    let place = SourceLocation(file: "site.yaml", line: 4, column: 11)
    #expect(
      white.diagnostic(at: place).consoleForm(colour: false) == """
        site.yaml:4:11: error: the accent #ffffff is so light that it cannot be seen beside the page
        help: the nearest colour that can be seen is "#f0f0f0"
        code: accent-too-light
        """)
    #expect(
      AccentMistake.unreadable("teal").diagnostic().consoleForm(colour: false) == """
        error: 'teal' is no colour that Lectern can read
        help: write # and six hexadecimal digits, in quotation marks: "#0a4341"
        code: colour-unreadable
        """)
  }
}
