import CivilTime

// A registration desk, a quiet room, an exhibition: people come and go while the programme goes on beside it. In a table of
// rooms each would take a column for one long box, and on the page of every talk it would be "at the same time". So
// these stand apart. No editor has to say so: it follows from what a session is and from what goes on meanwhile. A session
// in which somebody speaks, or which has parts, is never one of them.

extension Schedule {
  /// Which sessions of a day stand apart from its table. The sessions are those that are no part of another one of the day,
  /// in reading order.
  func standingOffers(among members: [Session.ID]) -> [Session.ID] {
    let uses = Dictionary(grouping: members) { sessions[$0].room }.mapValues(\.count)
    let offers = members.filter { id in
      let session = sessions[id]
      let hasRoomToItself = session.room.map { uses[$0] == 1 } ?? true
      return hasRoomToItself && session.isStandingOffer(in: zone)
    }
    let isOffer = Set(offers)
    let others = OccupiedTime(of: members.filter { !isOffer.contains($0) }.map(span))
    return offers.filter { others.overlaps(span(of: $0)) }
  }

  /// From when to when a session goes on, in seconds. One without an end goes on for a moment.
  private func span(of id: Session.ID) -> Range<Int> {
    guard let start = sessions[id].start.map(zone.instant(of:)) else { return 0..<0 }
    return start..<(sessions[id].end.map(zone.instant(of:)) ?? start + 1)
  }
}

extension Session {
  /// Whether people come and go to it: it lasts for hours, nobody speaks, and it has no parts.
  fileprivate func isStandingOffer(in zone: Zone) -> Bool {
    guard let start, let end = knownEnd, let least = SessionFormat.leastHoursOfOffer(record.format),
      record.people.isEmpty, children.isEmpty, !record.isEverywhere
    else { return false }
    return zone.instant(of: end) - zone.instant(of: start) >= least * 3600
  }
}

/// When something goes on: spans that begin later and later, joined where they overlap.
private struct OccupiedTime {
  private var spans: [Range<Int>] = []

  init(of sorted: [Range<Int>]) {
    for span in sorted {
      if let last = spans.last, span.lowerBound <= last.upperBound {
        spans[spans.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        spans.append(span)
      }
    }
  }

  /// The spans are few: a day has as many as it has pauses in which nothing goes on.
  func overlaps(_ span: Range<Int>) -> Bool { spans.contains { $0.overlaps(span) } }
}
