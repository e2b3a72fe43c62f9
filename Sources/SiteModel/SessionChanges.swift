import CivilTime
import Content
package import ContentSchema
package import Programme
import SiteSettings

/// What is told of a session, and what had been told before.
package struct SessionChange: Sendable {
  /// `nil` of a session that is new.
  package let before: ReleasedSession?
  package let now: ReleasedSession

  package var kind: ReleaseChange? { now.change(since: before) }

  /// `programme/keynote: start 2012-09-19 09:00 → 2012-09-19 10:00`.
  package var line: String {
    guard let before else { return "\(now.id): new" }
    func change(_ name: String, _ value: (ReleasedSession) -> String) -> String? {
      let (old, new) = (value(before), value(now))
      func shown(_ text: String) -> String { text.isEmpty ? "—" : text }
      return old == new ? nil : "\(name) \(shown(old)) → \(shown(new))"
    }
    let changes = [
      change("status", \.status.rawValue), change("start", \.start), change("end", \.end),
      change("room", \.room), change("place", \.place), change("title", \.title),
      change("people") { $0.people.joined(separator: ", ") },
    ]
    return "\(now.id): " + changes.compactMap(\.self).joined(separator: "; ")
  }
}

extension Site {
  /// What a release would tell that no release has told yet: the sessions of all programmes that are new or others.
  package var unreleased: [SessionChange] {
    programmes.map(\.schedule).flatMap { schedule in
      schedule.sessions.enumerated().compactMap { index, session -> SessionChange? in
        guard session.record.releaseID != nil else { return nil }
        let before = session.record.release?.session
        let now = schedule.released(Session.ID(index))
        return before.map(now.differs) ?? true ? SessionChange(before: before, now: now) : nil
      }
    }
  }

  /// What is another of a session than visitors knew who looked at the programme some days ago, as many as the
  /// event's `changes_shown` says. `nil` if nothing is, if it was never released, and if it is over.
  package func recentChange(of page: PageID) -> SessionChange? {
    recentChanges.isEmpty ? nil : recentChanges[self[page].original]
  }

  /// The section of the programme that a released session is or was in.
  private func section(ofReleased id: String) -> PageID? {
    SiteModel.section(ofReleased: id, programmes, pages)
  }

  /// What each release told of a programme, the last one first. Of the first one there are no changes.
  package func releases(of programme: ProgrammeSection) -> [ProgrammeChanges] {
    var known: [String: ReleasedSession] = [:]
    var found: [ProgrammeChanges] = []
    for release in releases.all {
      let told = release.sessions.filter { self.section(ofReleased: $0.id) == programme.section }
      guard !told.isEmpty else { continue }
      let isFirst = known.isEmpty
      let changes = told.map { session in
        defer { known[session.id] = session }
        return SessionChange(before: known[session.id], now: session)
      }
      found.append(
        ProgrammeChanges(
          instant: release.instant, note: release.note,
          changes: isFirst
            ? [] : changes.filter { $0.kind != nil }.sorted { $0.isBefore($1) }))
    }
    return found.reversed()
  }

  /// The page of a released session, if it is there.
  package func page(ofReleased id: String, in programme: ProgrammeSection) -> PageID? {
    programme.schedule.sessions.indices.lazy.map(Session.ID.init).first {
      programme.schedule.sessions[$0].record.releaseID == id
    }.map { programme.sessions[$0] }
  }
}

/// What one release told of a programme.
package struct ProgrammeChanges: Sendable {
  /// In seconds since 1970, UTC.
  package let instant: Int
  /// What the editor says of it.
  package let note: String
  package let changes: [SessionChange]
}

extension SessionChange {
  fileprivate func isBefore(_ other: SessionChange) -> Bool {
    (now.start, now.title, now.id) < (other.now.start, other.now.title, other.now.id)
  }
}

/// The section of the programme that a released session is or was in.
private func section(
  ofReleased id: String, _ programmes: [ProgrammeSection], _ pages: [Page]
) -> PageID? {
  nearest(programmes, to: id) { pages[$0.section.index].path }?.section
}

/// The recent changes of all sessions, by their pages: a session stands on many pages, and all of them ask.
func recentChanges(
  of programmes: [ProgrammeSection], _ pages: [Page], _ releases: Releases,
  _ configuration: SiteConfiguration, at now: CivilDateTime
) -> [PageID: SessionChange] {
  let days = configuration.event?.changesShown ?? EventSettings.usualChangesShown
  guard !releases.all.isEmpty, days > 0 else { return [:] }
  let since = configuration.zone.instant(of: now) - days * 86_400
  var found: [PageID: SessionChange] = [:]
  for programme in programmes {
    let first = releases.all.first {
      $0.sessions.contains { section(ofReleased: $0.id, programmes, pages) == programme.section }
    }
    let schedule = programme.schedule
    for (index, session) in schedule.sessions.enumerated() {
      guard let key = session.record.releaseID, let history = releases.histories[key],
        (session.end ?? session.start).map({ $0 >= now }) ?? true
      else { continue }
      var before = history.last { $0.instant <= since }?.session
      // Of what the first release told, nothing is new.
      if before == nil, let earliest = history.first, earliest.instant == first?.instant {
        before = earliest.session
      }
      let id = Session.ID(index)
      let change = SessionChange(before: before, now: schedule.released(id))
      if change.kind != nil { found[programme.sessions[id]] = change }
    }
  }
  return found
}
