/// What letters weigh in one language: the CLDR's root order, changed as the language has it.
///
/// Leads of primary weights, from the front: blanks 3, punctuation and symbols 4 and 5, other
/// symbols 6, currencies 8, numbers 16, the language's own script if it is not Latin 24, Latin 32,
/// Greek 80, Cyrillic 88, other scripts 160.
struct CollationWeights: Sendable {
  /// Of ASCII characters but digits; nil for those that do not count.
  private(set) var ascii: [CollationElement?]
  /// Of letters that have a weight of their own, upper case included.
  private var letters: [Unicode.Scalar: [CollationElement]] = [:]
  /// Letters of one or more characters that are sorted as one, by their spelling in lower case.
  private var contractions: [[Unicode.Scalar]: [CollationElement]] = [:]
  /// The first two characters of each, so that most places in a text need no closer look.
  private var contractionStarts: Set<Pair> = []
  /// Letters with an accent by letter and accent, and the other way about.
  private let compositions: [Pair: Unicode.Scalar]
  private let ownScript: CollationScript?
  private let capitalsFirst: Bool

  static let numberLead: UInt8 = 16

  private struct Pair: Hashable {
    let base, mark: Unicode.Scalar
  }

  var hasNoContractions: Bool { contractions.isEmpty }

  init(tailoredFor language: String) {
    let tailoring = CollationTailoring(language: language)
    ownScript = tailoring.script
    capitalsFirst = tailoring.capitalsFirst
    ascii = Array(repeating: nil, count: 128)
    compositions = Dictionary(
      uniqueKeysWithValues: CollationRoot.accented.map { (Pair(base: $0, mark: $1), $2) })
    addSymbols()
    addRootLetters()
    for rule in tailoring.rules { apply(rule) }
    if tailoring.doublesFirstLetter { addDoubled() }
    if tailoring.hasTurkishI { addTurkishI() }
    addAccented()
    for byte in 0..<128 where !(0x30...0x39 ~= byte) {
      ascii[byte] = letters[Unicode.Scalar(UInt8(byte))]?.first
    }
  }

  // MARK: Asking

  func elements(of scalar: Unicode.Scalar) -> [CollationElement] {
    if let known = letters[scalar] { return known }
    return CollationRoot.fallback(for: scalar, ownScript: ownScript).map { [$0] } ?? []
  }

  func contraction(
    at index: Int, of scalars: [Unicode.Scalar]
  ) -> (elements: [CollationElement], length: Int)? {
    guard !contractions.isEmpty, index + 1 < scalars.count,
      contractionStarts.contains(
        Pair(base: scalars[index].lowercased, mark: scalars[index + 1].lowercased))
    else { return nil }
    for length in [4, 3, 2] where index + length <= scalars.count {
      let spelling = scalars[index..<(index + length)]
      guard let elements = contractions[spelling.map(\.lowercased)] else { continue }
      let isCapital = spelling.first?.properties.isUppercase ?? false
      return (isCapital ? elements.map { capital($0) } : elements, length)
    }
    return nil
  }

  /// The text with letters and the accents that follow them as one (Unicode's form C, as far as
  /// the letters we know go).
  func composed(_ text: String.UnicodeScalarView) -> [Unicode.Scalar] {
    var result: [Unicode.Scalar] = []
    result.reserveCapacity(text.underestimatedCount)
    for scalar in text {
      let isMark = 0x300...0x36F ~= scalar.value
      if isMark, let last = result.last, let whole = compositions[Pair(base: last, mark: scalar)] {
        result[result.count - 1] = whole
      } else {
        result.append(scalar)
      }
    }
    return result
  }

  // MARK: Building

  private mutating func addSymbols() {
    for blank in CollationRoot.blanks { letters[blank] = [CollationElement(primary: 0x0305)] }
    for (index, symbol) in CollationRoot.symbols.enumerated() {
      letters[symbol] = [CollationElement(primary: 0x0402 + UInt32(index))]
    }
    for (index, currency) in CollationRoot.currencies.enumerated() {
      letters[currency] = [CollationElement(primary: 0x0802 + UInt32(index))]
    }
    for (index, mark) in CollationRoot.marks.enumerated() {
      letters[mark] = [CollationElement(primary: 0, secondary: UInt8(16 + index))]
    }
  }

