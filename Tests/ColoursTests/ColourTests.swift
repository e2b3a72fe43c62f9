import Colours
import Testing

@Suite struct ColourTests {
  @Test(arguments: [
    ("#0a4341", "#0a4341"), ("#ABC", "#aabbcc"), ("#FfCc00", "#ffcc00"), ("0a4341", "#0a4341"),
    ("000", "#000000"),
  ])
  func readsWhatEditorsWrite(_ written: String, _ expected: String) throws {
    #expect(try Colour(written).hexadecimal == expected)
  }

  @Test(arguments: [
    "", "#", "#a", "#ab", "#abcd", "#abcde", "#0a43411", "#0a4341ff", "##0a4341", "#0a434g",
    " #0a4341", "teal", "rgb(1, 2, 3)", "#１２３", "+12345", "#0a 341",
  ])
  func refusesWhatSaysNoColour(_ written: String) throws {
    #expect(throws: AccentMistake.unreadable(written)) { try Colour(written) }
  }

  /// Values that WebAIM's and the W3C's own checkers give.
  @Test(arguments: [
    ("#000000", "#ffffff", 21.0), ("#ffffff", "#ffffff", 1.0), ("#777777", "#ffffff", 4.48),
    ("#767676", "#ffffff", 4.54), ("#ff0000", "#ffffff", 4.0), ("#0000ff", "#ffffff", 8.59),
    ("#00ff00", "#ffffff", 1.37), ("#ffff00", "#0000ff", 8.0),
  ])
  func hasTheContrastOfWCAG(_ a: String, _ b: String, _ expected: Double) throws {
    let (a, b) = (try Colour(a), try Colour(b))
    #expect((a.contrast(with: b) - expected).magnitude < 0.005)
    #expect(a.contrast(with: b) == b.contrast(with: a))
  }

  /// Values of CSS Color 4 for the colours it has names for.
  @Test(arguments: [
    ("#ff0000", 0.62796, 0.25768, 29.23), ("#00ff00", 0.86644, 0.29483, 142.50),
    ("#0000ff", 0.45201, 0.31321, 264.05), ("#008000", 0.51975, 0.17686, 142.50),
    ("#663399", 0.44027, 0.16030, 303.37), ("#ffff00", 0.96798, 0.21101, 109.77),
  ])
  func convertsToOKLCH(_ written: String, _ lightness: Double, _ chroma: Double, _ hue: Double)
    throws
  {
    let colour = OKLCH(try Colour(written))
    #expect((colour.lightness - lightness).magnitude < 0.0001)
    #expect((colour.chroma - chroma).magnitude < 0.0001)
    #expect((colour.hue - hue).magnitude < 0.01)
  }

  @Test func keepsEachColourOnTheWayToOKLCHAndBack() {
    let parts = stride(from: UInt8(0), through: 255, by: 15)
    for red in parts {
      for green in parts {
        for blue in parts {
          let colour = Colour(red: red, green: green, blue: blue)
          #expect(Colour(OKLCH(colour)) == colour)
        }
      }
    }
  }

  @Test(arguments: Array(stride(from: 0.0, to: 360, by: 15)))
  func keepsLightnessAndHueOfWhatNoScreenCanShow(_ hue: Double) {
    for lightness in stride(from: 0.3, through: 0.9, by: 0.1) {
      let shown = OKLCH(Colour(OKLCH(lightness: lightness, chroma: 0.4, hue: hue)))
      #expect((shown.lightness - lightness).magnitude < 0.005)
      #expect(shown.isNear(hue: hue, within: 3))
      #expect(shown.chroma < 0.4 && shown.chroma > 0.02)
    }
  }

  @Test func isBlackOrWhiteWhereNoLightnessIsLeft() {
    #expect(Colour(OKLCH(lightness: -0.1, chroma: 0.1, hue: 20)) == .black)
    #expect(Colour(OKLCH(lightness: 1.1, chroma: 0.1, hue: 20)) == .white)
  }

  @Test func measuresHuesAroundTheCircle() {
    let red = OKLCH(lightness: 0.5, chroma: 0.1, hue: 350)
    #expect(red.isNear(hue: 20, within: 30))
    #expect(!red.isNear(hue: 21, within: 30))
    #expect(red.isNear(hue: 710, within: 0))
  }
}
