import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// An entry of a menu as the template of one page sees it.
struct MenuItemView: DeclaredView {
  let context: RenderContext
  let item: MenuItem
  /// The page that shows the menu.
  let current: PageID

  static let thing = "menu entry"
  static let title = "an entry of a menu"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<MenuItemView>] = [
    Attribute("title", .text, "as in `site.yaml`, or else the page's") { .text($0.item.title) },
    Attribute(
      "text_language", .text,
      "the code of the language that its title is in, where it is the page's"
    ) { view in
      let site = view.context.site
      let shown = site.configuration.languages[site.language(of: view.current)].code
      return .text(view.item.titleLanguage ?? shown)
    },
    Attribute("url", .address, "where it leads; a heading of others has no address") { view in
      switch view.item.target {
      case .page(let id, let suffix): .text(view.context.href(id) + suffix)
      case .file(let path, let suffix): .text(view.context.href(file: path) + suffix)
      case .url(let url): .text(url)
      case .none: Value.none
      }
    },
    Attribute("current", .number, "whether it leads to this page") {
      .boolean($0.item.page == $0.current)
    },
    Attribute(
      "active", .number, "whether this page is the one it leads to, or lies below it"
    ) {
      .boolean($0.isActive)
    },
    Attribute("children", .list(.thing("menu entry")), "the entries below it") {
      .list(views(of: $0.item.children, $0.context, current: $0.current))
    },
  ]

  var typeName: String { "menu item" }
  var identity: Int? { nil }

  /// Whether the page that is shown is the entry's or lies below it. Everything lies below the home page,
  /// which would say nothing.
  private var isActive: Bool {
    guard let page = item.page else { return false }
    let site = context.site
    return page == current || (!site.path(of: page).isEmpty && site.isAncestor(page, of: current))
  }

  static func views(
    of items: [MenuItem], _ context: RenderContext, current: PageID
  ) -> [Value] {
    items.map { .object(MenuItemView(context: context, item: $0, current: current)) }
  }
}

extension Site {
  /// Whether a section is one of those above a page.
  func isAncestor(_ ancestor: PageID, of id: PageID) -> Bool {
    var above = section(of: id)
    while let current = above {
      if current == ancestor { return true }
      above = self.section(of: current)
    }
    return false
  }
}
