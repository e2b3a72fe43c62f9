/// How a language sets quotations.
package struct Quotes: Sendable {
  var open, close, innerOpen, innerClose: String

  /// The quotation marks of a language (BCP 47), English for one not known.
  package init(language: String) {
    let parts = language.lowercased().split { $0 == "-" || $0 == "_" }
    let primary = parts.first ?? "en"
    let region = parts.dropFirst().first { $0.count == 2 }
    (open, close, innerOpen, innerClose) =
      switch (primary, region) {
      case ("de", "ch"), ("it", "ch"), ("fr", "ch"): ("«", "»", "‹", "›")
      case ("sv", _), ("fi", _): ("”", "”", "’", "’")
      case ("da", _): ("”", "”", "’", "’")
      case ("nb", _), ("no", _), ("nn", _): ("«", "»", "‘", "’")
      case ("de", _), ("cs", _), ("sk", _), ("sl", _), ("is", _), ("et", _), ("lt", _), ("bg", _):
        ("„", "“", "‚", "‘")
      case ("fr", _): ("«\u{202F}", "\u{202F}»", "“", "”")
      case ("es", _), ("it", _), ("ca", _), ("el", _), ("pt", "pt"), ("gl", _):
        ("«", "»", "“", "”")
      case ("pl", _), ("ro", _): ("„", "”", "«", "»")
      case ("hu", _): ("„", "”", "»", "«")
      case ("hr", _): ("„", "”", "‚", "’")
      case ("ru", _), ("uk", _): ("«", "»", "„", "“")
      default: ("“", "”", "‘", "’")
      }
  }
}
