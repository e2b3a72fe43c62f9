package import CivilTime
import SourceFormats

/// The order of day, month and year in a date such as 04/03/12.
package enum DateOrder: String, Sendable, CaseIterable {
  case dayFirst = "day-first"
  case monthFirst = "month-first"
  case yearFirst = "year-first"
}

/// How all dates and times of one spreadsheet are read.
package struct SheetReading: Sendable {
  /// `nil` if neither the editor nor the sheet says it. Then a date with several meanings is a mistake.
  package var order: DateOrder?
  /// The zone whose clocks times with an offset are converted to.
  package var zone: Zone

  package init(order: DateOrder?, zone: Zone) {
    self.order = order
    self.zone = zone
  }
}

extension CSV {
  /// The order that the sheet's dates have in common, `nil` if they don't show it.
  package var orderOfDates: DateOrder? {
    DateOrder(
      commonTo: rows.lazy.flatMap(\.cells).map(\.text).filter {
        (6...30).contains($0.utf8.count) && $0.utf8.contains(UInt8(ascii: "/"))
      })
  }
}

extension DateOrder {
  /// The order that all dates of a sheet have in common: `09/19/2012` in one cell says what `03/04/2012` in
  /// another one is. `nil` if no date says it, or two contradict each other.
  package init?(commonTo texts: some Sequence<String>) {
    var orders: Set<DateOrder>?
    for text in texts {
      guard let date = NumericDate(in: text), !date.readings.isEmpty,
        date.readings.count < date.orders.count
      else { continue }
      let possible = Set(date.readings.map(\.order))
      orders = orders.map { $0.intersection(possible) } ?? possible
    }
    guard let orders, orders.count == 1, let order = orders.first else { return nil }
    self = order
  }

  /// The different days that a text can name, each with the order that it follows from. `nil` if the text has
  /// at most one meaning.
  package static func meanings(of text: String) -> [(order: DateOrder, date: CivilDate)]? {
    guard let date = NumericDate(in: text) else { return nil }
    var days: [(order: DateOrder, date: CivilDate)] = []
    for reading in date.readings where !days.contains(where: { $0.date == reading.date }) {
      days.append(reading)
    }
    return days.count > 1 ? days : nil
  }
}
