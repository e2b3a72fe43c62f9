// The parts of a `schedule.json` that a site can use, each with its range of bytes. pretalx, frab and other planners
// write this format (of the C3VOC).

package import CivilTime

/// What a schedule export says.
package struct ImportedSchedule {
  package struct Named {
    package var name: String
    package var range: Range<Int>
    package var guid: String?
    /// The planner's own ids, as `ImportMemory` keeps them.
    package var keys: [String] = []
    package var description = ""
    package var capacity: Int?
    package var colour: String?

    package init(name: String, range: Range<Int>, keys: [String] = []) {
      self.name = name
      self.range = range
      self.keys = keys
    }
  }

  package struct Person {
    /// Differs for people with the same name.
    package var key: String
    /// The planner's own ids, as `ImportMemory` keeps them.
    package var keys: [String] = []
    /// The last part of the page's address, if the planner is Lectern.
    package var id: String?
    package var url: String?
    package var name: String
    /// What the person does, as the programme prints it.
    package var role: String?
    package var links: [Link] = []
    package var biography = ""
    package var range: Range<Int>
    package var biographyRange: Range<Int>
    package var hasPicture = false
  }

  package struct Session {
    package var title: String
    package var range: Range<Int>
    /// The planner's own, which stays when the time changes.
    package var number: Int?
    /// The planner's own ids, as `ImportMemory` keeps them.
    package var keys: [String] = []
    /// The last part of the page's address, if the planner is Lectern.
    package var id: String?
    /// What stands under these keys in a schedule.
    package var url, abstract, details: String?
    package var status: String?
    package var subtitle = ""
    package var start: Start?
    /// In seconds.
    package var duration: Int?
    /// By their names.
    package var room: String?
    /// A building that is no room of the conference.
    package var place: String?
    package var isEverywhere = false
    package var track: String?
    package var format: String?
    /// Whether it is no talk, so that a format that isn't known is a break.
    package var isService = false
    package var level: String?
    package var recording: String?
    package var stream: String?
    /// One line each, as Lectern exports them.
    package var points: [String] = []
    package var formatRange = 0..<0
    package var language: String?
    /// In Markdown, with the ranges in the file.
    package var texts: [(text: String, range: Range<Int>)] = []
    /// Indices of `people`.
    package var people: [Int] = []
    package var links: [Link] = []
    package var slides: String?
    /// Slides of single people, by their indices, as Lectern exports them.
    package var slidesOfPeople: [Int: String] = [:]
    package var mayNotBeRecorded = false
    package var hasPicture = false
    package var hasAnswers = false
  }

  package enum Start {
    /// Seconds since 1970-01-01 00:00 UTC.
    case instant(Int)
    case date(CivilDate)
  }

  package struct Link {
    package var title: String
    package var url: String
    /// Whether it is an attachment.
    package var isFile = false
  }

  /// The planner, as the memory of imports calls it.
  package var source = "planner"
  /// The zone it is written in, where it names one that there is.
  package var zone: Zone?
  package var zoneRange = 0..<0
  /// Scheme and host of the planner, where addresses that begin with a slash are at home.
  package var origin: String?
  package var rooms: [Named] = []
  package var tracks: [Named] = []
  package var people: [Person] = []
  package var sessions: [Session] = []
  /// What else an editor may want to know.
  package var remarks: [String] = []
}
