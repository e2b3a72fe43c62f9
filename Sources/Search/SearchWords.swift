// The words of a page. What a visitor types and what a page says are compared in a form that both are brought into, small
// letters without accents: the script of the search page (js/search.js) folds what is typed, by the same letters, which the index tells it.

import Text
import Web

/// How often the words of a page stand in it, in small letters; a word of a heading counts for several.
///
/// Only the content of `<main>` counts, without what leads elsewhere (`nav`), forms, scripts and drawings.
package func searchWords(in html: [UInt8]) -> [String: Int] {
  var reading = PageReading()
  var tokenizer = HTMLTokenizer(html)
  while let token = tokenizer.next() {
    switch token {
    case .startTag(let name): reading.begin(ElementName(html[name]))
    case .endTag(let name): reading.end(ElementName(html[name]))
    case .text(let range): reading.add(html[range])
    case .comment, .doctype: break
    }
    if reading.isDone { break }
  }
  var words: [String: Int] = [:]
  for (weight, text) in reading.texts.enumerated() where !text.isEmpty {
    forEachSearchWord(in: text.string) { words[$0, default: 0] += weight }
  }
  return words
}

/// The text of a page by the weight of the place where it stands.
private struct PageReading {
  private(set) var texts = [ByteBuffer](
    repeating: ByteBuffer(), count: PageReading.titleWeight + 1)
  private(set) var isDone = false
  private var isInMain = false
  private var weight = 1
  /// The element whose content is left out, and how many of its name are open.
  private var skipped: (name: ElementName, depth: Int)?

  private static let titleWeight = 8
  private static let headingWeight = 4
  private static let leftOut: [ElementName] = [
    "nav", "form", "script", "style", "svg", "template", "button", "select", "dialog",
  ]
  /// Elements within a word.
  private static let inline: [ElementName] = [
    "a", "abbr", "b", "bdi", "code", "em", "i", "mark", "s", "small", "span", "strong", "sub",
    "sup", "u", "wbr",
  ]

  mutating func begin(_ name: ElementName) {
    if let open = skipped {
      if open.name == name { skipped?.depth += 1 }
      return
    }
    if name == "main" { isInMain = true }
    guard isInMain else { return }
    if PageReading.leftOut.contains(name) {
      skipped = (name, 1)
      return
    }
    separate(at: name)
    switch name {
    case "h1": weight = PageReading.titleWeight
    case "h2", "h3": weight = PageReading.headingWeight
    default: break
    }
  }

  mutating func end(_ name: ElementName) {
    if let open = skipped {
      if open.name == name { skipped = open.depth == 1 ? nil : (name, open.depth - 1) }
      return
    }
    guard isInMain else { return }
    separate(at: name)
    switch name {
    case "main": isDone = true
    case "h1", "h2", "h3": weight = 1
    default: break
    }
  }

  mutating func add(_ text: ArraySlice<UInt8>) {
    if isInMain, skipped == nil { appendResolved(text, to: &texts[weight]) }
  }

  private mutating func separate(at name: ElementName) {
    if !PageReading.inline.contains(name) { texts[weight].append(0x20) }
  }
}

/// The name of an element in small letters, as a number: a page has hundreds. All longer than eight letters are one.
private struct ElementName: Equatable, ExpressibleByStringLiteral {
  private var number: UInt64 = 0

  init(_ name: ArraySlice<UInt8>) {
    guard name.count <= 8 else { return }
    for byte in name { number = number << 8 | UInt64(byte.asciiLowercased) }
  }

  init(stringLiteral name: StaticString) {
    name.withUTF8Buffer {
      for index in $0.indices { number = number << 8 | UInt64(unsafe $0[index]) }
    }
  }

  static func ~= (pattern: ElementName, name: ElementName) -> Bool { pattern == name }
}

/// Calls with each word of a text, in small letters.
package func forEachSearchWord(in text: String, _ body: (String) -> Void) {
  var word: [UInt8] = []
  var isPlain = true
  func end() {
    if word.isEmpty { return }
    let text = String(decoding: word, as: UTF8.self)
    body(isPlain ? text : text.lowercased())
    word.removeAll(keepingCapacity: true)
    isPlain = true
  }
  for scalar in text.unicodeScalars {
    switch scalar.value {
    case 0x30...0x39, 0x61...0x7A: word.append(UInt8(scalar.value))
    case 0x41...0x5A: word.append(UInt8(scalar.value) | 0x20)
    case ..<0x80: end()
    case 0xAD: break  // A soft hyphen is no part of the word.
    default:
      switch scalar.properties.generalCategory {
      case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
        .decimalNumber, .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
        word.append(contentsOf: scalar.utf8)
        isPlain = false
      default: end()
      }
    }
  }
  end()
}

/// A word in small letters without its marks: `malmö` is `malmo`.
func folded(_ word: String) -> String {
  if word.utf8.allSatisfy({ $0 < 0x80 }) { return word }
  var folded = String.UnicodeScalarView()
  for scalar in word.decomposed.unicodeScalars {
    if let plain = lettersWithoutMarks[scalar] {
      folded.append(contentsOf: plain.unicodeScalars)
      continue
    }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .spacingMark, .enclosingMark: break
    default: folded.append(scalar)
    }
  }
  return String(folded)
}

/// Letters that Unicode takes for letters of their own, and people without them for a letter with a mark.
let lettersWithoutMarks: [Unicode.Scalar: String] = [
  "ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i",
  "ς": "σ",
]
