import CivilTime
package import Diagnostics

// What everybody was told last, so that a change is known as one. A build has no past of its own, so a release is kept
// with the content. By it:
//
// - SEQUENCE (RFC 5545, section 3.8.7.4) is one more than released as soon as the start, the end, the room, the place
//   or STATUS is another one. A room that has another name is the same room. A new title is no such change.
// - DTSTAMP and LAST-MODIFIED (3.8.7.2, 3.8.7.3) are the moment of the release that last told something new of the session.

/// A session as a release told it to everybody.
package struct ReleasedSession: Hashable, Sendable {
  /// The path of its page in `content/` when it was released first.
  package var id: String
  /// As editors write them. Empty if they aren't known.
  package var start = ""
  package var end = ""
  /// What files for apps know the room by.
  package var room = ""
  package var place = ""
  package var status = SessionStatus.confirmed
  package var sequence = 0
  package var title = ""
  /// What files for apps know the people by.
  package var people: [String] = []

  package init(id: String) { self.id = id }

  /// Whether people's calendars have to take it for a newer event than an earlier one.
  package func isRevised(since earlier: ReleasedSession) -> Bool {
    (start, end, room, place) != (earlier.start, earlier.end, earlier.room, earlier.place)
      || (status == .cancelled) != (earlier.status == .cancelled)
  }

  /// Whether it says anything else than an earlier one.
  package func differs(from earlier: ReleasedSession) -> Bool {
    isRevised(since: earlier) || status != earlier.status || title != earlier.title
      || people != earlier.people
  }
}

/// The last state of a session that was released.
package struct SessionRelease: Hashable, Sendable {
  package var session: ReleasedSession
  /// When it was released, in seconds since 1970, UTC.
  package var instant: Int

  package init(_ session: ReleasedSession, at instant: Int) {
    self.session = session
    self.instant = instant
  }
}

extension Assembly {
  /// Compares the sessions with what was released of them: once, since each calendar that has a session asks.
  mutating func compareWithReleases() {
    for id in schedule.sessions.ids {
      guard let released = schedule.sessions[id].record.release?.session else { continue }
      let state = schedule.state(of: id)
      if state.differs(from: released) { schedule.unreleased[id] = state }
    }
  }
}

extension Schedule {
  /// What a release says of a session now, with the SEQUENCE that calendars have.
  package func released(_ id: Session.ID) -> ReleasedSession {
    let session = sessions[id]
    var released = unreleased[id] ?? session.record.release?.session ?? state(of: id)
    released.sequence = revision(of: id).sequence
    return released
  }

  fileprivate func state(of id: Session.ID) -> ReleasedSession {
    let session = sessions[id]
    var state = ReleasedSession(id: session.record.releaseID ?? "")
    state.start = session.start?.displayText ?? session.date?.description ?? ""
    state.end = session.knownEnd?.displayText ?? session.lastDate?.description ?? ""
    state.room = session.room.map { rooms[$0].key } ?? ""
    state.place = oneLine(session.record.place ?? "")
    state.status = session.record.status
    state.title = oneLine(session.title)
    state.people = session.record.people.map { people[$0.person].key }
    return state
  }

  /// Whether a session is at another time or place than everybody was told.
  private func isRevised(_ id: Session.ID) -> Bool {
    guard let state = unreleased[id], let release = sessions[id].record.release else {
      return false
    }
    return state.isRevised(since: release.session)
  }

  /// What calendars say of the version of a session.
  struct Revision {
    var sequence: Int
    /// In seconds since 1970. `nil` if it isn't known.
    var instant: Int?
  }

  func revision(of id: Session.ID) -> Revision {
    guard let release = sessions[id].record.release else {
      let updated = lastChange(of: id)
      let step =
        switch sessions[id].record.status {
        case .confirmed: 0
        case .moved: 1
        case .cancelled: 2
        }
      return Revision(
        sequence: max(updated?.daysSince1970 ?? 0, 0) * 3 + step,
        instant: updated.map { zone.instant(of: CivilDateTime($0, .midnight)) })
    }
    return Revision(
      sequence: release.session.sequence + (isRevised(id) ? 1 : 0),
      instant: release.instant)
  }

  /// Reports the sessions that are at another time or place than everybody was told.
  package var changesNotReleased: [Diagnostic] {
    let changed = sessions.ids.filter(isRevised).map { sessions[$0] }
    guard let first = changed.first else { return [] }
    let others = changed.count == 1 ? "" : " and \(changed.count - 1) more"
    return [
      .warning(
        ProgrammeCode.changeNotReleased,
        "the time, room or status of '\(first.title)'\(others) is not as it was released",
        at: first.record.startLocation,
        help: "when the change is certain, run: lectern release --note \"what changed\"",
        notes: changed.dropFirst().prefix(10).map {
          Diagnostic.Note("so is '\($0.title)'", at: $0.record.startLocation)
        })
    ]
  }

  /// The day of the last change to a session, or to the parent that it has its time or room from.
  private func lastChange(of id: Session.ID) -> CivilDate? {
    var last = sessions[id].record.updated
    var current = id
    while sessions[current].timeIsInherited || sessions[current].roomIsInherited,
      let parent = sessions[current].parent
    {
      last = [last, sessions[parent].record.updated].compactMap(\.self).max()
      current = parent
    }
    return last
  }
}

/// A text without line ends and tabs, as a cell of a table has it.
private func oneLine(_ text: String) -> String {
  text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
