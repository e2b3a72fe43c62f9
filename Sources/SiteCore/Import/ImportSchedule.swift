import CivilTime
package import Diagnostics
import Markdown
import Programme

private let dayBegins = Schedule.startOfDay

/// Makes content files of a schedule export.
///
/// - Parameter folder: the folder below `content/` for the sessions.
package func importSchedule(
  _ source: SourceText, into site: SiteFiles, folder: String? = nil
) -> Diagnosed<Import> {
  if let mistake = invalidUTF8(in: source) { return Diagnosed(Import(), [mistake]) }
  let json = parseJSONNode(source)
  guard let root = json.value else { return Diagnosed(Import(), json.diagnostics) }
  let target = ImportTarget(site)
  let read = readScheduleExport(root, language: target.language, zone: target.zone)
  guard let export = read.export else {
    return Diagnosed(Import(), source.diagnostics(of: read.findings))
  }
  var maker = ScheduleImport(export: export, target: target, findings: read.findings)
  let made = maker.make(in: folder ?? target.folder(forKind: "session"))
  return Diagnosed(made, source.diagnostics(of: maker.findings))
}

/// Turns a schedule export into pages.
private struct ScheduleImport {
  let export: ImportedSchedule
  let target: ImportTarget
  var findings: [ImportFinding]
  /// The days on which something begins after 5 o'clock.
  private let evenings: Set<CivilDate>
  private var rooms: [String: String] = [:]
  private var tracks: [String: String] = [:]
  private var people: [String] = []
  /// What the schedule calls formats that are none of the site's, with how many sessions have it.
  private var unknownFormats: [(name: String, count: Int, range: Range<Int>)] = []

  init(export: ImportedSchedule, target: ImportTarget, findings: [ImportFinding]) {
    self.export = export
    self.target = target
    self.findings = findings
    let starts = export.sessions.compactMap { session in
      if case .instant(let instant)? = session.start {
        target.zone.civil(atInstant: instant)
      } else {
        nil
      }
    }
    evenings = Set(starts.filter { $0.time >= dayBegins }.map(\.date))
  }

  mutating func make(in folder: String) -> Import {
    var layout = ImportLayout(target)
    let order = sessionsInOrder()
    let rooms = roomPages(order)
    let tracks = trackPages(order)
    let people = peoplePages()
    let sessions = sessionPages(order)
    layout.add(sessions, ofKind: "session", to: folder, asRows: false)
    for (kind, pages) in [("speaker", people), ("room", rooms), ("track", tracks)] {
      layout.add(
        pages, ofKind: kind, to: target.folder(forKind: kind, beside: folder),
        asRows: kind != "speaker")
    }
    if target.hasSection(folder) && !target.isInProgramme(folder) {
      layout.remark(
        "content/\(folder)/_index.md is no programme: add 'programme: true', and times are checked")
    }
    tellWhatIsLeft()
    return layout.made.sorted()
  }

  /// The sessions by their time, so that ids with a number are the same for every order of the file.
  private func sessionsInOrder() -> [ImportedSchedule.Session] {
    func instant(_ session: ImportedSchedule.Session) -> Int {
      switch session.start {
      case .instant(let instant): instant
      case .date(let date): date.daysSince1970 * 86_400
      case nil: .max
      }
    }
    return export.sessions.enumerated().sorted {
      (instant($0.element), $0.offset) < (instant($1.element), $1.offset)
    }.map(\.element)
  }

  // MARK: Rooms, tracks and people

  private mutating func roomPages(_ sessions: [ImportedSchedule.Session]) -> [ImportedPage] {
    var pages: [ImportedPage] = []
    var ids = IDs()
    for room in export.rooms + mentioned(sessions, \.room) where rooms[room.name] == nil {
      var page = ImportedPage(kind: "room", id: ids.next(for: room.name, otherwise: "room"))
      page.set("title", text: room.name)
      page.set("capacity", room.capacity.map { .word(String($0)) })
      page.body = markdown(room.description, of: room.name, at: room.range)
      rooms[room.name] = page.id
      pages.append(page)
    }
    return pages
  }

  private mutating func trackPages(_ sessions: [ImportedSchedule.Session]) -> [ImportedPage] {
    var pages: [ImportedPage] = []
    var ids = IDs()
    for track in export.tracks + mentioned(sessions, \.track) where tracks[track.name] == nil {
      var page = ImportedPage(kind: "track", id: ids.next(for: track.name, otherwise: "track"))
      page.set("title", text: track.name)
      page.set("colour", text: track.colour.map(oneLine))
      page.body = markdown(track.description, of: track.name, at: track.range)
      tracks[track.name] = page.id
      pages.append(page)
    }
    return pages
  }

