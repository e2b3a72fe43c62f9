import Content
import Pictures
import SiteModel
import Templates
import Text
import Web

extension PageRendering {
  /// `image()`: what a page shows a picture with.
  static let imageFunction = Function<PageRendering>(
    "image",
    "[a picture](#pictures), as large as it is shown: `image(page.photo, width=160, ratio=\"1:1\", alt=\"…\")`; prints nothing of none",
    [
      .required("path"), .optional("alt", .text("")), .optional("width"), .optional("ratio"),
      .optional("focus"), .optional("class"), .optional("sizes"), .optional("widths"),
      .optional("lazy", .boolean(true)),
    ]
  ) { (host, arguments) throws(TemplateFailure) in try host.image(arguments) }

  private func image(_ arguments: Arguments) throws(TemplateFailure) -> Value {
    if case .none = arguments[0] { return .none }
    var shown = try picture(named: arguments[0])
    shown.alternative = arguments[1].asText ?? ""
    if case .none = arguments[2] {
      shown.extent = .text(sizes: arguments[6].asText)
    } else if case .integer(let width) = arguments[2], 1...10_000 ~= width {
      shown.extent = .fixed(width: width)
    } else {
      throw TemplateFailure(
        "image() takes a width from 1 to 10,000 in pixels of CSS", argument: 2,
        help: "write width=160")
    }
    shown.cut = (try ratio(arguments[3]), try focus(arguments[4]))
    shown.names = arguments[5].asText
    shown.widths = try widths(arguments[7])
    // A drawing is small, and a printed page needs it.
    shown.isLazy = arguments[8].isTrue && !shown.address.lowercased().hasSuffix(".svg")
    shown.isDecodedLater = true
    var buffer = ByteBuffer()
    context.append(shown, to: &buffer)
    return .markup(buffer.bytes)
  }

  /// A picture by its file, or by its name as `file()` takes it; one on another host by its address.
  private func picture(named value: Value) throws(TemplateFailure) -> ShownPicture {
    switch try file(value) {
    case .object(let object as FileView):
      return ShownPicture(
        address: context.href(file: object.path), file: object.path, alternative: "", isLazy: true)
    default:
      return ShownPicture(address: value.asText ?? "", alternative: "", isLazy: true)
    }
  }

  private func widths(_ value: Value) throws(TemplateFailure) -> [Int]? {
    if case .none = value { return nil }
    var widths: [Int] = []
    if case .list(let values) = value {
      for case .integer(let width) in values where 1...10_000 ~= width { widths.append(width) }
      if !widths.isEmpty, widths.count == values.count { return widths }
    }
    throw TemplateFailure(
      "image() takes widths from 1 to 10,000 in pixels", argument: 7,
      help: "write widths=[480, 960, 1600]")
  }

  private func ratio(_ value: Value) throws(TemplateFailure) -> PictureRatio? {
    if case .none = value { return nil }
    if let ratio = PictureRatio(value.asText ?? "") { return ratio }
    throw TemplateFailure(
      "'\(value.asText ?? "")' is no shape of a picture", argument: 3,
      help: "write two whole numbers with a colon between them: ratio=\"16:9\"")
  }

  private func focus(_ value: Value) throws(TemplateFailure) -> PictureFocus {
    if case .none = value { return .centre }
    if let focus = PictureFocus(value.asText ?? "") { return focus }
    throw TemplateFailure(
      "'\(value.asText ?? "")' is no place in a picture", argument: 4,
      help: "write how far it is from the left and from the top: focus=\"30% 40%\"")
  }
}
