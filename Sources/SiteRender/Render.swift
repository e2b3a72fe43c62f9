package import Cards
import Content
import ContentSchema
package import Diagnostics
package import Search
package import SiteModel
import SiteSettings
package import SiteViews
import Templates
import Text
import Web

/// What rendering one file of the output folder came to.
package struct RenderedOutput: Sendable {
  package var value: [UInt8]
  package var diagnostics: [Diagnostic]
  /// The links in it that only the rendered page they lead to can be judged by.
  package var anchorLinks: [AnchorLink]
  /// What its templates took: what a whole site may take is bounded, too.
  package var steps = 0
  /// What its pictures ask for.
  package var pictures = PictureWishes()
  /// What is drawn, if it is a card: the picture is made of it.
  package var card: CardDrawing?

  init(_ value: [UInt8], _ diagnostics: [Diagnostic] = [], _ anchorLinks: [AnchorLink] = []) {
    self.value = value
    self.diagnostics = diagnostics
    self.anchorLinks = anchorLinks
  }

  init(_ output: Diagnosed<[UInt8]>) { self.init(output.value, output.diagnostics) }

  package var hasErrors: Bool { diagnostics.hasErrors }
}

/// Renders one file of the output folder. The result depends on nothing but the site, so outputs can be
/// rendered at any time and in any order.
///
/// For a copied file and a derived picture it is empty, since only the shell reads files; of a card there is the drawing. Empty is a host's file without `hosts`, a file
/// of the search without `search`, and what phones keep, which follows from the bytes of all others (`renderOfflineList`).
///
/// - Parameters:
///   - hosts: what hosts are told, made of all other outputs.
///   - search: the indexes by language, made of all pages.
package func render(
  _ output: Output, of site: Site, hosts: HostedSite? = nil, search: [SearchIndex] = []
) -> RenderedOutput {
  if case .search(let language, let file) = output.recipe {
    return RenderedOutput(search.isEmpty ? [] : search[language][file])
  }
  if case .hostFile(let file) = output.recipe {
    return RenderedOutput(hosts.map { renderHostFile(file, $0) } ?? [])
  }
  let context = RenderContext(site, for: output)
  var rendered = render(output, in: context)
  rendered.steps = context.cost.steps
  if let pictures = context.pictures { rendered.pictures = pictures.wishes }
  return rendered
}

private func render(_ output: Output, in context: RenderContext) -> RenderedOutput {
  let site = context.site
  return switch output.recipe {
  case .page(let id): renderPage(id, listIndex: 1, in: context)
  case .list(let id, let index): renderPage(id, listIndex: index, in: context)
  case .card(let id): context.renderCard(of: id)
  case .feed(let id): RenderedOutput(site.renderFeed(of: id), site.undatedPages(ofFeed: id))
  case .calendar(let index, let scope):
    RenderedOutput(site.render(scope, of: site.programmes[index]))
  case .schedule(let index, let format):
    RenderedOutput(site.render(format, of: site.programmes[index]))
  case .sitemap: RenderedOutput(site.renderSitemap())
  case .robots: RenderedOutput(site.renderRobots())
  case .redirect(let id): RenderedOutput(context.renderRedirect(to: id))
  case .redirectScript: RenderedOutput(context.renderRedirectScript())
  case .asset(let name): RenderedOutput(site.assets[name]?.published ?? Diagnosed([]))
  case .offlineWorker: RenderedOutput(site.renderOfflineWorker())
  case .copy, .derived, .search, .offlineList, .hostFile: RenderedOutput([])
  }
}

