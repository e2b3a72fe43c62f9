import Content
import Pictures
import SiteModel
import Templates
import Web

/// A file of the site that pages lead to or show.
struct FileView: DeclaredView {
  let context: RenderContext
  /// Below the output folder.
  let path: String

  static let thing = "file"
  static let title = "a file"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<FileView>] = [
    Attribute("url", .address, "its address") { .text($0.context.href(file: $0.path)) },
    Attribute("name", .text, "its name without folders") { .text($0.fileName) },
    Attribute("type", .text, "its ending in capitals: `PDF`; none without an ending") {
      .optional($0.ending)
    },
    Attribute("size", .number, "in bytes; none of files that the site makes itself") {
      .optional($0.facts.map { .integer($0.size) })
    },
    Attribute(
      "width", .number,
      "of a picture (PNG, JPEG, GIF, WebP, AVIF, SVG), in pixels, where its file says it"
    ) {
      .optional($0.facts?.picture.map { .integer($0.width) })
    },
    Attribute("height", .number, "of a picture, likewise") {
      .optional($0.facts?.picture.map { .integer($0.height) })
    },
  ]

  var identity: Int? { nil }

  private var facts: FileFacts? { context.site.index.facts[path] }
  private var fileName: String { path.split(separator: "/").last.map(String.init) ?? path }

  /// What people call this sort of file: `PDF`.
  private var ending: String? {
    let parts = fileName.split(separator: ".", omittingEmptySubsequences: false)
    return parts.count > 1 ? parts.last.map { $0.uppercased() } : nil
  }
}
