// The files that Lectern writes for apps list sessions without a room, in all rooms, and in other buildings below names
// that look like rooms. Read again, these sessions would be in one room at the same time.

import Programme
import Web

extension ImportedSchedule {
  /// Gives sessions back what they had before Lectern exported them.
  ///
  /// - Parameter programme: the address of the programme's page.
  mutating func readBack(from programme: String?) {
    tellRoomsFromPlaces(programme)
    for index in sessions.indices {
      sessions[index].id = sessions[index].url.flatMap { lastPart(of: $0, below: programme) }
      // The description of a page stands under abstract, and its points, line by line, end the description.
      if let abstract = sessions[index].abstract { sessions[index].subtitle = cleaned(abstract) }
      sessions[index].texts = []
      let parts = (sessions[index].details ?? "").split(separator: "\n\n")
      sessions[index].points = parts.last.map { $0.split(separator: "\n").map(String.init) } ?? []
      let note = parts.dropLast().joined(separator: "\n\n")
      if !note.isEmpty { sessions[index].texts = [(note, sessions[index].range)] }
      // A recording is a link that is called by its address.
      if let link = sessions[index].links.first(where: { $0.title == $0.url }) {
        sessions[index].recording = link.url
        sessions[index].links.removeAll { $0.url == link.url }
      }
      // Slides are called by the person who shows them.
      sessions[index].slides = nil
      for person in sessions[index].people {
        let isTheirs = { (link: Link) in link.isFile && link.title == self.people[person].name }
        guard let slides = sessions[index].links.first(where: isTheirs) else { continue }
        sessions[index].slidesOfPeople[person] = slides.url
        sessions[index].links.removeAll(where: isTheirs)
      }
    }
    for index in people.indices {
      people[index].id = people[index].url.flatMap { lastPart(of: $0, below: nil) }
    }
  }

  private mutating func tellRoomsFromPlaces(_ programme: String?) {
    func names(_ guid: String) -> Set<String> { Set(rooms.filter { $0.guid == guid }.map(\.name)) }
    let every = names(ScheduleExport.guidOfEveryRoom)
    let unknown = names(ScheduleExport.guidOfUnknownRoom)
    let places = namesOfPlaces(of: programme).union(namesOfPlaces()).subtracting(every).subtracting(
      unknown)
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

  /// The names of rooms whose ids say that they are buildings.
  private func namesOfPlaces(of programme: String?) -> Set<String> {
    guard let programme, let origin = Planners.origin(programme) else { return [] }
    let host = String(origin.split(separator: "/").last ?? "")
    let path = programme.dropFirst(origin.count).split(separator: "/").joined(separator: "/")
    return Set(
      rooms.filter {
        $0.guid == EventIdentity.guid(ofPlace: $0.name, host: host, path: path)
      }.map(\.name))
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

/// The last part of the address of a page, if the page lies right below another one.
private func lastPart(of url: String, below folder: String?) -> String? {
  guard folder.map(url.hasPrefix) ?? true else { return nil }
  let rest = url.dropFirst(folder?.count ?? 0).split(separator: "/")
  guard let last = rest.last, folder == nil || rest.count == 1 else { return nil }
  return percentDecoded(String(last))
}
