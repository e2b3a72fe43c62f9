package import Cards
package import CivilTime
package import Content
package import ContentSchema
import Diagnostics
package import Pictures
package import SiteSettings
package import Templates
import Web

/// The whole site, ready to be rendered: pages with their places, relations and addresses.
///
/// Nothing in it changes any more, so any number of outputs can be rendered from it at once.
package final class Site: Sendable {
  package let configuration: SiteConfiguration
  package let schema: Schema
  package let options: AssembleOptions
  /// The build's "now", as clocks in the site's zone show it.
  package let now: CivilDateTime
  package let templates: TemplateSet
  package let strings: Strings
  package let assets: Assets
  /// The fonts that cards are drawn with.
  package let cardFonts: [FontFile]
  /// The data of `content/_data`, by language.
  package let data: [Value]
  let links: LinkResolver
  /// By language, in the order of `site.yaml`.
  package let menus: [[Menu]]
  package let pages: [Page]
  package let index: PageIndex
  /// The files that are not published, as far as it is known before the outputs are rendered.
  package let withheld: WithheldFiles
  package let sections: SectionTree
  package let lists: PageLists
  package let taxonomies: [[Taxonomy]]
  package let relations: Relations
  /// The programmes, the deepest section first.
  package let programmes: [ProgrammeSection]
  /// How each language writes dates.
  package let formats: [LanguageFormat?]
  /// What could not be read, and others depend on.
  package let unread: UnreadParts
  /// What has been published before.
  package let published: PublishedAddresses
  /// What has been told of the programme before.
  package let releases: Releases
  /// What has changed in the programme lately, by the pages of the sessions.
  let recentChanges: [PageID: SessionChange]
  /// The pages' addresses as they are written into pages, since they are asked for all the time: with the
  /// path that the site has on its host, or, if addresses are relative, from the site's root.
  package let hrefs: [String]

  /// Yields the page without a copy, which would retain each of its parts.
  package subscript(id: PageID) -> Page { _read { yield pages[id.index] } }

  /// What a field that a page doesn't set is to templates; `nil` if no kind has such a field. Asked here, since the
  /// schema would be copied to be asked elsewhere.
  package func emptyValue(ofSlot slot: Int) -> Value? { schema.emptyValue(ofSlot: slot) }

  init(
    configuration: SiteConfiguration, options: AssembleOptions, templates: TemplateSet,
    strings: Strings, assets: Assets, cardFonts: [FontFile], data: [Value], links: LinkResolver,
    menus: [[Menu]],
    pages: [Page], index: PageIndex, withheld: WithheldFiles,
    sections: SectionTree, taxonomies: [[Taxonomy]], relations: Relations,
    programmes: [ProgrammeSection], formats: [LanguageFormat?], unread: UnreadParts,
    published: PublishedAddresses, releases: Releases
  ) {
    self.configuration = configuration
    schema = configuration.schema
    self.options = options
    now = options.now.civil(in: configuration.zone)
    self.templates = templates
    self.strings = strings
    self.assets = assets
    self.cardFonts = cardFonts
    self.data = data
    self.links = links
    self.menus = menus
    self.pages = pages
    self.index = index
    self.withheld = withheld
    self.sections = sections
    lists = PageLists(
      pages, sections, languages: configuration.languages.count,
      kinds: configuration.schema.kinds.count)
    self.taxonomies = taxonomies
    self.relations = relations
    self.programmes = programmes
    self.formats = formats
    self.unread = unread
    self.published = published
    self.releases = releases
    let basePath = options.isRelative ? "" : configuration.baseURL.path
    hrefs = pages.map { page in
      basePath + percentEncoded(page.permalink.filePath(namesIndex: options.isRelative))
    }
    recentChanges = SiteModel.recentChanges(
      of: programmes, pages, releases, configuration, at: now)
  }
}

/// What a build is asked for, beside the files.
package struct AssembleOptions: Sendable {
  package var now: BuildTime
  package var includesDrafts = false
  /// Whether addresses lead from page to page instead of from the host's root.
  package var isRelative = false
  /// What makes smaller pictures; `nil` if pages show the pictures as they are.
  package var pictureEncoder: PictureEncoder?
  /// What draws cards; `nil` if pages have none.
  package var cardRenderer: CardRenderer?

  package init(now: BuildTime, includesDrafts: Bool = false, isRelative: Bool = false) {
    self.now = now
    self.includesDrafts = includesDrafts
    self.isRelative = isRelative
  }
}

/// The moment that counts as now. It comes in from outside, so that a build can be repeated.
package enum BuildTime: Hashable, Sendable {
  /// Seconds since 1970, UTC: a clock's.
  case instant(Int)
  /// As clocks in the site's zone show it: an editor's.
  case civil(CivilDateTime)

  /// Reads `2012-09-19`, which is the beginning of that day, or `2012-09-19 13:30`.
  package init?(written text: String) {
    guard let moment = try? CivilMoment(parsing: text) else { return nil }
    self = .civil(moment.start)
  }

  func civil(in zone: Zone) -> CivilDateTime {
    switch self {
    case .instant(let seconds): zone.civil(atInstant: seconds)
    case .civil(let moment): moment
    }
  }

  /// In seconds since 1970.
  package func instant(in zone: Zone) -> Int {
    switch self {
    case .instant(let seconds): seconds
    case .civil(let moment): zone.instant(of: moment)
    }
  }
}

// What is asked of pages all the time. To give a page to another target is to copy it, so it is answered here.
extension Site {
  package func title(of id: PageID) -> String {
    // Only stored properties: to call a computed one copies the page, too.
    pages[id.index].fields[.title]?.text ?? pages[id.index].parsed.value.id
  }

  /// The interface's words for a key. Asked of the site, since other modules copy all words to ask them.
  package func words(_ key: String, language: Int) -> String? {
    strings.text(key, language: configuration.languages[language].code)
  }

  package func path(of id: PageID) -> String { pages[id.index].parsed.value.path }
  package func language(of id: PageID) -> Int { pages[id.index].language }
  package func section(of id: PageID) -> PageID? { pages[id.index].section }
  package func value(_ key: PageKey, of id: PageID) -> FieldValue? {
    pages[id.index].fields[key.slot]
  }
  package func value(atSlot slot: Int, of id: PageID) -> FieldValue? {
    pages[id.index].fields[slot]
  }
}

extension Site {
  /// What a link in a page means.
  package func resolve(link destination: String, from page: Page) -> LinkTarget {
    links.resolve(destination, from: page)
  }

  /// The anchor in what follows an address, if the text of its page doesn't have it.
  package func unknownAnchor(_ suffix: String, on id: PageID) -> String? {
    links.unknownAnchor(suffix, on: id)
  }

  /// The links of menus to anchors that the text of their page doesn't have.
  package var menuAnchors: [MenuAnchor] { links.menuAnchors() }

  /// The page in a language, or in the language it was written in.
  package func page(_ id: PageID, in language: Int) -> PageID {
    // The page itself need not be looked at then.
    if configuration.languages.count == 1 { return id }
    let translations = self[id].translations
    return translations.first { self[$0].language == language && self[$0].isLive }
      ?? self[id].original
  }

  /// The whole address of a path below the site's root.
  package func absolute(_ path: String) -> String {
    configuration.baseURL.origin + configuration.baseURL.path + percentEncoded(path)
  }
}

extension Permalink {
  /// The path that a link leads to. Without a server nobody finds the file that a folder means, so
  /// relative links name it.
  package func filePath(namesIndex: Bool) -> String {
    namesIndex && path.hasSuffix("/") ? path + "index.html" : path
  }
}
