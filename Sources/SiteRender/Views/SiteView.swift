import CivilTime
import Content
import SiteModel
import Templates

/// The site as a template of one page sees it.
struct SiteView: TemplateObject {
  let context: RenderContext
  let current: PageID

  private var site: Site { context.site }
  private var language: Int { site[current].language }

  var typeName: String { "site" }
  var names: [String] { SiteView.attributes.map(\.name) }
  var identity: Int? { nil }

  static let attributes: [PageKey] = [
    .title, .description, .baseUrl, .language, .languages, .timezone, .pages, .sections,
    .taxonomies, .data, .date,
  ]

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .title: return .text(site.title(in: language))
    case .description: return .text(site.description(in: language))
    case .baseUrl: return .text(site.configuration.baseURL.text)
    case .language: return .text(site.configuration.languages[language].code)
    case .languages: return .list(site.configuration.languages.indices.map(languageView))
    case .timezone: return .text(site.configuration.zone.identifier)
    case .pages: return context.list(site.lists.pages(in: language))
    case .sections: return .list(site.topSections(in: language).map(context.view))
    case .taxonomies:
      return .list(
        site.taxonomies[language].indices.filter { site.taxonomies[language][$0].page != nil }
          .map { .object(TaxonomyView(context: context, language: language, number: $0)) })
    case .data: return site.configuration.data
    case .date: return .date(site.now.date)
    default: return nil
    }
  }

  /// A language of the site, with the nearest page to the current one that there is in it.
  private func languageView(_ number: Int) -> Value {
    let language = site.configuration.languages[number]
    let exact = site[current].translations.first { site[$0].language == number && site[$0].isLive }
    let nearest = exact ?? site.nearestTranslation(of: current, in: number)
    return .mapping(
      Mapping([
        ("code", .text(language.code)), ("name", .text(language.name)),
        ("url", .optional(nearest.map { .text(context.href($0)) })),
        ("current", .boolean(number == self.language)),
        ("is_translated", .boolean(exact != nil)),
      ]))
  }
}

extension Site {
  /// The sections right below the home page.
  func topSections(in language: Int) -> [PageID] {
    guard let home = sections.homes[language] else { return [] }
    return sections.sections[home] ?? []
  }

  /// The nearest page above one that there is in a language.
  func nearestTranslation(of id: PageID, in language: Int) -> PageID? {
    for ancestor in ancestors(of: id).reversed() {
      if let version = self[ancestor].translations.first(where: {
        self[$0].language == language && self[$0].isLive
      }) {
        return version
      }
    }
    return sections.homes[language]
  }
}
