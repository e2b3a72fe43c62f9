import CivilTime
import Text

// What calendars say, and why:
//
// - All that a calendar says comes from the content, so the same content gives the same bytes. A session's
//   DTSTAMP and LAST-MODIFIED are the beginning of the day in its `updated`; without it, LAST-MODIFIED is
//   left out and DTSTAMP, which calendars require, is the beginning of 1970.
// - SEQUENCE grows with `updated`, by three a day, and within a day by one when a session is moved and by
//   another when it is cancelled. Whoever changes a time sets `updated`, and every calendar takes the change.
// - If the session was released, the release says all three instead; see `Releases.swift`.
// - A cancelled session stays, with STATUS:CANCELLED. If it were left out, it would stay in the calendars of those
//   who have it. There is no METHOD, since this is a publication and no invitation.
// - An end that the content doesn't give is not told: an event until the next session, or until the evening, would
//   look like the programme's own words. RFC 5545 (section 3.6.1) lets such an event end when it starts.
//   `DURATION:PT0S` says the same aloud, since Exchange refuses an event that has neither an end nor a duration, and
//   others make a whole day of it. DTEND can't say it: it has to be later than DTSTART.
// - A session that has a day and no time is an event of the whole day that leaves people free.

extension Schedule {
  /// What every calendar of this schedule says of the zone. Empty if times are in UTC.
  package var calendarTimeZone: [UInt8] {
    guard !zone.isUTC, let span else { return [] }
    return zone.calendarComponent(from: span.lowerBound, to: span.upperBound)
  }

  /// A calendar (RFC 5545 and 7986). `timeZone` is `calendarTimeZone`, made once for all of them.
  package func calendar(
    _ scope: CalendarScope, of event: EventIdentity, timeZone: [UInt8], url: String
  ) -> [UInt8] {
    let events = events(in: scope)
    var lines = ContentLines(capacity: 1024 + events.count * 768)
    lines.property("BEGIN", [], "VCALENDAR")
    lines.property("VERSION", [], "2.0")
    lines.text("PRODID", "-//Lectern//Programme//EN")
    appendHead(of: scope, of: event, url: url, to: &lines)
    if events.contains(where: { sessions[$0].start != nil }) { lines.append(timeZone) }
    let writer = EventWriter(schedule: self, event: event)
    for id in events { writer.append(id, to: &lines) }
    lines.property("END", [], "VCALENDAR")
    return lines.buffer.bytes
  }

  /// What the calendar is called. A single session goes into the reader's own calendar, so it has no name.
  private func appendHead(
    of scope: CalendarScope, of event: EventIdentity, url: String, to lines: inout ContentLines
  ) {
    guard let name = name(of: scope, event) else { return }
    lines.text("NAME", name)
    lines.text("X-WR-CALNAME", name)
    if case .whole = scope, let description = event.description {
      lines.text("DESCRIPTION", description)
      lines.text("X-WR-CALDESC", description)
    }
    lines.property("SOURCE", [("VALUE", "URI")], url)
    lines.property("URL", [], page(of: scope) ?? event.url)
    lines.property("REFRESH-INTERVAL", [("VALUE", "DURATION")], "PT6H")
    lines.property("X-PUBLISHED-TTL", [], "PT6H")
  }

  private func name(of scope: CalendarScope, _ event: EventIdentity) -> String? {
    switch scope {
    case .whole: event.title
    case .day(let day): "\(event.title), \(days[day].date)"
    case .session: nil
    case .person(let person): "\(event.title): \(people[person].name)"
    case .track(let track): "\(event.title): \(tracks[track].title)"
    }
  }

  private func page(of scope: CalendarScope) -> String? {
    switch scope {
    case .person(let person): people[person].url
    case .track(let track): tracks[track].url
    case .whole, .day, .session: nil
    }
  }
}

/// Writes sessions as VEVENT components.
private struct EventWriter {
  let schedule: Schedule
  let event: EventIdentity

