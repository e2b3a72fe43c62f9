import Text
import Web

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
    var json = JSONWriter(.elementsOnLines, to: ByteBuffer(capacity: conference.count + 512))
    json.object {
      $0.member("$schema", "https://c3voc.de/schedule/schema.json")
      $0.name("generator")
      $0.object { $0.member("name", "Lectern") }
      $0.name("schedule")
      $0.object {
        $0.member("version", version(of: conference))
        $0.member("base_url", event.baseURL)
        $0.name("conference")
        $0.written(conference)
      }
    }
    return ByteBuffer(json.buffer.bytes + [UInt8(ascii: "\n")])
  }

  var conferenceJSON: ByteBuffer {
    var json = JSONWriter(.elementsOnLines, to: ByteBuffer(capacity: 4096 + days.count * 4096))
    json.object {
      $0.member("acronym", event.acronym)
      $0.member("title", event.title)
      $0.member("start", days.first?.date ?? "")
      $0.member("end", days.last?.date ?? "")
      $0.member("daysCount", days.count)
      $0.member("timeslot_duration", timeslot)
      $0.member("url", event.url)
      $0.member("rooms", rooms) { $0.room($1) }
      $0.member("tracks", tracks) { $0.track($1) }
      if zoneIsNamedByPlace { $0.member("time_zone_name", zone) }
      $0.member("days", days) { json, day in json.day(day, event.url) }
    }
    return json.buffer
  }

  /// Whether the schema allows the zone's name: it allows UTC and names such as Europe/Stockholm.
  private var zoneIsNamedByPlace: Bool {
    zone == "UTC"
      || zone.split(separator: "/").count > 1
        && zone.split(separator: "/").prefix(2).allSatisfy {
          $0.first?.isUppercase == true && $0.dropFirst().first?.isLowercase == true
        }
  }
}

extension JSONWriter {
  fileprivate mutating func room(_ room: ScheduleExport.Room) {
    object {
      $0.member("name", room.name)
      $0.member("guid", room.guid)
      if let capacity = room.capacity { $0.member("capacity", capacity) }
    }
  }

  fileprivate mutating func track(_ track: ScheduleExport.Track) {
    object {
      $0.member("name", track.name)
      if let colour = track.colour { $0.member("color", colour) }
    }
  }

  fileprivate mutating func day(_ day: ScheduleExport.Day, _ programme: String) {
    object {
      $0.member("index", day.index)
      $0.member("date", day.date)
      $0.member("day_start", day.start)
      $0.member("day_end", day.end)
      $0.name("rooms")
      $0.object {
        for room in day.rooms {
          $0.member(room.name, room.events) { json, event in json.event(event, programme) }
        }
      }
    }
  }

  fileprivate mutating func event(_ event: ScheduleExport.Event, _ programme: String) {
    object {
      $0.member("id", event.id)
      $0.member("guid", event.guid)
      $0.member("date", event.date)
      $0.member("start", event.start)
      $0.member("duration", event.duration)
      $0.member("room", event.room)
      $0.member("slug", event.slug)
      $0.member("url", event.url ?? programme)
      $0.member("title", event.title)
      $0.member("subtitle", "")
      $0.member("track", event.track)
      $0.member("type", event.type)
      $0.member("language", event.language)
      $0.member("abstract", event.abstract)
      $0.member("description", event.description)
      $0.member("recording_license", "")
      $0.member("persons", event.persons) { $0.person($1) }
      $0.member("links", event.links) { $0.link($1) }
      $0.member("attachments", event.attachments) { $0.link($1) }
    }
  }

  fileprivate mutating func person(_ person: ScheduleExport.Person) {
    object {
      $0.member("id", person.id)
      $0.member("guid", person.guid)
      $0.member("name", person.name)
      if let url = person.url { $0.member("url", url) }
    }
  }

  fileprivate mutating func link(_ link: ScheduleExport.Link) {
    object {
      $0.member("title", link.title)
      $0.member("url", link.url)
      $0.member("type", "related")
    }
  }
}
