// A card is drawn as an SVG by a template of the design. Programs that draw SVG pass over what they don't find: another font is
// taken, a picture is left out, and nobody sees it before a message is sent. So all that a drawing asks for is looked up before.

import Text
import Web

/// A card as a template has drawn it.
package struct CardDrawing: Hashable, Sendable {
  /// The drawing, in SVG.
  package let svg: [UInt8]
  package let renderer: CardRenderer
  /// Of all that its picture follows from.
  private let fingerprint: Fingerprint

  /// In pixels. What messengers ask for: nearly two to one.
  package static let (width, height) = (1200, 630)

  /// A drawing may be so many bytes long.
  package static let mostBytes = 1 << 18

  /// A picture should be no heavier, or some messengers leave it out.
  package static let mostPictureBytes = 100_000

  package init(_ svg: [UInt8], _ renderer: CardRenderer) {
    self.svg = svg
    self.renderer = renderer
    let recipe = [renderer.version] + renderer.fonts.map(\.content.text)
    fingerprint = Fingerprint(Array(recipe.joined(separator: "\n").utf8) + [0] + svg)
  }

  /// Its name where made pictures are kept.
  package var name: String { "\(fingerprint.text)-card.png" }
}

/// What there is to draw cards with.
package struct CardRenderer: Hashable, Sendable {
  /// What the programs say of themselves: `rsvg-convert version 2.54.7, vips-8.14.1`.
  package let version: String
  /// The only ones that a drawing may ask for.
  package let fonts: [FontFile]

  package init(version: String, fonts: [FontFile]) {
    self.version = version
    self.fonts = fonts
  }

  /// What rsvg-convert is asked: to draw.
  package static func drawing(_ drawing: String, _ picture: String) -> [String] {
    ["--format", "png", "--output", picture, drawing]
  }

  /// What vips is asked: to write the picture with a palette of 256 colours, in which it is about half as heavy.
  package static func lightening(_ picture: String, _ result: String) -> [String] {
    ["copy", picture, "\(result)[palette,Q=100,dither=0.5,effort=1,compression=6,strip]"]
  }

  /// What tells the program of a folder's fonts, and of no others: a settings file of fontconfig.
  package static func fontSettings(folder: String) -> [UInt8] {
    var text = ByteBuffer()
    text.append("<?xml version=\"1.0\"?>\n<fontconfig><dir>")
    text.append(xml: folder)
    text.append("</dir><cachedir>")
    text.append(xml: folder + "/cache")
    text.append("</cachedir></fontconfig>\n")
    return text.bytes
  }
}

/// What is wrong with a drawing.
package struct CardMistake: Hashable, Sendable {
  package let code: CardCode
  package let message: String
  package let help: String
  /// A text of the drawing, by which its place may be found in the template.
  package let written: String?

  init(_ code: CardCode, _ message: String, help: String, at written: String? = nil) {
    self.code = code
    self.message = message
    self.help = help
    self.written = written
  }

  package var isWarning: Bool { code == .cardLetterMissing }
}

