import Content
package import ContentSchema
package import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import Templates
package import Text

/// One page being rendered: the variables of its template, and what functions and filters need to know
/// about the page they are called on.
struct PageRendering: TemplateHost {
  let context: RenderContext
  let id: PageID
  /// The directive that is being rendered, if one is: what its template refuses is reported there.
  var directive: MarkdownDocument.Directive?

  var site: Site { context.site }
  var page: Page { _read { yield context.site.pages[id.index] } }
  var language: Int { site.language(of: id) }
  /// The language of words, dates and numbers. A component is a part of the page's text, so it speaks the language of that.
  var wordsLanguage: Int { directive == nil ? language : site.textLanguage(of: id) }
  var languageCode: String { site.configuration.languages[wordsLanguage].code }

  /// What every template finds, whichever page it is for.
  static let variables: [Attribute<PageRendering>] = [
    Attribute("site", .thing("site"), "the site in the page's language") {
      .object(SiteView(context: $0.context, current: $0.id))
    },
    Attribute(
      "page", .thing("page"),
      "the page; on lists and the 404 page the page that stands for them"
    ) {
      .object(PageView(context: $0.context, id: $0.id, isVariable: true))
    },
    Attribute(
      "pager", .thing("pager"),
      "on the home page, sections and terms: one page of the list; else none"
    ) {
      $0.pager
    },
    Attribute(
      "taxonomy", .thing("taxonomy"), "on `taxonomy.html` and `term.html`; else none"
    ) { host in
      switch host.page.role {
      case .taxonomy(let index), .term(let index, _):
        .object(TaxonomyView(context: host.context, language: host.language, index: index))
      default: Value.none
      }
    },
    Attribute("term", .thing("term"), "on `term.html`; else none") { host in
      guard case .term(let taxonomy, let index) = host.page.role else { return Value.none }
      return host.context.term(index, of: taxonomy, host.language)
    },
    Attribute(
      "programme", .thing("programme"),
      "the programme that the page belongs to; none where there is none"
    ) { host in
      guard let programme = host.site.programme(of: host.id) else { return Value.none }
      return .object(
        ProgrammeView(context: host.context, programme: programme, language: host.language))
    },
    Attribute(
      "data", .anything,
      "the files of `content/_data`: `data.partners` is `partners.yaml`, `.json` or `.csv`"
    ) {
      $0.site.data[$0.language]
    },
  ]

  // The closures apart, since taking an element out of an array copies all of it.
  private static let functionBodies = functions.map(\.body)

  func call(
    function index: Int, named name: String, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    try PageRendering.functionBodies[index](self, arguments)
  }

  private var pager: Value {
    switch page.role {
    case .section, .term:
      .object(
        PagerView(
          context: context, list: id, index: context.rendered?.listIndex ?? 1,
          pager: site.pager(of: id)))
    default: Value.none
    }
  }

  func render(_ template: String, into buffer: inout ByteBuffer) -> [Diagnostic] {
    let variables = PageRendering.variables.map { ($0.name, $0.body(self) ?? Value.none) }
    return noted(
      site.templates.render(
        template, context: variables, host: self, cost: context.cost, into: &buffer))
  }

  /// Renders a directive around its content. The context has to be one that hides texts.
  func render(
    _ directive: MarkdownDocument.Directive, template: String, known: [String],
    content: ByteBuffer, to buffer: inout ByteBuffer
  ) -> [Diagnostic] {
    var host = self
    host.directive = directive
    let given = directive.attributes.map { attribute in
      (attribute.key, attribute.isFlag ? Value.boolean(true) : .text(attribute.value))
    }
    let missing = known.filter { name in !given.contains { $0.0 == name } }
    let variables =
      given + missing.map { ($0, Value.none) } + [
        ("attributes", .mapping(Mapping(given))), ("content", .markup(content.bytes)),
        ("site", .object(SiteView(context: context, current: id))), ("page", context.view(id)),
        ("data", site.data[host.wordsLanguage]),
      ]
    return noted(
      site.templates.render(
        template, context: variables, host: host, cost: context.cost, into: &buffer))
  }

  /// A template's mistakes with the page that it happened on. What it misses may be what could not be read,
  /// which is then said instead.
  private func noted(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    if !site.unread.isEmpty && !diagnostics.isEmpty { return site.unread.causes }
    return diagnostics.map { diagnostic in
      if let told = site.strings.told(diagnostic) { return told }
      var diagnostic = diagnostic
      if diagnostic.location?.file == page.source { return diagnostic }
      diagnostic.notes.append(.init("while rendering \(page.shownSource) (\(page.permalink.path))"))
      return diagnostic
    }
  }
}

extension RenderContext {
  /// Renders a template for a page, and says what is wrong with it.
  package func render(
    _ template: String, of id: PageID, into buffer: inout ByteBuffer
  ) -> [Diagnostic] {
    PageRendering(context: self, id: id).render(template, into: &buffer)
  }
}
