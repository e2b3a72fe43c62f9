// The start and duration of a session in a schedule export.

import CivilTime
import Content
import ContentSchema
import Programme
import Web

extension ScheduleReader {
  mutating func start(of event: JSONNode, on day: CivilDate?) -> ImportedSchedule.Start? {
    guard let node = event["date"], let text = text(node) else {
      return clockTime(of: event, on: day)
    }
    do throws(CivilTimeError) {
      let (moment, offset) = try readOffsetDateTime(text)
      let instant = offset.map { moment.secondsSince1970 - $0 } ?? zone.instant(of: moment)
      if let day, !(0...1).contains(moment.date.daysSince1970 - day.daysSince1970) {
        mistake(
          .planTimeInvalid, "this session is on \(moment.date), but is listed under the day \(day)",
          at: node.range,
          help: "export the schedule again, or correct its date here")
      }
      return .instant(instant)
    } catch {
      mistake(
        .planTimeInvalid, error.message, at: node.range,
        help: "export the schedule again, or correct it here")
      return nil
    }
  }

  /// The start of a session that has a time and no date: before the day ends the night goes on.
  private mutating func clockTime(of event: JSONNode, on day: CivilDate?) -> ImportedSchedule.Start?
  {
    guard let day else { return nil }
    guard let node = event["start"], let text = text(node) else { return .date(day) }
    do throws(CivilTimeError) {
      let time = try TimeOfDay(parsing: text)
      return .instant(
        zone.instant(of: EventDays.moment(of: time, listedUnder: day, dayEnds: dayEnds)))
    } catch {
      mistake(.planTimeInvalid, error.message, at: node.range, help: error.help)
      return nil
    }
  }

  /// `00:45`, `1:02:30` with days before it, or a number of minutes.
  mutating func duration(of event: JSONNode) -> Int? {
    guard let node = event["duration"] else { return nil }
    if case .integer(let minutes) = node.content, (0...100_000).contains(minutes) {
      return minutes * 60
    }
    let written = text(node) ?? ""
    if written.isEmpty { return nil }
    let parts = written.split(separator: ":", omittingEmptySubsequences: false).map {
      Int($0) ?? -1
    }
    guard 2...3 ~= parts.count, parts.allSatisfy({ 0...10_000 ~= $0 }), parts.last! < 60 else {
      mistake(
        .planTimeInvalid, "'\(written)' is no duration", at: node.range,
        help: "durations are hours and minutes, as 00:45")
      return nil
    }
    let days = parts.count == 3 ? parts[0] : 0
    return (days * 24 + parts[parts.count - 2]) * 3600 + parts[parts.count - 1] * 60
  }
}
