/// The order that languages share: that of the CLDR's root collation, as far as titles need it.
enum CollationRoot {
  static let blanks = scalars(" \t\n\r\u{A0}\u{2002}\u{2003}\u{2007}\u{2009}\u{200A}\u{202F}")

  static let symbols = scalars(
    "_‗-‐‑‒–—―,;:!¡?¿‽.…·'‘’‚‛‹›\"“”„‟«»()[]{}§¶@*/\\&#%‰†‡•‧′″`´^¯¨¸°©®←→↑↓↔+±÷×<=>¬|¦~−⁄∙√∞≈≠≤≥"
  )

  static let currencies = scalars("¤¢$£¥₣₤₩₪₫€₴₹₺₽₿")

  /// Accents in their order of weight.
  static let marks = scalars(
    "\u{301}\u{300}\u{306}\u{302}\u{30C}\u{30A}\u{308}\u{30B}\u{303}\u{307}\u{338}\u{327}\u{328}"
      + "\u{304}\u{335}\u{309}\u{30F}\u{311}\u{31B}\u{323}\u{324}\u{325}\u{326}\u{32D}\u{32E}\u{330}"
      + "\u{331}")

  static let latin = scalars(
    "abƀɓƃcƈdɖɗeǝəɛfƒgǥɠɣhɦiıɨɩjɟkƙlƚɬmnŋɲoɔɵpƥqĸrɍsʃtŧƭʈuʉɯʊvʋwxyƴzƶʒþƿ")
  static let greek = scalars("αβγδεϝϛζηθικϟλμνξοπϙρστυφχψωϡ")
  static let cyrillic = scalars(
    "аәӕбвгғҕдђѓҙеєжҗзѕӡиійјкқҡлљмнңҥњоөпҧрстћќуүұфхҳһцҵчҷџшщъыьѣэюя")

  /// Letters that are spelt with others and stand behind that spelling at the second level.
  static let ligatures: [(letter: Unicode.Scalar, spelling: [Unicode.Scalar])] = [
    ("æ", "ae"), ("œ", "oe"), ("ĳ", "ij"), ("ß", "ss"), ("ſ", "s"), ("ŉ", "'n"), ("ﬁ", "fi"),
    ("ﬂ", "fl"), ("ª", "a"), ("º", "o"), ("µ", "μ"), ("ŀ", "l"), ("ð", "d"),
    ("ґ", "г"),
  ].map { ($0, scalars($1)) }

  /// Letter, accent, and the two as one (Unicode's canonical decompositions).
  static let accented: [(base: Unicode.Scalar, mark: Unicode.Scalar, whole: Unicode.Scalar)] = {
    let small = pairsByMark.flatMap { mark, letters in
      let pairs = scalars(letters)
      return stride(from: 0, to: pairs.count, by: 2).map { (pairs[$0], mark, pairs[$0 + 1]) }
    }
    let capital: [(Unicode.Scalar, Unicode.Scalar, Unicode.Scalar)] = small.map {
      ($0.0.uppercased, $0.1, $0.2.uppercased)
    }
    .filter { base, _, whole in base.properties.isUppercase && whole.properties.isUppercase }
    return small + capital + [("I", "\u{307}", "İ")]
  }()

