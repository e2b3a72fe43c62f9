// Cards: the pictures that messengers show beside a link. A template of the design draws one in SVG, `cards/session.svg` for a
// session; the shell makes it into a picture. A page's own picture (`image`) is what its author wants to be seen, so such a page has no
// card. Pages of kinds without a drawing share the site's.

import Cards
import Content
package import ContentSchema
package import Diagnostics
package import SiteModel
import SiteViews
import Templates
import Text
import Web

extension RenderContext {
  /// The drawing of a page's card.
  func renderCard(of id: PageID) -> RenderedOutput {
    // The mistakes of a page that could not be read are told with the page.
    guard let template = site.cardTemplate(of: id), let renderer = site.options.cardRenderer,
      !site[id].isBroken, !site.unread.areAllButSettings
    else { return RenderedOutput([]) }
    var buffer = ByteBuffer(capacity: 4096)
    let diagnostics = render(template, of: id, into: &buffer)
    if !diagnostics.isEmpty { return RenderedOutput([], diagnostics) }
    let mistakes = mistakes(inCard: buffer.bytes, fonts: renderer.fonts)
      .map { diagnostic(for: $0, template, of: id) }
    var output = RenderedOutput([], mistakes)
    output.card = CardDrawing(buffer.bytes, renderer)
    return output
  }

  /// A mistake in a drawing, at the text of the template that it comes from. What a page says is told there.
  private func diagnostic(
    for mistake: CardMistake, _ template: String, of id: PageID
  ) -> Diagnostic {
    let page = site[id]
    if mistake.isWarning {
      return .warning(mistake.code, mistake.message, at: page.location, help: mistake.help)
    }
    let file = site.templates.file(of: template).map { SourceLocation(file: $0) }
    let place = mistake.written.flatMap { text in
      site.templates.location(of: text, in: template) ?? site.templates.location(of: text)
    }
    var diagnostic = Diagnostic.error(
      mistake.code, mistake.message, at: place ?? file, help: mistake.help)
    diagnostic.notes.append(
      .init("while drawing the card of \(page.shownSource) (\(page.permalink.path))"))
    return diagnostic
  }
}

extension Output {
  /// The page whose card it is. `nil` if it is something else.
  package var cardPage: PageID? { if case .card(let id) = recipe { id } else { nil } }
}

extension Site {
  /// What a picture could not be made of: the template and the page of a card.
  package func cardFailure(_ words: String, of id: PageID) -> Diagnostic {
    let file = cardTemplate(of: id).flatMap { templates.file(of: $0) } ?? self[id].source
    return .error(
      CardCode.cardNotDrawn,
      "this card can't be drawn" + (words.isEmpty ? "" : ": \(words)"),
      at: SourceLocation(file: file),
      help: "simplify the drawing of \(self[id].shownSource) until it can be")
  }

  package func cardExcess(_ bytes: Int, of id: PageID) -> Diagnostic {
    let file = cardTemplate(of: id).flatMap { templates.file(of: $0) } ?? self[id].source
    var diagnostic = Diagnostic.warning(
      CardCode.cardHeavy, "the picture of a card weighs \(bytes / 1000) kB, which is more than 100",
      at: SourceLocation(file: file), help: "draw it with fewer colours and shapes")
    diagnostic.notes.append(
      .init("while drawing the card of \(self[id].shownSource) (\(self[id].permalink.path))"))
    return diagnostic
  }
}
