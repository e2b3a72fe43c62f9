// When the session of a row starts and ends. Day, start, end and duration may each be a column.

import CivilTime
import Content
import ContentSchema
import Diagnostics
import Planners
import SourceFormats

extension TableImport {
  private typealias Moment = (date: CivilDate, time: TimeOfDay?)

  /// Sets start and end, each from its own cell and the cell with the day. All cells are read first, so
  /// that all their mistakes are reported.
  mutating func setTimes(of row: TableRow, in page: inout ImportedPage) {
    let countBefore = diagnosticCount
    let day = row[.day].flatMap { self.day(in: $0) }
    let span = row.start.flatMap { reader.span($0.text, at: $0.location) }
    let end = row.end.flatMap { reader.moment($0.text, at: $0.location) }
    let duration = row[.duration].flatMap { seconds(in: $0) }
    guard diagnosticCount == countBefore, let start = start(of: row, day: day, span) else { return }

    page.set("start", .word(written(start.date, start.time)))
    var ends: [(cell: CSV.Cell, end: Moment)] = []
    if let cell = row.start, let time = span?.end {
      ends.append((cell, moment(time, after: start)))
    }
    if let cell = row.end, let time = end {
      ends.append((cell, moment(time, after: start)))
    }
    if let cell = row[.duration], let seconds = duration, seconds > 0 {
      if let time = start.time {
        let instant = target.zone.instant(of: CivilDateTime(start.date, time)) + seconds
        let end = target.zone.civil(atInstant: instant)
        ends.append((cell, (end.date, end.time)))
      } else {
        leaveOut(duration: cell)
      }
    }
    setEnd(ends, after: start, &page)
  }

  private var diagnosticCount: Int { reader.diagnostics.count + diagnostics.count }

  private mutating func day(in cell: CSV.Cell) -> CivilDate? {
    guard let moment = reader.moment(cell.text, at: cell.location) else { return nil }
    if let day = moment.day { return day }
    diagnostics.append(
      .error(
        ImportCode.cellTimeInvalid, "'\(cell.text)' is no day", at: cell.location,
        help: "write it as 2012-09-19"))
    return nil
  }

  private mutating func start(
    of row: TableRow, day: CivilDate?, _ span: SpreadsheetSpan?
  ) -> Moment? {
    if let cell = row.start, let span {
      if let date = span.start.date ?? day { return (date, span.start.time) }
      reader.refuseTimeAlone(cell.text, at: cell.location)
    } else if let day {
      return (day, nil)
    } else if let cell = row.end {
      refuse(cell, "has no start")
    } else if let cell = row[.duration] {
      leaveOut(duration: cell)
    }
    return nil
  }

  /// Warns of a duration without a start: sessions often have a length before they are scheduled.
  private mutating func leaveOut(duration cell: CSV.Cell) {
    diagnostics.append(
      .warning(
        ImportCode.rowLengthUnused,
        "this row has no time at which it starts, so its length '\(cell.text)' is left out",
        at: cell.location))
  }

  /// Sets the end. All cells that give an end have to give the same one.
  private mutating func setEnd(
    _ ends: [(cell: CSV.Cell, end: Moment)], after start: Moment, _ page: inout ImportedPage
  ) {
    guard let (cell, end) = ends.first else { return }
    if (end.time == nil) != (start.time == nil) {
      return refuse(
        cell, start.time == nil ? "has no time at which it starts" : "ends on a day without a time")
    }
    if let other = ends.first(where: { $0.end != end }) {
      diagnostics.append(
        .error(
          ImportCode.rowTimesConflict, "'\(cell.text)' and '\(other.cell.text)' say different ends",
          at: other.cell.location,
          help: "correct one of them, or leave its column out with --ignore"))
    }
    page.set("end", .word(written(end.date, end.time)))
  }

  private mutating func refuse(_ cell: CSV.Cell, _ reason: String) {
    diagnostics.append(
      .error(
        ImportCode.rowTimesConflict, "this row says '\(cell.text)', but \(reason)",
        at: cell.location,
        help: "write day and time of both start and end, or leave the cell empty"))
  }

  /// A time alone that is earlier than the start is on the morning after.
  private func moment(_ end: SpreadsheetTime, after start: Moment) -> Moment {
    if let date = end.date { return (date, end.time) }
    guard let time = end.time, let begin = start.time, time <= begin else {
      return (start.date, end.time)
    }
    return (start.date.adding(days: 1), time)
  }

  private mutating func seconds(in cell: CSV.Cell) -> Int? {
    if let seconds = readDuration(cell.text) { return seconds }
    diagnostics.append(
      .error(
        ImportCode.cellTimeInvalid, "'\(cell.text)' is no duration", at: cell.location,
        help: "write minutes, or hours as 1:30")
    )
    return nil
  }
}
