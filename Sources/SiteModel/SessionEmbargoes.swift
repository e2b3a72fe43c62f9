import CivilTime
import Content
import ContentSchema
import Diagnostics
import Programme
import SiteSettings

extension Assembly {
  /// Warns of sessions that begin before their page is on the site. What has begun is not told: slides and recordings often come later.
  /// People whose page comes later are told where a session names them.
  var embargoesAfterStart: [Diagnostic] {
    guard let kind = configuration.schema.kindNumber("session") else { return [] }
    var found: [Diagnostic] = []
    for page in pages
    where page.kind == kind && page.role == .content && !page.isBroken
      && pages[page.original.index].source == page.source && page.fields[.draft]?.boolean != true
    {
      guard let start = page.fields[.start]?.moment?.start, now <= start else { continue }
      if let publish = embargo(of: page), publish > start {
        let location = page.fields.location(of: PageKey.publish.slot)
        found.append(
          .warning(
            ProgrammeCode.embargoAfterStart,
            "'\(page.title)' begins on \(start.shown), and its page is on the site only from \(publish.shown)",
            at: location?.file == page.source ? location : page.location,
            help:
              "publish it before it begins, or \(ProgrammeCode.embargoAfterStart.sayingWhy(in: page.title))"
          ))
      }
    }
    return found
  }

  /// From when a page is on the site. `nil` if it doesn't say, or is there already.
  private func embargo(of page: Page) -> CivilDateTime? {
    guard let publish = page.fields[.publish]?.moment?.start, now < publish else { return nil }
    return publish
  }
}

extension CivilDateTime {
  /// `2031-05-14`, or `2031-05-14 09:00`.
  fileprivate var shown: String { time == .midnight ? "\(date)" : "\(date) \(time)" }
}
