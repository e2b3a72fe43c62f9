/// The names that are known to the code: what a page may set, and what templates may ask a page, a
/// site and the things around them for.
///
/// A template's names become these cases when it is compiled, so rendering compares numbers and no
/// strings. The case `readingMinutes` is the name `reading_minutes`.
package enum PageKey: Int, CaseIterable {
  // pages
  case title, description, url, path, permalink, source, kind, id, date, updated, language
  case translations, content, summary, toc, words, readingMinutes, ancestors, section, previous
  case next, terms, image, extra, pages, sections, isSection, feed, day, time, endTime
  // what pages set and templates seldom ask for
  case weight, template, slug, aliases, draft, publish, expires, outline, search, sitemap
  case sort, paginate, defaults, programme
  // site
  case baseUrl, languages, timezone, taxonomies, data
  // lists
  case number, total, first, last, name, count, term, taxonomy
  // languages, menus and outlines
  case code, current, isTranslated, active, children, level
  // programme
  case days, slots, sessions, unscheduled, rooms, tracks, start, end, isParallel, session
  case calendar, webcal, scheduleJson, scheduleXml, phase, structuredData, firstDay, lastDay
  case parallel, grid, cells, row, rows, column, columns, endIsAssumed
  // files
  case type, size, width, height
}

extension PageKey {
  /// Every attribute's name, by its slot.
  static let names: [String] = allCases.map { attribute in
    "\(attribute)".reduce(into: "") { name, letter in
      name += letter.isUppercase ? "_" + letter.lowercased() : String(letter)
    }
  }

  package var slot: Int { rawValue }
  package var name: String { PageKey.names[rawValue] }

  /// The names a page has whatever its kind: what no field may be called.
  package static let ofPages: [PageKey] = [
    .title, .description, .url, .path, .permalink, .source, .kind, .id, .date, .updated, .language,
    .translations, .content, .summary, .toc, .words, .readingMinutes, .ancestors, .section,
    .previous, .next, .terms, .image, .extra, .pages, .sections, .isSection, .feed, .day,
    .time, .endTime, .calendar, .structuredData, .parallel,
  ]
}
