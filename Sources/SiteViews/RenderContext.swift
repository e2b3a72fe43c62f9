import Content
package import ContentSchema
package import SiteModel
import SiteSettings
package import Templates
package import Web

/// What rendering one output depends on beside the site: above all, from where its addresses lead.
///
/// Everything that a template sees carries it, so that an address is printed for the page that shows it:
/// filters such as `json` and comparisons get the text that a link would have. A class, so that passing it to
/// every view costs one retain instead of one per stored property.
package final class RenderContext: Sendable {
  package let site: Site
  /// What every address of the site begins with: the path that the site has on its host, or the way from
  /// the output's folder up to the site's root.
  let root: String
  /// Whether templates see no page's text. A directive is a part of a page's text, and a text that
  /// contains itself has no end.
  let hidesTexts: Bool
  /// What only the page that is being rendered has, once its text is filled in.
  let rendered: RenderedPage?
  /// What the output's templates have cost so far.
  package let cost: RenderCost
  /// What the output's pictures ask for. `nil` if the site has none that could be smaller.
  package let pictures: PictureDemand?

  /// - Parameter path: where the output lies; `nil` for one that is shown at any address, so that no way up is right for it.
  package init(_ site: Site, at path: OutputPath?) {
    self.site = site
    if site.options.isRelative, let path {
      root = wayUp(from: path.text)
    } else {
      root = site.configuration.baseURL.path
    }
    hidesTexts = false
    rendered = nil
    cost = RenderCost()
    pictures = site.index.hasPictureSources ? PictureDemand() : nil
  }

  private init(_ context: RenderContext, hidesTexts: Bool, rendered: RenderedPage?) {
    site = context.site
    root = context.root
    cost = context.cost
    pictures = context.pictures
    self.hidesTexts = hidesTexts
    self.rendered = rendered
  }

  /// The same context for the template of a directive.
  var hidingTexts: RenderContext {
    hidesTexts ? self : RenderContext(self, hidesTexts: true, rendered: nil)
  }

  /// The same context for the template of a page.
  package func with(_ rendered: RenderedPage) -> RenderContext {
    RenderContext(self, hidesTexts: hidesTexts, rendered: rendered)
  }

  // MARK: Addresses, ready for `href`

  package func href(_ id: PageID) -> String {
    site.options.isRelative ? root + site.hrefs[id.index] : site.hrefs[id.index]
  }

  func href(_ permalink: Permalink) -> String {
    href(path: permalink.filePath(namesIndex: site.options.isRelative))
  }

  func href(_ address: Address) -> String {
    switch address {
    case .file(let path): href(file: path)
    case .external(let url): url
    }
  }

  /// The address of a file, by its path below the output folder.
  package func href(file path: String) -> String { href(path: "/" + path) }

  private func href(path: String) -> String { root + percentEncoded(path) }

  /// The path from the site's root that a printed address leads to. `nil` if it leads elsewhere.
  package func path(ofPrinted address: String) -> String? {
    guard address.hasPrefix(root) else { return nil }
    let path = address.dropFirst(root.count)
    return path.hasPrefix("/") ? String(path) : nil
  }

  /// What an address means that a template gives to a function: one that a page has printed, or one as
  /// editors write it.
  func resolve(_ address: String, from id: PageID) -> LinkTarget {
    let target = site.resolve(link: address, from: site[id])
    guard case .dead = target, var path = path(ofPrinted: address), path != address else {
      return target
    }
    if site.options.isRelative, path.hasSuffix("/index.html") {
      path.removeLast("index.html".count)
    }
    let printed = site.resolve(link: path, from: site[id])
    if case .dead = printed { return target }
    return printed
  }
}

/// What only the page that is being rendered has.
package struct RenderedPage {
  let id: PageID
  /// The page's text, links filled in.
  let content: [UInt8]
  /// Which page of its list this is, from 1.
  let listIndex: Int

  package init(id: PageID, content: [UInt8], listIndex: Int) {
    self.id = id
    self.content = content
    self.listIndex = listIndex
  }
}

/// The way from a file's folder up to the site's root.
private func wayUp(from path: String) -> String {
  let depth = path.split(separator: "/").count - 1
  return depth == 0 ? "." : Array(repeating: "..", count: depth).joined(separator: "/")
}
