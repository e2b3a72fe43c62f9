import Programme
import Text

/// The format that a schedule or a spreadsheet calls by a name of its own. `nil` if it isn't clear which one is meant.
/// `choices` are the formats that sessions of the site may have.
func sessionFormat(_ name: String, among choices: [String]) -> String? {
  let written = slug(name)
  if choices.contains(written) { return written }
  let words = written.split(separator: "-").map(String.init)
  for (format, signs) in signsOfFormats where choices.contains(format.rawValue) {
    let isMeant = signs.contains { sign in
      sign.contains("-")
        ? written.contains(sign) : words.contains(sign) || words.contains(sign + "s")
    }
    if isMeant { return format.rawValue }
  }
  return nil
}

/// Words for formats in English, German, Swedish and French. Formats with clearer words come first.
private let signsOfFormats: [(format: SessionFormat, signs: [String])] = [
  (.keynote, ["keynote", "key-note", "invited-talk"]),
  (.panel, ["panel", "podium", "podiumsdiskussion", "paneldiskussion", "paneldebatt", "debate"]),
  (.marketLounge, ["market-lounge"]), (.sideEvent, ["side-event"]),
  (.siteVisit, ["site-visit", "excursion", "exkursion", "field-trip", "studiebesok", "visite"]),
  (.workshop, ["workshop", "atelier", "hands-on"]),
  (.lightningTalk, ["lightning", "lightning-talk", "blitzvortrag"]),
  (.tutorial, ["tutorial"]), (.poster, ["poster"]), (.demo, ["demo", "demonstration"]),
  (.sprint, ["sprint"]), (.meetup, ["meetup", "meet-up", "bof"]),
  (.training, ["training", "schulung", "kurs", "course", "masterclass"]),
  (.breakout, ["breakout", "break-out"]),
  (.registration, ["registration", "registrierung", "registrering", "check-in", "accreditation"]),
  (.break, ["break", "coffee", "lunch", "pause", "kaffeepause", "mittagspause", "fika", "rast"]),
  (
    .social, ["social", "party", "dinner", "reception", "mingle", "empfang", "konzert", "concert"]
  ),
  (.plenary, ["plenary", "plenum", "opening", "closing", "ceremony"]),
  (
    .exhibition, ["exhibition", "expo", "ausstellung", "utstallning"]
  ),
  (.table, ["round-table", "roundtable"]),
  (.talk, ["talk", "lecture", "vortrag", "presentation", "foredrag", "paper"]),
  (.other, ["other"]),
]
