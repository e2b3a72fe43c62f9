// When a row's session begins and ends: day, start, end and duration may each be a column.

import CivilTime
import Diagnostics

extension TableImport {
  /// Sets start and end, each put together of its own cell and the one with the day.
  mutating func setTimes(of row: Row, in page: inout ImportedPage) {
    let day = row.day.flatMap { reader.moment($0.text, at: $0.location) }?.date
    // What is wrong with the day was said.
    if row.day != nil && day == nil { return }
    let end = row.time("end")
    guard let cell = row.time("start") else {
      guard let day else { return refuseEndAlone(end) }
      return setTimes((day, nil), until: end.map(Ending.cell), in: &page)
    }
    guard let span = reader.span(cell.text, at: cell.location) else {
      // For what is wrong with it.
      if let end { _ = reader.moment(end.text, at: end.location) }
      return
    }
    guard let date = span.start.date ?? day else {
      return reader.refuseTimeAlone(cell.text, at: cell.location)
    }
    let written = span.end.map { Ending.time($0) }
    if written != nil && (end != nil || row.duration != nil) {
      diagnostics.append(
        .error(
          "'\(cell.text)' says when it ends, and another column does, too", at: cell.location,
          help: "write the start alone, or leave the other column out with --ignore"))
    }
    setTimes(
      (date, span.start.time),
      until: written ?? end.map(Ending.cell) ?? row.duration.map(Ending.duration), in: &page)
  }

  /// What says when a session ends.
  private enum Ending {
    case cell(CSV.Cell)
    case duration(CSV.Cell)
    case time(SpreadsheetTime)
  }

  private mutating func setTimes(
    _ start: (date: CivilDate, time: TimeOfDay?), until ending: Ending?,
    in page: inout ImportedPage
  ) {
    page.set("start", .word(written(start.date, start.time)))
    switch ending {
    case .cell(let cell):
      if let end = reader.moment(cell.text, at: cell.location) { setEnd(end, after: start, &page) }
    case .time(let end): setEnd(end, after: start, &page)
    case .duration(let cell):
      if let time = start.time {
        setEnd(after: CivilDateTime(start.date, time), duration: cell, &page)
      }
    case nil: return
    }
  }

  private mutating func refuseEndAlone(_ cell: CSV.Cell?) {
    guard let cell, reader.moment(cell.text, at: cell.location) != nil else { return }
    diagnostics.append(
      .error(
        "this row ends at '\(cell.text)' and has no start", at: cell.location,
        help: "write when it starts, or leave the cell empty"))
  }

  /// A time alone that is earlier than the start is on the morning after.
  private func setEnd(
    _ end: SpreadsheetTime, after start: (date: CivilDate, time: TimeOfDay?),
    _ page: inout ImportedPage
  ) {
    var date = end.date ?? start.date
    if end.date == nil, let time = end.time, let begin = start.time, time <= begin {
      date = date.adding(days: 1)
    }
    page.set("end", .word(written(date, end.time)))
  }

  private mutating func setEnd(
    after start: CivilDateTime, duration cell: CSV.Cell, _ page: inout ImportedPage
  ) {
    guard let seconds = readDuration(cell.text) else {
      diagnostics.append(
        .error(
          "'\(cell.text)' is no duration", at: cell.location,
          help: "write minutes, or hours as 1:30"))
      return
    }
    guard seconds > 0 else { return }
    let end = target.zone.civil(atInstant: target.zone.instant(of: start) + seconds)
    page.set("end", .word(end.spoken))
  }
}

extension TableImport.Row {
  /// The cell of a moment.
  fileprivate func time(_ name: String) -> CSV.Cell? {
    fields.first { $0.field.name == name && $0.field.isTime }?.cell
  }
}

extension Field {
  /// Whether it is a moment of the programme.
  var isTime: Bool { ["start", "end"].contains(name) && type == .dateTime }
}
