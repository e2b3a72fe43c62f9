import Diagnostics
import Prose
import Text
import Web

/// What kind of link is being written.
enum LinkState: Equatable {
  case none, external
  case hole(Int)
  /// Not a link after all, only its text.
  case dropped(LinkAddress)
}

private enum PictureMark { case none, decorative, unknown }

extension Renderer {
  mutating func openLink(_ node: Node) -> Bool {
    if isPlain {
      writeAnchor(node.url, title: node.title)
      return true
    }
    // The library finds addresses in the text of links, too; a link in a link is only its text.
    guard link == .none else {
      linksInLink += 1
      return true
    }
    let address = LinkAddress(node.url)
    switch address {
    case .external:
      link = .external
      let start = html.count
      writeAnchor(node.url, title: node.title, isWeb: isWebAutolink(node))
      heading?.leaveOut(start..<html.count)
    case .ours:
      let index = document.links.count
      document.links.append(
        .init(
          destination: node.url.string,
          title: node.title.isEmpty ? nil : node.title.string,
          location: .init(file: source.file)))
      link = .hole(index)
      addHole(.linkStart(index))
    case .empty, .refused, .hostless, .malformed: link = .dropped(address)
    }
    linkText = LinkText(start: html.count, pictures: document.images.count)
    if kinds.isAutolink(node) {
      writeAutolinkText(node)
      closeLink(node)
      return false
    }
    return true
  }

  mutating func closeLink(_ node: Node) {
    if isPlain { return put("</a>") }
    guard linksInLink == 0 else {
      linksInLink -= 1
      return
    }
    let words = (linkText?.start ?? html.count)..<html.count
    var location: SourceLocation?
    var destination: String?
    switch link {
    case .none: break
    case .external:
      let start = html.count
      writeType(ofFileAt: node.url.string, words)
      put("</a>")
      heading?.leaveOut(start..<html.count)
    case .hole(let index):
      addHole(.linkEnd(index))
      location = locator.location(ofDestination: node)
      document.links[index].location = location ?? document.links[index].location
      destination = document.links[index].destination
    case .dropped(let address):
      report(address, of: "link", at: locator.location(ofDestination: node))
      linkText = nil
    }
    link = .none
    if document.values.isEmpty || !hasValue(since: words.lowerBound) {
      checkText(of: node, words, to: destination, at: location)
    }
    let references = postponedReferences
    postponedReferences = []
    for reference in references { writeReference(to: reference) }
  }

  /// Says what sort of file an address on another site leads to, where the words of the link don't.
  private mutating func writeType(ofFileAt address: String, _ words: Range<Int>) {
    guard let type = documentType(ofAddress: address),
      !SaidOfFile(in: plainText(ofInline: html.bytes[words]), type: type).type
    else { return }
    put(" <span class=\"file-facts\">(")
    html.append(type)
    put(")</span>")
  }

  private mutating func writeAnchor(
    _ url: Bytes, title: Bytes, isWeb: Bool = false
  ) {
    put("<a href=\"")
    if isWeb {
      put("https")
      html.append(address: (url.dropFirst(4)).rebased)
    } else {
      html.append(address: url)
    }
    if !title.isEmpty {
      put("\" title=\"")
      escape(title)
    }
    put("\">")
  }

  /// Whether a link is `www.example.org` as such, to which the library gives `http:`.
  private func isWebAutolink(_ node: Node) -> Bool {
    guard let text = node.firstChild, text.next == nil, kind(of: text) == .text else {
      return false
    }
    return node.url.starts(with: Array("http://www.".utf8))
      && node.url.dropFirst(7).elementsEqual(text.literal)
  }

  private mutating func writeAutolinkText(_ node: Node) {
    guard let text = node.firstChild else { return }
    escape(text.literal)
    countWords(text.literal)
    typography.passWord()
  }

  // MARK: Pictures

  mutating func writeImage(_ node: Node) {
    isPlain ? writePlainImage(node) : addImage(node, isFigure: false)
  }

  private mutating func writePlainImage(_ node: Node) {
    put("<img src=\"")
    html.append(address: node.url)
    put("\" alt=\"")
    html.append(escaping: alternative(of: node), as: .markdown)
    if !node.title.isEmpty {
      put("\" title=\"")
      escape(node.title)
    }
    put("\" />")
  }

  mutating func writeFigure(_ image: Node) {
    beginLine()
    put("<figure>")
    addImage(image, isFigure: true)
    if !image.title.isEmpty {
      put("\n<figcaption>")
      countWords(image.title)
      typography.append(image.title, to: &html) { 0 }
      put("</figcaption>\n")
    }
    put("</figure>\n")
  }

