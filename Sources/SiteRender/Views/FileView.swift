import Content
import SiteModel
import Templates

/// A file of the site that pages lead to or show.
struct FileView: TemplateObject {
  let context: RenderContext
  /// Below the output folder.
  let path: String

  var typeName: String { "file" }
  var names: [String] { ["url", "name", "type", "size", "width", "height"] }
  var identity: Int? { nil }

  func value(of name: Name) -> Value? {
    let facts = context.site.index.facts[path]
    switch PageKey(rawValue: name.slot) {
    case .url: return .text(context.href(file: path))
    case .name: return .text(fileName)
    case .type: return .optional(ending)
    case .size: return .optional(facts.map { .integer($0.size) })
    case .width: return .optional(facts?.picture.map { .integer($0.width) })
    case .height: return .optional(facts?.picture.map { .integer($0.height) })
    default: return nil
    }
  }

  private var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// What sort of file it is, as people say: `PDF`.
  private var ending: String? {
    let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts.last.map { $0.uppercased() } : nil
  }
}
