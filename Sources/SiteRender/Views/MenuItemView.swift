import Content
import SiteModel
import Templates

/// An entry of a menu as the template of one page sees it.
struct MenuItemView: TemplateObject {
  let context: RenderContext
  let item: MenuItem
  /// The page that shows the menu.
  let current: PageID

  var typeName: String { "menu item" }
  var names: [String] { ["title", "url", "current", "active", "children"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .title: return .text(item.title)
    case .url:
      switch item.target {
      case .page(let id, let suffix): return .text(context.href(id) + suffix)
      case .file(let path, let suffix): return .text(context.href(file: path) + suffix)
      case .url(let url): return .text(url)
      case .none: return Value.none
      }
    case .current: return .boolean(item.page == current)
    case .active: return .boolean(isActive)
    case .children: return .list(MenuItemView.list(item.children, context, current))
    default: return nil
    }
  }

  /// Whether the page that is shown is the entry's or lies below it. Everything lies below the home page,
  /// which would say nothing.
  private var isActive: Bool {
    guard let page = item.page else { return false }
    return page == current
      || (!context.site[page].path.isEmpty && context.site.isAncestor(page, of: current))
  }

  static func list(_ items: [MenuItem], _ context: RenderContext, _ current: PageID) -> [Value] {
    items.map { .object(MenuItemView(context: context, item: $0, current: current)) }
  }
}

extension Site {
  /// Whether a section is one of those above a page.
  func isAncestor(_ section: PageID, of id: PageID) -> Bool {
    var above = self[id].section
    while let current = above {
      if current == section { return true }
      above = self[current].section
    }
    return false
  }
}
