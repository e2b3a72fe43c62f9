import Diagnostics
import Programme
import TestSupport
import Testing

@Suite struct ScheduleTests {
  /// A programme that is well says so by a report without errors; the outline is what comes of it.
  @Test(arguments: try Fixture.all(in: "programmes", of: "ProgrammeTests"))
  func ordersWhatHappensAndTellsWhatCannot(_ fixture: Fixture) throws {
    let source = SourceText(file: fixture.name, bytes: try fixture.bytes)
    let schedule = Schedule.assemble(try programme(source))
    let mistakes = report(schedule.diagnostics, sources: [source])
    try fixture.expect(mistakes + "\n" + outline(of: schedule.value))
  }

  /// A day where everything is at the same time in the same room is reported, and no search among all
  /// pairs: that would be twelve million here.
  @Test func takesTimeInProportionToTheSessions() throws {
    var text = "room hall | Hall\nperson anna | Anna\n"
    for number in 1...5000 {
      text +=
        "session s\(number) | S\(number) | start: 2012-09-19 09:00 | end: 2012-09-19 10:00"
        + " | room: hall | people: anna\n"
    }
    let input = try programme(SourceText(file: "crowd", text))
    let clock = ContinuousClock()
    var mistakes = 0
    let time = clock.measure { mistakes = Schedule.assemble(input).diagnostics.count }
    #expect(mistakes == 2 * 4999)
    #expect(time < .seconds(10))
  }

  @Test func findsEveryRecordByItsID() throws {
    let source = SourceText(
      file: "ids", "session b | B\nsession a | A | start: 2012-09-19 09:00 | format: other\n")
    let schedule = Schedule.assemble(try programme(source)).value
    #expect(schedule.sessions.map(\.id) == ["a", "b"])
    #expect(schedule.sessionsByID == ["a": 0, "b": 1])
  }
}
