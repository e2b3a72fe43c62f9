import CivilTime
import Diagnostics
import Programme
import TestSupport
import Testing

@Suite struct GridTests {
  @Test(arguments: try Fixture.all(in: "grids", of: "ProgrammeTests"))
  func givesEverySessionAPlaceOfItsOwn(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
    let schedule = Schedule.assemble(try programme(source)).value
    try fixture.expect(schedule.days.map { table(of: $0, in: schedule) }.joined(separator: "\n"))
  }

  /// What no style sheet has rules for is a list.
  @Test(arguments: [("24 rooms", 24, 24), ("25 rooms", 25, 1)])
  func makesAListOfADayThatIsTooWide(_ name: String, rooms: Int, columns: Int) throws {
    let text = (1...rooms).map { number in
      "room r\(number) | R\(number)\n"
        + "session s\(number) | S | start: 2012-09-19 09:00 | end: 2012-09-19 10:00 | room: r\(number)\n"
    }.joined()
    let grid = Schedule.assemble(try programme(SourceText(file: name, text))).value.days[0].grid
    #expect(grid.columns == columns)
    #expect(grid.cells.count == rooms)
    #expect(
      grid.cells.map(\.row) == (columns == 1 ? Array(1...rooms) : Array(repeating: 1, count: rooms))
    )
    #expect(
      grid.cells.map(\.column)
        == (columns == 1 ? Array(repeating: 1, count: rooms) : Array(1...rooms)))
    #expect(grid.cells.allSatisfy { $0.rows == 1 && $0.columns == 1 })
  }
}

/// A day as a table: a line for each row, in it when it begins, how long it is in parts of five minutes and what each column has; `.` is
/// nothing, `!` two at once. `>` stands before a time that is written beside the table, `~` after a length that is folded.
private func table(of day: Day, in schedule: Schedule) -> String {
  let grid = day.grid
  var rows = Array(repeating: Array(repeating: ".", count: grid.columns), count: grid.rows.count)
  for cell in grid.cells {
    for row in cell.row..<cell.row + cell.rows {
      for column in cell.column..<cell.column + cell.columns {
        let id = schedule.sessions[cell.session].record.key
        rows[row - 1][column - 1] = rows[row - 1][column - 1] == "." ? id : "!"
      }
    }
  }
  let rooms = grid.rooms.map { schedule.rooms[$0].key }
  let head = rooms + Array(repeating: "-", count: grid.columns - rooms.count)
  let lines = zip(grid.rows, rows).map { row, cells in
    let time =
      "\(row.showsTime ? ">" : " ")\(row.start.time) \(row.units)\(row.isFolded ? "~" : "")"
    return "\(time): \(cells.joined(separator: " | "))\n"
  }
  let apart = day.apart.map { schedule.sessions[$0].record.key }
  return head.joined(separator: " | ") + "\n" + lines.joined()
    + (apart.isEmpty ? "" : "apart: \(apart.joined(separator: ", "))\n")
    + "short: \(grid.shortLength)\n"
    + "read: \(grid.cells.map { schedule.sessions[$0.session].record.key }.joined(separator: ", "))\n"
}
