import Content
import Markdown
import Templates

/// A heading of a page's outline as templates see it, with those below it as children.
struct HeadingView: TemplateObject {
  private let outline: [MarkdownDocument.Heading]
  private let place: Int

  private init(_ outline: [MarkdownDocument.Heading], _ place: Int) {
    self.outline = outline
    self.place = place
  }

  var typeName: String { "heading" }
  var names: [String] { ["id", "title", "level", "children"] }
  var identity: Int? { place }

  func value(of name: Name) -> Value? {
    switch PageKey(rawValue: name.slot) {
    case .id: return .text(outline[place].id)
    case .title: return .markup(outline[place].title)
    case .level: return .integer(outline[place].level)
    case .children:
      return .list(HeadingView.list(outline, from: place + 1, below: outline[place].level))
    default: return nil
    }
  }

  /// The outermost headings of an outline.
  static func list(_ outline: [MarkdownDocument.Heading]) -> [Value] {
    list(outline, from: 0, below: 0)
  }

  /// The headings that belong right below one: each ends where one of its own level or above begins.
  private static func list(
    _ outline: [MarkdownDocument.Heading], from start: Int, below level: Int
  ) -> [Value] {
    var headings: [Value] = []
    var open = Int.max
    for place in start..<outline.count {
      let own = outline[place].level
      if own <= level { break }
      guard own <= open else { continue }
      open = own
      headings.append(.object(HeadingView(outline, place)))
    }
    return headings
  }
}
