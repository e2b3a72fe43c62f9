import Content
import SiteModel
import Templates

/// A taxonomy as templates see it.
struct TaxonomyView: TemplateObject {
  let context: RenderContext
  let language: Int
  let number: Int

  var typeName: String { "taxonomy" }
  var names: [String] { ["name", "title", "url", "terms"] }
  var identity: Int? { context.site.taxonomies[language][number].page?.index }

  func value(of name: Name) -> Value? {
    let taxonomy = context.site.taxonomies[language][number]
    switch PageKey(rawValue: name.slot) {
    case .name: return .text(taxonomy.name)
    case .title: return .text(taxonomy.title)
    case .url: return .optional(taxonomy.page.map { .text(context.href($0)) })
    case .terms:
      return .list(
        taxonomy.terms.indices.map {
          .object(TermView(context: context, language: language, taxonomy: number, number: $0))
        })
    default: return nil
    }
  }
}

/// A term as templates see it.
struct TermView: TemplateObject {
  let context: RenderContext
  let language: Int
  let taxonomy: Int
  let number: Int

  var typeName: String { "term" }
  var names: [String] { ["title", "url", "pages", "count"] }
  var identity: Int? { term.page.index }

  private var term: Taxonomy.Term { context.site.taxonomies[language][taxonomy].terms[number] }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .title: return .text(term.title)
    case .url: return .text(context.href(term.page))
    case .pages: return context.list(term.pages)
    case .count: return .integer(term.pages.count)
    default: return nil
    }
  }
}

/// `page.terms`: the page's terms by taxonomy.
struct TermsView: TemplateObject {
  let context: RenderContext
  let id: PageID

  var typeName: String { "terms" }
  var names: [String] { context.site.schema.taxonomies }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    guard let number = context.site.schema.taxonomies.firstIndex(of: name.text) else { return nil }
    let page = context.site[id]
    let taxonomy = context.site.taxonomies[page.language][number]
    return .list(
      taxonomy.terms(of: id).map {
        .object(TermView(context: context, language: page.language, taxonomy: number, number: $0))
      })
  }
}
