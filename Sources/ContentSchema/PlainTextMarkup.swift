// Titles, cells and other fields of text are printed as they are typed. Markdown and HTML in them would stand on the site
// with their signs, so they are told, if it is nearly certain that they are meant as such.

import Diagnostics
import Web

extension FieldDecoder {
  /// Warns of what is Markdown or HTML in a text that is neither.
  mutating func warnOfMarkup(in text: String, _ key: String, at location: SourceLocation) {
    guard let markup = PlainTextMarkup(in: text), !keysOfNames.contains(key) else { return }
    diagnostics.append(
      .warning(
        FieldCode.markupInPlainText,
        "'\(key)' is printed as it is typed, with the signs in '\(markup.piece)'", at: location,
        help: markup.plain.isEmpty ? "write it without them" : "write \(markup.plain)"))
  }
}

/// Keys whose text is a name or pattern that programs read.
private let keysOfNames: Set<String> = [
  "url", "slug", "aliases", "template", "kind", "timezone", "hosts", "publish_files", "page",
  "page_weight", "picture_weight",
]

/// The first piece of a text that is markup, where there is no markup.
package struct PlainTextMarkup: Equatable {
  /// As it is typed.
  package let piece: String
  /// What it says; empty if nothing remains without its signs.
  package let plain: String

  /// `nil` if the text has none.
  package init?(in text: String) {
    let bytes = text.utf8Span.span
    // The bullet's first byte.
    guard bytes.indices.contains(where: { isSign(bytes[$0]) }) || text.utf8.first == 0xE2 else {
      return nil
    }
    let scalars = Array(text.unicodeScalars.prefix(1000))
    let found =
      linkOrNote(in: scalars) ?? mark(of: scalars) ?? reference(in: scalars) ?? tag(in: scalars)
      ?? emphasis(in: scalars) ?? beginning(of: scalars)
    guard let found else { return nil }
    self = found
  }

  fileprivate init(_ piece: ArraySlice<Unicode.Scalar>, _ plain: ArraySlice<Unicode.Scalar> = []) {
    self.piece = String(piece)
    self.plain = String(plain)
  }

  fileprivate init(_ piece: ArraySlice<Unicode.Scalar>, plain: String) {
    self.piece = String(piece)
    self.plain = plain
  }
}

private func isSign(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "`"), UInt8(ascii: "["),
    UInt8(ascii: "<"), UInt8(ascii: "&"), UInt8(ascii: "{"), UInt8(ascii: "~"),
    UInt8(ascii: "\\"), UInt8(ascii: "#"):
    true
  default: false
  }
}

private typealias Scalars = [Unicode.Scalar]

/// `[words](address)`, `![words](picture)`, `[^note]`.
private func linkOrNote(in text: Scalars) -> PlainTextMarkup? {
  var open: Int?
  for (index, scalar) in text.enumerated() {
    if scalar == "[" { open = index }
    guard scalar == "]", let start = open else { continue }
    open = nil
    if start + 2 < index, text[start + 1] == "^" { return PlainTextMarkup(text[start...index]) }
    guard index + 2 < text.count, text[index + 1] == "(", index > start + 1,
      let end = text[(index + 2)...].firstIndex(where: { $0 == ")" || $0 == "(" }),
      text[end] == ")", end > index + 2
    else { continue }
    let isPicture = start > 0 && text[start - 1] == "!"
    return PlainTextMarkup(text[(isPicture ? start - 1 : start)...end], text[start + 1..<index])
  }
  return nil
}

/// `{{ name }}`, `{% tag %}`, `{#id}`, `{.class}`.
private func mark(of text: Scalars) -> PlainTextMarkup? {
  for index in text.indices.dropLast() where text[index] == "{" {
    let rest = text[(index + 2)...]
    switch text[index + 1] {
    case "{", "%":
      let closing: Unicode.Scalar = text[index + 1] == "{" ? "}" : "%"
      guard
        let end = rest.indices.dropLast().first(where: {
          text[$0] == closing && text[$0 + 1] == "}"
        })
      else { return nil }
      return PlainTextMarkup(text[index...end + 1])
    case "#", ".":
      let name = rest.prefix { $0.isOfWord || $0 == "-" }
      guard let first = name.first, first.properties.isAlphabetic, name.endIndex < text.count,
        text[name.endIndex] == "}"
      else { continue }
      return PlainTextMarkup(text[index...name.endIndex])
    default: continue
    }
  }
  return nil
}

