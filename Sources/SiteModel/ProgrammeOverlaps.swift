// Two programmes of one site may share rooms and people: a conference, and the meetings beside it. Each programme checks
// itself; here it is told what is in two places of different programmes at a time.

import CivilTime
import Content
import ContentSchema
import Diagnostics
import Programme

/// A session that somebody, or a room, is in.
private struct Booking {
  let programme: Int
  let session: Session
  let start: Int
  let end: Int
  /// Where the session names the room or the person.
  let location: SourceLocation?
}

extension [ProgrammeSection] {
  /// The mistakes of rooms and people that two programmes have at the same time.
  ///
  /// - Parameter path: of a section's page. A programme below another is a part of it, and was checked with it.
  func overlaps(pathOf path: (PageID) -> String) -> [Diagnostic] {
    let outer = indices.filter { index in
      !indices.contains { $0 != index && path(self[index].section).isBelow(path(self[$0].section)) }
    }
    guard outer.count > 1 else { return [] }
    var rooms: [PageID: [Booking]] = [:]
    var people: [PageID: [Booking]] = [:]
    for index in outer {
      let programme = self[index]
      let schedule = programme.schedule
      for id in schedule.sessions.ids {
        let session = schedule.sessions[id]
        if let room = session.room, !session.roomIsInherited, !session.standsApart,
          let booking = Booking(session, index, schedule, at: session.record.room?.location)
        {
          rooms[programme.rooms[room], default: []].append(booking)
        }
      }
      for id in schedule.people.ids {
        for appearance in schedule.people[id].appearances {
          let session = schedule.sessions[appearance.session]
          let place = session.record.people.first { $0.person == id }?.location
          guard let booking = Booking(session, index, schedule, at: place) else { continue }
          people[programme.people[id], default: []].append(booking)
        }
      }
    }
    let mistakes =
      rooms.values.flatMap {
        clashes(
          among: $0, .roomClash, "this room is used twice at the same time",
          help: "give one of them another room or another time")
      }
      + people.values.flatMap {
        clashes(
          among: $0, .personClash, "somebody is in two places at the same time",
          help: "change the time of one of them, or take the person out of one")
      }
    return mistakes.inReadingOrder()
  }

  /// The bookings of different programmes that share a time, each told with the first that it meets.
  private func clashes(
    among bookings: [Booking], _ code: ProgrammeCode, _ message: String, help: String
  ) -> [Diagnostic] {
    guard bookings.contains(where: { $0.programme != bookings[0].programme }) else { return [] }
    var running: [Booking] = []
    var mistakes: [Diagnostic] = []
    let ordered = bookings.sorted {
      ($0.start, $0.end, $0.programme) < ($1.start, $1.end, $1.programme)
    }
    for booking in ordered {
      running.removeAll { $0.end <= booking.start }
      if let other = running.first(where: { $0.programme != booking.programme }) {
        mistakes.append(
          .error(
            code, "\(message), in '\(other.session.title)' and in '\(booking.session.title)'",
            at: booking.location, help: help,
            notes: [.init("'\(other.session.title)' is here", at: other.location)]))
      }
      // More than these are not needed to find a clash.
      if running.count < 32 { running.append(booking) }
    }
    return mistakes
  }
}

extension Booking {
  /// `nil` for a session that has no time, or does not take place.
  fileprivate init?(
    _ session: Session, _ programme: Int, _ schedule: Schedule, at location: SourceLocation?
  ) {
    guard let start = session.start, !session.isCancelled else { return nil }
    let instant = schedule.zone.instant(of: start)
    self.init(
      programme: programme, session: session, start: instant,
      end: session.knownEnd.map(schedule.zone.instant(of:)) ?? instant + 60,
      location: location ?? session.record.location)
  }
}
