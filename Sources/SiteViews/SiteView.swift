import CivilTime
import Content
import ContentSchema
import SiteModel
import SiteSettings
import Templates

/// The site as a template of one page sees it.
struct SiteView: DeclaredView {
  let context: RenderContext
  let current: PageID

  private var site: Site { context.site }
  private var language: Int { site.language(of: current) }

  static let thing = "site"
  static let title = "the site"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<SiteView>] = [
    Attribute("title", .text, "as in `site.yaml`, in the page's language") {
      .text($0.site.title(in: $0.language))
    },
    Attribute("description", .text, "as in `site.yaml`, in the page's language") {
      .text($0.site.description(in: $0.language))
    },
    Attribute("base_url", .address, "where the site is published") {
      .text($0.site.configuration.baseURL.text)
    },
    Attribute("language", .text, "the code of the page's language: `en`") {
      .text($0.site.configuration.languages[$0.language].code)
    },
    Attribute(
      "languages", .list(.thing("language")), "all [languages](#language), each with the way to it"
    ) { view in
      .list(view.site.configuration.languages.indices.map { view.language($0).mapping })
    },
    Attribute("timezone", .text, "`Europe/Stockholm`") {
      .text($0.site.configuration.zone.identifier)
    },
    Attribute(
      "pages", .list(.thing("page")), "all pages and sections in the page's language"
    ) {
      $0.context.list($0.site.lists.pages(in: $0.language))
    },
    Attribute("sections", .list(.thing("page")), "the sections right below the home page") {
      $0.context.list($0.site.topSections(in: $0.language))
    },
    Attribute("taxonomies", .list(.thing("taxonomy")), "the [taxonomies](#taxonomy)") { view in
      let taxonomies = view.site.taxonomies[view.language]
      return .list(
        taxonomies.indices.filter { taxonomies[$0].page != nil }.map { index in
          .object(TaxonomyView(context: view.context, language: view.language, index: index))
        })
    },
    Attribute(
      "event", .thing("event"), "the [conference](#event), as `event:` of `site.yaml` tells of it"
    ) { view in
      .object(
        EventView(
          context: view.context, language: view.language,
          event: view.site.configuration.event ?? EventSettings()))
    },
    Attribute("design", .thing("design"), "`design:` of `site.yaml`, see [design](#design)") {
      .object(DesignView(context: $0.context, language: $0.language))
    },
    Attribute(
      "accessibility", .thing("accessibility"),
      "the [accessibility statement](#accessibility) of `site.yaml`; none if there is none"
    ) { view in
      .optional(
        view.site.configuration.accessibility.map {
          .object(
            AccessibilityView(context: view.context, language: view.language, statement: $0))
        })
    },
    Attribute(
      "privacy", .thing("privacy"), "the [privacy page's facts](#privacy) of `site.yaml`, likewise"
    ) { view in
      .optional(
        view.site.configuration.privacy.map {
          .object(PrivacyView(context: view.context, language: view.language, statement: $0))
        })
    },
    Attribute(
      "search", .thing("search"), "the [search](#search); none if the site has none"
    ) { view in
      .optional(
        view.site.configuration.search.map {
          .object(SearchView(context: view.context, language: view.language, page: $0))
        })
    },
    Attribute(
      "offline", .thing("phone copy"),
      "what keeps the programme on visitors’ phones, a [phone copy](#phone-copy); none unless `event.offline` asks for it"
    ) { view in
      .optional(
        view.site.offlineList(view.language).flatMap { list in
          view.site.keepsOfflineCopies
            ? .object(OfflineView(context: view.context, list: list)) : nil
        })
    },
    Attribute("data", .anything, "`data:` of `site.yaml`") { $0.site.configuration.data },
    Attribute("date", .thing("date"), "the day of the build") { .date($0.site.now.date) },
  ]

  var identity: Int? { nil }

  private func language(_ index: Int) -> LanguageView {
    LanguageView(context: context, current: current, index: index)
  }
}

/// A language of the site, with the nearest page to the current one that there is in it.
struct LanguageView: DeclaredView {
  let context: RenderContext
  let current: PageID
  let index: Int

  private var site: Site { context.site }
  private var language: Language { site.configuration.languages[index] }
  private var translation: PageID? {
    site[current].translations.first { site[$0].language == index && site[$0].isLive }
  }

  static let thing = "language"
  static let title = "a language"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<LanguageView>] = [
    Attribute("code", .text, "`sv`") { .text($0.language.code) },
    Attribute("name", .text, "`Svenska`") { .text($0.language.name) },
    Attribute(
      "url", .address, "the page in that language, or else the nearest page above it that there is"
    ) { view in
      let page =
        view.translation ?? view.site.nearestTranslation(of: view.current, in: view.index)
      return .optional(page.map { .text(view.context.href($0)) })
    },
    Attribute("current", .number, "whether it is the page's language") {
      .boolean($0.index == $0.site.language(of: $0.current))
    },
    Attribute(
      "is_translated", .number, "whether the page itself is there in that language"
    ) { view in
      .boolean(view.translation.map { !view.site[$0].isShown } ?? false)
    },
  ]

  var identity: Int? { index }

  /// Everything at once: a mapping can be printed as a whole, too.
  var mapping: Value {
    .mapping(Mapping(LanguageView.list.map { ($0.name, $0.body(self) ?? Value.none) }))
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
