import CivilTime
import Text

// A VTIMEZONE describes the clocks of the time that a calendar is about, and a year before and after it. A zone that
// has daylight saving then has both a DAYLIGHT and a STANDARD observance, which readers such as Outlook need, and
// each has the yearly rule by which clocks are really set. A rule that changes within that time ends with its last
// onset, and the next one begins an observance of its own; an onset that follows no rule stands alone. All
// of it comes from the zone's real transitions, so nothing is said of years that the database says otherwise.

extension Zone {
  /// The VTIMEZONE component (RFC 5545, section 3.6.5) for the time from one instant to another.
  func calendarComponent(from first: Int, to last: Int) -> [UInt8] {
    let observances = observances(from: first - secondsPerYear, to: last + secondsPerYear)
    // A zone that is always on one time has no other that it could save daylight from.
    let isOneTime = observances.allSatisfy(\.onset.clock.isDaylightSaving)
    var lines = ContentLines(capacity: 512)
    lines.property("BEGIN", [], "VTIMEZONE")
    lines.property("TZID", [], identifier)
    for observance in observances {
      let onset = observance.onset
      let name = onset.clock.isDaylightSaving && !isOneTime ? "DAYLIGHT" : "STANDARD"
      lines.property("BEGIN", [], name)
      lines.property("DTSTART", [], onset.start.basicFormat)
      lines.property("TZOFFSETFROM", [], calendarOffset(onset.offsetBefore))
      lines.property("TZOFFSETTO", [], calendarOffset(onset.clock.offset))
      if let rule = observance.rule { lines.property("RRULE", [], rule) }
      lines.property("END", [], name)
    }
    lines.property("END", [], "VTIMEZONE")
    return lines.buffer.bytes
  }

  /// The last onset before the first instant and all until the last instant, with those that follow one rule as one.
  private func observances(from first: Int, to last: Int) -> [Observance] {
    let within = transitions(from: first + 1, to: last + 1)
    let isKnownBefore = within.startIndex > 0
    let begin = isKnownBefore ? within.startIndex - 1 : within.startIndex
    var observances = isKnownBefore ? [] : [Observance(onset: onsetBeforeAll(of: first))]
    var isCovered = Array(repeating: false, count: transitions.count)
    for index in begin..<within.endIndex where !isCovered[index] {
      let series = Series(of: transitions, from: index)
      for index in series.indices { isCovered[index] = true }
      observances.append(
        Observance(onset: Onset(transitions[index]), rule: series.rule(in: transitions)))
    }
    return observances
  }

  /// An onset long enough before an instant, if clocks were never set before.
  private func onsetBeforeAll(of instant: Int) -> Onset {
    let year = min(civil(atInstant: instant).date.year - 1, 1970)
    let day = CivilDate(year: max(year, 1), month: 1, day: 1) ?? CivilDate(daysSince1970: 0)
    return Onset(
      start: CivilDateTime(day, .midnight), offsetBefore: earliest.offset, clock: earliest)
  }
}

private let secondsPerYear = 366 * 86_400

/// A STANDARD or DAYLIGHT part of a VTIMEZONE.
private struct Observance {
  let onset: Onset
  /// The RRULE, if the onset returns every year.
  var rule: String?
}

/// A moment from which clocks are set in one way.
private struct Onset: Hashable {
  /// What clocks show before they are set.
  let start: CivilDateTime
  let offsetBefore: Int
  let clock: Zone.Clock

  init(start: CivilDateTime, offsetBefore: Int, clock: Zone.Clock) {
    self.start = start
    self.offsetBefore = offsetBefore
    self.clock = clock
  }

  init(_ transition: Zone.Transition) {
    self.init(
      start: transition.civil, offsetBefore: transition.before.offset, clock: transition.after)
  }

