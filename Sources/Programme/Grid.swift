import CivilTime

/// The table of a day's sessions: rows are times, columns are rooms.
///
/// A row begins wherever a session starts or ends, so a session covers whole rows. Most programmes announce
/// their rooms late, or never. So a session without a room has a column after the rooms, or the whole width if
/// nothing else goes on. A day without any room divides the width among the sessions that go on at a time. Two
/// sessions never share a cell: if a session's room is taken (a cancelled one's may have been given to another),
/// it has a column after the rooms, too.
package struct Grid: Hashable, Sendable {
  package var rows = 0
  package var columns = 0
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
  }

  /// A day that needs more becomes a list: one column, a row for each session.
  package static let mostColumns = 12
  package static let mostRows = 60
}

extension Schedule {
  /// The table of sessions that are in reading order and have a start.
  func grid(of members: [Session.ID]) -> Grid {
    var maker = GridMaker(schedule: self, members: members)
    return maker.make()
      ?? Grid(
        rows: members.count, columns: 1,
        cells: members.enumerated().map { row, session in
          Grid.Cell(session: session, row: row + 1, rows: 1, column: 1, columns: 1)
        })
  }
}

private struct GridMaker {
  private let schedule: Schedule
  private let rooms: [Room.ID]
  private let spans: [Span]
  private let rows: Int
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
    case fullWidth, everyRoom
    case room(Int)
    /// Beside the rooms; alone in the day if there are none.
    case lane(Int)
  }

  init(schedule: Schedule, members: [Session.ID]) {
    self.schedule = schedule
    rooms = Set(members.compactMap { schedule.sessions[$0].room }).sorted()
    let times = members.compactMap { member in
      let session = schedule.sessions[member]
      return session.start.map { start in
        (
          session: member, start: schedule.zone.instant(of: start),
          end: session.end.map(schedule.zone.instant(of:))
        )
      }
    }
    let lines = Set(times.flatMap { [$0.start] + ($0.end.map { [$0] } ?? []) }).sorted()
    let rowOfLine = Dictionary(uniqueKeysWithValues: lines.enumerated().map { ($1, $0) })
    spans = times.compactMap { time in
      guard let first = rowOfLine[time.start] else { return nil }
      // A session without an end lasts until another one begins or ends.
      let last = time.end.flatMap { rowOfLine[$0] } ?? first + 1
      return Span(session: time.session, rows: first..<max(last, first + 1))
    }
    rows = spans.map(\.rows.upperBound).max() ?? 0
  }

  /// `nil` if the day needs more rows or columns than there may be.
  mutating func make() -> Grid? {
    guard rows <= Grid.mostRows, rooms.count <= Grid.mostColumns else { return nil }
    for cluster in clusters() {
      guard let seats = seats(of: cluster) else { return nil }
      self.seats += seats
    }
    guard let columns = columnCount() else { return nil }
    var cells = seats.map { cell(of: $0, columns: columns) }
    cells.sort { ($0.row, $0.column, $0.session) < ($1.row, $1.column, $1.session) }
    return Grid(rows: rows, columns: columns, rooms: rooms, cells: cells)
  }

  /// The sessions in groups that share no row with each other.
  private func clusters() -> [[Span]] {
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
    var roomEnds = Array(repeating: 0, count: rooms.count)
    var laneEnds: [Int] = []
    var seats: [Seat] = []
    let cancelled = cluster.filter { schedule.sessions[$0.session].isCancelled }
    let others = cluster.filter { !schedule.sessions[$0.session].isCancelled }
    for span in others + cancelled {
      let session = schedule.sessions[span.session]
      let wanted = rooms.indices.filter { session.record.isEverywhere || rooms[$0] == session.room }
      let place: Place
      if cluster.count == 1 && (session.record.isEverywhere || session.room == nil) {
        place = .fullWidth
      } else if !wanted.isEmpty, wanted.allSatisfy({ roomEnds[$0] <= span.rows.lowerBound }) {
        for column in wanted { roomEnds[column] = span.rows.upperBound }
        place = session.record.isEverywhere ? .everyRoom : .room(wanted[0])
      } else {
        let free = laneEnds.firstIndex { $0 <= span.rows.lowerBound } ?? laneEnds.count
        guard free < Grid.mostColumns else { return nil }
        if free == laneEnds.count { laneEnds.append(0) }
        laneEnds[free] = span.rows.upperBound
        place = .lane(free)
      }
      seats.append(Seat(span: span, place: place, cluster: laneCounts.count))
    }
    laneCounts.append(laneEnds.count)
    return seats
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

  private func cell(of seat: Seat, columns: Int) -> Grid.Cell {
    let range: Range<Int>
    switch seat.place {
    case .fullWidth: range = 0..<columns
    case .everyRoom: range = rooms.indices
    case .room(let column): range = column..<column + 1
    case .lane(let lane) where rooms.isEmpty:
      let lanes = laneCounts[seat.cluster]
      range = lane * columns / lanes..<(lane + 1) * columns / lanes
    case .lane(let lane): range = rooms.count + lane..<rooms.count + lane + 1
    }
    return Grid.Cell(
      session: seat.span.session, row: seat.span.rows.lowerBound + 1, rows: seat.span.rows.count,
      column: range.lowerBound + 1, columns: range.count)
  }
}
