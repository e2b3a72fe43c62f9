import Text
import Web

extension Schedule {
  /// The file `schedule.xml`. `nil` if no session has a time.
  package func scheduleXML(of event: EventIdentity) -> [UInt8]? {
    ScheduleExport(self, event).map { $0.xml.bytes }
  }
}

extension ScheduleExport {
  var xml: ByteBuffer {
    var xml = ByteBuffer(capacity: 4096 + days.count * 4096)
    xml.append("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<schedule>\n")
    xml.append("<generator name=\"Lectern\"/>\n")
    xml.element("version", version(of: conferenceJSON))
    xml.append("<conference>\n")
    xml.element("acronym", event.acronym)
    xml.element("title", event.title)
    xml.element("start", days.first?.date ?? "")
    xml.element("end", days.last?.date ?? "")
    xml.element("days", String(days.count))
    xml.element("timeslot_duration", timeslot)
    xml.element("base_url", event.baseURL)
    xml.element("time_zone_name", zone)
    xml.append("</conference>\n")
    for day in days { append(day, to: &xml) }
    xml.append("</schedule>\n")
    return xml
  }

  private func append(_ day: Day, to xml: inout ByteBuffer) {
    xml.open(
      "day",
      [
        ("index", String(day.index)), ("date", day.date), ("start", day.start), ("end", day.end),
      ])
    for room in day.rooms {
      xml.open("room", [("name", room.name)])
      for event in room.events { append(event, to: &xml) }
      xml.append("</room>\n")
    }
    xml.append("</day>\n")
  }

  private func append(_ event: Event, to xml: inout ByteBuffer) {
    xml.open("event", [("id", String(event.id)), ("guid", event.guid)])
    xml.element("date", event.date)
    xml.element("start", event.start)
    xml.element("duration", event.duration)
    xml.element("room", event.room)
    xml.element("slug", event.slug)
    if let url = event.url { xml.element("url", url) }
    xml.element("title", event.title)
    xml.element("subtitle", "")
    xml.element("track", event.track)
    xml.element("type", event.type)
    xml.element("language", event.language)
    xml.element("abstract", event.abstract)
    xml.element("description", event.description)
    xml.append("<persons>\n")
    for person in event.persons {
      xml.element("person", [("id", String(person.id))], person.name)
    }
    xml.append("</persons>\n<links>\n")
    for link in event.links { xml.element("link", [("href", link.url)], link.title) }
    xml.append("</links>\n<attachments>\n")
    for file in event.attachments { xml.element("attachment", [("href", file.url)], file.title) }
    xml.append("</attachments>\n</event>\n")
  }
}

extension ByteBuffer {
  fileprivate mutating func element(_ name: String, _ text: String) { element(name, [], text) }

  fileprivate mutating func element(
    _ name: String, _ attributes: [(String, String)], _ text: String
  ) {
    begin(xml: name, attributes)
    append(xml: text)
    end(xml: name)
    append("\n")
  }

  fileprivate mutating func open(_ name: String, _ attributes: [(String, String)]) {
    begin(xml: name, attributes)
    append("\n")
  }
}
