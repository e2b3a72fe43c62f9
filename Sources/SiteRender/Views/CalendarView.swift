import Content
import Programme
import SiteModel
import Templates

/// A calendar as templates see it: where to download it, and where to subscribe to it.
struct CalendarView: TemplateObject {
  let context: RenderContext
  /// Below the output folder.
  let path: String

  var typeName: String { "calendar" }
  var names: [String] { ["url", "webcal"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .url: return .text(context.href(file: path))
    case .webcal:
      // A calendar's program asks the server itself, so the address is whole even in a folder that
      // works without one.
      let address = context.site.absolute("/" + path)
      let colon = address.firstIndex(of: ":") ?? address.startIndex
      return .text("webcal" + address[colon...])
    default: return nil
    }
  }
}

extension RenderContext {
  func view(_ scope: CalendarScope, of programme: ProgrammeSection) -> Value {
    .optional(
      programme.files.path(of: scope).map { .object(CalendarView(context: self, path: $0)) })
  }
}
