import CivilTime
import Text

// A VTIMEZONE says how clocks are set during the time that a calendar is about, and no longer. Its
// observances are the real transitions, each with its one onset and no rule: what a rule would say of
// other years is not known, and a zone whose rules change needs no exception. The other choice, the
// rules of today for ever, is shorter to guess and wrong for every country that has changed its mind.

extension Zone {
  /// The component VTIMEZONE (RFC 5545, section 3.6.5) that is right from the first to the last of
  /// these instants.
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

  /// The onset that the first instant lies behind, and all until the last.
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

/// The beginning of a time during which clocks are set in one way.
private struct Onset {
  /// As the clocks show it that are about to be set.
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

/// `+0200`, and `-004430` where clocks were off by seconds.
private func calendarOffset(_ offset: Int) -> String {
  let seconds = abs(offset)
  let rest = seconds % 60
  return (offset < 0 ? "-" : "+") + twoDigits(seconds / 3600) + twoDigits(seconds / 60 % 60)
    + (rest == 0 ? "" : twoDigits(rest))
}
