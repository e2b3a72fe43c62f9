import CivilTime
package import Content
package import Programme

/// The calendars of a programme and its files for apps: what they are called, where they lie, and what
/// they say of the event as a whole.
///
/// A class, since pages on all threads ask their programme for it.
package final class ProgrammeFiles: Sendable {
  package let identity: EventIdentity
  /// What each calendar says of the zone, made once.
  package let timeZone: [UInt8]
  /// The output folder that the programme's files lie in: empty, or `programme/`.
  let folder: String
  /// Whether any session has a time: files for apps are of those.
  let hasSchedule: Bool
  /// Of the schedule's people and tracks, by their pages.
  let personNumbers: [PageID: Int]
  let trackNumbers: [PageID: Int]
  /// The page of each of the schedule's people.
  package let people: [PageID]
  private let hasWhole: Bool
  private let days: [String]
  /// Nothing for what no calendar would have an event of.
  private let sessions: [String?]
  private let speakers: [String?]
  private let tracks: [String?]

  init(
    _ schedule: Schedule, identity: EventIdentity, section: Permalink, people: [PageID],
    tracks: [PageID]
  ) {
    self.identity = identity
    timeZone = schedule.calendarTimeZone
    let slash = section.path.lastIndex(of: "/") ?? section.path.startIndex
    folder = String(section.path[...slash].dropFirst())
    hasSchedule = !schedule.days.isEmpty
    self.people = people
    personNumbers = numbered(people)
    trackNumbers = numbered(tracks)
    hasWhole = schedule.hasCalendar(.whole)
    days = schedule.days.map(\.date.description)
    func names(_ ids: [String], _ scope: (Int) -> CalendarScope) -> [String?] {
      fileNames(ids).enumerated().map { schedule.hasCalendar(scope($0)) ? $1 : nil }
    }
    sessions = names(schedule.sessions.map(\.id)) { .session($0) }
    speakers = names(schedule.people.map(\.id)) { .person($0) }
    self.tracks = names(schedule.tracks.map(\.id)) { .track($0) }
  }

  /// Where a calendar lies below the output folder; nothing if it would be empty.
  package func path(of scope: CalendarScope) -> String? {
    let name: String? =
      switch scope {
      case .whole: hasWhole ? "calendar.ics" : nil
      case .day(let number): "calendar/days/\(days[number]).ics"
      case .session(let number): sessions[number].map { "calendar/sessions/\($0).ics" }
      case .person(let number): speakers[number].map { "calendar/speakers/\($0).ics" }
      case .track(let number): tracks[number].map { "calendar/tracks/\($0).ics" }
      }
    return name.map { folder + $0 }
  }

  package func path(of format: ScheduleFormat) -> String? {
    hasSchedule ? folder + "schedule." + format.rawValue : nil
  }

  /// The calendar of a session's, speaker's or track's page, if the programme has one.
  func scope(of id: PageID, _ programme: ProgrammeSection) -> CalendarScope? {
    let scope: CalendarScope? =
      programme.numbers[id].map { .session($0) } ?? personNumbers[id].map { .person($0) }
      ?? trackNumbers[id].map { .track($0) }
    return scope.flatMap { path(of: $0) == nil ? nil : $0 }
  }

  /// All calendars that have events.
  package var scopes: [CalendarScope] {
    let all: [CalendarScope] =
      [.whole] + days.indices.map { .day($0) } + sessions.indices.map { .session($0) }
      + speakers.indices.map { .person($0) } + tracks.indices.map { .track($0) }
    return all.filter { path(of: $0) != nil }
  }

  /// Whether a path below the output folder is one of these files.
  func hold(_ path: String) -> Bool {
    guard path.hasSuffix(".ics") else {
      return ScheduleFormat.allCases.contains { self.path(of: $0) == path }
    }
    return scopes.contains { self.path(of: $0) == path }
  }
}

/// The files for apps; the raw values are their endings.
package enum ScheduleFormat: String, Hashable, Sendable, CaseIterable {
  case json, xml
}

/// The names of things with these ids: their last parts, and all parts of those that would be
/// called the same.
private func fileNames(_ ids: [String]) -> [String] {
  func name(_ id: String) -> String {
    addressComponent(id.lastIndex(of: "/").map { String(id[$0...].dropFirst()) } ?? id)
  }
  var counts: [String: Int] = [:]
  for id in ids { counts[name(id), default: 0] += 1 }
  return ids.map { id in
    let short = name(id)
    return counts[short] == 1
      ? short
      : id.split(separator: "/").map { addressComponent(String($0)) }.joined(separator: "-")
  }
}

private func numbered(_ pages: [PageID]) -> [PageID: Int] {
  Dictionary(pages.enumerated().map { ($1, $0) }) { first, _ in first }
}

extension Schedule {
  /// The last day that is known; before all others if none is.
  fileprivate var lastDate: CivilDate {
    days.last?.date ?? sessions.compactMap { $0.lastDate ?? $0.date }.max()
      ?? CivilDate(daysSince1970: 0)
  }
}

extension Site {
  /// The calendar of a page: a session's, a speaker's or a track's own. Of a page that several programmes
  /// have, as a speaker of two editions, the last programme's counts.
  package func calendar(of id: PageID) -> (programme: ProgrammeSection, scope: CalendarScope)? {
    let original = self[id].original
    var last: (programme: ProgrammeSection, scope: CalendarScope)?
    for programme in programmes {
      guard let scope = programme.files.scope(of: original, programme) else { continue }
      let isLater =
        last.map { programme.schedule.lastDate > $0.programme.schedule.lastDate } ?? true
      if isLater { last = (programme, scope) }
    }
    return last
  }
}
