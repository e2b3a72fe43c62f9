import Text

/// What a site says about words that say nothing, beside the lists of the program.
package struct SiteWords: Hashable, Sendable {
  /// Link texts that say nothing, too.
  package var vagueLinks: [String] = []
  /// Link texts that say enough on this site.
  package var clearLinks: [String] = []
  /// Beginnings of alternative texts that say nothing, too.
  package var pictureOpenings: [String] = []

  package init() {}
}

/// Words that say nothing by themselves, in the languages that editors write. The only list of its kind.
package struct EditorialWords {
  /// What a link's text may not consist of: where it leads cannot be told from it.
  let vagueLinks: Set<String>
  /// Which lengths and first letters those have, each as one bit.
  private let forms: [UInt64]
  /// What an alternative text needn't begin with, since screen readers say it.
  let pictureOpenings: [String]

  /// The words of a language (BCP 47; only the primary subtag counts), and the English ones, which are typed
  /// everywhere.
  package init(language: String, _ site: SiteWords = SiteWords()) {
    let primary = String(language.lowercased().prefix { $0 != "-" && $0 != "_" })
    let known = lists.filter { $0.languages.contains(primary) || $0.languages.contains("en") }
    vagueLinks = Set(known.flatMap(\.links)).union(site.vagueLinks.map { $0.lowercased() })
      .subtracting(site.clearLinks.map { $0.lowercased() })
    forms = vagueLinks.reduce(into: Array(repeating: 0, count: 16)) { forms, words in
      let form = form(words.utf8.count, words.utf8.first ?? 0)
      forms[form.word] |= form.bit
    }
    pictureOpenings =
      known.flatMap(\.pictures) + site.pictureOpenings.map { $0.lowercased() }
  }

  /// Whether a text says nothing, the signs around its words aside.
  ///
  /// - Parameter text: in small letters.
  package func isVague(_ text: String) -> Bool {
    let bytes = text.utf8Span.span
    guard bytes.indices.allSatisfy({ bytes[$0] < 0x80 }) else {
      let words = text.drop { !$0.isLetter && !$0.isNumber }
      guard let last = words.lastIndex(where: { $0.isLetter || $0.isNumber }) else { return false }
      return vagueLinks.contains(String(words[...last].map { $0 == "\u{A0}" ? " " : $0 }))
    }
    guard let first = bytes.indices.first(where: { isOfWord(bytes[$0]) }),
      let last = bytes.indices.last(where: { isOfWord(bytes[$0]) })
    else { return false }
    // Nearly all words are told apart by their first letter and how many they have.
    let form = form(last + 1 - first, bytes[first])
    guard forms[form.word] & form.bit != 0 else { return false }
    let start = text.utf8.index(text.startIndex, offsetBy: first)
    return vagueLinks.contains(String(text[start...].utf8.prefix(last + 1 - first)) ?? "")
  }

  package func opening(of alternative: String) -> String? {
    let text = alternative.lowercased()
    return pictureOpenings.first { text.hasPrefix($0) }
  }

  /// Whether an alternative text is only the word for a picture.
  package func isOnlyPicture(_ alternative: String) -> Bool {
    pictureWords.contains(alternative.lowercased().trimmingSpaces)
  }
}

/// One of 1,024 bits for a length in bytes and a first byte.
private func form(_ length: Int, _ first: UInt8) -> (word: Int, bit: UInt64) {
  let number = (length & 31) << 5 | Int(first & 31)
  return (number >> 6, 1 << UInt64(number & 63))
}

private func isOfWord(_ byte: UInt8) -> Bool {
  byte.isASCIILetter || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}

private let pictureWords: Set<String> = [
  "image", "picture", "photo", "photograph", "graphic", "img", "bild", "foto", "abbildung",
  "grafik",
  "imagen", "fotografía", "immagine", "fotografia", "imagem", "afbeelding", "billede", "bilde",
  "kuva",
  "zdjęcie", "obraz", "obrázek", "imatge",
]

