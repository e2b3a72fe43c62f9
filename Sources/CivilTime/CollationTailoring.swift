/// How a language departs from the shared order.
///
/// The rules are the CLDR's (`common/collation`), written in its manner, in small letters: `&n<ñ`
/// makes ñ a letter of its own after n, and `<<` a variant of the one before, as accents are. `&þ`
/// stands for the end of the Latin alphabet.
struct CollationTailoring {
  struct Rule {
    let anchor: [Unicode.Scalar]
    let letters: [(isVariant: Bool, spelling: [Unicode.Scalar])]
  }

  let rules: [Rule]
  let script: CollationScript?
  /// Danish and Maltese list `A` before `a`.
  let capitalsFirst: Bool
  let hasTurkishI: Bool
  /// Hungarian writes a long `cs` as `ccs`.
  let doublesFirstLetter: Bool

  init(language tag: String) {
    let language = tag.lowercased().prefix { $0 != "-" && $0 != "_" }
    rules = (rulesByLanguage[String(language)] ?? "").split(separator: " ").map(Rule.init)
    capitalsFirst = ["da", "mt"].contains(language)
    hasTurkishI = ["tr", "az"].contains(language)
    doublesFirstLetter = language == "hu"
    script =
      switch language {
      case "el": .greek
      case "be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "tt", "uk": .cyrillic
      case "am", "ar", "bn", "fa", "gu", "he", "hi", "hy", "ka", "km", "kn", "lo", "ml", "mr", "my",
        "ne", "pa", "si", "ta", "te", "th", "ur", "ja", "ko", "zh", "yi", "dv", "ti":
        .other
      default: nil
      }
  }
}

extension CollationTailoring.Rule {
  /// Reads one rule: `&n<ñ`, `&þ<å<ä<<æ`.
  fileprivate init(_ text: Substring) {
    let parts = text.dropFirst().split(separator: "<", omittingEmptySubsequences: false)
    anchor = Array(parts[0].unicodeScalars)
    var letters: [(Bool, [Unicode.Scalar])] = []
    var isVariant = false
    for part in parts.dropFirst() {
      if part.isEmpty {
        isVariant = true
      } else {
        letters.append((isVariant, Array(part.unicodeScalars)))
        isVariant = false
      }
    }
    self.letters = letters
  }
}

private let norwegian =
  "&þ<æ<<ä<<ę<ø<<ö<<ő<<œ<å<<aa &d<<đ<<ð &th<<þ &y<<ü<<ű"
private let croatian = "&c<č<ć &d<dž<<ǆ<đ &l<lj<<ǉ &n<nj<<ǌ &s<š &z<ž"

private let rulesByLanguage: [String: String] = [
  "az": "&c<ç &g<ğ &h<x<ı &o<ö &s<ş &u<ü &k<q &e<ə &z<w",
  "be": "&е<ё &у<ў",
  "bs": croatian,
  "cs": "&c<č &h<ch &r<ř &s<š &z<ž",
  "cy": "&c<ch &d<dd &f<ff &g<ng &l<ll &p<ph &r<rh &t<th",
  "da": "&þ<æ<<ä<ø<<ö<<ő<å<<aa &d<<đ<<ð &th<<þ &y<<ü<<ű &oe<<œ",
  "eo": "&c<ĉ &g<ĝ &h<ĥ &j<ĵ &s<ŝ &u<ŭ",
  "es": "&n<ñ",
  "et": "&s<š<z<ž &w<õ<ä<ö<ü",
  "fi": "&þ<å<ä<<æ<ö<<ø &d<<đ &g<<ǥ &n<<ŋ &t<<ŧ &y<<ü &z<<ʒ",
  "fo": "&þ<æ<<ä<<ę<ø<<ö<<ő<<œ<å<<aa &d<<đ<<ð &th<<þ &y<<ü<<ű",
  "gl": "&n<ñ",
  "hr": croatian,
  "hu": "&c<cs &d<dz<dzs &g<gy &l<ly &n<ny &s<sz &t<ty &z<zs &o<ö<<ő &u<ü<<ű",
  "is": "&a<á &d<<đ<ð &e<é &i<í &o<ó &u<ú &y<ý &þ<æ<<ä<ö<<ø<å",
  "kk": "&е<ё",
  "lt": "&a<<ą &c<č &e<<ę<<ė &i<<į<<y &s<š &u<<ų<<ū &z<ž",
  "lv": "&a<ā &c<č &e<ē &g<ģ &i<y<ī &k<ķ &l<ļ &n<ņ &o<ō &r<ŗ &s<š &u<ū &z<ž",
  "mk": "&и<<й",
  "mt": "&b<ċ &f<ġ &g<għ &h<ħ &y<ż",
  "nb": norwegian,
  "nn": norwegian,
  "no": norwegian,
  "pl": "&a<ą &c<ć &e<ę &l<ł &n<ń &o<ó &s<ś &z<ź<ż",
  "ro": "&a<ă<â &i<î &s<ș<<ş &t<ț<<ţ",
  "se": "&þ<ž<ø<<œ<æ<å<<ȧ<ä<<ã<ö<<ő<<õ<<ô<<ǫ &a<á &c<č<ʒ<ǯ &d<đ<<ð &g<ǧ<ǥ &k<ǩ &n<ŋ<<ń<<ñ "
    + "&s<š &t<ŧ<<þ &y<<ü<<ű",
  "sk": "&a<ä &c<č &h<ch &o<ô &r<ř &s<š &z<ž",
  "sl": "&c<č<ć &d<đ &s<š &z<ž",
  "sq": "&c<ç &d<dh &e<ë &g<gj &l<ll &n<nj &r<rr &s<sh &t<th &x<xh &z<zh",
  "sr": "&и<<й",
  "sv": "&þ<å<ä<<æ<<ę<ö<<ø<<ő<<œ<<ô &d<<đ<<ð &th<<þ &y<<ü<<ű",
  "tr": "&c<ç &g<ğ &h<ı &o<ö &s<ş &u<ü",
  "uk": "&г<ґ &і<ї",
  "vi": "&a<ă<â &d<đ &e<ê &o<ô<ơ &u<ư",
]
