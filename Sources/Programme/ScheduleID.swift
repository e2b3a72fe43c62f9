/// A session, room, track, person or day of a schedule, by its index in one of the schedule's arrays.
///
/// Each kind has a type of its own, so that the index of a room can't be used to look up a track.
package struct ScheduleID<Member>: Hashable, Comparable, Sendable {
  package let index: Int

  package init(_ index: Int) { self.index = index }

  package static func < (a: ScheduleID, b: ScheduleID) -> Bool { a.index < b.index }
}

extension SessionRecord { package typealias ID = ScheduleID<SessionRecord> }
extension Session { package typealias ID = ScheduleID<Session> }
extension Room { package typealias ID = ScheduleID<Room> }
extension Track { package typealias ID = ScheduleID<Track> }
extension Person { package typealias ID = ScheduleID<Person> }
extension Day { package typealias ID = ScheduleID<Day> }

extension Array {
  /// The ids of the elements, in their order.
  package var ids: [ScheduleID<Element>] { indices.map(ScheduleID.init) }

  package subscript(id: ScheduleID<Element>) -> Element {
    _read { yield self[id.index] }
    _modify { yield &self[id.index] }
  }
}
