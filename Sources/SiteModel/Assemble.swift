import CivilTime
package import Content
import ContentSchema
package import Diagnostics
import Markdown
import Prose
import SiteSettings
import Templates
import Text

/// Puts the files of a site together: addresses, sections, languages, terms and relations.
package func assemble(_ files: SiteFiles, _ options: AssembleOptions) -> Diagnosed<Site> {
  var assembly = Assembly(files: files, options: options)
  assembly.makePages()
  assembly.addDayPages()
  assembly.joinTranslations()
  assembly.showUntranslatedPages()
  assembly.address()
  assembly.placeInSections()
  assembly.addTaxonomies()
  assembly.addNotFoundPages()
  let index = PageIndex(pages: assembly.pages, files: Set(files.files), facts: files.facts)
  assembly.resolveFields(index)
  let programmes = assembly.makeProgrammes()
  let site = assembly.site(index, programmes)
  // Of a site of which only the settings were read nothing else can be said.
  if files.unread.areAllButSettings { return Diagnosed(site) }
  return Diagnosed(
    site,
    assembly.diagnosticsNotMeant + site.links.menuMistakes + site.links.settingsMistakes
      + site.overdueReview + site.listsWithoutTranslations)
}

struct Assembly {
  let files: SiteFiles
  let options: AssembleOptions
  var diagnostics: [Diagnostic] = []
  var pages: [Page] = []
  /// Sections by language and path.
  var sections: [[String: PageID]] = []
  var taxonomies: [[Taxonomy]] = []
  var collations: [Collation] = []

  let now: CivilDateTime

  var configuration: SiteConfiguration { files.configuration }

  init(files: SiteFiles, options: AssembleOptions) {
    self.files = files
    self.options = options
    now = options.now.civil(in: files.configuration.zone)
    collations = files.configuration.languages.map { Collation(language: $0.code) }
  }

  // MARK: Pages

  mutating func makePages() {
    let languages = Dictionary(
      configuration.languages.enumerated().map { ($1.code, $0) }
    ) { first, _ in first }
    pages.reserveCapacity(files.pages.count)
    for shared in files.pages {
      let language = languages[shared.value.language] ?? 0
      let id = PageID(index: pages.count)
      pages.append(
        Page(
          role: shared.value.isSection ? .section : .content, parsed: shared, language: language,
          kind: shared.value.kind, fields: shared.value.fields, permalink: Permalink([]),
          original: id, translations: [id], sortKey: shared.value.sortKey))
    }
  }

  /// Finds the pages that are one page in several languages. A translation takes every field that it
  /// doesn't set from the original.
  mutating func joinTranslations() {
    if configuration.languages.count > 1 { findOriginals() }
    for number in pages.indices where !options.includesDrafts {
      pages[number].liveness = pages[number].publication(at: now)
    }
  }

  private mutating func findOriginals() {
    var byPath: [String: [Int]] = [:]
    byPath.reserveCapacity(pages.count)
    for (number, page) in pages.enumerated() { byPath[page.path, default: []].append(number) }
    for number in pages.indices {
      let versions = byPath[pages[number].path] ?? []
      let ordered = versions.sorted { pages[$0].language < pages[$1].language }
      let original = ordered.first { pages[$0].isSection == pages[number].isSection } ?? number
      let isTwin = pages[original].language == pages[number].language
      pages[number].original = PageID(index: isTwin ? number : original)
      if isTwin { requireTitle(of: pages[number]) }
      guard !isTwin else { continue }
      if !pages[number].isBroken && !pages[original].isBroken {
        diagnostics += contradictions(
          of: pages[number].fields, with: pages[original].fields,
          in: pages[original].shownSource, configuration.schema)
        warnOfMissingText(in: pages[number], translating: pages[original])
      }
      pages[number].kind = pages[original].kind
      pages[number].fields.inherit(pages[original].fields)
      pages[number].sortKey = SortKey(pages[number].fields, collations[pages[number].language])
    }
    for number in pages.indices {
      let original = pages[number].original
      pages[number].translations = (byPath[pages[number].path] ?? [])
        .filter { pages[$0].original == original }
        .sorted { pages[$0].language < pages[$1].language }.map(PageID.init(index:))
    }
  }