/// `&amp;`, `&#8211;`.
private func reference(in text: Scalars) -> PlainTextMarkup? {
  for index in text.indices where text[index] == "&" {
    let name = text[(index + 1)...].prefix(32).prefix { $0.isASCII && ($0.isOfWord || $0 == "#") }
    guard !name.isEmpty, name.endIndex < text.count, text[name.endIndex] == ";" else { continue }
    let piece = text[index...name.endIndex]
    let plain = resolved(Array(String(piece).utf8)[...], isAttribute: false)
    if plain != String(piece) { return PlainTextMarkup(piece, plain: plain) }
  }
  return nil
}

/// `<b>Discussion</b>`, `A<br>B`. An element that the text is about stands without its end.
private func tag(in text: Scalars) -> PlainTextMarkup? {
  var open: [String: Range<Int>] = [:]
  for index in text.indices where text[index] == "<" {
    let isEnd = index + 1 < text.count && text[index + 1] == "/"
    let rest = text[min(index + (isEnd ? 2 : 1), text.count)...]
    let name = rest.prefix { $0.isASCII && $0.isOfWord }
    guard let first = name.first, first.properties.isAlphabetic,
      let end = text[name.endIndex...].firstIndex(where: { $0 == ">" || $0 == "<" }),
      text[end] == ">"
    else { continue }
    let element = String(name).lowercased()
    if ["br", "hr", "wbr", "img"].contains(element) { return PlainTextMarkup(text[index...end]) }
    if !isEnd {
      open[element] = index..<end + 1
    } else if let start = open[element] {
      return PlainTextMarkup(text[start.lowerBound...end], text[start.upperBound..<index])
    }
  }
  return nil
}

/// `**new**`, `_new_`, `` `code` ``, `~~old~~`.
private func emphasis(in text: Scalars) -> PlainTextMarkup? {
  var open: Range<Int>?
  var index = 0
  while index < text.count {
    let sign = text[index]
    guard "*_`~".unicodeScalars.contains(sign) else {
      index += 1
      continue
    }
    let run = index..<(text[index...].firstIndex { $0 != sign } ?? text.count)
    if let start = open, text[start.lowerBound] == sign, start.count == run.count,
      closes(run, in: text), isMeant(start, run, in: text)
    {
      return PlainTextMarkup(
        text[start.lowerBound..<run.upperBound], text[start.upperBound..<run.lowerBound])
    }
    open = opens(run, in: text) ? run : nil
    index = run.upperBound
  }
  return nil
}

private func opens(_ run: Range<Int>, in text: Scalars) -> Bool {
  let isBehindWord = run.lowerBound > 0 && text[run.lowerBound - 1].isOfWord
  return !isBehindWord && run.upperBound < text.count && text[run.upperBound].isOfWord
}

private func closes(_ run: Range<Int>, in text: Scalars) -> Bool {
  let isBeforeWord = run.upperBound < text.count && text[run.upperBound].isOfWord
  let last = text[run.lowerBound - 1]
  return !isBeforeWord && (last.isOfWord || ".,!?%)".unicodeScalars.contains(last))
}

/// `__init__` is a name, and one `~` is no sign.
private func isMeant(_ start: Range<Int>, _ end: Range<Int>, in text: Scalars) -> Bool {
  switch text[start.lowerBound] {
  case "_": start.count == 1 || text[start.upperBound..<end.lowerBound].contains(" ")
  case "~": start.count == 2
  case "`": start.count == 1
  default: start.count <= 3
  }
}

/// `# Heading`, `• item`, `5 \* 3`.
private func beginning(of text: Scalars) -> PlainTextMarkup? {
  let signs = text.prefix { $0 == "#" }
  let behind = text[signs.endIndex...]
  if 1...6 ~= signs.count, behind.first == " ", behind.count > 1 {
    return PlainTextMarkup(text[...], behind.dropFirst())
  }
  if text.first == "•" {
    return PlainTextMarkup(text[...], text.dropFirst().drop { $0.properties.isWhitespace })
  }
  for index in text.indices.dropLast() where text[index] == "\\" {
    if "*_[]#<>`&|".unicodeScalars.contains(text[index + 1]) {
      return PlainTextMarkup(text[index...index + 1], text[(index + 1)...(index + 1)])
    }
  }
  return nil
}

extension Unicode.Scalar {
  fileprivate var isOfWord: Bool { properties.isAlphabetic || properties.numericType != nil }
}

extension String {
  fileprivate init(_ scalars: ArraySlice<Unicode.Scalar>) {
    self.init(String.UnicodeScalarView(scalars))
  }
}
