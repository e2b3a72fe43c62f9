import CivilTime
import Content
import ContentSchema
import Programme
import SiteModel
import SiteViews
import Text
import Web

extension Site {
  /// An Atom feed (RFC 4287) of what releases told of a programme, an entry for each release, for the page that tells it.
  func renderChangesFeed(of id: PageID) -> [UInt8] {
    let page = self[id]
    let programme = programme(of: page.original)
    let all = programme.map(releases) ?? []
    let told = all.filter { !$0.changes.isEmpty || !$0.note.isEmpty }
    var xml = ByteBuffer(capacity: 4096 + told.count * 1024)
    beginFeed(
      of: id,
      updated: (told.first ?? all.first).map { localTime(of: $0.instant) }
        ?? CivilDateTime(now.date, .midnight), to: &xml)
    for release in told {
      let address = absolute(page.permalink.path) + "#" + release.anchor
      let moment = localTime(of: release.instant)
      xml.append("<entry>\n")
      xml.element("title", release.note.isEmpty ? "\(page.title), \(moment.date)" : release.note)
      xml.element("id", address)
      xml.link(rel: "alternate", type: "text/html", href: address)
      xml.element("published", feedTime(moment))
      xml.element("updated", feedTime(moment))
      if let programme, !release.changes.isEmpty {
        let lines = release.changes.map { line($0, in: programme, page.language) }
        xml.element("summary", lines.joined(separator: "\n"))
      }
      xml.append("</entry>\n")
    }
    xml.append("</feed>\n")
    return xml.bytes
  }

  /// `Moved: Opening, 2031-05-14 10:00, Hall B (before: 2031-05-14 09:00, Hall A)`
  private func line(_ change: SessionChange, in programme: ProgrammeSection, _ language: Int)
    -> String
  {
    let kind = change.kind?.rawValue ?? ""
    var line = "\(words("change." + kind, language: language) ?? kind): \(change.now.title)"
    let now = change.now.whenAndWhere(in: programme.schedule)
    if change.kind != .cancelled, !now.isEmpty { line += ", " + now }
    guard let before = change.before else { return line }
    let earlier =
      change.kind == .reworded
      ? before.title == change.now.title ? "" : before.title
      : change.kind == .moved ? before.whenAndWhere(in: programme.schedule) : ""
    guard !earlier.isEmpty else { return line }
    let was = words("change.was", language: language) ?? "before: {before}"
    return line + " (" + was.replacing("{before}", with: earlier) + ")"
  }
}

extension ReleasedSession {
  fileprivate func whenAndWhere(in schedule: Schedule) -> String {
    [start, schedule.roomTitle(room) ?? "", place].filter { !$0.isEmpty }.joined(separator: ", ")
  }
}
