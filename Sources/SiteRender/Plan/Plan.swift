import Content
package import ContentSchema
package import Diagnostics
package import Pictures
package import Programme
package import Search
package import SiteModel
import SiteSettings
import SiteViews
import Text
package import Web

/// What one file in the output folder is made from. A value, so a plan can be printed and compared.
package enum Recipe: Hashable, Sendable {
  /// A page, or the first page of its list.
  case page(PageID)
  /// A further page of a list, from 2.
  case list(PageID, listIndex: Int)
  case feed(PageID)
  /// A calendar of a programme, by its index in the site's programmes.
  case calendar(programme: Int, CalendarScope)
  /// A file of a programme for conference apps.
  case schedule(programme: Int, ScheduleFormat)
  case sitemap
  case robots
  /// An old address that leads to a page.
  case redirect(to: PageID)
  /// What keeps the anchor and the query of an old address.
  case redirectScript
  /// A file of `content/`, by its path below it.
  case copy(String)
  /// A file of the design, by its name.
  case asset(String)
  /// A smaller picture. Which there are is known when pages are rendered, so no plan has them.
  indirect case derived(DerivedPicture)
  /// The picture that messengers show with a link to a page.
  case card(PageID)
  /// A file of the index of a language, by its place among the languages.
  case search(language: Int, SearchFile)
  /// The script that keeps the site on visitors' phones, or that ends it.
  case offlineWorker
  /// What phones keep of a language.
  case offlineList(language: Int)
  /// What a host reads to serve the site.
  case hostFile(HostFile)
}

/// A file that the build writes.
package struct Output: Hashable, Sendable {
  /// Below the output folder.
  package var path: OutputPath
  package var recipe: Recipe
}

/// Lists every file that the site consists of. Two things that want one path are an error that names
/// both.
package func plan(_ site: Site) -> Diagnosed<[Output]> {
  var planner = Planner(site: site)
  planner.planPages()
  planner.planLists()
  planner.planFeeds()
  planner.planCards()
  planner.planProgrammes()
  planner.planFiles()
  planner.planRedirects()
  planner.planSearch()
  planner.planOfflineFiles()
  planner.planHostFiles()
  planner.checkFolders()
  return Diagnosed(
    planner.outputs,
    planner.diagnostics + site.externalResourcesInDesign + site.mistakesInTemplateAddresses
      + site.callsForPagesNotOnSite + site.mistakesInHosting(outputs: planner.outputs)
      + site.vanishedAddresses(outputs: planner.outputs)
      + site.misnamedTemplates)
}

private struct Planner {
  let site: Site
  var outputs: [Output] = []
  var diagnostics: [Diagnostic] = []
  /// The outputs by their paths as disks see them that don't tell small letters from capitals.
  private var owners: [String: Int] = [:]

  init(site: Site) {
    self.site = site
    outputs.reserveCapacity(site.pages.count + 64)
    owners.reserveCapacity(site.pages.count + 64)
  }

  // The loops use indices, because copying each page takes longer than planning it.

  mutating func planPages() {
    for index in site.pages.indices
    where site.pages[index].isLive && site.pages[index].hasOwnPage {
      add(site.pages[index].permalink.outputPath, .page(PageID(index: index)))
    }
    add(OutputPath("sitemap.xml"), .sitemap)
    if !site.index.files.contains("robots.txt") {
      add(OutputPath("robots.txt"), .robots)
    }
  }

  mutating func planLists() {
    for index in site.pages.indices where site.pages[index].isLive {
      if site.pages[index].role == .content { continue }
      let id = PageID(index: index)
      let count = site.pager(of: id).count
      for listIndex in 1..<max(count, 1) {
        add(site[id].permalink.page(listIndex + 1).outputPath, .list(id, listIndex: listIndex + 1))
      }
    }
  }

  mutating func planFeeds() {
    for index in site.pages.indices
    where site.pages[index].isLive && site.pages[index].hasFeed {
      add(site.pages[index].permalink.feedPath, .feed(PageID(index: index)))
    }
  }

  mutating func planCards() {
    guard site.hasCards else { return }
    for index in site.pages.indices {
      let id = PageID(index: index)
      if site.cardTemplate(of: id) != nil { add(site[id].permalink.cardPath, .card(id)) }
    }
  }

  mutating func planProgrammes() {
    for (index, programme) in site.programmes.enumerated()
    where site[programme.section].isLive {
      let files = programme.files
      for scope in files.scopes {
        if let path = files.path(of: scope) {
          add(OutputPath(path), .calendar(programme: index, scope))
        }
      }
      for format in ScheduleFormat.allCases {
        if let path = files.path(of: format) {
          add(OutputPath(path), .schedule(programme: index, format))
        }
      }
    }
  }

