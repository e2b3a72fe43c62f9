// Warnings about a whole schedule, given once and not for each session.

import CivilTime
import Content
import Planners

extension ScheduleImport {
  mutating func warnOfLosses() {
    for (name, count, range) in unknownFormats {
      let sessions = count == 1 ? "1 session is" : "\(count) sessions are"
      warn(
        .planFormatUnknown, "there is no format '\(name)', so \(sessions) 'other'", at: range,
        help: "write another format in the files where it matters")
    }
    warnOfZone()
    warnOfPictures()
    if let first = export.sessions.first(where: \.hasAnswers) {
      warn(.planDataLeftOut, "answers to the planner's questions are left out", at: first.range)
    }
  }

  private mutating func warnOfPictures() {
    let people = export.people.filter(\.hasPicture)
    let sessions = export.sessions.filter(\.hasPicture)
    guard
      let first = (people.map(\.range) + sessions.map(\.range)).min(by: {
        $0.lowerBound < $1.lowerBound
      })
    else { return }
    let counts = [
      counted(people.count, "person", "people"), counted(sessions.count, "session", "sessions"),
    ]
    let isOne = people.count + sessions.count == 1
    warn(
      .pictureNotFetched,
      "pictures are not fetched, so \(counts.compactMap(\.self).joined(separator: " and ")) "
        + (isOne ? "has none" : "have none"), at: first,
      help:
        "put them beside the pages, and name them under 'photo' of people and 'image' of sessions")
  }

  private mutating func warnOfZone() {
    guard let zone = export.zone, zone.identifier != target.zone.identifier else { return }
    let differs = export.sessions.contains { session in
      guard case .instant(let instant)? = session.start else { return false }
      return zone.civil(atInstant: instant) != target.zone.civil(atInstant: instant)
    }
    warn(
      .planZoneDiffers,
      "the export is in the zone \(zone.identifier) and the site in \(target.zone.identifier), "
        + (differs
          ? "so times are written as clocks show them there"
          : "whose clocks show the same times"),
      at: export.zoneRange,
      help: "if the conference is in \(zone.identifier), write 'timezone: \(zone.identifier)' in "
        + "site.yaml" + (differs ? ", and import again" : ""))
  }
}

private func counted(_ count: Int, _ one: String, _ many: String) -> String? {
  count == 0 ? nil : "\(count) \(count == 1 ? one : many)"
}
