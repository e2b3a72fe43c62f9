package import CivilTime

/// What pages are put in order by, made once for each.
package struct SortKey: Sendable {
  package var weight: Double
  package var date: Int
  package var start: Int
  package var title: CollationKey
}

extension SortKey {
  package init(_ fields: PageFields, _ collation: Collation) {
    weight = fields[.weight]?.number ?? .infinity
    date = fields[.date]?.date?.daysSince1970 ?? .min
    start = fields[.start]?.moment?.start.secondsSince1970 ?? .max
    title = collation.key(for: fields[.title]?.text ?? "")
  }
}

extension CivilMoment {
  /// The first second that is meant: midnight for a day alone.
  package var start: CivilDateTime { dateTime ?? CivilDateTime(date, .midnight) }
}
