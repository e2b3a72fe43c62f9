// The one place that writes `<img>`. A picture that is larger than pages need is offered in several widths, as AVIF and in a
// format for all browsers; then the `<img>` is in a `<picture>`.

import Content
import Pictures
import SiteModel
import SiteSettings
import Text
import Web

/// A picture as a page shows it.
struct ShownPicture {
  /// For `src`, if the picture is shown as it is.
  var address: String
  /// The file of the site that it is, below `content/`. `nil` of one that is elsewhere.
  var file: String?
  var alternative: String
  var title: String?
  /// For the attribute `class`.
  var names: String?
  /// Whether it is loaded only when a visitor comes near it.
  var isLazy: Bool
  /// Whether a browser may show what is beside it first, if it is lazy.
  var isDecodedLater = false
  /// Those that browsers choose from, if not those of `site.yaml`.
  var widths: [Int]?
  var extent = Extent.text(sizes: nil)
  var cut: (ratio: PictureRatio?, focus: PictureFocus) = (nil, .centre)

  enum Extent {
    /// As wide as there is room in a text, or as a designer says it in HTML's `sizes`.
    case text(sizes: String?)
    /// A width in CSS pixels.
    case fixed(width: Int)
  }
}

extension RenderContext {
  func append(_ picture: ShownPicture, to buffer: inout ByteBuffer) {
    let facts = picture.file.flatMap { site.index.facts[$0] }
    let shown = facts?.picture.map { cut(of: $0, for: picture) }
    let set = facts?.source.flatMap { pictureSet(of: $0, for: picture) }
    if let set {
      buffer.append("<picture><source type=\"image/avif\"")
      append(set, .avif, sizes(of: picture), to: &buffer)
      buffer.append("\">")
    }
    buffer.append("<img src=\"")
    buffer.append(escaping: set.map { href($0.fallbackPicture) } ?? picture.address, as: .markdown)
    if let set {
      buffer.append("\"")
      append(set, set.fallback, sizes(of: picture), to: &buffer)
    }
    buffer.append("\" alt=\"")
    buffer.append(escaping: picture.alternative, as: .markdown)
    if let title = picture.title {
      buffer.append("\" title=\"")
      buffer.append(escaping: title, as: .markdown)
    }
    if let names = picture.names {
      buffer.append("\" class=\"")
      buffer.append(escaping: names, as: .markdown)
    }
    // The browser keeps room for the picture, so nothing moves when it arrives.
    if let size = extent(of: picture, shown) {
      buffer.append("\" width=\"")
      buffer.append(decimal: size.width)
      buffer.append("\" height=\"")
      buffer.append(decimal: size.height)
      // Without its place kept free a picture that comes late would move what is below it.
      if picture.isLazy { buffer.append("\" loading=\"lazy") }
    }
    if picture.isDecodedLater, picture.isLazy { buffer.append("\" decoding=\"async") }
    buffer.append(set == nil ? "\">" : "\"></picture>")
  }

  private func href(_ picture: DerivedPicture) -> String { href(file: picture.path.text) }

  /// Writes `srcset` and `sizes`, but for their last quotation mark.
  private func append(
    _ set: PictureSet, _ format: DerivedPicture.Format, _ sizes: String, to buffer: inout ByteBuffer
  ) {
    buffer.append(" srcset=\"")
    for (index, width) in set.widths.enumerated() {
      if index > 0 { buffer.append(", ") }
      buffer.append(escaping: href(set.picture(width, format)), as: .markdown)
      buffer.append(" ")
      buffer.append(decimal: width)
      buffer.append("w")
    }
    buffer.append("\" sizes=\"")
    buffer.append(escaping: sizes, as: .markdown)
  }

  private func sizes(of picture: ShownPicture) -> String {
    switch picture.extent {
    case .text(let sizes): sizes ?? site.configuration.pictures.sizes ?? "100vw"
    case .fixed(let width): "\(site.width(of: picture, at: width))px"
    }
  }

  /// `nil` if the picture is shown as it is.
  private func pictureSet(of source: PictureSource, for picture: ShownPicture) -> PictureSet? {
    let settings = site.configuration.pictures
    guard settings.resizes, let pictures else { return nil }
    let widths: [Int] =
      switch picture.extent {
      case .text: picture.widths ?? settings.widths
      // Screens of desks have one pixel for a pixel of CSS, those of phones two or three; few see a third.
      case .fixed(let width): [width, 2 * width]
      }
    guard let encoder = site.options.pictureEncoder else {
      if widths.allSatisfy({ $0 < source.size.width }) { pictures.add(unscaled: source) }
      return nil
    }
    let set = PictureSet(of: source, widths: widths, cut(of: source.size, for: picture), encoder)
    pictures.add(PictureOffer(set, sizes: sizes(of: picture)))
    return set
  }

  private func cut(of size: PictureSize, for picture: ShownPicture) -> PictureCut {
    PictureCut(of: size, to: picture.cut.ratio, at: picture.cut.focus)
  }

  /// What `width` and `height` say: of a width in CSS pixels that, else what is shown of the file.
  private func extent(of picture: ShownPicture, _ cut: PictureCut?) -> PictureSize? {
    guard case .fixed(let wanted) = picture.extent else { return cut?.size }
    let width = site.width(of: picture, at: wanted)
    if let ratio = picture.cut.ratio { return PictureSize(width, ratio.height(atWidth: width)) }
    return cut.flatMap { PictureSize(width, $0.height(atWidth: width)) }
  }
}

extension Site {
  /// The width in pixels of CSS at which a picture is shown that is to have one: never larger than it is, but for drawings.
  fileprivate func width(of picture: ShownPicture, at wanted: Int) -> Int {
    guard let file = picture.file, !file.lowercased().hasSuffix(".svg"),
      let size = index.facts[file]?.picture
    else { return wanted }
    return min(wanted, PictureCut(of: size, to: picture.cut.ratio).size.width)
  }
}

extension PictureSet {
  /// For browsers that choose from no set.
  fileprivate var fallbackPicture: DerivedPicture {
    picture(widths.last { $0 <= 960 } ?? widths[0], fallback)
  }
}
