// When an imported session is, as clocks in the site's zone show it.

import CivilTime
import Programme

extension ScheduleImport {
  /// The times as clocks in the site's zone show them. One that the clocks show twice cannot be written, so
  /// then the day stands alone.
  mutating func setTimes(of session: ImportedSchedule.Session, in page: inout ImportedPage) {
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
    let isNight = start.time < Schedule.startOfDay && evenings.contains(start.date.adding(days: -1))
    return CivilDateTime(isNight ? start.date : start.date.adding(days: 1), Schedule.startOfDay)
  }

  /// A session that outlasts its day has its days without times, as an exhibition has.
  private mutating func setDays(
    from start: CivilDateTime, until end: CivilDateTime, of session: ImportedSchedule.Session,
    in page: inout ImportedPage
  ) {
    page.entries.removeAll { $0.key == "start" }
    let last = end.time <= Schedule.startOfDay ? end.date.adding(days: -1) : end.date
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
}

extension CivilDateTime {
  /// As editors write it: `2012-09-19 13:30`.
  var spoken: String { "\(date) \(time)" }
}
