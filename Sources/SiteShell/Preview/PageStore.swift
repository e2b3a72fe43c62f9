import Content
import Diagnostics
import SiteRender
import Text

/// A page as the preview shows it.
struct ShownPage: Sendable {
  var id: PageID
  /// Nothing if the page has mistakes and never was without them.
  var html: [UInt8]?
  var isLastGood = false
  /// What is wrong with the page as its files are now.
  var mistakes: [Diagnostic]
  private var ownTag: String

  init(page: RenderedPage, mistakes: [Diagnostic]) {
    id = page.id
    html = page.html
    ownTag = page.tag
    self.mistakes = mistakes
  }

  /// Names the bytes.
  var tag: String {
    guard let html else { return ShownPage.noTag }
    return isLastGood ? Fingerprint(html).text : ownTag
  }

  /// What stands for the bytes where there is no page to show.
  static let noTag = "none"
}

/// Pages that were rendered, so that one that is asked for again needn't be.
struct PageStore {
  /// Of the current edition, by path.
  private var rendered: [String: RenderedPage] = [:]
  private var bytes: [String: [UInt8]] = [:]
  private var size = 0
  /// By path, the latest pages without a mistake, with their editions' numbers.
  private var good: [String: (edition: Int, html: [UInt8])] = [:]
  private var goodPaths: [String] = []
  private var number = 0

  /// More is forgotten and rendered again.
  private static let largest = 32 << 20
  private static let mostGood = 64

  mutating func begin(_ edition: Edition) {
    rendered = [:]
    bytes = [:]
    size = 0
    number = edition.number
  }

  mutating func page(at output: Output, _ id: PageID, of edition: Edition) -> RenderedPage {
    if let page = rendered[output.path] { return page }
    let page = edition.page(at: output, id)
    makeRoom(for: page.html.count)
    rendered[output.path] = page
    if page.isWell { keep(page.html, at: output.path) }
    return page
  }

  /// What an output consists of that is no page.
  mutating func bytes(of output: Output, of edition: Edition) -> [UInt8] {
    if let bytes = bytes[output.path] { return bytes }
    let made = render(output, of: edition.site).value
    makeRoom(for: made.count)
    bytes[output.path] = made
    return made
  }

  /// The latest bytes of a page without mistakes: those that were shown, or those of an earlier edition.
  ///
  /// - Parameter editions: the latest first.
  func lastGood(at path: String, in editions: [Edition]) -> [UInt8]? {
    let kept = good[path]
    for edition in editions where edition.number > kept?.edition ?? 0 {
      guard let output = edition.output(at: path), let id = output.recipe.page else { continue }
      let page = edition.page(at: output, id)
      if page.isWell { return page.html }
    }
    return kept?.html
  }

  private mutating func makeRoom(for count: Int) {
    if size + count > Self.largest {
      rendered = [:]
      bytes = [:]
      size = 0
    }
    size += count
  }

  private mutating func keep(_ html: [UInt8], at path: String) {
    if good.updateValue((number, html), forKey: path) == nil { goodPaths.append(path) }
    if goodPaths.count > Self.mostGood { good[goodPaths.removeFirst()] = nil }
  }
}
