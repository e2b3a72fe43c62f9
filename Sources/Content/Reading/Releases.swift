import CivilTime
package import Diagnostics
package import Programme
import SourceFormats

/// The releases of the programme that the site remembers, the first one first.
///
/// The file has a line for each release, and below it one for each session of which the release told something new. So
/// it only ever grows at its end, and its last line of a session is what everybody knows.
package struct Releases: Sendable {
  package static let file = "content/_releases.tsv"

  /// What one release told.
  package struct Release: Sendable {
    /// In seconds since 1970, UTC.
    package var instant: Int
    /// What the editor says of it.
    package var note: String
    package var sessions: [ReleasedSession]

    package init(instant: Int, note: String, sessions: [ReleasedSession]) {
      self.instant = instant
      self.note = note
      self.sessions = sessions
    }
  }

  package var all: [Release] = []
  /// The last state of each session, by its id, and the line that tells it.
  package private(set) var latest: [String: (release: SessionRelease, location: SourceLocation)] =
    [:]
  /// All that was told of each session, by its id, the first one first.
  package private(set) var histories: [String: [SessionRelease]] = [:]

  package init() {}

  package static func read(_ source: SourceText) -> Diagnosed<Releases> {
    var releases = Releases()
    var diagnostics: [Diagnostic] = []
    for line in source.recordLines {
      if !releases.add(line.cells, at: line.location) {
        diagnostics.append(
          .error(
            ContentCode.invalidReleaseLine, "this line is neither a release nor a session of one",
            at: line.location,
            help:
              "take the line back from an earlier version of the file; of two versions that were joined, keep the lines of both"
          ))
      }
    }
    return Diagnosed(releases, diagnostics)
  }

  /// - Returns: whether the line could be read.
  private mutating func add(_ cells: [String], at location: SourceLocation) -> Bool {
    if cells[0] == "release" {
      guard cells.count > 1, cells[1].hasSuffix("Z"),
        let moment = try? CivilDateTime(parsing: cells[1].dropLast())
      else { return false }
      all.append(
        Release(
          instant: moment.secondsSince1970, note: cells.count > 2 ? cells[2] : "", sessions: []))
      return true
    }
    guard !all.isEmpty, !cells[0].isEmpty, cells.count >= 8,
      let status = SessionStatus(rawValue: cells[5]),
      // RFC 5545, section 3.3.8, ends numbers there; one more must be possible.
      let sequence = Int(cells[6]), 0..<Int(Int32.max) ~= sequence
    else { return false }
    var session = ReleasedSession(id: cells[0])
    (session.start, session.end, session.room, session.place) =
      (cells[1], cells[2], cells[3], cells[4])
    (session.status, session.sequence, session.title) = (status, sequence, cells[7])
    session.people = cells.count > 8 ? cells[8].split(separator: " ").map(String.init) : []
    let last = all.count - 1
    all[last].sessions.append(session)
    let release = SessionRelease(session, at: all[last].instant)
    latest[session.id] = (release, location)
    histories[session.id, default: []].append(release)
    return true
  }

  /// The lines of a release, with what stands above the first one.
  package func lines(adding release: Release) -> String {
    var text =
      all.isEmpty
      ? """
      # What everybody was told of the programme, release by release. `lectern release` adds to it; keep it with the site.
      # id, start, end, room, place, status, sequence, title, people: parted by tabs

      """ : ""
    func line(_ cells: [String]) -> String {
      var cells = cells
      while cells.last == "" { cells.removeLast() }
      return cells.joined(separator: "\t") + "\n"
    }
    let note = release.note.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    let moment = CivilDateTime(secondsSince1970: release.instant)
    text += line(["release", "\(moment)Z", note])
    for session in release.sessions {
      text += line([
        session.id, session.start, session.end, session.room, session.place,
        session.status.rawValue, String(session.sequence), session.title,
        session.people.joined(separator: " "),
      ])
    }
    return text
  }
}
