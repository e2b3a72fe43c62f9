package import CivilTime
import ContentSchema

/// What pages are put in order by. It is made once for each page.
package struct SortKey: Sendable {
  package var weight: Double
  /// In seconds; of a day without a time, its midnight.
  package var date: Int
  package var start: Int
  package var title: String
  /// The order of titles in the page's language.
  package var collation: Collation

  /// Less than zero if the title is listed before that of another page of the language.
  package func compareTitle(to other: SortKey) -> Int { collation.compare(title, other.title) }
}

extension SortKey {
  package init(_ fields: PageFields, _ collation: Collation) {
    weight = fields[.weight]?.number ?? .infinity
    date = fields[.date]?.moment?.start.secondsSince1970 ?? .min
    start = fields[.start]?.moment?.start.secondsSince1970 ?? .max
    title = fields[.title]?.text ?? ""
    self.collation = collation
  }
}

extension CivilMoment {
  /// The first second that is meant: midnight for a day alone.
  package var start: CivilDateTime { dateTime ?? CivilDateTime(date, .midnight) }
}