  /// Whether two onsets may follow one rule: in the same month, on the same weekday, at the same time, to and from
  /// the same clocks.
  func resembles(_ other: Onset) -> Bool {
    start.date.month == other.start.date.month && start.date.weekday == other.start.date.weekday
      && start.time == other.start.time && offsetBefore == other.offsetBefore
      && clock == other.clock
  }
}

/// Transitions of consecutive years, one a year, that follow one rule.
private struct Series {
  /// Their indices among the zone's transitions.
  private(set) var indices: [Int]
  private var days: DaysOfMonth
  /// Whether the rule holds for as long as anything is known of zones.
  private let isOpen: Bool

  /// The longest series that begins with a transition.
  init(of transitions: [Zone.Transition], from first: Int) {
    let onset = Onset(transitions[first])
    indices = [first]
    days = DaysOfMonth(onset.start.date)
    var year = onset.start.date.year
    for index in transitions.indices.dropFirst(first + 1) {
      let next = Onset(transitions[index])
      if next.start.date.year > year + 1 { break }
      guard next.start.date.year == year + 1, next.resembles(onset),
        let more = days.adding(next.start.date)
      else { continue }
      days = more
      indices.append(index)
      year += 1
    }
    isOpen = year == Zone.lastYear
  }

  /// The RRULE of the series. `nil` if it is a single onset.
  func rule(in transitions: [Zone.Transition]) -> String? {
    guard indices.count > 1, let last = indices.last else { return nil }
    let month = transitions[last].civil.date.month
    let rule = "FREQ=YEARLY;BYMONTH=\(month);\(days.rule)"
    if isOpen { return rule }
    let end = CivilDateTime(secondsSince1970: transitions[last].instant)
    return rule + ";UNTIL=\(end.basicFormat)Z"
  }
}

/// On which day of its month, always the same weekday, a rule falls.
///
/// A rule says it in one of three ways: the last such weekday, the first to fourth, or the one within seven days.
/// Programs understand the first two best.
private struct DaysOfMonth {
  private let weekday: Weekday
  private var isLast: Bool
  /// From 1. `nil` if it isn't always the same.
  private var ordinal: Int?
  private var range: ClosedRange<Int>

  init(_ date: CivilDate) {
    weekday = date.weekday
    isLast = DaysOfMonth.isLast(date)
    ordinal = (date.day + 6) / 7
    range = date.day...date.day
  }

  /// The same rule with another day. `nil` if no rule has all.
  func adding(_ date: CivilDate) -> DaysOfMonth? {
    var days = self
    days.isLast = isLast && DaysOfMonth.isLast(date)
    if ordinal != (date.day + 6) / 7 { days.ordinal = nil }
    days.range = min(range.lowerBound, date.day)...max(range.upperBound, date.day)
    return days.isLast || days.ordinal != nil || days.range.count <= 7 ? days : nil
  }

  /// The parts of an RRULE that say it.
  var rule: String {
    let name = weekday.calendarForm
    if isLast { return "BYDAY=-1\(name)" }
    if let ordinal { return "BYDAY=\(ordinal)\(name)" }
    let first = max(range.upperBound - 6, 1)
    let days = (first...first + 6).map(String.init).joined(separator: ",")
    return "BYDAY=\(name);BYMONTHDAY=\(days)"
  }

  private static func isLast(_ date: CivilDate) -> Bool { date.adding(days: 7).month != date.month }
}

extension Weekday {
  /// `MO` to `SU` (RFC 5545, section 3.3.10).
  fileprivate var calendarForm: String {
    ["MO", "TU", "WE", "TH", "FR", "SA", "SU"][rawValue - 1]
  }
}

/// `+0200`, or `-004430` where the offset had seconds.
private func calendarOffset(_ offset: Int) -> String {
  let seconds = abs(offset)
  let rest = seconds % 60
  return (offset < 0 ? "-" : "+") + padded(seconds / 3600, to: 2)
    + padded(seconds / 60 % 60, to: 2)
    + (rest == 0 ? "" : padded(rest, to: 2))
}
