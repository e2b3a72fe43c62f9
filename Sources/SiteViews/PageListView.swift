import Content
import ContentSchema
import SiteModel
import Templates

/// Pages as a list for templates. The views are made when they are asked for: a template that only counts the
/// site's pages, or takes the first, makes none or one.
struct PageListView: TemplateList {
  let context: RenderContext
  let pages: [PageID]

  var count: Int { pages.count }

  func value(at index: Int) -> Value { context.view(pages[index]) }
}

extension RenderContext {
  func list(_ pages: [PageID]) -> Value {
    .object(PageListView(context: self, pages: pages))
  }
}
