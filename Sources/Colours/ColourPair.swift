/// Two colours of which one stands on the other, and how much they must differ.
package struct ColourPair: Hashable, Sendable {
  /// What is seen, which decides how much contrast it needs.
  package enum Use: String, Sendable {
    /// Text of any size: 4.5:1 (WCAG 2.2, 1.4.3).
    case text
    /// What one must see to use the page, and no text: borders of fields, the ring of the focus, drawings: 3:1 (1.4.11).
    case outline
    /// A ground that is to be seen beside another. WCAG asks nothing, since text on either is legible; this is as
    /// much as a box differs from the page.
    case surface

    package var leastContrast: Double {
      switch self {
      case .text: 4.5
      case .outline: 3
      case .surface: 1.1
      }
    }
  }

  package let foreground: ColourName
  package let background: ColourName
  package let use: Use

  init(_ foreground: ColourName, on background: ColourName, _ use: Use) {
    self.foreground = foreground
    self.background = background
    self.use = use
  }
}

extension Palette {
  /// All pairs that a page shows, in light and dark. Palettes are made so that each holds.
  ///
  /// Contrast is the same both ways, so a button on the accent may have the accent as its text, and a drawing signs
  /// in the page's colour on the link's.
  package static let pairs: [ColourPair] =
    pairsOnPaper + pairsOfTracks + [
      ColourPair(.accent, on: .paper, .surface),
      ColourPair(.accentInk, on: .accent, .text),
      ColourPair(.accentSoft, on: .accent, .text),
      ColourPair(.spark, on: .accent, .text),
      ColourPair(.accentLine, on: .accent, .outline),
    ]

  /// What stands on the page stands in a session's box, too.
  private static let pairsOnPaper: [ColourPair] = grounds.flatMap { ground in
    [.ink, .inkSoft, .link, .warm].map { ColourPair($0, on: ground, .text) }
      + [ColourPair(.edge, on: ground, .outline)]
  }

  private static let pairsOfTracks: [ColourPair] = (1...ColourName.trackCount).flatMap { number in
    [.paper, .paperSoft, .trackSoft(number)].flatMap { ground in
      [
        ColourPair(.track(number), on: ground, .text),
        ColourPair(.trackEdge(number), on: ground, .outline),
      ]
    }
  }

  private static let grounds: [ColourName] =
    [.paper, .paperSoft] + (1...ColourName.trackCount).map { .trackSoft($0) }

  /// The pairs in which a colour is the foreground.
  static func pairs(of name: ColourName) -> [ColourPair] { pairsByForeground[name] ?? [] }

  private static let pairsByForeground = Dictionary(grouping: pairs, by: \.foreground)
}
