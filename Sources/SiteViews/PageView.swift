import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Prose
import SiteModel
import SiteSettings
import Templates
import Web

/// A page as templates see it. Every answer is computed when it is asked for; nothing is copied.
struct PageView: DeclaredView {
  let context: RenderContext
  let id: PageID
  /// Whether this is the variable `page`: further pages of a list have an address of their own there.
  var isVariable = false

  private var listIndex: Int { isVariable ? context.rendered?.listIndex ?? 1 : 1 }

  var page: Page { _read { yield context.site.pages[id.index] } }
  var site: Site { context.site }

  static let thing = "page"
  static let title = "a page"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<PageView>] = [
    Attribute("title", .text, "as in the front matter, or else the file's name") {
      .text($0.site.title(of: $0.id))
    },
    Attribute("description", .text, "as in the front matter") {
      .optional($0.value(.description)?.text)
    },
    Attribute("url", .address, "its address, ready for `href`") { view in
      .text(view.listIndex == 1 ? view.context.href(view.id) : view.context.href(view.permalink))
    },
    Attribute("path", .address, "its address from the site's root: `/programme/opening/`") {
      .text($0.permalink.path)
    },
    Attribute("permalink", .address, "its whole address") {
      .text($0.site.absolute($0.permalink.path))
    },
    Attribute("source", .text, "its file: `content/programme/opening.md`") {
      .text($0.page.source)
    },
    Attribute("kind", .text, "`session`, `page`, …; `section` for a section") {
      .text($0.typeName)
    },
    Attribute("id", .text, "the last part of its path") { .text($0.page.id) },
    Attribute("date", .thing("date"), "its [day](#date), if given") {
      .optional($0.value(.date)?.moment.map { .moment($0) })
    },
    Attribute("updated", .thing("date"), "the [day](#date) of its last change, if given") {
      .optional($0.value(.updated)?.date.map { .date($0) })
    },
    Attribute("language", .text, "the code of its language") {
      .text($0.site.configuration.languages[$0.site.language(of: $0.id)].code)
    },
    Attribute(
      "text_language", .text,
      "the code of the language that its text is in: another one than `language` for a page that is shown untranslated"
    ) {
      .text($0.site.textLanguageCode(of: $0.id))
    },
    Attribute(
      "is_translated", .number,
      "whether it has words of its own in its language; if not, it shows those of its original"
    ) {
      .boolean(!$0.page.isShown)
    },
    Attribute(
      "canonical", .address,
      "the whole address that search engines should know: its own, or of an untranslated page the original's"
    ) { view in
      let canonical = view.site[view.site.canonical(view.id)].permalink
      return .text(view.site.absolute(canonical.page(view.listIndex).path))
    },
    Attribute(
      "translations", .list(.thing("page")),
      "the same page in the other languages that it is translated to"
    ) { view in
      let others = view.page.translations.filter {
        $0 != view.id && view.site[$0].isLive && !view.site[$0].isShown
      }
      return .list(others.map(view.context.view))
    },
    Attribute("content", .text, "its text as HTML") { view in
      if view.context.hidesTexts { return nil }
      return .markup(view.context.body(of: view.id))
    },
    Attribute(
      "summary", .text, "its description, or else the beginning of its text, without markup"
    ) {
      .text($0.site.summary(of: $0.page))
    },
    Attribute(
      "toc", .list(.thing("heading")),
      "its outline: a list of [headings](#heading); empty with `outline: false`"
    ) { view in
      let isWanted = view.value(.outline)?.boolean != false
      return .list(isWanted ? HeadingView.outermost(of: view.page.body.outline) : [])
    },
    Attribute("words", .number, "how many words its text has") { .integer($0.page.body.words) },
    Attribute("reading_minutes", .number, "how long reading its text takes") {
      .integer(($0.page.body.words + 199) / 200)
    },
    Attribute("ancestors", .list(.thing("page")), "the sections above, the home page first") {
      .list($0.site.ancestors(of: $0.id).map($0.context.view))
    },
    Attribute("section", .thing("page"), "the section it is in") {
      .optional($0.site.section(of: $0.id).map($0.context.view))
    },
    Attribute("previous", .thing("page"), "the page before it in its section") {
      .optional($0.site.neighbour(of: $0.id, by: -1).map($0.context.view))
    },
    Attribute("next", .thing("page"), "the page after it in its section") {
      .optional($0.site.neighbour(of: $0.id, by: 1).map($0.context.view))
    },
    Attribute(
      "terms", .thing("terms"), "its [terms](#term) by taxonomy: `page.terms.topics`"
    ) {
      .object(TermsView(context: $0.context, id: $0.id))
    },
    Attribute("image", .address, "the address of its picture") { view in
      .optional(view.value(.image).flatMap { view.value(of: $0) })
    },
    Attribute(
      "card", .thing("card"),
      "the [card](#card) that messengers show with a link to it: its own, or the site's; none if it has an `image`, or the site a picture for all pages, and without `cards: true` in site.yaml"
    ) { view in
      .optional(
        view.site.sharedCard(of: view.id).map { .object(CardView(context: view.context, path: $0)) }
      )
    },
    Attribute("extra", .anything, "what the front matter has under `extra:`") {
      guard case .free(let value)? = $0.value(.extra) else { return .mapping(Mapping([])) }
      return value
    },
    Attribute("pages", .list(.thing("page")), "of a section: the pages in it") {
      $0.context.list($0.site.sections.pages[$0.id] ?? [])
    },
    Attribute("sections", .list(.thing("page")), "of a section: the sections right below it") {
      $0.context.list($0.site.sections.sections[$0.id] ?? [])
    },
    Attribute(
      "has_page", .number,
      "whether it has a page of its own; an entry that says `page: false` has its section's address"
    ) {
      .boolean($0.page.hasOwnPage)
    },
    Attribute("is_section", .number, "whether it is a section") { .boolean($0.page.isSection) },
    Attribute("is_home", .number, "whether it is the home page, in any language") {
      .boolean($0.page.isSection && $0.page.path.isEmpty)
    },
    Attribute("feed", .address, "of a section: the address of its Atom feed") {
      let owner = $0.site[$0.site.canonical($0.id)]
      return owner.hasFeed
        ? .text($0.context.href(file: owner.permalink.feedPath.text)) : Value.none
    },
    Attribute("day", .thing("date"), "of a session: the [day](#date) of its start") {
      .optional(($0.value(.start)?.moment?.date).map { .date($0) })
    },
    Attribute("time", .text, "of a session: the time of its start, `13:30`") {
      $0.shownTime(of: .start)
    },
    Attribute("end_time", .text, "of a session: the time of its end") {
      $0.shownTime(of: .end)
    },
    Attribute(
      "calendar", .thing("calendar"),
      "of a session, a speaker and a track: its [calendar](#calendar); none without a day that is known"
    ) { view in
      .optional(
        view.site.calendar(of: view.id).map { view.context.view($0.scope, of: $0.programme) })
    },
    Attribute(
      "structured_data", .anything,
      "what search engines learn about an event, a person, an organisation or news, see [below](#structured-data); none on other pages"
    ) {
      .optional($0.site.structuredData(of: $0.id))
    },
    Attribute(
      "track_number", .number,
      "of a session and a track: the number of the track's colour, 1 to 8; none without a track"
    ) { view in
      .optional(view.site.trackNumber(of: view.id).map { .integer($0) })
    },
    Attribute(
      "change", .thing("change"),
      "of a session: how it is another one than visitors knew some days ago, as many as `changes_shown` of the [event](site.md#all-keys) says: a [change](#change), or none"
    ) { view in
      .optional(
        view.site.recentChange(of: view.id).flatMap { view.context.view($0, of: view.id) })
    },
    Attribute(
      "parallel", .list(.thing("page session")),
      "of a session: the sessions that go on while it does, without its parent and parts"
    ) {
      .list($0.site.parallelSessions(of: $0.id).map($0.context.view))
    },
  ]

  // MARK: Names that depend on the page's kind

  var typeName: String { page.isSection ? "section" : site.schema.kind(page.kind).name }

  var names: [String] {
    let kind = site.schema.kind(page.kind)
    return PageView.list.map(\.name).filter { $0 != "content" || !context.hidesTexts }
      + kind.fields.map(\.name) + site.schema.inverseNames(ofKind: kind.name)
  }

  var identity: Int? { id.index }

  func value(of name: Name) -> Value? {
    PageView.attributes.value(of: name, in: self) ?? field(slot: name.slot)
  }

  private func shownTime(of key: PageKey) -> Value {
    .optional(value(key)?.moment?.dateTime.map { site.shown($0.time) })
  }

  private func value(_ key: PageKey) -> FieldValue? { site.value(key, of: id) }

  /// A further page of a list has an address of its own.
  private var permalink: Permalink { page.permalink.page(listIndex) }

  /// A field of the page's kind, or the pages that refer to this one under a name; none for a field
  /// that only other kinds have, since a partial serves pages of several kinds.
  private func field(slot: Int) -> Value? {
    guard slot >= 0 else { return nil }
    if let value = site.value(atSlot: slot, of: id) {
      return context.hidesTexts && value.hasDirectives ? nil : self.value(of: value)
    }
    let sources = site.relations.sources(of: page.original, slot: slot)
    if !sources.isEmpty { return .list(sources.map(inverse)) }
    return site.emptyValue(ofSlot: slot)
  }

  /// A page that refers to this one, with the rest of the record that it does so in.
  private func inverse(_ source: Relations.Source) -> Value {
    let page = context.view(site.page(source.page, in: page.language))
    guard let record = source.record?.value else { return page }
    let original = self.page.original
    var mapping = Mapping()
    mapping[site.schema.kinds[site[source.page].kind].name] = page
    for name in record.names {
      let value = record[name]
      if value?.page == original { continue }
      mapping[name] = value.map { self.value(of: $0) } ?? Value.none
    }
    return .mapping(mapping)
  }

  /// The value of a field for templates.
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
    var section = section(of: id)
    while let current = section {
      ancestors.append(current)
      section = self.section(of: current)
    }
    return ancestors.reversed()
  }

  /// The page that comes before or after another in their section.
  func neighbour(of id: PageID, by step: Int) -> PageID? {
    guard let section = section(of: id), self[id].role == .content,
      let siblings = sections.pages[section]
    else { return nil }
    var index = sections.rank[id.index] + step
    while siblings.indices.contains(index), !self[siblings[index]].hasOwnPage { index += step }
    return siblings.indices.contains(index) ? siblings[index] : nil
  }
}