  private mutating func addRootLetters() {
    var lead: UInt32 = 31
    var extras: UInt32 = 0
    for letter in CollationRoot.latin {
      if letter.isASCII || letter == "þ" {
        (lead, extras) = (lead + 1, 0)
        add(letter, [CollationElement(primary: lead << 8 | 0x10)])
      } else {
        add(letter, [CollationElement(primary: lead << 8 | 0x50 + 4 * extras)])
        extras += 1
      }
    }
    addAlphabet(CollationRoot.greek, of: .greek)
    addAlphabet(CollationRoot.cyrillic, of: .cyrillic)
    letters["ς"] = letters["σ"]?.map {
      CollationElement(primary: $0.primary, tertiary: $0.tertiary + 1)
    }
    for (letter, spelling) in CollationRoot.ligatures {
      var elements = spelling.flatMap { letters[$0] ?? [] }
      elements[0].secondary += 1
      add(letter, elements)
    }
  }

  private mutating func addAlphabet(_ alphabet: [Unicode.Scalar], of script: CollationScript) {
    let lead = script == ownScript ? CollationScript.ownLead : script.lead
    for (index, letter) in alphabet.enumerated() {
      add(letter, [CollationElement(primary: lead << 8 | 0x10 + 2 * UInt32(index))])
    }
  }

  /// What has no weight of its own weighs as its letter and its accent.
  /// A letter with three accents is one with two, and an accent.
  private mutating func addAccented() {
    for _ in 1...3 {
      for (base, mark, whole) in CollationRoot.accented where letters[whole] == nil {
        guard let elements = letters[base], let accent = letters[mark] else { continue }
        letters[whole] = elements + accent
      }
    }
  }

  private mutating func apply(_ rule: CollationTailoring.Rule) {
    var elements = rule.anchor.flatMap { letters[$0] ?? [] }
    guard !elements.isEmpty else { return }
    var variants: UInt8 = 0
    for (isVariant, spelling) in rule.letters {
      if isVariant {
        variants += 1
      } else {
        variants = 0
        elements[elements.count - 1].primary += 1
      }
      var own = elements
      own[0].secondary += variants
      add(spelling, own)
    }
  }

  private mutating func add(_ spelling: [Unicode.Scalar], _ elements: [CollationElement]) {
    if spelling.count == 1 {
      add(spelling[0], elements)
    } else {
      contractions[spelling] = elements
      contractionStarts.insert(Pair(base: spelling[0], mark: spelling[1]))
    }
  }

  private mutating func add(_ letter: Unicode.Scalar, _ elements: [CollationElement]) {
    letters[letter] = elements
    let capitalLetter = letter.uppercased
    guard capitalLetter != letter, capitalLetter.lowercased == letter else { return }
    letters[capitalLetter] = elements.map { capital($0) }
    letters[letter] = elements.map { small($0) }
  }

  private mutating func addDoubled() {
    for (spelling, elements) in contractions {
      contractions[[spelling[0]] + spelling] = elements + elements
      contractionStarts.insert(Pair(base: spelling[0], mark: spelling[0]))
    }
  }

  private mutating func addTurkishI() {
    guard let dotless = letters["ı"], let dotted = letters["i"] else { return }
    letters["I"] = dotless.map { capital($0) }
    letters["İ"] = dotted.map { capital($0) }
  }

  private func capital(_ element: CollationElement) -> CollationElement {
    capitalsFirst ? element : element.after
  }

  private func small(_ element: CollationElement) -> CollationElement {
    capitalsFirst ? element.after : element
  }
}

extension CollationElement {
  /// The weight of the case that comes second.
  fileprivate var after: CollationElement {
    CollationElement(
      primary: primary, secondary: secondary, tertiary: primary > 0 ? tertiary + 2 : tertiary)
  }
}

extension Unicode.Scalar {
  /// The capital of a letter, where it is one character.
  var uppercased: Unicode.Scalar { single(properties.uppercaseMapping) }

  var lowercased: Unicode.Scalar {
    guard isASCII else { return single(properties.lowercaseMapping) }
    return ("A"..."Z").contains(self) ? Unicode.Scalar(UInt8(value) + 32) : self
  }

  private func single(_ mapping: String) -> Unicode.Scalar {
    let scalars = mapping.unicodeScalars
    return scalars.count == 1 ? scalars.first ?? self : self
  }
}
