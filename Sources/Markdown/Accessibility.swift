// What editors write that shuts people out, as far as it can be told without a doubt or nearly so. Each message
// names the clause of EN 301 549 V3.2.1 that is broken (9.2.4.4 is WCAG's 2.4.4).

import Diagnostics
import Prose
import Text

/// What is known of a link whose text is being written.
struct LinkText {
  /// Where its HTML begins.
  var start: Int
  /// How many pictures were before it.
  var pictures: Int
}

extension Renderer {
  // MARK: Links

  /// Checks the text of a link that has been written.
  ///
  /// - Parameter location: Where its address stands, if that is known: it can be looked for only once.
  mutating func checkText(
    of link: Node, _ range: Range<Int>, to destination: String?, at location: SourceLocation?
  ) {
    guard let text = linkText else { return }
    linkText = nil
    let words = plainText(ofInline: html.bytes[range])
    let hasPicture = document.images[text.pictures...].contains { !$0.alternative.isEmpty }
    if words.isBlank {
      // A picture without an alternative text was told of.
      let isUntold = document.images[text.pictures...].allSatisfy(\.isDecorative)
      if isUntold {
        diagnostics.append(
          .error(
            MarkdownCode.linkEmpty, "this link has no words (EN 9.2.4.4)",
            at: location ?? locator.location(ofDestination: link),
            help: "say between the brackets where it leads, as in [the programme](programme.md)"))
      }
      return
    }
    guard !hasPicture else { return }
    let lower = words.lowercased()
    let destination = destination ?? link.url.string
    if lower.utf8.first == UInt8(ascii: "h"),
      lower.hasPrefix("https://") || lower.hasPrefix("http://")
    {
      guard isLongAddress(lower), !isInBrokenLink(link) else { return }
      warn(
        .linkTextAddress, "the words of this link are an address (EN 9.2.4.4)", of: link,
        at: location,
        help: "say what is there, as in [the report](\(destination))")
    } else if words.utf8.count < 40, editorial.isVague(lower) {
      warn(
        .linkTextVague, "'\(words)' doesn't say where this link leads (EN 9.2.4.4)", of: link,
        at: location,
        help: "make a link of the words that name it, as in 'read [the programme](\(destination))'")
    } else if kind(of: block(of: link)) != .tableCell {
      checkOtherLinks(called: lower, words, link, destination, at: location)
    }
    if !link.title.isEmpty, link.title.string.lowercased().trimmingSpaces == lower {
      warn(
        .linkTitleRepeats, "the title of this link says its words again (EN 9.2.4.4)", of: link,
        at: location,
        help: "leave the title out")
    }
  }

  /// Notes where words lead, or reports that they lead elsewhere than before.
  private mutating func checkOtherLinks(
    called lower: String, _ words: String, _ link: Node, _ destination: String,
    at location: SourceLocation?
  ) {
    guard let other = linkedWords[lower] else {
      // Most documents have some links: the dictionary needn't grow with each.
      if linkedWords.isEmpty { linkedWords.reserveCapacity(12) }
      linkedWords[lower] = destination
      return
    }
    guard other != destination, !areHeadings(other, destination) else { return }
    warn(
      .linkTextTwice,
      "'\(words)' leads to '\(other)' above, and here to '\(destination)' (EN 9.2.4.4)",
      of: link, at: location, help: "let the words say how they differ")
  }

  /// Whether two links are a table of contents, whose entries are below others that say what they are of.
  private func areHeadings(_ first: String, _ second: String) -> Bool {
    first.hasPrefix("#") && second.hasPrefix("#")
  }

  /// Whether more than a host is to be read out.
  private func isLongAddress(_ address: String) -> Bool {
    let rest = address.utf8.drop { $0 != UInt8(ascii: "/") }.dropFirst(2)
    return rest.firstIndex(of: UInt8(ascii: "/")).map { rest.index(after: $0) < rest.endIndex }
      ?? false
  }

