// The files that Lectern writes for apps list sessions without a room, in all rooms, and in other buildings below names
// that look like rooms. Read again, these sessions would be in one room at the same time.

import Programme

extension ImportedSchedule {
  /// Gives sessions back what they had before Lectern exported them.
  mutating func tellRoomsFromPlaces() {
    func names(_ guid: String) -> Set<String> { Set(rooms.filter { $0.guid == guid }.map(\.name)) }
    let every = names(ScheduleExport.guidOfEveryRoom)
    let unknown = names(ScheduleExport.guidOfUnknownRoom)
    let places = namesOfPlaces().subtracting(every).subtracting(unknown)
    rooms.removeAll {
      every.contains($0.name) || unknown.contains($0.name) || places.contains($0.name)
    }
    for index in sessions.indices {
      guard let room = sessions[index].room else { continue }
      if every.contains(room) { sessions[index].isEverywhere = true }
      if places.contains(room) { sessions[index].place = room }
      if sessions[index].isEverywhere || unknown.contains(room) || places.contains(room) {
        sessions[index].room = nil
      }
    }
  }

  /// The names of rooms that have two sessions at once, which only a building can.
  private func namesOfPlaces() -> Set<String> {
    var places: Set<String> = []
    var ends: [String: Int] = [:]
    let timed = sessions.compactMap { session -> (start: Int, end: Int, room: String)? in
      guard case .instant(let start)? = session.start, let room = session.room else { return nil }
      return (start, start + (session.duration ?? 0), room)
    }
    for (start, end, room) in timed.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if start < ends[room] ?? .min { places.insert(room) }
      ends[room] = max(end, ends[room] ?? .min)
    }
    return places
  }
}
