import Content
package import ContentSchema
package import SiteModel
import SiteSettings
import Templates
package import Web

/// The drawing that stands for the whole site.
private let siteCardTemplate = "cards/site.svg"

extension Site {
  /// Whether pages have cards: the settings ask for them, and there is something that draws them.
  package var hasCards: Bool { configuration.drawsCards && options.cardRenderer != nil }

  /// The template that draws a page's own card. `nil` if it has none.
  package func cardTemplate(of id: PageID) -> String? {
    let page = self[id]
    guard hasCards, page.isLive, page.hasOwnPage, !page.isShown else { return nil }
    switch page.role {
    case .section where page.path.isEmpty:
      let hasPicture = configuration.design?.card.map(hasFile) ?? false
      return !hasPicture && templates.contains(siteCardTemplate) ? siteCardTemplate : nil
    case .content where value(.image, of: id) == nil:
      let name = "cards/\(schema.kind(page.kind).name).svg"
      return templates.contains(name) && name != siteCardTemplate ? name : nil
    default: return nil
    }
  }

  /// The card that is shown with links to a page, by its path below the output folder: its own, else the site's. `nil` if the page or the site
  /// has a picture instead, and without cards.
  func sharedCard(of id: PageID) -> OutputPath? {
    guard hasCards, value(.image, of: id) == nil else { return nil }
    // What is not translated is shown as its original is.
    let id = canonical(id)
    if cardTemplate(of: id) != nil { return self[id].permalink.cardPath }
    guard let home = index.page(atPath: "", language: self[id].language, in: pages) else {
      return nil
    }
    let known = canonical(home)
    return cardTemplate(of: known) != nil ? self[known].permalink.cardPath : nil
  }
}

extension Site {
  /// The whole address of the card that is shown with links to a page.
  func cardAddress(of id: PageID) -> String? { sharedCard(of: id).map { absolute("/" + $0.text) } }
}

extension Permalink {
  package var cardPath: OutputPath { OutputPath(path.dropFirst() + "card.png") }
}
