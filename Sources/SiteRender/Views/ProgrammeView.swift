import CivilTime
import Content
import Programme
import SiteModel
import Templates

/// A programme as templates see it, in the language of the page that asks.
struct ProgrammeView: TemplateObject {
  let context: RenderContext
  let programme: ProgrammeSection
  let language: Int

  private var site: Site { context.site }

  var typeName: String { "programme" }
  var names: [String] {
    [
      "section", "days", "unscheduled", "rooms", "tracks", "calendar", "schedule_json",
      "schedule_xml", "phase",
    ]
  }
  var identity: Int? { programme.section.index }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .section: return view(programme.section)
    case .days:
      return .list(
        programme.schedule.days.indices.map { .object(DayView(programme: self, number: $0)) })
    case .unscheduled: return .list(sessions(programme.schedule.unscheduled))
    case .rooms: return .list(programme.rooms.map(view))
    case .tracks: return .list(programme.tracks.map(view))
    case .calendar: return context.view(.whole, of: programme)
    case .scheduleJson: return address(of: .json)
    case .scheduleXml: return address(of: .xml)
    case .phase: return .optional(programme.schedule.phase(at: site.now)?.rawValue)
    default: return nil
    }
  }

  private func address(of format: ScheduleFormat) -> Value {
    .optional(programme.files.path(of: format).map { context.href(file: $0) })
  }

  func view(_ id: PageID) -> Value { context.view(site.page(id, in: language)) }

  func sessions(_ numbers: [Int]) -> [Value] { numbers.map { view(programme.sessions[$0]) } }

  /// Sessions that are no part of another one of their day.
  func topSessions(_ numbers: [Int]) -> [Int] { numbers.filter(programme.schedule.isOnItsOwn) }
}

/// A day of a programme as templates see it.
struct DayView: TemplateObject {
  let programme: ProgrammeView
  /// From 0.
  let number: Int

  private var day: Day { programme.programme.schedule.days[number] }

  var typeName: String { "day" }
  var names: [String] {
    ["date", "number", "start", "end", "slots", "sessions", "rooms", "calendar", "grid"]
  }
  var identity: Int? { number }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .date: return .date(day.date)
    case .number: return .integer(number + 1)
    case .start: return .moment(.dateTime(day.start))
    case .end: return .moment(.dateTime(day.end))
    case .slots:
      return .list(
        day.slots.indices.map { .object(SlotView(programme: programme, day: number, number: $0)) })
    case .sessions: return .list(programme.sessions(programme.topSessions(day.sessions)))
    case .rooms: return .list(day.rooms.map { programme.view(programme.programme.rooms[$0]) })
    case .calendar: return programme.context.view(.day(number), of: programme.programme)
    case .grid: return .object(GridView(programme: programme, day: number))
    default: return nil
    }
  }
}

/// The sessions that begin together, as templates see them.
struct SlotView: TemplateObject {
  let programme: ProgrammeView
  let day: Int
  let number: Int

  private var slot: Slot { programme.programme.schedule.days[day].slots[number] }

  var typeName: String { "slot" }
  var names: [String] { ["start", "end", "time", "end_time", "sessions", "is_parallel"] }
  var identity: Int? { day * 1000 + number }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .start: return .moment(.dateTime(slot.start))
    case .end: return .optional(slot.end.map { .moment(.dateTime($0)) })
    case .time: return slot.start.time.shown
    case .endTime: return .optional(slot.end?.time.shown)
    case .sessions: return .list(programme.sessions(slot.sessions))
    case .isParallel: return .boolean(slot.sessions.count > 1)
    default: return nil
    }
  }
}

/// A day's table as templates see it.
struct GridView: TemplateObject {
  let programme: ProgrammeView
  let day: Int

  private var grid: Grid { programme.programme.schedule.days[day].grid }

  var typeName: String { "grid" }
  var names: [String] { ["rows", "columns", "rooms", "cells"] }
  var identity: Int? { day }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .rows: return .integer(grid.rows)
    case .columns: return .integer(grid.columns)
    case .rooms: return .list(grid.rooms.map { programme.view(programme.programme.rooms[$0]) })
    case .cells:
      return .list(grid.cells.map { .object(CellView(programme: programme, cell: $0)) })
    default: return nil
    }
  }
}

/// A session's place in its day's table, and its time with the end that is assumed where none is given.
struct CellView: TemplateObject {
  let programme: ProgrammeView
  let cell: Grid.Cell

  private var session: Session { programme.programme.schedule.sessions[cell.session] }

  var typeName: String { "cell" }
  var names: [String] {
    ["session", "row", "rows", "column", "columns", "start", "end", "end_is_assumed"]
  }
  var identity: Int? { cell.session }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .session: return programme.view(programme.programme.sessions[cell.session])
    case .row: return .integer(cell.row)
    case .rows: return .integer(cell.rows)
    case .column: return .integer(cell.column)
    case .columns: return .integer(cell.columns)
    case .start: return .optional(session.start.map { .moment(.dateTime($0)) })
    case .end: return .optional(session.end.map { .moment(.dateTime($0)) })
    case .endIsAssumed: return .boolean(session.endIsAssumed)
    default: return nil
    }
  }
}

extension Site {
  /// The sessions that go on while a session does, in its language.
  func parallelSessions(of id: PageID) -> [PageID] {
    let page = self[id]
    guard let programme = programme(of: page.original),
      let number = programme.numbers[page.original]
    else { return [] }
    return programme.schedule.parallel(to: number).map {
      self.page(programme.sessions[$0], in: page.language)
    }
  }
}
