package import Diagnostics

/// The kinds of mistake that a card's drawing and its fonts can have.
package enum CardCode: String, DiagnosticCode {
  case cardFontDamaged = "card-font-damaged"
  case cardFontUnknown = "card-font-unknown"
  case cardHeavy = "card-heavy"
  case cardInvalid = "card-invalid"
  case cardLetterMissing = "card-letter-missing"
  case cardNotDrawn = "card-not-drawn"
  case cardReferenceDead = "card-reference-dead"

  package var explanation: Explanation {
    switch self {
    case .cardFontDamaged:
      Explanation(
        """
        A file in templates/cards/fonts/ can't be read as a font, so no card can be drawn with it. TrueType and OpenType fonts \
        are read (.ttf, .otf); fonts that are packed for web pages (.woff, .woff2) are not, and whoever made them usually has them \
        as .ttf, too.
        """)
    case .cardFontUnknown:
      Explanation(
        """
        A card asks for a font that isn't in templates/cards/fonts/ or in the design. What draws the card would take another one, whose \
        letters are wider or narrower, so that lines run over the edge. The fonts of the machine are never used, since other \
        machines have others.
        """, wrong: #"<text font-family="Arial">"#, right: #"<text font-family="Noto Sans">"#)
    case .cardHeavy:
      Explanation(
        """
        The picture of a card is larger than 100 kB, and some messengers show no picture that takes long to load. Flat \
        colours and text make a light picture; gradients, filters and photographs make a heavy one.
        """)
    case .cardInvalid:
      Explanation(
        """
        What a template in templates/cards/ writes is no drawing that can be made into a picture: it has to be XML without a \
        mistake, its outermost element an svg of 1200 by 630 pixels, and nothing in it may be for browsers alone.
        """, wrong: "<svg><text>Q&A</text>",
        right:
          "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">\n<text>Q&amp;A</text>\n</svg>"
      )
    case .cardLetterMissing:
      Explanation(
        """
        A card has a letter or a sign that none of its fonts has, so an empty box is drawn in its place. The design's own \
        fonts have the Latin, Greek and Cyrillic letters. Another font in templates/cards/fonts/ adds to them; a page with a \
        picture of its own (image) needs no card.
        """)
    case .cardNotDrawn:
      Explanation(
        """
        The program that makes pictures of drawings, rsvg-convert, ended without one, or took more time or memory than a card may take. \
        The message has what it said.
        """)
    case .cardReferenceDead:
      Explanation(
        """
        A card asks for something that isn't there: a part of the drawing under an id that nothing has, or a file. Cards load no \
        files, neither from the web nor from the site, so that the same site always gives the same picture.
        """, wrong: #"<use href="logo.svg"/>"#, right: #"{% include "partials/mark.svg" %}"#)
    }
  }
}
