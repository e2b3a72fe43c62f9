package import Diagnostics

/// The mistakes that a programme can have.
package enum ProgrammeCode: String, DiagnosticCode {
  case breakMismatch = "break-mismatch"
  case capacityExceeded = "capacity-exceeded"
  case changeNotReleased = "change-not-released"
  case changeWithoutUpdated = "change-without-updated"
  case clockChange = "clock-change"
  case dayEnds = "day-ends"
  case embargoAfterStart = "embargo-after-start"
  case endBeforeStart = "end-before-start"
  case endMissing = "end-missing"
  case endWithoutStart = "end-without-start"
  case eventDays = "event-days"
  case gapWithoutBreak = "gap-without-break"
  case mixedDateAndTime = "mixed-date-and-time"
  case outsideEventDays = "outside-event-days"
  case outsideParent = "outside-parent"
  case parentCycle = "parent-cycle"
  case parentElsewhere = "parent-in-other-programme"
  case personClash = "person-clash"
  case roomClash = "room-clash"
  case roomTooSmall = "room-too-small"
  case sessionTooLong = "session-too-long"
  case sessionWithoutPeople = "session-without-people"
  case speakerNotConfirmed = "speaker-not-confirmed"
  case speakerWithoutSession = "speaker-without-session"
  case timeFarAway = "time-far-away"
  case wayTooShort = "way-too-short"

  package var canBeMeant: Bool {
    switch self {
    case .breakMismatch, .capacityExceeded, .endMissing, .sessionWithoutPeople,
      .speakerWithoutSession, .timeFarAway:
      true
    default: needsReason
    }
  }

  /// The end of a help: how a session's page says why something is meant.
  package func sayingWhy(in title: String) -> String {
    "say in '\(title)' why: meant: {\(rawValue): \"…\"}"
  }

  package var needsReason: Bool {
    switch self {
    case .embargoAfterStart, .gapWithoutBreak, .roomTooSmall, .speakerNotConfirmed, .wayTooShort:
      true
    default: false
    }
  }

  package var explanation: Explanation {
    switch self {
    case .breakMismatch:
      Explanation(
        """
        A break overlaps a session, or there is a gap between a break and the session before or after it. Breaks \
        usually begin when sessions end and end when the next ones begin, so one of the times is probably wrong. \
        A session that was called off, an exhibition, a registration or a side event may run alongside a break.
        """,
        wrong: "# a session until 10:30\nstart: 2012-09-19 10:15\nformat: break",
        right: "# a session until 10:30\nstart: 2012-09-19 10:30\nformat: break")
    case .capacityExceeded:
      Explanation(
        """
        A session offers more places than its room holds. One of the two numbers, or the room, is wrong.
        """,
        wrong: "# a room for 25\nroom: b\ncapacity: 200",
        right: "# a room for 250\nroom: a\ncapacity: 200")
    case .timeFarAway:
      Explanation(
        """
        One or two sessions are half a year or more from all others of the programme, so their year or month is \
        probably mistyped. If the programme's section has first_day and last_day, every session is held against them.
        """,
        wrong: "start: 2112-09-19 10:00", right: "start: 2012-09-19 10:00")
    case .changeNotReleased:
      Explanation(
        """
        A session has another time, room, place or status than the last release told. Calendars take the change from the \
        site as it is, but not when it happened, nor a second change after it. Run 'lectern release' when the change is \
        certain.
        """)
    case .changeWithoutUpdated:
      Explanation(
        """
        A session has another time, room or status than in the calendar that the last build wrote, and its 'updated' \
        is what it was. Many calendars keep what they have until an event says that it is newer, so people would \
        go at the old time. Set 'updated' to the day of the change.
        """,
        wrong: "# it was at 09:00\nstart: 2012-09-19 10:00",
        right: "# it was at 09:00\nstart: 2012-09-19 10:00\nupdated: 2012-09-03")
    case .clockChange:
      Explanation(
        """
        When clocks are put forward they skip an hour, and when they are put back they show an hour twice. A \
        session at such a time would be wrong in every calendar. Choose a time before or after the change.
        """,
        wrong: "# clocks in Stockholm go from 02:00 to 03:00\nstart: 2012-03-25 02:30",
        right: "start: 2012-03-25 03:00")
    case .dayEnds:
      Explanation(
        """
        A programme's 'day_ends' says when its days end after midnight: what starts earlier belongs to the evening \
        before. It is a time before noon, such as 06:00; without the key a day ends at 05:00.
        """, wrong: "day_ends: 6 o'clock", right: "day_ends: \"06:00\"")
    case .embargoAfterStart:
      Explanation(
        """
        A session begins before its page is on the site. Until then nobody finds it there, nor \
        in calendars. Publish the page before the session begins. What has begun already is not told, since slides and \
        recordings often come later.
        """,
        wrong: "start: 2012-09-19 09:00\npublish: 2012-09-20",
        right: "start: 2012-09-19 09:00\npublish: 2012-09-12")
    case .endBeforeStart:
      Explanation(
        """
        A session has to end after it starts. What ends after midnight ends on the next day, so its end needs the \
        next day's date. Leave the end out if it isn't known yet.
        """,
        wrong: "start: 2012-09-19 20:00\nend: 2012-09-19 01:00",
        right: "start: 2012-09-19 20:00\nend: 2012-09-20 01:00")
    case .endMissing:
      Explanation(
        """
        A session has a start and no end. The timetable shows it until the next session that needs its room begins; \
        calendars and apps are told no end. Add the end as soon as it is known.
        """,
        wrong: "start: 2012-09-19 09:00",
        right: "start: 2012-09-19 09:00\nend: 2012-09-19 10:30")
    case .endWithoutStart:
      Explanation(
        "A session has an end and no start, so Lectern can't say when it happens. Add the start.",
        wrong: "end: 2012-09-19 10:30",
        right: "start: 2012-09-19 09:00\nend: 2012-09-19 10:30")
    case .eventDays:
      Explanation(
        """
        The section of a programme may say from which day to which day the event lasts. It needs both days, and the \
        last one can't be before the first one.
        """,
        wrong: "programme: true\nfirst_day: 2012-09-19",
        right: "programme: true\nfirst_day: 2012-09-19\nlast_day: 2012-09-21")
    case .roomTooSmall:
      Explanation(
        """
        More people are expected at a session than its room holds (capacity of the room's page). The number of registrations, or a \
        guess, is under expected; visitors don't see it. It is told until the event is over.
        """,
        wrong: "# a room for 60\nroom: b\nexpected: 110",
        right: "# a room for 250\nroom: a\nexpected: 110")
    case .gapWithoutBreak:
      Explanation(
        """
        Between 20 minutes and two hours of a day nothing is planned in any room, and no break is named. Perhaps the coffee \
        was forgotten, or a time is wrong. It is told only in programmes that name breaks, and neither before nor after a social \
        event, a site visit, a meetup or a sprint.
        """,
        wrong: "# a session until 10:30, and the next one\nstart: 2012-09-19 11:00",
        right:
          "# a session until 10:30, and then\nstart: 2012-09-19 10:30\nend: 2012-09-19 11:00\nformat: break"
      )
    case .mixedDateAndTime:
      Explanation(
        """
        One of start and end is a day and the other one has a time. Write times in both if they are known, and \
        otherwise days in both.
        """,
        wrong: "start: 2012-09-19\nend: 2012-09-19 10:30",
        right: "start: 2012-09-19 09:00\nend: 2012-09-19 10:30")
    case .outsideEventDays:
      Explanation(
        """
        The section of the programme says from which day to which day the event lasts, and a session is on another \
        day. Correct the session's date, or first_day and last_day of the programme.
        """)
    case .outsideParent:
      Explanation(
        """
        A session that is a part of another one has to happen while that one does. Correct its time, or leave out \
        'parent' if it is a session of its own.
        """,
        wrong:
          "# the Market Lounge is from 14:00 to 16:00\nparent: market-lounge\nstart: 2012-09-19 16:30",
        right: "parent: market-lounge\nstart: 2012-09-19 15:30")
    case .parentCycle:
      Explanation(
        """
        A session can't be a part of itself, neither directly nor through the session that it is a part of. Name in \
        'parent' the session during which it takes place.
        """)
    case .parentElsewhere:
      Explanation(
        """
        A session can only be a part of a session of the same programme, since it happens while that one does. Name a \
        session below the same section, or leave out 'parent'.
        """)
    case .personClash:
      Explanation(
        """
        One person is in two sessions at the same time. Change the time of one of them, or take the person out of \
        one. A session and its parts are no two places.
        """)
    case .roomClash:
      Explanation(
        """
        Two sessions are in one room at the same time, or one fills every room while another one is in a room. \
        Change the room or the time of one of them. Sessions that were called off occupy no room.
        """)
    case .sessionTooLong:
      Explanation(
        """
        A session may go on past midnight, but for no more than 24 hours. Usually the date in the end is wrong. An \
        exhibition that is open for several days has days without times, or a session for each day.
        """,
        wrong: "start: 2012-09-19 09:00\nend: 2012-09-21 17:00",
        right: "start: 2012-09-19 09:00\nend: 2012-09-19 17:00")
    case .sessionWithoutPeople:
      Explanation(
        """
        A session names nobody under 'speakers', and visitors want to know who speaks. Add the people, or set a \
        format that has none, such as break, social or exhibition.
        """)
    case .speakerNotConfirmed:
      Explanation(
        """
        A session names somebody who has not said yes. It is told of people with 'confirmed: false', and, once 'confirmed: true' \
        stands with somebody, of all people with whom it doesn't.
        """,
        wrong: "title: Ada Example\nconfirmed: false",
        right: "title: Ada Example\nconfirmed: true")
    case .wayTooShort:
      Explanation(
        """
        Somebody has less than 15 minutes from a session in one building to a session in another one. A session's building is its \
        'place', or that of its room; a room without one is in the conference's own building, unless other rooms name \
        theirs.
        """,
        wrong: "# a session in the town hall until 10:30\nroom: aula\nstart: 2012-09-19 10:35",
        right: "# a session in the town hall until 10:30\nroom: aula\nstart: 2012-09-19 11:00")
    case .speakerWithoutSession:
      Explanation(
        """
        The programme lists a person who is in no session. Usually the session names somebody else, or was removed. \
        Name the person under 'speakers' of a session, or remove the person.
        """)
    }
  }
}
