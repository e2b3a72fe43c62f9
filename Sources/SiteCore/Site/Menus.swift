import Diagnostics

extension Site {
  /// Menu entries that lead to no page.
  var menuMistakes: [Diagnostic] {
    configuration.menus.flatMap { menu in menu.entries.flatMap(mistakes) }
  }

  private func mistakes(in entry: MenuEntry) -> [Diagnostic] {
    let below = entry.children.flatMap(mistakes)
    guard case .page(let path) = entry.target, let home = sections.homes[0] else { return below }
    switch resolve(link: path, from: self[home]) {
    case .page, .file: return below
    case .notLive(let id):
      return below + [
        .warning(
          "this menu entry is left out, because \(self[id].source) is not on the site: \(self[id].liveness.reason)",
          at: entry.location)
      ]
    case .dead(let message, let help):
      return below + [.error("in a menu: " + message, at: entry.location, help: help)]
    }
  }

  /// The page a menu entry means, if it is on the site.
  func menuTarget(_ path: String, from page: Page) -> PageID? {
    if case .page(let id, _) = resolve(link: path, from: page) { return id }
    return nil
  }
}