  /// Whether an address is the rest of a link that is told already: `[words] (https://example.org/a)`.
  private func isInBrokenLink(_ link: Node) -> Bool {
    guard let before = link.previous, kind(of: before) == .text else { return false }
    let text = before.literal.string
    return ["](", "](<", "] (", "]: ", ")["].contains { text.hasSuffix($0) }
  }

  private mutating func warn(
    _ code: MarkdownCode, _ message: String, of link: Node, at location: SourceLocation?,
    help: String
  ) {
    diagnostics.append(
      .warning(code, message, at: location ?? locator.location(ofDestination: link), help: help))
  }

  private func block(of node: Node) -> Node {
    var node = node
    while node.type & 0x4000 != 0, let parent = node.parent { node = parent }
    return node
  }

  // MARK: Pictures

  mutating func checkAlternative(_ alternative: String, of image: Node, at location: SourceLocation)
  {
    let text = alternative.trimmingSpaces
    if isFileName(text, of: image.url.string) {
      diagnostics.append(
        .error(
          MarkdownCode.alternativeIsFileName,
          "the alternative text '\(text)' is the name of a file (EN 9.1.1.1)", at: location,
          help: "say what the picture shows, as in ![The main hall](hall.jpg)"))
    } else if editorial.isOnlyPicture(text) {
      diagnostics.append(
        .warning(
          MarkdownCode.alternativeWordy, "the alternative text '\(text)' says nothing (EN 9.1.1.1)",
          at: location, help: "say what the picture shows, or write '{decorative}' behind it"))
    } else if let opening = editorial.opening(of: text) {
      diagnostics.append(
        .warning(
          MarkdownCode.alternativeWordy,
          "the alternative text begins with '\(text.prefix(opening.count))', which screen readers say anyway (EN 9.1.1.1)",
          at: location, help: "begin with what is seen"))
    } else if text.count > 150 {
      diagnostics.append(
        .warning(
          MarkdownCode.alternativeWordy,
          "the alternative text has \(text.count) characters (EN 9.1.1.1)", at: location,
          help: "say it in 150, and put what else is to be said into the text"))
    }
  }

  private func isFileName(_ text: String, of address: String) -> Bool {
    guard !text.contains(" ") else { return false }
    let lower = text.lowercased()
    if let dot = lower.lastIndex(of: "."),
      pictureEndings.contains(String(lower[lower.index(after: dot)...]))
    {
      return true
    }
    if isCameraName(lower) { return true }
    let name = address.split(separator: "/").last.map { $0.lowercased() } ?? ""
    let stem = name.lastIndex(of: ".").map { String(name[..<$0]) } ?? name
    return lower == stem && lower.contains { $0.isNumber || $0 == "_" }
      && lower.contains(where: \.isLetter)
  }

  /// `dsc00042`, `img_1234`, `pxl_20300514`: what cameras and phones call pictures.
  private func isCameraName(_ lower: String) -> Bool {
    let word = lower.prefix { $0.isLetter }
    let rest = lower.dropFirst(word.count)
    return [
      "dsc", "dscn", "dscf", "img", "image", "pic", "pxl", "gopr", "sam", "mvi", "wp", "foto",
      "photo", "screenshot",
    ]
    .contains(word) && rest.contains { $0.isNumber }
      && rest.allSatisfy { $0.isNumber || $0 == "_" || $0 == "-" } && rest.count > 2
  }

  // MARK: Headings

  mutating func checkHeading(_ node: Node, isEmpty: Bool) {
    let level = node.headingLevel
    if isEmpty {
      diagnostics.append(
        .error(
          MarkdownCode.headingEmpty, "this heading has no words (EN 9.2.4.6)",
          at: locator.location(ofBlock: node), help: "write them behind the #, or delete the line"))
      return
    }
    guard !hasConflict else { return }
    if level == 1 && options.placement != .alone {
      diagnostics.append(
        .error(
          MarkdownCode.headingLevelOne,
          "the page's title is its heading of level 1 already (EN 9.1.3.1)",
          at: locator.location(ofBlock: node), help: "begin the heading with '## '"))
    } else if let last = lastLevel ?? (options.placement == .body ? 1 : nil), level > last + 1 {
      let signs = String(repeating: "#", count: last + 1)
      diagnostics.append(
        .error(
          MarkdownCode.headingLevelSkipped,
          "a heading of level \(level) follows one of level \(last) (EN 9.1.3.1)",
          at: locator.location(ofBlock: node), help: "begin the heading with '\(signs) '"))
    }
    lastLevel = level
  }

