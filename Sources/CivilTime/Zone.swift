/// How clocks are set at a place of the IANA time zone database.
///
/// A value: all changes of the clocks from 1970 to 2100 are read once (see `ICUZone.swift`), so that
/// everything else is arithmetic.
package struct Zone: Hashable, Sendable {
  /// The IANA identifier: `Europe/Stockholm`.
  package let identifier: String
  /// How clocks were set before the first transition.
  package let earliest: Clock
  /// In the order they happen.
  package let transitions: [Transition]

  /// How clocks are set for a while.
  package struct Clock: Hashable, Sendable {
    /// Seconds that clocks are ahead of UTC.
    package let offset: Int
    package let isDaylightSaving: Bool

    package init(offset: Int, isDaylightSaving: Bool = false) {
      self.offset = offset
      self.isDaylightSaving = isDaylightSaving
    }
  }

  /// A moment at which clocks are set.
  package struct Transition: Hashable, Sendable {
    /// Seconds since 1970-01-01 00:00 UTC.
    package let instant: Int
    package let before: Clock
    package let after: Clock

    /// What clocks show just before they are set.
    package var civil: CivilDateTime { CivilDateTime(secondsSince1970: instant + before.offset) }
  }

  package init(identifier: String, earliest: Clock, transitions: [Transition] = []) {
    self.identifier = identifier
    self.earliest = earliest
    self.transitions = transitions
  }

  /// The last year whose transitions are read. Nobody knows which rules a zone will have after it.
  package static let lastYear = 2099

  package static let utc = Zone(identifier: "UTC", earliest: Clock(offset: 0))
}

/// A zone that the IANA database doesn't have.
package struct UnknownZone: Error, Hashable, Sendable {
  package let identifier: String
  /// The zone that was probably meant.
  package let suggestion: String?

  package var message: String { "there is no time zone '\(identifier)'" }
  package var help: String {
    suggestion.map { "did you mean '\($0)'?" }
      ?? "write continent and city as the IANA database has them, as in Europe/Stockholm"
  }
}

extension Zone {
  /// Which instant a time on the clock is.
  package enum Reading: Hashable, Sendable {
    /// The clock shows it once. Offsets are seconds ahead of UTC.
    case once(offset: Int)
    /// The clock is put forward past it.
    case skipped(by: Transition)
    /// The clock is put back and shows it again.
    case doubled(by: Transition)
  }

  package func reading(of civil: CivilDateTime) -> Reading {
    let seconds = civil.secondsSince1970
    // The first transition that the clock, as it runs before it, has not passed decides.
    let index = firstTransition { seconds < $0.instant + max($0.before.offset, $0.after.offset) }
    guard index < transitions.count else { return .once(offset: clock(before: index).offset) }
    let transition = transitions[index]
    let (low, high) = (
      min(transition.before.offset, transition.after.offset),
      max(transition.before.offset, transition.after.offset)
    )
    guard low != high, seconds >= transition.instant + low else {
      return .once(offset: transition.before.offset)
    }
    return transition.before.offset < transition.after.offset
      ? .skipped(by: transition) : .doubled(by: transition)
  }

  /// Seconds ahead of UTC at a time on the clock. A time that clocks show twice is read as the first one, and one
  /// that they skip with the offset before the gap, as RFC 5545 (section 3.3.5) says.
  package func offset(at civil: CivilDateTime) -> Int {
    switch reading(of: civil) {
    case .once(let offset): offset
    case .skipped(let transition), .doubled(let transition): transition.before.offset
    }
  }

  /// Seconds since 1970-01-01 00:00 UTC; see `offset(at:)` for skipped and doubled times.
  package func instant(of civil: CivilDateTime) -> Int {
    civil.secondsSince1970 - offset(at: civil)
  }

  package func clock(atInstant instant: Int) -> Clock {
    clock(before: firstTransition { instant < $0.instant })
  }

  /// What clocks show at an instant, given in seconds since 1970-01-01 00:00 UTC.
  package func civil(atInstant instant: Int) -> CivilDateTime {
    CivilDateTime(secondsSince1970: instant + clock(atInstant: instant).offset)
  }

  /// The transitions at or after the first instant and before the second.
  package func transitions(from start: Int, to end: Int) -> ArraySlice<Transition> {
    let first = firstTransition { start <= $0.instant }
    return transitions[first..<max(first, firstTransition { end <= $0.instant })]
  }

  /// RFC 3339: `2012-09-19T13:30:00+02:00`.
  package func rfc3339(_ civil: CivilDateTime) -> String {
    digitText(25) { writer in
      writer.put(civil.date)
      writer.put("T")
      writer.put(civil.time, withSeconds: true)
      writer.put(offset: offset(at: civil))
    }
  }

  private func clock(before index: Int) -> Clock {
    index == 0 ? earliest : transitions[index - 1].after
  }

  /// The index of the first transition for which the condition is true. It must be true for all later ones.
  private func firstTransition(where condition: (Transition) -> Bool) -> Int {
    var (low, high) = (0, transitions.count)
    while low < high {
      let middle = (low + high) / 2
      if condition(transitions[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}

/// `+02:00`; UTC is `Z`.
package func isoOffset(_ seconds: Int) -> String { digitText(6) { $0.put(offset: seconds) } }

extension DigitWriter {
  fileprivate mutating func put(offset seconds: Int) {
    guard seconds != 0 else { return put("Z") }
    let minutes = abs(seconds) / 60
    put(seconds < 0 ? "-" : "+")
    put(minutes / 60, digits: 2)
    put(":")
    put(minutes % 60, digits: 2)
  }
}
