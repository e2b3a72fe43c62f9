import CivilTime
package import Content
import Diagnostics
import Markdown
package import Programme
import Web

/// A section that is a programme: its sessions as a schedule, and the pages they are.
package struct ProgrammeSection: Sendable {
  /// The section, in the language it was written in.
  package var section: PageID
  package var schedule: Schedule
  /// The page of each of the schedule's sessions, rooms and tracks.
  package var sessions: [PageID]
  package var rooms: [PageID]
  package var tracks: [PageID]
  /// The number of each page's session.
  package var numbers: [PageID: Int]
  package let files: ProgrammeFiles
}

extension Site {
  /// The programme that a page belongs to: that of the nearest section above which is one, or has one
  /// below it.
  package func programme(of id: PageID) -> ProgrammeSection? {
    nearest(programmes, to: self[id].path) { self[$0.section].path }
  }
}

/// The section that is nearest to a page: one at or below the page's folder, or at or below the nearest folder
/// above it. Where several are, the first; so the deepest come first.
package func nearest<Section>(
  _ sections: [Section], to path: String, pathOf: (Section) -> String
) -> Section? {
  guard !sections.isEmpty else { return nil }
  var folder = path[...]
  while true {
    let near = sections.first { section in
      let path = pathOf(section)
      return folder.isEmpty || path == folder || path.isBelow(folder)
    }
    if let near { return near }
    folder = folder.lastIndex(of: "/").map { folder[..<$0] } ?? ""
  }
}

extension Assembly {
  /// Makes the schedule of every section that is a programme, the deepest first, and checks it.
  mutating func makeProgrammes() -> [ProgrammeSection] {
    let schema = configuration.schema
    guard let session = schema.kindNumber("session") else { return [] }
    var programmes: [ProgrammeSection] = []
    let sections = pages.indices.filter { number in
      let page = pages[number]
      return page.isSection && page.original.index == number
        && page.fields[.programme]?.boolean == true
    }.sorted { pages[$0].path.count > pages[$1].path.count }
    let idle = idleSpeakers(sections)
    for number in sections {
      let members = pages.indices.filter { member in
        let page = pages[member]
        return page.kind == session && page.role == .content && page.isLive && !page.isBroken
          && page.original.index == member && page.path.isBelow(pages[number].path)
      }.map(PageID.init(index:))
      let maker = ProgrammeMaker(
        assembly: self, section: PageID(index: number), isOnly: sections.count == 1)
      let made = maker.make(members, alsoSpeakers: idle[number] ?? [])
      // What a programme lacks that is over nobody can add any more.
      let isOver = made.value.schedule.days.last.map { $0.date < now.date } ?? false
      diagnostics += isOver ? made.diagnostics.filter(\.isError) : made.diagnostics
      programmes.append(made.value)
    }
    return programmes
  }
}

/// Turns pages into the records that a schedule is made from.
struct ProgrammeMaker {
  let assembly: Assembly
  let section: PageID
  /// Whether it is the site's only programme.
  let isOnly: Bool

  private var schema: Schema { assembly.configuration.schema }

  func make(
    _ members: [PageID], alsoSpeakers idle: [PageID]
  ) -> Diagnosed<ProgrammeSection> {
    var input = ScheduleInput(zone: assembly.configuration.zone)
    let dates = dates
    input.dates = dates.value
    input.sessions = members.map(sessionRecord)
    let people = referenced("person", by: members) + idle
    input.people = people.map(personRecord)
    let rooms = referenced("room", by: members)
    input.rooms = rooms.map(roomRecord)
    let tracks = referenced("track", by: members)
    input.tracks = tracks.map(trackRecord)

    let schedule = Schedule.assemble(input)
    let byName = Dictionary(members.map { (name(of: $0), $0) }) { first, _ in first }
    let sessions = schedule.value.sessions.compactMap { byName[$0.id] }
    let tracksInOrder = inOrder(schedule.value.tracks.map(\.id), tracks)
    let files = ProgrammeFiles(
      schedule.value, identity: identity, section: page(section).permalink,
      people: inOrder(schedule.value.people.map(\.id), people), tracks: tracksInOrder)
    return Diagnosed(
      ProgrammeSection(
        section: section, schedule: schedule.value, sessions: sessions,
        rooms: inOrder(schedule.value.rooms.map(\.id), rooms), tracks: tracksInOrder,
        numbers: Dictionary(sessions.enumerated().map { ($1, $0) }) { first, _ in first },
        files: files),
      dates.diagnostics + schedule.diagnostics)
  }

  private func inOrder(_ names: [String], _ pages: [PageID]) -> [PageID] {
    let byName = Dictionary(pages.map { (name(of: $0), $0) }) { first, _ in first }
    return names.compactMap { byName[$0] }
  }

