// Smaller pictures are made by vips (libvips, Debian's libvips-tools), in a process of its own: files of strangers are decoded
// there, and not here. What it is asked stands in one place, and the address of a picture follows from that, from the source's
// bytes and from the encoder's version. So addresses are known before anything is made, another recipe has other addresses,
// and browsers may keep the files for ever.
//
// AVIF at effort 3: for photographs it is about a third smaller than JPEG of the same likeness; at effort 4 it takes four times
// as long for 3 % less. WebP between them would save little for the few browsers that know it and not AVIF.

import Text
package import Web

/// The program that makes smaller pictures, as it is on the machine.
package struct PictureEncoder: Hashable, Sendable {
  /// What it says of itself: `vips-8.14.1`.
  package let version: String

  package init(version: String) { self.version = version }
}

/// A picture that is made from one of the site: smaller, perhaps cut, in another format.
package struct DerivedPicture: Hashable, Sendable {
  package enum Format: String, Hashable, Sendable {
    case avif
    case jpeg = "jpg"
    case png
  }

  package let source: PictureSource
  package let cut: PictureCut
  package let width: Int
  package let format: Format
  package let encoder: PictureEncoder
  /// Of all that its bytes follow from.
  private var fingerprint = Fingerprint([])

  init(
    _ source: PictureSource, _ cut: PictureCut, width: Int, _ format: Format,
    _ encoder: PictureEncoder
  ) {
    self.source = source
    self.cut = cut
    self.width = width
    self.format = format
    self.encoder = encoder
    let recipe = [encoder.version, source.content.text] + scaling("", "") + cutting("", "")
    fingerprint = Fingerprint(Array(recipe.joined(separator: "\n").utf8))
  }

  package var height: Int { cut.height(atWidth: width) }

  /// Below the output folder: `assets/pictures/hall-960.1a2b3c4d5e.avif`.
  package var path: OutputPath {
    OutputPath("assets/pictures/\(source.stem)-\(width).\(fingerprint.text).\(format.rawValue)")
  }

  /// Its name where made pictures are kept.
  package var name: String { "\(fingerprint.text)-\(width).\(format.rawValue)" }

  // MARK: What vips is asked

  /// Scales the whole picture, turned upright and in sRGB, into a file without loss: a PNG, which vips reads when it may read
  /// only what is safe.
  ///
  /// A file without a colour profile is in sRGB. vips has to be told so, since otherwise it goes another way, in which saturated
  /// colours change.
  ///
  /// - Parameter isColour: `false` for a file in grey without a profile for grey: for that one in sRGB is no use.
  package func scaling(_ file: String, _ scaled: String, isColour: Bool = true) -> [String] {
    let size = cut.placement(of: source.size, width: width, height: height).scaled
    return [
      "thumbnail", file, "\(scaled)[compression=0,strip,bitdepth=8]", "\(size.width)",
      "--height", "\(size.height)", "--size", "force", "--fail-on", "error",
    ] + (isColour ? ["--import-profile", "srgb", "--export-profile", "srgb"] : [])
  }

  /// Cuts the part that is shown out of the scaled picture, and writes it in its format.
  package func cutting(_ scaled: String, _ result: String) -> [String] {
    let part = cut.placement(of: source.size, width: width, height: height)
    return [
      "extract_area", scaled, "\(result)[\(options),strip]", "\(part.left)", "\(part.top)",
      "\(width)",
      "\(height)",
    ]
  }

  private var options: String {
    switch format {
    case .avif: "Q=52,compression=av1,effort=3,bitdepth=8"
    case .jpeg: "Q=78,optimize-coding,interlace"
    case .png: "compression=9"
    }
  }
}

/// A picture in several widths and two formats, from which a browser takes one.
package struct PictureSet: Hashable, Sendable {
  /// The smallest first.
  package let widths: [Int]
  package let source: PictureSource
  private let cut: PictureCut
  private let encoder: PictureEncoder

  /// - Parameter wanted: widths in pixels. What the source doesn't have is left out for all that it has, since no picture is made larger.
  package init(
    of source: PictureSource, widths wanted: [Int], _ cut: PictureCut, _ encoder: PictureEncoder
  ) {
    self.source = source
    self.cut = cut
    self.encoder = encoder
    let most = cut.size.width
    var widths = Set(wanted.filter { $0 > 0 && $0 <= most })
    if wanted.contains(where: { $0 > most }) {
      // One that is nearly as wide as all that there is would be made for nothing.
      widths = widths.filter { $0 * 5 <= most * 4 }.union([most])
    }
    self.widths = widths.sorted()
  }

  package func picture(_ width: Int, _ format: DerivedPicture.Format) -> DerivedPicture {
    DerivedPicture(source, cut, width: width, format, encoder)
  }

  /// The format for browsers that don't show AVIF.
  package var fallback: DerivedPicture.Format { source.fallback == .png ? .png : .jpeg }

  /// All of them.
  package var pictures: [DerivedPicture] {
    widths.flatMap { [picture($0, .avif), picture($0, fallback)] }
  }
}