  private mutating func addImage(_ node: Node, isFigure: Bool) {
    let alternative = alternative(of: node)
    let (location, whole) = locator.locations(of: node)
    let mark = mark(behind: node)
    let isDecorative = mark == .decorative
    let isBlank = alternative.allSatisfy { isSpace($0) }
    report(LinkAddress(pictureAt: node.url), of: "picture", at: location)
    if isBlank && mark == .none {
      diagnostics.append(
        .error(
          MarkdownCode.alternativeMissing,
          "the picture '\(node.url.string)' has no alternative text (EN 9.1.1.1)",
          at: whole ?? location,
          help: "say between the brackets what it shows, '![The main hall](hall.jpg)', or write "
            + "'{decorative}' behind it if it says nothing"))
    } else if !isBlank && isDecorative {
      diagnostics.append(
        .error(
          MarkdownCode.alternativeOfDecorative,
          "a decorative picture has no alternative text (EN 9.1.1.1)",
          at: location,
          help: "take out the text between the brackets or '{decorative}'"))
    }
    if !isBlank && !isDecorative {
      checkAlternative(String(decoding: alternative, as: UTF8.self), of: node, at: location)
    }
    heading?.insert(alternative, at: html.count)
    let title = node.title
    addHole(.image(document.images.count))
    document.images.append(
      .init(
        destination: node.url.string,
        alternative: isDecorative || isBlank ? "" : String(decoding: alternative, as: UTF8.self),
        title: title.isEmpty || isFigure ? nil : title.string,
        isDecorative: isDecorative, isFigure: isFigure, location: location))
    typography.passWord()
  }

  /// The text of all that is between the brackets of a picture.
  private func alternative(of image: Node) -> [UInt8] {
    var text: [UInt8] = []
    guard var node = image.firstChild else { return text }
    while true {
      switch kind(of: node) {
      case .text, .code, .html: appendUnescaped(node.literal, to: &text)
      case .softBreak, .lineBreak: text.append(0x20)
      default: break
      }
      if let child = node.firstChild {
        node = child
        continue
      }
      while node.next == nil {
        guard let parent = node.parent, parent != image else { return text }
        node = parent
      }
      node = node.next!
    }
  }

  private func appendUnescaped(_ literal: Bytes, to text: inout [UInt8]) {
    for index in 0..<literal.count {
      let isEscape =
        !isPlain && literal[index] == UInt8(ascii: "\\")
        && index + 1 < literal.count && isKept(literal[index + 1])
      if !isEscape { text.append(literal[index]) }
    }
  }

  /// What stands in braces behind a picture: `{decorative}`; anything else there is an error.
  private mutating func mark(behind image: Node) -> PictureMark {
    guard let next = image.next, kind(of: next) == .text,
      next.literal.first == UInt8(ascii: "{"),
      let end = next.literal.firstIndex(of: UInt8(ascii: "}"))
    else { return .none }
    let attribute = String(decoding: next.literal[1..<end], as: UTF8.self)
    trimmed.append((next, first: end + 1, last: 0))
    if attribute == "decorative" { return .decorative }
    let nearMiss = nearest(to: attribute, in: ["decorative"]) != nil
    diagnostics.append(
      .error(
        MarkdownCode.pictureMarkUnknown, "a picture does not know '\(attribute)'",
        at: locator.location(ofText: next.literal[...end].rebased, in: next),
        help: nearMiss ? "did you mean 'decorative'?" : "only '{decorative}' can stand there"))
    return .unknown
  }

  // MARK: Mistakes

  mutating func report(_ address: LinkAddress, of what: String, at location: SourceLocation) {
    switch address {
    case .ours, .external: break
    case .empty:
      diagnostics.append(
        .error(
          MarkdownCode.addressMissing, "this \(what) has no address", at: location,
          help: "write one between the parentheses"))
    case .refused(let scheme):
      diagnostics.append(
        .error(
          MarkdownCode.addressNotAllowed, "a \(what) cannot lead to '\(scheme):'", at: location,
          help: help(withScheme: scheme, of: what)))
    case .hostless(let address):
      let path = String(address.drop { $0 != ":" && $0 != "/" }.drop { $0 == ":" || $0 == "/" })
      diagnostics.append(
        .error(
          MarkdownCode.addressNotAllowed, "'\(address)' names no host", at: location,
          help: "write https:// and the name of the other site"
            + (path.isEmpty ? "" : ", or /\(path) for a page of this one")))
    case .malformed:
      diagnostics.append(
        .error(
          MarkdownCode.addressWithControlCharacter,
          "there is a control character in the address of this \(what)",
          at: location, help: "type the address again"))
    }
  }
}

private func help(withScheme scheme: String, of what: String) -> String {
  if scheme == "file" || scheme.utf8.count == 1 {
    return "that is a file on one computer: put it into content/, and write its name there"
  }
  let schemes = what == "link" ? ["https", "http", "mailto", "tel", "webcal"] : ["https", "http"]
  if let meant = nearest(to: scheme, in: schemes) { return "did you mean '\(meant):'?" }
  return what == "link"
    ? "links begin with https:, http:, mailto:, tel: or webcal:, or name a page or file of the site"
    : "pictures begin with https: or http:, or name a file of the site"
}

extension LinkAddress {
  /// Pictures may hold their own data; they cannot be e-mail, telephone or calendars.
  init(pictureAt bytes: Bytes) {
    self.init(bytes)
    if case .refused("data") = self, bytes.starts(with: Array("data:image/".utf8)) {
      self = .external
    } else if self == .external {
      let scheme = String(decoding: bytes.prefix { $0 != UInt8(ascii: ":") }, as: UTF8.self)
      if ["mailto", "tel", "webcal", "webcals"].contains(scheme.lowercased()) {
        self = .refused(scheme: scheme.lowercased())
      }
    }
  }
}
