import CivilTime
import Content
import Diagnostics
import Markdown
import SiteModel
import Templates

/// A page as templates see it. Every answer is looked up when it is asked for; nothing is copied.
struct PageView: TemplateObject {
  let context: RenderContext
  let id: PageID
  /// The page's text, ready: only the page that is being rendered has it at hand.
  var content: [UInt8]?
  /// Which page of its list, from 1: a further one has an address of its own.
  var number = 1

  var page: Page { _read { yield context.site.pages[id.index] } }

  private var site: Site { context.site }

  var typeName: String { page.isSection ? "section" : site.schema.kind(page.kind).name }

  var names: [String] {
    let kind = site.schema.kind(page.kind)
    return PageKey.ofPages.map(\.name).filter { $0 != "content" || !context.hidesTexts }
      + kind.fields.map(\.name)
      + site.schema.inverseNames(ofKind: kind.name)
  }

  var identity: Int? { id.index }

  func value(of name: Name) -> Value? {
    if let attribute = PageKey(rawValue: name.slot), let value = value(of: attribute) {
      return value
    }
    return field(slot: name.slot)
  }

  private var permalink: Permalink { page.permalink.page(number) }

  private func value(of attribute: PageKey) -> Value? {
    switch attribute {
    case .title: return .text(page.title)
    case .description: return .optional(page.fields[.description]?.text)
    case .url: return .text(number == 1 ? context.href(id) : context.href(permalink))
    case .path: return .text(permalink.path)
    case .permalink: return .text(site.absolute(permalink.path))
    case .source: return .text(page.source)
    case .kind: return .text(page.isSection ? "section" : site.schema.kind(page.kind).name)
    case .id: return .text(page.id)
    case .date: return .optional(page.date.map { .date($0) })
    case .updated: return .optional(page.updated.map { .date($0) })
    case .language: return .text(site.configuration.languages[page.language].code)
    case .translations:
      return .list(page.translations.filter { $0 != id && site[$0].isLive }.map(context.view))
    case .content: return context.hidesTexts ? nil : .markup(content ?? context.body(of: id))
    case .summary: return .text(site.summary(of: page))
    case .toc:
      return .list(
        page.fields[.outline]?.boolean == false ? [] : HeadingView.list(page.body.outline))
    case .words: return .integer(page.body.words)
    case .readingMinutes: return .integer((page.body.words + 199) / 200)
    case .ancestors: return .list(site.ancestors(of: id).map(context.view))
    case .section: return .optional(page.section.map(context.view))
    case .previous: return .optional(site.neighbour(of: id, by: -1).map(context.view))
    case .next: return .optional(site.neighbour(of: id, by: 1).map(context.view))
    case .terms: return .object(TermsView(context: context, id: id))
    case .image: return .optional(page.fields[.image].flatMap { value(of: $0) })
    case .extra:
      if case .free(let value)? = page.fields[.extra] {
        return value
      } else {
        return .mapping(Mapping([]))
      }
    case .pages: return context.list(site.sections.pages[id] ?? [])
    case .sections: return context.list(site.sections.sections[id] ?? [])
    case .isSection: return .boolean(page.isSection)
    case .feed:
      return page.hasFeed ? .text(context.href(file: page.permalink.feedPath)) : Value.none
    case .calendar:
      return .optional(site.calendar(of: id).map { context.view($0.scope, of: $0.programme) })
    case .structuredData: return .optional(site.structuredData(of: id))
    case .parallel: return .list(site.parallelSessions(of: id).map(context.view))
    case .day: return .optional((page.fields[.start]?.moment?.date).map { .date($0) })
    case .time: return .optional(page.fields[.start]?.moment?.dateTime.map { $0.time.shown })
    case .endTime: return .optional(page.fields[.end]?.moment?.dateTime.map { $0.time.shown })
    default: return nil
    }
  }

  /// A field of the page's kind or the pages that refer to this one under a name; none for a field
  /// that only other kinds have, since a partial serves pages of several kinds.
  private func field(slot: Int) -> Value? {
    guard slot >= 0 else { return nil }
    if let value = page.fields[slot] {
      return context.hidesTexts && value.hasDirectives
        ? nil : self.value(of: value)
    }
    let sources = site.relations.sources(of: page.original, slot: slot)
    if !sources.isEmpty { return .list(sources.map(inverse)) }
    return site.schema.emptyValue(ofSlot: slot)
  }

  private func inverse(_ source: Relations.Source) -> Value {
    let page = context.view(site.page(source.page, in: page.language))
    guard let record = source.record?.value else { return page }
    let asking = self.page.original
    var mapping = Mapping()
    mapping[site.schema.kinds[site[source.page].kind].name] = page
    for name in record.names {
      let said = record[name]
      if said?.page == asking { continue }
      mapping[name] = said.map { value(of: $0) } ?? Value.none
    }
    return .mapping(mapping)
  }

  /// What a page said in a field, for templates.
  func value(of value: FieldValue) -> Value {
    switch value {
    case .text(let text): .text(text)
    case .markdown(let document): .markup(context.fill(document, of: id).value)
    case .number(let number): Int(exactly: number).map { .integer($0) } ?? .double(number)
    case .boolean(let boolean): .boolean(boolean)
    case .date(let date): .date(date)
    case .moment(let moment): .moment(moment)
    case .list(let values): .list(values.map { self.value(of: $0) })
    case .record(let record):
      .mapping(
        Mapping(
          record.names.map { name in
            (name, record[name].map { self.value(of: $0) } ?? .none)
          }))
    case .map(let pairs): .mapping(Mapping(pairs.map { ($0.key, self.value(of: $0.value)) }))
    case .free(let value): value
    case .page(let id): context.view(site.page(id, in: page.language))
    case .address(let address): .text(context.href(address))
    case .reference(let name, _), .file(let name, _): .text(name)
    case .textByLanguage, .raw: .none
    }
  }
}

extension RenderContext {
  /// A page as a template's value.
  func view(_ id: PageID) -> Value { .object(PageView(context: self, id: id)) }
}

extension Site {
  /// The sections above a page, the home page first.
  func ancestors(of id: PageID) -> [PageID] {
    var ancestors: [PageID] = []
    var section = self[id].section
    while let current = section {
      ancestors.append(current)
      section = self[current].section
    }
    return ancestors.reversed()
  }

  /// The page that comes before or after another in their section.
  func neighbour(of id: PageID, by step: Int) -> PageID? {
    guard let section = self[id].section, self[id].role == .content,
      let siblings = sections.pages[section]
    else { return nil }
    let place = sections.rank[id.index] + step
    return siblings.indices.contains(place) ? siblings[place] : nil
  }
}

extension TimeOfDay {
  /// `13:30`.
  var shown: Value { .text(String(description.prefix(5))) }
}
