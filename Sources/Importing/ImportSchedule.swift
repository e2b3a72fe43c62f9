import CivilTime
import Content
import ContentSchema
package import Diagnostics
import Markdown
import Planners
import Programme
import SourceFormats
import Web

/// Makes content files from a schedule export.
///
/// - Parameter folder: the folder below `content/` for the sessions.
package func importSchedule(
  _ source: SourceText, into target: ImportTarget, folder: String? = nil
) -> Diagnosed<Import> {
  let form = ForeignFile(source)
  switch form {
  case .schedule, .scheduleXML, .sessionize, .pretalxAPI, .brokenJSON: break
  default: return Diagnosed(Import(), [form.mistake(.notASchedule, in: source.file)])
  }
  if let mistake = invalidUTF8(in: source) { return Diagnosed(Import(), [mistake]) }
  let root = form == .scheduleXML ? scheduleOfXML(source) : parseJSONNode(source)
  guard let root = root.value else { return Diagnosed(Import(), root.diagnostics) }
  let folder = folder ?? target.folder(forKind: "session")
  let dayEnds = target.dayEnds(in: folder)
  let (language, zone) = (target.language, target.zone)
  let (export, findings) =
    switch form {
    case .sessionize:
      readSessionize(
        root, language: language, zone: zone,
        levels: target.choices(of: "level", ofKind: "session") ?? [])
    case .pretalxAPI: readPretalxAPI(root, language: language, zone: zone)
    default: readScheduleExport(root, language: language, zone: zone, dayEnds: dayEnds)
    }
  var maker = ScheduleImport(
    export: export, target: target, file: source.file, dayEnds: dayEnds, findings: findings)
  let made = maker.make(in: folder)
  return Diagnosed(made, source.diagnostics(of: maker.findings))
}

/// A schedule.xml in the form of a schedule.json.
private func scheduleOfXML(_ source: SourceText) -> Diagnosed<JSONNode?> {
  do throws(XMLMistake) {
    return Diagnosed(try readXML(source.bytes).scheduleAsJSON)
  } catch {
    return Diagnosed(
      nil,
      [
        .error(
          ImportCode.planNotXML, error.message, at: source.location(of: error.range),
          help: "export the schedule again")
      ])
  }
}

/// Turns a schedule export into pages.
struct ScheduleImport {
  let export: ImportedSchedule
  let target: ImportTarget
  let file: String
  /// When a day of the programme ends after midnight.
  let dayEnds: TimeOfDay
  var findings: [ImportFinding]
  private var rooms: [String: String] = [:]
  private var tracks: [String: String] = [:]
  private var people: [String] = []
  /// Formats of the schedule that the site doesn't have, with the number of their sessions.
  var unknownFormats: [(name: String, count: Int, range: Range<Int>)] = []

  init(
    export: ImportedSchedule, target: ImportTarget, file: String, dayEnds: TimeOfDay,
    findings: [ImportFinding]
  ) {
    self.export = export
    self.target = target
    self.file = file
    self.dayEnds = dayEnds
    self.findings = findings
  }

  mutating func make(in folder: String) -> Import {
    var layout = ImportLayout(target, from: export.source, of: file, kind: "session")
    func scope(_ kind: String) -> ImportMemory.Scope {
      let beside = kind == "session" ? folder : target.folder(forKind: kind, beside: folder)
      return ImportMemory.Scope(source: export.source, kind: kind, folder: beside)
    }
    let order = sessionsInOrder()
    let rooms: [ImportedPage]
    let tracks: [ImportedPage]
    (rooms, self.rooms) = pages(scope("room"), for: export.rooms + mentioned(order, \.room))
    (tracks, self.tracks) = pages(scope("track"), for: export.tracks + mentioned(order, \.track))
    let people = peoplePages(scope("speaker"))
    let sessions = sessionPages(order, scope("session"))
    layout.add(sessions, ofKind: "session", to: folder, asRows: false)
    for (kind, pages) in [("speaker", people), ("room", rooms), ("track", tracks)] {
      layout.add(pages, ofKind: kind, to: scope(kind).folder, asRows: kind != "speaker")
    }
    layout.findWithdrawn(ofKinds: ["session", "speaker", "room", "track"])
    warnOfLosses()
    for remark in export.remarks { layout.remark(remark) }
    return layout.made.sorted()
  }

  /// The sessions by the planner's number, otherwise by time, so that ids that end in a number stay the
  /// same when the schedule changes.
  private func sessionsInOrder() -> [ImportedSchedule.Session] {
    func instant(_ session: ImportedSchedule.Session) -> Int {
      switch session.start {
      case .instant(let instant): instant
      case .date(let date): date.daysSince1970 * 86_400
      case nil: .max
      }
    }
    return export.sessions.enumerated().sorted { a, b in
      (a.element.number ?? .max, instant(a.element), a.offset)
        < (b.element.number ?? .max, instant(b.element), b.offset)
    }.map(\.element)
  }

  // MARK: Rooms, tracks and people

  /// A page for each name, and the pages' ids by name.
  private mutating func pages(
    _ scope: ImportMemory.Scope, for all: [ImportedSchedule.Named]
  ) -> (pages: [ImportedPage], ids: [String: String]) {
    var pages: [ImportedPage] = []
    var byName: [String: String] = [:]
    var names: Set<String> = []
    let all = all.filter { names.insert($0.name).inserted }
    for (named, id) in zip(all, target.ids(for: all.map { ($0.keys, $0.name) }, scope)) {
      var page = ImportedPage(kind: scope.kind, id: id.id)
      page.keys = id.keys
      page.set("title", text: named.name)
      page.set("capacity", named.capacity.map { .word(String($0)) })
      page.set("colour", text: named.colour.map(oneLine))
      page.body = markdown(named.description, of: named.name, at: named.range)
      byName[named.name] = page.id
      pages.append(page)
    }
    return (pages, byName)
  }