/// What is wrong with a drawing: each mistake once, in the order of the drawing. Only the first one if it isn't XML.
package func mistakes(inCard svg: [UInt8], fonts: [FontFile]) -> [CardMistake] {
  guard svg.count <= CardDrawing.mostBytes else {
    return [
      CardMistake(
        .cardInvalid, "this card's drawing is larger than 256 kB",
        help: "draw it with fewer shapes, and put no pictures into it")
    ]
  }
  var check = CardCheck(svg, fonts)
  do throws(XMLMistake) {
    try check.run()
  } catch {
    let line = svg[..<error.range.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
    let end = svg[error.range.upperBound...].prefix(24).prefix { $0 != UInt8(ascii: "\n") }
    let near = String(decoding: svg[error.range] + end, as: UTF8.self)
    return [
      CardMistake(
        .cardInvalid, "this card is no XML: \(error.message), in line \(line) of what is drawn",
        help: "look at what the template writes there: \(near)",
        at: String(decoding: svg[error.range], as: UTF8.self))
    ]
  }
  return check.found
}

private struct CardCheck {
  private var reader: XMLReader
  private let fonts: [FontFile]
  private(set) var found: [CardMistake] = []
  /// The elements that have an id, by their ids.
  private var ids: [String: String] = [:]
  /// What the drawing asks for, where it does, and the elements that it may be; `nil` for any.
  private var wanted: [(id: String, written: String, kinds: Set<String>?)] = []
  private var hasStyleSheetWithFont = false
  /// Of each open element whether a font is named on it or around it.
  private var namesFont = [false]
  private var elements: [String] = []
  private var letters: Set<Unicode.Scalar> = []
  private var textWithoutFont: String?

  init(_ svg: [UInt8], _ fonts: [FontFile]) {
    reader = XMLReader(svg)
    self.fonts = fonts
  }

  mutating func run() throws(XMLMistake) {
    var isFirst = true
    while let token = try reader.next() {
      switch token {
      case .startTag(let name):
        let element = reader.text(name)
        if isFirst { checkRoot(element) }
        isFirst = false
        read(element)
      case .endTag:
        namesFont.removeLast()
        elements.removeLast()
      case .text(let range):
        read(text: range, isPlain: false)
      case .plainText(let range):
        read(text: range, isPlain: true)
      }
    }
    for (id, written, kinds) in wanted {
      guard let element = ids[id] else {
        add(
          CardMistake(
            .cardReferenceDead, "there is nothing called '\(id)' in this card",
            help: "give what is meant id=\"\(id)\"", at: written))
        continue
      }
      guard let kinds, !kinds.contains(element) else { continue }
      let allowed = kinds.sorted().map { "<\($0)>" }.joined(separator: ", ")
      add(
        CardMistake(
          .cardReferenceDead, "'\(id)' is a <\(element)>, which can't be used here",
          help: "only \(allowed) can; give another id to what is meant", at: written))
    }
    if let text = textWithoutFont, !hasStyleSheetWithFont {
      add(
        CardMistake(
          .cardFontUnknown, "no font is named for the text '\(text)'",
          help: "write font-family=\"\(fonts.first?.family ?? "")\"", at: text))
    }
    if !letters.isEmpty {
      let names = letters.sorted().map { "'\($0)'" }
      add(
        CardMistake(
          .cardLetterMissing,
          "no font of the cards has \(names.prefix(5).joined(separator: ", "))\(names.count > 5 ? " and others" : "")",
          help:
            "leave it out, put a font that has it into templates/cards/fonts/, or give the page a picture of its own with image:"
        ))
    }
  }

  private mutating func add(_ mistake: CardMistake) {
    if !found.contains(mistake) { found.append(mistake) }
  }

  private func value(_ name: String) -> String? {
    reader.attributes.first { reader.text($0.name) == name }.map { reader.text($0.value) }
  }

  private mutating func checkRoot(_ element: String) {
    let isSVG = element == "svg" && value("xmlns") == "http://www.w3.org/2000/svg"
    if !isSVG {
      add(
        CardMistake(
          .cardInvalid, "this card is no SVG: its outermost element is <\(element)>",
          help:
            "begin with <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">",
          at: "<\(element)"))
    } else if value("width") != "1200" || value("height") != "630" {
      add(
        CardMistake(
          .cardInvalid, "a card is 1200 pixels wide and 630 high, and this one says something else",
          help: "write <svg xmlns=\"http://www.w3.org/2000/svg\" width=\"1200\" height=\"630\">",
          at: "<svg"))
    }
  }

  // MARK: Elements

  private mutating func read(_ element: String) {
    elements.append(element)
    var hasFont = namesFont.last ?? false
    if ["script", "foreignObject", "animate", "set"].contains(element) {
      add(
        CardMistake(
          .cardInvalid, "<\(element)> means nothing in a picture", help: "leave it out",
          at: "<\(element)"))
    }
    // What has another namespace, as drawing programs write it, is meant for them.
    if elements.count > 1, !element.contains(":"), !elementsOfDrawings.contains(element),
      !["script", "foreignObject", "animate", "set"].contains(element)
    {
      add(
        CardMistake(
          .cardInvalid, "<\(element)> draws nothing in a card",
          help: nearest(to: element, in: elementsOfDrawings.sorted()).map {
            "did you mean <\($0)>?"
          }
            ?? "leave it out", at: "<\(element)"))
      namesFont.append(hasFont)
      return
    }
    if elementsOfReferences.contains(element), value("href") == nil, value("xlink:href") == nil {
      add(
        CardMistake(
          .cardReferenceDead, "this <\(element)> doesn't say what it shows",
          help: "write href=\"#…\" with an id of the drawing", at: "<\(element)"))
    }
    for attribute in reader.attributes {
      let name = reader.text(attribute.name)
      let written = "\(name)=\"\(reader.text(attribute.value))\""
      switch name {
      case "id": ids[reader.text(attribute.value)] = element
      case "href", "xlink:href", "src":
        if element != "a" { read(reference: reader.text(attribute.value), written) }
      case "font-family":
        read(families: familyNames(in: reader.bytes, attribute.value), written)
        hasFont = true
      case "style":
        if read(css: attribute.value, written) { hasFont = true }
      default:
        let references = cssReferences(in: reader.bytes, attribute.value)
        for reference in references {
          read(reference: reference.address, written, of: targetsOfAttributes[name])
        }
        if references.isEmpty, !element.contains(":") {
          read(value: reader.text(attribute.value), of: name, written)
        }
      }
    }
    namesFont.append(hasFont)
  }

  /// What would be drawn otherwise than it is written: in another colour, or without a filter.
  private mutating func read(value: String, of attribute: String, _ written: String) {
    if value.contains("var(") {
      add(
        CardMistake(
          .cardInvalid, "a card knows no custom properties of CSS, such as '\(value.prefix(40))'",
          help: "print the value in its place: {{ site.design.colours.accent }}", at: written))
    } else if attributesOfColours.contains(attribute), !isColour(value) {
      add(
        CardMistake(
          .cardInvalid, "'\(value.prefix(40))' is no colour that can be drawn",
          help: nearest(to: value, in: namesOfColours.sorted()).map { "did you mean '\($0)'?" }
            ?? "write it as #3a3f8f", at: written))
    } else if attribute == "filter", !["none", "inherit"].contains(withoutOuterSpaces(value)) {
      add(
        CardMistake(
          .cardInvalid, "this filter is none of the drawing",
          help: "write filter=\"url(#id)\" with the id of a <filter>", at: written))
    }
  }

  private mutating func read(reference: String, _ written: String, of kinds: Set<String>? = nil) {
    if reference.hasPrefix("#") {
      return wanted.append((String(reference.dropFirst()), written, kinds))
    }
    if reference.hasPrefix("data:image/png;") || reference.hasPrefix("data:image/jpeg;") {
      if isPicture(dataAddress: reference) { return }
      return add(
        CardMistake(
          .cardReferenceDead, "the picture in this card can't be read",
          help: "put the whole file there, in Base64: data:image/png;base64,…",
          at: String(written.prefix(60))))
    }
    add(
      CardMistake(
        .cardReferenceDead, "a card can't load '\(reference.prefix(80))'",
        help: "draw it in the SVG itself: a template can include another one", at: written))
  }

  /// Whether a style sheet or the value of a `style` names a font.
  private mutating func read(css range: Range<Int>, _ written: String) -> Bool {
    for reference in cssReferences(in: reader.bytes, range) {
      read(reference: reference.address, written)
    }
    let text = reader.text(range)
    if let start = text.firstRange(of: "var(") {
      read(value: String(text[start.lowerBound...]), of: "style", written)
    }
    let lists = fontFamilies(in: reader.bytes, range)
    for families in lists {
      guard let families else {
        add(
          CardMistake(
            .cardFontUnknown, "the property 'font' says too many things at once",
            help: "write font-family, font-size and font-weight", at: written))
        continue
      }
      read(families: families, written)
    }
    return !lists.isEmpty
  }

  private mutating func read(families: [String], _ written: String) {
    let generic = [
      "serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit",
    ]
    let named = families.filter { !generic.contains($0.lowercased()) }
    let known = Set(fonts.map { $0.family.lowercased() })
    for name in named where !known.contains(name.lowercased()) {
      add(
        CardMistake(
          .cardFontUnknown, "the cards have no font '\(name)'", help: helpWithFonts, at: written))
    }
    if named.isEmpty, !families.map({ $0.lowercased() }).contains("inherit") {
      add(
        CardMistake(
          .cardFontUnknown, "this card names a sort of font, and no font", help: helpWithFonts,
          at: written))
    }
  }

  private var helpWithFonts: String {
    let families = Set(fonts.map(\.family)).sorted()
    return families.isEmpty
      ? "put a font into templates/cards/fonts/"
      : "they have \(families.joined(separator: ", ")); more can be put into templates/cards/fonts/"
  }

  // MARK: Text

  private mutating func read(text range: Range<Int>, isPlain: Bool) {
    if elements.last == "style" {
      let start = String(reader.text(range).prefix { $0 != "\n" })
      if read(css: range, start) { hasStyleSheetWithFont = true }
      return
    }
    guard elements.contains("text"), elements.last != "title", elements.last != "desc" else {
      return
    }
    let text = isPlain ? reader.text(range) : resolved(reader.bytes[range])
    if text.allSatisfy(\.isWhitespace) { return }
    if namesFont.last != true, textWithoutFont == nil { textWithoutFont = String(text.prefix(40)) }
    for scalar in text.unicodeScalars where !fonts.contains(where: { $0.has(scalar) }) {
      letters.insert(scalar)
    }
  }
}
