/// The time on a clock, in no zone: what an editor writes as `13:30`.
///
/// Invariant: from 00:00:00 to 23:59:59.
package struct TimeOfDay: Hashable, Sendable {
  package let hour: Int
  package let minute: Int
  package let second: Int

  /// `nil` if no clock shows it.
  package init?(hour: Int, minute: Int, second: Int = 0) {
    guard 0..<24 ~= hour, 0..<60 ~= minute, 0..<60 ~= second else { return nil }
    self.hour = hour
    self.minute = minute
    self.second = second
  }

  /// The time after the given number of seconds, whole days left out.
  package init(secondsSinceMidnight seconds: Int) {
    let ofDay = (seconds % 86_400 + 86_400) % 86_400
    hour = ofDay / 3600
    minute = ofDay / 60 % 60
    second = ofDay % 60
  }

  package static let midnight = TimeOfDay(secondsSinceMidnight: 0)

  package var secondsSinceMidnight: Int { hour * 3600 + minute * 60 + second }
}

extension TimeOfDay: Comparable {
  package static func < (a: TimeOfDay, b: TimeOfDay) -> Bool {
    a.secondsSinceMidnight < b.secondsSinceMidnight
  }
}

extension TimeOfDay: CustomStringConvertible {
  /// ISO 8601: `13:30`, with seconds if there are any.
  package var description: String {
    digitText(8) { $0.put(self, withSeconds: second != 0) }
  }
}
