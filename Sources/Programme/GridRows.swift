package import CivilTime

// The rows of a day's table. A row begins at each moment at which a session begins or ends, and is as high as it is long. Rows
// of one fixed length would have to be as high as the shortest session's text, and a day would be ten screens long;
// so a row may grow with what stands in it, and all that goes on at the time grows with it.

extension Grid {
  /// A row of the table: what is between two moments at which something begins or ends.
  package struct Row: Hashable, Sendable {
    package var start: CivilDateTime
    /// How long it is, in parts of `Grid.minutesPerUnit`; at least one. A folded row is shorter than its time.
    package var units: Int
    /// Whether nothing goes on for a while, one thing alone for long, or the same for hours.
    package var isFolded = false
    package var isEmpty = false
    /// Whether the time is written beside the table: something begins, and the last time that is written isn't too close.
    package var showsTime = false
  }

  package static let minutesPerUnit = 5
  /// A pause of more units than this is folded to as many; so is a row in which one session has the whole width, and one at whose
  /// end something changes only hours later. Else an evening would take as much of the page as all talks of a morning.
  private static let mostUnitsOfPause = 6
  private static let mostUnitsAlone = 12
  private static let mostUnits = 24
  /// Two times that are written are at least this far from each other.
  private static let leastUnitsBetweenTimes = 3

  /// What goes on in a row.
  enum Use { case nothing, oneAlone, several }

  /// The rows between moments in order. `begins` says of each whether something begins with it.
  static func rows(
    between moments: [(instant: Int, civil: CivilDateTime)], used uses: [Use], begins: [Bool]
  ) -> [Row] {
    guard let first = moments.first?.instant else { return [] }
    let lines = moments.map { ($0.instant - first + 150) / (60 * minutesPerUnit) }
    var unitsSinceTime = leastUnitsBetweenTimes
    return uses.indices.map { index in
      let length = index + 1 < lines.count ? lines[index + 1] - lines[index] : 1
      var row = Row(start: moments[index].civil, units: max(length, 1))
      let most = mostUnits(uses[index])
      row.isEmpty = uses[index] == .nothing
      row.isFolded = row.units > most
      row.units = min(row.units, most)
      row.showsTime = begins[index] && unitsSinceTime >= leastUnitsBetweenTimes
      unitsSinceTime = row.units + (row.showsTime ? 0 : unitsSinceTime)
      return row
    }
  }

  private static func mostUnits(_ use: Use) -> Int {
    switch use {
    case .nothing: mostUnitsOfPause
    case .oneAlone: mostUnitsAlone
    case .several: mostUnits
    }
  }
}