  /// A paragraph that is wholly strong and stands where a heading would.
  mutating func checkBoldParagraph(_ paragraph: Node) {
    guard let strong = paragraph.firstChild, strong.next == nil, kind(of: strong) == .strong,
      let text = strong.firstChild, text.next == nil, kind(of: text) == .text,
      let next = paragraph.next, let parent = paragraph.parent
    else { return }
    switch (kind(of: parent), kind(of: next)) {
    case (.document, .paragraph), (.document, .list), (.document, .table), (.directive, .paragraph):
      break
    default: return
    }
    let words = text.literal
    guard words.count <= 80, let last = words.last, !".!?;,)".utf8.contains(last) else { return }
    // `**Note:**` may stand before what it is about.
    if last == UInt8(ascii: ":"), kind(of: next) != .paragraph || !words.contains(0x20) { return }
    let level = String(repeating: "#", count: min((lastLevel ?? 1) + 1, 6))
    diagnostics.append(
      .warning(
        MarkdownCode.headingInBold, "this paragraph looks like a heading and is none (EN 9.1.3.1)",
        at: locator.location(ofBlock: paragraph),
        help: "write '\(level) \(words.string.filter { $0 != ":" })'"))
  }

  // MARK: Text

  /// Words in capitals, as long as a sentence. Looks no further than the first small letter.
  mutating func checkCapitals(_ text: Bytes, of node: Node) {
    guard text.count >= 14 else { return }
    var letters = 0
    for index in 0..<text.count {
      let byte = text[index]
      if (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) { return }
      if (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) { letters += 1 }
    }
    guard letters >= 12 else { return }
    let words = text.string
    // A paragraph is one text, however many lines it has.
    let paragraph = block(of: node)
    let isHeading = kind(of: paragraph) == .heading
    guard isHeading || text.count >= 20, words == words.uppercased(),
      words.split(separator: " ").count(where: isWord) >= (isHeading ? 3 : 4)
    else { return }
    guard paragraph != paragraphInCapitals else { return }
    paragraphInCapitals = paragraph
    diagnostics.append(
      .warning(
        MarkdownCode.textInCapitals,
        "\(isHeading ? "a heading" : "a sentence") in capitals is hard to read, and no emphasis for all (EN 9.1.3.1)",
        at: locator.location(ofText: text, in: node),
        help: isHeading
          ? "write it in small letters, as they are spoken"
          : "write it in small letters, and **strongly** if it matters"))
  }

  /// `7E29` is none.
  private func isWord(_ word: Substring) -> Bool {
    word.count(where: \.isLetter) > 1 && !word.contains(where: \.isNumber)
  }

  // MARK: Tables

  mutating func checkHeaders(of table: Node) {
    guard let header = table.firstChild else { return }
    var cell = header.firstChild
    while let current = cell {
      if current.firstChild != nil { return }
      cell = current.next
    }
    diagnostics.append(
      .error(
        MarkdownCode.tableWithoutHeaders, "this table has no headers (EN 9.1.3.1)",
        at: locator.location(ofRow: header),
        help: "name the columns in the row above the line of hyphens"))
  }

  /// What a row has beyond the table's columns would be lost.
  mutating func checkCells(of row: Node, columns: Int) {
    guard let excess = locator.excessCells(of: row, columns: columns) else { return }
    diagnostics.append(
      .warning(
        MarkdownCode.tableCellLost,
        "this row has more cells than the table has columns, so the last is lost",
        at: excess,
        help: "write '\\|' for a bar that parts no cells, or give the table another column"))
  }
}

private let pictureEndings: Set<String> = [
  "jpg", "jpeg", "png", "gif", "svg", "webp", "avif", "heic", "tif", "tiff", "bmp", "pdf",
]
