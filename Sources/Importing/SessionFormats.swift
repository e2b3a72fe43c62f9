import Text

/// The format of sessions that a schedule or a spreadsheet calls by a name of its own. Nothing if none is
/// meant beyond doubt.
func sessionFormat(_ name: String, among choices: [String]) -> String? {
  let written = slug(name)
  if choices.contains(written) { return written }
  let words = written.split(separator: "-").map(String.init)
  for (format, signs) in formatsBySign where choices.contains(format) {
    let isMeant = signs.contains { sign in
      sign.contains("-")
        ? written.contains(sign) : words.contains(sign) || words.contains(sign + "s")
    }
    if isMeant { return format }
  }
  return nil
}

/// Words of schedules in English, German, Swedish and French, the more telling ones first.
private let formatsBySign: [(format: String, signs: [String])] = [
  ("keynote", ["keynote", "key-note", "invited-talk"]),
  ("panel", ["panel", "podium", "podiumsdiskussion", "paneldiskussion", "paneldebatt", "debate"]),
  ("market-lounge", ["market-lounge"]), ("side-event", ["side-event"]),
  ("site-visit", ["site-visit", "excursion", "exkursion", "field-trip", "studiebesok", "visite"]),
  ("workshop", ["workshop", "atelier", "hands-on"]),
  ("training", ["training", "tutorial", "schulung", "kurs", "course", "masterclass"]),
  ("breakout", ["breakout", "break-out"]),
  ("registration", ["registration", "registrierung", "registrering", "check-in", "accreditation"]),
  ("break", ["break", "coffee", "lunch", "pause", "kaffeepause", "mittagspause", "fika", "rast"]),
  (
    "social", ["social", "party", "dinner", "reception", "mingle", "empfang", "konzert", "concert"]
  ),
  ("plenary", ["plenary", "plenum", "opening", "closing", "ceremony"]),
  (
    "exhibition", ["exhibition", "expo", "poster", "posters", "demo", "ausstellung", "utstallning"]
  ),
  ("table", ["round-table", "roundtable"]),
  ("talk", ["talk", "lecture", "vortrag", "presentation", "foredrag", "paper"]),
  ("other", ["other"]),
]
