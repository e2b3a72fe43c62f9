package import Diagnostics

/// The kinds of mistake in colours.
package enum ColourCode: String, DiagnosticCode {
  case accentTooLight = "accent-too-light"
  case colourUnreadable = "colour-unreadable"

  package var explanation: Explanation {
    switch self {
    case .accentTooLight:
      Explanation(
        """
        The accent is the colour of the bands at the head and foot of pages and of pressed buttons. All other colours \
        are computed from it, so that texts have the contrast that the accessibility standard WCAG 2.2 asks for. \
        Any accent will do that can be told from the page, which is almost white: the contrast must be 1.1 to 1. \
        The message names the nearest colour of the same hue that can.
        """, wrong: "lectern design palette '#ffffff'\n",
        right: "lectern design palette '#f0f0f0'\n")
    case .colourUnreadable:
      Explanation(
        """
        A colour is written as # and six hexadecimal digits: two for red, two for green, two for blue. Three digits \
        stand for six, each twice. Put it in quotation marks, since # begins a comment in YAML and in a shell. \
        Names such as teal are not read, and a colour has no transparency.
        """, wrong: "lectern design palette teal\n", right: "lectern design palette '#008080'\n")
    }
  }
}
