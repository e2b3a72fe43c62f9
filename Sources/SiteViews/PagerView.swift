import Content
import ContentSchema
import SiteModel
import Templates

/// One page of a list as its template sees it.
struct PagerView: DeclaredView {
  let context: RenderContext
  let list: PageID
  /// From 1.
  let index: Int
  let pager: Pager

  static let thing = "pager"
  static let title = "the pager"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<PagerView>] = [
    Attribute("pages", .list(.thing("page")), "the pages of this page of the list") {
      $0.context.list(Array($0.pager.slice($0.index)))
    },
    Attribute("number", .number, "which page of the list it is, from 1") { .integer($0.index) },
    Attribute("total", .number, "how many pages the list has") { .integer($0.pager.count) },
    Attribute(
      "previous", .address, "the address of the page of the list before this one, or none"
    ) {
      $0.index > 1 ? $0.address(of: $0.index - 1) : Value.none
    },
    Attribute("next", .address, "the address of the page of the list after this one, or none") {
      $0.index < $0.pager.count ? $0.address(of: $0.index + 1) : Value.none
    },
    Attribute("first", .address, "the address of the first page of the list") {
      $0.address(of: 1)
    },
    Attribute("last", .address, "the address of the last page of the list") {
      $0.address(of: $0.pager.count)
    },
  ]

  var identity: Int? { nil }

  private func address(of index: Int) -> Value {
    .text(context.href(context.site[list].permalink.page(index)))
  }
}
