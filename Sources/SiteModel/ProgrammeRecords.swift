import CivilTime
import Content
import ContentSchema
import Diagnostics
import Markdown
import Programme
import Prose
import SiteSettings
import Web

/// The pages of a programme as the records that its schedule is made from.
struct ProgrammeRecords {
  let assembly: Assembly
  let section: PageID
  /// Whether it is the site's only programme.
  let isOnly: Bool
  private let slots: ProgrammeSlots
  private let sessions: ProgrammePages<SessionRecord>
  private let rooms: ProgrammePages<Room>
  private let tracks: ProgrammePages<Track>
  private let people: ProgrammePages<Person>

  init(
    assembly: Assembly, section: PageID, sessions: [PageID], idleSpeakers: [PageID], isOnly: Bool
  ) {
    self.assembly = assembly
    self.section = section
    self.isOnly = isOnly
    let slots = ProgrammeSlots(assembly.configuration.schema)
    self.slots = slots
    self.sessions = ProgrammePages(sessions)
    /// The pages that sessions name, each once, by weight and title.
    func named(_ pages: (PageFields) -> [PageID]) -> [PageID] {
      let all = Set(sessions.flatMap { pages(assembly.pages[$0.index].fields) })
      return SectionOrder.weight.sorted(all.sorted(), assembly.pages)
    }
    rooms = ProgrammePages(named { [$0[slots.room]?.page].compactMap(\.self) })
    tracks = ProgrammePages(named { [$0[slots.track]?.page].compactMap(\.self) })
    people = ProgrammePages(
      named { $0[slots.speakers].records.compactMap { $0["person"]?.page } } + idleSpeakers)
  }

  func assemble() -> Diagnosed<ProgrammeSection> {
    let dates = dates
    let dayEnds = dayEnds
    let records = sessions.pages.map(sessionRecord)
    let schedule = Schedule.assemble(
      ScheduleInput(
        zone: assembly.configuration.zone, sessions: records.map(\.value),
        people: people.pages.map(person), rooms: rooms.pages.map(room),
        tracks: tracks.pages.map(track), dates: dates.value, dayEnds: dayEnds.value))
    let inReadingOrder = ProgrammePages<Session>(
      schedule.value.sessions.map { sessions[$0.source] })
    let files = ProgrammeFiles(
      schedule.value, identity: identity, section: page(section).permalink)
    return Diagnosed(
      ProgrammeSection(
        section: section, schedule: schedule.value, sessions: inReadingOrder, rooms: rooms,
        tracks: tracks, people: people, files: files),
      dates.diagnostics + dayEnds.diagnostics + records.flatMap(\.diagnostics)
        + schedule.diagnostics)
  }

  func page(_ id: PageID) -> Page { assembly.pages[id.index] }

  /// What names a page in calendars and in files for apps: its path, below the section for what is in it.
  private func key(of page: Page) -> String { key(ofPath: page.path) }

  private func key(ofPath path: String) -> String {
    let folder = self.page(section).path
    return folder.isEmpty || !path.isBelow(folder)
      ? path : String(path.dropFirst(folder.count + 1))
  }

  private func sessionRecord(_ id: PageID) -> Diagnosed<SessionRecord> {
    let page = page(id)
    let fields = page.fields
    let releaseID = assembly.releaseID(of: page)
    var record = SessionRecord(
      key: key(ofPath: releaseID), title: page.title, location: page.location)
    record.start = moment(slots.start, of: page)
    record.end = moment(slots.end, of: page)
    record.room = fields[slots.room]?.page.flatMap { rooms[$0] }.map {
      Located($0, at: fields.location(of: slots.room))
    }
    record.track = fields[slots.track]?.page.flatMap { tracks[$0] }
    record.isEverywhere = fields[slots.everywhere]?.boolean ?? false
    record.place = fields[slots.place]?.text
    record.people = fields[slots.speakers].records.compactMap(participation)
    record.format = fields[slots.format]?.text.flatMap(SessionFormat.init(rawValue:))
    record.number = fields[slots.number]?.integer
    record.expected = fields[slots.expected]?.integer.map {
      Located($0, at: fields.location(of: slots.expected))
    }
    record.language = fields[slots.spokenLanguage]?.text
    record.status =
      fields[slots.status]?.text.flatMap(SessionStatus.init(rawValue:)) ?? .confirmed
    record.statusNote = fields[slots.statusNote]?.text
    record.description = fields[.description]?.text ?? page.body.summary
    record.points = (fields[slots.points]?.list ?? []).compactMap(\.text)
    record.recording = fields[slots.recording]?.text
    record.links = fields[slots.links].records.compactMap(link)
    record.url = address(of: page)
    record.updated = page.updated
    record.releaseID = releaseID
    record.release = assembly.files.releases.latest[releaseID]?.release
    let parent = parent(of: page)
    record.parent = parent.value
    return Diagnosed(record, parent.diagnostics + excessCapacity(of: page))
  }

