import CivilTime
import Content
import ContentSchema
import Programme
import SiteModel
import Templates

/// A programme as templates see it, in the language of the page that asks.
struct ProgrammeView: DeclaredView {
  let context: RenderContext
  let programme: ProgrammeSection
  let language: Int

  static let thing = "programme"
  static let title = "the programme"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<ProgrammeView>] = [
    Attribute("section", .thing("page"), "the section that is the programme") {
      $0.page($0.programme.section)
    },
    Attribute("days", .list(.thing("day")), "its [days](#day)") { view in
      .list(view.schedule.days.ids.map { .object(DayView(programme: view, id: $0)) })
    },
    Attribute("unscheduled", .list(.thing("page session")), "the sessions whose time is not known")
    {
      .list($0.sessions($0.schedule.unscheduled))
    },
    Attribute("rooms", .list(.thing("page room")), "the rooms that sessions are in") {
      .list($0.programme.rooms.pages.map($0.page))
    },
    Attribute("tracks", .list(.thing("page track")), "the tracks that sessions are in") {
      .list($0.programme.tracks.pages.map($0.page))
    },
    Attribute(
      "calendar", .thing("calendar"),
      "the [calendar](#calendar) of all sessions; none if no day is known"
    ) {
      $0.context.view(.whole, of: $0.programme)
    },
    Attribute(
      "schedule_json", .address,
      "the address of the file for conference apps, as JSON; none if no time is known"
    ) {
      $0.address(of: .json)
    },
    Attribute("schedule_xml", .address, "the same as XML") { $0.address(of: .xml) },
    Attribute(
      "releases", .list(.thing("release")),
      "what was told with `lectern release`: its [releases](#release), the last one first"
    ) { view in
      .list(
        view.context.site.releases(of: view.programme).map {
          .object(ReleaseView(programme: view, changes: $0))
        })
    },
    Attribute(
      "phase", .text,
      "`before`, `during` or `after`, at the moment of the build; none if no time is known"
    ) {
      .optional($0.schedule.phase(at: $0.context.site.now)?.rawValue)
    },
  ]

  var identity: Int? { programme.section.index }

  var schedule: Schedule { programme.schedule }

  private func address(of format: ScheduleFormat) -> Value {
    .optional(programme.files.path(of: format).map { context.href(file: $0) })
  }

  func page(_ id: PageID) -> Value { context.view(context.site.page(id, in: language)) }

  fileprivate func sessions(_ ids: [Session.ID]) -> [Value] {
    ids.map { page(programme.sessions[$0]) }
  }

  fileprivate func rooms(_ ids: [Room.ID]) -> [Value] { ids.map { page(programme.rooms[$0]) } }
}

/// A day of a programme as templates see it.
struct DayView: DeclaredView {
  let programme: ProgrammeView
  let id: Day.ID

  private var day: Day { programme.schedule.days[id] }

  static let thing = "day"
  static let title = "a day of the programme"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<DayView>] = [
    Attribute(
      "date", .thing("date"),
      "the [day](#date); what runs past midnight belongs to the evening before"
    ) {
      .date($0.day.date)
    },
    Attribute("number", .number, "from 1") { .integer($0.id.index + 1) },
    Attribute("start", .thing("date"), "when the first session starts") {
      .moment(.dateTime($0.day.start))
    },
    Attribute("end", .thing("date"), "when the last session ends") {
      .moment(.dateTime($0.day.end))
    },
    Attribute("slots", .list(.thing("slot")), "its [slots](#slot)") { view in
      .list(
        view.day.slots.indices.map { index in
          .object(SlotView(programme: view.programme, day: view.id, index: index))
        })
    },
    Attribute(
      "sessions", .list(.thing("page session")),
      "its sessions, without those that are part of another"
    ) {
      .list($0.programme.sessions($0.day.sessions.filter($0.programme.schedule.isOnItsOwn)))
    },
    Attribute("rooms", .list(.thing("page room")), "the rooms used on it") {
      .list($0.programme.rooms($0.day.rooms))
    },
    Attribute(
      "apart", .list(.thing("page session")),
      "what people come and go to while the programme goes on: a registration desk, a quiet room"
    ) {
      .list($0.programme.sessions($0.day.apart))
    },
    Attribute("calendar", .thing("calendar"), "its [calendar](#calendar)") {
      $0.programme.context.view(.day($0.id), of: $0.programme.programme)
    },
    Attribute("grid", .thing("grid"), "the [table](#grid) of its other sessions") {
      .object(GridView(programme: $0.programme, day: $0.id))
    },
  ]

  var identity: Int? { id.index }
}

