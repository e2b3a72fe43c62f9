import CivilTime
import Content
package import ContentSchema
package import Programme

/// The calendars of a programme and its files for apps: their paths, and what they say of the event as a whole.
///
/// A class, so that passing a programme to every page costs one retain for it.
package final class ProgrammeFiles: Sendable {
  package let identity: EventIdentity
  /// What each calendar says of the zone. It is made once.
  package let timeZone: [UInt8]
  /// The output folder of the programme's files: empty, or `programme/`.
  let folder: String
  /// Whether any session has a time. Files for apps list no others.
  let hasSchedule: Bool
  private let hasWhole: Bool
  private let days: [String]
  /// The names of calendars, at the index of the session, person or track. `nil` if a calendar would be empty.
  private let sessions, people, tracks: [String?]

  init(_ schedule: Schedule, identity: EventIdentity, section: Permalink) {
    self.identity = identity
    timeZone = schedule.calendarTimeZone
    let slash = section.path.lastIndex(of: "/") ?? section.path.startIndex
    folder = String(section.path[...slash].dropFirst())
    hasSchedule = !schedule.days.isEmpty
    hasWhole = schedule.hasCalendar(.whole)
    days = schedule.days.map(\.date.description)
    func names<Member>(
      _ keys: [String], _ scope: (ScheduleID<Member>) -> CalendarScope
    ) -> [String?] {
      fileNames(keys).enumerated().map { index, name in
        schedule.hasCalendar(scope(ScheduleID(index))) ? name : nil
      }
    }
    sessions = names(schedule.sessions.map(\.record.key), CalendarScope.session)
    people = names(schedule.people.map(\.key), CalendarScope.person)
    tracks = names(schedule.tracks.map(\.key), CalendarScope.track)
  }

  /// The path of a calendar below the output folder. `nil` if it would be empty.
  package func path(of scope: CalendarScope) -> String? {
    let name: String? =
      switch scope {
      case .whole: hasWhole ? "calendar.ics" : nil
      case .day(let id): "calendar/days/\(days[id.index]).ics"
      case .session(let id): sessions[id.index].map { "calendar/sessions/\($0).ics" }
      case .person(let id): people[id.index].map { "calendar/speakers/\($0).ics" }
      case .track(let id): tracks[id.index].map { "calendar/tracks/\($0).ics" }
      }
    return name.map { folder + $0 }
  }

  package func path(of format: ScheduleFormat) -> String? {
    hasSchedule ? folder + "schedule." + format.rawValue : nil
  }

  /// All calendars that have events.
  package var scopes: [CalendarScope] {
    let all: [CalendarScope] =
      [.whole] + days.indices.map { .day(ScheduleID($0)) }
      + sessions.indices.map { .session(ScheduleID($0)) }
      + people.indices.map { .person(ScheduleID($0)) }
      + tracks.indices.map { .track(ScheduleID($0)) }
    return all.filter { path(of: $0) != nil }
  }

  /// Whether a path below the output folder is one of these files.
  func contains(_ path: String) -> Bool {
    guard path.hasSuffix(".ics") else {
      return ScheduleFormat.allCases.contains { self.path(of: $0) == path }
    }
    return scopes.contains { self.path(of: $0) == path }
  }
}

/// The files for apps. The raw values are their extensions.
package enum ScheduleFormat: String, Hashable, Sendable, CaseIterable {
  case json, xml
}

/// A file name for each key: its last part, or all its parts if several keys end alike.
private func fileNames(_ keys: [String]) -> [String] {
  let names = keys.map { key in
    addressComponent(key.lastIndex(of: "/").map { String(key[$0...].dropFirst()) } ?? key)
  }
  var counts: [String: Int] = [:]
  for name in names { counts[name, default: 0] += 1 }
  return zip(keys, names).map { key, name in
    counts[name] == 1
      ? name
      : key.split(separator: "/").map { addressComponent(String($0)) }.joined(separator: "-")
  }
}

extension ProgrammeSection {
  /// The calendar of the page of a session, a speaker or a track, if it has events.
  fileprivate func calendar(of page: PageID) -> CalendarScope? {
    let scope: CalendarScope? =
      sessions[page].map { .session($0) } ?? people[page].map { .person($0) }
      ?? tracks[page].map { .track($0) }
    return scope.flatMap { files.path(of: $0) == nil ? nil : $0 }
  }
}

extension Schedule {
  /// The last day that is known. If none is, a day before all others.
  fileprivate var lastDate: CivilDate {
    days.last?.date ?? sessions.compactMap { $0.lastDate ?? $0.date }.max()
      ?? CivilDate(daysSince1970: 0)
  }
}

extension Site {
  /// The calendar of the page of a session, a speaker or a track. If several programmes have the page, as with a
  /// speaker of two editions, it is the calendar of the latest one.
  package func calendar(of id: PageID) -> (programme: ProgrammeSection, scope: CalendarScope)? {
    let original = self[id].original
    var last: (programme: ProgrammeSection, scope: CalendarScope)?
    for programme in programmes {
      guard let scope = programme.calendar(of: original) else { continue }
      let isLater =
        last.map { programme.schedule.lastDate > $0.programme.schedule.lastDate } ?? true
      if isLater { last = (programme, scope) }
    }
    return last
  }
}
