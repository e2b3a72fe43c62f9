import CivilTime
import Diagnostics
import Foundation
import Programme
import TestSupport
import Testing

private let event = EventIdentity(
  title: "Sommarmöte, åter; igen", description: "Three days\nof talks",
  url: "https://example.org/p/",
  host: "example.org", path: "base/p", baseURL: "https://example.org/base/", language: "en",
  venue: "Congress Hall, Malmö", everyRoom: "All rooms", unknownRoom: "Not announced")

private func schedule(_ fixture: Fixture) throws -> Schedule {
  let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
  return Schedule.assemble(try programme(source)).value
}

private func schedule(_ text: String) throws -> Schedule {
  Schedule.assemble(try programme(SourceText(file: "text", text))).value
}

extension Schedule {
  fileprivate func text(_ scope: CalendarScope) -> String {
    let bytes = calendar(
      scope, of: event, timeZone: calendarTimeZone, url: "https://example.org/p/calendar.ics")
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// As the goldens call it.
private func name(of scope: CalendarScope) -> String {
  switch scope {
  case .whole: "whole"
  case .day(let day): "day(\(day.index))"
  case .session(let session): "session(\(session.index))"
  case .person(let person): "person(\(person.index))"
  case .track(let track): "track(\(track.index))"
  }
}

/// What Python's `icalendar` and the schemas' rules say of these files, Tests/Judges asks.
@Suite struct CalendarTests {
  /// The whole calendar, then the session, the person and the track that are listed first.
  @Test(arguments: try Fixture.all(in: "calendars", of: "ProgrammeTests"))
  func writesWhatCalendarsAreTold(_ fixture: Fixture) throws {
    let schedule = try schedule(fixture)
    var scopes: [CalendarScope] = [.whole]
    if !schedule.days.isEmpty { scopes.append(.day(Day.ID(0))) }
    scopes += [.session(Session.ID(0))]
    if !schedule.people.isEmpty { scopes.append(.person(Person.ID(0))) }
    if !schedule.tracks.isEmpty { scopes.append(.track(Track.ID(0))) }
    var shown = scopes.map {
      "=== \(name(of: $0))\n\(schedule.text($0).replacingOccurrences(of: "\r\n", with: "\n"))"
    }
    for (name, bytes) in [
      ("json", schedule.scheduleJSON(of: event)), ("xml", schedule.scheduleXML(of: event)),
    ] {
      shown.append("=== \(name)\n\(bytes.map { String(decoding: $0, as: UTF8.self) } ?? "none\n")")
    }
    try fixture.expect(shown.joined())
  }

  @Test func foldsLinesWithoutCuttingACharacter() throws {
    for count in 1...90 {
      let title = String(repeating: "x", count: count) + String(repeating: "ö€😀", count: 20)
      let text = try schedule("session a | \(title) | start: 2012-09-19 09:00").text(
        .session(Session.ID(0)))
      let lines = text.components(separatedBy: "\r\n")
      #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\u{FFFD}") })
      #expect(text.replacingOccurrences(of: "\r\n ", with: "").contains("SUMMARY:\(title)\r\n"))
    }
  }

  /// Neither another title nor another time makes another session of it.
  @Test func keepsASessionsIdsWhateverChangesInIt() throws {
    let before = try schedule("session a | A | start: 2012-09-19 09:00")
    let after = try schedule("session a | B | start: 2012-09-20 10:00 | end: 2012-09-20 11:00")
    for pattern in ["UID:[^\r]+", "guid=\"[^\"]+", " id=\"[^\"]+"] {
      let values = [before, after].map { schedule in
        let text =
          schedule.text(.session(Session.ID(0)))
          + String(decoding: schedule.scheduleXML(of: event) ?? [], as: UTF8.self)
        return text.range(of: pattern, options: .regularExpression).map { String(text[$0]) }
      }
      #expect(values[0] != nil && values[0] == values[1], "\(pattern)")
    }
  }

  @Test(arguments: [
    ("Expo", "expo"), ("Abc", "abc_event"), ("Ö!", "o_event"), ("!", "event"),
    ("EcoProcura 2012", "ecoprocura_2012"),
  ])
  func givesAnEventAnAcronym(_ title: String, _ acronym: String) throws {
    var event = event
    event.title = title
    let schedule = try schedule("session a | A | start: 2012-09-19 09:00")
    let xml = String(decoding: schedule.scheduleXML(of: event) ?? [], as: UTF8.self)
    #expect(xml.contains("<acronym>\(acronym)</acronym>"))
  }

  @Test func countsUpWhenASessionIsChangedMovedOrCalledOff() throws {
    func sequence(_ more: String) throws -> Int {
      let text = try schedule("session a | A | start: 2012-09-19 09:00\(more)").text(.whole)
      let line = try #require(
        text.components(separatedBy: "\r\n").first { $0.hasPrefix("SEQUENCE:") })
      return try #require(Int(line.dropFirst("SEQUENCE:".count)))
    }
    let steps = [
      "", " | status: moved", " | status: cancelled", " | updated: 2012-08-01",
      " | updated: 2012-08-01 | status: moved", " | updated: 2012-08-01 | status: cancelled",
      " | updated: 2012-08-02",
    ]
    let sequences = try steps.map(sequence)
    #expect(sequences == sequences.sorted())
    #expect(Set(sequences).count == steps.count)
  }

  @Test(arguments: [
    ("2012-09-18 23:59", "before"), ("2012-09-19 00:00", "during"), ("2012-09-21 00:59", "during"),
    ("2012-09-21 01:00", "after"),
  ])
  func knowsBeforeDuringAndAfter(_ now: String, _ phase: String) throws {
    let schedule = try schedule(
      "session a | A | start: 2012-09-19 09:00 | end: 2012-09-19 10:00\n"
        + "session b | B | start: 2012-09-20 22:00 | end: 2012-09-21 01:00\n"
        + "session c | C | start: 2012-09-20 23:00 | end: 2012-09-21 02:00 | status: cancelled")
    let moment = try #require(try CivilMoment(parsing: now).dateTime)
    #expect(schedule.phase(at: moment)?.rawValue == phase)
  }

  /// Nobody knows when it is over before its day is.
  @Test func isNotAfterWhileTheLastSessionMayStillGoOn() throws {
    let schedule = try schedule("session a | A | start: 2012-09-19 19:00")
    let evening = try #require(try CivilMoment(parsing: "2012-09-19 22:00").dateTime)
    #expect(schedule.phase(at: evening) == .during)
    #expect(
      try Schedule.assemble(programme(SourceText(file: "none", ""))).value.phase(at: evening) == nil
    )
  }
}