  private static let pairsByMark: [(Unicode.Scalar, String)] = [
    ("\u{335}", "dđhħlł"), ("\u{338}", "oø"),
    (
      "\u{0301}",
      "aáeéiíoóuúyýcćlĺnńrŕsśzźüǘgǵåǻæǽøǿçḉēḗïḯkḱmḿõṍōṓpṕũṹwẃâấăắêếôốơớưứ¨΅ϊΐαάεέηήιίϋΰοόυύωώгѓкќ"
    ),
    ("\u{0300}", "aàeèiìoòuùüǜnǹēḕōṑwẁâầăằêềôồơờưừyỳеѐиѝ"),
    ("\u{0306}", "ийaăeĕgğiĭoŏuŭȩḝạặуўжӂаӑеӗ"),
    ("\u{0302}", "aâeêiîoôuûcĉgĝhĥjĵsŝwŵyŷzẑạậẹệọộ"),
    ("\u{030C}", "cčdďeělľnňrřsštťzžaǎiǐoǒuǔüǚgǧkǩʒǯjǰhȟ"),
    ("\u{030A}", "aåuůwẘyẙ"),
    ("\u{0308}", "aäeëiïoöuüyÿhḧõṏūṻwẅxẍtẗιϊυϋеёіїаӓәӛжӝзӟиӥоӧөӫэӭуӱчӵыӹ"),
    ("\u{030B}", "oőuűуӳ"),
    ("\u{0303}", "aãnñoõiĩuũvṽâẫăẵeẽêễôỗơỡưữyỹ"),
    ("\u{0307}", "cċeėgġzżaȧoȯbḃdḋfḟhḣmṁnṅpṗrṙsṡśṥšṧṣṩtṫwẇxẋyẏ"),
    ("\u{0327}", "cçgģkķlļnņrŗsştţeȩdḑhḩ"),
    ("\u{0328}", "aąeęiįuųoǫ"),
    ("\u{0304}", "aāeēiīoōuūüǖäǟȧǡæǣǫǭöȫõȭȯȱyȳgḡḷḹṛṝиӣуӯ"),
    ("\u{0309}", "aảâẩăẳeẻêểiỉoỏôổơởuủưửyỷ"),
    ("\u{030F}", "aȁeȅiȉoȍrȑuȕѵѷ"),
    ("\u{0311}", "aȃeȇiȋoȏrȓuȗ"),
    ("\u{031B}", "oơuư"),
    ("\u{0323}", "bḅdḍhḥkḳlḷmṃnṇrṛsṣtṭvṿwẉzẓaạeẹiịoọơợuụưựyỵ"),
    ("\u{0324}", "uṳ"),
    ("\u{0325}", "aḁ"),
    ("\u{0326}", "sștț"),
    ("\u{032D}", "dḓeḙlḽnṋtṱuṷ"),
    ("\u{032E}", "hḫ"),
    ("\u{0330}", "eḛiḭuṵ"),
    ("\u{0331}", "bḇdḏkḵlḻnṉrṟtṯzẕhẖ"),
  ]

  private static func scalars(_ text: String) -> [Unicode.Scalar] { Array(text.unicodeScalars) }
}

/// A script with a place of its own in the order.
enum CollationScript: Sendable {
  case greek, cyrillic, other

  var lead: UInt32 {
    switch self {
    case .greek: 80
    case .cyrillic: 88
    case .other: 160
    }
  }

  /// Where a language's own script stands: before Latin.
  static let ownLead: UInt32 = 24
}

extension CollationRoot {
  /// The weight of a character that no table has: letters by script and code point, symbols before
  /// all letters. Nil for what does not count, such as a soft hyphen.
  static func fallback(
    for scalar: Unicode.Scalar, ownScript: CollationScript?
  ) -> CollationElement? {
    let small = scalar.lowercased
    let tertiary = CollationElement.common + (small == scalar ? 0 : 2)
    switch scalar.properties.generalCategory {
    case .control, .format, .nonspacingMark, .enclosingMark, .surrogate: return nil
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
      .letterNumber, .decimalNumber, .spacingMark, .privateUse, .unassigned:
      let lead = ownScript == .other && isOwn(scalar) ? CollationScript.ownLead : lead(of: scalar)
      return CollationElement(primary: lead << 24 | small.value, tertiary: tertiary)
    default: return CollationElement(primary: 6 << 24 | scalar.value)
    }
  }

  /// Latin letters of other languages after z, Georgian before other scripts, and Hangul, kana and
  /// Han last.
  private static func lead(of scalar: Unicode.Scalar) -> UInt32 {
    switch scalar.value {
    case ..<0x370, 0x1D00...0x1EFF: 0x3F
    case 0x370..<0x400, 0x1F00..<0x2000: CollationScript.greek.lead + 1
    case 0x400..<0x530: CollationScript.cyrillic.lead + 1
    case 0x10A0...0x10FF: CollationScript.other.lead - 1
    case 0xAC00...0xD7A3, 0x1100...0x11FF: 0xB0
    case 0x3040...0x30FF: 0xB1
    case 0x3400...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: 0xB3
    default: CollationScript.other.lead
    }
  }

  private static func isOwn(_ scalar: Unicode.Scalar) -> Bool { scalar.value >= 0x530 }
}
