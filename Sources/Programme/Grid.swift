import CivilTime

/// The table of a day's sessions: rows are times, columns are rooms.
///
/// A row begins wherever a session starts or ends, so a session covers whole rows. Most programmes announce
/// their rooms late, or never. So a session without a room has a column after the rooms, or the whole width if
/// nothing else goes on. So has one whose room nothing else of the day is in: a column for a single box would be
/// empty. A day without any room divides the width among the sessions that go on at a time. Two
/// sessions never share a cell: if a session's room is taken (a cancelled one's may have been given to another),
/// it has a column after the rooms, too.
package struct Grid: Hashable, Sendable {
  package var rows: [Row] = []
  package var columns = 0
  /// The length in minutes that a quarter of the sessions don't exceed; 0 if no end is known. It tells how high a row has to be
  /// for its length, so that what is short has room for its text.
  package var shortLength = 0
  /// The rooms of the first columns, in the editor's order.
  package var rooms: [Room.ID] = []
  /// In reading order: by row, then by column.
  package var cells: [Cell] = []

  /// The cells that a session covers. Rows and columns count from 1.
  package struct Cell: Hashable, Sendable {
    package var session: Session.ID
    package var row: Int
    package var rows: Int
    package var column: Int
    package var columns: Int
    /// How long the rows are; see `Row.units`.
    package var units: Int
    /// Whether it is shorter than its time.
    package var isFolded = false
  }

  /// A day that needs more becomes a list: one column, a row for each session.
  package static let mostColumns = 24
  package static let mostRows = 249
}

extension Schedule {
  /// The table of sessions that are in reading order and have a start.
  func grid(of members: [Session.ID]) -> Grid {
    var maker = GridMaker(schedule: self, members: members)
    return maker.make() ?? list(of: members)
  }

  private func list(of members: [Session.ID]) -> Grid {
    let starts = members.compactMap { sessions[$0].start }
    return Grid(
      rows: starts.map { Grid.Row(start: $0, units: 1) }, columns: 1,
      cells: members.enumerated().map { row, session in
        Grid.Cell(session: session, row: row + 1, rows: 1, column: 1, columns: 1, units: 1)
      })
  }
}

private struct GridMaker {
  private let schedule: Schedule
  private let rooms: [Room.ID]
  private let clusters: [[Span]]
  private let moments: [(instant: Int, civil: CivilDateTime)]
  /// The lengths of the sessions whose end is known or assumed, in minutes.
  private let lengths: [Int]
  private var seats: [Seat] = []
  /// The number of lanes that each cluster needs.
  private var laneCounts: [Int] = []

  /// A session and the rows that it covers, counted from 0.
  private struct Span {
    let session: Session.ID
    let rows: Range<Int>
  }

  private struct Seat {
    let span: Span
    let place: Place
    let cluster: Int
  }

  private enum Place {
    case fullWidth
    case rooms(Range<Int>)
    /// Beside the rooms; alone in the day if there are none.
    case lane(Int)
  }

  init(schedule: Schedule, members: [Session.ID]) {
    self.schedule = schedule
    let times = members.compactMap { member in
      let session = schedule.sessions[member]
      return session.start.map { start in
        (
          session: member, start: (instant: schedule.zone.instant(of: start), civil: start),
          end: session.end.map { (instant: schedule.zone.instant(of: $0), civil: $0) }
        )
      }
    }
    let all = times.flatMap { [$0.start] + ($0.end.map { [$0] } ?? []) }
    moments = Dictionary(all.map { ($0.instant, $0.civil) }) { first, _ in first }
      .sorted { $0.key < $1.key }.map { (instant: $0.key, civil: $0.value) }
    let rowOfMoment = Dictionary(
      uniqueKeysWithValues: moments.enumerated().map { ($1.instant, $0) })
    let spans = times.compactMap { time -> Span? in
      guard let first = rowOfMoment[time.start.instant] else { return nil }
      // A session without an end lasts until another one begins or ends.
      let last = time.end.flatMap { rowOfMoment[$0.instant] } ?? first + 1
      return Span(session: time.session, rows: first..<max(last, first + 1))
    }
    lengths = times.compactMap { time in time.end.map { ($0.instant - time.start.instant) / 60 } }
    clusters = GridMaker.clusters(of: spans)
    rooms = GridMaker.rooms(of: clusters, in: schedule)
  }

