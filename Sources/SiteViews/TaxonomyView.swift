import Content
import ContentSchema
import SiteModel
import Templates

/// A taxonomy as templates see it.
struct TaxonomyView: DeclaredView {
  let context: RenderContext
  let language: Int
  let index: Int

  private var taxonomy: Taxonomy { context.site.taxonomies[language][index] }

  static let thing = "taxonomy"
  static let title = "a taxonomy"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<TaxonomyView>] = [
    Attribute("name", .text, "as in `site.yaml`: `topics`") { .text($0.taxonomy.name) },
    Attribute("title", .text, "its title in the page's language") { .text($0.taxonomy.title) },
    Attribute("url", .address, "the address of the list of its terms") { view in
      .optional(view.taxonomy.page.map { .text(view.context.href($0)) })
    },
    Attribute("terms", .list(.thing("term")), "its [terms](#term)") { view in
      .list(
        view.taxonomy.terms.indices.map { view.context.term($0, of: view.index, view.language) })
    },
  ]

  var identity: Int? { taxonomy.page?.index }
}

/// A term as templates see it.
struct TermView: DeclaredView {
  let context: RenderContext
  let taxonomy: Int
  let index: Int
  let language: Int

  private var term: Taxonomy.Term { context.site.taxonomies[language][taxonomy].terms[index] }

  static let thing = "term"
  static let title = "a term"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<TermView>] = [
    Attribute("title", .text, "as pages write it") { .text($0.term.title) },
    Attribute("text_language", .text, "the code of the language that its title is in") { view in
      .text(view.context.site.textLanguageCode(of: view.term.page))
    },
    Attribute("url", .address, "the address of the list of its pages") {
      .text($0.context.href($0.term.page))
    },
    Attribute("pages", .list(.thing("page")), "the pages that have it, newest first") {
      $0.context.list($0.term.pages)
    },
    Attribute("count", .number, "how many these are") { .integer($0.term.pages.count) },
  ]

  var identity: Int? { term.page.index }
}

/// `page.terms`: the page's terms by taxonomy. Its names are the site's taxonomies.
struct TermsView: TemplateObject {
  let context: RenderContext
  let id: PageID

  var typeName: String { "terms" }
  var names: [String] { context.site.schema.taxonomies }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    guard let index = context.site.schema.taxonomies.firstIndex(of: name.text) else { return nil }
    let language = context.site.language(of: id)
    let taxonomy = context.site.taxonomies[language][index]
    return .list(taxonomy.terms(of: id).map { context.term($0, of: index, language) })
  }
}

extension RenderContext {
  func term(_ index: Int, of taxonomy: Int, _ language: Int) -> Value {
    .object(TermView(context: self, taxonomy: taxonomy, index: index, language: language))
  }
}
