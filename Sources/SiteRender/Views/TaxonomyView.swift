import Content
import SiteModel
import Templates

/// A taxonomy as templates see it.
struct TaxonomyView: TemplateObject {
  let site: Site
  let language: Int
  let number: Int

  var typeName: String { "taxonomy" }
  var names: [String] { ["name", "title", "url", "terms"] }
  var identity: Int? { site.taxonomies[language][number].page?.index }

  func value(of name: Name) -> Value? {
    let taxonomy = site.taxonomies[language][number]
    switch Attribute(rawValue: name.slot) {
    case .name: return .text(taxonomy.name)
    case .title: return .text(taxonomy.title)
    case .url: return .optional(taxonomy.page.map { .text(site.href($0)) })
    case .terms:
      return .list(
        taxonomy.terms.indices.map {
          .object(TermView(site: site, language: language, taxonomy: number, number: $0))
        })
    default: return nil
    }
  }
}

/// A term as templates see it.
struct TermView: TemplateObject {
  let site: Site
  let language: Int
  let taxonomy: Int
  let number: Int

  var typeName: String { "term" }
  var names: [String] { ["title", "url", "pages", "count"] }
  var identity: Int? { term.page.index }

  private var term: Taxonomy.Term { site.taxonomies[language][taxonomy].terms[number] }

  func value(of name: Name) -> Value? {
    switch Attribute(rawValue: name.slot) {
    case .title: return .text(term.title)
    case .url: return .text(site.href(term.page))
    case .pages: return .list(term.pages.map(site.view))
    case .count: return .integer(term.pages.count)
    default: return nil
    }
  }
}

/// `page.terms`: the page's terms by taxonomy.
struct TermsView: TemplateObject {
  let site: Site
  let id: PageID

  var typeName: String { "terms" }
  var names: [String] { site.schema.taxonomies }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    guard let number = site.schema.taxonomies.firstIndex(of: name.text) else { return nil }
    let page = site[id]
    let taxonomy = site.taxonomies[page.language][number]
    return .list(
      taxonomy.terms(of: id).map {
        .object(TermView(site: site, language: page.language, taxonomy: number, number: $0))
      })
  }
}