  /// `nil` if the day needs more rows or columns than there may be.
  mutating func make() -> Grid? {
    let rowCount = clusters.joined().map(\.rows.upperBound).max() ?? 0
    guard rowCount <= Grid.mostRows, rooms.count <= Grid.mostColumns else { return nil }
    for cluster in clusters {
      guard let seats = seats(of: cluster) else { return nil }
      self.seats += seats
    }
    guard let columns = columnCount() else { return nil }
    let rows = rows(rowCount)
    var cells = seats.map { cell(of: $0, columns: columns, rows: rows[$0.span.rows]) }
    cells.sort { ($0.row, $0.column, $0.session) < ($1.row, $1.column, $1.session) }
    return Grid(
      rows: rows, columns: columns, shortLength: shortLength, rooms: rooms, cells: cells)
  }

  private func rows(_ count: Int) -> [Grid.Row] {
    var uses = Array(repeating: Grid.Use.nothing, count: count)
    var begins = Array(repeating: false, count: count)
    for cluster in clusters {
      for span in cluster { begins[span.rows.lowerBound] = true }
      // A cluster is what goes on without a pause.
      let end = cluster.map(\.rows.upperBound).max() ?? 0
      for row in cluster[0].rows.lowerBound..<end {
        uses[row] = cluster.count == 1 ? .oneAlone : .several
      }
    }
    return Grid.rows(between: moments, used: uses, begins: begins)
  }

  private var shortLength: Int {
    lengths.isEmpty ? 0 : lengths.sorted()[(lengths.count - 1) / 4]
  }

  /// The rooms that have a column: not one in which there are breaks alone, or a single session with the whole width.
  private static func rooms(of clusters: [[Span]], in schedule: Schedule) -> [Room.ID] {
    func room(_ span: Span) -> Room.ID? { schedule.sessions[span.session].room }
    let users = Dictionary(grouping: clusters.joined(), by: room)
    let alone = Set(clusters.filter { $0.count == 1 }.compactMap { room($0[0]) })
    return users.compactMap { room, spans in
      let hasBreaksAlone = spans.allSatisfy {
        schedule.sessions[$0.session].record.format == .break
      }
      return hasBreaksAlone || room.map { alone.contains($0) && spans.count == 1 } ?? true
        ? nil : room
    }.sorted()
  }

  /// The sessions in groups that share no row with each other.
  private static func clusters(of spans: [Span]) -> [[Span]] {
    var clusters: [[Span]] = []
    var end = 0
    for span in spans {
      if span.rows.lowerBound >= end { clusters.append([]) }
      clusters[clusters.count - 1].append(span)
      end = max(end, span.rows.upperBound)
    }
    return clusters
  }

  private mutating func seats(of cluster: [Span]) -> [Seat]? {
    var rooms = Occupation(columns: self.rooms.count)
    var lanes = Occupation(columns: 0)
    var seats: [Seat] = []
    for span in inOrderOfClaim(cluster) {
      let place: Place
      if let range = freeRooms(for: span, in: rooms, isAlone: cluster.count == 1) {
        place = range.isEmpty ? .fullWidth : .rooms(range)
        rooms.take(range, span.rows)
      } else {
        guard let lane = lanes.firstFree(span.rows, of: Grid.mostColumns) else { return nil }
        place = .lane(lane)
        lanes.take(lane..<lane + 1, span.rows)
      }
      seats.append(Seat(span: span, place: place, cluster: laneCounts.count))
    }
    laneCounts.append(lanes.columns)
    return seats
  }

