import CivilTime
import Text

// A VTIMEZONE describes the clocks of the time that a calendar is about, and of no other time. Its observances
// are the real transitions, each with one onset and no rule. A rule would speak of other years, which nobody
// knows, and would be wrong for every country that has changed its rules.

extension Zone {
  /// The VTIMEZONE component (RFC 5545, section 3.6.5) for the time from one instant to another.
  func calendarComponent(from first: Int, to last: Int) -> [UInt8] {
    var lines = ContentLines(capacity: 512)
    lines.property("BEGIN", [], "VTIMEZONE")
    lines.property("TZID", [], identifier)
    for onset in onsets(from: first, to: last) {
      let name = onset.clock.isDaylightSaving ? "DAYLIGHT" : "STANDARD"
      lines.property("BEGIN", [], name)
      lines.property("DTSTART", [], onset.start.calendarForm)
      lines.property("TZOFFSETFROM", [], calendarOffset(onset.offsetBefore))
      lines.property("TZOFFSETTO", [], calendarOffset(onset.clock.offset))
      lines.property("END", [], name)
    }
    lines.property("END", [], "VTIMEZONE")
    return lines.buffer.bytes
  }

  /// The last onset before the first instant, and all onsets until the last instant.
  private func onsets(from first: Int, to last: Int) -> [Onset] {
    let later = transitions(from: first + 1, to: last + 1)
    let start = later.startIndex
    var onsets = later.map(Onset.init)
    if start > 0 {
      onsets.insert(Onset(transitions[start - 1]), at: 0)
    } else {
      let year = min(civil(atInstant: first).date.year - 1, 1970)
      let day = CivilDate(year: max(year, 1), month: 1, day: 1) ?? CivilDate(daysSince1970: 0)
      onsets.insert(
        Onset(
          start: CivilDateTime(day, .midnight), offsetBefore: earliest.offset, clock: earliest),
        at: 0)
    }
    return onsets
  }
}

/// A moment from which clocks are set in one way.
private struct Onset {
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
}

/// `+0200`, or `-004430` where the offset had seconds.
private func calendarOffset(_ offset: Int) -> String {
  let seconds = abs(offset)
  let rest = seconds % 60
  return (offset < 0 ? "-" : "+") + padded(seconds / 3600, to: 2)
    + padded(seconds / 60 % 60, to: 2)
    + (rest == 0 ? "" : padded(rest, to: 2))
}
