import Text

extension Schedule {
  /// The file `schedule.json`. `nil` if no session has a time.
  package func scheduleJSON(of event: EventIdentity) -> [UInt8]? {
    ScheduleExport(self, event).map { $0.json.bytes }
  }
}

extension ScheduleExport {
  /// Keys without a value are left out if they are optional in the schema, and empty if they are not.
  var json: ByteBuffer {
    let conference = conferenceJSON
    var buffer = ByteBuffer(capacity: conference.count + 512)
    buffer.append("{\"$schema\": \"https://c3voc.de/schedule/schema.json\", ")
    buffer.append("\"generator\": {\"name\": \"Lectern\"},\n\"schedule\": {\"version\": ")
    buffer.append(json: ScheduleExport.version(of: conference))
    buffer.append(", \"base_url\": ")
    buffer.append(json: event.baseURL)
    buffer.append(", \"conference\": ")
    buffer.append(conference)
    buffer.append("}}\n")
    return buffer
  }

  var conferenceJSON: ByteBuffer {
    var buffer = ByteBuffer(capacity: 4096 + days.count * 4096)
    conference.write(to: &buffer)
    return buffer
  }

  private var conference: JSON {
    .object(
      [
        ("acronym", .text(event.acronym)), ("title", .text(event.title)),
        ("start", .text(days.first?.date ?? "")), ("end", .text(days.last?.date ?? "")),
        ("daysCount", .number(days.count)), ("timeslot_duration", .text(timeslot)),
        ("url", .text(event.url)), ("rooms", .list(rooms.map(json))),
        ("tracks", .list(tracks.map(json))),
      ] + (zoneIsNamedByPlace ? [("time_zone_name", .text(zone))] : [])
        + [("days", .list(days.map(json)))])
  }

  /// Whether the schema allows the zone's name: it allows UTC and names such as Europe/Stockholm.
  private var zoneIsNamedByPlace: Bool {
    zone == "UTC"
      || zone.split(separator: "/").count > 1
        && zone.split(separator: "/").prefix(2).allSatisfy {
          $0.first?.isUppercase == true && $0.dropFirst().first?.isLowercase == true
        }
  }

  private func json(_ room: Room) -> JSON {
    .object(
      [("name", .text(room.name)), ("guid", .text(room.guid))]
        + (room.capacity.map { [("capacity", .number($0))] } ?? []))
  }

  private func json(_ track: Track) -> JSON {
    .object(
      [("name", .text(track.name))] + (track.colour.map { [("color", .text($0))] } ?? []))
  }

  private func json(_ day: Day) -> JSON {
    .object([
      ("index", .number(day.index)), ("date", .text(day.date)), ("day_start", .text(day.start)),
      ("day_end", .text(day.end)),
      ("rooms", .object(day.rooms.map { ($0.name, .list($0.events.map(json))) })),
    ])
  }

  private func json(_ event: Event) -> JSON {
    .object([
      ("id", .number(event.id)), ("guid", .text(event.guid)), ("date", .text(event.date)),
      ("start", .text(event.start)), ("duration", .text(event.duration)),
      ("room", .text(event.room)), ("slug", .text(event.slug)),
      ("url", .text(event.url ?? self.event.url)), ("title", .text(event.title)),
      ("subtitle", .text("")), ("track", .text(event.track)), ("type", .text(event.type)),
      ("language", .text(event.language)), ("abstract", .text(event.abstract)),
      ("description", .text(event.description)), ("recording_license", .text("")),
      ("persons", .list(event.persons.map(json))), ("links", .list(event.links.map(json))),
      ("attachments", .list(event.attachments.map(json))),
    ])
  }

  private func json(_ person: Person) -> JSON {
    .object(
      [("id", .number(person.id)), ("guid", .text(person.guid)), ("name", .text(person.name))]
        + (person.url.map { [("url", .text($0))] } ?? []))
  }

  private func json(_ link: Link) -> JSON {
    .object([("title", .text(link.title)), ("url", .text(link.url)), ("type", .text("related"))])
  }
}

/// A JSON value (RFC 8259), whose keys have an order.
private indirect enum JSON {
  case text(String)
  case number(Int)
  case list([JSON])
  case object([(String, JSON)])

  /// Appends the value, with a line for every element of a list.
  func write(to buffer: inout ByteBuffer) {
    switch self {
    case .text(let text): buffer.append(json: text)
    case .number(let number): buffer.append(decimal: number)
    case .list(let values):
      buffer.append("[")
      for (index, value) in values.enumerated() {
        buffer.append(index == 0 ? "\n" : ",\n")
        value.write(to: &buffer)
      }
      buffer.append("]")
    case .object(let pairs):
      buffer.append("{")
      for (index, pair) in pairs.enumerated() {
        if index > 0 { buffer.append(", ") }
        buffer.append(json: pair.0)
        buffer.append(": ")
        pair.1.write(to: &buffer)
      }
      buffer.append("}")
    }
  }
}
