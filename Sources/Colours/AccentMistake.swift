package import Diagnostics

/// Why something that an editor wrote is no accent.
package enum AccentMistake: Error, Hashable {
  /// It says no colour.
  case unreadable(String)
  /// It is so light that nobody sees a band of it on the page. The nearest colour of the same hue can be seen.
  case tooLight(Colour, nearest: Colour)

  package func diagnostic(at location: SourceLocation? = nil) -> Diagnostic {
    switch self {
    case .unreadable(let written):
      .error(
        ColourCode.colourUnreadable, "'\(written)' is no colour that Lectern can read",
        at: location,
        help: "write # and six hexadecimal digits, in quotation marks: \"#0a4341\"")
    case .tooLight(let accent, let nearest):
      .error(
        ColourCode.accentTooLight,
        "the accent \(accent.hexadecimal) is so light that it cannot be seen beside the page",
        at: location,
        help: "the nearest colour that can be seen is \"\(nearest.hexadecimal)\"")
    }
  }
}