  /// What has a room comes before what fills those that are left, and what is cancelled comes last.
  private func inOrderOfClaim(_ cluster: [Span]) -> [Span] {
    func claim(_ span: Span) -> Int {
      if schedule.sessions[span.session].isCancelled { return 2 }
      return column(of: span) == nil ? 1 : 0
    }
    return (0...2).flatMap { rank in cluster.filter { claim($0) == rank } }
  }

  /// The columns that a session has among the rooms, empty for the whole width. `nil` if it stands beside the rooms.
  ///
  /// What fills every room, and a break, has as many rooms beside each other as are free.
  private func freeRooms(
    for span: Span, in occupation: Occupation, isAlone: Bool
  ) -> Range<Int>? {
    if let column = column(of: span) {
      return occupation.isFree(column, span.rows) ? column..<column + 1 : nil
    }
    if isAlone { return 0..<0 }
    let record = schedule.sessions[span.session].record
    return record.isEverywhere || record.format == .break ? occupation.longestFree(span.rows) : nil
  }

  /// The column of a session's room, if it has one and the session doesn't fill all rooms.
  private func column(of span: Span) -> Int? {
    let session = schedule.sessions[span.session]
    return session.record.isEverywhere ? nil : rooms.firstIndex { $0 == session.room }
  }

  private func columnCount() -> Int? {
    let mostLanes = laneCounts.max() ?? 0
    if !rooms.isEmpty {
      let columns = rooms.count + mostLanes
      return columns <= Grid.mostColumns ? columns : nil
    }
    // The least number that the lanes of all clusters divide evenly, if it is small enough.
    return (max(mostLanes, 1)...Grid.mostColumns).first { columns in
      laneCounts.allSatisfy { $0 == 0 || columns.isMultiple(of: $0) }
    } ?? max(mostLanes, 1)
  }

  private func cell(of seat: Seat, columns: Int, rows: ArraySlice<Grid.Row>) -> Grid.Cell {
    let range: Range<Int>
    switch seat.place {
    case .fullWidth: range = 0..<columns
    case .rooms(let columns): range = columns
    case .lane(let lane) where rooms.isEmpty:
      let lanes = laneCounts[seat.cluster]
      range = lane * columns / lanes..<(lane + 1) * columns / lanes
    case .lane(let lane): range = rooms.count + lane..<rooms.count + lane + 1
    }
    return Grid.Cell(
      session: seat.span.session, row: seat.span.rows.lowerBound + 1, rows: seat.span.rows.count,
      column: range.lowerBound + 1, columns: range.count,
      units: rows.map(\.units).reduce(0, +), isFolded: rows.contains(where: \.isFolded))
  }
}

/// Which rows of which columns are taken.
private struct Occupation {
  private var taken: [[Range<Int>]]

  init(columns: Int) { taken = Array(repeating: [], count: columns) }

  var columns: Int { taken.count }

  func isFree(_ column: Int, _ rows: Range<Int>) -> Bool {
    !taken[column].contains { $0.overlaps(rows) }
  }

  /// The first free column, perhaps a new one. `nil` if there would be too many.
  func firstFree(_ rows: Range<Int>, of most: Int) -> Int? {
    let column = taken.indices.first { isFree($0, rows) } ?? taken.count
    return column < most ? column : nil
  }

  /// The first of the longest rows of free columns. `nil` if none is free.
  func longestFree(_ rows: Range<Int>) -> Range<Int>? {
    var best = 0..<0
    var start = 0
    for column in taken.indices {
      if !isFree(column, rows) {
        start = column + 1
      } else if column + 1 - start > best.count {
        best = start..<column + 1
      }
    }
    return best.isEmpty ? nil : best
  }

  mutating func take(_ columns: Range<Int>, _ rows: Range<Int>) {
    for column in columns {
      if column == taken.count { taken.append([]) }
      taken[column].append(rows)
    }
  }
}