  mutating func planFiles() {
    for file in site.index.files.sorted() { add(OutputPath(file), .copy(file)) }
    for asset in site.assets.all { add(asset.outputPath, .asset(asset.name)) }
  }

  mutating func planRedirects() {
    let slot = PageKey.aliases.slot
    var hasRedirects = false
    for index in site.pages.indices
    where site.pages[index].isLive && !site.pages[index].isShown
      && site.pages[index].role != .notFound
    {
      guard let aliases = site.pages[index].fields[slot]?.list else { continue }
      let page = site.pages[index]
      guard page.fields.location(of: slot)?.file == page.source else { continue }
      for alias in aliases.compactMap(\.text) {
        do throws(AddressRefusal) {
          add(try Permalink(alias: alias).outputPath, .redirect(to: PageID(index: index)))
          hasRedirects = true
        } catch {
          diagnostics.append(
            error.diagnostic(
              RenderCode.aliasInvalid, alias, at: page.fields.location(of: slot),
              example: "/old/address/"))
        }
      }
    }
    if hasRedirects { add(redirectScriptPath, .redirectScript) }
  }

  mutating func planSearch() {
    for (path, recipe) in site.searchFiles { add(path, recipe) }
  }

  mutating func planOfflineFiles() {
    for (path, recipe) in site.offlineFiles { add(path, recipe) }
  }

  mutating func planHostFiles() {
    for file in site.hostFiles where !file.liesBeside {
      add(OutputPath(file.rawValue), .hostFile(file))
    }
  }

