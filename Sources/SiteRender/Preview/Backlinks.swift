import Content
package import ContentSchema
import Markdown
import Prose
import SiteModel

extension Site {
  /// By page, the pages whose text links to it, each once and in their order.
  ///
  /// Looks at every link of the site once, so it is made once for a site and not for each page.
  package func backlinks() -> [PageID: [PageID]] {
    var sources: [PageID: [PageID]] = [:]
    for index in pages.indices where pages[index].isLive && !pages[index].isShown {
      let source = PageID(index: index)
      for link in pages[index].body.links {
        guard case .page(let target, _) = resolve(link: link.destination, from: pages[index]),
          target != source, sources[target]?.last != source
        else { continue }
        sources[target, default: []].append(source)
      }
    }
    return sources
  }
}
