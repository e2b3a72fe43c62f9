import Content
import ContentSchema
import Diagnostics
import SiteRender
import Web

/// A page as the preview shows it.
struct ShownPage: Sendable {
  var id: PageID
  /// `nil` if the page has mistakes, and was never sent without them.
  var html: TaggedBytes?
  /// Whether the page is shown as it was before its mistakes.
  var isLastGood = false
  /// What is wrong with the page as its files are now.
  var mistakes: [Diagnostic]

  var tag: String { html?.tag ?? ShownPage.noTag }

  /// The tag where there is no page to show.
  static let noTag = "none"
}

/// What the preview remembers of what it rendered.
struct PageStore {
  /// The pages of the current snapshot, by path.
  private var rendered: [OutputPath: RenderedPage] = [:]
  /// The other outputs of the current snapshot, by path.
  private var others: [OutputPath: TaggedBytes] = [:]
  /// How many bytes `rendered` and `others` hold.
  private var size = 0
  /// The pages as they were last shown without a mistake, by path, in any snapshot.
  private var good: [OutputPath: TaggedBytes] = [:]
  /// The paths of `good` in the order that they came in.
  private var goodPaths: [OutputPath] = []

  /// If there would be more bytes, all are forgotten, and rendered again when they are asked for.
  private static let largest = 32 << 20
  private static let mostGood = 64

  /// Forgets what belongs to the snapshot before.
  mutating func beginSnapshot() {
    rendered = [:]
    others = [:]
    size = 0
  }

  /// A page as it is now, or, if there are mistakes on it, as it was last shown without them.
  mutating func page(
    at output: Output, _ id: PageID, of snapshot: SiteSnapshot, blocked: [Diagnostic]
  ) -> ShownPage {
    let page = rendered[output.path] ?? render(output, id, of: snapshot)
    let mistakes = blocked + page.mistakes
    guard page.hasErrors else { return ShownPage(id: id, html: page.html, mistakes: mistakes) }
    let lastGood = good[output.path]
    return ShownPage(
      id: id, html: lastGood, isLastGood: lastGood != nil, mistakes: mistakes)
  }

  /// Whether an output needn't be rendered to be shown.
  func has(_ path: OutputPath) -> Bool { rendered[path] != nil || others[path] != nil }

  mutating func keep(_ made: MadeOutput, at path: OutputPath) {
    switch made {
    case .page(let page): keep(page, at: path)
    case .other(let bytes): keep(bytes, at: path)
    }
  }

  /// A page as it was last shown without a mistake.
  func lastGood(at path: OutputPath) -> TaggedBytes? { good[path] }

  /// An output that is not a page.
  mutating func bytes(of output: Output, of snapshot: SiteSnapshot) -> TaggedBytes {
    if let bytes = others[output.path] { return bytes }
    let made = TaggedBytes(snapshot.bytes(of: output))
    keep(made, at: output.path)
    return made
  }

  private mutating func keep(_ bytes: TaggedBytes, at path: OutputPath) {
    makeRoom(for: bytes.bytes.count)
    others[path] = bytes
  }

  private mutating func render(
    _ output: Output, _ id: PageID, of snapshot: SiteSnapshot
  ) -> RenderedPage {
    let page = snapshot.page(at: output, id)
    keep(page, at: output.path)
    return page
  }

  private mutating func keep(_ page: RenderedPage, at path: OutputPath) {
    makeRoom(for: page.html.bytes.count)
    rendered[path] = page
    if !page.hasErrors { keepAsGood(page.html, at: path) }
  }

  private mutating func makeRoom(for count: Int) {
    if size + count > Self.largest { beginSnapshot() }
    size += count
  }

  private mutating func keepAsGood(_ html: TaggedBytes, at path: OutputPath) {
    if good.updateValue(html, forKey: path) == nil { goodPaths.append(path) }
    if goodPaths.count > Self.mostGood { good[goodPaths.removeFirst()] = nil }
  }
}
