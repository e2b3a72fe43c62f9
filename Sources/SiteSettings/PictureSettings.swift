import ContentSchema

/// `pictures:` of `site.yaml`: how large pages show the site's pictures.
package struct PictureSettings: Sendable {
  /// Whether smaller versions are made of pictures, where there is a program for it.
  package var resizes = true
  /// The widths in pixels of a picture in a text, from which browsers choose.
  package var widths = [480, 800, 1200]
  /// How wide the design shows a picture in a text, as HTML's `sizes`. `nil` if `site.yaml` doesn't say it.
  package var sizes: String?
  /// How wide it shows one in a gallery. `nil` if nobody says it.
  package var sizesInGallery: String?

  /// What it is in the conference design, whose texts have lines of 38rem: `--measure` in css/site.css.
  package static let sizesInShippedDesign = "(min-width: 40rem) 38rem, 100vw"

  /// There a gallery has up to five pictures side by side, two on a phone.
  package static let sizesInShippedGallery = "(min-width: 40rem) 24rem, 50vw"

  package init() {}

  init(_ record: DecodedRecord) {
    resizes = record["resize"]?.boolean ?? true
    let written = (record["widths"]?.list ?? []).compactMap(\.integer)
    if !written.isEmpty { widths = Set(written).sorted() }
    sizes = record["sizes"]?.text
    sizesInGallery = record["sizes_in_gallery"]?.text
  }
}

/// The keys of `pictures:`.
let pictureFields: [Field] = [
  Field("resize", .boolean, help: "`false` shows pictures in the size that their files have."),
  Field(
    "widths", .list(.count),
    help:
      "The widths in pixels of a picture in a text, from which browsers choose: `[480, 800, 1200]`."
  ),
  Field(
    "sizes", .text,
    help:
      "How wide a picture in a text is shown, as HTML's `sizes`: `\"(min-width: 40rem) 38rem, 100vw\"`."
  ),
  Field("sizes_in_gallery", .text, help: "The same of a picture in a gallery."),
]
