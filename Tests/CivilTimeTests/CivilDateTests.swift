import CivilTime
import Testing

@Suite struct CivilDateTests {
  @Test func countsDaysThereAndBack() throws {
    for days in stride(from: -719_162, through: 2_932_896, by: 17) {
      #expect(CivilDate(daysSince1970: days).daysSince1970 == days)
    }
    #expect(CivilDate(year: 1970, month: 1, day: 1)?.daysSince1970 == 0)
    #expect(CivilDate(year: 2000, month: 3, day: 1)?.daysSince1970 == 11_017)
    #expect(CivilDate(year: 1, month: 1, day: 1)?.daysSince1970 == -719_162)
    #expect(CivilDate(year: 9999, month: 12, day: 31)?.daysSince1970 == 2_932_896)
  }

  @Test func staysWithinTheYearsThatDatesHave() throws {
    let first = try #require(CivilDate(year: 1, month: 1, day: 1))
    let last = try #require(CivilDate(year: 9999, month: 12, day: 31))
    #expect(first.adding(days: -1) == first)
    #expect(last.adding(days: 1) == last)
    #expect(
      CivilDateTime(last, .midnight).adding(seconds: 172_801).description == "9999-12-31T00:00:01")
  }

  @Test(arguments: [
    (0, "1970-01-01T00:00"), (-1, "1969-12-31T23:59:59"), (-86_400, "1969-12-31T00:00"),
    (86_399, "1970-01-01T23:59:59"), (90_061, "1970-01-02T01:01:01"),
  ])
  func countsSecondsThereAndBack(_ seconds: Int, _ text: String) {
    let moment = CivilDateTime(secondsSince1970: seconds)
    #expect(moment.description == text)
    #expect(moment.secondsSince1970 == seconds)
  }

  @Test func knowsHowLongMonthsAre() {
    let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    #expect((1...12).map { CivilDate.lengthOfMonth($0, in: 2011) } == lengths)
    #expect([1900, 2000, 2012].map { CivilDate.lengthOfMonth(2, in: $0) } == [28, 29, 29])
  }

  @Test func refusesTimesThatNoClockShows() {
    #expect(TimeOfDay(hour: 23, minute: 59, second: 59) != nil)
    #expect(TimeOfDay(hour: 24, minute: 0) == nil)
    #expect(TimeOfDay(hour: 0, minute: 60) == nil)
    #expect(TimeOfDay(hour: 0, minute: 0, second: 60) == nil)
  }

  @Test func everyDayFollowsTheOneBefore() throws {
    var date = try #require(CivilDate(year: 1899, month: 12, day: 31))
    for _ in 0..<80_000 {
      let next = date.adding(days: 1)
      #expect(date < next)
      #expect(CivilDate(year: next.year, month: next.month, day: next.day) == next)
      #expect(next.weekday.rawValue == date.weekday.rawValue % 7 + 1)
      date = next
    }
  }

  @Test(arguments: [
    ("2012-09-19", Weekday.wednesday), ("1969-12-31", .wednesday), ("1970-01-01", .thursday),
    ("2000-02-29", .tuesday), ("1900-03-01", .thursday), ("0001-01-01", .monday),
  ])
  func knowsTheWeekday(_ text: String, _ weekday: Weekday) throws {
    #expect(try CivilDate(parsing: text).weekday == weekday)
  }

  @Test func writesWhatItReads() throws {
    for text in ["2012-09-19", "0987-01-02", "9999-12-31"] {
      #expect(try CivilDate(parsing: text).description == text)
    }
    #expect(try CivilDateTime(parsing: "2012-09-19 9:05").description == "2012-09-19T09:05")
    #expect(try CivilDateTime(parsing: "2012-09-19T13:30:07").description == "2012-09-19T13:30:07")
    #expect(try CivilMoment(parsing: "2012-09-19").description == "2012-09-19")
    #expect(try CivilMoment(parsing: "2012-09-19 13:30").dateTime?.time.minute == 30)
  }

  @Test func ordersByDayAndThenByTime() throws {
    let texts = ["2012-09-19 13:30", "2012-09-19 23:59", "2012-09-20 00:00", "2013-01-01 00:00"]
    let moments = try texts.map { try CivilDateTime(parsing: $0) }
    #expect(moments.reversed().sorted() == moments)
  }

  @Test(arguments: [
    ("2012-02-30", "'2012-02-30' names a day that does not exist", "month 2 of 2012 has 29 days"),
    (
      "2012-13-01", "'2012-13-01' names month 13, and a year has 12",
      "write year, month and day, as in 2012-09-19"
    ),
    ("0000-01-01", "'0000-01-01' names a day that does not exist", "the first year is 0001"),
    ("19.09.2012", "'19.09.2012' is no date", "write year, month and day, as in 2012-09-19"),
    ("12-09-19", "'12-09-19' is no date", "write year, month and day, as in 2012-09-19"),
    ("", "'' is no date", "write year, month and day, as in 2012-09-19"),
    (
      "2012-09-19 13:30", "'2012-09-19 13:30' has a time, and only a day is wanted here",
      "write the day alone, as in 2012-09-19"
    ),
  ])
  func saysWhyATextIsNoDate(_ text: String, _ message: String, _ help: String) throws {
    let error = try #require(throws: CivilTimeError.self) { try CivilDate(parsing: text) }
    #expect(error.message == message)
    #expect(error.help == help)
  }

  @Test(arguments: [
    (
      "2012-09-19 25:99", "'2012-09-19 25:99' is a time that no clock shows",
      "times go from 00:00 to 23:59"
    ),
    (
      "2012-09-19 24:00", "'2012-09-19 24:00' is a time that no clock shows",
      "midnight is 00:00 of the next day"
    ),
    ("2012-09-19", "'2012-09-19' has no time", "write day and time, as in 2012-09-19 13:30"),
    ("2012-09-19 13.30", "'2012-09-19 13.30' is no time", "write hours and minutes, as in 13:30"),
    ("2012-09-19 13:3", "'2012-09-19 13:3' is no time", "write hours and minutes, as in 13:30"),
    (
      "2012-09-19 1:30 pm", "'2012-09-19 1:30 pm' is no time",
      "write hours and minutes, as in 13:30"
    ),
    (
      "2012-09-19T13:30+02:00",
      "'2012-09-19T13:30+02:00' ends with '+02:00', and times are always in the site's own zone",
      "leave out '+02:00' and write the time as clocks show it there"
    ),
    (
      "2012-09-19T13:30Z",
      "'2012-09-19T13:30Z' ends with 'Z', and times are always in the site's own zone",
      "leave out 'Z' and write the time as clocks show it there"
    ),
    (
      "2012-02-30 13:30", "'2012-02-30 13:30' names a day that does not exist",
      "month 2 of 2012 has 29 days"
    ),
  ])
  func saysWhyATextIsNoDateAndTime(_ text: String, _ message: String, _ help: String) throws {
    let error = try #require(throws: CivilTimeError.self) { try CivilDateTime(parsing: text) }
    #expect(error.message == message)
    #expect(error.help == help)
  }
}