/// A page in its template. Its text is filled in first, so that its mistakes are reported even if the
/// template fails or doesn't show it.
private func renderPage(
  _ id: PageID, listIndex: Int, in context: RenderContext
) -> RenderedOutput {
  let site = context.site
  let page = site[id]
  var body = context.fill(page.body, of: id)
  for field in context.filledFields(of: id) {
    body.diagnostics += field.diagnostics
    body.anchorLinks += field.anchorLinks
  }
  // The mistakes of a text are told where it is translated, or was written.
  if page.isShown { body = FilledText(body.value) }
  // The mistakes of a page that could not be read are reported already; what its template would miss only
  // follows from them.
  if page.isBroken { return RenderedOutput(body.value, body.diagnostics) }
  if site.unread.areAllButSettings { return RenderedOutput([], site.unread.causes) }
  let anchorLinks = page.isLive && listIndex == 1 ? body.anchorLinks : []
  guard let template = site.template(of: page) else {
    return RenderedOutput([], body.diagnostics + [site.missingTemplate(of: page)], anchorLinks)
  }
  let own = context.with(RenderedPage(id: id, content: body.value, listIndex: listIndex))
  var buffer = ByteBuffer(capacity: body.value.count + 8192)
  var mistakes = own.render(template, of: id, into: &buffer)
  if mistakes.isEmpty {
    let loads = loads(in: buffer.bytes)
    mistakes =
      site.excessWeight(of: page, buffer.bytes, loads.addresses)
      + site.externalResources(of: page, buffer.bytes, loads.addresses)
      + context.largePictures(buffer.bytes, loads.addresses)
      + site.repeatedIDs(on: page, buffer.bytes, loads.ids)
      + site.missingStatementLinks(on: page, buffer.bytes, in: context)
  }
  let diagnostics = listIndex == 1 ? body.diagnostics + mistakes : mistakes
  return RenderedOutput(buffer.bytes, diagnostics, anchorLinks)
}

extension RenderContext {
  convenience init(_ site: Site, for output: Output) {
    // The page for addresses that don't exist is shown at any of them.
    let isNotFound =
      if case .page(let id) = output.recipe { site[id].role == .notFound } else { false }
    self.init(site, at: isNotFound ? nil : output.path)
  }
}

extension Diagnostic {
  /// Whether a template took more than a page may take.
  package var tellsOfRenderLimit: Bool { code == TemplateCode.renderLimit.rawValue }
}

extension Site {
  /// The names of the templates for a page, the preferred one first.
  private func templateNames(of page: Page) -> [String] {
    switch page.role {
    case .notFound: return ["404.html"]
    case .taxonomy: return ["taxonomy.html"]
    case .term: return ["term.html"]
    case .section where page.path.isEmpty: return ["home.html", "section.html"]
    case .section:
      return ["\(page.path)/section.html"]
        + [nature(of: page)].compactMap { $0.map { "\($0)/section.html" } }
        + ["section.html"]
    case .content:
      return [statementTemplate(of: page), "\(schema.kind(page.kind).name).html", "page.html"]
        .compactMap(\.self)
    }
  }

  /// The template of the accessibility statement's page, of the search page, or of the privacy page.
  private func statementTemplate(of page: Page) -> String? {
    func isPage(_ address: SettingsAddress?) -> Bool {
      self.page(address, in: 0).map { $0 == page.original } ?? false
    }
    if isPage(configuration.accessibility?.page) { return "accessibility.html" }
    if isPage(configuration.search) { return "search.html" }
    return isPage(configuration.privacy?.page) ? "privacy.html" : nil
  }

  /// What a section is: a programme, or the kind of its pages.
  private func nature(of section: Page) -> String? {
    if section.fields[.programme]?.boolean == true { return "programme" }
    return sections.kinds[section.original].map { schema.kind($0).name }
  }

  func template(of page: Page) -> String? {
    if let own = page.fields[.template]?.text {
      let name = own.hasSuffix(".html") ? own : own + ".html"
      return templates.contains(name) ? name : nil
    }
    return templateNames(of: page).first(where: templates.contains)
  }

  func missingTemplate(of page: Page) -> Diagnostic {
    if let own = page.fields[.template]?.text {
      let names = templates.names.map { $0.hasSuffix(".html") ? String($0.dropLast(5)) : $0 }
      let written = own.hasSuffix(".html") ? String(own.dropLast(5)) : own
      let meant = nearest(to: written, in: names).map { "did you mean '\($0)'?" }
      return .error(
        RenderCode.templateMissing,
        "there is no template '\(own)'\(own.lookAlikeWithin)",
        at: page.fields.location(of: PageKey.template.slot) ?? page.location,
        help: meant ?? "templates lie in the folder templates/")
    }
    let names = templateNames(of: page).map { "templates/" + $0 }
    return .error(
      RenderCode.templateMissing,
      "there is no template for this page", at: SourceLocation(file: page.source),
      help: "write " + names.joined(separator: " or "))
  }
}
