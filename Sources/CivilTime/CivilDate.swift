/// A day of the proleptic Gregorian calendar, in no zone: what an editor writes as `2012-09-19`.
///
/// Invariant: it is a day that exists, in a year from 1 to 9999.
package struct CivilDate: Hashable, Sendable {
  package let year: Int
  /// From 1 to 12.
  package let month: Int
  /// From 1.
  package let day: Int

  /// `nil` if there is no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard 1...9999 ~= year, 1...12 ~= month,
      1...CivilDate.lengthOfMonth(month, in: year) ~= day
    else { return nil }
    self.init(existing: year, month, day)
  }

  init(existing year: Int, _ month: Int, _ day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }
}

/// The days of the week as ISO 8601 numbers them: Monday is 1.
package enum Weekday: Int, Hashable, Sendable, CaseIterable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday
}

extension CivilDate {
  /// The days since 1970 from 0001-01-01 to 9999-12-31.
  private static let days = -719_162...2_932_896

  package static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
  }

  package static func lengthOfMonth(_ month: Int, in year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// The day that is the given number of days after 1 January 1970, or before it if negative.
  ///
  /// Beyond the years 1 to 9999 it is the first or the last day of them.
  ///
  /// Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", `civil_from_days`: all eras of 400
  /// years are alike, and a year that begins in March ends with its leap day.
  package init(daysSince1970 days: Int) {
    let shifted = min(max(days, CivilDate.days.lowerBound), CivilDate.days.upperBound) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    self.init(
      existing: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month,
      dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
  }

  /// The inverse of `init(daysSince1970:)`, after the same source, `days_from_civil`.
  package var daysSince1970: Int {
    let yearFromMarch = month <= 2 ? year - 1 : year
    let era = yearFromMarch / 400
    let yearOfEra = yearFromMarch - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package func adding(days: Int) -> CivilDate { CivilDate(daysSince1970: daysSince1970 + days) }

  package var weekday: Weekday {
    let index = (daysSince1970 + 3) % 7  // 1 January 1970 was a Thursday
    return Weekday.allCases[index < 0 ? index + 7 : index]
  }
}

extension CivilDate: Comparable {
  package static func < (a: CivilDate, b: CivilDate) -> Bool {
    (a.year, a.month, a.day) < (b.year, b.month, b.day)
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601: `2012-09-19`.
  package var description: String { digitText(10) { $0.put(self) } }

  /// ISO 8601 without separators: `20120919`.
  package var basicFormat: String { digitText(8) { $0.put(basic: self) } }
}
