// How people write names: with titles before and after them, with their organisation in brackets, and with words that
// stand for somebody who isn't known yet.

import Content
import Text

/// A name as somebody wrote it, taken apart.
struct PersonName: Hashable {
  /// Without a title before it and without what is in brackets.
  var name: String
  /// `Prof. Dr.`
  var honorific = ""
  /// What stood in brackets after the name: `City of X` of `Ann Lee (City of X)`.
  var affiliation = ""
  /// The role in a session, if the brackets had one: `moderator` of `Ann Lee (moderator)`.
  var role: String?

  init(_ written: String) {
    name = oneLine(written)
    takeMailAddress()
    takeRoleBefore()
    takeBracket()
    takeWhatFollowsDash()
    takeHonorific()
  }

  /// What two ways to write one person's name have in common.
  var key: String {
    // Pronouns are the only brackets that are left.
    let name = name.prefix { !"([".contains($0) }.trimmed
    let parts = parts(of: name, at: [","])
    return slug(parts.count > 1 && parts.dropFirst().allSatisfy(isPostNominal) ? parts[0] : name)
  }

  /// `Ann Lee <ann@example.org>`: the address is nobody's business.
  private mutating func takeMailAddress() {
    guard name.last == ">", let start = name.lastIndex(of: "<"), start != name.startIndex,
      name[start...].contains("@")
    else { return }
    name = name[..<start].trimmed
  }

  /// `Moderator: Ann Lee`.
  private mutating func takeRoleBefore() {
    guard let colon = name.firstIndex(of: ":"),
      let found = roleInSession(of: String(name[..<colon]))
    else { return }
    let rest = name[name.index(after: colon)...].trimmed
    if !rest.isEmpty { (name, role) = (rest, found) }
  }

  /// `Ann Lee – City of X`. A name of one word or of many may go on behind a dash.
  private mutating func takeWhatFollowsDash() {
    for dash in [" – ", " — ", " - "] {
      guard let range = name.firstRange(of: dash) else { continue }
      let before = name[..<range.lowerBound].trimmed
      let words = before.split(separator: " ").drop(while: isHonorificBeforeName)
      guard 2...4 ~= words.count, affiliation.isEmpty else { continue }
      let after = name[range.upperBound...].trimmed
      name = before
      if let found = roleInSession(of: after) { role = role ?? found } else { affiliation = after }
      return
    }
  }

  private mutating func takeBracket() {
    let brackets: [Character: Character] = [")": "(", "]": "["]
    guard let close = name.last, let open = brackets[close],
      let start = name.lastIndex(of: open), start != name.startIndex
    else { return }
    let content = String(name[name.index(after: start)...].dropLast()).trimmed
    // Pronouns are the person's own.
    if content.contains("/") && content.utf8.count < 16 { return }
    name = name[..<start].trimmed
    if namesNobody(content) { return }
    if content.contains("@") { return }
    if let found = roleInSession(of: content) {
      role = role ?? found
    } else {
      affiliation = content
    }
  }

  /// A title before a single word belongs to it, as in `Dr Motte`.
  private mutating func takeHonorific() {
    let words = name.split(separator: " ")
    let titles = words.prefix(while: isHonorificBeforeName)
    guard words.count - titles.count >= 2 else { return }
    honorific = titles.joined(separator: " ")
    name = words.dropFirst(titles.count).joined(separator: " ")
  }
}

// MARK: Titles

/// Whether a text has titles only and no name: `Dr`, `Prof. Dr.`, `Ms`.
func isHonorific(_ text: String) -> Bool {
  let words = text.split { $0.isWhitespace || $0 == "," || $0 == "/" }
  return !words.isEmpty
    && words.allSatisfy { word in
      let word = plainWord(word)
      return titlesBeforeNames.contains(word) || abbreviatedTitles.contains(word)
        || forms.contains(word)
    }
}

/// Whether a name has no word but titles that come before names.
func isTitleAlone(_ name: String) -> Bool {
  let words = name.split(separator: " ")
  return !words.isEmpty && words.allSatisfy(isHonorificBeforeName)
}

/// Whether a text after a comma belongs to the name before it: `PhD`, `Jr.`, `MdB`.
func isPostNominal(_ text: String) -> Bool {
  let words = text.split { $0.isWhitespace || $0 == "/" }
  return !words.isEmpty
    && words.allSatisfy { postNominals.contains(plainWord($0).replacing(".", with: "")) }
}

