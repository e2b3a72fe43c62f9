/// Which way a colour's lightness moves while its hue stays.
enum Shading {
  case lighter, darker
}

extension OKLCH {
  /// The first shade of a colour, from the colour itself on, that is as it should be; black or white if none is.
  func firstShade(_ shading: Shading, where isRight: (Colour) -> Bool) -> Colour {
    // So small that the shade before is hardly another one.
    let step = 0.002
    var shade = self
    while true {
      let colour = Colour(shade)
      if isRight(colour) || shade.lightness < 0 || shade.lightness > 1 { return colour }
      shade.lightness += shading == .lighter ? step : -step
    }
  }
}
