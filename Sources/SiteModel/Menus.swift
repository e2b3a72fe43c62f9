import Content
package import ContentSchema
package import Diagnostics
import SiteSettings

/// An entry of a menu in one language, its target found.
package struct MenuItem: Sendable {
  package enum Target: Sendable {
    /// With what follows the address: a query, a fragment.
    case page(PageID, suffix: String)
    case file(String, suffix: String)
    case url(String)
    case none
  }

  package let title: String
  /// The code of the language that the title is in, if it is the page's own.
  package let titleLanguage: String?
  package let target: Target
  package let children: [MenuItem]

  package var page: PageID? { if case .page(let id, _) = target { id } else { nil } }
}

/// The menus of `site.yaml` in one language.
package struct Menu: Sendable {
  package let name: String
  package let items: [MenuItem]
}

/// A menu's link to an anchor that the text of its page doesn't have.
package struct MenuAnchor: Sendable {
  package let page: PageID
  package let anchor: String
  /// As `site.yaml` has it.
  package let written: String
  package let location: SourceLocation
}

extension LinkResolver {
  /// The links of menus to anchors that the text of their page doesn't have.
  func menuAnchors() -> [MenuAnchor] {
    configuration.menus.flatMap { $0.entries.flatMap(anchors) }
  }

  private func anchors(in entry: MenuEntry) -> [MenuAnchor] {
    let below = entry.children.flatMap(anchors)
    guard case .page(let path) = entry.target,
      case .page(let id, let suffix) = resolve(path, fromSiteRootIn: 0),
      let anchor = unknownAnchor(suffix, on: id)
    else { return below }
    return below + [
      MenuAnchor(page: id, anchor: anchor, written: path, location: entry.location)
    ]
  }

  /// The menus of each language. Entries that lead to no page of the site are left out.
  func menus() -> [[Menu]] {
    configuration.languages.indices.map { language in
      configuration.menus.map { menu in
        Menu(name: menu.name, items: menu.entries.compactMap { item($0, language) })
      }
    }
  }

  private func item(_ entry: MenuEntry, _ language: Int) -> MenuItem? {
    var target = MenuItem.Target.none
    var found: PageID?
    switch entry.target {
    case .page(let path):
      switch resolve(path, fromSiteRootIn: language) {
      case .page(let id, let suffix):
        target = .page(id, suffix: suffix)
        found = id
      case .file(let file, let suffix): target = .file(file, suffix: suffix)
      case .notLive, .dead, .unknown: return nil
      }
    case .url(let url): target = .url(url)
    case .none: break
    }
    let title = entry.title?.text(
      in: configuration.languages[language].code, default: configuration.languages[0].code)
    return MenuItem(
      title: title ?? found.map { pages[$0.index].title } ?? "",
      titleLanguage: title == nil ? found.map { pages[$0.index].textLanguage } : nil,
      target: target,
      children: entry.children.compactMap { item($0, language) })
  }

  /// Menu entries that lead to no page.
  var menuMistakes: [Diagnostic] {
    configuration.menus.flatMap { menu in menu.entries.flatMap(mistakes) }
  }

  private func mistakes(in entry: MenuEntry) -> [Diagnostic] {
    let below = entry.children.flatMap(mistakes)
    guard case .page(let path) = entry.target else { return below }
    switch resolve(path, fromSiteRootIn: 0) {
    case .page, .file, .unknown: return below
    case .notLive(let id):
      let page = pages[id.index]
      if page.isBroken { return below }
      return below + [
        .warning(
          SiteCode.pageNotOnSite,
          "this menu entry is left out, because \(page.shownSource) is not on the site: \(page.liveness.reason)",
          at: entry.location)
      ]
    case .dead(let message, let help):
      return below + [
        .error(SiteCode.deadMenuEntry, "in a menu: " + message, at: entry.location, help: help)
      ]
    }
  }
}
