import Programme
import SiteModel

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
