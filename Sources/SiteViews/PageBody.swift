import Content
package import ContentSchema
package import Diagnostics
import Markdown
package import Prose
import SiteModel
import SiteSettings
import Templates
import Text
import Web

/// A text with its links, pictures and directives filled in.
package struct FilledText {
  package var value: [UInt8]
  package var diagnostics: [Diagnostic] = []
  /// The links in it that only the rendered page they lead to can be judged by.
  package var anchorLinks: [AnchorLink] = []

  package init(
    _ value: [UInt8], _ diagnostics: [Diagnostic] = [], _ anchorLinks: [AnchorLink] = []
  ) {
    self.value = value
    self.diagnostics = diagnostics
    self.anchorLinks = anchorLinks
  }
}

extension RenderContext {
  /// A page's text with its links, pictures and directives filled in.
  package func fill(_ document: MarkdownDocument, of id: PageID) -> FilledText {
    if document.holes.isEmpty { return FilledText(document.html) }
    var buffer = ByteBuffer(capacity: document.html.count + document.holes.count * 64)
    var filler = PageFiller(context: self, id: id)
    document.write(to: &buffer, filling: &filler)
    return FilledText(buffer.bytes, filler.diagnostics, filler.anchorLinks)
  }

  /// The Markdown of a page's own fields, which may have mistakes whether its template shows them or not.
  package func filledFields(of id: PageID) -> [FilledText] {
    let page = site[id]
    guard site.schema.holdsMarkdown[page.kind], !page.isShown else { return [] }
    return page.fields.entries
      .filter { page.original == id || $0.location.file == page.source }
      .flatMap(\.value.documents).map { fill($0, of: id) }
  }

  /// A page's text, for other pages that show it. Its mistakes are reported when it is rendered itself.
  func body(of id: PageID) -> [UInt8] {
    if let rendered, rendered.id == id { return rendered.content }
    return fill(site[id].body, of: id).value
  }
}

/// Writes what a page's text leaves open, with addresses for the page that shows it.
struct PageFiller: HoleFiller {
  let context: RenderContext
  let id: PageID
  let page: Page
  var site: Site { context.site }
  var diagnostics: [Diagnostic] = []
  var anchorLinks: [AnchorLink] = []
  /// The names of the directives around what is being written, the outermost first.
  private var directives: [String] = []
  /// Whether the text has shown a picture yet.
  private var hasShownPicture = false

  init(context: RenderContext, id: PageID) {
    (self.context, self.id, page) = (context, id, context.site[id])
  }

  mutating func open(_ link: MarkdownDocument.Link, in buffer: inout ByteBuffer) -> Bool {
    guard let href = href(of: link) else { return false }
    buffer.append("<a href=\"")
    buffer.append(escaping: href, as: .markdown)
    if let title = link.title {
      buffer.append("\" title=\"")
      buffer.append(escaping: title, as: .markdown)
    }
    buffer.append("\">")
    return true
  }

  mutating func close(
    _ link: MarkdownDocument.Link, words: ArraySlice<UInt8>, in buffer: inout ByteBuffer
  ) {
    writeFacts(ofFileAt: link, words, to: &buffer)
    buffer.append("</a>")
  }

  mutating func writeAddress(of link: MarkdownDocument.Link, to buffer: inout ByteBuffer) {
    // The template's form, since the attribute may be between apostrophes.
    buffer.append(escaping: href(of: link) ?? link.destination, as: .template)
  }

  /// The address that a link means for the page that shows it; `nil` for one that is left out, which is
  /// reported.
  mutating func href(of link: MarkdownDocument.Link) -> String? {
    if let value = link.asValue { return address(of: value) }
    switch site.resolve(link: link.destination, from: page) {
    case .page(var target, let suffix):
      if page.isShown { target = site.pageWithAnchor(suffix, target, from: page) }
      if let anchor = site.unknownAnchor(suffix, on: target) {
        anchorLinks.append(
          AnchorLink(
            target: target, anchor: anchor, written: link.destination, location: link.location))
      }
      // A link into the page itself stays one, so that it works wherever the page is shown.
      let isHere = target == id && suffix.hasPrefix("#")
      if isHere { return suffix }
      return suffix.isEmpty ? context.href(target) : context.href(target) + suffix
    case .file(let path, let suffix): return context.href(file: path) + suffix
    case .notLive(let target):
      diagnostics.append(
        .warning(
          ViewCode.linkLeftOut,
          "this link is left out, because \(site[target].shownSource) is not on the site: \(site[target].liveness.reason)",
          at: link.location))
      return nil
    case .dead(let message, let help):
      diagnostics.append(.error(ViewCode.linkDead, message, at: link.location, help: help))
      return nil
    case .unknown: return nil
    }
  }

