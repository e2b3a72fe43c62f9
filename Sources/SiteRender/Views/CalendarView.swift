import Content
import Programme
import SiteModel
import Templates

/// A calendar as templates see it: where to download it, and where to subscribe to it.
struct CalendarView: TemplateObject {
  let site: Site
  /// Below the output folder.
  let path: String

  var typeName: String { "calendar" }
  var names: [String] { ["url", "webcal"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    switch Attribute(rawValue: name.slot) {
    case .url: return .text(site.href("/" + path))
    case .webcal:
      // A calendar's program asks the server itself, so the address is whole even in a folder that
      // works without one.
      let address = site.absolute("/" + path)
      let colon = address.firstIndex(of: ":") ?? address.startIndex
      return .text("webcal" + address[colon...])
    default: return nil
    }
  }
}

extension Site {
  func view(_ scope: CalendarScope, of programme: ProgrammeSection) -> Value {
    .optional(
      programme.files.path(of: scope).map { .object(CalendarView(site: self, path: $0)) })
  }
}
