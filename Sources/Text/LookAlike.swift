/// A character that looks like another one, or like nothing, so that a reader cannot see why a word isn't
/// understood. Word processors and web pages put such characters into what is copied from them.
package struct LookAlike: Equatable, Sendable {
  package let scalar: Unicode.Scalar
  /// What it is, with its number: `a no-break space (U+00A0)`.
  package let name: String
  /// What is meant instead. Empty for a character that cannot be seen.
  package let plain: String

  package var isInvisible: Bool { plain.isEmpty || plain == " " }
}

extension LookAlike {
  /// Returns `nil` for a character that is what it looks like.
  package init?(_ scalar: Unicode.Scalar) {
    guard !scalar.isASCII else { return nil }
    if let (name, plain) = signs[scalar] {
      self.init(scalar: scalar, name: "\(name) (\(numbered(scalar)))", plain: plain)
    } else if let plain = cyrillicAndGreek[scalar] {
      let script = scalar.value < 0x400 ? "Greek" : "Cyrillic"
      self.init(
        scalar: scalar, name: "the \(script) letter '\(scalar)' (\(numbered(scalar)))", plain: plain
      )
    } else if 0xFF01...0xFF5E ~= scalar.value, let plain = Unicode.Scalar(scalar.value - 0xFEE0) {
      self.init(
        scalar: scalar, name: "the full-width character '\(scalar)' (\(numbered(scalar)))",
        plain: String(plain))
    } else {
      return nil
    }
  }
}

extension String {
  /// The first character that is not what it looks like.
  package var firstLookAlike: LookAlike? { unicodeScalars.lazy.compactMap(LookAlike.init).first }

  /// For a message about a name that isn't known: what in it isn't what it looks like, as `, with an en dash in it`.
  /// Letters of another alphabet are meant in a word that has no others.
  package var lookAlikeWithin: String {
    let signs = unicodeScalars.lazy.filter { !$0.properties.isAlphabetic }
    let words = unicodeScalars.split { !$0.properties.isAlphabetic }
    let mixed = words.filter { word in word.contains(where: \.isASCII) }.joined()
    let found =
      signs.compactMap(LookAlike.init).first ?? mixed.lazy.compactMap(LookAlike.init).first
    return found.map { ", with \($0.name) in it" } ?? ""
  }

  /// The text with what each look-alike is taken for.
  package var withoutLookAlikes: String {
    unicodeScalars.reduce(into: "") { text, scalar in
      if let lookAlike = LookAlike(scalar) {
        text += lookAlike.plain
      } else {
        text.unicodeScalars.append(scalar)
      }
    }
  }

  /// What stands between typographic quotation marks, if the text begins and ends with such and has none
  /// between.
  package var insideTypographicQuotes: String? {
    guard let first = unicodeScalars.first, let last = unicodeScalars.last,
      unicodeScalars.count > 2, typographicQuotes.contains(first), typographicQuotes.contains(last)
    else { return nil }
    let inside = unicodeScalars.dropFirst().dropLast()
    // An apostrophe is written with the same character as a closing quotation mark.
    let hasOthers = inside.contains { $0 != "’" && typographicQuotes.contains($0) }
    return hasOthers || (first == "’" && last == "’") ? nil : String(inside)
  }
}

/// The quotation marks that no format of data knows.
package let typographicQuotes: Set<Unicode.Scalar> = [
  "“", "”", "„", "‟", "«", "»", "‘", "’", "‚", "‹", "›", "＂",
]

/// `U+00A0`.
private func numbered(_ scalar: Unicode.Scalar) -> String {
  let digits = String(scalar.value, radix: 16, uppercase: true)
  return "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
}

private let signs: [Unicode.Scalar: (name: String, plain: String)] = {
  var signs: [Unicode.Scalar: (String, String)] = [
    "\u{A0}": ("a no-break space", " "), "\u{202F}": ("a narrow no-break space", " "),
    "\u{2007}": ("a figure space", " "), "\u{2009}": ("a thin space", " "),
    "\u{200A}": ("a hair space", " "), "\u{2002}": ("an en space", " "),
    "\u{2003}": ("an em space", " "), "\u{2004}": ("a third of an em space", " "),
    "\u{2005}": ("a quarter of an em space", " "), "\u{2006}": ("a sixth of an em space", " "),
    "\u{2008}": ("a punctuation space", " "), "\u{205F}": ("a mathematical space", " "),
    "\u{3000}": ("an ideographic space", " "),
    "\u{200B}": ("a zero-width space", ""), "\u{200C}": ("a zero-width non-joiner", ""),
    "\u{200D}": ("a zero-width joiner", ""), "\u{2060}": ("a word joiner", ""),
    "\u{FEFF}": ("a byte order mark", ""), "\u{AD}": ("a soft hyphen", ""),
    "\u{200E}": ("a left-to-right mark", ""), "\u{200F}": ("a right-to-left mark", ""),
    "\u{2010}": ("a typographic hyphen '‐'", "-"), "\u{2011}": ("a no-break hyphen '‑'", "-"),
    "\u{2012}": ("a figure dash '‒'", "-"), "\u{2013}": ("an en dash '–'", "-"),
    "\u{2014}": ("an em dash '—'", "-"), "\u{2015}": ("a horizontal bar '―'", "-"),
    "\u{2212}": ("a minus sign '−'", "-"), "\u{FE63}": ("a small hyphen '﹣'", "-"),
    "\u{FF1A}": ("a full-width colon '：'", ":"), "\u{2236}": ("a ratio sign '∶'", ":"),
    "\u{A789}": ("a modifier colon '꞉'", ":"), "\u{FE55}": ("a small colon '﹕'", ":"),
    "\u{FF0C}": ("a full-width comma '，'", ","), "\u{3001}": ("an ideographic comma '、'", ","),
    "\u{FE50}": ("a small comma '﹐'", ","), "\u{FF1B}": ("a full-width semicolon '；'", ";"),
    "\u{2044}": ("a fraction slash '⁄'", "/"), "\u{2215}": ("a division slash '∕'", "/"),
  ]
  for value in 0x202A...0x202E as ClosedRange<UInt32> {
    Unicode.Scalar(value).map { signs[$0] = ("a direction mark", "") }
  }
  for value in 0x2066...0x2069 as ClosedRange<UInt32> {
    Unicode.Scalar(value).map { signs[$0] = ("a direction mark", "") }
  }
  return signs
}()

private let cyrillicAndGreek: [Unicode.Scalar: String] = {
  let pairs = zip(
    "аеорсхуіјѕһԁԛԝАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧαονρι".unicodeScalars,
    "aeopcxyijshdqwABEKMHOPCTXIJSABEZHIKMNOPTYXaovpi".unicodeScalars)
  return Dictionary(pairs.map { ($0, String($1)) }) { first, _ in first }
}()
