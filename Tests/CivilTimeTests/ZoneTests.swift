import CivilTime
import Foundation
import Testing

private func at(_ text: String) throws -> CivilDateTime { try CivilDateTime(parsing: text) }

@Suite struct ZoneTests {
  @Test(arguments: [
    ("Europe/Stockholm", "2012-09-19 13:30", "2012-09-19T13:30:00+02:00"),
    ("Europe/Stockholm", "2012-12-19 13:30", "2012-12-19T13:30:00+01:00"),
    ("Australia/Hobart", "2012-12-19 13:30", "2012-12-19T13:30:00+11:00"),
    ("Asia/Kathmandu", "2012-12-19 13:30", "2012-12-19T13:30:00+05:45"),
    ("America/St_Johns", "2012-12-19 13:30", "2012-12-19T13:30:00-03:30"),
    ("Asia/Tokyo", "2012-12-19 13:30", "2012-12-19T13:30:00+09:00"),
    ("UTC", "2012-12-19 13:30:05", "2012-12-19T13:30:05Z"),
    ("Europe/Stockholm", "2060-07-01 12:00", "2060-07-01T12:00:00+02:00"),
  ])
  func writesATimeWithItsOffset(_ name: String, _ text: String, _ expected: String) throws {
    #expect(try Zone(named: name).rfc3339(at(text)) == expected)
  }

  @Test func knowsTheTimesThatClocksSkip() throws {
    let zone = try Zone(named: "Europe/Stockholm")
    for text in ["2012-03-25 02:00", "2012-03-25 02:59:59"] {
      guard case .skipped(let transition) = zone.reading(of: try at(text)) else {
        Issue.record("\(text) is not skipped")
        continue
      }
      #expect(transition.civil == (try at("2012-03-25 02:00")))
    }
    #expect(zone.reading(of: try at("2012-03-25 01:59:59")) == .once(offset: 3600))
    #expect(zone.reading(of: try at("2012-03-25 03:00")) == .once(offset: 7200))
  }

  @Test func knowsTheTimesThatClocksShowTwice() throws {
    let zone = try Zone(named: "Europe/Stockholm")
    for text in ["2012-10-28 02:00", "2012-10-28 02:59:59"] {
      guard case .doubled = zone.reading(of: try at(text)) else {
        Issue.record("\(text) is not doubled")
        continue
      }
      #expect(zone.offset(at: try at(text)) == 7200)
    }
    #expect(zone.reading(of: try at("2012-10-28 01:59:59")) == .once(offset: 7200))
    #expect(zone.reading(of: try at("2012-10-28 03:00")) == .once(offset: 3600))
  }

  /// All zones, from 1970 to 2100.
  @Test func agreesWithFoundation() throws {
    let names = TimeZone.knownTimeZoneIdentifiers.filter { $0 != "GMT" }
    #expect(names.count > 400)
    for name in names {
      let zone = try Zone(named: name)
      let theirs = try #require(TimeZone(identifier: name))
      for transition in zone.transitions {
        for instant in [transition.instant - 1, transition.instant] {
          let date = Date(timeIntervalSince1970: Double(instant))
          let clock = zone.clock(atInstant: instant)
          #expect(clock.offset == theirs.secondsFromGMT(for: date), "\(name) \(instant)")
          #expect(clock.isDaylightSaving == theirs.isDaylightSavingTime(for: date), "\(name)")
        }
      }
      for month in 0..<1500 {
        let instant = month * 2_700_000
        let date = Date(timeIntervalSince1970: Double(instant))
        #expect(
          zone.clock(atInstant: instant).offset == theirs.secondsFromGMT(for: date),
          "\(name) \(instant)")
      }
    }
  }

  @Test func skipsTheDayThatSamoaSkipped() throws {
    let zone = try Zone(named: "Pacific/Apia")
    guard case .skipped = zone.reading(of: try at("2011-12-30 12:00")) else {
      Issue.record("2011-12-30 is not skipped")
      return
    }
  }

  @Test func givesTheTransitionsOfASpan() throws {
    let zone = try Zone(named: "Europe/Stockholm")
    let start = zone.instant(of: try at("2012-01-01 00:00"))
    let end = zone.instant(of: try at("2013-01-01 00:00"))
    let year = zone.transitions(from: start, to: end)
    #expect(year.map(\.civil.description) == ["2012-03-25T02:00", "2012-10-28T03:00"])
    #expect(year.map(\.after.isDaylightSaving) == [true, false])
    #expect(zone.transitions(from: end, to: start).isEmpty)
    // A transition at the first instant belongs to the span, and one at the last instant doesn't.
    let (first, last) = (try #require(year.first).instant, try #require(year.last).instant)
    #expect(zone.transitions(from: first, to: last).map(\.instant) == [first])
    #expect(zone.transitions(from: first + 1, to: last + 1).map(\.instant) == [last])
  }

  /// Every zone, every ten days and a bit for a hundred years, against Foundation itself.
  @Test func agreesWithTheDatabaseItWasReadFrom() throws {
    for name in TimeZone.knownTimeZoneIdentifiers {
      let zone = try Zone(named: name)
      let theirs = try #require(TimeZone(identifier: name))
      for instant in stride(from: 0, to: 4_000_000_000, by: 8_000_003) {
        let date = Date(timeIntervalSince1970: Double(instant))
        let clock = zone.clock(atInstant: instant)
        #expect(clock.offset == theirs.secondsFromGMT(for: date), "\(name) at \(instant)")
        let civil = zone.civil(atInstant: instant)
        if case .once(let offset) = zone.reading(of: civil) {
          #expect(civil.secondsSince1970 - offset == instant, "\(name) at \(instant)")
        }
      }
    }
  }

  @Test(arguments: [
    ("Europe/Stokholm", "did you mean 'Europe/Stockholm'?"),
    ("Stockholm", "did you mean 'Europe/Stockholm'?"),
    ("europe/stockholm", "did you mean 'Europe/Stockholm'?"),
    ("new york", "did you mean 'America/New_York'?"),
    ("GMT+2", "write continent and city as the IANA database has them, as in Europe/Stockholm"),
    ("", "write continent and city as the IANA database has them, as in Europe/Stockholm"),
  ])
  func suggestsTheZoneThatWasMeant(_ name: String, _ help: String) throws {
    let error = try #require(throws: UnknownZone.self) { try Zone(named: name) }
    #expect(error.message == "there is no time zone '\(name)'")
    #expect(error.help == help)
  }

  @Test(arguments: ["UTC", "Etc/UTC", "GMT", "US/Pacific", "Asia/Calcutta", "Europe/Kyiv"])
  func knowsOldAndNewNames(_ name: String) throws {
    #expect(try Zone(named: name).identifier == name)
  }
}
