import CivilTime
package import Content
import ContentSchema
import Diagnostics
import Markdown
import Planners
import Programme
import SiteModel
import SiteSettings
import SourceFormats
import Text

/// What an import needs to know about the site.
package struct ImportTarget: Sendable {
  let configuration: SiteConfiguration
  let files: Set<String>
  private var pages: [String: ParsedPage] = [:]
  private var byKind: [Int: [ParsedPage]] = [:]
  /// By folder, the first page that is a row of its spreadsheet.
  private var rows: [String: ParsedPage] = [:]
  private var sections: [String: ParsedPage] = [:]
  private var defaults = SectionDefaults()
  /// What earlier imports made.
  let memory: ImportMemory

  package init(_ site: SiteFiles, remembering memory: ImportMemory = ImportMemory()) {
    self.memory = memory
    configuration = site.configuration
    files = Set(site.files)
    let language = site.configuration.languages.first?.code
    for page in site.pages.map(\.value) where page.language == language {
      guard !page.isSection else {
        sections[page.path] = page
        if case .raw(let node)? = page.fields[.defaults] {
          defaults.entries.append(.init(components: page.components, values: node.entries ?? []))
        }
        continue
      }
      if page.isRow && rows[page.folder] == nil { rows[page.folder] = page }
      if pages[page.path] == nil { pages[page.path] = page }
      byKind[page.kind, default: []].append(page)
    }
  }

  var schema: Schema { configuration.schema }
  var zone: Zone { configuration.zone }
  var language: String { configuration.languages.first?.code ?? "en" }

  var markdown: MarkdownOptions {
    MarkdownOptions(language: language, rawHTML: configuration.allowsRawHTML)
  }

  func page(at path: String) -> ParsedPage? { pages[path] }

  /// The first page that is a row of a folder's spreadsheet, `nil` if there is none.
  func firstRow(in folder: String) -> ParsedPage? { rows[folder] }

  func pages(ofKind kind: String) -> [ParsedPage] {
    schema.kindNumber(kind).flatMap { byKind[$0] } ?? []
  }

  /// Gives the things that a planner lists the ids of their pages: those that earlier imports gave, and new ones for others.
  ///
  /// - Parameters:
  ///   - things: each with its own ids, and what a new page would be called after.
  ///   - written: the ids of pages that the editor has written, if any.
  func ids(
    for things: [(keys: [String], name: String)], _ scope: ImportMemory.Scope,
    written: [String?] = []
  ) -> [(id: String, keys: [String])] {
    // An id that several have tells nothing. What has none is known by its name, and by its number if several are called so.
    var counts: [String: Int] = [:]
    for key in things.flatMap(\.keys) { counts[key, default: 0] += 1 }
    var names = UniqueIDs()
    let keyed = things.map { thing in
      let keys = thing.keys.filter { counts[$0] == 1 }
      if keys.isEmpty { return [nameKey(names.next(for: thing.name, otherwise: scope.kind))] }
      // Not every export has the ids of rooms and tracks.
      return ["room", "track"].contains(scope.kind) ? keys + [nameKey(slug(thing.name))] : keys
    }
    var ids = UniqueIDs()
    for id in written.compactMap(\.self) { _ = ids.take(id) }
    var known: [String?] = things.indices.map { written.indices.contains($0) ? written[$0] : nil }
    // A name counts only where no id does.
    for isName in [false, true] {
      for index in things.indices where known[index] == nil {
        let keys = keyed[index].filter { $0.hasPrefix("name:") == isName }
        known[index] = memory.entry(of: keys, scope).flatMap { ids.take($0.id) ? $0.id : nil }
      }
    }
    let claimed = Set(memory.entries(scope).map(\.id))
    return things.indices.map { index in
      if let id = known[index] { return (id, keyed[index]) }
      let id = ids.next(for: things[index].name, otherwise: scope.kind) { id in
        !claimed.contains(id) && mayBe(scope.kind, scope.folder + "/" + id)
      }
      return (id, keyed[index])
    }
  }

  /// Whether a path is free, or a page of the kind is there.
  private func mayBe(_ kind: String, _ path: String) -> Bool {
    if sections[path] != nil { return false }
    guard let page = pages[path] else { return true }
    return page.isBroken || schema.kind(page.kind).name == kind
  }

  func hasSection(_ folder: String) -> Bool { sections[folder] != nil }

  /// The kind of the pages of a folder that don't name a kind.
  func defaultKind(in folder: String) -> String? {
    let components = folder.split(separator: "/").map(String.init) + [""]
    return defaults.values(for: components).first { $0.key == "kind" }?.value.text
  }

  /// Whether a folder's sessions belong to a programme.
  func isInProgramme(_ folder: String) -> Bool { programme(of: folder) != nil }

  /// When a day of the programme ends that a folder's sessions belong to.
  func dayEnds(in folder: String) -> TimeOfDay {
    programme(of: folder)?.fields.dayEnds.value ?? EventDays.usualEnd
  }

  private func programme(of folder: String) -> ParsedPage? {
    sections.values.filter { section in
      section.fields[.programme]?.boolean == true
        && (section.path == folder || folder.isBelow(section.path))
    }.max { $0.path.utf8.count < $1.path.utf8.count }
  }

  /// The folder for pages of a kind: the section for such pages beside another folder, otherwise a new one
  /// with the kind's usual name there.
  func folder(forKind kind: String, beside folder: String) -> String {
    let parent = folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
    let known = sections.keys.sorted().first {
      defaultKind(in: $0) == kind && (parentFolder($0) == parent)
    }
    return known ?? (parent.isEmpty ? "" : parent + "/") + KindDefaults(ofKind: kind).folder
  }

  /// The folder for pages of a kind if the editor names none: the first section for such pages.
  func folder(forKind kind: String) -> String {
    sections.keys.sorted {
      ($0.split(separator: "/").count, $0) < ($1.split(separator: "/").count, $1)
    }
    .first { !$0.isEmpty && defaultKind(in: $0) == kind } ?? KindDefaults(ofKind: kind).folder
  }
}

private func parentFolder(_ folder: String) -> String? {
  if folder.isEmpty { return nil }
  return folder.lastIndex(of: "/").map { String(folder[..<$0]) } ?? ""
}

/// The path below `content/` of a folder as `--into` names it. `nil` if it is outside.
package func importFolder(_ written: String) -> String? {
  var components = written.split(separator: "/").map(String.init).filter { $0 != "." }
  if components.first == "content" { components.removeFirst() }
  guard !written.hasPrefix("/") || components.isEmpty == false, !components.isEmpty,
    components.allSatisfy({ !$0.hasPrefix(".") && !$0.hasPrefix("_") && writtenComponent($0) == $0 }
    )
  else { return nil }
  return components.joined(separator: "/")
}
