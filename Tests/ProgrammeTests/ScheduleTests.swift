import Diagnostics
import Programme
import TestSupport
import Testing

@Suite struct ScheduleTests {
  /// The report of mistakes, then an outline of the schedule.
  @Test(arguments: try Fixture.all(in: "programmes", of: "ProgrammeTests"))
  func putsSessionsInOrderAndReportsMistakes(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
    let schedule = Schedule.assemble(try programme(source))
    let mistakes = report(schedule.diagnostics, sources: [source])
    try fixture.expect(mistakes + "\n" + outline(of: schedule.value))
  }

  /// On a day on which everything is at the same time in the same room, twelve million pairs clash.
  @Test func reportsOneClashForEachSession() throws {
    var text = "room hall | Hall\nperson anna | Anna\n"
    for number in 1...5000 {
      text +=
        "session s\(number) | S\(number) | start: 2012-09-19 09:00 | end: 2012-09-19 10:00"
        + " | room: hall | people: anna\n"
    }
    let input = try programme(SourceText(file: "crowd", text))
    // One mistake in the room and one of the person for each session but the first.
    #expect(Schedule.assemble(input).diagnostics.count == 2 * 4999)
  }
}