  /// What a page is called in the schedule: its path, below the programme's section for sessions.
  private func name(of id: PageID) -> String {
    let path = page(id).path
    let folder = page(section).path
    return folder.isEmpty || !path.isBelow(folder)
      ? path : String(path.dropFirst(folder.count + 1))
  }

  func page(_ id: PageID) -> Page { assembly.pages[id.index] }

  private func value(_ name: String, of page: Page) -> FieldValue? {
    schema.slot(of: name).flatMap { page.fields[$0] }
  }

  private func place(_ name: String, of page: Page) -> SourceLocation? {
    schema.slot(of: name).flatMap { page.fields.location(of: $0) }
  }

  /// The pages that sessions name in a field, each once, by weight and title.
  private func referenced(_ field: String, by members: [PageID]) -> [PageID] {
    var seen: Set<PageID> = []
    for member in members {
      let page = page(member)
      if field == "person" {
        for record in value("speakers", of: page)?.list ?? [] {
          if let person = record.record?["person"]?.page { seen.insert(person) }
        }
      } else if let target = value(field, of: page)?.page {
        seen.insert(target)
      }
    }
    return SectionOrder.weight.sorted(seen.sorted(), assembly.pages)
  }

  private func sessionRecord(_ id: PageID) -> SessionRecord {
    let page = page(id)
    var record = SessionRecord(id: name(of: id), title: page.title, location: page.location)
    record.start = moment("start", of: page)
    record.end = moment("end", of: page)
    record.room = reference("room", of: page)
    record.track = reference("track", of: page)
    record.parent = reference("parent", of: page)
    record.isEverywhere = value("everywhere", of: page)?.boolean ?? false
    record.place = value("place", of: page)?.text
    record.people = (value("speakers", of: page)?.list ?? []).compactMap(\.record).compactMap(
      participation)
    record.format = value("format", of: page)?.text.flatMap(SessionFormat.init(rawValue:))
    record.number = value("number", of: page)?.integer
    record.round = value("round", of: page)?.integer
    record.capacity = value("capacity", of: page)?.integer
    record.language = value("spoken_language", of: page)?.text
    record.status =
      value("status", of: page)?.text.flatMap(SessionStatus.init(rawValue:)) ?? .confirmed
    record.statusNote = value("status_note", of: page)?.text
    record.description = page.fields[.description]?.text ?? page.body.summary
    record.points = (value("points", of: page)?.list ?? []).compactMap(\.text)
    record.recording = value("recording", of: page)?.text
    record.links = (value("links", of: page)?.list ?? []).compactMap(\.record).compactMap(link)
    record.url = address(of: page)
    record.updated = page.updated
    return record
  }

  private func moment(_ field: String, of page: Page) -> Located<CivilMoment>? {
    value(field, of: page)?.moment.map { Located($0, at: place(field, of: page)) }
  }

  private func reference(_ field: String, of page: Page) -> Located<String>? {
    value(field, of: page)?.page.map { Located(name(of: $0), at: place(field, of: page)) }
  }

  private func participation(_ record: DecodedRecord) -> ParticipationRecord? {
    guard let person = record["person"]?.page else { return nil }
    var slides: String?
    if case .address(let address)? = record["slides"] { slides = absolute(address) }
    return ParticipationRecord(
      Located(name(of: person), at: record.location(of: "person")), role: record["role"]?.text,
      slides: slides)
  }

  private func link(_ record: DecodedRecord) -> SessionLink? {
    guard let title = record["title"]?.text, let url = record["url"]?.text else { return nil }
    return SessionLink(title: title, url: url)
  }

  private func personRecord(_ id: PageID) -> PersonRecord {
    var record = PersonRecord(id: name(of: id), name: page(id).title, location: page(id).location)
    record.affiliation = value("affiliation", of: page(id))?.text
    record.url = address(of: page(id))
    return record
  }

  private func roomRecord(_ id: PageID) -> RoomRecord {
    var record = RoomRecord(id: name(of: id), title: page(id).title, location: page(id).location)
    record.capacity = value("capacity", of: page(id))?.integer
    record.place = value("place", of: page(id))?.text
    record.floor = value("floor", of: page(id))?.text
    record.url = address(of: page(id))
    return record
  }

  private func trackRecord(_ id: PageID) -> TrackRecord {
    var record = TrackRecord(id: name(of: id), title: page(id).title, location: page(id).location)
    record.colour = value("colour", of: page(id))?.text
    record.url = address(of: page(id))
    return record
  }

  func address(of page: Page) -> String {
    let base = assembly.configuration.baseURL
    return base.origin + base.path + percentEncoded(page.permalink.path)
  }

  private func absolute(_ address: Address) -> String {
    let base = assembly.configuration.baseURL
    switch address {
    case .file(let path): return base.origin + base.path + "/" + percentEncoded(path)
    case .external(let url): return url
    }
  }
}
