// When an imported session is, as clocks in the site's zone show it.

import CivilTime
import Planners
import Programme

extension ScheduleImport {
  /// The times as clocks in the site's zone show them. One that the clocks show twice cannot be written, so
  /// then the day stands alone.
  mutating func setTimes(of session: ImportedSchedule.Session, in page: inout ImportedPage) {
    switch session.start {
    case nil: return
    case .date(let date): page.set("start", .word(date.description))
    case .instant(let instant): setTimes(of: session, from: instant, in: &page)
    }
  }

  private mutating func setTimes(
    of session: ImportedSchedule.Session, from instant: Int, in page: inout ImportedPage
  ) {
    let zone = target.zone
    let start = zone.civil(atInstant: instant)
    guard isShownOnce(start) else {
      warn(
        .planTimeLeftOut,
        "clocks in \(zone.identifier) show \(start.displayText) twice, so '\(session.title)' has its day without a "
          + "time", at: session.range, help: "write in \(page.id).md when it is")
      return page.set("start", .word(start.date.description))
    }
    let seconds = session.duration ?? 0
    let end = zone.civil(atInstant: instant + seconds)
    if end > EventDays.latestEnd(ofSessionFrom: start) {
      return setDays(from: start, until: end, of: session, in: &page)
    }
    page.set("start", .word(start.displayText))
    if seconds == 0 { return }
    if isShownOnce(end) && end > start { return page.set("end", .word(end.displayText)) }
    warn(
      .planTimeLeftOut,
      "clocks in \(zone.identifier) are put back, so '\(session.title)' has no end",
      at: session.range)
  }

  /// A session that outlasts its day has its days without times, as an exhibition has.
  private mutating func setDays(
    from start: CivilDateTime, until end: CivilDateTime, of session: ImportedSchedule.Session,
    in page: inout ImportedPage
  ) {
    let last = end.time <= dayEnds ? end.date.adding(days: -1) : end.date
    page.set("start", .word(start.date.description))
    page.set("end", .word(max(last, start.date).description))
    warn(
      .planTimeLeftOut,
      "'\(session.title)' lasts from \(start.displayText) until \(end.displayText), longer than a day, so it has its days "
        + "without times", at: session.range,
      help: "write a session for each day if it has times on each")
  }

  private func isShownOnce(_ moment: CivilDateTime) -> Bool {
    if case .once = target.zone.reading(of: moment) { true } else { false }
  }
}