  private mutating func warnOfMissingText(in page: Page, translating original: Page) {
    guard page.body.html.isEmpty, !original.body.html.isEmpty, !page.parsed.value.isRow,
      !page.fields.meant.contains(FieldCode.translationWithoutText.rawValue)
    else { return }
    diagnostics.append(
      .warning(
        FieldCode.translationWithoutText,
        "this page has no text, and \(original.shownSource), which it translates, has some",
        at: page.location, help: "translate the text, or remove this file until somebody does"))
  }

  /// A page in another language than the default may be an original, too, and needs a title then.
  private mutating func requireTitle(of page: Page) {
    guard page.language != 0, !page.isBroken, page.fields[.title] == nil else { return }
    diagnostics.append(
      .error(
        FieldCode.missingKey, "the page needs the key 'title'", at: page.location,
        help: "add title:, or write the page in the first language, which this one then translates")
    )
  }

  // MARK: Addresses

  /// Gives every page its address: the folders' parts, then its own.
  mutating func address() {
    sections = Array(repeating: [:], count: configuration.languages.count)
    for number in pages.indices where pages[number].isSection {
      sections[pages[number].language][pages[number].path] = PageID(index: number)
    }
    var prefixes: [[String: Permalink]] = Array(
      repeating: [:], count: configuration.languages.count)
    for number in pages.indices {
      pages[number].permalink = permalink(of: number, &prefixes)
    }
  }

  /// Reads the page inside the array, since a copy of each page would cost more than the rest.
  private mutating func permalink(
    of number: Int, _ prefixes: inout [[String: Permalink]]
  ) -> Permalink {
    if pages[number].hasOwnPage,
      pages[number].fields[.url] != nil || pages[number].fields[.slug] != nil
    {
      if pages[number].isShown {
        if let permalink = shownPermalink(of: pages[number]) { return permalink }
      } else if let permalink = writtenPermalink(of: pages[number]) {
        return permalink
      }
    }
    let (path, language) = (pages[number].path, pages[number].language)
    if !pages[number].hasOwnPage { return addressOfSection(above: path, language, &prefixes) }
    if path.isEmpty { return Permalink(languagePrefix(language)) }
    let own = pages[number].ownComponent
    return prefix(folder(of: path), language, &prefixes).appending(own)
  }

  /// The address of the nearest section above a path.
  private mutating func addressOfSection(
    above path: String, _ language: Int, _ prefixes: inout [[String: Permalink]]
  ) -> Permalink {
    var folder = folder(of: path)
    while !folder.isEmpty, sections[language][folder] == nil {
      folder = SiteModel.folder(of: folder)
    }
    guard let section = sections[language][folder] else {
      return prefix(folder, language, &prefixes)
    }
    return writtenPermalink(of: pages[section.index]) ?? prefix(folder, language, &prefixes)
  }

  /// The whole address. `nil` if the page does not set it. Mistakes in it and in its last part are reported.
  private mutating func writtenPermalink(of page: Page) -> Permalink? {
    if let written = page.fields[.url]?.text {
      let isInherited = page.fields.location(of: PageKey.url.slot)?.file != page.source
      let prefix =
        isInherited && page.language != 0 ? "/" + configuration.languages[page.language].code : ""
      do throws(AddressRefusal) {
        return try Permalink(written: prefix + written)
      } catch {
        diagnostics.append(
          error.diagnostic(
            SiteCode.invalidAddress, written, at: page.fields.location(of: PageKey.url.slot),
            example: "/programme/opening/"))
      }
    }
    if let slug = page.fields[.slug]?.text, writtenComponent(slug) == nil {
      let place = page.fields.location(of: PageKey.slug.slot)
      if place?.file == page.source {
        diagnostics.append(
          .error(
            SiteCode.invalidAddress, "'\(slug)' cannot be a part of an address", at: place,
            help: "write letters, digits and hyphens, like opening-session"))
      }
    }
    return nil
  }

  /// The whole address that a page has in a language which it is not translated to. That of an original in a further
  /// language has that language's beginning, so it says nothing here. Mistakes are the original's.
  private func shownPermalink(of page: Page) -> Permalink? {
    guard page.fields[.url] != nil, pages[page.original.index].language == 0 else { return nil }
    // The original comes first, so it has its address by now.
    return pages[page.original.index].permalink.below(configuration.languages[page.language].code)
  }