private let lists: [(languages: [String], links: [String], pictures: [String])] = [
  (
    ["en"],
    [
      "here", "click here", "click", "more", "read more", "learn more", "see more", "find out more",
      "more information", "more info", "further information", "this", "this link", "this page",
      "link",
      "the link", "more details", "continue", "continue reading", "info",
      "see here", "look here", "press here", "read this", "download here", "click this link",
      "read on",
    ],
    [
      "picture of", "image of", "photo of", "photograph of", "graphic of", "a picture of",
      "an image of",
      "a photo of", "image:", "picture:", "photo:",
    ]
  ),
  (
    ["de"],
    [
      "hier", "hier klicken", "klicken sie hier", "klick hier", "klicke hier", "mehr", "mehr lesen",
      "mehr erfahren", "weiterlesen", "weiter", "weitere informationen", "mehr informationen",
      "mehr infos",
      "dieser link", "diese seite", "link", "siehe hier", "lesen sie mehr",
      "erfahren sie mehr",
      "zum artikel", "zur seite",
    ],
    [
      "bild von", "bild des", "bild der", "ein bild", "foto von", "foto des", "foto der",
      "ein foto",
      "abbildung von", "grafik von", "bild:", "foto:",
    ]
  ),
  (
    ["sv"],
    [
      "här", "klicka här", "läs mer", "läs mer här", "mer", "mer information", "mer info", "se här",
      "denna länk", "denna sida", "länk", "länken", "den här länken", "den här sidan", "fortsätt",
      "vidare",
    ],
    ["bild på", "bild av", "en bild", "foto på", "foto av", "ett foto", "bild:", "foto:"]
  ),
  (
    ["fr"],
    [
      "ici", "cliquez ici", "cliquer ici", "plus", "en savoir plus", "lire plus", "lire la suite",
      "lire la suite ici", "plus d'informations", "plus d’informations", "suite", "la suite",
      "ce lien",
      "cette page", "lien", "voir", "voir ici", "plus de détails",
    ],
    [
      "image de", "image d'", "image d’", "photo de", "photo d'", "photo d’", "photographie de",
      "une image",
      "une photo", "image :", "photo :",
    ]
  ),
  (
    ["es"],
    [
      "aquí", "aqui", "haga clic aquí", "haz clic aquí", "pulse aquí", "clic aquí", "más",
      "leer más",
      "ver más", "saber más", "más información", "este enlace", "esta página", "enlace",
      "seguir leyendo",
    ],
    ["imagen de", "foto de", "fotografía de", "una imagen", "una foto", "imagen:", "foto:"]
  ),
  (
    ["it"],
    [
      "qui", "clicca qui", "clicca", "cliccare qui", "fai clic qui", "altro", "leggi",
      "leggi tutto",
      "leggi di più", "continua", "continua a leggere", "maggiori informazioni", "scopri di più",
      "questo link", "questa pagina", "link",
    ],
    [
      "immagine di", "immagine del", "foto di", "foto del", "fotografia di", "un'immagine",
      "una foto",
    ]
  ),
  (
    ["pt"],
    [
      "aqui", "clique aqui", "mais", "leia mais", "ler mais", "saiba mais", "saber mais",
      "mais informações",
      "este link", "esta página", "link",
    ],
    [
      "imagem de", "imagem do", "imagem da", "foto de", "foto do", "foto da", "uma imagem",
      "uma foto",
    ]
  ),
  (
    ["nl"],
    [
      "hier", "klik hier", "meer", "lees meer", "lees verder", "meer lezen", "meer informatie",
      "meer info",
      "deze link", "deze pagina", "link", "verder", "bekijk", "zie hier",
    ],
    ["afbeelding van", "foto van", "plaatje van", "een afbeelding", "een foto", "beeld van"]
  ),
  (
    ["da"],
    [
      "her", "klik her", "læs mere", "læs mere her", "mere", "mere information", "mere info",
      "se her",
      "se mere", "dette link", "denne side", "link", "fortsæt",
    ], ["billede af", "foto af", "et billede", "et foto", "fotografi af"]
  ),
  (
    ["nb", "no", "nn"],
    [
      "her", "klikk her", "les mer", "les meir", "les mer her", "mer", "meir", "mer informasjon",
      "mer info",
      "se her", "se mer", "denne lenken", "denne siden", "lenke", "fortsett",
    ], ["bilde av", "foto av", "et bilde", "et foto", "bilete av"]
  ),
  (
    ["fi"],
    [
      "tästä", "täältä", "tässä", "klikkaa tästä", "klikkaa tähän", "lue lisää", "lisää",
      "lisätietoja",
      "lisätietoa", "katso tästä", "tämä linkki", "tämä sivu", "linkki", "jatka", "siirry",
    ], ["kuva:", "kuvassa", "valokuva:", "valokuvassa"]
  ),
  (
    ["pl"],
    [
      "tutaj", "tu", "kliknij tutaj", "kliknij", "więcej", "czytaj więcej", "czytaj dalej",
      "dowiedz się więcej", "zobacz więcej", "więcej informacji", "ten link", "ta strona", "link",
      "zobacz",
    ],
    [
      "zdjęcie przedstawiające", "obraz przedstawiający", "obrazek przedstawiający", "zdjęcie:",
      "obraz:",
    ]
  ),
  (
    ["cs", "sk"],
    [
      "zde", "klikněte zde", "více", "číst více", "více informací", "tady", "tu", "kliknite sem",
      "viac",
    ],
    ["obrázek:", "obrázek s", "fotografie:", "obrázok:"]
  ),
  (
    ["ca"],
    [
      "aquí", "feu clic aquí", "clica aquí", "més", "llegir més", "més informació", "aquest enllaç",
    ],
    ["imatge de", "foto de", "una imatge", "una foto"]
  ),
]