/// The sessions that begin together, as templates see them.
struct SlotView: DeclaredView {
  let programme: ProgrammeView
  let day: Day.ID
  let index: Int

  private var slot: Slot { programme.schedule.days[day].slots[index] }

  static let thing = "slot"
  static let title = "a slot of the programme"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<SlotView>] = [
    Attribute("start", .thing("date"), "date and time") { .moment(.dateTime($0.slot.start)) },
    Attribute("end", .thing("date"), "date and time; none if it is not known") {
      .optional($0.slot.end.map { .moment(.dateTime($0)) })
    },
    Attribute("time", .text, "the time of day when they start: `13:30`") {
      $0.programme.context.site.shown($0.slot.start.time)
    },
    Attribute("end_time", .text, "the time of day when the last of them ends") { view in
      .optional(view.slot.end.map { view.programme.context.site.shown($0.time) })
    },
    Attribute("sessions", .list(.thing("page session")), "the sessions") {
      .list($0.programme.sessions($0.slot.sessions))
    },
    Attribute("is_parallel", .number, "whether there are several") {
      .boolean($0.slot.sessions.count > 1)
    },
  ]

  var identity: Int? { day.index * 1000 + index }
}

/// A day's table as templates see it.
struct GridView: DeclaredView {
  let programme: ProgrammeView
  let day: Day.ID

  private var grid: Grid { programme.schedule.days[day].grid }

  static let thing = "grid"
  static let title = "the table of a day"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<GridView>] = [
    Attribute("rows", .number, "how many rows there are") { .integer($0.grid.rows.count) },
    Attribute("columns", .number, "how many columns there are") { .integer($0.grid.columns) },
    Attribute("lines", .list(.thing("line")), "its rows as [lines](#line) of time") { view in
      .list(
        view.grid.rows.indices.map {
          .object(GridLineView(programme: view.programme, day: view.day, index: $0))
        })
    },
    Attribute(
      "short_length", .number,
      "the length in minutes that a quarter of its sessions don't exceed; 0 if no end is known"
    ) {
      .integer($0.grid.shortLength)
    },
    Attribute("rooms", .list(.thing("page room")), "the rooms of the first columns") {
      .list($0.programme.rooms($0.grid.rooms))
    },
    Attribute(
      "cells", .list(.thing("cell")),
      "its [cells](#cell), in the order of reading: by row, then by column"
    ) { view in
      .list(view.grid.cells.map { .object(CellView(programme: view.programme, cell: $0)) })
    },
  ]

  var identity: Int? { day.index }
}

/// A row of a day's table as templates see it: what is between two moments at which something begins or ends.
struct GridLineView: DeclaredView {
  let programme: ProgrammeView
  let day: Day.ID
  let index: Int

  private var row: Grid.Row { programme.schedule.days[day].grid.rows[index] }

