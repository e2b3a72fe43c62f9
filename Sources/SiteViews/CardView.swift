import Cards
import Content
import SiteModel
import SiteSettings
import Templates
import Text
import Web

/// The picture that messengers show with a link to a page, where it is drawn from a template.
struct CardView: DeclaredView {
  let context: RenderContext
  /// Below the output folder.
  let path: OutputPath

  static let thing = "card"
  static let title = "a card"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<CardView>] = [
    Attribute("url", .address, "its address; messengers want the whole one: `absolute_url`") {
      .text($0.context.href(file: $0.path.text))
    },
    Attribute("width", .number, "in pixels") { _ in .integer(CardDrawing.width) },
    Attribute("height", .number, "in pixels") { _ in .integer(CardDrawing.height) },
  ]

  var identity: Int? { nil }
}

/// A text as `fit()` has broken it.
struct FittedTextView: DeclaredView {
  let size: Double
  let text: BrokenText

  static let thing = "fitted text"
  static let title = "a fitted text"
  static let attributes = AttributeTable(list)

  static let list: [Attribute<FittedTextView>] = [
    Attribute("size", .number, "the size of the letters, one of those that were given") {
      number($0.size)
    },
    Attribute("lines", .list(.text), "the lines") { .list($0.text.lines.map { .text($0) }) },
    Attribute("is_cut", .number, "whether the end is missing, with an ellipsis in its place") {
      .boolean($0.text.isCut)
    },
  ]

  var identity: Int? { nil }
}

private func number(_ value: Double) -> Value {
  Int(exactly: value).map { .integer($0) } ?? .double(value)
}

extension PageRendering {
  /// `lines()`: SVG breaks no lines.
  static let linesFunction = Function<PageRendering>(
    "lines",
    "for [cards](#cards): a text in lines no wider than `width`, as a font of `cards/fonts/` has it at a size; at most as many as `most`, the last with an ellipsis if there is more: `lines(page.title, width=1040, size=64, font=\"NotoSans-Bold.ttf\")`",
    [
      .required("text"), .required("width"), .required("size"), .required("font"),
      .optional("most", .integer(3)),
    ], result: .list(.text)
  ) { (host, arguments) throws(TemplateFailure) in
    guard let text = try text(arguments[0], "lines") else { return .list([]) }
    let font = try host.font(arguments[3], at: 3)
    let broken = font.lines(
      text, width: try length(arguments[1], at: 1), size: try length(arguments[2], at: 2),
      most: Int(try length(arguments[4], at: 4)))
    return .list(broken.lines.map { .text($0) })
  }

  /// `fit()`: the size of a title follows from its length.
  static let fitFunction = Function<PageRendering>(
    "fit",
    "for [cards](#cards): a [text in lines](#fitted-text) at the first of some sizes at which it fits into `width` and `height` without breaking a word: `fit(page.title, width=1040, height=300, sizes=[76, 64, 52], font=\"NotoSans-Bold.ttf\")`; `leading` is how far the lines are from each other, by their size",
    [
      .required("text"), .required("width"), .required("height"), .required("sizes"),
      .required("font"), .optional("leading", .double(1.2)),
    ], result: .thing("fitted text")
  ) { (host, arguments) throws(TemplateFailure) in
    let font = try host.font(arguments[4], at: 4)
    guard case .list(let values) = arguments[3], 1...20 ~= values.count else {
      throw TemplateFailure(
        "fit() takes a list of sizes", argument: 3, help: "write sizes=[76, 64, 52]")
    }
    var sizes: [Double] = []
    for value in values { sizes.append(try length(value, at: 3)) }
    let fitted = font.fit(
      try text(arguments[0], "fit") ?? "", width: try length(arguments[1], at: 1),
      height: try length(arguments[2], at: 2), sizes: sizes,
      leading: try length(arguments[5], at: 5))
    return .object(FittedTextView(size: fitted.size, text: fitted.text))
  }

  /// A font of the cards by its file's name.
  private func font(_ value: Value, at argument: Int) throws(TemplateFailure) -> FontFile {
    let fonts = site.cardFonts
    let name = value.asText ?? ""
    if let font = fonts.first(where: { $0.name == name }) { return font }
    guard site.configuration.drawsCards else {
      throw TemplateFailure(
        "there are no fonts, since the site has no cards", argument: argument,
        help: "write cards: true into site.yaml")
    }
    let names = fonts.map(\.name)
    throw TemplateFailure(
      CardCode.cardFontUnknown, "there is no font '\(name)'", argument: argument,
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? (names.isEmpty
          ? "put it into templates/cards/fonts/" : "the fonts are " + names.joined(separator: ", "))
    )
  }
}

/// `nil` of none.
private func text(_ value: Value, _ function: String) throws(TemplateFailure) -> String? {
  if case .none = value { return nil }
  if case .markup = value {
    throw TemplateFailure(
      "\(function)() takes a text, and this is markup", argument: 0,
      help: "take the markup out of it: | striptags")
  }
  if let text = value.asText { return text }
  throw TemplateFailure("\(function)() takes a text", argument: 0)
}

private func length(_ value: Value, at argument: Int) throws(TemplateFailure) -> Double {
  let number: Double? =
    switch value {
    case .integer(let integer): Double(integer)
    case .double(let double): double
    default: nil
    }
  guard let number, number > 0, number <= 100_000 else {
    throw TemplateFailure("this is a number from 0 to 100,000", argument: argument)
  }
  return number
}
