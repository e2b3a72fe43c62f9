// What the readers of planners' exports in JSON have in common: texts, addresses, times, and mistakes with their places.

import CivilTime
import Content
import ContentSchema
import Diagnostics
import Web

/// Collects what an export says, and what is wrong in it.
struct PlanReader {
  /// The language that is preferred if a text is in several.
  let language: String
  let zone: Zone
  var export = ImportedSchedule()
  var findings: [ImportFinding] = []

  mutating func mistake(_ code: ImportCode, _ message: String, at range: Range<Int>, help: String) {
    findings.append(
      ImportFinding(severity: .error, code: code, message: message, range: range, help: help))
  }

  mutating func warn(_ message: String, at range: Range<Int>, help: String? = nil) {
    findings.append(
      ImportFinding(
        severity: .warning, code: .planDataLeftOut, message: message, range: range, help: help))
  }

  func text(_ node: JSONNode?) -> String? { node.flatMap { $0.text(in: language) } }

  /// A text on one line, `nil` if there is none.
  func words(_ node: JSONNode?) -> String? {
    guard let words = text(node).map(oneLine), !words.isEmpty else { return nil }
    return words
  }

  func isTrue(_ node: JSONNode?) -> Bool {
    if case .boolean(true)? = node?.content { true } else { false }
  }

  /// A web address; anything else is left out and told.
  mutating func address(_ node: JSONNode?) -> String? {
    guard let node, let written = words(node) else { return nil }
    if isWebAddress(written), origin(written) != nil { return written.replacing(" ", with: "%20") }
    warn("'\(written)' is no web address, so it is left out", at: node.range)
    return nil
  }

  /// A moment as RFC 3339 writes it; without an offset it is in the site's zone.
  mutating func instant(_ node: JSONNode?) -> Int? {
    guard let node, let written = words(node) else { return nil }
    do throws(CivilTimeError) {
      let (moment, offset) = try readOffsetDateTime(written)
      return offset.map { moment.secondsSince1970 - $0 } ?? zone.instant(of: moment)
    } catch {
      mistake(
        .planTimeInvalid, error.message, at: node.range,
        help: "export the programme again, or correct it here")
      return nil
    }
  }

  /// Gives a session its start and its length.
  mutating func setTimes(
    from start: JSONNode?, until end: JSONNode?, in session: inout ImportedSchedule.Session
  ) {
    guard let begin = instant(start) else { return }
    session.start = .instant(begin)
    guard let finish = instant(end) else { return }
    if finish >= begin {
      session.duration = finish - begin
    } else if let end {
      mistake(
        .planTimeInvalid, "'\(session.title)' ends before it starts", at: end.range,
        help: "correct its time in the planner, and export again")
    }
  }

  /// The title of a session. One without it is a mistake.
  mutating func title(of node: JSONNode) -> String? {
    if let title = words(node["title"]) { return title }
    mistake(
      .planPartNameless, "this session has no title", at: node.range,
      help: "give it a title in the planner, and export again")
    return nil
  }

  mutating func refuseIfEmpty(_ root: JSONNode) {
    guard export.sessions.isEmpty, findings.isEmpty else { return }
    mistake(
      .planPartMissing, "this file has no session that has been accepted", at: root.range,
      help:
        "look at what you exported; of Sessionize's API it is the view All, of pretalx's the submissions"
    )
  }

  mutating func addRoom(_ name: String, keys: [String], at range: Range<Int>) {
    guard !export.rooms.contains(where: { $0.name == name }) else { return }
    export.rooms.append(.init(name: name, range: range, keys: keys))
  }

  mutating func addTrack(_ name: String, keys: [String], at range: Range<Int>) {
    guard !export.tracks.contains(where: { $0.name == name }) else { return }
    export.tracks.append(.init(name: name, range: range, keys: keys))
  }
}