  private func mentioned(
    _ sessions: [ImportedSchedule.Session], _ name: KeyPath<ImportedSchedule.Session, String?>
  ) -> [ImportedSchedule.Named] {
    sessions.compactMap { session in
      session[keyPath: name].map { .init(name: $0, range: session.range) }
    }
  }

  /// The ids of people with the same name don't depend on the times of their sessions.
  private mutating func peoplePages(_ scope: ImportMemory.Scope) -> [ImportedPage] {
    people = Array(repeating: "", count: export.people.count)
    let order = export.people.indices.sorted { export.people[$0].key < export.people[$1].key }
    let things = order.map {
      (export.people[$0].keys, export.people[$0].id ?? export.people[$0].name)
    }
    var keys = people.map { _ in [String]() }
    for (index, id) in zip(order, target.ids(for: things, scope)) {
      (people[index], keys[index]) = (id.id, id.keys)
    }
    return export.people.indices.map { index in
      let person = export.people[index]
      var page = ImportedPage(kind: "speaker", id: people[index])
      page.keys = keys[index]
      page.set("title", text: person.name)
      page.set("role", text: person.role)
      if !person.links.isEmpty {
        page.set("profiles", .list(person.links.map { .text($0.url) }))
      }
      page.body = markdown(person.biography, of: person.name, at: person.biographyRange)
      return page
    }
  }

  // MARK: Sessions

  private mutating func sessionPages(
    _ sessions: [ImportedSchedule.Session], _ scope: ImportMemory.Scope
  ) -> [ImportedPage] {
    let ids = target.ids(for: sessions.map { ($0.keys, $0.id ?? $0.title) }, scope)
    return zip(sessions, ids).map { session, id in
      var page = ImportedPage(kind: "session", id: id.id)
      page.keys = id.keys
      page.set("title", text: session.title)
      page.set("description", text: session.subtitle)
      setTimes(of: session, in: &page)
      page.set("status", session.status.map { .word($0) })
      page.set("room", session.room.flatMap { rooms[$0] }.map { .word($0) })
      if session.isEverywhere { page.set("everywhere", .word("true")) }
      page.set("place", text: session.place)
      page.set("track", session.track.flatMap { tracks[$0] }.map { .word($0) })
      page.set("format", format(of: session).map { .word($0) })
      page.set("spoken_language", text: session.language.map(languageCode))
      page.set("level", session.level.map { .word($0) })
      setPeopleAndLinks(of: session, in: &page)
      if !session.points.isEmpty { page.set("points", .list(session.points.map { .text($0) })) }
      page.set("stream", text: session.stream)
      page.set("recording", text: session.recording)
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
    // What one text leaves open, such as a code block, changes the meaning of the next.
    let whole = texts.joined(separator: "\n\n")
    return markdown(whole, of: session.title, at: session.texts[0].range)
  }

  private mutating func setPeopleAndLinks(
    of session: ImportedSchedule.Session, in page: inout ImportedPage
  ) {
    let people = session.people.map { self.people[$0] }
    var links = session.links
    if !session.slidesOfPeople.isEmpty {
      page.set(
        "speakers",
        .list(
          session.people.map { index in
            let person = ImportedPage.Part(key: "person", value: .word(self.people[index]))
            let slides = session.slidesOfPeople[index].map {
              ImportedPage.Part(key: "slides", value: .text($0))
            }
            return .record([person] + [slides].compactMap(\.self))
          }))
    } else if people.count == 1, let slides = session.slides {
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

  /// `de` for `de-formal`, as pretalx calls formal German.
  private func languageCode(_ code: String) -> String {
    let code = oneLine(code)
    return code.hasSuffix("-formal") ? String(code.dropLast("-formal".count)) : code
  }

  private mutating func format(of session: ImportedSchedule.Session) -> String? {
    guard let name = session.format, let choices = target.choices(of: "format", ofKind: "session")
    else { return nil }
    if let format = sessionFormat(name, among: choices) { return format }
    if session.isService { return choices.contains("break") ? "break" : nil }
    if let index = unknownFormats.firstIndex(where: { $0.name == name }) {
      unknownFormats[index].count += 1
    } else {
      unknownFormats.append((name, 1, session.formatRange))
    }
    return choices.contains("other") ? "other" : nil
  }

  private mutating func markdown(_ text: String, of title: String, at range: Range<Int>) -> String {
    let converted = ImportedMarkdown(text, target.markdown, origin: export.origin)
    let changes = ImportedMarkdown.Change.allCases.filter(converted.changes.contains)
    if !changes.isEmpty {
      warn(
        .importedTextChanged,
        "in the text of '\(title)' " + changes.map(\.rawValue).joined(separator: ", "), at: range,
        help: "look at it in the file, and write it as you like it")
    }
    return converted.text
  }

  mutating func warn(
    _ code: ImportCode, _ message: String, at range: Range<Int>, help: String? = nil
  ) {
    findings.append(
      ImportFinding(severity: .warning, code: code, message: message, range: range, help: help))
  }
}

extension ImportTarget {
  /// The values of a field that is a choice.
  func choices(of field: String, ofKind kind: String) -> [String]? {
    guard let index = schema.kindNumber(kind),
      case .choice(let choices)? = schema.field(field, ofKind: index, isSection: false)?.type
    else { return nil }
    return choices
  }
}
