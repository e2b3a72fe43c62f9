package import Content
import Markdown
import SiteModel

extension Site {
  /// By page, the pages whose text links to it, each once and in their order.
  ///
  /// Looks at every link of the site once, so it is made once for a site and not for each page.
  package func backlinks() -> [PageID: [PageID]] {
    var sources: [PageID: [PageID]] = [:]
    for number in pages.indices where pages[number].isLive {
      let source = PageID(index: number)
      for link in pages[number].body.links {
        guard case .page(let target, _) = resolve(link: link.destination, from: pages[number]),
          target != source, sources[target]?.last != source
        else { continue }
        sources[target, default: []].append(source)
      }
    }
    return sources
  }
}
