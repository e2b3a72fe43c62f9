// The parts of a `schedule.json` that a site can use, each with its range of bytes. pretalx, frab and other planners
// write this format (of the C3VOC).

import CivilTime

/// What a schedule export says.
struct ImportedSchedule {
  struct Named {
    var name: String
    var range: Range<Int>
    var guid: String?
    /// The planner's own ids, as `ImportMemory` keeps them.
    var keys: [String] = []
    var description = ""
    var capacity: Int?
    var colour: String?
  }

  struct Person {
    /// Differs for people with the same name.
    var key: String
    /// The planner's own ids, as `ImportMemory` keeps them.
    var keys: [String] = []
    /// The last part of the page's address, if the planner is Lectern.
    var id: String?
    var url: String?
    var name: String
    /// What the person does, as the programme prints it.
    var role: String?
    var links: [Link] = []
    var biography = ""
    var range: Range<Int>
    var biographyRange: Range<Int>
    var hasPicture = false
  }

  struct Session {
    var title: String
    var range: Range<Int>
    /// The planner's own, which stays when the time changes.
    var number: Int?
    /// The planner's own ids, as `ImportMemory` keeps them.
    var keys: [String] = []
    /// The last part of the page's address, if the planner is Lectern.
    var id: String?
    /// What stands under these keys in a schedule.
    var url, abstract, details: String?
    var status: String?
    var subtitle = ""
    var start: Start?
    /// In seconds.
    var duration: Int?
    /// By their names.
    var room: String?
    /// A building that is no room of the conference.
    var place: String?
    var isEverywhere = false
    var track: String?
    var format: String?
    /// Whether it is no talk, so that a format that isn't known is a break.
    var isService = false
    var level: String?
    var recording: String?
    var stream: String?
    /// One line each, as Lectern exports them.
    var points: [String] = []
    var formatRange = 0..<0
    var language: String?
    /// In Markdown, with the ranges in the file.
    var texts: [(text: String, range: Range<Int>)] = []
    /// Indices of `people`.
    var people: [Int] = []
    var links: [Link] = []
    var slides: String?
    /// Slides of single people, by their indices, as Lectern exports them.
    var slidesOfPeople: [Int: String] = [:]
    var mayNotBeRecorded = false
    var hasPicture = false
    var hasAnswers = false
  }

  enum Start {
    /// Seconds since 1970-01-01 00:00 UTC.
    case instant(Int)
    case date(CivilDate)
  }

  struct Link {
    var title: String
    var url: String
    /// Whether it is an attachment.
    var isFile = false
  }

  /// The planner, as the memory of imports calls it.
  var source = "planner"
  /// The zone it is written in, where it names one that there is.
  var zone: Zone?
  var zoneRange = 0..<0
  /// Scheme and host of the planner, where addresses that begin with a slash are at home.
  var origin: String?
  var rooms: [Named] = []
  var tracks: [Named] = []
  var people: [Person] = []
  var sessions: [Session] = []
  /// What else an editor may want to know.
  var remarks: [String] = []
}
