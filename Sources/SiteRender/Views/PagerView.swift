import Content
import SiteModel
import Templates

/// A page of a list as its template sees it.
struct PagerView: TemplateObject {
  let context: RenderContext
  let list: PageID
  /// From 1.
  let number: Int
  let pager: Pager

  var typeName: String { "pager" }
  var names: [String] { ["pages", "number", "total", "previous", "next", "first", "last"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .pages: return .list(pager.slice(number).map(context.view))
    case .number: return .integer(number)
    case .total: return .integer(pager.count)
    case .previous: return number > 1 ? address(number - 1) : Value.none
    case .next: return number < pager.count ? address(number + 1) : Value.none
    case .first: return address(1)
    case .last: return address(pager.count)
    default: return nil
    }
  }

  private func address(_ number: Int) -> Value {
    .text(context.href(context.site[list].permalink.page(number)))
  }
}
