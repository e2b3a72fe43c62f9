package import CivilTime
package import Diagnostics

// SEQUENCE grows with a session's `updated`, which editors forget. The calendar that an earlier build wrote says what
// people may have in theirs, so it is the record to compare with: nothing else has to be kept, and where there is no
// earlier build, nothing is known and nothing is said.

extension Schedule {
  /// Reports the sessions whose time, room or status is another than in an earlier calendar, although neither their
  /// `updated` nor their status makes them newer.
  ///
  /// - Parameters:
  ///   - earlier: the whole calendar, as a build wrote it before.
  ///   - calendar: the whole calendar as it is now.
  ///   - today: a session that was updated today can't be newer, so it isn't reported.
  package func unannouncedChanges(
    from earlier: [UInt8], to calendar: [UInt8], of event: EventIdentity, today: CivilDate
  ) -> [Diagnostic] {
    guard earlier != calendar else { return [] }
    let before = calendarEvents(in: earlier)
    let now = calendarEvents(in: calendar)
    let changed = sessions.filter { session in
      guard session.record.release == nil, session.record.updated.map({ $0 < today }) ?? true,
        let old = before[event.uid(session.record.key)],
        let new = now[event.uid(session.record.key)]
      else { return false }
      return new.differs(from: old) && new.sequence <= old.sequence
    }
    guard let first = changed.first else { return [] }
    let others = changed.count == 1 ? "" : " and \(changed.count - 1) more"
    return [
      .warning(
        ProgrammeCode.changeWithoutUpdated,
        "the time, room or status of '\(first.title)'\(others) changed since the last build, and 'updated' did not",
        at: first.record.startLocation,
        help:
          "set 'updated' to the day of the change, as in updated: \(today), so that people's calendars take it",
        notes: changed.dropFirst().prefix(10).flatMap {
          [Diagnostic.Note("so did '\($0.title)'", at: $0.record.startLocation)]
        })
    ]
  }
}

/// What a calendar says of an event that people would have to know if it changed.
private struct CalendarEvent {
  var sequence = 0
  var start = ""
  /// `nil` if it isn't known.
  var end: String?
  var place = ""
  var status = ""

  func differs(from old: CalendarEvent) -> Bool {
    start != old.start || (end != nil && end != old.end) || place != old.place
      || status != old.status
  }
}

/// The events of a calendar that we wrote, by their UIDs.
private func calendarEvents(in calendar: [UInt8]) -> [String: CalendarEvent] {
  let text = String(decoding: calendar, as: UTF8.self).replacing("\r\n ", with: "")
  var events: [String: CalendarEvent] = [:]
  var (uid, event) = ("", CalendarEvent())
  for line in text.split(separator: "\r\n") {
    guard let colon = line.firstIndex(of: ":") else { continue }
    let value = String(line[line.index(after: colon)...])
    switch line[..<colon].prefix(while: { $0 != ";" }) {
    case "BEGIN": (uid, event) = ("", CalendarEvent())
    case "UID": uid = value
    case "SEQUENCE": event.sequence = Int(value) ?? 0
    case "DTSTART": event.start = value
    case "DTEND": event.end = value
    case "LOCATION": event.place = value
    case "STATUS": event.status = value
    case "END" where value == "VEVENT": events[uid] = event
    default: break
    }
  }
  return events
}