  /// The address of a folder: a section's slug where one is set, else its name, below its own folder.
  private func prefix(
    _ path: String, _ language: Int, _ known: inout [[String: Permalink]]
  ) -> Permalink {
    if let prefix = known[language][path] { return prefix }
    if path.isEmpty { return Permalink(languagePrefix(language)) }
    let above = folder(of: path)
    let section = sections[language][path] ?? sections[0][path]
    let own =
      section.map { pages[$0.index].ownComponent }
      ?? addressComponent(String(path.dropFirst(above.isEmpty ? 0 : above.count + 1)))
    let prefix = prefix(above, language, &known).appending(own)
    known[language][path] = prefix
    return prefix
  }

  func languagePrefix(_ language: Int) -> [String] {
    language == 0 ? [] : [configuration.languages[language].code]
  }

  // MARK: Sections

  mutating func placeInSections() {
    for number in pages.indices where !pages[number].path.isEmpty {
      var path = pages[number].path
      repeat {
        path = folder(of: path)
        pages[number].section = sections[pages[number].language][path]
          .flatMap { pages[$0.index].isLive ? $0 : nil }
      } while pages[number].section == nil && !path.isEmpty
    }
    if let home = sections[0][""].map({ pages[$0.index] }), !home.isLive {
      diagnostics.append(
        .warning(
          SiteCode.noHomePage,
          "the site has no home page, because this page is not on it: \(home.liveness.reason)",
          at: home.location))
    }
    if sections[0][""] == nil {
      diagnostics.append(
        .error(
          SiteCode.noHomePage, "the site has no home page",
          at: SourceLocation(file: "content/_index.md"),
          help: "write content/_index.md with a title"))
    }
  }

  // MARK: Pages of taxonomies

  mutating func addTaxonomies() {
    for (number, language) in configuration.languages.enumerated() {
      let live = pages.indices.filter { pages[$0].isLive && pages[$0].language == number }
        .map(PageID.init(index:))
      taxonomies.append(
        configuration.taxonomies.map { settings in
          let taxonomy = Taxonomy.gather(
            settings, slot: configuration.schema.slot(of: settings.name) ?? 0, language: language,
            isDefault: configuration.languages[0].code, collations[number], live, of: pages,
            firstPage: PageID(index: pages.count))
          addPages(of: taxonomy, settings, language: number)
          return taxonomy
        })
    }
    joinTaxonomyPages()
  }

  private mutating func addPages(
    of taxonomy: Taxonomy, _ settings: TaxonomySettings, language: Int
  ) {
    guard !taxonomy.terms.isEmpty else { return }
    let address = languagePrefix(language) + [addressComponent(taxonomy.name)]
    let number = configuration.taxonomies.firstIndex { $0.name == taxonomy.name } ?? 0
    let list = addPage(
      .taxonomy(number), taxonomy.title, address, language, section: sections[language][""])
    for (index, term) in taxonomy.terms.enumerated() {
      _ = addPage(
        .term(number, index), term.title, address + [term.slug], language, section: list,
        textLanguage: term.language)
    }
  }

  /// Terms of the same slug in several languages are translations of each other.
  private mutating func joinTaxonomyPages() {
    for number in configuration.taxonomies.indices {
      let versions = taxonomies.map { $0[number] }
      join(versions.compactMap(\.page))
      var bySlug: [String: [Taxonomy.Term]] = [:]
      for taxonomy in versions {
        for term in taxonomy.terms { bySlug[term.slug, default: []].append(term) }
      }
      for terms in bySlug.values {
        join(terms.map(\.page))
        markTerms(terms.map { ($0.page, $0.pages.contains { !pages[$0.index].isShown }) })
      }
    }
  }

  private mutating func join(_ versions: [PageID]) {
    for id in versions { pages[id.index].translations = versions }
  }

