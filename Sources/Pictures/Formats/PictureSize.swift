/// A picture's width and height in pixels, as a browser shows it.
package struct PictureSize: Hashable, Sendable {
  package let width: Int
  package let height: Int

  /// `nil` if one of them isn't from 1 to a million.
  package init?(_ width: Int, _ height: Int) {
    guard 1...1_000_000 ~= width, 1...1_000_000 ~= height else { return nil }
    self.width = width
    self.height = height
  }

  /// So much of a file usually holds the header: photographs have theirs behind what the camera wrote.
  package static let bytesNeeded = 1 << 18

  /// Whether a file, by its ending, is a picture whose size can be read.
  package static func isPicture(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".png", ".gif", ".jpg", ".jpeg", ".webp", ".avif", ".svg"].contains {
      name.hasSuffix($0)
    }
  }

  /// Reads the size from the beginning of a file, or from all of it. What can't be read has no size: `PublishedPicture`
  /// says what is wrong.
  package init?(ofPictureStarting bytes: [UInt8]) {
    let size: PictureSize? =
      switch PictureFormat(of: bytes) {
      case .png: PNG(bytes).size
      case .gif: GIF(bytes).size
      case .webP: WebP(bytes).size
      case .jpeg: JPEG(bytes).size
      case .svg, nil: svgSize(bytes)
      case .isoMedia: ISOMedia(bytes).size
      }
    guard let size else { return nil }
    self = size
  }

  /// The size when the picture is turned as its Exif orientation says.
  func turned(by orientation: Int) -> PictureSize {
    orientation > 4 ? PictureSize(height, width) ?? self : self
  }
}

/// The formats that browsers show, by how a file begins.
enum PictureFormat {
  case png, gif, webP, jpeg, svg
  /// AVIF and its relatives.
  case isoMedia

  /// `nil` if a file begins like no picture.
  init?(of bytes: [UInt8]) {
    if bytes.has("\u{89}PNG\r\n\u{1a}\n", at: 0) {
      self = .png
    } else if bytes.has("GIF87a", at: 0) || bytes.has("GIF89a", at: 0) {
      self = .gif
    } else if bytes.has("RIFF", at: 0), bytes.has("WEBP", at: 8) {
      self = .webP
    } else if bytes.has("\u{FF}\u{D8}", at: 0) {
      self = .jpeg
    } else if bytes.has("ftyp", at: 4) {
      self = .isoMedia
    } else if svgTag(bytes) != nil {
      self = .svg
    } else {
      return nil
    }
  }
}

extension [UInt8] {
  /// Whether the letters stand at an index, each a byte.
  func has(_ letters: String, at index: Int) -> Bool {
    let wanted = letters.unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    return count >= index + wanted.count && self[index..<index + wanted.count].elementsEqual(wanted)
  }

  func bigEndian(_ index: Int, _ length: Int) -> Int {
    self[index..<index + length].reduce(0) { $0 << 8 | Int($1) }
  }

  func littleEndian(_ index: Int, _ length: Int) -> Int {
    self[index..<index + length].reversed().reduce(0) { $0 << 8 | Int($1) }
  }
}