  static let thing = "line"
  static let title = "a row of a day's table"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<GridLineView>] = [
    Attribute("row", .number, "from 1") { .integer($0.index + 1) },
    Attribute(
      "units", .number, "how long it is, in parts of five minutes; a folded one is shorter"
    ) {
      .integer($0.row.units)
    },
    Attribute("is_empty", .number, "whether nothing goes on in it") { .boolean($0.row.isEmpty) },
    Attribute("time", .text, "the time of day when it begins: `13:30`") {
      $0.programme.context.site.shown($0.row.start.time)
    },
    Attribute(
      "shows_time", .number,
      "whether something begins with it and the time before is far enough to write this one, too"
    ) {
      .boolean($0.row.showsTime)
    },
    Attribute(
      "is_folded", .number,
      "whether it is shorter than its time: nothing goes on for more than half an hour, one thing alone for more than an hour, or the same for more than two"
    ) {
      .boolean($0.row.isFolded)
    },
  ]

  var identity: Int? { day.index * 1000 + index }
}

/// A session's place in its day's table, and its time with the end that is assumed where none is given.
struct CellView: DeclaredView {
  let programme: ProgrammeView
  let cell: Grid.Cell

  private var session: Session { programme.schedule.sessions[cell.session] }

  static let thing = "cell"
  static let title = "a cell of a day's table"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<CellView>] = [
    Attribute(
      "session", .thing("page session"),
      "the session; those that are parts of another one of the day have no cell"
    ) {
      $0.programme.page($0.programme.programme.sessions[$0.cell.session])
    },
    Attribute("row", .number, "the row where it begins, from 1") { .integer($0.cell.row) },
    Attribute("rows", .number, "how many rows it covers") { .integer($0.cell.rows) },
    Attribute("column", .number, "the column where it begins, from 1") {
      .integer($0.cell.column)
    },
    Attribute("columns", .number, "how many columns it covers") { .integer($0.cell.columns) },
    Attribute("units", .number, "how long its rows are, in parts of five minutes") {
      .integer($0.cell.units)
    },
    Attribute(
      "is_folded", .number, "whether its rows are shorter than its time, since it goes on for hours"
    ) {
      .boolean($0.cell.isFolded)
    },
    Attribute("start", .thing("date"), "[date](#date) and time") {
      .optional($0.session.start.map { .moment(.dateTime($0)) })
    },
    Attribute(
      "end", .thing("date"), "[date](#date) and time, the assumed end if none is given"
    ) {
      .optional($0.session.end.map { .moment(.dateTime($0)) })
    },
    Attribute("end_is_assumed", .number, "whether no end is given") {
      .boolean($0.session.endIsAssumed)
    },
  ]

  var identity: Int? { cell.session.index }
}

extension RenderContext {
  /// A change of a session, in the language of its page.
  func view(_ change: SessionChange, of session: PageID) -> Value? {
    site.programme(of: site[session].original).map { programme in
      .object(
        ChangeView(
          programme: ProgrammeView(
            context: self, programme: programme, language: site[session].language),
          change: change))
    }
  }
}

extension Site {
  /// The sessions that go on while a session does, in its language.
  func parallelSessions(of id: PageID) -> [PageID] {
    let page = self[id]
    guard let programme = programme(of: page.original),
      let session = programme.sessions[page.original]
    else { return [] }
    return programme.schedule.parallel(to: session).map {
      self.page(programme.sessions[$0], in: page.language)
    }
  }
}

extension Site {
  /// The number of a track's colour, from 1 to 8: the one that its page names, or else one by its place among the tracks of
  /// its programme. Of a session it is that of its track; `nil` if it has none.
  func trackNumber(of id: PageID) -> Int? {
    let page = self[id].original
    let own = programme(of: page)
    if let number = own?.trackNumber(of: page) { return number }
    // A track may stand outside of the section that is the programme.
    return programmes.lazy.filter { $0.section != own?.section }
      .compactMap { $0.trackNumber(of: page) }.first
  }
}

extension ProgrammeSection {
  fileprivate func trackNumber(of page: PageID) -> Int? {
    guard let track = tracks[page] ?? sessions[page].flatMap({ schedule.track(of: $0) })
    else { return nil }
    let named = schedule.tracks[track].colour.flatMap { Int($0) }
    return named.flatMap { (1...8).contains($0) ? $0 : nil } ?? track.index % 8 + 1
  }
}
