import CivilTime
import Content
import Diagnostics
import Markdown
import SiteModel
import Templates
import Text

/// One page being rendered: the variables its template sees, and the functions and filters that need
/// to know the page they are called on.
struct PageRendering: TemplateHost {
  let context: RenderContext
  let id: PageID
  /// Which page of its list, from 1.
  let number: Int
  /// The page's text, links filled in.
  let content: [UInt8]
  /// The directive that is being rendered, if one is: what its template refuses is told there.
  var directive: MarkdownDocument.Directive?

  private var page: Page { site[id] }
  private var site: Site { context.site }
  private var language: Int { page.language }
  private var languageCode: String { site.configuration.languages[language].code }

  func render(_ template: String, into buffer: inout ByteBuffer) -> [Diagnostic] {
    told(site.templates.render(template, context: variables, host: self, into: &buffer))
  }

  /// Renders a directive around its content. The site has to be one that hides texts.
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
        ("site", .object(SiteView(context: context, current: id))),
        ("page", .object(PageView(context: context, id: id, content: []))),
        ("data", site.data[language]),
      ]
    return told(site.templates.render(template, context: variables, host: host, into: &buffer))
  }

  /// A template's mistakes with the page that it happened on.
  private func told(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    diagnostics.map { diagnostic in
      var diagnostic = diagnostic
      if diagnostic.location?.file == page.source { return diagnostic }
      diagnostic.notes.append(.init("while rendering \(page.shownSource) (\(page.permalink.path))"))
      return diagnostic
    }
  }

  private var variables: [(String, Value)] {
    [
      ("site", .object(SiteView(context: context, current: id))),
      ("page", .object(PageView(context: context, id: id, content: content, number: number))),
      ("pager", pager), ("taxonomy", taxonomy), ("term", term), ("programme", programme),
      ("data", site.data[language]),
    ]
  }

  private var programme: Value {
    guard let programme = site.programme(of: id) else { return Value.none }
    return .object(ProgrammeView(context: context, programme: programme, language: language))
  }

  private var pager: Value {
    switch page.role {
    case .section, .term:
      .object(PagerView(context: context, list: id, number: number, pager: site.pager(of: id)))
    default: Value.none
    }
  }

  private var taxonomy: Value {
    switch page.role {
    case .taxonomy(let number), .term(let number, _):
      .object(TaxonomyView(context: context, language: language, number: number))
    default: Value.none
    }
  }

  private var term: Value {
    guard case .term(let taxonomy, let number) = page.role else { return Value.none }
    return .object(
      TermView(context: context, language: language, taxonomy: taxonomy, number: number))
  }

  // MARK: Functions

  func call(_ function: String, _ arguments: Arguments) throws(TemplateFailure) -> Value {
    let first = arguments.positional.first ?? Value.none
    switch function {
    case "url": return .text(try url(first))
    case "asset": return .text(try asset(first))
    case "t": return .text(try translate(first, arguments.named))
    case "pages": return try pages(arguments)
    case "find_page": return try findPage(first)
    case "menu": return try menu(first)
    case "file": return try file(first)
    case "fail": throw refusal(arguments.positional)
    default: throw TemplateFailure("there is no function '\(function)'")
    }
  }

  private func url(_ value: Value) throws(TemplateFailure) -> String {
    if case .object(let object) = value, let view = object as? PageView {
      return context.href(view.id)
    }
    guard let path = value.asText else {
      throw TemplateFailure("url() takes an address as text", argument: 0)
    }
    if path.hasPrefix("https://") || path.hasPrefix("http://") { return path }
    guard path.hasPrefix("/") || context.path(ofPrinted: path) != nil else {
      throw TemplateFailure(
        "url() takes an address from the site's root, and '\(path)' begins without a slash",
        argument: 0, help: "write url(\"/\(path)\")")
    }
    switch context.resolve(path, from: id) {
    case .page(let target, let suffix): return context.href(target) + suffix
    case .file(let file, let suffix): return context.href(file: file) + suffix
    case .notLive(let target): return context.href(target)
    case .dead:
      throw TemplateFailure(
        "there is nothing at '\(path)'", argument: 0,
        help: "write the address of a page or file of the site")
    }
  }

  private func asset(_ value: Value) throws(TemplateFailure) -> String {
    let name = value.asText ?? ""
    if let asset = site.assets[name] { return context.href(file: asset.outputPath) }
    let meant = nearest(to: name, in: site.assets.names).map { "did you mean '\($0)'?" }
    throw TemplateFailure(
      "there is no asset '\(name)'", argument: 0, help: meant ?? "assets lie in templates/assets/")
  }

  private func translate(
    _ key: Value, _ values: [(String, Value)]
  ) throws(TemplateFailure) -> String {
    let key = key.asText ?? ""
    var candidates = [key]
    if let count = values.first(where: { $0.0 == "count" }), case .integer(let number) = count.1 {
      candidates = [key + (number == 1 ? ".one" : ".other"), key]
    }
    for candidate in candidates {
      guard let text = site.strings.text(candidate, language: languageCode) else { continue }
      let filled = fill(text, values.map { ($0.0, $0.1.asText ?? "") })
      guard let missing = filled.missing.first else { return filled.text }
      throw TemplateFailure(
        "'\(key)' needs a value for {\(missing)}", help: "write t(\"\(key)\", \(missing)=…)")
    }
    let meant = nearest(to: key, in: site.strings.keys(language: languageCode))
    throw TemplateFailure(
      "\(site.strings.file(language: languageCode)) has no words for '\(key)'", argument: 0,
      help: meant.map { "did you mean '\($0)'?" } ?? "add \(key): to that file")
  }

  private func pages(_ arguments: Arguments) throws(TemplateFailure) -> Value {
    func given(_ place: Int) -> Value? {
      if case .none = arguments.positional[place] { nil } else { arguments.positional[place] }
    }
    let kind = try given(0).map { kind throws(TemplateFailure) in try kindIndex(of: kind) }
    guard let section = given(1) else {
      return context.list(
        kind.map { site.lists.pages(in: language, ofKind: $0) } ?? site.lists.pages(in: language))
    }
    guard let id = sectionID(section) else {
      throw TemplateFailure(
        "there is no section '\(section.asText ?? "")'", argument: 1,
        help: "a section is a folder of content/ with an _index.md")
    }
    return context.list(
      kind.map { site.lists.pages(of: id, ofKind: $0, in: site) } ?? site.sections.pages[id] ?? [])
  }

  private func kindIndex(of value: Value) throws(TemplateFailure) -> Int {
    let name = value.asText ?? ""
    if let index = site.schema.kindNumber(name) { return index }
    let names = site.schema.kinds.map(\.name)
    throw TemplateFailure(
      "there is no kind '\(name)'", argument: 0,
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "the kinds are " + names.joined(separator: ", "))
  }

  private func sectionID(_ value: Value) -> PageID? {
    if case .object(let object) = value, let view = object as? PageView { return view.id }
    let path = (value.asText ?? "").split(separator: "/").joined(separator: "/")
    return site.index.page(atPath: path, language: language, in: site.pages)
  }

  private func findPage(_ value: Value) throws(TemplateFailure) -> Value {
    guard let path = value.asText else {
      throw TemplateFailure("find_page() takes an address as text", argument: 0)
    }
    let isWritten = path.hasPrefix("/") || context.path(ofPrinted: path) != nil
    switch context.resolve(isWritten ? path : "/" + path, from: id) {
    case .page(let id, _): return context.view(id)
    case .notLive, .file, .dead: return Value.none
    }
  }

  // MARK: Menus

  private func menu(_ value: Value) throws(TemplateFailure) -> Value {
    let name = value.asText ?? ""
    guard let menu = site.menus[language].first(where: { $0.name == name }) else {
      let names = site.configuration.menus.map(\.name)
      throw TemplateFailure(
        "site.yaml has no menu '\(name)'", argument: 0,
        help: names.isEmpty
          ? "add it under menus:" : "its menus are " + names.joined(separator: ", "))
    }
    return .list(MenuItemView.list(menu.items, context, id))
  }

  // MARK: Filters

  func apply(
    _ filter: String, to value: Value, _ arguments: Arguments
  ) throws(TemplateFailure) -> Value {
    switch filter {
    case "date": return try date(value, arguments.positional.first)
    case "markdown": return try markdown(value)
    case "absolute_url": return try absolute(value)
    case "split": return try parts(of: value, arguments.positional.first)
    default: throw TemplateFailure("there is no filter '\(filter)'")
    }
  }

  private func absolute(_ value: Value) throws(TemplateFailure) -> Value {
    guard let path = value.asText else { return value }
    if path.contains("://") { return value }
    let baseURL = site.configuration.baseURL
    return .text(baseURL.origin + baseURL.path + (context.path(ofPrinted: path) ?? path))
  }

  private func markdown(_ value: Value) throws(TemplateFailure) -> Value {
    guard let text = value.asText else { return value }
    let document = parseMarkdown(
      SourceText(file: page.source, text), MarkdownOptions(language: languageCode))
    if context.hidesTexts && !document.value.directives.isEmpty {
      throw TemplateFailure(
        "Markdown that a directive's template renders cannot have directives itself")
    }
    if let mistake = document.diagnostics.first(where: \.isError) {
      throw TemplateFailure("this Markdown has a mistake: \(mistake.message)", help: mistake.help)
    }
    let filled = context.fill(document.value, of: id)
    if let mistake = filled.diagnostics.first(where: \.isError) {
      throw TemplateFailure("this Markdown has a mistake: \(mistake.message)", help: mistake.help)
    }
    return .markup(filled.value)
  }

  private func date(_ value: Value, _ style: Value?) throws(TemplateFailure) -> Value {
    let moment: CivilMoment
    switch value {
    case .none: return value
    case .object(let object):
      guard let view = object as? MomentView else {
        throw TemplateFailure("date takes a date, and this is a \(object.typeName)")
      }
      moment = view.moment
    case .text(let text):
      do {
        moment = try CivilMoment(parsing: text)
      } catch {
        throw TemplateFailure(error.message, help: error.help)
      }
    default: throw TemplateFailure("date takes a date, and this is something else")
    }
    if style?.asText == "rfc3339" {
      return .text(
        moment.dateTime.map(site.configuration.zone.rfc3339) ?? moment.date.description)
    }
    guard let format = site.formats[language] else { return .text(moment.description) }
    return .text(try format.written(moment, style?.asText ?? "medium"))
  }
}

extension LanguageFormat {
  /// A date in one of the styles, or by a pattern (Unicode Technical Standard 35, part 4).
  fileprivate func written(
    _ moment: CivilMoment, _ style: String
  ) throws(TemplateFailure) -> String {
    if let style = DateStyle(rawValue: style) { return format(moment.date, style) }
    do {
      let pattern = try DatePattern(parsing: style)
      return moment.dateTime.map { format($0, pattern) } ?? format(moment.date, pattern)
    } catch {
      throw TemplateFailure(error.message, argument: 0, help: error.help)
    }
  }
}
