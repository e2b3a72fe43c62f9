/// What a colour of the design is for. Style sheets use colours by these names only.
package enum ColourName: Hashable, Sendable {
  /// The page, and what stands out of it a little: boxes, tables' heads.
  case paper, paperSoft
  /// Text, and text of less weight.
  case ink, inkSoft
  /// Lines that separate; nobody needs to see them.
  case line
  /// Borders of buttons and fields.
  case edge
  case link
  /// The colour of the brand: bands, pressed buttons.
  case accent
  /// On the accent: text, text of less weight, lines, and what is to be seen first.
  case accentInk, accentSoft, accentLine, spark
  /// What counts: a day, a figure, where one is. The ring around what has the focus.
  case warm
  /// A track of the programme, 1 to 8: its name as text, the ground of its boxes, and their edge.
  case track(Int)
  case trackSoft(Int)
  case trackEdge(Int)

  /// How many tracks have a colour of their own.
  package static let trackCount = 8

  package static let all: [ColourName] =
    [
      .paper, .paperSoft, .ink, .inkSoft, .line, .edge, .link, .accent, .accentInk, .accentSoft,
      .accentLine, .spark, .warm,
    ] + (1...trackCount).flatMap { [.track($0), .trackSoft($0), .trackEdge($0)] }

  /// The name of the custom property in a style sheet, without the two hyphens before it.
  package var property: String {
    switch self {
    case .paper: "paper"
    case .paperSoft: "paper-soft"
    case .ink: "ink"
    case .inkSoft: "ink-soft"
    case .line: "line"
    case .edge: "edge"
    case .link: "link"
    case .accent: "accent"
    case .accentInk: "accent-ink"
    case .accentSoft: "accent-soft"
    case .accentLine: "accent-line"
    case .spark: "spark"
    case .warm: "warm"
    case .track(let number): "track-\(number)"
    case .trackSoft(let number): "track-\(number)-soft"
    case .trackEdge(let number): "track-\(number)-edge"
    }
  }
}
