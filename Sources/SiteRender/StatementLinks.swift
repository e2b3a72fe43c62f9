import Content
import Diagnostics
import SiteModel
import SiteSettings
import SiteViews
import Templates
import Text
import Web

extension Site {
  /// Reports a page that has no link to the accessibility statement, or to the privacy page, that `site.yaml` declares.
  func missingStatementLinks(
    on page: Page, _ html: [UInt8], in context: RenderContext
  ) -> [Diagnostic] {
    // A template that can't be used shows nothing at all, and its mistake is told by itself.
    guard let template = template(of: page), templates.isUsable(template) else { return [] }
    let declared = [
      ("accessibility", configuration.accessibility?.page),
      ("privacy", configuration.privacy?.page),
    ]
    return declared.compactMap { key, address in
      guard let target = self.page(address, in: page.language),
        !html.hasLink(to: context.href(target))
      else { return nil }
      return missingLink(to: key, on: page)
    }
  }

  private func missingLink(to key: String, on page: Page) -> Diagnostic {
    let own = ["partials/footer.html", "base.html"].first {
      templates.file(of: $0)?.hasPrefix("templates/") == true
    }
    return .error(
      RenderCode.statementNotLinked,
      "a page has no link to the page that \(key): in site.yaml names, and every page should have one",
      at: (own ?? template(of: page)).map { SourceLocation(file: "templates/" + $0) },
      help:
        #"print <a href="{{ site.\#(key).page.url }}">{{ site.\#(key).page.title }}</a> in the footer"#,
      notes: [.init("while rendering \(page.shownSource) (\(page.permalink.path))")])
  }
}

extension [UInt8] {
  /// Whether a link of an HTML page leads to an address as it is printed.
  fileprivate func hasLink(to address: String) -> Bool {
    // Most links are written just so, and looking for the bytes takes a small part of the time of reading the page.
    if firstIndex(of: Array("<a href=\"\(address)\"".utf8), from: 0) != nil { return true }
    var tokenizer = HTMLTokenizer(self)
    while let name = tokenizer.nextStartTag() {
      guard tokenizer.isNamed(name, "a"), let value = tokenizer.value(of: "href") else { continue }
      if resolved(self[value], isAttribute: true) == address { return true }
    }
    return false
  }
}
