package import Content
package import Diagnostics
package import Programme
package import SiteModel

/// What one file in the output folder is made from. A value, so a plan can be printed and compared.
package enum Recipe: Hashable, Sendable {
  /// A page, or the first page of its list.
  case page(PageID)
  /// A further page of a list, from 2.
  case list(PageID, number: Int)
  case feed(PageID)
  /// A calendar of the programme with this number.
  case calendar(programme: Int, CalendarScope)
  /// What apps read of it.
  case schedule(programme: Int, ScheduleFormat)
  case sitemap
  case robots
  /// An old address that leads to a page.
  case redirect(to: PageID)
  /// A file of `content/`, by its path below it.
  case copy(String)
  /// A file of the design, by its name.
  case asset(String)
}

/// A file that the build writes.
package struct Output: Hashable, Sendable {
  /// Below the output folder.
  package var path: String
  package var recipe: Recipe
}

/// Lists every file that the site consists of. Two things that want one path are an error that names
/// both.
package func plan(_ site: Site) -> Diagnosed<[Output]> {
  var planner = Planner(site: site)
  planner.planPages()
  planner.planLists()
  planner.planFeeds()
  planner.planProgrammes()
  planner.planFiles()
  planner.planRedirects()
  planner.checkFolders()
  return Diagnosed(planner.outputs, planner.diagnostics + site.strangersInStyleSheets)
}

private struct Planner {
  let site: Site
  var outputs: [Output] = []
  var diagnostics: [Diagnostic] = []
  private var owners: [String: Int] = [:]

  init(site: Site) {
    self.site = site
    outputs.reserveCapacity(site.pages.count + 64)
    owners.reserveCapacity(site.pages.count + 64)
  }

  // Pages are looked at where they are: copying each of them once takes longer than planning it.

  mutating func planPages() {
    for number in site.pages.indices where site.pages[number].isLive {
      add(site.pages[number].permalink.outputPath, .page(PageID(index: number)))
    }
    add("sitemap.xml", .sitemap)
    if !site.index.files.contains("robots.txt") { add("robots.txt", .robots) }
  }

  mutating func planLists() {
    for number in site.pages.indices where site.pages[number].isLive {
      if site.pages[number].role == .content { continue }
      let id = PageID(index: number)
      let count = site.pager(of: id).count
      for number in 1..<max(count, 1) {
        add(site[id].permalink.page(number + 1).outputPath, .list(id, number: number + 1))
      }
    }
  }

  mutating func planFeeds() {
    for number in site.pages.indices
    where site.pages[number].isLive && site.pages[number].hasFeed {
      add(site.pages[number].permalink.feedPath, .feed(PageID(index: number)))
    }
  }

  mutating func planProgrammes() {
    for (number, programme) in site.programmes.enumerated()
    where site[programme.section].isLive {
      let files = programme.files
      for scope in files.scopes {
        if let path = files.path(of: scope) { add(path, .calendar(programme: number, scope)) }
      }
      for format in ScheduleFormat.allCases {
        if let path = files.path(of: format) { add(path, .schedule(programme: number, format)) }
      }
    }
  }

  mutating func planFiles() {
    for file in site.index.files.sorted() { add(file, .copy(file)) }
    for asset in site.assets.all { add(asset.outputPath, .asset(asset.name)) }
  }

  mutating func planRedirects() {
    let slot = PageKey.aliases.slot
    for number in site.pages.indices
    where site.pages[number].isLive && site.pages[number].role != .notFound {
      guard let aliases = site.pages[number].fields[slot]?.list else { continue }
      let page = site.pages[number]
      guard page.fields.location(of: slot)?.file == page.source else { continue }
      for alias in aliases.compactMap(\.text) {
        if let permalink = Permalink(written: alias) {
          add(permalink.outputPath, .redirect(to: PageID(index: number)))
        } else {
          diagnostics.append(
            .error(
              "'\(alias)' is no address", at: page.fields.location(of: slot),
              help: "write it from the site's root, like /old/address/"))
        }
      }
    }
  }

  /// A file cannot have the name of a folder that other files lie in.
  mutating func checkFolders() {
    // Folders that no file is called like, and none above them either: each is looked at once.
    var free: Set<String> = []
    for output in outputs {
      var way: [String] = []
      var isFree = true
      var end = output.path.utf8.endIndex
      while let slash = output.path.utf8[..<end].lastIndex(of: UInt8(ascii: "/")) {
        end = slash
        let folder = String(output.path[..<slash])
        if free.contains(folder) { break }
        way.append(folder)
        guard let owner = owners[folder] else { continue }
        isFree = false
        diagnostics.append(
          .error(
            "\(describe(outputs[owner].recipe)) is a file at /\(folder), and \(describe(output.recipe)) lies in a folder of that name",
            at: place(of: output.recipe), help: "rename one of them"))
      }
      if isFree { free.formUnion(way) }
    }
  }

  private mutating func add(_ path: String, _ recipe: Recipe) {
    guard let owner = owners[path] else {
      owners[path] = outputs.count
      outputs.append(Output(path: path, recipe: recipe))
      return
    }
    diagnostics.append(
      .error(
        "\(describe(recipe)) and \(describe(outputs[owner].recipe)) have one address, /\(shown(path))",
        at: place(of: recipe), help: "give one of them another name, slug or url"))
  }

  private func shown(_ path: String) -> String {
    path.hasSuffix("index.html") ? String(path.dropLast("index.html".count)) : path
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
    case .calendar(let number, let scope): describe(scope, of: site.programmes[number])
    case .schedule(let number, let format):
      "schedule.\(format.rawValue) of \(site[site.programmes[number].section].shownSource)"
    case .sitemap: "the sitemap"
    case .robots: "robots.txt"
    }
  }

  private func describe(_ scope: CalendarScope, of programme: ProgrammeSection) -> String {
    switch scope {
    case .whole: "the calendar of \(site[programme.section].shownSource)"
    case .day(let day): "the calendar of \(programme.schedule.days[day].date)"
    case .session(let number): "the calendar of \(site[programme.sessions[number]].shownSource)"
    case .person(let number): "the calendar of \(programme.schedule.people[number].name)"
    case .track(let number): "the calendar of \(site[programme.tracks[number]].shownSource)"
    }
  }

  private func place(of recipe: Recipe) -> SourceLocation? {
    switch recipe {
    case .page(let id), .list(let id, _), .feed(let id): placeOfAddress(site[id])
    case .redirect(let id): site[id].fields.location(of: PageKey.aliases.slot)
    case .copy(let path): SourceLocation(file: "content/" + path)
    case .asset(let name): SourceLocation(file: "templates/assets/" + name)
    case .calendar(let number, .session(let session)):
      placeOfAddress(site[site.programmes[number].sessions[session]])
    case .calendar(let number, _), .schedule(let number, _):
      placeOfAddress(site[site.programmes[number].section])
    case .sitemap, .robots: nil
    }
  }
}

/// Where a page's address was written; the page's beginning if its file gave it the name.
private func placeOfAddress(_ page: Page) -> SourceLocation {
  let written = [PageKey.url, .slug].compactMap { page.fields.location(of: $0.slot) }
  return written.first { $0.file == page.source } ?? page.location
}

extension Permalink {
  var feedPath: String { path.dropFirst() + "feed.xml" }
}
