import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Programme
import Prose
import SiteSettings

extension Assembly {
  /// Makes a page for each day of a programme that has several and no page of its own for it (`held_on`), in each
  /// language that has the programme. Only the design that ships has a template for these.
  mutating func addDayPages() {
    let schema = configuration.schema
    guard files.usesShippedDesign, let day = schema.kindNumber("day"),
      let session = schema.kindNumber("session"), let heldOn = schema.slot(of: "held_on")
    else { return }
    let sections = pages.indices.filter {
      pages[$0].isSection && pages[$0].fields[.programme]?.boolean == true
    }
    .sorted { pages[$0].parsed.value.components.count > pages[$1].parsed.value.components.count }
    guard !sections.isEmpty else { return }
    var moments: [String: [CivilMoment]] = [:]
    var written: [String: Set<CivilDate>] = [:]
    for page in pages where page.kind == session || page.kind == day {
      guard options.includesDrafts || page.publication(at: now) == .live,
        let section = nearest(sections, to: page.path, pathOf: { pages[$0].path })
      else { continue }
      if let date = page.fields[heldOn]?.date, page.kind == day {
        written[pages[section].path, default: []].insert(date)
      } else if let start = page.fields[.start]?.moment, page.kind == session {
        moments[pages[section].path, default: []].append(start)
      }
    }
    for number in sections {
      let path = pages[number].path
      let days = dates(of: moments[path] ?? [], dayEnds: pages[number].fields.dayEnds.value)
      guard days.count > 1 else { continue }
      for date in days where written[path]?.contains(date) != true {
        for language in languages(ofDaysIn: number, among: sections) {
          addDayPage(date, day, heldOn, in: number, language)
        }
      }
    }
  }

  /// The languages that a programme's section gives its days: its own, and for the first of its versions those that show
  /// what is not translated, since nobody writes these pages.
  private func languages(ofDaysIn number: Int, among sections: [Int]) -> [Int] {
    let versions = sections.filter { pages[$0].path == pages[number].path }.map {
      pages[$0].language
    }
    guard pages[number].language == versions.min() else { return [pages[number].language] }
    return [pages[number].language]
      + configuration.languages.indices.filter {
        !versions.contains($0) && showsUntranslated($0)
      }
  }

  private func dates(of moments: [CivilMoment], dayEnds: TimeOfDay) -> [CivilDate] {
    let days = EventDays(ending: dayEnds, startsOfSessions: moments.compactMap(\.dateTime))
    return Set(moments.map { $0.dateTime.map(days.date) ?? $0.date }).sorted()
  }

  private mutating func addDayPage(
    _ date: CivilDate, _ kind: Int, _ heldOn: Int, in section: Int, _ language: Int
  ) {
    let section = pages[section]
    let place = section.location
    var fields = PageFields()
    // In a list by title the days follow each other as they do in time.
    fields.set(PageKey.title.slot, .text(date.description), at: place)
    let key = SortKey(fields, collations[language])
    fields.set(PageKey.title.slot, .text(title(of: date, in: language)), at: place)
    fields.set(heldOn, .date(date), at: place)
    let parsed = ParsedPage(
      source: section.source, location: place, folder: section.folder,
      components: section.parsed.value.components + [date.description],
      language: configuration.languages[language].code, isSection: false, kind: kind,
      fields: fields, sortKey: key, body: MarkdownDocument())
    let id = PageID(index: pages.count)
    pages.append(
      Page(
        role: .content, parsed: Shared(parsed), language: language, kind: kind, fields: fields,
        permalink: Permalink([]), original: id, translations: [id], sortKey: key))
  }

  /// `Tuesday 14 May`, as the design's words say how a day is written.
  private func title(of date: CivilDate, in language: Int) -> String {
    let code = configuration.languages[language].code
    guard let format = configuration.formats[language],
      let written = files.strings.text("date.short", language: code)
    else { return date.description }
    do {
      return try format.format(.date(date), pattern: written)
    } catch {
      // Templates that show a day tell of a pattern that is none.
      return date.description
    }
  }
}