  func append(_ id: Session.ID, to lines: inout ContentLines) {
    let session = schedule.sessions[id]
    lines.property("BEGIN", [], "VEVENT")
    lines.text("UID", event.uid(session.record.key))
    appendRevision(of: id, to: &lines)
    appendTime(of: session, to: &lines)
    lines.text("SUMMARY", session.title)
    let description = schedule.calendarDescription(of: session)
    if !description.isEmpty { lines.text("DESCRIPTION", description) }
    if let location = schedule.location(of: session, event) { lines.text("LOCATION", location) }
    if let url = session.record.url { lines.property("URL", [], url) }
    if let track = session.record.track { lines.text("CATEGORIES", schedule.tracks[track].title) }
    lines.property("STATUS", [], session.isCancelled ? "CANCELLED" : "CONFIRMED")
    lines.property("END", [], "VEVENT")
  }

  private func appendRevision(of id: Session.ID, to lines: inout ContentLines) {
    let revision = schedule.revision(of: id)
    lines.property("DTSTAMP", [], utc(revision.instant ?? 0))
    if let instant = revision.instant { lines.property("LAST-MODIFIED", [], utc(instant)) }
    lines.property("SEQUENCE", [], String(revision.sequence))
  }

  private func appendTime(of session: Session, to lines: inout ContentLines) {
    if let start = session.start {
      append("DTSTART", start, to: &lines)
      if let end = session.knownEnd {
        append("DTEND", end, to: &lines)
      } else {
        lines.property("DURATION", [], "PT0S")
      }
    } else if let date = session.date {
      let after = (session.lastDate ?? date).adding(days: 1)
      lines.property("DTSTART", [("VALUE", "DATE")], date.basicFormat)
      lines.property("DTEND", [("VALUE", "DATE")], after.basicFormat)
      lines.property("TRANSP", [], "TRANSPARENT")
    }
  }

  private func append(_ name: String, _ moment: CivilDateTime, to lines: inout ContentLines) {
    if schedule.zone.isUTC {
      lines.property(name, [], moment.basicFormat + "Z")
    } else {
      lines.property(name, [("TZID", schedule.zone.identifier)], moment.basicFormat)
    }
  }

  private func utc(_ instant: Int) -> String {
    CivilDateTime(secondsSince1970: instant).basicFormat + "Z"
  }
}

extension Schedule {
  /// What a reader wants to know besides title, time and place, in paragraphs without markup.
  fileprivate func calendarDescription(of session: Session) -> String {
    let record = session.record
    var paragraphs = [record.statusNote, record.description].compactMap(\.self)
    paragraphs.append(record.points.map { "- " + $0 }.joined(separator: "\n"))
    paragraphs.append(lines(of: record.people, displayText))
    let parts = session.children.filter(isListedInParent)
    paragraphs.append(lines(of: parts) { "- " + sessions[$0].title })
    paragraphs.append(record.url ?? "")
    return paragraphs.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// A line for each, as far as anybody reads them in a calendar. Each speaker's calendar has all speakers of a session, so
  /// without a bound a session of thousands would cost their number squared; its page, which is linked, has all.
  private func lines<Item>(of items: [Item], _ line: (Item) -> String) -> String {
    let most = 100
    let rest = items.count > most ? ["… (+\(items.count - most))"] : []
    return (items.prefix(most).map(line) + rest).joined(separator: "\n")
  }

  /// `Ada Example (chair), City of Malmö`.
  private func displayText(_ part: Participation) -> String {
    let person = people[part.person]
    return person.name + (part.role.map { " (\($0))" } ?? "")
      + (person.affiliation.map { ", \($0)" } ?? "")
  }

  /// The room with its floor and building, or the place in the editor's words. A session without either is at
  /// the venue, since one that is elsewhere has a place.
  fileprivate func location(of session: Session, _ event: EventIdentity) -> String? {
    let place = session.record.place
    guard let room = session.room.map({ rooms[$0] }) else { return place ?? event.venue }
    return [room.title, room.floor, place ?? room.place ?? event.venue]
      .compactMap(\.self).joined(separator: ", ")
  }
}

extension Zone {
  /// Whether clocks show UTC, which calendars know without a description.
  var isUTC: Bool { transitions.isEmpty && earliest.offset == 0 && identifier.hasSuffix("UTC") }
}
