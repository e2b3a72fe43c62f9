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

  /// Each speaker's calendar has all speakers of a session, so what all calendars hold would grow with their square.
  @Test func namesSoManySpeakersAndPartsOfASession() throws {
    let people = (0..<250).map { "person p\($0) | Person \($0)" }
    let parts = (0..<120).map { "session s\($0) | Part \($0) | parent: all" }
    let names = (0..<250).map { "p\($0)" }.joined(separator: ", ")
    let all =
      "session all | All | start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | people: \(names)"
    let schedule = try schedule((people + [all] + parts).joined(separator: "\n"))
    let text = schedule.text(.person(Person.ID(200))).replacingOccurrences(of: "\r\n ", with: "")
    #expect(text.contains("Person 99\\n… (+150)\\n\\n- Part 0") && !text.contains("Person 100"))
    #expect(text.contains("- Part 99\\n… (+20)") && !text.contains("Part 100"))
  }

  /// Some readers undo escapes before they unfold lines.
  @Test(arguments: [",", ";", "\\", "\n"])
  func foldsLinesWithoutCuttingAnEscape(_ sign: String) throws {
    for count in 1...80 {
      let text = String(repeating: "x", count: count) + String(repeating: sign, count: 60)
      var person = Person(key: "ada", name: text)
      person.affiliation = text
      var session = SessionRecord(key: "a", title: text)
      session.start = Located(.dateTime(try #require(CivilDateTime(2012, 9, 19, 9, 0))))
      (session.place, session.description, session.people) = (text, text, [.init(Person.ID(0))])
      let input = ScheduleInput(
        zone: try Zone(named: "Europe/Stockholm"), sessions: [session], people: [person])
      let calendar = Schedule.assemble(input).value.text(.person(Person.ID(0)))
      for line in calendar.components(separatedBy: "\r\n") {
        #expect(line.utf8.count <= 75)
        #expect(line.reversed().prefix { $0 == "\\" }.count.isMultiple(of: 2), "\(line)")
      }
    }
  }

  /// The timetable assumes an end, and whoever takes a session into a calendar must not take the assumption for a fact.
  @Test func tellsNoEndThatTheContentDoesNotGive() throws {
    let schedule = try schedule(
      """
      room hall | Hall
      session talk | Talk | start: 2012-09-19 11:00 | room: hall
      session dinner | Dinner | start: 2012-09-19 19:30 | room: hall
      session lounge | Lounge | start: 2012-09-20 11:00 | end: 2012-09-20 12:00
      session table | Table | parent: lounge
      session part | Part | parent: lounge | start: 2012-09-20 11:10
      """)
    func lines(_ id: Int) -> [String] {
      schedule.text(.session(Session.ID(id))).components(separatedBy: "\r\n")
        .filter { $0.hasPrefix("DTEND") || $0.hasPrefix("DURATION") }
    }
    #expect(schedule.sessions[Session.ID(0)].endIsAssumed)
    let known = "DTEND;TZID=Europe/Stockholm:20120920T120000"
    #expect(
      schedule.sessions.ids.map { lines($0.index) } == [
        ["DURATION:PT0S"], ["DURATION:PT0S"], [known], [known], ["DURATION:PT0S"],
      ])
    let json = String(decoding: schedule.scheduleJSON(of: event) ?? [], as: UTF8.self)
    let durations = json.matches(of: /"duration": "([^"]*)"/).map { String($0.1) }
    #expect(durations == ["00:00", "00:00", "01:00", "01:00", "00:00"])
  }

  /// The judge of calendars compares them with the zone database; this is the form that programs with fewer rules read.
  @Test(arguments: [
    ("Europe/Stockholm", 2030, ["DAYLIGHT 3 -1SU", "STANDARD 10 -1SU"]),
    ("Europe/Dublin", 2030, ["DAYLIGHT 3 -1SU", "STANDARD 10 -1SU"]),
    ("America/New_York", 2005, ["DAYLIGHT 4 1SU until 2006", "STANDARD 10 -1SU until 2006"]),
    ("America/New_York", 2030, ["DAYLIGHT 3 2SU", "STANDARD 11 1SU"]),
    ("Pacific/Auckland", 2030, ["STANDARD 4 1SU", "DAYLIGHT 9 -1SU"]),
    ("Australia/Lord_Howe", 2030, ["STANDARD 4 1SU", "DAYLIGHT 10 1SU"]),
    ("Asia/Jerusalem", 2030, ["DAYLIGHT 3 FR 23,24,25,26,27,28,29", "STANDARD 10 -1SU"]),
    ("Asia/Tokyo", 2030, ["STANDARD once"]),
    ("Europe/Istanbul", 2030, ["STANDARD once"]),
    (
      "Europe/Moscow", 2011,
      ["DAYLIGHT once", "STANDARD once", "STANDARD once"]
    ),
  ])
  func describesTheRulesOfZones(_ zone: String, _ year: Int, _ expected: [String]) throws {
    let schedule = try schedule(
      "zone \(zone)\nsession a | A | start: \(year)-05-14 09:00 | format: other")
    let text = String(decoding: schedule.calendarTimeZone, as: UTF8.self)
    let parts = text.matches(of: /BEGIN:(DAYLIGHT|STANDARD)(?s:.*?)END:/).map { match in
      guard
        let rule = match.0.firstMatch(
          of:
            /RRULE:FREQ=YEARLY;BYMONTH=(\d+);BYDAY=([^;\r]+)(?:;BYMONTHDAY=([\d,]+))?(?:;UNTIL=(\d{4}))?/
        )
      else { return "\(match.1) once" }
      return "\(match.1) \(rule.1) \(rule.2)" + (rule.3.map { " \($0)" } ?? "")
        + (rule.4.map { " until \($0)" } ?? "")
    }
    #expect(parts.sorted() == expected.sorted())
  }

  @Test(arguments: [
    ("start: 2012-09-19 10:00 | end: 2012-09-19 11:00", true),
    ("start: 2012-09-19 09:00 | end: 2012-09-19 10:30", true),
    ("start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | room: attic", true),
    ("start: 2012-09-20", true),
    ("start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | room: hall", false),
    // These say themselves that they are newer.
    ("start: 2012-09-19 10:00 | end: 2012-09-19 11:00 | updated: 2012-09-01", false),
    ("start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | room: hall | status: cancelled", false),
    ("start: 2012-09-19 10:00 | end: 2012-09-19 11:00 | status: moved", false),
    // What isn't known any more can't be told as a change.
    ("start: 2012-09-19 09:00 | room: hall", false),
  ])
  func tellsOfAChangeThatCalendarsWouldNotTake(_ fields: String, _ isTold: Bool) throws {
    let rooms = "room hall | Hall\nroom attic | Attic\n"
    let before = try schedule(
      rooms + "session a | A | start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | room: hall")
    let after = try schedule(rooms + "session a | A renamed | \(fields)")
    let today = try #require(CivilDate(year: 2012, month: 9, day: 3))
    func changes(_ schedule: Schedule, since earlier: Schedule) -> [Diagnostic] {
      schedule.unannouncedChanges(
        from: Array(earlier.text(.whole).utf8), to: Array(schedule.text(.whole).utf8), of: event,
        today: today)
    }
    #expect(changes(after, since: before).map(\.code) == (isTold ? ["change-without-updated"] : []))
    #expect(changes(after, since: after).isEmpty)
  }

  @Test func tellsOfAllChangesInOneMessage() throws {
    func programme(_ time: String, _ updated: String = "") throws -> Schedule {
      try schedule(
        ["a", "b", "c"].map {
          "session \($0) | \($0) | start: 2012-09-19 \(time) | format: other\(updated)\n"
        }.joined())
    }
    let before = Array(try programme("09:00", " | updated: 2012-09-03").text(.whole).utf8)
    let after = try programme("10:00", " | updated: 2012-09-03")
    func changes(on day: Int) throws -> [Diagnostic] {
      after.unannouncedChanges(
        from: before, to: Array(after.text(.whole).utf8), of: event,
        today: try #require(CivilDate(year: 2012, month: 9, day: day)))
    }
    #expect(
      try changes(on: 4).map(\.message) == [
        "the time, room or status of 'a' and 2 more changed since the last build, and 'updated' did not"
      ])
    #expect(try changes(on: 4).first?.notes.count == 2)
    // Nothing is newer than today.
    #expect(try changes(on: 3).isEmpty)
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
