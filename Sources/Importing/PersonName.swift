// How people write names: with titles before and after them, with their organisation in brackets, and with words that
// stand for somebody who isn't known yet.

import Content
import ContentSchema
import Planners
import SourceFormats
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

// MARK: What is no name

/// What a text is that stands where a name should and is none: `a title` for `Dr`. `nil` if it may be a name.
func whatIsNoName(_ text: String) -> String? {
  if isTitleAlone(text) { return "a title" }
  if roleInSession(of: text) != nil { return "a role" }
  return text.contains("@") && !text.contains(" ") && text.first != "@" ? "a mail address" : nil
}
