import Content
import Markdown
import Prose
import Templates

/// A heading of a page's outline as templates see it, with those below it as children.
struct HeadingView: DeclaredView {
  private let outline: [MarkdownDocument.Heading]
  private let index: Int

  private init(_ outline: [MarkdownDocument.Heading], _ index: Int) {
    self.outline = outline
    self.index = index
  }

  private var heading: MarkdownDocument.Heading { outline[index] }

  static let thing = "heading"
  static let title = "a heading"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<HeadingView>] = [
    Attribute("id", .text, "what links lead to: `#id`") { .text($0.heading.id) },
    Attribute("title", .text, "its words, as HTML") { .markup($0.heading.title) },
    Attribute("level", .number, "from 1") { .integer($0.heading.level) },
    Attribute("children", .list(.thing("heading")), "the headings below it") {
      .list(headings(of: $0.outline, from: $0.index + 1, below: $0.heading.level))
    },
  ]

  var identity: Int? { index }

  static func outermost(of outline: [MarkdownDocument.Heading]) -> [Value] {
    headings(of: outline, from: 0, below: 0)
  }

  /// The headings that belong right below one: each ends where one of its own level or above begins.
  private static func headings(
    of outline: [MarkdownDocument.Heading], from start: Int, below level: Int
  ) -> [Value] {
    var headings: [Value] = []
    var open = Int.max
    for index in start..<outline.count {
      let own = outline[index].level
      if own <= level { break }
      guard own <= open else { continue }
      open = own
      headings.append(.object(HeadingView(outline, index)))
    }
    return headings
  }
}