  /// A session can't have more places than its room.
  private func excessCapacity(of page: Page) -> [Diagnostic] {
    guard let places = page.fields[slots.capacity]?.number,
      let room = page.fields[slots.room]?.page.map({ self.page($0) }),
      let available = room.fields[slots.capacity]?.number, places > available
    else { return [] }
    return [
      .warning(
        ProgrammeCode.capacityExceeded,
        "the session has \(Int(places)) places, and '\(room.title)' holds \(Int(available)) people",
        at: page.fields.location(of: slots.capacity),
        help: "correct one of the two numbers, or name another room")
    ]
  }

  private func moment(_ slot: Int?, of page: Page) -> Located<CivilMoment>? {
    page.fields[slot]?.moment.map { Located($0, at: page.fields.location(of: slot)) }
  }

  /// The session that a page is a part of. A page whose fields could not be read is none, and that has been
  /// reported already.
  private func parent(of page: Page) -> Diagnosed<Located<SessionRecord.ID>?> {
    guard let id = page.fields[slots.parent]?.page else { return Diagnosed(nil) }
    let location = page.fields.location(of: slots.parent)
    if let parent = sessions[id] { return Diagnosed(Located(parent, at: location)) }
    guard !self.page(id).isBroken else { return Diagnosed(nil) }
    return Diagnosed(
      nil,
      [
        .error(
          ProgrammeCode.parentElsewhere,
          "'\(page.title)' is part of '\(self.page(id).title)', which is in another programme",
          at: location, help: "name a session of this programme, or leave out 'parent'")
      ])
  }

  private func participation(_ record: DecodedRecord) -> Participation? {
    guard let person = record["person"]?.page.flatMap({ people[$0] }) else { return nil }
    var slides: String?
    if case .address(let address)? = record["slides"] { slides = absolute(address) }
    return Participation(
      person, at: record.location(of: "person"), role: record["role"]?.text, slides: slides)
  }

  private func link(_ record: DecodedRecord) -> SessionLink? {
    guard let title = record["title"]?.text, let url = record["url"]?.text else { return nil }
    return SessionLink(title: title, url: url)
  }

  private func person(_ id: PageID) -> Person {
    let page = page(id)
    var person = Person(key: key(of: page), name: page.title, location: page.location)
    person.affiliation = page.fields[slots.affiliation]?.text
    person.isConfirmed = page.fields[slots.confirmed]?.boolean
    person.url = address(of: page)
    return person
  }

  private func room(_ id: PageID) -> Room {
    let page = page(id)
    var room = Room(key: key(of: page), title: page.title)
    room.capacity = page.fields[slots.capacity]?.integer
    room.place = page.fields[slots.place]?.text
    room.floor = page.fields[slots.floor]?.text
    return room
  }

  private func track(_ id: PageID) -> Track {
    let page = page(id)
    var track = Track(key: key(of: page), title: page.title)
    track.colour = page.fields[slots.colour]?.text
    track.url = address(of: page)
    return track
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

/// The slots of the fields that a schedule is made from, looked up once. A site may redefine a kind without one
/// of them, so any of them may be missing.
private struct ProgrammeSlots {
  let start, end, room, everywhere, place, track, parent, speakers, format, number: Int?
  let spokenLanguage, status, statusNote, points, recording, links: Int?
  let affiliation, confirmed, capacity, expected, floor, colour: Int?

  init(_ schema: Schema) {
    start = schema.slot(of: "start")
    end = schema.slot(of: "end")
    room = schema.slot(of: "room")
    everywhere = schema.slot(of: "everywhere")
    place = schema.slot(of: "place")
    track = schema.slot(of: "track")
    parent = schema.slot(of: "parent")
    speakers = schema.slot(of: "speakers")
    format = schema.slot(of: "format")
    number = schema.slot(of: "number")
    spokenLanguage = schema.slot(of: "spoken_language")
    status = schema.slot(of: "status")
    statusNote = schema.slot(of: "status_note")
    points = schema.slot(of: "points")
    recording = schema.slot(of: "recording")
    links = schema.slot(of: "links")
    affiliation = schema.slot(of: "affiliation")
    confirmed = schema.slot(of: "confirmed")
    capacity = schema.slot(of: "capacity")
    expected = schema.slot(of: "expected")
    floor = schema.slot(of: "floor")
    colour = schema.slot(of: "colour")
  }
}

extension PageFields {
  fileprivate subscript(slot: Int?) -> FieldValue? { slot.flatMap { self[$0] } }

  fileprivate func location(of slot: Int?) -> SourceLocation? {
    slot.flatMap { self.location(of: $0) }
  }
}

extension FieldValue? {
  /// The records of a list. Empty if the field isn't set.
  fileprivate var records: [DecodedRecord] { (self?.list ?? []).compactMap(\.record) }
}