  private func mentioned(
    _ sessions: [ImportedSchedule.Session], _ name: KeyPath<ImportedSchedule.Session, String?>
  ) -> [ImportedSchedule.Named] {
    sessions.compactMap { session in
      session[keyPath: name].map { .init(name: $0, range: session.range) }
    }
  }

  private mutating func peoplePages() -> [ImportedPage] {
    var ids = IDs()
    return export.people.map { person in
      var page = ImportedPage(kind: "speaker", id: ids.next(for: person.name, otherwise: "speaker"))
      page.set("title", text: person.name)
      page.body = markdown(person.biography, of: person.name, at: person.biographyRange)
      people.append(page.id)
      return page
    }
  }

  // MARK: Sessions

  private mutating func sessionPages(_ sessions: [ImportedSchedule.Session]) -> [ImportedPage] {
    var ids = IDs()
    return sessions.map { session in
      var page = ImportedPage(
        kind: "session", id: ids.next(for: session.title, otherwise: "session"))
      page.set("title", text: session.title)
      page.set("description", text: session.subtitle)
      setTimes(of: session, in: &page)
      page.set("room", session.room.flatMap { rooms[$0] }.map { .word($0) })
      page.set("track", session.track.flatMap { tracks[$0] }.map { .word($0) })
      page.set("format", format(of: session).map { .word($0) })
      page.set("spoken_language", text: session.language.map(languageCode))
      setPeopleAndLinks(of: session, in: &page)
      if session.mayNotBeRecorded {
        page.set("extra", .record([.init(key: "do_not_record", value: .word("true"))]))
      }
      page.body = body(of: session)
      return page
    }
  }

  private mutating func body(of session: ImportedSchedule.Session) -> String {
    let texts = session.texts.map { markdown($0.text, of: session.title, at: $0.range) }
      .filter { !$0.isEmpty }
    guard texts.count > 1 else { return texts.first ?? "" }
    // One may leave open what changes the meaning of the other.
    let whole = texts.joined(separator: "\n\n")
    return markdown(whole, of: session.title, at: session.texts[0].range)
  }

  private mutating func setPeopleAndLinks(
    of session: ImportedSchedule.Session, in page: inout ImportedPage
  ) {
    let people = session.people.map { self.people[$0] }
    var links = session.links
    if people.count == 1, let slides = session.slides {
      links.removeAll { $0.url == slides }
      page.set(
        "speakers",
        .list([
          .record([
            .init(key: "person", value: .word(people[0])),
            .init(key: "slides", value: .text(slides)),
          ])
        ]))
    } else if !people.isEmpty {
      page.set("speakers", .list(people.map { .word($0) }))
    }
    if !links.isEmpty {
      page.set(
        "links",
        .list(
          links.map { link in
            .record([
              .init(key: "title", value: .text(link.title)),
              .init(key: "url", value: .text(link.url)),
            ])
          }))
    }
  }

  /// The times as clocks in the site's zone show them. One that the clocks show twice cannot be written, so
  /// then the day stands alone.
  private mutating func setTimes(of session: ImportedSchedule.Session, in page: inout ImportedPage)
  {
    switch session.start {
    case nil: return
    case .date(let date): page.set("start", .word(date.description))
    case .instant(let instant):
      let start = target.zone.civil(atInstant: instant)
      guard isShownOnce(start) else {
        findings.append(
          .init(
            isError: false,
            message:
              "clocks in \(target.zone.identifier) show \(start.spoken) twice, so '\(session.title)' "
              + "has its day without a time", range: session.range,
            help: "write in \(page.id).md when it is"))
        return page.set("start", .word(start.date.description))
      }
      page.set("start", .word(start.spoken))
      guard let duration = session.duration, duration > 0 else { return }
      let end = target.zone.civil(atInstant: instant + duration)
      if end > limit(ofDayOf: start) {
        setDays(from: start, until: end, of: session, in: &page)
      } else if isShownOnce(end) && end > start {
        page.set("end", .word(end.spoken))
      } else {
        findings.append(
          .init(
            isError: false,
            message:
              "clocks in \(target.zone.identifier) are put back, so '\(session.title)' has no end",
            range: session.range, help: nil))
      }
    }
  }

