import Text

/// The tag of a language (BCP 47), such as `sv`, `pt-BR` or `sr-Latn`.
package struct LanguageTag: Equatable {
  package let text: String

  /// `nil` if it has not the form of a tag, or begins with two letters that are no language.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false).map { $0.lowercased() }
    guard let primary = parts.first, !parts.contains(where: { $0.isEmpty || $0.utf8.count > 8 }),
      text.utf8.allSatisfy({ isNameCharacter($0) && $0 != UInt8(ascii: "_") })
    else { return nil }
    let isLetters = primary.utf8.allSatisfy { isLetterOrHigh($0) }
    switch primary.utf8.count {
    case 1: guard primary == "x" && parts.count > 1 else { return nil }
    case 2: guard languages.contains(primary) else { return nil }
    case 3: guard isLetters else { return nil }
    default: return nil
    }
    self.text = text
  }

  /// Whether the language is written from right to left.
  package var isRightToLeft: Bool {
    let parts = text.lowercased().split(separator: "-")
    let script = parts.dropFirst().first { $0.utf8.count == 4 }
    if let script {
      return ["arab", "hebr", "thaa", "syrc", "nkoo", "adlm", "rohg"].contains(script)
    }
    return ["ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "syr", "arc", "azb"]
      .contains(parts.first.map(String.init) ?? "")
  }

  /// What somebody means who writes the code of a country, or the name of a language.
  package static func meant(by text: String) -> String? { confusions[text.lowercased()] }
}

/// The language that a code of another kind, of a country or a name stands for: `sv` for `swe` and `Svenska`.
package func languageMeant(by text: String) -> String? { LanguageTag.meant(by: text) }

/// Whether a language (BCP 47) is written from right to left.
package func isWrittenFromRightToLeft(_ language: String) -> Bool {
  LanguageTag(language)?.isRightToLeft ?? false
}

/// The languages of two letters (ISO 639-1).
private let languages = Set(
  """
  aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el \
  en eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu \
  ja jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na \
  nb nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn \
  so sq sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
  """.split(separator: " ").map(String.init))

private let confusions = [
  "dk": "da", "cz": "cs", "gr": "el", "jp": "ja", "ua": "uk", "at": "de", "gb": "en", "us": "en",
  "cn": "zh",
  "swe": "sv", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "eng": "en", "spa": "es",
  "ita": "it", "nld": "nl", "dut": "nl", "dan": "da", "fin": "fi", "pol": "pl", "nor": "no",
  "por": "pt", "ell": "el", "gre": "el", "ces": "cs", "cze": "cs",
  "swedish": "sv", "svenska": "sv", "german": "de", "deutsch": "de", "french": "fr",
  "français": "fr",
  "english": "en", "spanish": "es", "español": "es", "italian": "it", "italiano": "it",
  "danish": "da",
  "dansk": "da", "dutch": "nl", "nederlands": "nl", "finnish": "fi", "suomi": "fi", "polish": "pl",
  "polski": "pl", "norwegian": "no", "norsk": "no", "portuguese": "pt", "greek": "el",
  "czech": "cs",
]
