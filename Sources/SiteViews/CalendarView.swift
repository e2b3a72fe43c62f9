import Content
import Programme
import SiteModel
import Templates

/// A calendar as templates see it: where to download it, and where to subscribe to it.
struct CalendarView: DeclaredView {
  let context: RenderContext
  /// Below the output folder.
  let path: String

  static let thing = "calendar"
  static let title = "a calendar"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<CalendarView>] = [
    Attribute("url", .address, "where it can be downloaded") {
      .text($0.context.href(file: $0.path))
    },
    Attribute(
      "webcal", .address,
      "where a calendar's program can subscribe to it: a whole address that begins with `webcal:`"
    ) {
      // A calendar's program asks the server itself, so the address is whole even in a folder that
      // works without one.
      let address = $0.context.site.absolute("/" + $0.path)
      let colon = address.firstIndex(of: ":") ?? address.startIndex
      return .text("webcal" + address[colon...])
    },
  ]

  var identity: Int? { nil }
}

extension RenderContext {
  func view(_ scope: CalendarScope, of programme: ProgrammeSection) -> Value {
    .optional(
      programme.files.path(of: scope).map { .object(CalendarView(context: self, path: $0)) })
  }
}