  mutating func write(_ image: MarkdownDocument.Image, to buffer: inout ByteBuffer) {
    let destination = image.destination
    let isElsewhere =
      host(of: Array(destination.utf8)[...]) != nil || destination.hasPrefix("data:")
    var address = destination
    var file: String?
    if !isElsewhere {
      guard let path = picturePath(destination) else {
        diagnostics.append(
          missingFile(destination, in: site.index, from: page.folder, at: image.location))
        return
      }
      (address, file) = (context.href(file: path), path)
    }
    // The first one is likely to be seen at once. The others are loaded when a visitor comes near them, but for drawings,
    // which are small, and which a printed page needs.
    let isLazy = hasShownPicture && !destination.lowercased().hasSuffix(".svg")
    hasShownPicture = true
    var shown = ShownPicture(
      address: address, file: file, alternative: image.alternative, title: image.title,
      isLazy: isLazy)
    if directives.contains("gallery") {
      shown.extent = .text(sizes: site.configuration.pictures.sizesInGallery)
    }
    context.append(shown, to: &buffer)
  }

  mutating func begin(_ directive: MarkdownDocument.Directive) { directives.append(directive.name) }

  private func picturePath(_ destination: String) -> String? {
    guard let written = percentDecoded(destination)?.composed else { return nil }
    let path = written.hasPrefix("/") ? String(written.dropFirst()) : joined(page.folder, written)
    return path.flatMap { site.index.files.contains($0) ? $0 : nil }
  }

  mutating func write(
    _ directive: MarkdownDocument.Directive, content: ByteBuffer, to buffer: inout ByteBuffer
  ) {
    directives.removeLast()
    if directive.name.isEmpty { return }  // That was said where it is read.
    let template = directive.template
    guard site.templates.contains(template) else {
      let names = site.directiveNames(inSentences: directive.isInline)
      let meant = nearest(to: directive.name, in: names).map { "did you mean '\($0)'?" }
      diagnostics.append(
        .error(
          ViewCode.directiveUnknown,
          directive.isInline
            ? "there is no component '\(directive.name)' for a sentence"
            : "there is no directive '\(directive.name)'", at: directive.location,
          help: meant
            ?? (names.isEmpty
              ? "the site's templates have no components: a template templates/\(template) would make it"
              : (directive.isInline ? "those that can stand in one are " : "the directives are ")
                + names.joined(separator: ", "))))
      return
    }
    // The mistakes of this template are reported already; what it reads is not known.
    guard site.templates.isUsable(template) else { return }
    let known = site.directiveAttributes(of: template)
    for attribute in directive.attributes where !known.contains(attribute.key) {
      let meant = nearest(to: attribute.key, in: known).map { "did you mean '\($0)'?" }
      diagnostics.append(
        .error(
          ViewCode.directiveAttributeUnknown,
          "the directive '\(directive.name)' has no attribute '\(attribute.key)'",
          at: attribute.location,
          help: meant
            ?? (known.isEmpty
              ? "it has none" : "it has " + known.joined(separator: ", "))))
    }
    let rendering = PageRendering(context: context.hidingTexts, id: id)
    var html = ByteBuffer()
    diagnostics += rendering.render(
      directive, template: template, known: known, content: content, to: &html)
    // The last line end of a template would be a space in the sentence.
    if directive.isInline, html.bytes.last == 0x0A { html.bytes.removeLast() }
    write(html, of: directive, to: &buffer)
  }
}

extension Site {
  /// Where a link leads to an anchor on a page that is not translated: if the translation of its target lacks the anchor, and the
  /// target in the text's own language has it, there.
  fileprivate func pageWithAnchor(_ suffix: String, _ target: PageID, from page: Page) -> PageID {
    guard unknownAnchor(suffix, on: target) != nil else { return target }
    let own = self.page(target, in: self[page.original].language)
    return unknownAnchor(suffix, on: own) == nil ? own : target
  }

  /// The directives that the site's templates define, for a line of their own or within sentences.
  func directiveNames(inSentences: Bool) -> [String] {
    let folder = inSentences ? "directives/inline/" : "directives/"
    return templates.names.filter { $0.hasPrefix(folder) && $0.hasSuffix(".html") }
      .map { String($0.dropFirst(folder.count).dropLast(".html".count)) }
      .filter { !$0.contains("/") }
  }

  /// The attributes that a directive's template reads, sorted.
  func directiveAttributes(of template: String) -> [String] {
    let given = PageRendering.variables.map(\.name) + ["content", "attributes"]
    return templates.freeNames(of: template).filter { !given.contains($0) }.sorted()
  }
}

extension MarkdownDocument.Directive {
  /// The template that writes it.
  package var template: String { "directives/\(isInline ? "inline/" : "")\(name).html" }
}
