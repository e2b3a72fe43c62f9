// What stands in a cell of people although it is no name, or several: "TBA", "Ada Example and Bo Beispiel".

import Text

/// Whether a cell says that something isn't known yet, or that there is nothing.
package func isPlaceholder(_ text: String) -> Bool {
  if text.allSatisfy({ "-–—?…._/".contains($0) }) { return true }
  let word = slug(text)
  if placeholders.contains(word) { return true }
  let words = word.split(separator: "-").map(String.init)
  // `t.b.d.`
  if words.allSatisfy({ $0.count == 1 }), placeholders.contains(words.joined()) { return true }
  // `Ann Lee (TBC)` names somebody.
  guard words.count <= 3, let first = words.first, let last = words.last, !text.hasSuffix(")")
  else { return false }
  return ["tba", "tbc", "tbd", "tbn"].contains { $0 == first || $0 == last }
}

/// Whether a name stands for somebody who isn't known yet, or for everybody.
package func namesNobody(_ text: String) -> Bool {
  isPlaceholder(text) || namesOfNobody.contains(slug(text))
}

/// Whether a placeholder says that there is nothing, which needs no message.
package func saysNothing(_ text: String) -> Bool {
  text.allSatisfy { "-–—".contains($0) } || ["n/a", "none"].contains(text.lowercased())
}

private let placeholders: Set<String> = Set(
  """
  tba tbc tbd tbn n-a none to-be-announced to-be-confirmed to-be-decided to-be-determined to-be-defined to-be-named to-come \
  coming-soon not-announced not-yet-announced not-known not-known-yet not-yet-known wird-bekannt-gegeben wird-bekanntgegeben \
  wird-noch-bekannt-gegeben wird-noch-bekanntgegeben wird-angekundigt wird-noch-benannt wird-benannt folgt folgt-noch noch-offen \
  noch-unbekannt steht-noch-nicht-fest k-a keine-angabe in-planung meddelas meddelas-senare kommer-snart annonseras \
  annonseras-senare ej-klart ej-bestamt inte-klart a-confirmer a-annoncer a-definir a-determiner a-preciser a-venir por-confirmar \
  por-anunciar por-determinar por-definir da-confermare da-annunciare da-definire in-attesa-di-conferma nog-bekend-te-maken \
  wordt-bekendgemaakt wordt-nog-bekendgemaakt nog-niet-bekend volgt annonceres annonceres-senere oplyses-senere folger kunngjores \
  kunngjores-senere ikke-bestemt ilmoitetaan ilmoitetaan-myohemmin vahvistetaan vahvistetaan-myohemmin do-potwierdzenia \
  do-ustalenia do-ogloszenia wkrotce a-confirmar a-anunciar a-definir bude-upresneno bude-oznameno
  """.split(separator: " ").map(String.init))

private let namesOfNobody: Set<String> = Set(
  """
  nn n-n nomen-nominandum nomen-nescio nobody unknown various various-speakers others al team all all-speakers everyone pending \
  vacant open invited-speaker invited-speakers invited guest-speaker guest speaker speakers speaker-to-be-announced \
  speaker-to-be-confirmed name-to-be-announced offen unbekannt angefragt keine keiner niemand diverse verschiedene andere alle u-a \
  eingeladene-rednerin eingeladener-redner gastredner okand ingen andra inbjuden-talare inconnu autres aucun \
  intervenant-a-confirmer orateur-invite orateur-a-confirmer ponente-por-confirmar ponente-invitado ninguno otros desconocido \
  nessuno altri relatore-invitato geen onbekend anderen gastspreker ukendt andre ukjent avoin tuntematon ei-kukaan muut nieznany \
  brak inni desconhecido nenhum outros neznamy
  """.split(separator: " ").map(String.init))

/// The names that words and signs such as `and`, `&` and `/` join. The text itself if nothing joins any.
package func namesJoinedByWords(_ text: String) -> [String] {
  var names: [[String]] = [[]]
  var depth = 0
  let words = spacedSigns(in: text).split { $0.isWhitespace }.map(String.init)
  for word in words {
    defer {
      depth = max(0, depth + word.count { "([".contains($0) } - word.count { ")]".contains($0) })
    }
    if depth == 0 && (joiningWords.contains(word.lowercased()) || weakJoiningWords.contains(word)) {
      names.append([])
    } else {
      names[names.count - 1].append(word)
    }
  }
  // `and Cy Sample` follows a comma.
  names.removeAll(where: \.isEmpty)
  let isJoined = words.contains {
    joiningWords.contains($0.lowercased()) || weakJoiningWords.contains($0)
  }
  if names.isEmpty || !isJoined { return [text] }
  // `Ortega y Gasset` is one name: short words join names only if both are whole.
  let isCertain = words.contains { joiningWords.contains($0.lowercased()) }
  if !isCertain && names.contains(where: { $0.count < 2 }) { return [text] }
  return names.map { $0.joined(separator: " ") }
}

/// The text with spaces around signs that join names, but for those in brackets, as in `Cy Sample (she/her)`.
private func spacedSigns(in text: String) -> String {
  var spaced = ""
  var depth = 0
  for character in text {
    if "([".contains(character) { depth += 1 }
    if ")]".contains(character) { depth = max(0, depth - 1) }
    spaced += depth == 0 && "/+&".contains(character) ? " \(character) " : String(character)
  }
  return spaced
}

private let joiningWords: Set = [
  "and", "&", "/", "+", "|", "und", "et", "och", "og", "sowie", "with", "mit", "med", "avec", "con",
  "ft.", "feat.",
]
/// Parts of names, too, in some languages.
private let weakJoiningWords: Set = ["y", "e", "en", "ja", "i", "a", "oraz", "samt"]