  /// Until when a session may last that begins then: event days begin at 5 o'clock, and what begins
  /// earlier belongs to the evening before if there is one.
  private func limit(ofDayOf start: CivilDateTime) -> CivilDateTime {
    let isNight = start.time < dayBegins && evenings.contains(start.date.adding(days: -1))
    return CivilDateTime(isNight ? start.date : start.date.adding(days: 1), dayBegins)
  }

  /// A session that outlasts its day has its days without times, as an exhibition has.
  private mutating func setDays(
    from start: CivilDateTime, until end: CivilDateTime, of session: ImportedSchedule.Session,
    in page: inout ImportedPage
  ) {
    page.entries.removeAll { $0.key == "start" }
    let last = end.time <= dayBegins ? end.date.adding(days: -1) : end.date
    page.set("start", .word(start.date.description))
    page.set("end", .word(max(last, start.date).description))
    findings.append(
      .init(
        isError: false,
        message:
          "'\(session.title)' lasts from \(start.spoken) until \(end.spoken), longer than a day, so "
          + "it has its days without times", range: session.range,
        help: "write a session for each day if it has times on each"))
  }

  private func isShownOnce(_ moment: CivilDateTime) -> Bool {
    if case .once = target.zone.reading(of: moment) { true } else { false }
  }

  /// `en`, `de-formal` as pretalx writes formal German.
  private func languageCode(_ code: String) -> String {
    let code = oneLine(code)
    return code.hasSuffix("-formal") ? String(code.dropLast("-formal".count)) : code
  }

  private mutating func format(of session: ImportedSchedule.Session) -> String? {
    guard let name = session.format, let choices = target.choices(of: "format", ofKind: "session")
    else { return nil }
    if let format = sessionFormat(name, among: choices) { return format }
    if let index = unknownFormats.firstIndex(where: { $0.name == name }) {
      unknownFormats[index].count += 1
    } else {
      unknownFormats.append((name, 1, session.formatRange))
    }
    return choices.contains("other") ? "other" : nil
  }

  private mutating func markdown(_ text: String, of title: String, at range: Range<Int>) -> String {
    let mended = ImportedMarkdown(text, target.markdown, origin: export.origin)
    let changes = ImportedMarkdown.Change.allCases.filter(mended.changes.contains)
    if !changes.isEmpty {
      findings.append(
        .init(
          isError: false,
          message: "in the text of '\(title)' " + changes.map(\.rawValue).joined(separator: ", "),
          range: range, help: "look at it in the file, and write it as you like it"))
    }
    return mended.text
  }

  // MARK: What is told once

  private mutating func tellWhatIsLeft() {
    for (name, count, range) in unknownFormats {
      let sessions = count == 1 ? "1 session is" : "\(count) sessions are"
      findings.append(
        .init(
          isError: false, message: "there is no format '\(name)', so \(sessions) 'other'",
          range: range,
          help: "write another format in the files where it matters"))
    }
    tellZone()
    let withPictures = export.people.filter(\.hasPicture)
    if let first = withPictures.first {
      findings.append(
        .init(
          isError: false,
          message:
            "pictures are not fetched, so \(withPictures.count == 1 ? "1 person has" : "\(withPictures.count) people have") none",
          range: first.range,
          help: "put them beside the pages of the people, and name them under 'photo'"))
    }
    if let first = export.sessions.first(where: \.hasAnswers) {
      findings.append(
        .init(
          isError: false, message: "answers to the planner's questions are left out",
          range: first.range, help: nil))
    }
  }

  private mutating func tellZone() {
    guard let zone = export.zone, zone.identifier != target.zone.identifier else { return }
    let differs = export.sessions.contains { session in
      guard case .instant(let instant)? = session.start else { return false }
      return zone.civil(atInstant: instant) != target.zone.civil(atInstant: instant)
    }
    findings.append(
      .init(
        isError: false,
        message:
          "the export is in the zone \(zone.identifier) and the site in \(target.zone.identifier), "
          + (differs
            ? "so times are written as clocks show them there"
            : "whose clocks show the same times"),
        range: export.zoneRange,
        help: "if the conference is in \(zone.identifier), write 'timezone: \(zone.identifier)' in "
          + "site.yaml" + (differs ? ", and import again" : "")))
  }
}

extension CivilDateTime {
  /// As editors write it: `2012-09-19 13:30`.
  var spoken: String { "\(date) \(time)" }
}

extension ImportTarget {
  /// What a field may be, if it is a choice.
  func choices(of field: String, ofKind kind: String) -> [String]? {
    guard let number = schema.kindNumber(kind),
      case .choice(let choices)? = schema.field(field, ofKind: number, isSection: false)?.type
    else { return nil }
    return choices
  }
}