private func isHonorificBeforeName(_ word: Substring) -> Bool {
  let plain = plainWord(word)
  return titlesBeforeNames.contains(plain)
    || ((word.hasSuffix(".") || word.contains("-")) && abbreviatedTitles.contains(plain))
}

private func plainWord(_ word: some StringProtocol) -> String {
  let word = word.lowercased()
  return word.hasSuffix(".") ? String(word.dropLast()) : word
}

private let titlesBeforeNames: Set = [
  "dr", "prof", "professor", "professorin", "mr", "mrs", "ms", "mx", "herr", "frau", "mme", "mlle",
]
/// These are names of people, too, unless a point ends them.
private let abbreviatedTitles: Set = [
  "ing", "mag", "ir", "drs", "sr", "sra", "srta", "med", "phil", "rer", "nat", "h.c", "dott",
  "dott.ssa", "dipl",
  "dipl.-ing", "dipl-ing", "univ.-prof", "priv.-doz", "assoc", "asst", "arch", "avv", "mgr", "phdr",
  "rndr", "mudr", "judr",
  "rev", "hon", "dr.-ing", "jur", "oec", "pol", "habil", "hr", "fr", "doc",
]
/// These are only titles where a column has nothing else.
private let forms: Set = [
  "sir", "dame", "lord", "lady", "miss", "m", "monsieur", "madame", "señor", "señora", "signor",
  "signora", "sig", "sig.ra",
  "sig.na", "don", "doña", "fru", "fröken", "frk", "dhr", "mevr", "mw", "docent", "doktor",
  "doctor", "dra", "profa",
  "prof.ssa", "professori", "tohtori", "professora", "pan", "pani", "associate", "assistant",
  "engineer", "eng", "engr",
  "phd", "ph.d", "msc", "bsc", "ba", "ma", "hab", "inż", "lic",
]
private let postNominals: Set = [
  "phd", "dphil", "msc", "bsc", "ba", "ma", "mba", "mph", "mpa", "meng", "beng", "mphil", "llm",
  "llb", "md", "jd", "esq",
  "jr", "sr", "jnr", "snr", "ii", "iii", "iv", "mdb", "mdl", "mdep", "mep", "mp", "msp", "ms",
  "frs", "obe", "mbe", "cbe", "dr",
  "prof", "pe", "cpa", "cfa", "pmp", "riba", "faia", "aia", "faicp", "aicp", "mrtpi", "dipling",
  "dring", "rn", "ret", "csc",
  "dsc", "med", "edd", "dba", "psyd", "dds", "dvm", "qc", "kc", "sj", "op", "med", "phil",
]

// MARK: Nobody

/// Whether a cell says that something isn't known yet, or that there is nothing.
func isPlaceholder(_ text: String) -> Bool {
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
func namesNobody(_ text: String) -> Bool {
  isPlaceholder(text) || namesOfNobody.contains(slug(text))
}

/// What a text is that stands where a name should and is none: `a title` for `Dr`. `nil` if it may be a name.
func whatIsNoName(_ text: String) -> String? {
  if isTitleAlone(text) { return "a title" }
  if roleInSession(of: text) != nil { return "a role" }
  return text.contains("@") && !text.contains(" ") && text.first != "@" ? "a mail address" : nil
}

/// Whether a placeholder says that there is nothing, which needs no message.
func saysNothing(_ text: String) -> Bool {
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

// MARK: Several names

/// The parts of a text between signs, without those in brackets.
func parts(of text: String, at signs: [Character]) -> [String] {
  var parts: [String] = []
  var part = ""
  var depth = 0
  for character in text {
    if "([".contains(character) { depth += 1 }
    if ")]".contains(character) { depth = max(0, depth - 1) }
    if depth == 0 && signs.contains(character) {
      parts.append(part)
      part = ""
    } else {
      part.append(character)
    }
  }
  return (parts + [part]).map(\.trimmed).filter { !$0.isEmpty }
}

/// The names that words and signs such as `and`, `&` and `/` join. The text itself if nothing joins any.
func namesJoinedByWords(_ text: String) -> [String] {
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
