import Templates
import Web

/// What keeps the programme on visitors' phones, for templates.
struct OfflineView: DeclaredView {
  let context: RenderContext
  /// What is kept of the page's language.
  let list: OutputPath

  static let thing = "phone copy"
  static let title = "the copy for phones"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<OfflineView>] = [
    Attribute("worker", .text, "the address of the service worker, for the script") { view in
      .text(view.context.href(file: offlineWorkerPath.text))
    },
    Attribute("list", .text, "the address of the list of what is kept") { view in
      .text(view.context.href(file: view.list.text))
    },
  ]

  var identity: Int? { nil }
}