  /// Adds the page for addresses that don't exist: one, or one for each language where hosts are told to show
  /// the right one.
  mutating func addNotFoundPages() {
    let count = configuration.hosting == nil ? 1 : configuration.languages.count
    let versions = (0..<count).map { language in
      let code = configuration.languages[language].code
      let title = files.strings.text("not_found.title", language: code) ?? "404"
      let permalink: Permalink = language == 0 ? .notFound : .notFound.below(code)
      var page = stub(
        .notFound, title, permalink, language: language, section: sections[language][""])
      page.fields.set(PageKey.sitemap.slot, .boolean(false), at: page.location)
      pages.append(page)
      return page.original
    }
    if count > 1 { join(versions) }
  }

  private mutating func addPage(
    _ role: Page.Role, _ title: String, _ address: [String], _ language: Int, section: PageID?,
    textLanguage: String? = nil
  ) -> PageID {
    let page = stub(
      role, title, Permalink(address), language: language, section: section,
      textLanguage: textLanguage)
    pages.append(page)
    return page.original
  }

  private func stub(
    _ role: Page.Role, _ title: String, _ permalink: Permalink, language: Int, section: PageID?,
    textLanguage: String? = nil
  ) -> Page {
    let id = PageID(index: pages.count)
    let place = SourceLocation(file: "site.yaml")
    var fields = PageFields()
    fields.set(PageKey.title.slot, .text(title), at: place)
    let kind = configuration.schema.kindNumber("page") ?? 0
    let parsed = ParsedPage(
      source: place.file, location: place, folder: "", components: [],
      language: textLanguage ?? configuration.languages[language].code, isSection: false,
      kind: kind,
      fields: fields, sortKey: SortKey(fields, collations[language]), body: MarkdownDocument())
    return Page(
      role: role, parsed: Shared(parsed), language: language, kind: kind, fields: fields,
      permalink: permalink, original: id, translations: [id], section: section,
      sortKey: parsed.sortKey)
  }

  // MARK: The site

  func site(_ index: PageIndex, _ programmes: [ProgrammeSection]) -> Site {
    let tree = SectionTree(pages: pages, languages: configuration.languages.count)
    let relations = Relations(pages: pages, schema: configuration.schema)
    let links = LinkResolver(
      configuration: configuration, pages: pages, index: index, unread: files.unread,
      programmes: programmes.filter { pages[$0.section.index].isLive }.map(\.files))
    var configuration = configuration
    if configuration.pictures.sizes == nil, files.usesShippedDesign {
      configuration.pictures.sizes = PictureSettings.sizesInShippedDesign
    }
    if configuration.pictures.sizesInGallery == nil, files.usesShippedDesign {
      configuration.pictures.sizesInGallery = PictureSettings.sizesInShippedGallery
    }
    return Site(
      configuration: configuration, options: options, templates: files.templates,
      strings: files.strings, assets: files.assets, cardFonts: files.cardFonts, data: files.data,
      links: links,
      menus: menus(links, tree), pages: pages, index: index,
      withheld: WithheldFiles(
        files, pages: pages, index: index,
        showsSmaller: options.pictureEncoder != nil && configuration.pictures.resizes),
      sections: tree, taxonomies: taxonomies, relations: relations, programmes: programmes,
      formats: configuration.formats, unread: files.unread, published: files.published,
      releases: files.releases)
  }

  /// The menus of `site.yaml`. Of those that the design that ships asks for, a site may leave out any: its main menu is
  /// then that of its sections, and the others are empty.
  private func menus(_ links: LinkResolver, _ tree: SectionTree) -> [[Menu]] {
    var menus = links.menus()
    guard files.usesShippedDesign else { return menus }
    for language in menus.indices {
      for name in ["main", "before", "during", "after", "footer"]
      where !menus[language].contains(where: { $0.name == name }) {
        let sections =
          name == "main" ? tree.homes[language].flatMap { tree.sections[$0] } ?? [] : []
        menus[language].append(
          Menu(
            name: name,
            items: sections.map {
              MenuItem(
                title: pages[$0.index].title, titleLanguage: pages[$0.index].textLanguage,
                target: .page($0, suffix: ""), children: [])
            }))
      }
    }
    return menus
  }
}

extension Page {
  /// The last part of the address: as the page says, else its file's name.
  fileprivate var ownComponent: String {
    fields[.slug]?.text.map(addressComponent) ?? addressComponent(id)
  }
}

/// What comes before the last slash of a path.
private func folder(of path: String) -> String {
  let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex
  return String(path[..<slash])
}
