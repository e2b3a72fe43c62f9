import Content
import ContentSchema
import Diagnostics
import SiteModel
import Templates
import Text

extension Site {
  /// Templates that nothing uses and that are called nearly like one that pages would have.
  var misnamedTemplates: [Diagnostic] {
    guard unread.isEmpty, let named = templates.namedTemplates else { return [] }
    let written = pages.compactMap { $0.fields[.template]?.text }
      .map { $0.hasSuffix(".html") ? $0 : $0 + ".html" }
    let known =
      schema.kinds.map { $0.name + ".html" }
      + [
        "base", "home", "page", "section", "taxonomy", "term", "404", "accessibility", "privacy",
        "search",
      ]
      .map { $0 + ".html" }
    return misnamedCards(named)
      + templates.names.compactMap { name in
        guard !name.contains("/"), !known.contains(name), !named.contains(name),
          !written.contains(name), let meant = nearest(to: name, in: known),
          !templates.contains(meant)
            || templates.file(of: meant)?.hasPrefix(ShippedDesign.prefix) == true,
          templates.file(of: name)?.hasPrefix(ShippedDesign.prefix) != true
        else { return nil }
        return .warning(
          RenderCode.templateUnused, "no page uses this template",
          at: SourceLocation(file: "templates/" + name),
          help: "is it meant to be called '\(meant)'?")
      }
  }

  /// Drawings of cards that are called like no kind: no page has one from them, and no other template includes them.
  private func misnamedCards(_ named: Set<String>) -> [Diagnostic] {
    let known = schema.kinds.map(\.name) + ["site"]
    return templates.names.compactMap { name in
      guard name.hasPrefix("cards/"), !named.contains(name) else { return nil }
      let kind = name.dropFirst("cards/".count)
      if kind.hasSuffix(".svg"), known.contains(String(kind.dropLast(4))) { return nil }
      let meant = nearest(to: String(kind.prefix { $0 != "." }), in: known)
      return .warning(
        RenderCode.templateUnused, "no card is drawn by this template",
        at: SourceLocation(file: "templates/" + name),
        help: meant.map { "is it meant to be called 'cards/\($0).svg'?" }
          ?? "name it after the kind of the pages whose cards it draws, such as cards/session.svg")
    }
  }
}
