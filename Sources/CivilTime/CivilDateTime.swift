/// A day and the time on a clock, in no zone: what an editor writes as `2012-09-19 13:30`.
///
/// Only a `Zone` knows which instant that is.
package struct CivilDateTime: Hashable, Sendable {
  package let date: CivilDate
  package let time: TimeOfDay

  package init(_ date: CivilDate, _ time: TimeOfDay) {
    self.date = date
    self.time = time
  }

  /// `nil` if there is no such day or no such time.
  package init?(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int, _ minute: Int, _ second: Int = 0
  ) {
    guard let date = CivilDate(year: year, month: month, day: day),
      let time = TimeOfDay(hour: hour, minute: minute, second: second)
    else { return nil }
    self.init(date, time)
  }
}

extension CivilDateTime {
  /// Seconds since 1970-01-01 00:00, if the zone were UTC.
  package var secondsSince1970: Int {
    date.daysSince1970 * 86_400 + time.secondsSinceMidnight
  }

  package init(secondsSince1970 seconds: Int) {
    let time = TimeOfDay(secondsSinceMidnight: seconds)
    let days = (seconds - time.secondsSinceMidnight) / 86_400
    self.init(CivilDate(daysSince1970: days), time)
  }

  /// What a clock shows later if nobody puts it forward or back.
  package func adding(seconds: Int) -> CivilDateTime {
    CivilDateTime(secondsSince1970: secondsSince1970 + seconds)
  }
}

extension CivilDateTime: Comparable {
  package static func < (a: CivilDateTime, b: CivilDateTime) -> Bool {
    (a.date, a.time) < (b.date, b.time)
  }
}

extension CivilDateTime: CustomStringConvertible {
  /// ISO 8601: `2012-09-19T13:30`, with seconds if there are any.
  package var description: String { text(with: "T") }

  /// As editors write it: `2012-09-19 13:30`.
  package var displayText: String { text(with: " ") }

  /// ISO 8601 without separators, with seconds: `20120919T133000`.
  package var basicFormat: String {
    digitText(15) { writer in
      writer.put(basic: date)
      writer.put("T")
      writer.put(time.hour, digits: 2)
      writer.put(time.minute, digits: 2)
      writer.put(time.second, digits: 2)
    }
  }

  private func text(with separator: Unicode.Scalar) -> String {
    digitText(19) { writer in
      writer.put(date)
      writer.put(separator)
      writer.put(time, withSeconds: time.second != 0)
    }
  }

  /// The time alone if it is on the same date as another moment.
  package func displayText(after other: CivilDateTime) -> String {
    date == other.date ? time.description : displayText
  }
}
