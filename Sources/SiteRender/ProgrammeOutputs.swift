import CivilTime
package import Diagnostics
import Programme
package import SiteModel
import SiteViews

extension Site {
  func render(_ scope: CalendarScope, of programme: ProgrammeSection) -> [UInt8] {
    let files = programme.files
    return programme.schedule.calendar(
      scope, of: files.identity, timeZone: files.timeZone,
      url: absolute("/" + (files.path(of: scope) ?? "")))
  }

  func render(_ format: ScheduleFormat, of programme: ProgrammeSection) -> [UInt8] {
    let identity = programme.files.identity
    let bytes =
      switch format {
      case .json: programme.schedule.scheduleJSON(of: identity)
      case .xml: programme.schedule.scheduleXML(of: identity)
      }
    return bytes ?? []
  }
}

extension Output {
  /// Whether an earlier build's file tells what people may have in their calendars.
  package var isWholeCalendar: Bool {
    if case .calendar(_, .whole) = recipe { true } else { false }
  }

  /// The sessions that are not as an earlier build's calendar has them, without saying that they are newer.
  package func unannouncedChanges(
    from earlier: [UInt8], to rendered: [UInt8], of site: Site
  ) -> [Diagnostic] {
    guard case .calendar(let index, .whole) = recipe else { return [] }
    let programme = site.programmes[index]
    return programme.schedule.unannouncedChanges(
      from: earlier, to: rendered, of: programme.files.identity, today: site.now.date)
  }
}