  /// Reports files that have the name of a folder that other files lie in.
  mutating func checkFolders() {
    // Folders that no file has the name of, nor any folder above them: each is checked once.
    var free: Set<String> = []
    for output in outputs {
      let path = output.path.folded
      var way: [String] = []
      var isFree = true
      var end = path.utf8.endIndex
      while let slash = path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
        end = slash
        let folder = String(path[..<slash])
        if free.contains(folder) { break }
        way.append(folder)
        guard let owner = owners[folder] else { continue }
        isFree = false
        diagnostics.append(
          .error(
            RenderCode.fileNamedLikeFolder,
            "\(describe(outputs[owner].recipe)) is a file at /\(outputs[owner].path), and \(describe(output.recipe)) lies in a folder of that name",
            at: location(of: output.recipe), help: "rename one of them"))
      }
      if isFree { free.formUnion(way) }
    }
  }

  private mutating func add(_ path: OutputPath, _ recipe: Recipe) {
    if let part = path.overlongPart { return refuse(part, of: recipe) }
    let folded = path.folded
    guard let owner = owners[folded] else {
      owners[folded] = outputs.count
      outputs.append(Output(path: path, recipe: recipe))
      return
    }
    let other = outputs[owner]
    if areOfOnePath(recipe, other.recipe) { return }
    if let mistake = rowsWithOneID(recipe, other.recipe) {
      diagnostics.append(mistake)
      return
    }
    let both = "\(describe(recipe)) and \(describe(other.recipe))"
    let message =
      other.path == path
      ? "\(both) have one address, /\(shown(path))"
      : "\(both) have addresses that differ only in capitals, /\(shown(path)) and /\(shown(other.path)), and many disks and hosts take these for one"
    diagnostics.append(
      .error(
        RenderCode.addressTaken, message, at: location(of: recipe),
        help: help(for: recipe, other.recipe)))
  }

  /// Whether both are calendars of sessions that have one address themselves, which is told.
  private func areOfOnePath(_ recipe: Recipe, _ other: Recipe) -> Bool {
    guard case .calendar(let first, .session(let a)) = recipe,
      case .calendar(let second, .session(let b)) = other
    else { return false }
    return site[site.programmes[first].sessions[a]].path
      == site[site.programmes[second].sessions[b]].path
  }

  /// Two rows of a file that have the same id. `nil` if it is something else that has one address.
  private func rowsWithOneID(_ recipe: Recipe, _ other: Recipe) -> Diagnostic? {
    guard case .page(let second) = recipe, case .page(let first) = other,
      site[first].isRow, site[first].source == site[second].source,
      site[first].path == site[second].path
    else { return nil }
    return .error(
      RenderCode.addressTaken,
      "the rows in lines \(site[first].location.line) and \(site[second].location.line) have one id, '\(site[first].id)'",
      at: site[second].location, help: "give one of them another id, or delete it")
  }

  private func help(for recipe: Recipe, _ other: Recipe) -> String {
    switch (recipe, other) {
    case (.redirect, .page), (.redirect, .list): "leave the alias out"
    case (.copy, .copy): "rename one of them"
    case (.card, .copy), (.copy, .card): "rename the file"
    case (.hostFile(let file), _), (_, .hostFile(let file)):
      "take \(file.host.rawValue) out of hosting: in site.yaml to write this file yourself, or remove it"
    default: "give one of them another name, slug or url"
    }
  }

  private mutating func refuse(_ part: Substring, of recipe: Recipe) {
    let help =
      switch recipe {
      case .page, .list, .feed, .card, .calendar, .schedule:
        "give the page a shorter slug or id, or rename its file"
      case .redirect: "leave this old address out"
      default: "give the file a shorter name"
      }
    diagnostics.append(
      .error(
        RenderCode.addressTooLong,
        "the name '\(part.prefix(24))…' of \(describe(recipe)) is \(part.utf8.count) bytes long, and no disk takes more than \(OutputPath.longestName)",
        at: location(of: recipe), help: help))
  }

  private func shown(_ path: OutputPath) -> String {
    let text = path.text
    return text.hasSuffix("index.html") ? String(text.dropLast("index.html".count)) : text
  }

  private func describe(_ recipe: Recipe) -> String {
    switch recipe {
    case .page(let id), .list(let id, _), .feed(let id):
      switch site[id].role {
      case .content, .section:
        site[id].shownSource
      case .taxonomy, .term: "the list of '\(site[id].title)'"
      case .notFound: "the page for addresses that don't exist"
      }
    case .redirect(let id): "the old address of \(site[id].source)"
    case .copy(let path): "content/" + path
    case .asset(let name): "templates/assets/" + name
    case .calendar(let index, let scope): describe(scope, of: site.programmes[index])
    case .schedule(let index, let format):
      "schedule.\(format.rawValue) of \(site[site.programmes[index].section].shownSource)"
    case .sitemap: "the sitemap"
    case .robots: "robots.txt"
    case .redirectScript: "the script of old addresses"
    case .derived(let picture): "a smaller picture of \(picture.source.file)"
    case .card(let id): "the card of \(site[id].shownSource)"
    case .search: "the index of the search"
    case .offlineWorker, .offlineList: "what offline: in site.yaml makes"
    case .hostFile(let file): "what hosting: in site.yaml makes for \(file.host.rawValue)"
    }
  }

  private func describe(_ scope: CalendarScope, of programme: ProgrammeSection) -> String {
    switch scope {
    case .whole: "the calendar of \(site[programme.section].shownSource)"
    case .day(let day): "the calendar of \(programme.schedule.days[day].date)"
    case .session(let id): "the calendar of \(site[programme.sessions[id]].shownSource)"
    case .person(let id): "the calendar of \(programme.schedule.people[id].name)"
    case .track(let id): "the calendar of \(site[programme.tracks[id]].shownSource)"
    }
  }

  private func location(of recipe: Recipe) -> SourceLocation? {
    switch recipe {
    case .page(let id), .list(let id, _), .feed(let id), .card(let id): locationOfAddress(id)
    case .redirect(let id): site[id].fields.location(of: PageKey.aliases.slot)
    case .copy(let path): SourceLocation(file: "content/" + path)
    case .asset(let name): SourceLocation(file: "templates/assets/" + name)
    case .calendar(let index, .session(let session)):
      locationOfAddress(site.programmes[index].sessions[session])
    case .calendar(let index, .person(let person)):
      locationOfAddress(site.programmes[index].people[person])
    case .calendar(let index, .track(let track)):
      locationOfAddress(site.programmes[index].tracks[track])
    case .calendar(let index, _), .schedule(let index, _):
      locationOfAddress(site.programmes[index].section)
    case .hostFile: site.configuration.hosting?.location
    case .derived(let picture): SourceLocation(file: picture.source.file)
    case .search: site.configuration.search?.location
    case .offlineWorker, .offlineList: site.configuration.event?.offlinePlace
    case .sitemap, .robots, .redirectScript: nil
    }
  }

  /// Where a page's address was written; the start of the page if it follows from the file's name. For a term's
  /// page that is the first page with the term.
  private func locationOfAddress(_ id: PageID) -> SourceLocation {
    let page = site[id]
    if case .term(let taxonomy, let term) = page.role {
      let gathered = site.taxonomies[page.language][taxonomy]
      if let first = gathered.terms[term].pages.first,
        let slot = site.schema.slot(of: gathered.name),
        let place = site[first].fields.location(of: slot)
      {
        return place
      }
    }
    let written = [PageKey.url, .slug].compactMap { page.fields.location(of: $0.slot) }
    return written.first { $0.file == page.source } ?? page.location
  }
}

extension Output {
  package init(_ picture: DerivedPicture) {
    self.init(path: picture.path, recipe: .derived(picture))
  }

  /// The smaller picture that it is. `nil` if it is something else.
  package var smallerPicture: DerivedPicture? {
    if case .derived(let picture) = recipe { picture } else { nil }
  }
}
